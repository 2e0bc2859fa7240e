"""Judge in one's own words: override a suggested level, or choose one where none is suggested."""

from __future__ import annotations

from store.answers import remove_override, set_override
from store.records import WHOLE_STUDY
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.appraisals.resolve import known_level, known_target
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.variants import require_decided, variant_in_words
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
    """Set a final judgement: one that differs from the suggested one, or the reviewer's own where none is.

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
        UsageError: unknown domain or level, a level that the rule does not let choose, or no reason.
        ConflictError: the appraisal is submitted, or the target is not judged in this variant.
    """
    with changing(session, find_result(session, study, result)) as own:
        target = known_target(own.checklist, target)
        level = known_level(own.checklist, target, judgement)
        if not reason.strip():
            raise UsageError("an override needs a reason: say why the suggested judgement does not fit")
        set_override(own.draft, target, level, reason.strip())
        # Judged once, with the override; a refusal takes the whole transaction back.
        sheet = own.sheet()
        require_choosable(sheet, target, level)
        return sheet


def require_choosable(sheet: Sheet, target: str, level: str, *, is_settled: bool = True) -> None:
    """Refuse a level where there is nothing to judge, or where the rules let choose among others.

    Args:
        sheet: the sheet with the level.
        target: what is judged.
        level: the level.
        is_settled: False for a judgement without answers, which does not need to know which items are asked.

    Raises:
        UsageError: the level is not among those that the reviewer may choose.
        ConflictError: the target is not judged in this variant, or not needed.
    """
    if is_settled:
        require_decided(sheet)
    if target not in sheet.form.targets:
        raise ConflictError(f"{target} is not judged in the variant {variant_in_words(sheet.form)}")
    verdict = sheet.verdict.on(target)
    if not verdict.is_needed:
        raise ConflictError(f"{target} is not needed: the appraisal ended before it")
    if verdict.suggested is None and verdict.ask and level not in verdict.ask:
        because = f" ({verdict.because})" if verdict.because else ""
        raise UsageError(f"{target} is yours to judge among {', '.join(verdict.ask)}{because}, not {level}")


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
