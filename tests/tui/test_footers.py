"""The line of keys at 80 columns: the help is always there, and whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from frames import FOLDER, screen

from tests.shared.progress import progress
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.duplicates.screen import DuplicatesScreen
from workbench.tui.screens.evidence.screen import EvidenceScreen
from workbench.tui.screens.protocol import ProtocolScreen
from workbench.tui.screens.read.screen import ReadScreen
from workbench.tui.screens.tables import TablesScreen
from workbench.tui.widgets.key_line import KeyLine

STUDY = "exacerbation"
SCREENS = {
    "studies": None,
    "draft": lambda: AppraiseScreen(STUDY, "another result"),
    "submitted": lambda: AppraiseScreen(STUDY),
    "agreement": AgreementScreen,
    "evidence": EvidenceScreen,
    "tables": TablesScreen,
    "read": lambda: ReadScreen(STUDY),
    "protocol": lambda: ProtocolScreen(),
    "duplicates": lambda: DuplicatesScreen(),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_help_stands_whole_in_every_footer(opened, appraised, name) -> None:
    """A newcomer who does not see ? never learns the other keys."""
    async with opened(appraised, "anna", (80, 24)) as driver:
        await driver.until_shown(STUDY)
        if SCREENS[name] is not None:
            driver.app.push_screen(SCREENS[name]())
        await driver.until(lambda: screen(driver.app).splitlines()[-1].endswith("? Help"), "? Help")


async def test_a_wide_footer_has_what_a_narrow_one_leaves_out(opened) -> None:
    """Judging for oneself has no room at 80 columns; the help that tells its key has."""
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("O Override", "? Help")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: "O Override" not in driver.text and "? Help" in driver.text)


async def test_keys_are_made_anew_only_where_they_change(opened) -> None:
    """Moving the cursor leaves them as they are, which makes it fast; another width does not."""
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"), "? Help")
        line = driver.app.screen.query_one(KeyLine)
        keys = [*line.children]
        for _ in range(2):
            await driver.press("down", "up")
        assert keys == [*line.children]
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: line.children and keys[0] not in line.children)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*-80x24.txt")), ids=lambda path: path.stem)
def test_help_stands_whole_in_every_frame_of_80_columns(path: Path) -> None:
    """Whatever screen is added: its frame shows it; a dialog at the foot names its own keys instead."""
    words = path.read_text(encoding="utf-8")
    last = words.splitlines()[-1]
    assert last.endswith("? Help") or (last.startswith("╰") and re.search("esc (goes )?back", words))
