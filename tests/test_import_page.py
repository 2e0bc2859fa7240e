"""The page on importing: its files are read, and its commands print what it shows."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.test_docs import ROOT, UPDATE, Terminal, rewritten
from workbench.intake.appraisals.read import APPRAISAL_FORMATS

PAGE = ROOT / "docs" / "import.md"
TEXT = PAGE.read_text(encoding="utf-8")
FILES = dict(zip(("answers", "rob"), re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL), strict=True))

pytestmark = pytest.mark.xdist_group("docs")


def test_ten_lines_are_enough_for_a_spreadsheet() -> None:
    """The page promises that, and names every format."""
    assert 10 == len(FILES["answers"].splitlines())
    assert [] == [name for name in APPRAISAL_FORMATS if f"`{name}`" not in TEXT]


@pytest.mark.slow
def test_every_command_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    """In a folder that holds the files of the page."""
    terminal = Terminal(tmp_path)
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    expected = rewritten(TEXT, terminal)
    if os.environ.get(UPDATE):
        PAGE.write_text(expected, encoding="utf-8")
    assert expected == PAGE.read_text(encoding="utf-8")
