"""Reviewers are renamed: all that they did follows, and nothing that was recorded is altered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store import Store, appraisals, consensus_decisions, history, import_rows, reviewers, reviews, studies
from store.characteristics import list_characteristics, set_characteristic
from store.distinct_pairs import list_distinct, mark_distinct
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.export_rows import read_everything
from store.protocol import set_entries
from store.records import Appraisal, AppraisalKind, ChecklistVersion, NewStudy, Study


@pytest.fixture
def consensus(db: Store, study: Study, checklist: ChecklistVersion) -> Appraisal:
    """A consensus of anna and bob in which cara decided on an item."""
    for name in ("anna", "bob"):
        own = appraisals.start_appraisal(db, study.id, reviewer=name, checklist=checklist)
        appraisals.save_answer(db, own.id, "1.1", "Y", by=name)
        appraisals.submit(db, own.id, by=name)
    consensus = appraisals.start_appraisal(
        db, study.id, reviewer="anna", checklist=checklist, kind=AppraisalKind.CONSENSUS
    )
    consensus_decisions.decide_item(db, consensus.id, "1.1", "PY", "so", decided_by="cara", by="bob")
    reviewers.ensure_reviewer(db, "cara")
    return consensus


def raw_events(db: Store) -> list[tuple[str, str]]:
    """The handles and values of the history as they stand in the table."""
    return [(row["reviewer"], str(row["after"])) for row in read_everything(db)["event"]]


def test_everything_follows_a_renamed_reviewer(db: Store, study: Study, consensus: Appraisal) -> None:
    """Appraisals, history, decisions and characteristics are those of the handle of now."""
    set_characteristic(db, study.id, "n", 12, quote="", source="", by="bob")
    other = studies.add_study(db, NewStudy("other2020"), by="anna")
    mark_distinct(db, study.id, other.id, "two cohorts", by="bob")
    set_entries(db, {"question": "Does it help them?"}, by="bob")
    before = raw_events(db)
    assert "rob" == reviewers.rename_reviewer(db, "Bob", "rob", by="anna").handle
    reviewers.rename_reviewer(db, "cara", "clara", by="anna")
    assert before == raw_events(db)[: len(before)], "the history stands"
    assert {"anna", "rob"} == {one.reviewer for one in appraisals.find_appraisals(db, study_id=study.id)}
    events = history.list_events(db)
    assert {"anna", "rob", "clara"} == {event.reviewer for event in events if event.reviewer}
    answer = appraisals.read_worksheet(db, consensus.id).answers["1.1"]
    assert ("PY", "clara") == (answer.code, answer.decided_by)
    assert ["rob"] == [one.entered_by for one in list_characteristics(db)]
    assert ["rob"] == [pair.decided_by for pair in list_distinct(db)]
    assert "rob" == reviews.read_review(db).protocol["question"].by
    renamed = [event for event in events if event.action == reviewers.RENAME]
    assert [("bob", "rob"), ("cara", "clara")] == [(event.before, event.after) for event in renamed]


def test_a_decision_of_a_renamed_reviewer_can_be_taken_back(db: Store, consensus: Appraisal) -> None:
    """Undo compares what stands with what the history says, whoever is called how by now."""
    reviewers.rename_reviewer(db, "cara", "clara", by="anna")
    assert consensus_decisions.decide_item(
        db, consensus.id, "1.1", "N", "no", decided_by="discussion", by="anna"
    )
    for left in ("clara", None):
        appraisals.undo_last(db, consensus.id, by="anna")
        answer = appraisals.read_worksheet(db, consensus.id).answers.get("1.1")
        assert left == (answer.decided_by if answer else None)


def test_the_handle_before_means_the_same_person(db: Store, draft: Appraisal) -> None:
    """Whoever types it goes on, and no second reviewer comes of it; a former handle is nobody else's."""
    reviewers.rename_reviewer(db, "anna", "anneke", by="anna")
    assert "anneke" == reviewers.ensure_reviewer(db, "ANNA").handle
    reviewers.ensure_reviewer(db, "bob")
    with pytest.raises(AlreadyExists, match="anna is or was the handle of anneke"):
        reviewers.rename_reviewer(db, "bob", "anna", by="bob")
    assert [("anneke", ("anna",)), ("bob", ())] == [
        (one.handle, one.former) for one in reviewers.list_reviewers(db)
    ]


def test_a_handle_can_be_taken_again(db: Store, draft: Appraisal) -> None:
    """There and back: everything is that of one person all the time."""
    for old, new in (("anna", "anneke"), ("anneke", "aniek"), ("aniek", "anna")):
        reviewers.rename_reviewer(db, old, new, by="anna")
    assert {"anna"} == {event.reviewer for event in history.list_events(db)} - {""}
    (known,) = reviewers.list_reviewers(db)
    assert ("anna", {"anneke", "aniek"}) == (known.handle, set(known.former))


@pytest.mark.parametrize(
    ("handle", "new", "error"),
    [
        ("nobody", "dora", NotFound),
        ("anna", "bob", AlreadyExists),
        ("anna", "ANNA", AlreadyExists),
        ("anna", "an na", InvalidValue),
        ("anna", "", InvalidValue),
    ],
)
def test_a_rename_that_cannot_be_changes_nothing(
    db: Store, consensus: Appraisal, handle: str, new: str, error: type[Exception]
) -> None:
    """One handle, one person."""
    before = read_everything(db)
    with pytest.raises(error):
        reviewers.rename_reviewer(db, handle, new, by="anna")
    assert before == read_everything(db)


def test_an_export_carries_the_handles_before(
    db: Store, consensus: Appraisal, tmp_path: Path, location: str
) -> None:
    """In the review that is made of it the history reads the same."""
    reviewers.rename_reviewer(db, "bob", "rob", by="anna")
    rows = read_everything(db)
    with import_rows.create_from(tmp_path / "copy.db", rows) as copy:
        assert history.list_events(db) == history.list_events(copy)
        assert reviewers.list_reviewers(db) == reviewers.list_reviewers(copy)


def test_a_reviewer_has_a_name(db: Store, draft_of: Callable[..., object]) -> None:
    """Set, changed and taken away, each once in the history."""
    draft_of("anna")
    named = [reviewers.name_reviewer(db, "anna", name, by="bob") for name in ("Anna B.", "Anna B.", "")]
    assert [True, False, True] == named
    events = history.list_events(db, actions=("reviewer.name",))
    assert [("", "Anna B.", "bob"), ("Anna B.", "", "bob")] == [
        (event.before, event.after, event.reviewer) for event in events
    ]
    with pytest.raises(NotFound):
        reviewers.name_reviewer(db, "ana", "Ana", by="bob")
