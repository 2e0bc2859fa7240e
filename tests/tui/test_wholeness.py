"""The screens say while the file lacks something that another program holds up."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

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
            await driver.press("x")
            await driver.until_shown("Why is borresen2021 left out?")
            await driver.type("retracted")
            await driver.press("ctrl+s")
            await driver.until_shown("borresen2021 is excluded", LAG)
            await driver.press("t")
            await driver.until_shown("Traffic light", LAG)
            foreign.execute("COMMIT")
        await driver.until(lambda: LAG not in driver.text, "no lag")
        with closing(sqlite3.connect(f"file:{review}?immutable=1", uri=True)) as copy:
            query = "SELECT excluded_because FROM study WHERE key = 'borresen2021'"
            assert [("retracted",)] == copy.execute(query).fetchall()
