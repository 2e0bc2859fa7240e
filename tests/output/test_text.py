"""Text for a terminal: columns line up, lines fit, and nothing is run."""

from __future__ import annotations

from hypothesis import given
from rich.cells import cell_len

from tests.output.hostile import any_table, one_column
from workbench.hidden_characters import show
from workbench.output import Column, Table, render


@given(any_table())
def test_a_row_is_a_line_and_safe_to_print(table: Table) -> None:
    """Without a terminal nothing is wrapped, and no control character is left."""
    bare = Table("t", "", table.columns, table.rows)
    text = render([bare], "text")
    assert text == show(text, keep_newlines=True)
    assert 2 + len(table.rows) == text.count("\n")


def test_wide_characters_line_up() -> None:
    """Chinese and Japanese characters count two cells."""
    table = Table("t", "", (Column("a", "A"), Column("b", "B")), (("中文", "x"), ("abcd", "y")))
    assert "A     B\n----  ---\n中文  x\nabcd  y\n" == render([table], "text")


def test_long_cells_are_wrapped_to_the_terminal() -> None:
    """No line is longer than the terminal is wide, and no word is lost."""
    words = "word " * 60
    table = Table("t", "", (Column("a", "A"), Column("b", "B")), (("key", words), ("中" * 60, "x" * 200)))
    text = render([table], "text", width=60)
    assert max(cell_len(line) for line in text.splitlines()) <= 60
    assert 60 == text.count("word")


def test_numbers_keep_their_digits_and_stand_to_the_right() -> None:
    """A text of digits is a text; nothing guesses at it."""
    table = Table("t", "", (Column("n", "N"), Column("s", "S")), ((5, "007"), (12, "1e5"), (None, "None")))
    assert "  N  S\n---  ----\n  5  007\n 12  1e5\n     None\n" == render([table], "text")


def test_title_and_notes_stand_around_the_rows() -> None:
    """Blocks are set apart by an empty line."""
    table = one_column("x")
    block = Table("t", "Title", table.columns, table.rows, ("A note.",))
    once = "Title\nText\n------\nx\nA note.\n"
    assert once + "\n" + once == render([block, block], "text")


def test_a_clipped_column_keeps_a_list_to_one_line_a_row() -> None:
    """It gets what the other columns leave and is cut there; without a width it is whole."""
    table = Table("t", "", (Column("k", "Key"), Column("t", "Title", clipped=True)), (("a1", "word " * 30),))
    lines = render((table,), "text", width=40).splitlines()
    assert 3 == len(lines)
    assert "a1   word word word word word word word…" == lines[2]
    assert 40 == max(map(len, lines))
    assert ("word " * 30).strip() in render((table,), "text")


def test_a_clipped_cell_is_measured_in_terminal_cells() -> None:
    """Wide characters count twice."""
    table = Table("t", "", (Column("t", "Title", clipped=True),), (("中文" * 20,),))
    assert cell_len(render((table,), "text", width=21).splitlines()[2].rstrip()) <= 21
