"""Tell what was written before the first study was appraised, from the order of events and never from clocks.

The promise of blindness holds here too: that somebody has begun an appraisal is not told. What counts as
appraised is what the viewer may see, drafts of the own included, and that anybody has submitted, which all
may know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from store import history, protocol
from store.records import HEADER, AppraisalKind, Event
from workbench.review.appraisals.first_work import FirstWork
from workbench.review.appraisals.preliminaries import SHARED
from workbench.review.view import View


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

    @property
    def first(self) -> FirstWork | None:
        """The first work on any study; None if there is none that the viewer may know of."""
        return self._all[0] if self._all else None

    def first_of(self, reviewer: str, checklist_id: str) -> FirstWork | None:
        """Return the first work of a reviewer with a checklist; None if there is none in sight."""
        return self._own.get((reviewer, checklist_id))


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
