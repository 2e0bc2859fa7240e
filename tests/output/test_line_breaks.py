"""Lines of a terminal: whole words, nothing wider than the width, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.output.hostile import any_text
from workbench.hidden_characters import show
from workbench.output.line_breaks import cut, words_of, wrap


@given(any_text.map(show), st.integers(20, 90), st.sampled_from(["", "  ", "    "]))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int, rest: str) -> None:
    """Any text at any width; only spaces go where a line ends."""
    lines = wrap(text, width, "", rest)
    assert max(map(cell_len, lines)) <= width
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


def test_a_word_that_fits_a_line_is_never_cut() -> None:
    """Keys have hyphens, dots and slashes: a line ends at spaces only."""
    words = ["single-arm-covid", "10.1159/000547356", "a", "yamakawa2025,", "psm-cohort"] * 8
    lines = wrap(" ".join(words), 20)
    assert words == [word for line in lines for word in line.split()]


def test_a_word_that_is_wider_than_a_line_goes_on_in_the_next() -> None:
    """It begins on a line of its own; a path or an address is cut after a slash."""
    assert ("see", "x" * 20, "x" * 5 + " so") == wrap("see " + "x" * 25 + " so", 20)
    assert ("/home/anna/reviews/", "interstitial.db") == wrap("/home/anna/reviews/interstitial.db", 24)
    assert ("https://doi.org/", "10.1159/000547356") == wrap("https://doi.org/10.1159/000547356", 20)


def test_what_belongs_together_stays_together() -> None:
    """A symbol and its word, a number and its per cent sign, a count and its share."""
    text = "about ⊖ Some and 52 % or 2 (50 %)"
    assert ("about", "⊖ Some", "and 52 %", "or", "2 (50 %)") == wrap(text, 8)
    assert ("about", "⊖ Some", "and", "52 % or", "2", "(50 %)") == wrap(text, 7)


def test_the_hanging_indent_counts() -> None:
    """Both leads stand within the width."""
    assert ("* one two", "    three", "    four") == wrap("one two three four", 9, "* ", "    ")


def test_a_character_keeps_its_marks() -> None:
    """An accent or a joined part never begins a line."""
    accented, joined = "e\u0301" * 30, "👩\u200d🔬" * 15
    assert ["e\u0301" * 20, "e\u0301" * 10] == list(wrap(accented, 20))
    assert ["👩\u200d🔬" * 10, "👩\u200d🔬" * 5] == list(wrap(joined, 20))


def test_wide_characters_take_two_cells() -> None:
    """Also where a text is cut to one line."""
    assert ("中" * 10, "中" * 2) == wrap("中" * 12, 20)
    assert "中" * 9 + "…" == cut("中" * 12, 20)


def test_words_are_what_stays_on_one_line() -> None:
    """An empty text has none."""
    assert [] == words_of("")
    assert ["? No", "information"] == words_of("? No information")
