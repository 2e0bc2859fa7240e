"""Words in the texts of all studies: found as they are read, part by part, in what is read today."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import NotFoundError, UsageError
from workbench.intake import as_typed, clean_text
from workbench.review.documents import replace, text_search
from workbench.review.documents.add import add_paths
from workbench.review.documents.text_search import _in_stored, _parts, find_in_all, in_parts
from workbench.review.session import ReviewSession


def add(session: ReviewSession, folder: Path, **texts: str) -> None:
    """Add texts as studies, each with the name of its file as its title."""
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(f"{name} in imagined patients\n\n{text}\n", encoding="utf-8")
        assert ["added"] == [report.status for report in add_paths(session, [path])]


def lines(session: ReviewSession, words: str, study: str = "") -> list[str]:
    """The words as they stand in each place, in order."""
    found, is_whole = find_in_all(session, words, study)
    assert is_whole
    return [place.words for each in found for place in each.places]


@pytest.mark.parametrize(
    ("stored", "sought"),
    [
        ("given interleukin-6 daily", "interleukin-6"),
        ("given interleu-\nkin daily", "interleukin"),
        ("given INTERLEUKIN daily", "interleukin"),
        ("warm\n sand was", "warm sand"),
        ("the CO<sub>2</sub> rose", "CO2"),
        ("<i>inter</i>leukin fell", "interleukin"),
        ("inter\u00adleukin fell", "Interleukin fell"),
        ("p &lt; 0.05 in all", "p < 0.05"),
        ("Jørgensen’s shoulder", "jørgensen's"),
        ("100% of (all) [these]", "100% of (all) [these]"),
        ("an a_b value", "a_b"),
    ],
)
def test_words_are_found_as_they_are_read(
    anna: ReviewSession, tmp_path: Path, stored: str, sought: str
) -> None:
    """Whatever cuts them in the stored text; the place is one of the stored text."""
    add(anna, tmp_path, zebra=f"Methods: it was {stored} and so on.")
    found, _ = find_in_all(anna, sought)
    (place,) = (place for each in found if "zebra" in each.source_name for place in each.places)
    assert as_typed(place.words).casefold() == as_typed(clean_text(sought).text).casefold()
    assert place.line.count(place.words) >= 1


@pytest.mark.parametrize("sought", ["100% of%", "a%b", "_____", "(", "\\", "[a"])
def test_signs_stand_for_themselves(anna: ReviewSession, tmp_path: Path, sought: str) -> None:
    """None is a wildcard, and none breaks the search."""
    add(anna, tmp_path, zebra="Methods: 100 of axb were measured.")
    found, _ = find_in_all(anna, sought)
    assert all(sought in place.words for each in found for place in each.places)


@given(st.text(alphabet="abAB12 -é\n<i>&;", max_size=60), st.data())
def test_no_text_is_passed_over_that_has_the_words(source: str, data: st.DataObject) -> None:
    """What can be read of a text is found in it, whatever the first look at the stored text is."""
    read = clean_text(source).text
    words = [word for word in as_typed(read).split() if len(word) > 1]
    if not words:
        return
    sought = data.draw(st.sampled_from(words))
    if "&" in source or (
        "<" in source and any(part not in source.lower() for part in _parts(sought.lower()))
    ):
        return  # entities and tags may hide more than one cut of a word
    assert _in_stored(sought).search(as_typed(source))


def test_only_what_is_read_today_is_searched(anna: ReviewSession, tmp_path: Path) -> None:
    """Not a version before, and nothing that was withdrawn."""
    add(anna, tmp_path, zebra="Methods: the first wording was used.")
    assert ["first wording"] == lines(anna, "first wording")
    newer = tmp_path / "newer.txt"
    newer.write_text(
        "zebra in imagined patients\n\nMethods: the second wording was used.\n", encoding="utf-8"
    )
    found, _ = find_in_all(anna, "first wording")
    replace.replace_document(anna, found[0].study, [newer], "zebra.txt")
    assert [] == lines(anna, "first wording")
    assert ["second wording"] == lines(anna, "second wording")
    replace.withdraw_document(anna, found[0].study, "newer.txt", "wrong file")
    assert [] == lines(anna, "second wording")


def test_the_study_in_front_comes_first(anna: ReviewSession) -> None:
    """The others follow by key; one alone can be searched."""
    keys = [place.study for place in text_search.searched_documents(anna)]
    assert sorted(keys) == keys
    first = [place.study for place in text_search.searched_documents(anna, keys[-1])]
    assert [keys[-1], *keys[:-1]] == first
    found, _ = find_in_all(anna, "the", keys[1][:6])
    assert {keys[1]} == {each.study for each in found}
    with pytest.raises(NotFoundError):
        find_in_all(anna, "the", "nosuchstudy")


def test_of_one_document_some_places_are_given_and_the_others_counted(
    anna: ReviewSession, tmp_path: Path
) -> None:
    """With where the line was cut."""
    add(anna, tmp_path, zebra="Methods: " + "a wombat was seen in the long grass. " * 33)
    found, _ = find_in_all(anna, "wombat")
    assert (20, 13) == (len(found[0].places), found[0].more)
    assert found[0].places[5].before.startswith("…")
    assert found[0].places[5].after.endswith("…")


def test_the_search_ends_after_enough_places(anna: ReviewSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says that it did not see all."""
    monkeypatch.setattr(text_search, "AT_FIRST", 1)
    found, is_whole = find_in_all(anna, "a", most=1)
    assert (1, False) == (len(found), is_whole)


def test_parts_grow_and_hold_every_document_once(anna: ReviewSession) -> None:
    """The first is small, so that its places are there at once."""
    places = text_search.searched_documents(anna) * 300
    parts = list(in_parts(places))
    assert [2, 6, 18, 54, 162, 400, 400, 400, 58] == [len(part) for part in parts]
    assert places == [place for part in parts for place in part]


def test_nothing_is_no_search(anna: ReviewSession) -> None:
    """An empty line says so."""
    with pytest.raises(UsageError, match="nothing to find"):
        find_in_all(anna, "  ")
