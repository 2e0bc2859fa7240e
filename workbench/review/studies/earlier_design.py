"""Offer the design that a study had before a checklist overwrote it.

Earlier versions gave a study the design of the checklist that was chosen for it. Their history tells which
design stood there before; it is offered until somebody decides on the design.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from store import history
from store.records import Event
from store.studies import ASSIGN, DESIGN
from workbench.output.design_names import design_in_words
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find


class HasDesign(Protocol):
    """A study, in full or as a line of a list."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def design(self) -> str | None:
        """Its design today."""


def earlier_designs(session: ReviewSession, studies: Iterable[HasDesign]) -> dict[str, str]:
    """Return the overwritten design by key of the study; most studies have none."""
    return overwritten(history.list_events(session.db, actions=(ASSIGN,)), studies)


def overwritten(events: Iterable[Event], studies: Iterable[HasDesign]) -> dict[str, str]:
    """Return the designs that events on checklists took away, by key of the study.

    Args:
        events: at least those of the choices of checklists and designs, oldest first.
        studies: those asked for, as they are now.
    """
    before: dict[str, str] = {}
    for event in events:
        if event.action != ASSIGN or event.study_key is None:
            continue
        design, now = _field(event.before, "design"), _field(event.after, "design")
        is_by_checklist = _field(event.before, "checklist") != _field(event.after, "checklist")
        if event.target == DESIGN or (design != now and not is_by_checklist):
            before.pop(event.study_key, None)
        elif design != now and design is not None:
            before.setdefault(event.study_key, design)
    return {
        study.key: before[study.key]
        for study in studies
        if study.key in before and study.design != before[study.key]
    }


@use_case
def earlier_design(session: ReviewSession, text: str) -> str | None:
    """Return the design that a checklist took away from a study; None where none did."""
    study = find(session, text)
    events = history.list_events(session.db, study_key=study.key, actions=(ASSIGN,))
    return overwritten(events, [study]).get(study.key)


@use_case
def designs_to_take_back(session: ReviewSession, studies: Iterable[HasDesign]) -> tuple[str, ...]:
    """Say in a sentence for each design which studies lost it to a checklist, and how it is taken back."""
    keys: dict[str, list[str]] = {}
    for key, design in earlier_designs(session, studies).items():
        keys.setdefault(design, []).append(key)
    return tuple(
        f"{before_in_words(design)}: {name_some(names)}; take it back with "
        f"`workbench edit {names[0] if len(names) == 1 else 'STUDY'} --design {design}`."
        for design, names in keys.items()
    )


def before_in_words(design: str) -> str:
    """Name an overwritten design.

    >>> before_in_words("case_series")
    'Design before the checklist was chosen: case series'
    """
    return f"Design before the checklist was chosen: {design_in_words(design)}"


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
