"""CSV and TSV: programs get everything back, spreadsheets run nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.hostile import HOSTILE, any_table, any_text, one_column
from workbench.hidden_characters import show
from workbench.output import Column, Labelled, Table, render
from workbench.output.delimited import neutralise, restore
from workbench.output.table import cell_text, plain_value

CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]")


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    """The records of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1+1",
        "-x",
        "@SUM(A1)",
        "\tx",
        "\rx",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "＋1+1",
        "－1+1",
        "＠x",
        "-1 to 2",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """Also behind white space and in full-width forms, which some spreadsheets fold."""
    assert "'" + text == neutralise(text)


@pytest.mark.parametrize(
    "text", ["-1", "+3", "-1.5", "-1,5", "1e-5", "-.5", "plain", "a=b", "", "'quoted'", "⊖ Moderate"]
)
def test_numbers_and_harmless_texts_stay_as_they_are(text: str) -> None:
    """A negative number is a number."""
    assert text == neutralise(text)


@given(any_text | st.text("'=+-@ \t\r\n1.e", max_size=6))
def test_neutralising_can_always_be_taken_back(text: str) -> None:
    """Even where the text had an apostrophe of its own."""
    assert text == restore(neutralise(text))


@given(any_table())
def test_csv_brings_every_cell_back(table: Table) -> None:
    """Line breaks, quotes and surrogates included, once the apostrophes are taken off; but for controls."""
    rows = [[cell_text(plain_value(cell)) for cell in row] for row in table.rows]
    expected = [
        [CONTROLS.sub(lambda found: show(found[0]), cell) for cell in row] for row in [table.ids, *rows]
    ]
    assert expected == [[restore(cell) for cell in record] for record in read(render([table], "csv"))]


@given(any_table())
def test_a_tsv_row_is_a_line(table: Table) -> None:
    """Whatever the cells hold, there is one line a row besides the header, and one tab less than columns."""
    lines = render([table], "tsv").splitlines()
    assert 1 + len(table.rows) == len(lines)
    assert {len(table.columns) - 1} == {line.count("\t") for line in lines}


@pytest.mark.parametrize("format_name", ["csv", "tsv"])
def test_a_terminal_may_print_the_file(format_name: str) -> None:
    """An escape sequence in a note is seen; so are the controls of eight bits, and delete."""
    written = render([one_column("a\x1b[2Jb\x9b2Jc\x7f")], format_name)
    assert "text\na␛[2Jb\\u{9B}2Jc␡\n" == written


def test_tsv_shows_what_it_cannot_hold() -> None:
    """A tab and a line break become signs."""
    assert "text\na␉b⏎c\n" == render([one_column("a\tb\nc")], "tsv")


def test_lines_end_in_lf_and_the_header_has_the_ids() -> None:
    """Unix tools read it as it is, and spreadsheets too."""
    assert 'text\n"a,b"\n' == render([one_column("a,b")], "csv")


def test_labelled_cells_give_their_value_and_mappings_their_label() -> None:
    """A judgement is its id; a count with its share has no single value."""
    table = one_column(
        Labelled("low", "⊕ Low"), Labelled({"count": 1}, "1 (50 %)"), Labelled(None, "· Not judged yet")
    )
    assert [["text"], ["low"], ["1 (50 %)"], [""]] == read(render([table], "csv"))


def test_blocks_share_one_header() -> None:
    """Several blocks are one file over the union of their columns."""
    other = Table("t", "", (Column("more", "More"),), ((1,),))
    assert [["text", "more"], ["x", ""], ["", "1"]] == read(render([one_column("x"), other], "csv"))


def test_the_hostile_list_holds_no_formula_after_rendering() -> None:
    """No cell of the file begins as a formula does, numbers apart."""
    cells = [record[0] for record in read(render([one_column(*HOSTILE)], "csv")) if record]
    assert ["-1.5", "+3"] == [cell for cell in cells if cell.lstrip(" \t\r\u200b")[:1] in tuple("=+-@＝")]
