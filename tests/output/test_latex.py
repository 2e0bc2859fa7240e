"""LaTeX: every special character is escaped and our own symbols have commands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.output.hostile import any_table, one_column
from workbench.output import Table, render


def row_of(text: str) -> str:
    """The row of a single cell, without the padding."""
    lines = render([one_column(text)], "latex").splitlines()
    return lines[lines.index("\\midrule") + 1].removesuffix("\\\\").strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% & #1_a", r"50\% \& \#1\_a"),
        ("a\\b{c}", r"a\textbackslash{}b\{c\}"),
        ("[in German]", "{[}in German]"),
        ("*star", "{*}star"),
        ("p--q---r", "p-{}-q-{}-{}-r"),
        ("⊕ Low ≥ 5", r"$\oplus$ Low $\ge$ 5"),
        ("a\nb", r"\shortstack[l]{a \\ b}"),
        ("\x1b[0m", r"\texttt{ESC}{[}0m"),
    ],
)
def test_text_is_written_so_that_it_is_shown(text: str, expected: str) -> None:
    """Specials, row starts, dashes, symbols, line breaks and control characters."""
    assert expected == row_of(text)


@given(any_table())
def test_no_text_can_end_the_table_or_run_a_command(table: Table) -> None:
    """One tabular with one line a row; braces balance; no bare comment sign."""
    text = render([table], "latex").split("\n", 1)[1]
    assert 1 == text.count("\\begin{tabular}") == text.count("\\end{tabular}")
    assert 0 == len(re.findall(r"(?<!\\)%", text))
    bare = re.sub(r"\\[{}\\]", "", text)
    assert bare.count("{") == bare.count("}")


def test_title_and_notes_stand_with_the_table() -> None:
    """The title is the caption."""
    table = one_column("x")
    text = render([Table("t", "A_title", table.columns, table.rows, ("50%",))], "latex")
    assert "\\caption{A\\_title}" in text
    assert "\\par\\footnotesize 50\\%" in text
    assert "\\toprule" in text
