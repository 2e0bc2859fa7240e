"""The history agrees with what is stored, whatever was done in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Store, appraisals, history
from store.records import Event, Worksheet

Step = tuple[str, str, str]
State = dict[tuple[str, str], Any]

_TARGETS = st.sampled_from(["1.1", "1.2", "D1"])
_VALUES = st.sampled_from(["Y", "N", "漢字", "[b]", ""]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "note", "override", "preliminary", "undo", "submit"]), _TARGETS, _VALUES
    ),
    max_size=15,
)


def _do(db: Store, draft: UUID, step: Step) -> None:
    action, target, value = step
    if action == "undo":
        appraisals.undo_last(db, draft, by="anna")
    elif action == "submit":
        appraisals.submit(db, draft, by="anna")
        appraisals.reopen(db, draft, "more to do", by="anna")
    elif action == "note":
        appraisals.save_note(db, draft, target, value, by="anna")
    elif action == "preliminary":
        appraisals.save_preliminary(db, draft, target, value, by="anna")
    elif action == "answer" and value.strip():
        appraisals.save_answer(db, draft, target, value, by="anna")
    elif action == "answer":
        appraisals.clear_answer(db, draft, target, by="anna")
    elif value.strip():
        appraisals.save_override(db, draft, target, value, "why", by="anna")
    else:
        appraisals.clear_override(db, draft, target, by="anna")


def _model(steps: list[Step]) -> State:
    """What the steps should lead to, by a dict and a pile of earlier values."""
    state: State = {}
    earlier: list[tuple[tuple[str, str], Any]] = []
    for action, target, value in steps:
        if action == "undo" and earlier:
            key, state[key] = earlier.pop()
        if action in ("undo", "submit"):
            continue
        key = (action, target)
        blank = not value if action in ("note", "preliminary") else not value.strip()
        new = None if blank else {"judgement": value, "reason": "why"} if action == "override" else value
        if new != state.get(key):
            earlier.append((key, state.get(key)))
            state[key] = new
    return {key: value for key, value in state.items() if value is not None}


def _stored(sheet: Worksheet) -> State:
    state: State = {("answer", item): code for item, code in sheet.codes.items()}
    state |= {("note", item): answer.note for item, answer in sheet.answers.items() if answer.note}
    state |= {("preliminary", target): value for target, value in sheet.preliminaries.items()}
    for target, override in sheet.overrides.items():
        state["override", target] = {"judgement": override.judgement, "reason": override.reason}
    return state


def _replayed(events: list[Event]) -> State:
    state: State = {}
    for event in events:
        if event.action in ("answer", "note", "override", "preliminary"):
            assert state.get((event.action, event.target)) == event.before
            state[event.action, event.target] = event.after
    return {key: value for key, value in state.items() if value is not None}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_any_sequence(db: Store, draft_of: Callable[..., UUID], steps: list[Step]) -> None:
    """After any changes and undoings, a simple model, the store and the replayed history agree."""
    draft = draft_of()
    for step in steps:
        _do(db, draft, step)
    events = history.list_events(db, appraisal_id=draft)
    assert _model(steps) == _stored(appraisals.read_worksheet(db, draft)) == _replayed(events)
    numbers = [event.number for event in events]
    assert sorted(set(numbers)) == numbers
    assert {"anna"} == {event.reviewer for event in events}
