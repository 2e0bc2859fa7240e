"""Studies are allocated to reviewers, all of a change at once, and the history has it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlmodel import col

from store import Store, allocations, appraisals, history, reviewers, studies
from store.errors import NotFound
from store.history_tables import StoredEvent
from store.records import Appraisal, NewStudy, Study
from store.tables import StoredStudy
from store.working_time import seconds_worked


@pytest.fixture
def team(db: Store) -> tuple[str, ...]:
    """Three known reviewers."""
    return tuple(reviewers.ensure_reviewer(db, name).handle for name in ("anna", "bob", "cara"))


def test_a_study_is_allocated_and_taken_back(db: Store, study: Study, team: tuple[str, ...]) -> None:
    """What is so already is not said again."""
    wanted = {study.id: {"cara", "anna"}}
    assert {study.id} == allocations.change_allocations(db, wanted, by="bob", reason="they know it")
    assert {study.id: ("anna", "cara")} == allocations.allocated(db)
    assert set() == allocations.change_allocations(db, wanted, by="bob")
    assert {study.id} == allocations.change_allocations(db, {study.id: ["bob"]}, by="bob")
    assert {study.id} == allocations.change_allocations(db, {study.id: []}, by="bob")
    assert {} == allocations.allocated(db)
    told = [(event.before, event.after) for event in history.list_events(db, study_key=study.key)][-3:]
    assert [([], ["anna", "cara"]), (["anna", "cara"], ["bob"]), (["bob"], [])] == told


def test_an_unknown_handle_or_study_changes_nothing(db: Store, study: Study, team: tuple[str, ...]) -> None:
    """No reviewer comes of a slip, and no part of the change is kept."""
    other = studies.add_study(db, NewStudy("other2020"), by="anna")
    for wanted in (
        {other.id: ["anna"], study.id: ["ana"]},
        {other.id: ["anna"], uuid4(): ["anna"]},
    ):
        with pytest.raises(NotFound):
            allocations.change_allocations(db, wanted, by="anna")
    assert {} == allocations.allocated(db)
    assert set(team) == {reviewer.handle for reviewer in reviewers.list_reviewers(db)}


def test_a_renamed_reviewer_keeps_what_is_allocated(db: Store, study: Study, team: tuple[str, ...]) -> None:
    """Allocations belong to the person."""
    allocations.change_allocations(db, {study.id: ["anna"]}, by="bob")
    reviewers.rename_reviewer(db, "anna", "zoe", by="bob")
    assert {study.id: ("zoe",)} == allocations.allocated(db)


def test_a_duplicate_brings_its_allocations_along(db: Store, study: Study, team: tuple[str, ...]) -> None:
    """Merged, they are those of the study, where they can be taken back."""
    other = studies.add_study(db, NewStudy("other2020"), by="anna")
    allocations.change_allocations(db, {study.id: ["anna"], other.id: ["anna", "cara"]}, by="bob")
    with db.writing() as session:
        session.execute(
            update(StoredStudy).where(col(StoredStudy.id) == other.id).values(merged_into=study.id)
        )
    assert {study.id: ("anna", "cara")} == allocations.allocated(db)
    allocations.change_allocations(db, {study.id: ["bob"]}, by="bob")
    assert {study.id: ("bob",)} == allocations.allocated(db)


def test_a_draw_stands_in_the_history(db: Store, study: Study, team: tuple[str, ...]) -> None:
    """With all that it takes to repeat it."""
    draw = allocations.Draw(7, 2, team)
    allocations.change_allocations(db, {study.id: team[:2]}, by="anna", draw=draw)
    (event,) = history.list_events(db, actions=(allocations.DRAW,))
    assert {"seed": 7, "per_study": 2, "among": list(team), "studies": 1} == event.after


def test_working_time_leaves_long_pauses_out(db: Store, draft: Appraisal) -> None:
    """From entry to entry, two minutes each; the pause of an hour in between counts as none."""
    for code in ("Y", "N", "Y", "N"):
        appraisals.save_answer(db, draft.id, "1.1", code, by="anna")
    events = history.list_events(db, appraisal_id=draft.id)
    minutes = (0, 2, 4, 64, 66)
    with db.writing() as session:
        for event, minute in zip(events, minutes, strict=True):
            at = events[0].at + timedelta(minutes=minute)
            session.execute(update(StoredEvent).where(col(StoredEvent.number) == event.number).values(at=at))
    worked = seconds_worked(db, [draft.id], longest_pause=timedelta(minutes=10))
    assert {draft.id: pytest.approx(360, abs=0.01)} == worked
    assert {} == seconds_worked(db, [uuid4()], longest_pause=timedelta(minutes=10))
