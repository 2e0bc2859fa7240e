"""What is entered for bodies of evidence, and the starts that were chosen."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from store import Store, body_entries, history, outcomes
from store.errors import InvalidValue, NotFound

RATIO = {"measure": "RR", "estimate": "0.53", "lower": 0.36, "upper": 0.78}


@pytest.fixture
def death(db: Store) -> UUID:
    """An outcome."""
    return outcomes.add_outcome(db, "death", time_point="28 days", by="anna").id


def enter(db: Store, outcome: UUID, start: str = "cohort-high", source: str = "meta-analysis") -> None:
    """An effect of the body with this start."""
    body_entries.save_entry(db, outcome, start, "effect", RATIO, source=source, by="anna")


def starts(db: Store, outcome: UUID, start: str, reason: str = "no trial") -> None:
    """Chooses a start of the cohorts."""
    body_entries.choose_start(db, outcome, "psm-cohort", start, reason, default="start_high", by="anna")


def last(db: Store) -> tuple[str, str]:
    """Action and target of the last event."""
    event = history.list_events(db)[-1]
    return event.action, event.target


def test_an_entry_belongs_to_an_outcome_a_body_and_a_part(db: Store, death: UUID) -> None:
    """Another body has entries of its own; the next entry takes the place of the one before."""
    enter(db, death)
    enter(db, death, "cohort-low", "chosen")
    enter(db, death, source="another one")
    found = body_entries.list_entries(db)
    assert [("cohort-high", "effect", "another one"), ("cohort-low", "effect", "chosen")] == [
        (one.body, one.part, one.source) for one in found
    ]
    assert RATIO == found[0].content
    assert ("body", "death (28 days): cohort-high/effect") == last(db)


def test_the_same_again_says_that_it_stands(db: Store, death: UUID) -> None:
    """Unless whoever enters it could not see that it was there."""
    enter(db, death)
    enter(db, death)
    assert "body.confirm" == last(db)[0]
    body_entries.save_entry(
        db, death, "cohort-high", "effect", RATIO, source="meta-analysis", by="bea", anew=True
    )
    assert "body" == last(db)[0]


def test_an_entry_is_taken_away_with_a_reason(db: Store, death: UUID) -> None:
    """The history keeps what it was."""
    enter(db, death)
    with pytest.raises(InvalidValue, match="the reason is empty"):
        body_entries.remove_entry(db, death, "cohort-high", "effect", " ", by="anna")
    body_entries.remove_entry(db, death, "cohort-high", "effect", "a wrong table", by="anna")
    event = history.list_events(db)[-1]
    assert ([], RATIO, "a wrong table") == (
        body_entries.list_entries(db),
        event.before["content"],
        event.reason,
    )
    with pytest.raises(NotFound, match="no effect entered"):
        body_entries.remove_entry(db, death, "cohort-high", "effect", "again", by="anna")


@pytest.mark.parametrize(
    ("part", "content", "source"),
    [
        ("weight", {}, "x"),
        ("effect", RATIO, " "),
        ("baseline", {"risk": "4 %"}, ""),
        ("comment", {"text": "\0"}, ""),
    ],
)
def test_entries_that_do_not_do(db: Store, death: UUID, part: str, content: dict, source: str) -> None:
    """Parts and texts are judged before they are kept; numbers need a source."""
    with pytest.raises(InvalidValue):
        body_entries.save_entry(db, death, "cohort-high", part, content, source=source, by="anna")
    assert [] == body_entries.list_entries(db)


def test_an_outcome_that_is_not_there_gets_nothing(db: Store) -> None:
    """Neither an entry nor a start."""
    with pytest.raises(NotFound):
        enter(db, uuid4())
    with pytest.raises(NotFound):
        starts(db, uuid4(), "start_low")


def test_a_start_is_chosen_changed_and_taken_back(db: Store, death: UUID) -> None:
    """Each time with a reason; the default is no choice."""
    starts(db, death, "start_low")
    starts(db, death, "start_low", "said better")
    assert ["said better"] == [one.reason for one in body_entries.list_starts(db)]
    starts(db, death, "start_high", "a trial came")
    assert [] == body_entries.list_starts(db)
    events = history.list_events(db, actions=("start",))
    assert [("start_high", "start_low"), ("start_low", "start_low"), ("start_low", "start_high")] == [
        (event.before["start"], event.after["start"]) for event in events
    ]
    assert "a trial came" == events[-1].reason


def test_no_change_of_the_start_is_not_told(db: Store, death: UUID) -> None:
    """The same again, or the default where nothing was chosen."""
    starts(db, death, "start_high")
    starts(db, death, "start_low")
    starts(db, death, "start_low")
    assert 1 == len(history.list_events(db, actions=("start",)))
    with pytest.raises(InvalidValue, match="the reason is empty"):
        starts(db, death, "start_low", "")
