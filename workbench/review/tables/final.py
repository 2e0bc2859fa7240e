"""Find what keeps tables and the report from being final, so that nothing open is published as settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.records import AppraisalState
from workbench.counts import count
from workbench.errors import ConflictError
from workbench.review.blindness.visibility import hidden_until, hidden_work, studies_with_hidden_work
from workbench.review.tables.material import gather_levels
from workbench.review.tables.registry import TABLES, Basis
from workbench.review.view import View


class NotFinalError(ConflictError):
    """Something is open in what was asked for as final.

    Args:
        points: what is open, a sentence each.
    """

    def __init__(self, points: Iterable[str]) -> None:
        self.points = tuple(points)
        number = count(len(self.points), "point is", "points are")
        super().__init__(f"not final: {number} open, listed above: settle them, or leave --final out")


def require_final(view: View, tables: Iterable[str]) -> None:
    """Refuse tables that show what is not settled yet.

    Args:
        view: a reading of the review.
        tables: names of the tables that are asked for.

    Raises:
        NotFinalError: something is open; it lists all of it.
    """
    bases = {TABLES[name].basis for name in tables}
    points = [*_hidden(view, bases)]
    if any(bases):
        points += _open_conflicts(view)
    if "appraisals" in bases:
        points += _open_appraisals(view)
    if "evidence" in bases:
        points += _open_evidence(view)
    if points:
        raise NotFinalError(points)


def _hidden(view: View, bases: Iterable[Basis]) -> Iterator[str]:
    hidden = view.hidden_ids if any(bases) else set()
    counted = [appraisal for appraisal in view.appraisals if not appraisal.of_excluded]
    if number := studies_with_hidden_work(counted, hidden):
        yield f"{hidden_work(number)} is hidden from you {hidden_until(view.session)}"


def _open_conflicts(view: View) -> Iterator[str]:
    """Yield what has two values since a merge, as far as the viewer may see it."""
    from workbench.review.exchange.merge.decide import list_conflicts

    for line in list_conflicts(view.session) if view.viewer else ():
        place = f"{line.study}: " if line.study else ""
        yield f"{place}{line.what} has two values since a merge: decide with `workbench conflicts`"


def _open_appraisals(view: View) -> Iterator[str]:
    """Yield the studies that are not appraised, drafts, and what is not reconciled."""
    material = gather_levels(view)
    done = {sheet.study.id for sheet in material.sheets if sheet.submitted}
    hidden = {
        appraisal.study_key
        for appraisal in view.appraisals
        if appraisal.id in view.hidden_ids and appraisal.state is AppraisalState.SUBMITTED
    }
    for study in view.included.values():
        if study.id not in done and study.key in hidden:
            yield f"{study.key}: what others submitted is hidden until you have submitted too"
        elif study.id not in done:
            yield f"{study.key}: no appraisal is submitted"
    for sheet in material.sheets:
        if not sheet.submitted and sheet.study.id in done:
            yield f"{sheet.study.key}: a draft by {sheet.reviewer} is not submitted"
    for name, differing in material.unresolved:
        differ = count(differing, "item differs", "items differ")
        yield f"{name}: unreconciled: {differ}, and there is no consensus"


def _open_evidence(view: View) -> Iterator[str]:
    for _, row in view.bodies:
        place = f"{row.outcome.label}, {row.key}" if row.key else row.outcome.label
        for point in row.open_points:
            yield f"{place}: {point}"
    if not view.outcomes:
        yield "no outcome is entered, so there is no evidence to show"
