"""LaTeX tables are compiled where a TeX is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.output.hostile import one_column
from workbench.output import Table, render

FRAME = (
    "\\documentclass{article}\\usepackage{booktabs}\\usepackage{amssymb}"
    "\\begin{document}\n%s\n\\end{document}\n"
)
TEXTS = (
    "⊕ ◯ ⊖ ⊗ ⊠ ? · ⏎",
    "50% & #1_a^2 {x} ~ \\ < > $y$",
    "[x] *star -- `c` |",
    "two\nlines",
    "κ ≥ ≤ ± × −",
)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex on this machine")
def test_symbols_and_special_characters_compile(tmp_path: Path) -> None:
    """In cells, in the title and in notes, with the two packages that the file names."""
    cells = one_column(*TEXTS)
    table = Table("t", TEXTS[1], cells.columns, cells.rows, TEXTS)
    (tmp_path / "x.tex").write_text(FRAME % render([table], "latex"), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (0, True) == (done.returncode, (tmp_path / "x.pdf").exists())
