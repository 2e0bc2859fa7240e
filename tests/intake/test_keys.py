"""Citation keys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.bibliography import Bibliography
from workbench.intake import StudyText, make_key, suggest_key


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Hideaki Yamakawa", "yamakawa2020"),
        ("Yamakawa H", "yamakawa2020"),
        ("Yamakawa, Hideaki", "yamakawa2020"),
        ("Jan van der Berg", "vanderberg2020"),
        ("van der Berg J.-P.", "vanderberg2020"),
        ("Björn Ångström", "angstrom2020"),
        ("Łukasz Żółć", "zolc2020"),
        ("Sean O'Brien", "obrien2020"),
        ("Ann Smith-Jones Jr.", "smithjones2020"),
        ("Ann Smith, MD", "annsmith2020"),
        ("山田 太郎", "heels2020"),
        ("", "heels2020"),
        ("[/bold] \x1b[31m; DROP TABLE", "table2020"),
    ],
)
def test_family_name(author: str, expected: str) -> None:
    """The first author's family name, folded to ASCII; where nothing of it is left, a word of the title."""
    actual = make_key([author], 2020, "The effect of heels", set())
    assert expected == actual


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Baricitinib restrains things", "baricitinib"),
        ("A randomised trial of mud", "mud"),
        ("../../etc/passwd", "etc"),
        ("2020 10 %", "study"),
        ("日本語", "study"),
        ("of the", "the"),
    ],
)
def test_title_word_without_author(title: str, expected: str) -> None:
    """Without an author the first telling word of the title is the key, however odd the title."""
    assert expected == make_key([], None, title, set())


def test_suffixes_follow_each_other() -> None:
    """The second study of a name and year gets b, then c; after z numbers go on."""
    taken: set[str] = set()
    for _ in range(28):
        taken.add(make_key(["Ann Bee"], 2001, "", taken))
    assert {"bee2001", "bee2001b", "bee2001c", "bee2001z", "bee2001x27"} <= taken


def test_key_without_year_gets_a_number() -> None:
    """A letter after a word would read like a misspelling, so a number follows."""
    assert make_key([], None, "Mud", {"mud"}) == "mud2"


def test_key_without_title_comes_from_first_words_or_name() -> None:
    """Where no title is printed the text's first words serve; where there are none, the document's name."""
    assert suggest_key(StudyText(Bibliography(abstract="Chronic urticaria itches.")), set()) == "urticaria"
    assert suggest_key(StudyText(name="0042_scan.txt"), set()) == "scan"


@given(
    st.lists(st.text(max_size=30), max_size=3),
    st.none() | st.integers(1800, 2100),
    st.text(max_size=60),
    st.sets(st.sampled_from(["a", "study", "study2", "a2000", "a2000b"])),
)
def test_key_is_always_safe_and_new(
    authors: list[str], year: int | None, title: str, taken: set[str]
) -> None:
    """Any author and title give a key of a-z and digits that begins with a letter and is not taken."""
    key = make_key(authors, year, title, taken)
    assert re.fullmatch("[a-z][a-z0-9]*|[0-9]+[a-z0-9]*", key)
    assert key not in taken
