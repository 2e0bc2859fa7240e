"""Keys and seals from the list of studies: what is held, a file of one's own, and that of a co-reviewer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.review.conftest import scripted
from tests.review.test_appraisal_import import bring, long_form
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.reviewer_keys import keys_of
from workbench.review.exchange.seals import read_seals, seal_lines, write_seals
from workbench.review.session import open_review

STUDY = "pretend2016"


@pytest.fixture
def ben_seals(review: str, tmp_path: Path) -> Path:
    """The seals of ben, who appraised a study in his own file."""
    with open_review(review, "anna") as anna:
        make_handout(anna, "ben", str(tmp_path / "ben.db"))
        scripted(anna, STUDY)
    with open_review(str(tmp_path / "ben.db"), "ben") as ben:
        scripted(ben, STUDY)
        write_seals(ben, tmp_path / "ben.seals")
    return tmp_path / "ben.seals"


async def choose(driver, *down: str) -> None:
    """Open the window and choose a line of it."""
    await driver.press("L")
    await driver.until_shown("Keys and seals", "Your key: ")
    await driver.press(*down, "enter")


async def test_seals_are_written_and_taken(opened, review: str, ben_seals: Path, tmp_path: Path) -> None:
    """The window says with which key one signs, and whose seals are held."""
    with open_review(review, "anna") as anna:
        key = next(key for key in keys_of(anna) if key.is_here)
    own = tmp_path / "anna.seals"
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await choose(driver)
        await driver.until_shown("Write your seals")
        driver.app.screen.query_one("#line", Input).value = str(own)
        await driver.press("enter")
        await driver.until_shown("Keys and seals", key.fingerprint, "anna (you) 1")
        await driver.press("down", "enter")
        await driver.until_shown("Take seals")
        driver.app.screen.query_one("#line", Input).value = str(own)
        await driver.press("enter")
        await driver.until_shown("has your own seals")
        driver.app.screen.query_one("#line", Input).value = str(ben_seals)
        await driver.press("enter")
        await driver.until_shown("Keys and seals", "ben 1")
        await driver.press("down", "down", "enter")
        await driver.until_shown("you sign with it here", f"{STUDY} · ben", "received")
    assert ["anna"] == [each.handle for each in read_seals(own)]
    with open_review(review, "anna") as anna:
        assert {"anna", "ben"} == {line.reviewer for line in seal_lines(anna)}


async def test_the_public_key_is_written_and_nothing_is_overwritten(
    opened, review: str, tmp_path: Path
) -> None:
    """The private part stays where it is."""
    target = tmp_path / "anna.key"
    target.write_text("mine", encoding="utf-8")
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await choose(driver, "end")
        await driver.until_shown("Write your public key")
        driver.app.screen.query_one("#line", Input).value = str(target)
        await driver.press("enter")
        await driver.until_shown("exists already")
        driver.app.screen.query_one("#line", Input).value = str(tmp_path / "new.key")
        await driver.press("enter")
        await driver.until_shown("Seals held here: none")
    assert "mine" == target.read_text(encoding="utf-8")
    with open_review(review, "anna") as anna:
        key = next(key for key in keys_of(anna) if key.is_here)
    assert key.public_key in (tmp_path / "new.key").read_text(encoding="utf-8")


async def test_without_anything_sealed_it_is_said_how_a_seal_is_made(opened) -> None:
    """Nothing is written."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await choose(driver)
        await driver.until_shown("Write your seals")
        await driver.press("enter")
        await driver.until_shown("nothing of yours is sealed here")


async def test_it_is_said_what_has_no_seal(opened, review: str, tmp_path: Path) -> None:
    """An appraisal that was imported as submitted was not made here."""
    with open_review(str(shutil.copy(review, tmp_path / "elsewhere.db")), "anna") as elsewhere:
        scripted(elsewhere, STUDY)
        (tmp_path / "all.csv").write_bytes(long_form(elsewhere))
    with open_review(review, "anna") as anna:
        bring(anna, tmp_path / "all.csv", submits=True)
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("L")
        await driver.until_shown("Your key: ", "Not sealed: 1 imported appraisal of yours without a seal")
