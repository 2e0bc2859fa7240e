"""Override judgements of one's own sheet, each with a reason, and return to the suggested ones."""

from __future__ import annotations

from store.answers import remove_override, set_override
from store.records import WHOLE_STUDY
from workbench.errors import NotFoundError, UsageError
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.appraisals.resolve import known_level, known_target
from workbench.review.appraisals.sheets import Sheet
from workbench.review.session import ReviewSession, use_case


@use_case
def override(
    session: ReviewSession,
    study: str | Sheet,
    target: str,
    judgement: str,
    reason: str,
    *,
    result: str = WHOLE_STUDY,
) -> Sheet:
    """Set a final judgement that differs from the suggested one.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        target: a domain id, or `overall` for the whole.
        judgement: id of a level of the checklist's scale.
        reason: why; required.
        result: the result that is judged.

    Returns:
        The sheet as it stands afterwards.

    Raises:
        UsageError: unknown domain or level, or no reason.
        ConflictError: the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result)) as own:
        target = known_target(own.checklist, target)
        level = known_level(own.checklist, target, judgement)
        if not reason.strip():
            raise UsageError("an override needs a reason: say why the suggested judgement does not fit")
        set_override(own.draft, target, level, reason.strip())
        return own.sheet()


@use_case
def clear_override(
    session: ReviewSession, study: str | Sheet, target: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Remove an override, so that the suggested judgement holds again.

    Raises:
        NotFoundError: there is no override to take away.
        ConflictError: the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        target = known_target(own.checklist, target)
        if own.opened is None or target not in own.opened.overrides:
            raise NotFoundError(f"{own.judged.study.key}: nothing overrides {target}")
        remove_override(own.opened, target)
        return own.sheet()
