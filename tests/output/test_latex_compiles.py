"""LaTeX tables are compiled where a TeX is installed, with nothing but the packages that the file names."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.output.hostile import HOSTILE, one_column
from workbench.output import Column, Table, render

TEXTS = (
    "⊕ ◯ ⊖ ⊗ ⊠ ? · ⏎ ◇ ✓",
    "50% & #1_a^2 {x} ~ \\ < > $y$",
    "[x] *star -- `c` |",
    "two\nlines",
    "κ ≥ ≤ ± × − ≠ ∞ → ÷ ¬ µ",
    "–—‘’“”…†‡§¶®™°¡¿ßæÆœŒøØłŁåÅı½¼¾²³¹ªº€¢¥£©•\u00a0\u00ad\u2009\u202f\u2011",
    "é è ê ë ñ ž ő ū ă ż ů ç ş Ž ȷ",
    "ąęđðþ 漢字 עברית Ελλάδα 👩‍🔬",
    "supercalifragilistic" * 20,
)
LONG = "Several words that fill a cell, some of which are unreasonablylongwithoutanyplacetobreak. " * 4

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex on this machine"),
]


def compiled(folder: Path, tables: list[Table]) -> str:
    """Put the tables into a document as their comment says, compile it, and return the log.

    Fails the test where LaTeX stops.
    """
    text = render(tables, "latex")
    found = re.match(r"% Needs (.*)\.\n", text)
    assert found is not None
    source = f"\\documentclass{{article}}\n{found[1]}\n\\begin{{document}}\n{text}\n\\end{{document}}\n"
    (folder / "x.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    log = (folder / "x.log").read_text(encoding="utf-8", errors="replace")
    assert (0, True) == (done.returncode, (folder / "x.pdf").exists()), log[-1500:]
    return log


def overfull(log: str) -> list[float]:
    """By how many points boxes stick out, where anybody would see it."""
    return [
        points for found in re.findall(r"Overfull .hbox .([\d.]+)pt", log) if (points := float(found)) > 10
    ]


@pytest.mark.parametrize("texts", [TEXTS, HOSTILE], ids=["symbols", "hostile"])
def test_any_text_compiles(tmp_path: Path, texts: tuple[str, ...]) -> None:
    """In headers, cells, the title and notes, every one of them."""
    cells = one_column(*texts)
    table = Table("t", " ".join(texts), cells.columns, cells.rows, texts)
    headed = tuple(Table("t", "", (Column("a", text),), ((1,),)) for text in texts)
    assert [] == overfull(compiled(tmp_path, [table, *headed]))


@pytest.mark.parametrize("columns", [2, 7, 12, 20])
@pytest.mark.parametrize("rows", [2, 60])
def test_no_table_sticks_out_of_the_page(tmp_path: Path, columns: int, rows: int) -> None:
    """Few and many columns, short words and long texts, one page and many."""
    kinds = (LONG, "moderate", 7, "yamakawa2025", "⊖ Some concerns")
    line = tuple(kinds[number % len(kinds)] for number in range(columns))
    titles = tuple(Column(f"c{number}", f"Heading {number}") for number in range(columns))
    assert [] == overfull(compiled(tmp_path, [Table("t", "T", titles, (line,) * rows, (LONG,))]))
