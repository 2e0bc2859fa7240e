"""Studies that may be the same, beside each other on a screen, and what is decided on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_review
from store import studies as stored
from store.bibliography import Bibliography
from store.records import NewStudy
from workbench.review.session import open_review as open_session
from workbench.review.studies import duplicates, exclusion, known_studies

TITLE = "Oat baths [/b] in one patient with stiff wrists: a case report"
FIRST = Bibliography(title=TITLE, authors=("Ono A",), year=2024, doi="10.5555/oat.1")
SECOND = Bibliography(
    title=TITLE.replace("wrists", "wrist"), authors=("Ono, Akira",), year=2025, journal="Wrists"
)


@pytest.fixture
def alike(review: str) -> str:
    """The review with five studies, and two more that look alike."""
    with open_review(review) as db:
        pairs = [
            (NewStudy(key, printed, design="case_report", checklist="case-report"), [])
            for key, printed in (("ono2024", FIRST), ("ono2025", SECOND))
        ]
        stored.add_studies(db, pairs, by="anna")
    return review


def keys(location: str) -> list[str]:
    """The keys of the studies that are listed."""
    with open_session(location, "anna") as session:
        return [row.key for row in known_studies.rows(session)]


@pytest.mark.parametrize(("size", "name"), [((80, 24), "80x24"), ((120, 40), "120x40")])
async def test_both_records_stand_beside_each_other_with_marks(opened, alike, size, name) -> None:
    """What differs comes first; enter shows all of it."""
    async with opened(alike, "anna", size) as driver:
        await driver.until_shown("ono2024")
        await driver.press("g", "d")
        await driver.until_shown("1 pair to decide on", "Possible (1)", "1 ono2024", "2 ono2025", "≠")
        await driver.check_frame(f"duplicates-{name}")
        await driver.press("enter")
        await driver.until_shown("ono2024 and ono2025", "[/b]", "› only the second")


async def test_a_merge_says_what_it_does_asks_why_and_is_taken_back(opened, alike) -> None:
    """The merged study is gone from the list of studies, and comes back."""
    async with opened(alike) as driver:
        await driver.until_shown("ono2024")
        await driver.press("g", "d")
        await driver.until_shown("1 ono2024")
        await driver.press("1")
        await driver.until_shown("Why are ono2024 and ono2025 one study?", "takes over: journal")
        await driver.press("ctrl+s")
        await driver.until_shown("A reason is needed")
        await driver.type("same patient")
        await driver.press("ctrl+s")
        await driver.until_shown("ono2025 is merged into ono2024", "Decided: merged (1)", "same patient")
        await driver.press("escape")
        await driver.until_shown("6 studies")
        assert "ono2025" not in keys(alike)
        await driver.press("g", "d")
        await driver.until_shown("ono2024 ← ono2025")
        await driver.press("0")
        await driver.until_shown("Why is ono2025 a study of its own?", "anna wrote on", "same patient")
        await driver.type("two patients")
        await driver.press("ctrl+s")
        await driver.until_shown("ono2025 is a study of its own again", "1 pair to decide on")
        assert "ono2025" in keys(alike)


async def test_the_second_can_be_kept(opened, alike) -> None:
    """The number says which one goes on."""
    async with opened(alike) as driver:
        await driver.until_shown("ono2024")
        await driver.press("g", "d")
        await driver.until_shown("1 ono2024")
        await driver.press("2")
        await driver.until_shown("Why are ono2025 and ono2024 one study?")
        await driver.type("same patient")
        await driver.press("ctrl+s")
        await driver.until_shown("ono2024 is merged into ono2025")
    assert "ono2024" not in keys(alike)


async def test_distinct_is_kept_and_a_reason_that_was_typed_is_not_lost(opened, alike) -> None:
    """It stands in the dialog when it is opened again, also after the screen was left."""
    async with opened(alike) as driver:
        await driver.until_shown("ono2024")
        await driver.press("g", "d")
        await driver.until_shown("1 ono2024")
        await driver.press("3")
        await driver.until_shown("Why are ono2024 and ono2025 two studies?")
        await driver.type("two patients")
        await driver.press("escape")
        await driver.until_shown("Not saved; kept as a draft")
        await driver.press("escape")
        await driver.until_shown("7 studies")
        await driver.press("g", "d")
        await driver.until_shown("1 ono2024")
        await driver.press("3")
        await driver.until_shown("Why are ono2024 and ono2025 two studies?", "two patients")
        await driver.press("ctrl+s")
        await driver.until_shown("ono2024 and ono2025 are distinct", "Decided: distinct (1)")
        await driver.press("0")
        await driver.until_shown("be one study after all?")
        await driver.type("they are")
        await driver.press("ctrl+s")
        await driver.until_shown("are listed again", "Possible (1)")


async def test_what_cannot_be_merged_is_said_and_any_two_studies_can_be_named(opened, alike) -> None:
    """A study that is left out, a key that is none; then a pair that does not look alike."""
    with open_session(alike, "anna") as session:
        exclusion.exclude(session, "ono2025", "a letter")
    async with opened(alike) as driver:
        await driver.until_shown("ono2024")
        await driver.press("g", "d")
        await driver.until_shown("ono2025 excluded")
        await driver.press("1")
        await driver.until_shown("not done: ono2025 is excluded (a letter)")
        await driver.press("a")
        await driver.until_shown("Which two studies may be the same?")
        await driver.type("ono2024 nobody")
        await driver.press("enter")
        await driver.until_shown("not done: no study 'nobody'")
        await driver.press("ctrl+u")
        await driver.type("pretend2016 ono2024")
        await driver.press("enter")
        await driver.until_shown("2 pairs to decide on", "named by you", "pretend2016")
        await driver.press("1")
        await driver.until_shown("one study?")
        await driver.type("one patient")
        await driver.press("ctrl+s")
        await driver.until_shown("is merged into", "1 pair to decide on")
    with open_session(alike, "anna") as session:
        (decision,) = duplicates.list_decisions(session)
    assert {"ono2024", "pretend2016"} == {decision.study, decision.other}


async def test_without_pairs_it_says_so(opened, review: str) -> None:
    """And the list of studies is one key away."""
    assert Path(review).exists()
    async with opened(review) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "d")
        await driver.until_shown("No two studies look alike, and nothing is decided yet.")
        await driver.press("escape")
        await driver.until_shown("5 studies")
