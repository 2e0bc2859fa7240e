"""The screens say while the file lacks something that another program holds up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from workbench.review.session import open_review as open_session
from workbench.review.studies import known_studies
from workbench.tui import app as application
from workbench.tui.screens.base import LAG


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked every few hundredths of a second."""
    monkeypatch.setattr(application, "IDLE", 0.02)


async def test_a_read_elsewhere_is_told_until_it_ends(opened, review) -> None:
    """On whatever screen is in front; keys go on meanwhile, and the file is whole afterwards."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        with closing(sqlite3.connect(review, isolation_level=None)) as foreign:
            foreign.execute("BEGIN")
            foreign.execute("SELECT count(*) FROM study").fetchall()
            await driver.press("X")
            await driver.until_shown("Why is borresen2021 left out?")
            await driver.type("retracted")
            await driver.press("ctrl+s")
            await driver.until_shown("borresen2021 is excluded", LAG)
            await driver.press("g", "t")
            await driver.until_shown("Traffic light", LAG)
            foreign.execute("COMMIT")
        await driver.until(lambda: LAG not in driver.text, "no lag")
        with closing(sqlite3.connect(f"file:{review}?immutable=1", uri=True)) as copy:
            query = "SELECT excluded_because FROM study WHERE key = 'borresen2021'"
            assert [("retracted",)] == copy.execute(query).fetchall()


async def test_the_end_of_a_suggested_path_is_in_sight(opened, review, tmp_path) -> None:
    """However long it is: its end is what tells one copy from another."""
    deep = tmp_path / "a-folder-of-a-review" / "in-another-folder-whose-name-has-no-end" / "for-many-cells"
    deep.mkdir(parents=True)
    shutil.copy(review, deep / "review.db")
    for size in ((80, 24), (120, 40)):
        async with opened(str(deep / "review.db"), size=size) as driver:
            await driver.until_shown("borresen2021")
            await driver.press("B")
            await driver.until_shown("Back up the review", "review-2", ".db ")


async def test_a_backup_is_written_from_the_list(opened, review, tmp_path) -> None:
    """Under the suggested name or another one; a name that is taken is refused and stays typed."""
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("B")
        await driver.until_shown("Back up the review", "review-2")
        await driver.press("end", *["backspace"] * 200)
        await driver.type(str(taken))
        await driver.press("enter")
        await driver.until_shown("exists already")
        await driver.press("end", *["backspace"] * 2)
        await driver.type("copy")
        await driver.press("enter")
        await driver.until_shown("Wrote", "taken.copy")
    assert "mine" == taken.read_text()
    with open_session(str(tmp_path / "taken.copy"), "anna") as session:
        assert 5 == len(known_studies.rows(session))


async def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_shown(opened, review) -> None:
    """Above the title, on whatever screen is in front."""
    with closing(sqlite3.connect(review)) as foreign:
        foreign.execute("UPDATE study SET facts = 'canary{' WHERE key = 'borresen2021'")
        foreign.commit()
    async with opened() as driver:
        await driver.until_shown("borresen2021", "pretend2016")
        await driver.press("enter")
        await driver.until_shown("study · row", "facts: its JSON cannot be", "workbench doctor")
        assert "canary" not in driver.text
