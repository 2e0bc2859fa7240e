"""Sharing out the studies by keys, the marks in the list, and the screen of progress."""

from __future__ import annotations

import pytest

from workbench.review.appraisals import submission
from workbench.review.reviewers import allocation, handles
from workbench.review.session import open_review, work_as


@pytest.fixture
def team(review) -> str:
    """The review with anna, bea and cara."""
    with open_review(review, "anna") as session:
        for name in ("bea", "cara"):
            handles.add_reviewer(session, name)
    return review


def asked(location: str) -> dict[str, tuple[str, ...]]:
    """Who is asked to appraise what."""
    with open_review(location, "anna") as session:
        lines = allocation.list_allocations(session)
    return {line.study: line.reviewers for line in lines if line.reviewers}


async def test_a_study_is_shared_out_by_keys_and_marked(opened, team) -> None:
    """s marks who gets it, @ says that it is yours, A shows only those, esc all."""
    async with opened(team) as driver:
        await driver.until_shown("borresen2021", "0/27")
        await driver.press("A")
        await driver.until_shown("Nothing is allocated to you")
        await driver.press("s")
        await driver.until_shown("Who appraises borresen2021?", "[ ] anna", "nobody")
        await driver.press("1", "3", "enter")
        await driver.until_shown("borresen2021 is allocated to anna, cara", "@ ▌borresen2021", "1 for you")
        assert {"borresen2021": ("anna", "cara")} == asked(team)
        await driver.press("A")
        await driver.until(lambda: "imagina2018" not in driver.text, "only what is mine")
        assert "1 for you, shown alone" in driver.text
        await driver.press("escape")
        await driver.until_shown("imagina2018")
        await driver.press("s")
        await driver.until_shown("[x] anna")
        await driver.press("1", "enter")
        await driver.until_shown("allocated to cara.", "  ▌borresen2021")


async def test_at_a_wide_screen_a_column_says_to_whom(opened, team) -> None:
    """Only where something is allocated."""
    async with opened(team, size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", "0/27")
        assert "allocated to" not in driver.text
        with open_review(team, "anna") as session:
            allocation.allocate(session, ["itch"], to=["bea", "cara"])
        await driver.press("ctrl+r")
        await driver.until_shown("allocated to", "bea, cara")

        def row() -> str:
            return next((line for line in driver.text.splitlines() if " itch " in line), "")

        await driver.until(lambda: "0/16" in row(), "the counts are read after the list")
        assert "…" not in row().split("│")[0]


async def test_progress_leaves_out_columns_that_say_nothing(opened, team) -> None:
    """At 80 columns the last heading is whole, where nothing is allocated and nobody has a name."""
    async with opened(team) as driver:
        await driver.until_shown("borresen2021", "0/27")
        await driver.press("g", "w")
        await driver.until_shown("5 studies, 0 agreed", "Min left")
        assert "Allocated " not in driver.text
        with open_review(team, "anna") as session:
            allocation.allocate(session, ["itch"], to=["bea"])
        await driver.press("ctrl+r")
        await driver.until_shown("Allocated ")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_progress_is_shown_and_studies_are_drawn_by_lot(opened, team, size) -> None:
    """W shows a line a reviewer; s draws with the seed in the form; 2 shows a line a study."""
    async with opened(team, size=size) as driver:
        await driver.until_shown("borresen2021", "0/27")
        await driver.press("g", "w")
        await driver.until_shown("5 studies, 0 agreed", "anna", "cara")
        await driver.press("s")
        await driver.until_shown("Share out by lot", "anna, bea, cara")
        await driver.press("down", "down", *["delete"] * 6)
        await driver.press("home", *["delete"] * 6)
        await driver.type("7")
        await driver.press("ctrl+s")
        await driver.until_shown("5 studies allocated by lot with seed 7")
        drawn = asked(team)
        assert {2} == {len(names) for names in drawn.values()}
        await driver.check_frame(f"progress-{size[0]}x{size[1]}")
        await driver.press("2")
        await driver.until_shown("borresen2021", ", ".join(drawn["borresen2021"]))
        await driver.press("escape")
        await driver.until_shown("for you", "@")


async def test_a_reviewer_is_added_and_renamed_on_the_screen(opened, team) -> None:
    """What looks like a known handle must be saved twice; who renames the own handle goes on under it."""
    async with opened(team) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "w")
        await driver.until_shown(", 0 agreed", "anna")
        await driver.press("a")
        await driver.until_shown("Add a reviewer")
        await driver.type("ana")
        await driver.press("ctrl+s")
        await driver.until_shown("looks", "like anna; save again if")
        await driver.press("ctrl+s")
        await driver.until_shown("Added;")
        await driver.press("down", "p")
        await driver.until_shown("Reviewer anna")
        await driver.press("end")
        await driver.type("lena")
        await driver.press("down")
        await driver.type("Anna L")
        await driver.press("ctrl+s")
        await driver.until_shown("annalena", "follows")
        assert "annalena" == driver.app.gateway.reviewer
    with open_review(team, "anna") as session:
        known = [(each.handle, each.name, each.former) for each in handles.list_reviewers(session)]
        assert ("annalena", "Anna L", ("anna",)) in known
        assert "annalena" == work_as(session, "anna").reviewer


async def test_what_is_submitted_is_not_counted_as_waiting(opened, appraised) -> None:
    """What is yours and submitted is counted apart."""
    with open_review(appraised, "anna") as session:
        allocation.allocate(session, ["exacerbation", "sugino2023"], to=["anna"])
        submission.reopen(session, "sugino2023", "a second look")
    async with opened(appraised) as driver:
        await driver.until_shown("1 for you · 1 of yours submitted")
