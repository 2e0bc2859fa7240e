"""The checklists that a review has of its own."""

from __future__ import annotations

import hashlib
from uuid import UUID

import pytest

from store import Store, appraisals, history, own_checklists, studies
from store.errors import Conflict, InvalidValue, NotFound
from store.records import ChecklistVersion, OwnState, Study


def version(text: str = "one", number: str = "0.1", name: str = "ours") -> ChecklistVersion:
    """A version of a definition; the store does not read it."""
    return ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), name, number, text)


def add(db: Store, checklist: ChecklistVersion, origin: str = "ours.yaml") -> bool:
    """Adds it as anna."""
    return own_checklists.add_own(db, checklist, origin=origin, by="anna")


def states(db: Store) -> list[tuple[str, str, OwnState]]:
    """Id, version and state of each."""
    return [
        (own.checklist.checklist_id, own.checklist.version, own.state)
        for own in own_checklists.list_own(db, all_states=True)
    ]


def test_a_checklist_is_kept_with_its_text_and_who_added_it(db: Store) -> None:
    """And the history has the keys of what it is about."""
    assert add(db, version())
    (own,) = own_checklists.list_own(db)
    assert ("one", "ours.yaml", "anna", OwnState.CURRENT) == (
        own.checklist.text,
        own.origin,
        own.added_by,
        own.state,
    )
    event = history.list_events(db)[-1]
    assert ("checklist.add", "anna", {"checklist": "ours"}, None) == (
        event.action,
        event.reviewer,
        event.about,
        event.before,
    )
    assert {"version": "0.1", "sha256": own.checklist.sha256, "origin": "ours.yaml"} == event.after


def test_the_same_text_again_changes_nothing(db: Store) -> None:
    """Nor is it told to the history."""
    add(db, version())
    before = len(history.list_events(db))
    assert not add(db, version())
    assert before == len(history.list_events(db))


def test_a_later_version_becomes_the_current_one(db: Store) -> None:
    """Ten is later than nine; the one before stays, replaced."""
    add(db, version(number="0.9"))
    add(db, version("two", "0.10"))
    assert ["0.10"] == [own.checklist.version for own in own_checklists.list_own(db)]
    assert [("ours", "0.9", OwnState.REPLACED), ("ours", "0.10", OwnState.CURRENT)] == states(db)
    assert "0.9" == history.list_events(db)[-1].before["version"]


@pytest.mark.parametrize("number", ["0.1", "0.0.9"])
def test_another_text_needs_a_later_version(db: Store, number: str) -> None:
    """One version has one text, and nobody goes back by mistake."""
    add(db, version(number="0.1"))
    with pytest.raises(Conflict, match="a later version"):
        add(db, version("two", number))
    assert [("ours", "0.1", OwnState.CURRENT)] == states(db)


def test_one_that_nobody_uses_is_removed_and_may_come_back(db: Store) -> None:
    """Even with another text of the same version: nothing was made with the first."""
    add(db, version())
    own_checklists.remove_own(db, "ours", by="bea")
    assert [] == own_checklists.list_own(db)
    event = history.list_events(db)[-1]
    assert ("checklist.remove", "bea", {"checklist": "ours"}) == (event.action, event.reviewer, event.about)
    add(db, version("two"))
    own_checklists.remove_own(db, "ours", by="bea")
    add(db, version())
    assert ["one"] == [own.checklist.text for own in own_checklists.list_own(db)]


def test_one_that_a_study_is_assigned_to_is_not_removed(db: Store, study: Study) -> None:
    """The study is named."""
    add(db, version())
    studies.assign_checklist(db, study.id, checklist="ours", design=None, by="anna")
    with pytest.raises(Conflict, match="assigned to yamakawa2025"):
        own_checklists.remove_own(db, "ours", by="anna")
    assert [("ours", "0.1", OwnState.CURRENT)] == states(db)


def test_one_that_an_appraisal_was_made_with_is_not_removed(db: Store, study: Study) -> None:
    """Also where the appraisal has an earlier version, and whose it is is not said."""
    add(db, version())
    appraisals.start_appraisal(db, study.id, reviewer="carl", checklist=version())
    add(db, version("two", "0.2"))
    with pytest.raises(Conflict, match="appraisals of yamakawa2025") as refused:
        own_checklists.remove_own(db, "ours", by="anna")
    assert "carl" not in str(refused.value)


def test_a_version_that_an_appraisal_was_made_with_has_one_text_for_good(db: Store, study: Study) -> None:
    """Whatever became of the checklist since."""
    appraisals.start_appraisal(db, study.id, reviewer="carl", checklist=version())
    with pytest.raises(Conflict, match="another text of ours"):
        add(db, version("two"))


def test_what_is_not_there_is_not_removed(db: Store) -> None:
    """It is told."""
    with pytest.raises(NotFound, match="'ours'"):
        own_checklists.remove_own(db, "ours", by="anna")


def test_a_wrong_hash_is_refused(db: Store) -> None:
    """Nothing is kept."""
    with pytest.raises(InvalidValue):
        add(db, ChecklistVersion("0" * 64, "ours", "1", "one"))
    assert [] == states(db)


def test_a_study_keeps_its_appraisal_when_a_later_version_comes(db: Store, study: Study) -> None:
    """The appraisal goes on with the version that it was begun with."""
    add(db, version())
    begun: UUID = appraisals.start_appraisal(db, study.id, reviewer="carl", checklist=version()).id
    add(db, version("two", "0.2"))
    (kept,) = appraisals.find_appraisals(db, study_id=study.id)
    assert (begun, "0.1") == (kept.id, kept.checklist_version)
