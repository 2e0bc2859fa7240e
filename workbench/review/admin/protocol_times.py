"""Tell what was written before the first study was appraised, from the order of events and never from clocks.

The promise of blindness holds here too: that somebody has begun an appraisal is not told. What counts as
appraised is what the viewer may see, drafts of the own included, and that anybody has submitted, which all
may know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from store import history, protocol
from store.records import HEADER, AppraisalKind, Event
from workbench.review.view import View

SHARED = "preliminary.shared"
"""The action of the events that enter a preliminary for all appraisals with a checklist."""


@dataclass(frozen=True, slots=True)
class FirstWork:
    """The first answer, quote or judgement of an appraisal, or that it was submitted.

    Attributes:
        number: of its event.
        at: when; None where the viewer may know no more than that there is a submitted one.
    """

    number: int
    at: datetime | None


class FirstAppraisals:
    """When appraising began, as far as a viewer may know.

    Args:
        view: a reading of the review.
    """

    def __init__(self, view: View) -> None:
        begun = history.first_work(view.session.db)
        seen = [
            (appraisal, FirstWork(*begun[appraisal.id]))
            for appraisal in view.visible
            if appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.id in begun
        ]
        submitted = [FirstWork(event.number, None) for event in view.milestones if event.action == "submit"]
        self._all = sorted((*(work for _, work in seen), *submitted), key=lambda work: work.number)
        self._own: dict[tuple[str, str], FirstWork] = {}
        for appraisal, work in sorted(seen, key=lambda pair: pair[1].number):
            self._own.setdefault((appraisal.reviewer, appraisal.checklist_id), work)

    def before(self, number: int) -> FirstWork | None:
        """Return the first appraisal that was begun before an event; None if there was none."""
        return self._all[0] if self._all and self._all[0].number < number else None

    def own_before(self, reviewer: str, checklist_id: str, number: int) -> FirstWork | None:
        """Return a reviewer's first work with a checklist where it came before an event; else None."""
        work = self._own.get((reviewer, checklist_id))
        return work if work is not None and work.number < number else None


def writings_by_field(view: View) -> dict[str, list[Event]]:
    """Return by field of the protocol the events that wrote it or took it away, oldest first."""
    actions = ("review.create", protocol.OLD_ACTION, protocol.ACTION)
    writings: dict[str, list[Event]] = defaultdict(list)
    for event in history.list_events(view.session.db, actions=actions):
        if event.action == protocol.ACTION:
            writings[event.about.get("protocol", event.target)].append(event)
        elif event.action == protocol.OLD_ACTION:
            before, after = event.before or {}, event.after or {}
            for name in HEADER:
                if before.get(name) != after.get(name):
                    writings[name].append(event)
        else:
            writings[protocol.QUESTION].append(event)
    return writings


@dataclass(frozen=True, slots=True)
class SharedPreliminary:
    """What a reviewer entered for all studies of a checklist, with the events that did, oldest first."""

    reviewer: str
    checklist_id: str
    preliminary_id: str
    events: tuple[Event, ...]


def shared_preliminaries(view: View) -> Iterator[SharedPreliminary]:
    """Yield the review-wide preliminaries that the viewer may see, as they stand in what may be seen."""
    visible = {appraisal.id: appraisal for appraisal in view.visible}
    entered: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in history.list_events(view.session.db, actions=(SHARED,)):
        appraisal = visible.get(event.appraisal_id) if event.appraisal_id else None
        if appraisal is not None:
            entered[appraisal.checklist_id, event.target, appraisal.reviewer].append(event)
    for (checklist_id, preliminary_id, reviewer), events in sorted(entered.items(), key=lambda pair: pair[0]):
        if events[-1].after:
            yield SharedPreliminary(reviewer, checklist_id, preliminary_id, tuple(events))
