"""LaTeX: every special character is escaped and our own symbols have commands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.output.hostile import any_table, one_column
from workbench.output import Column, Table, render


def row_of(text: str) -> str:
    """The row of a single cell."""
    lines = render([one_column(text)], "latex").splitlines()
    return lines[lines.index("\\midrule") + 1].removesuffix("\\\\").strip()


def wide(columns: int, text: str, rows: int = 2) -> Table:
    """A table of that many columns and rows, the same text in every cell."""
    titles = tuple(Column(f"c{number}", "Title") for number in range(columns))
    return Table("t", "T", titles, ((text,) * columns,) * rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% & #1_a", r"50\% \& \#1\_a"),
        ("a\\b{c}", r"a\textbackslash{}b\{c\}"),
        ("[in German]", "{[}in German]"),
        ("*star", "{*}star"),
        ("p--q---r", "p-{}-q-{}-{}-r"),
        ("⊕ Low ≥ 5", r"$\oplus$ Low $\ge$ 5"),
        ("a\nb", r"a\newline{}b"),
        ("5 (50 %)", r"5~(50\%)"),
        ("漢字 é", r"\otherscript{U+6F22 U+5B57}{漢字} é"),
        ("\x1b[0m", r"\texttt{ESC}{[}0m"),
    ],
)
def test_text_is_written_so_that_it_is_shown(text: str, expected: str) -> None:
    """Specials, row starts, dashes, symbols, line breaks and control characters."""
    assert expected == row_of(text)


@given(any_table())
def test_no_text_can_end_the_table_or_run_a_command(table: Table) -> None:
    """One table with one line a row; braces balance; no bare comment sign but our own."""
    lines = render([table], "latex").splitlines()
    text = "\n".join(line for line in lines if not line.startswith(("% Needs", "\\providecommand")))
    assert 1 == len(re.findall(r"\\begin{(?:tabular|longtable)}", text))
    assert 1 == len(re.findall(r"\\end{(?:tabular|longtable)}", text))
    assert 0 == len(re.findall(r"(?<!\\)%", text))
    bare = re.sub(r"\\[{}\\]", "", text)
    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize("columns", [4, 9, 17, 30])
def test_columns_together_are_no_wider_than_the_line(columns: int) -> None:
    """Shares of the line, with the white between them at the narrowest line that is meant."""
    text = render([wide(columns, "many words of many letters " * 9)], "latex")
    shares = [float(share) for share in re.findall(r"p{([\d.]+)\\linewidth}", text)]
    line = 540 if "landscape" in text else 345
    assert columns == len(shares)
    assert sum(shares) * line + 7 * (columns - 1) <= line


def test_a_wide_table_lies_across_and_a_narrow_one_is_upright() -> None:
    """The comment names the packages that are used and no others."""
    across, upright = render([wide(17, "moderate")], "latex"), render([wide(3, "moderate")], "latex")
    assert "% Needs \\usepackage{amssymb,array,booktabs,longtable,pdflscape}.\n\\begin{landscape}" in across
    assert "% Needs \\usepackage{amssymb,array,booktabs}.\n\\begin{table}" in upright


def test_a_tall_table_goes_over_pages_with_its_header_on_each() -> None:
    """A longtable; the header stands before \\endfirsthead and before \\endhead."""
    text = render([wide(2, "x", rows=90)], "latex")
    assert ("\\begin{longtable}{@{}ll@{}}" in text, 2) == (True, text.count("Title & Title"))


def test_a_long_word_may_be_broken_and_a_short_one_is_not() -> None:
    """An address of 300 letters does not run over the margin; a key of a study stays whole."""
    text = render([Table("t", "", one_column().columns, (("x" * 300,), ("yamakawa2025",)))], "latex")
    assert (True, True) == ("x\\allowbreak{}x" in text, "yamakawa2025" in text)


def test_what_is_alike_in_all_rows_is_said_once() -> None:
    """The state of two appraisals, both submitted, is no column but a note."""
    columns = (Column("study", "Study"), Column("state", "State"))
    text = render([Table("t", "", columns, (("a", "submitted"), ("b", "submitted")))], "latex")
    assert "\\begin{tabular}{@{}l@{}}" in text
    assert "All rows: state submitted" in text


def test_title_and_notes_stand_with_the_table() -> None:
    """The title is the caption."""
    table = one_column("x")
    text = render([Table("t", "A_title", table.columns, table.rows, ("50%",))], "latex")
    assert "\\caption{A\\_title}" in text
    assert "\\par\\footnotesize\\raggedright 50\\%" in text
    assert "\\toprule" in text
