"""Text of users and documents shows as it is, and does nothing: no markup, no terminal codes, no crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import studies
from store.bibliography import Bibliography
from store.records import DocumentKind, NewDocument, NewStudy
from tests.shared.progress import progress
from workbench.review.appraisals import answers, overrides
from workbench.review.session import create_review
from workbench.tui.dialogs.message import MessageDialog

TITLES = {
    "brackets": "Smith [/ 2020 [bold]risk[/bold] [@click=app.quit] of [",
    "escapes": "Red \x1b[31mtitle\x1b[0m and a bell \x07, clear \x1b[2J\x9b2J",
    "cjk": "新型コロナウイルス肺炎に対するバリシチニブの効果",
    "rtl": "باريسيتينيب في علاج \u202eمرض الرئة\u202c",
    "long": "x" * 20_000,
    "surrogate": "broken \udcff end",
    "lines": "one\ntwo\r\nthree\ttab\u2028four",
}


@pytest.fixture(params=TITLES.items(), ids=lambda pair: pair[0])
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A review with one study whose title, document, note and reason are such a text, and the text."""
    text = request.param[1].replace("\udcff", "\ufffd")  # the store refuses what is no Unicode text
    path = str(tmp_path / "hostile.db")
    with create_review(path, title=text, reviewer="anna") as session:
        new = NewStudy(
            "hostile",
            Bibliography(title=text, authors=(text,), journal=text),
            design="case_report",
            design_reasons=(text,),
            checklist="case-report",
        )
        document = NewDocument(DocumentKind.ABSTRACT, text[:100], "0" * 64, text + "\nyear-old man")
        studies.add_study(session.db, new, [document], by="anna")
        answers.answer(session, "hostile", "1.1", "PN", note=text)
        overrides.override(session, "hostile", "D1", "high", text)
    return path, text


async def test_every_screen_shows_it_and_lives(opened, hostile) -> None:
    """Studies, reasons, history, appraisal, why, tables and what is behind a cell."""
    path, _ = hostile
    async with opened(path) as driver:
        await driver.until_shown("hostile", progress("case-report", 1))
        await driver.press("w")
        await driver.until_shown("why this design")
        await driver.press("escape", "T")
        await driver.until_shown("History of hostile")
        await driver.press("escape", "enter")
        await driver.until(lambda: driver.app.screen.sheet is not None)
        await driver.press("e", "w")
        await driver.until_shown("Why: hostile")
        await driver.press("escape", "escape", "g", "t")
        await driver.until_shown("Traffic light")
        await driver.press("4")
        await driver.until_shown("Characteristics")
        await driver.press("right", "enter")
        await driver.until(lambda: isinstance(driver.app.screen, MessageDialog), "the cell is shown whole")
        await driver.until_shown("· Title")
        await driver.press("escape", "5")
        await driver.until_shown("Answers")
        assert "\x1b" not in driver.text
        assert driver.app.is_running


SHOWN = {
    "brackets": "Smith [/ 2020 [bold]risk[/bold] [@click=app.quit] of [",
    "escapes": "Red ␛[31mtitle␛[0m and a bell ␇, clear ␛[2J",
    "cjk": "新型コロナウイルス肺炎に対するバリシチニブの効果",
    "rtl": "باريسيتينيب في علاج \\u{202E}مرض الرئة",
    "long": "x" * 100,
    "surrogate": "broken \ufffd end",
    "lines": "one⏎two⏎three␉tab\\u{2028}four",
}
"""What stands on the screen for each of the titles."""


async def test_a_title_is_shown_verbatim(opened, hostile) -> None:
    """Below the list the title stands as it is, control characters made visible."""
    path, text = hostile
    name = next(name for name, title in TITLES.items() if title.replace("\udcff", "\ufffd") == text)
    async with opened(path, size=(120, 40)) as driver:
        await driver.until_shown("hostile", progress("case-report", 1))
        assert SHOWN[name][:30] in driver.text
