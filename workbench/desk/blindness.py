"""Who may see whose work: the one gate that every screen, command, table and history goes through.

The promise: nobody sees another reviewer's answers, notes or judgements of a study before having
submitted an appraisal of the same result of that study with the same checklist, and then only what the
other has submitted too. Until then a reviewer can only learn that another is done or not. A consensus holds
what its reviewers submitted, so it is seen by those only who may see all of that.

Blindness can be lifted for the whole review, with a reason that stands in the history: every reviewer then
sees what others have submitted, whether done or not. Drafts stay hidden all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from store import appraisals as stored
from store import reviews
from store.records import Appraisal, AppraisalKind, AppraisalState, Event
from workbench.desk.session import Desk

Place = tuple[UUID, str, str]
"""What two appraisals must have in common to be compared: study, result, id of the checklist."""


def visible_to(desk: Desk, appraisals: Iterable[Appraisal]) -> list[Appraisal]:
    """The appraisals whose content the viewer may see, in the order given.

    Args:
        desk: the viewer is who sits at it; somebody unknown sees nobody's work.
        appraisals: of one study or of many; the viewer's own must be among them, drafts too.
    """
    if desk.reviewer is None:
        return []
    everything = list(appraisals)
    finished = _finished_by(desk.reviewer, everything)
    blind = reviews.read_review(desk.db).blind
    return [one for one in everything if _is_open(one, desk.reviewer, not blind or place_of(one) in finished)]


def visible_ids(desk: Desk, appraisals: Iterable[Appraisal]) -> set[UUID]:
    """The ids of what `visible_to` lets through."""
    return {one.id for one in visible_to(desk, appraisals)}


def unseen_reviewers(desk: Desk) -> set[str]:
    """Handles of those who have an appraisal of their own that the viewer may not see.

    Their ratings of risk of bias, and the reasons for them, say what is in it, and stay hidden with it.
    """
    everyone = stored.find_appraisals(desk.db, kind=AppraisalKind.INDEPENDENT)
    seen = visible_ids(desk, everyone)
    return {one.reviewer for one in everyone if one.id not in seen}


def tells_of_appraisals(event: Event) -> bool:
    """Whether an event is a rating that rests on appraisals."""
    return event.action.startswith("rating") and event.target.endswith("RiskOfBias")


def place_of(one: Appraisal) -> Place:
    """What the appraisal is about."""
    return (one.study_id, one.result, one.checklist_id)


def _finished_by(viewer: str, appraisals: list[Appraisal]) -> set[Place]:
    """What the viewer has submitted, and has no draft of open."""
    own = [one for one in appraisals if one.reviewer == viewer and one.kind is AppraisalKind.INDEPENDENT]
    submitted = {place_of(one) for one in own if one.state is AppraisalState.SUBMITTED}
    return submitted - {place_of(one) for one in own if one.state is AppraisalState.DRAFT}


def _is_open(one: Appraisal, viewer: str, may_see_others: bool) -> bool:
    if one.kind is AppraisalKind.CONSENSUS:
        # Whoever began it may have reopened the own appraisal since, and is blind again.
        return may_see_others
    return one.reviewer == viewer or (may_see_others and one.state is AppraisalState.SUBMITTED)
