"""Track who could see whose work when, and write it into the events that submit, reopen, or choose a version.

Each of these events names under `seen` the submitted appraisals of others that lay open at that moment, where
it was written. It is that which counts after files were merged: a merged history puts side by side what
happened on two laptops. Older events have no `seen` and are taken in the order of the history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from store import appraisals, history, reviews
from store.appraisal_line import DECIDE
from store.protocol import ACTION as PROTOCOL
from store.records import Appraisal, AppraisalKind, AppraisalState, Event
from store.standing_merges import MERGE, MOVE
from workbench.review.blindness.adjudication import seen_before_beginning, were_named
from workbench.review.blindness.visibility import Place
from workbench.review.session import ReviewSession

SEEN: Final = "seen"
"""The key of the events under which the ids stand, with blanks between them."""
STATE: Final = "state"
"""The key of an event that chose the version that waited: the state of an appraisal since then."""
_LIFTING = ("blindness.lift", "blindness.restore")
STEPS: Final = ("submit", "reopen", DECIDE, *_LIFTING, MERGE, MOVE)
"""Actions of the events that exposure follows from."""
Way = Literal["lifted", "merged", "named", "chosen"]
"""Blindness was lifted, records were merged as one study, the reviewer was named to decide disagreements, or
chose one of two versions that were made in two files."""
_ELSEWHERE = "another reviewer"
"""Whose appraisal was seen where it is not in this file."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An appraisal that was worked on after others' work could be seen.

    Attributes:
        number: of the event from which on it is no longer independent; 0 where it never was.
        at: when that was.
        reason: why it was reopened, or blindness lifted.
        seen: the reviewers whose work could be seen.
        through: why it could be seen by one who had not submitted; `chosen` where a version was chosen then.
    """

    appraisal: Appraisal
    number: int
    at: datetime
    reason: str
    seen: tuple[str, ...]
    through: Way = "lifted"

    def in_words(self, named: Callable[[str], str] = str) -> str:
        """Write the glimpse in one sentence.

        Args:
            named: gives what somebody is called for a handle.
        """
        day, names = f"{self.at:%Y-%m-%d}", " and ".join(map(named, self.seen))
        who = named(self.appraisal.reviewer)
        if self.number:
            return f"{who} reopened on {day}, after the work of {names} could be seen ({self.reason})"
        if self.through == "chosen":
            return f"{who} chose between two versions on {day}, after the work of {names} could be seen"
        if self.through == "merged":
            return f"{who} submitted on {day} after the work of {names} on a merged record could be seen"
        if self.through == "named":
            return (
                f"{who} submitted on {day} after having been named to decide disagreements, when the work of"
                f" {names} could be seen"
            )
        return f"{who} submitted on {day} after blindness was lifted and the work of {names} could be seen"


class Exposure:
    """A walk through the history that tracks who had submitted what at each moment, and who could see it.

    Args:
        known: the independent appraisals in question, by id.
    """

    def __init__(self, known: Mapping[UUID, Appraisal]) -> None:
        self._known = known
        self._places: dict[UUID, Place] = {
            appraisal.id: (appraisal.study_id, appraisal.result, appraisal.checklist_id)
            for appraisal in known.values()
        }
        self._submitted: dict[Place, set[str]] = defaultdict(set)
        self._lifted = False
        self._exposed: dict[Place, set[str]] = defaultdict(set)
        """Whose work of a place lay open to everybody at some moment."""
        self._seen: dict[tuple[Place, str], set[str]] = defaultdict(set)
        """By place and reviewer, whose work was submitted while the reviewer's own was."""
        self._merged: set[UUID] = set()
        """Ids of the studies that were merged or kept at some moment."""
        self.found: dict[UUID, Glimpse] = {}

    def begin_where(self, events: Iterable[Event]) -> None:
        """Put the appraisals that were moved since where they were made.

        Args:
            events: in the order of time.
        """
        for event in reversed([event for event in events if event.action == MOVE]):
            if event.appraisal_id is not None and event.appraisal_id in self._places:
                came_from = event.about["kept" if event.undoes is not None else "merged"]
                _, result, checklist = self._places[event.appraisal_id]
                self._places[event.appraisal_id] = UUID(came_from), result, checklist

    def take(self, event: Event) -> None:
        """Take the next event of the history into account."""
        if event.action == MERGE:
            self._merge(UUID(event.about["merged"]), UUID(event.about["kept"]))
            return
        if event.appraisal_id is None:
            if event.action in _LIFTING:
                self._lift(event)
            return
        appraisal = self._known.get(event.appraisal_id)
        if appraisal is not None:
            steps = {"submit": self._submit, "reopen": self._reopen, DECIDE: self._choose, MOVE: self._move}
            steps[event.action](appraisal, event)

    def before_submitting(self, appraisal: Appraisal) -> set[str]:
        """Return the reviewers whose work lies open to one who submits now."""
        place = self._places[appraisal.id]
        merged = self._seen[place, appraisal.reviewer] if place[0] in self._merged else set()
        return (self._exposed[place] | merged) - {appraisal.reviewer}

    def before_reopening(self, appraisal: Appraisal) -> set[str]:
        """Return the reviewers whose work one who reopens now could see."""
        return self._seen[self._places[appraisal.id], appraisal.reviewer] - {appraisal.reviewer}

    def _lift(self, event: Event) -> None:
        self._lifted = event.action == "blindness.lift"
        if not self._lifted:
            return
        if SEEN in event.about:
            for identity in seen_in(event):
                if identity in self._known:
                    self._exposed[self._places[identity]].add(self._known[identity].reviewer)
            return
        for place, names in self._submitted.items():
            self._exposed[place] |= names

    def _submit(self, appraisal: Appraisal, event: Event) -> None:
        place = self._places[appraisal.id]
        exposed, merged = self._exposed[place], self._seen[place, appraisal.reviewer]
        if SEEN in event.about:
            names = self._names(event)
            otherwise: Way = "merged" if place[0] in self._merged else "named"
            self._tell(appraisal, event, 0, names, through="lifted" if names & exposed else otherwise)
        else:
            self._tell(appraisal, event, 0, exposed)
            if place[0] in self._merged:
                self._tell(appraisal, event, 0, merged, through="merged")
        self._stand(place, appraisal.reviewer)

    def _stand(self, place: Place, reviewer: str) -> None:
        """Let a submitted appraisal stand in a place: those who are done there see each other's."""
        for other in self._submitted[place]:
            self._seen[place, other].add(reviewer)
        self._seen[place, reviewer] |= self._submitted[place]
        self._submitted[place].add(reviewer)
        if self._lifted:
            self._exposed[place].add(reviewer)

    def _merge(self, other: UUID, kept: UUID) -> None:
        """Take over what was seen of a duplicate: it was seen of the study that was kept."""
        self._merged |= {other, kept}
        for (place, reviewer), seen in list(self._seen.items()):
            if place[0] == other:
                self._seen[(kept, *place[1:]), reviewer] |= seen
        for place, seen in list(self._exposed.items()):
            if place[0] == other:
                self._exposed[(kept, *place[1:])] |= seen

    def _move(self, appraisal: Appraisal, event: Event) -> None:
        """Move an appraisal to the study that was kept, or back."""
        before = self._places[appraisal.id]
        study = event.about["merged" if event.undoes is not None else "kept"]
        place = self._places[appraisal.id] = UUID(study), before[1], before[2]
        if appraisal.reviewer in self._submitted[before]:
            self._submitted[before].discard(appraisal.reviewer)
            self._stand(place, appraisal.reviewer)

    def _reopen(self, appraisal: Appraisal, event: Event) -> None:
        place = self._places[appraisal.id]
        self._submitted[place].discard(appraisal.reviewer)
        # Who has taken back an appraisal since is seen no more, and not forgotten either.
        seen = self._names(event) if SEEN in event.about else self._seen[place, appraisal.reviewer]
        self._tell(appraisal, event, event.number, seen)

    def _choose(self, appraisal: Appraisal, event: Event) -> None:
        """Let the version that was chosen of two stand; to keep the one that stands changes nothing."""
        state, place = event.about.get(STATE), self._places[appraisal.id]
        if state is None:
            return
        self._tell(appraisal, event, 0, self._names(event), through="chosen")
        if state == AppraisalState.SUBMITTED:
            self._stand(place, appraisal.reviewer)
        else:
            self._submitted[place].discard(appraisal.reviewer)

    def _names(self, event: Event) -> set[str]:
        """Return the reviewers of the appraisals that an event names as seen."""
        known = self._known
        return {known[each].reviewer if each in known else _ELSEWHERE for each in seen_in(event)}

    def _tell(
        self,
        appraisal: Appraisal,
        event: Event,
        number: int,
        seen: set[str],
        *,
        through: Way = "lifted",
    ) -> None:
        others = tuple(sorted(seen - {appraisal.reviewer}))
        if others and appraisal.id not in self.found:
            self.found[appraisal.id] = Glimpse(appraisal, number, event.at, event.reason, others, through)


def seen_in(event: Event) -> list[UUID]:
    """Return the ids of the appraisals that an event names as seen."""
    return [UUID(word) for word in event.about.get(SEEN, "").split()]


def seen_when_submitting(session: ReviewSession, appraisal: Appraisal) -> set[UUID]:
    """Return the ids of the submitted appraisals of others that could be seen before submitting this one."""
    events = history.list_events(session.db, actions=("blindness.lift", MERGE, PROTOCOL))
    lay_open = any(event.action != PROTOCOL for event in events)
    is_named = appraisal.reviewer.casefold() in were_named(session, events)
    if not lay_open and not is_named:
        return set()  # which spares reading the rest
    exposure, of_study, of_place = _exposure(session, appraisal)
    seen = _ids_of(of_study, exposure.before_submitting(appraisal)) if lay_open else set()
    return seen | (seen_before_beginning(session, appraisal, of_place) if is_named else set())


def seen_when_reopening(session: ReviewSession, appraisal: Appraisal) -> set[UUID]:
    """Return the ids of the submitted appraisals of others that could be seen before reopening this one."""
    exposure, of_study, _ = _exposure(session, appraisal)
    return _ids_of(of_study, exposure.before_reopening(appraisal))


def seen_when_choosing(session: ReviewSession, appraisal: Appraisal) -> set[UUID]:
    """Return the ids of the appraisals of others that could be seen before a version of this was chosen."""
    exposure, of_study, of_place = _exposure(session, appraisal)
    names = exposure.before_reopening(appraisal) | exposure.before_submitting(appraisal)
    is_blind = reviews.read_review(session.db).blind
    if appraisal.state is AppraisalState.SUBMITTED or not is_blind:
        # Steps of the version that waited may have come later in the history than those of the other.
        names |= {each.reviewer for each in of_study if each.state is AppraisalState.SUBMITTED}
    seen = _ids_of(of_study, names - {appraisal.reviewer})
    is_named = appraisal.reviewer.casefold() in were_named(session)
    return seen | (seen_before_beginning(session, appraisal, of_place) if is_named else set())


def seen_when_lifting(session: ReviewSession) -> set[UUID]:
    """Return the ids of all appraisals that everybody can see from the moment that blindness is lifted."""
    return {
        appraisal.id
        for appraisal in appraisals.find_appraisals(session.db)
        if appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.state is AppraisalState.SUBMITTED
    }


def _exposure(
    session: ReviewSession, appraisal: Appraisal
) -> tuple[Exposure, list[Appraisal], list[Appraisal]]:
    """Walk through the history as far as it concerns the place of an appraisal.

    Returns:
        The walk, the appraisals of the place now, and these with those of records that were merged with it.
    """
    events = history.list_events(session.db, actions=STEPS)
    related = _related(appraisal.study_id, events)
    only = None if len(related) > 1 else appraisal.study_id
    known = [
        each
        for each in appraisals.find_appraisals(session.db, study_id=only)
        if each.kind is AppraisalKind.INDEPENDENT
        and each.study_id in related
        and (each.result, each.checklist_id) == (appraisal.result, appraisal.checklist_id)
    ]
    exposure = Exposure({each.id: each for each in known})
    exposure.begin_where(events)
    for event in events:
        exposure.take(event)
    return exposure, [each for each in known if each.study_id == appraisal.study_id], known


def _related(study: UUID, events: Iterable[Event]) -> set[UUID]:
    """Return a study and those that were one with it at some moment, since work was seen across them."""
    related = {study}
    pairs = [
        {UUID(event.about[name]) for name in ("merged", "kept")} for event in events if event.action == MERGE
    ]
    while more := [pair for pair in pairs if pair & related and not pair <= related]:
        related = related.union(*more)
    return related


def _ids_of(of_place: Iterable[Appraisal], reviewers: Collection[str]) -> set[UUID]:
    return {each.id for each in of_place if each.reviewer in reviewers}
