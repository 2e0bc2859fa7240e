"""Tables in a terminal of any width: no line is wider, no key is cut, no word is lost, rows stay in order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.output.hostile import any_table, any_text
from workbench.hidden_characters import show
from workbench.output import Column, Labelled, Table, render
from workbench.output.table import cell_text

PROSE = "Patients were enrolled whatever the measured outcome was at that time."

widths = st.integers(40, 130)
words = st.text("abcdefgh", min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=25).map(" ".join)


def text_of(table: Table, width: int) -> str:
    """The table in a terminal of this width; no line is wider."""
    text = render([table], "text", width=width)
    assert max(map(cell_len, text.splitlines()), default=0) <= width
    return text


def table_of(titles: str, *rows: tuple[str | int | Labelled | None, ...]) -> Table:
    """A table with these titles, divided by spaces."""
    return Table("t", "", tuple(Column(name, name) for name in titles.split()), rows)


def letters(*texts: str) -> Counter[str]:
    """How often each character stands in texts, white space aside."""
    return Counter("".join("".join(texts).split()))


@given(any_table(), widths)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(table: Table, width: int) -> None:
    """Whatever stands in titles, cells and notes; what every row shares stands there once at least."""
    text = text_of(table, width)
    rows = {tuple(show(cell_text(cell)) for cell in row) for row in table.rows}
    columns = [set(column) for column in zip(*rows, strict=True)]
    once = letters(*(cell for column in columns for cell in column))
    assert not once - letters(text)
    assert not letters(show(table.title), *map(show, table.notes)) - letters(text)


@given(st.lists(st.tuples(words, sentences, words, sentences), min_size=1, max_size=6), widths)
def test_every_word_is_whole_and_rows_are_in_order(rows: list[tuple[str, ...]], width: int) -> None:
    """In whichever form: side by side, with what they share said above, or as records."""
    keyed = [(f"study-{number:02}-x", *row) for number, row in enumerate(rows)]
    table = table_of("Key State Note Reviewer Reason", *keyed)
    text = text_of(table, width)
    assert [row[0] for row in keyed] == [word for word in text.split() if word.startswith("study-")]
    shown = {word.strip(";") for word in text.split()}
    assert {word for row in keyed for cell in row for word in cell.split()} <= shown


@given(any_text, widths)
def test_titles_and_notes_fit_too(words: str, width: int) -> None:
    """They are broken between words; a note has a hanging indent."""
    text_of(Table("t", words, (Column("a", "A"),), (("x",),), (words, words)), width)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_keys_are_never_cut(width: int) -> None:
    """Rather than that the rows stand below each other, each under its key."""
    keys = ("baricitinib", "harada2024", "single-arm-covid-19-of-2020")
    table = table_of("Key A B C D", *((key, "anna", PROSE, "whole study", PROSE) for key in keys))
    assert set(keys) <= set(text_of(table, width).split())


def test_only_a_key_that_no_line_can_hold_is_cut() -> None:
    """It goes on in the next line."""
    table = table_of("Key Note", ("k" * 50, PROSE), ("short", PROSE))
    assert "k" * 34 + "\n      " + "k" * 16 + "\n  Note: Patients" in text_of(table, 40)


def test_rows_that_cannot_be_read_side_by_side_are_records() -> None:
    """The first column is the heading; an empty cell says nothing; white stands around the records."""
    columns = tuple(Column(name, name) for name in ("Study", "Text", "Reason", "Note", "More"))
    rows = (("yamakawa2025", PROSE, PROSE, None, "x"), ("harada2024", PROSE, "none", "y", "z"))
    assert (
        "Title\n\n"
        "yamakawa2025\n"
        "  Text: Patients were enrolled whatever\n"
        "      the measured outcome was at that\n"
        "      time.\n"
        "  Reason: Patients were enrolled\n"
        "      whatever the measured outcome was\n"
        "      at that time.\n"
        "  More: x\n\n"
        "harada2024\n"
        "  Text: Patients were enrolled whatever\n"
        "      the measured outcome was at that\n"
        "      time.\n"
        "  Reason: none\n"
        "  Note: y\n"
        "  More: z\n\n"
        "A note.\n"
    ) == text_of(Table("t", "Title", columns, rows, ("A note.",)), 40)


def test_the_heading_of_a_record_tells_it_from_the_others() -> None:
    """Keys of later columns join it where the first column repeats; a number has its title before it."""
    rows = [("baricitinib", "whole study", name, *[f"{name} {PROSE}"] * 4) for name in ("anna", "bea")]
    text = text_of(table_of("Study Result Reviewer A B C D", *rows), 60)
    assert ["baricitinib · anna", "baricitinib · bea"] == [
        line for line in text.splitlines() if line.startswith("b")
    ]
    events = [(number, *[f"{number} {PROSE}"] * 4) for number in (3, 4)]
    numbered = text_of(table_of("No Before After Reason More", *events), 60)
    assert ["No 3", "No 4"] == [line for line in numbered.splitlines() if line.startswith("No")]


def test_what_every_row_shares_is_said_above_where_that_makes_room() -> None:
    """Words only: a judgement that happens to be the same everywhere stays in its row."""
    low = Labelled("low", "⊕ Low")
    rows = tuple((key, low, "submitted", "whole study", "") for key in ("yamakawa2025", "harada2024"))
    assert (
        "All rows: result whole study\n"
        "Study         Overall  State      Note\n"
        "------------  -------  ---------  ----\n"
        "yamakawa2025  ⊕ Low    submitted\n"
        "harada2024    ⊕ Low    submitted\n"
    ) == text_of(table_of("Study Overall State Result Note", *rows), 40)


def test_a_list_keeps_to_one_line_a_row() -> None:
    """Its clipped column goes before a row takes two lines, and that is said."""
    columns = (Column("k", "Key"), Column("d", "Design"), Column("t", "Title", clipped=True))
    rows = tuple((key * 22, f"case {key}series", key + PROSE) for key in "ab")
    assert (
        f"Key                     Design\n{'-' * 22}  ------------\n"
        f"{'a' * 22}  case aseries\n{'b' * 22}  case bseries\n"
        "Left out, as the lines are short: Title\n"
    ) == text_of(Table("t", "", columns, rows), 40)


def test_a_table_without_rows_names_its_columns() -> None:
    """Also where they do not fit side by side."""
    titles = "Outcome Importance Participants Certainty Comment"
    assert titles.split() == text_of(table_of(titles), 40).replace(",", "").split()
