"""The tutorials against the program: their commands print what the pages show, and links lead somewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.test_docs import ROOT, UPDATE, Terminal, rewritten

_DAY = re.compile(r"\b20\d{2}-\d{2}-\d{2}\b")
PAGES = sorted((ROOT / "docs" / "tutorials").glob("*.md"))

pytestmark = pytest.mark.xdist_group("docs")


class TerminalOfOneDay(Terminal):
    """A terminal whose days are not compared either."""

    def run(self, command: str) -> str:
        """See `Terminal.run`."""
        return _DAY.sub("2026-11-22", super().run(command))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_tutorial_prints_what_it_shows(page: Path, tmp_path: Path) -> None:
    """The commands run in the order of the page, in an empty folder and with settings of their own."""
    found = page.read_text(encoding="utf-8")
    terminal = TerminalOfOneDay(tmp_path)
    terminal.environment["XDG_CONFIG_HOME"] = str(tmp_path / "settings")
    expected = rewritten(found, terminal)
    if os.environ.get(UPDATE):
        page.write_text(expected, encoding="utf-8")
        found = expected
    assert expected == found


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (page.parent / link).exists()]
