"""Say which drafts of the viewer are with another checklist than their study is judged by."""

from __future__ import annotations

from store import appraisals as stored
from store import studies as stored_studies
from store.records import AppraisalKind, AppraisalState
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find


@use_case
def drafts_beside(session: ReviewSession) -> tuple[str, ...]:
    """Say in one sentence for each own draft that does not count, since its study has another checklist."""
    if session.reviewer is None:
        return ()
    drafts = [
        each
        for each in stored.find_appraisals(
            session.db, reviewer=session.reviewer, kind=AppraisalKind.INDEPENDENT
        )
        if each.state is AppraisalState.DRAFT
    ]
    present = {row.id: row.checklist for row in stored_studies.list_studies(session.db)} if drafts else {}
    return tuple(
        in_words(each.study_key, each.checklist_id, present[each.study_id])
        for each in drafts
        if each.study_id in present and each.checklist_id != present[each.study_id]
    )


@use_case
def drafts_passed_over(session: ReviewSession, study: str) -> tuple[str, ...]:
    """Say which own drafts an entry passes over that begins the appraisal of a study; usually none.

    Args:
        session: the open review.
        study: what `find` takes.
    """
    if session.reviewer is None:
        return ()
    found = find(session, study)
    own = stored.find_appraisals(
        session.db, study_id=found.id, reviewer=session.reviewer, kind=AppraisalKind.INDEPENDENT
    )
    if any(each.checklist_id == found.checklist for each in own):
        return ()
    return tuple(
        in_words(found.key, each.checklist_id, found.checklist)
        for each in own
        if each.state is AppraisalState.DRAFT
    )


def in_words(study: str, checklist: str, present: str | None) -> str:
    """Say that a draft waits beside the checklist by which a study is judged.

    Args:
        study: key of the study.
        checklist: id of the checklist of the draft.
        present: id of the checklist of the study; None where it has none.
    """
    judged = f"is judged by {present}" if present else "has no checklist"
    return (
        f"{study} {judged}, and your draft with {checklist} waits beside it: "
        f"`workbench assign {study} {checklist}` would go on with that one."
    )
