"""Decide what whoever decides disagreements may see: what two others have submitted.

The protocol names one person for that. That person sees a place (study, result and checklist) once two others
have submitted there, and only while having no appraisal of the own there: who appraises is blind like
everybody else. An appraisal of the own that is begun after such a sight is not independent, and its
submission names what could be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar
from uuid import UUID

from store import history, reviewers
from store.protocol import ACTION, ADJUDICATOR
from store.records import Appraisal, AppraisalKind, AppraisalState, Event, Review
from workbench.review.blindness.seeable import Seeable
from workbench.review.session import ReviewSession

Place = TypeVar("Place", bound=tuple[Hashable, str, str])
"""Study, result, id of the checklist."""

FEWEST = 2
"""Reviewers who have submitted before there is anything to decide."""
START = "appraisal.start"
"""The action of the event that begins an appraisal."""


def adjudicator_of(review: Review) -> str:
    """Return the handle of who decides disagreements by the protocol; empty where it names nobody."""
    entry = review.protocol.get(ADJUDICATOR)
    return entry.value if entry else ""


def open_places(viewer: str, appraisals: Iterable[tuple[Place, Seeable[Hashable]]]) -> set[Place]:
    """Return the places that lie open to the person who decides disagreements.

    Args:
        viewer: the handle of that person.
        appraisals: those that count, each with its place; the viewer's own must be among them, drafts too.
    """
    submitted: defaultdict[Place, set[str]] = defaultdict(set)
    own = set()
    for place, appraisal in appraisals:
        if appraisal.kind is not AppraisalKind.INDEPENDENT or appraisal.superseded_in is not None:
            continue
        if appraisal.reviewer == viewer:
            own.add(place)
        elif appraisal.state is AppraisalState.SUBMITTED:
            submitted[place].add(appraisal.reviewer)
    return {place for place, names in submitted.items() if len(names) >= FEWEST and place not in own}


def were_named(session: ReviewSession, events: Iterable[Event] | None = None) -> set[str]:
    """Return the handles of today of all whom the protocol named at some moment, without case.

    Args:
        session: the open review.
        events: those of the protocol, where they are in hand; others may be among them.
    """
    if events is None:
        events = history.list_events(session.db, actions=(ACTION,))
    naming = [each for each in events if each.action == ACTION and _is_naming(each)]
    if not naming:
        return set()
    return {name for name in map(_Named(session), naming) if name}


def seen_before_beginning(
    session: ReviewSession, appraisal: Appraisal, of_place: Collection[Appraisal]
) -> set[UUID]:
    """Return the ids of the appraisals that its reviewer could see, as the one who decides, before it.

    Args:
        session: the open review.
        appraisal: one of the own.
        of_place: the independent appraisals of its place, and of what was merged with it.
    """
    viewer = appraisal.reviewer
    if viewer.casefold() not in were_named(session):
        return set()
    named_in = _Named(session)
    known = {each.id: each for each in of_place}
    events = history.list_events_on(
        session.db,
        {each.study_id for each in of_place},
        actions=("submit", "reopen", START),
        always=(ACTION,),
    )
    submitted: set[UUID] = set()
    seen: set[UUID] = set()
    is_named = False
    for event in events:
        if event.action == ACTION:
            named = named_in(event)
            is_named = is_named if named is None else named == viewer.casefold()
        elif event.appraisal_id not in known:
            continue
        elif known[event.appraisal_id].reviewer == viewer:
            break  # begun: from here on its reviewer is blind like everybody else
        elif event.action == "submit":
            submitted.add(event.appraisal_id)
        else:
            submitted.discard(event.appraisal_id)
        if is_named and len({known[each].reviewer for each in submitted}) >= FEWEST:
            seen |= submitted
    return seen


def _is_naming(event: Event) -> bool:
    return event.target == ADJUDICATOR


class _Named:
    """Reads from an event of the protocol whom it names: the handle of today without case, "" for nobody."""

    def __init__(self, session: ReviewSession) -> None:
        self._present = {
            former.casefold(): person.handle
            for person in reviewers.list_reviewers(session.db)
            for former in person.former
        }

    def __call__(self, event: Event) -> str | None:
        """Return None for an event about another field."""
        if not _is_naming(event):
            return None
        name = str(event.after or "").casefold()
        return self._present.get(name, name).casefold()
