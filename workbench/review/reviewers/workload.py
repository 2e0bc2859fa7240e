"""Tell what each reviewer has done, what waits for whom, and what is left, as far as the viewer may know it.

Of others it is told what they have submitted, never what they have begun, and minutes only of appraisals that
the viewer may see. Whether submitted work was reconciled is told of what the viewer may see as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from statistics import median
from typing import Any, Final
from uuid import UUID

from store import allocations
from store.appraisal_heads import AppraisalHead, read_origins
from store.records import AppraisalKind, AppraisalState, Study, StudyRow
from store.team.members import roles_of
from store.working_time import seconds_worked
from workbench.review.blindness.visibility import place_of
from workbench.review.reviewers.handles import people
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

LONGEST_PAUSE: Final = timedelta(minutes=10)
"""What still counts as work between two entries of the history; after that, somebody did something else."""

TIME_RULE: Final = (
    "Min: minutes a study (median), from one entry of an appraisal to the next; pauses over 10 minutes, and "
    "reading before the first entry, are left out"
)
LEFT_RULE: Final = "Min left: an estimate, the minutes a study times what is left"
WAITING_RULE: Final = "Waiting: submitted, while somebody else has not; Reconcile: of what you may see"

STATES: Final = {
    "not_allocated": "not allocated",
    "open": "nobody has submitted",
    "waiting": "waits for",
    "waiting_second": "waits for a second reviewer",
    "submitted": "submitted by all",
    "to_reconcile": "to reconcile",
    "agreed": "agreed",
    "done": "done",
}


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """What a reviewer has done and has left, in numbers of studies.

    Attributes:
        begun: drafts; of the viewer only, None of others.
        waiting: submitted, while another one has not submitted.
        to_reconcile: submitted by all, seen by the viewer, and without a finished consensus.
        left: allocated and not submitted; of all studies where nothing is allocated.
        minutes_a_study: the median of submitted studies that the viewer may see; None where there is none.
        minutes_left: an estimate.
    """

    reviewer: str
    name: str
    is_you: bool
    allocated: int
    begun: int | None
    submitted: int
    waiting: int
    to_reconcile: int
    left: int
    minutes_a_study: float | None
    minutes_left: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name, minutes with one decimal."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: _rounded(value) if name.startswith("minutes") else value for name, value in values.items()
        }


@dataclass(frozen=True, slots=True)
class StudyLine:
    """Who is asked to appraise a study, who has submitted it, and what comes next.

    Attributes:
        mine: `not_begun`, `begun` or `submitted`.
        state: a key of `STATES`.
        waits_for: handles of those who are asked and have not submitted, once somebody has.
        minutes: by handle, of the viewer's own appraisals and of submitted ones that the viewer may see.
    """

    study: str
    title: str
    allocated: tuple[str, ...]
    submitted: tuple[str, ...]
    mine: str
    state: str
    waits_for: tuple[str, ...]
    minutes: Mapping[str, float]

    @property
    def state_in_words(self) -> str:
        """The state in words, with the names of whom it waits for."""
        return " ".join([STATES[self.state], ", ".join(self.waits_for)]).strip()

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name, minutes with one decimal."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return values | {"minutes": {handle: _rounded(each) for handle, each in self.minutes.items()}}


@dataclass(frozen=True, slots=True)
class Workload:
    """What is done and what is left, per reviewer and per study.

    Attributes:
        notes: by which rules minutes and what is left are told.
    """

    reviewers: tuple[ReviewerLine, ...]
    studies: tuple[StudyLine, ...]
    notes: tuple[str, ...]


@use_case
def read_workload(session: ReviewSession) -> Workload:
    """Tell what is done, what waits and what is left; excluded studies are left out."""
    view = View(session)
    known = people(session)
    work = _Work(view, allocations.allocated(session.db), several=len(known) > 1)
    lines = tuple(work.line_of(study) for study in work.studies)
    everybody = [
        _reviewer_line(reviewer.handle, reviewer.name, lines, view.viewer, is_allocated=bool(work.asked))
        for reviewer in known
    ]
    by_reviewer, besides = _with_something_to_do(everybody, roles_of(session.db))
    notes = [WAITING_RULE, TIME_RULE, LEFT_RULE]
    if not work.asked:
        notes.append("Nothing is allocated, so every study counts as left for everybody")
    if besides:
        notes.append(f"Not listed, as nothing is theirs to appraise: {', '.join(besides)}")
    return Workload(by_reviewer, lines, tuple(notes))


def _with_something_to_do(
    lines: Iterable[ReviewerLine], roles: Mapping[str, str]
) -> tuple[tuple[ReviewerLine, ...], list[str]]:
    """Part those who appraise from those of a team who do not, named with their roles.

    On a server leads may appraise, and others may have before they left: they are listed where they have
    something. Where there is no team everybody is.
    """
    shown, besides = [], []
    for line in lines:
        role = roles.get(line.reviewer, "no member")
        if not roles or role == "reviewer" or line.allocated or line.submitted or line.begun:
            shown.append(line)
        else:
            besides.append(f"{line.reviewer} ({role})")
    return tuple(shown), besides


class _Work:
    """The appraisals of one reading, by study, as far as the viewer may know them."""

    def __init__(self, view: View, asked: allocations.Allocated, *, several: bool) -> None:
        self._view = view
        self._needed = 2 if several else 1
        rows = view.study_rows.values()
        self.studies = [row for row in rows if row.excluded is None]
        ids = {row.id for row in self.studies}
        self.asked = {study: handles for study, handles in asked.items() if study in ids}
        checklists = {row.id.hex: row.checklist for row in self.studies}
        self._by_study: dict[str, list[AppraisalHead]] = defaultdict(list)
        for head in view.heads:
            if checklists.get(head.study_id) == head.checklist_id:
                self._by_study[head.study_id].append(head)
        self._visible = {head.id for head in view.visible_heads}

    @cached_property
    def _minutes(self) -> dict[str, float]:
        """Minutes by id of the appraisal, of those that the viewer may see and that were made here."""
        db = self._view.session.db
        imported = read_origins(db)
        timed = [
            UUID(head.id)
            for head in self._view.visible_heads
            if head.kind is AppraisalKind.INDEPENDENT
            and head.superseded_in is None
            and head.id not in imported
        ]
        seconds = seconds_worked(db, timed, longest_pause=LONGEST_PAUSE)
        return {identity.hex: each / 60 for identity, each in seconds.items()}

    def line_of(self, study: Study | StudyRow) -> StudyLine:
        """Return the line of a study."""
        everything = self._by_study[study.id.hex]
        independent = [each for each in everything if each.kind is AppraisalKind.INDEPENDENT]
        done = sorted({each.reviewer for each in independent if _is_submitted(each)})
        asked = self.asked.get(study.id, ())
        state, waits_for = self._state(asked, done, everything)
        minutes: dict[str, float] = defaultdict(float)
        for appraisal in independent:
            if appraisal.id in self._minutes:
                minutes[appraisal.reviewer] += self._minutes[appraisal.id]
        return StudyLine(
            study=study.key,
            title=study.title if isinstance(study, StudyRow) else study.bibliography.title,
            allocated=asked,
            submitted=tuple(done),
            mine=_mine(each for each in independent if each.reviewer == self._view.viewer),
            state=state,
            waits_for=waits_for,
            minutes=dict(sorted(minutes.items())),
        )

    def _state(
        self, asked: tuple[str, ...], done: list[str], everything: list[AppraisalHead]
    ) -> tuple[str, tuple[str, ...]]:
        if not done:
            return ("open" if asked else "not_allocated"), ()
        missing = tuple(handle for handle in asked if handle not in done)
        if missing:
            return "waiting", missing
        if not asked and len(done) < self._needed:
            return "waiting_second", ()
        return ("done" if len(done) == 1 else self._reconciled(everything)), ()

    def _reconciled(self, everything: list[AppraisalHead]) -> str:
        """Say whether what all have submitted is reconciled, as far as the viewer may see it."""
        submitted: dict[tuple[str, str, str], list[AppraisalHead]] = defaultdict(list)
        for appraisal in everything:
            if _is_submitted(appraisal):
                submitted[place_of(appraisal)].append(appraisal)
        agreed = []
        for appraisals in submitted.values():
            kinds = [each.kind for each in appraisals]
            if kinds.count(AppraisalKind.INDEPENDENT) < 2:
                continue
            if any(
                each.id not in self._visible for each in appraisals if each.kind is AppraisalKind.INDEPENDENT
            ):
                return "submitted"
            agreed.append(
                any(each.kind is AppraisalKind.CONSENSUS and each.id in self._visible for each in appraisals)
            )
        if not agreed:
            return "done"
        return "agreed" if all(agreed) else "to_reconcile"


def _reviewer_line(
    handle: str, name: str, lines: Iterable[StudyLine], viewer: str | None, *, is_allocated: bool
) -> ReviewerLine:
    everything = list(lines)
    allocated = [line for line in everything if handle in line.allocated]
    submitted = [line for line in everything if handle in line.submitted]
    minutes = [line.minutes[handle] for line in submitted if handle in line.minutes]
    left = sum(handle not in line.submitted for line in (allocated if is_allocated else everything))
    middle = median(minutes) if minutes else None
    begun = sum(line.mine == "begun" for line in everything) if handle == viewer else None
    return ReviewerLine(
        reviewer=handle,
        name=name,
        is_you=handle == viewer,
        allocated=len(allocated),
        begun=begun,
        submitted=len(submitted),
        waiting=sum(line.state in ("waiting", "waiting_second") for line in submitted),
        to_reconcile=sum(line.state == "to_reconcile" for line in submitted),
        left=left,
        minutes_a_study=middle,
        minutes_left=None if middle is None else middle * left,
    )


def _mine(own: Iterable[AppraisalHead]) -> str:
    """Say how far the viewer is: of several results the least finished."""
    states = {each.state for each in own}
    if not states:
        return "not_begun"
    return "begun" if AppraisalState.DRAFT in states else "submitted"


def _is_submitted(appraisal: AppraisalHead) -> bool:
    return appraisal.state is AppraisalState.SUBMITTED


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
