"""Columns on paper share a line so that no word is cut, and long texts get what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.hostile import any_text
from workbench.output.em_widths import fit_columns, least_widths, lines_in, width_of

SHORT, LONG = "D1", "a text of several words " * 8


def test_what_fits_stays_on_one_line() -> None:
    """The widths of the texts and the white beside them, no more."""
    assert [width_of("ab") + 1, width_of("abcd") + 1] == fit_columns([["ab", "abcd"], ["a", "b"]], 60, 1)


def test_the_long_text_gets_the_spare_room() -> None:
    """The short column keeps what it needs."""
    short, long = fit_columns([["A", "B"], [SHORT, LONG]], 40)
    assert (width_of(SHORT), 40) == (pytest.approx(short), pytest.approx(short + long, rel=0.02))


def test_where_not_all_words_fit_the_widest_are_cut() -> None:
    """A number of two digits stays whole beside words that cannot."""
    widths = fit_columns([["n", "x" * 20, "y" * 20], ["10", "", ""]], 12)
    assert (width_of("10"), pytest.approx(12, abs=0.01)) == (widths[0], sum(widths))


def test_room_may_be_kept_for_long_texts() -> None:
    """At the cost of words elsewhere, for those who hyphenate."""
    rows = [["x" * 20, "y" * 20, "T"], ["", "", LONG]]
    assert fit_columns(rows, 30, kept=0.4)[2] > 11 > fit_columns(rows, 30)[2]


@given(st.lists(st.tuples(any_text, any_text, any_text), min_size=1, max_size=5), st.floats(5, 200))
def test_the_columns_never_take_more_than_the_room(rows: list[tuple[str, str, str]], room: float) -> None:
    """Whatever the texts are."""
    assert sum(fit_columns(rows, room, 0.5)) <= room * 1.02


def test_a_line_breaks_after_a_hyphen_but_not_at_a_no_break_space() -> None:
    """As office programs and browsers break."""
    assert [width_of("matched")] == least_widths([["score-matched"]])
    assert [width_of("⊖\u00a0High")] == least_widths([["⊖\u00a0High"]])


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("", 5, 1), ("a b", 9, 1), ("aaaa bbbb", 3, 2), ("a\nb", 9, 2)]
)
def test_lines_are_counted(text: str, width: float, expected: int) -> None:
    """Empty, on one line, wrapped, and broken by the text itself."""
    assert expected == lines_in(text, width)
