"""Who may see whose work: the one gate that every screen, command, table and history goes through.

The promise: nobody sees another reviewer's answers, notes or judgements of a study before having
submitted an appraisal of the same result of that study, and then only what the other has submitted too.
Until then a reviewer can only learn that another is done or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from store.records import Appraisal, AppraisalKind, AppraisalState


def visible_to(viewer: str | None, appraisals: Iterable[Appraisal]) -> list[Appraisal]:
    """The appraisals whose content `viewer` may see, in the order given.

    Args:
        viewer: a reviewer's handle, or None for somebody unknown, who sees nobody's work.
        appraisals: of one study or of many.
    """
    everything = list(appraisals)
    finished = _finished_by(viewer, everything)
    return [one for one in everything if _is_open(one, viewer, finished)]


def visible_ids(viewer: str | None, appraisals: Iterable[Appraisal]) -> set[UUID]:
    """The ids of what `visible_to` lets through."""
    return {one.id for one in visible_to(viewer, appraisals)}


def _finished_by(viewer: str | None, appraisals: list[Appraisal]) -> dict[UUID, set[str]]:
    """Study id to the results that `viewer` has submitted, with no draft of the same result left open."""
    submitted: dict[UUID, set[str]] = defaultdict(set)
    open_drafts: dict[UUID, set[str]] = defaultdict(set)
    for one in appraisals:
        if one.reviewer == viewer and one.kind is AppraisalKind.INDEPENDENT:
            done = one.state is AppraisalState.SUBMITTED
            (submitted if done else open_drafts)[one.study_id].add(one.result)
    return {study: results - open_drafts[study] for study, results in submitted.items()}


def _is_open(one: Appraisal, viewer: str | None, finished: dict[UUID, set[str]]) -> bool:
    if viewer is None:
        return False
    if one.reviewer == viewer:
        return True
    return one.state is AppraisalState.SUBMITTED and one.result in finished.get(one.study_id, set())
