"""Markdown: a cell's text stays text, and a row stays a row."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from tests.output.hostile import HOSTILE, any_table, any_text, one_column
from workbench.hidden_characters import show
from workbench.output import Column, Table, render
from workbench.output.markdown import escape
from workbench.output.print_signs import in_print


@given(any_table())
def test_a_row_is_a_line_with_as_many_cells_as_columns(table: Table) -> None:
    """No cell can open another column or another row."""
    bare = Table("t", "", table.columns, table.rows)
    lines = render([bare], "markdown").splitlines()
    assert 2 + len(table.rows) == len(lines)
    assert {len(table.columns) + 1} == {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines}


@given(any_text)
def test_a_renderer_shows_the_text_and_no_markup(text: str) -> None:
    """A CommonMark renderer finds nothing but text and our line breaks in an escaped cell."""
    tokens = MarkdownIt("commonmark").parseInline(escape(text).strip())[0].children or []
    assert {"text", "text_special", "html_inline", "softbreak"} >= {token.type for token in tokens}
    assert (
        "".join(token.content for token in tokens).replace("<br>", "\n").split()
        == show(text, keep_newlines=True).split()
    )


@pytest.mark.parametrize("text", [*HOSTILE, "see http://x.org and www.x.org", "- a", "+ b", "1. c", "# d"])
def test_github_shows_a_cell_as_it_is(text: str) -> None:
    """Its dialect, tables and links that nobody wrote among it: one cell, the text and nothing else."""
    shown = MarkdownIt("gfm-like").render(render([one_column(text)], "markdown"))
    (cell,) = re.findall(r"<td[^>]*>(.*?)</td>", shown, re.DOTALL)
    read = html.unescape(re.sub(r"<br ?/?>", "\n", cell))
    assert in_print(show(text, keep_newlines=True)).split() == read.split()


@pytest.mark.parametrize("fmt", ["markdown", "html", "latex"])
def test_numbers_below_0_have_minus_signs_and_the_header_stands_above(fmt: str) -> None:
    """As in Word; CSV keeps the hyphen, and what the whole table is about comes before its rows."""
    columns = (Column("levels", "Levels at -1"), Column("why", "Why"))
    header = ("Population: adults",)
    table = Table("t", "T", columns, ((-2, "-1 to 3, pages 5-9"),), (*header, "(-2) of all"), (), header)
    told = html.unescape(render([table], fmt)).replace("$-$", "\u2212")
    assert ["\u22121", "\u22122", "\u22121 to 3, pages 5-9", "(\u22122) of all"] == [
        word for word in ("\u22121", "\u22122", "\u22121 to 3, pages 5-9", "(\u22122) of all") if word in told
    ]
    assert told.index("Population: adults") < told.index("Levels at") < told.index("(\u22122) of all")
    assert 1 == told.count("Population: adults")
    assert "\n-2," in render([table], "csv")


def test_title_and_notes_stand_around_the_table() -> None:
    """The title is a heading, each note a paragraph."""
    table = one_column("x")
    shown = render([Table("t", "A *title*", table.columns, table.rows, ("One.", "Two."))], "markdown")
    assert "### A \\*title\\*\n\n| Text   |\n|--------|\n| x      |\n\nOne.\n\nTwo.\n" == shown


@pytest.mark.parametrize(
    "note", ["- dash", "1. one", "+ plus", "=====", "# head", "> quote", "    code", "2) two"]
)
def test_a_note_stays_a_paragraph(note: str) -> None:
    """However it begins, it is no list, heading, quotation or code."""
    table = one_column("x")
    shown = render([Table("t", "", table.columns, table.rows, (note,))], "markdown")
    page = MarkdownIt("commonmark").enable("table").render(shown)
    assert f"<p>{note.strip().replace('>', '&gt;')}</p>" in page


def test_one_long_cell_does_not_blow_up_the_others() -> None:
    """Cells are filled up only where that helps the eye."""
    lines = render([one_column("short", "long " * 1_000)], "markdown").splitlines()
    assert "| short |" == lines[2]
