"""Submit one's own sheet, and reopen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checklists import Checklist, OverallVerdict
from store.judgements import copies_of
from store.records import WHOLE_STUDY
from store.submission import close, open_again
from store.worksheets import worksheet_of
from workbench.counts import count
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.variants import may_be_there, options_in_words, waiting_governing
from workbench.review.blindness.exposure import seen_when_reopening, seen_when_submitting
from workbench.review.session import ReviewSession, use_case


@use_case
def submit(session: ReviewSession, study: str | Sheet, *, result: str = WHOLE_STUDY) -> Sheet:
    """Submit the sheet: from now on it changes only by being reopened.

    Raises:
        ConflictError: items that are asked have no answer (they are named), or it was submitted before.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        sheet = own.sheet()
        if sheet.submitted:
            raise ConflictError(f"{sheet.study.key} is submitted already")
        require_complete(sheet)
        if own.opened is None:
            raise ConflictError(
                f"{sheet.study.key} cannot be submitted: it is not begun, answer an item first"
            )
        reasons = {target: override.reason for target, override in sheet.overrides.items()}
        seen = seen_when_submitting(session, own.opened.record)
        close(own.opened, copies_of(sheet.verdict, reasons), seen)
        # Nothing that is judged changes by this.
        return replace(sheet, worksheet=worksheet_of(own.opened))


def require_complete(sheet: Sheet) -> None:
    """Refuse to submit a sheet on which something is missing.

    An imported one may have judgements in place of answers: items need none where their domain is judged.

    Raises:
        ConflictError: an item has no answer, or a judgement or a deciding preliminary is missing.
    """
    _refuse_undecided(sheet)
    missing, asked = sheet.verdict.unanswered, sheet.verdict.asked
    if sheet.imported_from is not None:
        missing = tuple(item for item in missing if not _is_judged_without(sheet, item))
    if missing:
        have = "has" if len(missing) == 1 else "have"
        raise ConflictError(
            f"{sheet.study.key} cannot be submitted: {len(missing)} of {count(len(asked), 'item')} {have} "
            f"no answer ({', '.join(missing)}){_silence(sheet.form, missing)}"
        )
    if sheet.appraisal is not None:
        _refuse_unjudged(sheet)


def _is_judged_without(sheet: Sheet, item: str) -> bool:
    """Return True if an item of an imported sheet needs no answer: its domain was judged elsewhere.

    So do the items of a domain that another variant has, and, where nothing was answered at all, those on
    another axis than the main one, which other tools do not know.
    """
    domain = sheet.checklist.domain_of(item)
    if domain.id in sheet.overrides:
        return True
    if sheet.codes or domain.judged_by == "none":
        return False
    is_beside = domain.axis is not None and domain.axis != sheet.checklist.main_axis
    return is_beside or not may_be_there(sheet.checklist, domain, sheet.preliminaries)


def _silence(checklist: Checklist, missing: Sequence[str]) -> str:
    """Say which answer means that the text is silent, where the open items offer one."""
    offered = [option for item in missing for option in checklist.options(item) if option.tone == "unknown"]
    return f"; {offered[0].code} says that the text gives no information" if offered else ""


def _refuse_undecided(sheet: Sheet) -> None:
    """Refuse to submit while a preliminary that anything depends on is not filled in.

    Raises:
        ConflictError: one is not.
    """
    waiting = waiting_governing(sheet.checklist, sheet.preliminaries)
    if sheet.imported_from is not None and not sheet.codes:
        # Without answers it does not matter which items are asked, but which domains are there.
        needed = {each.preliminary for domain in sheet.checklist.domains for each in domain.only_if}
        waiting = tuple(each for each in waiting if each.id in needed)
    is_stopped = any(whole.stopped for whole in sheet.verdict.overalls.values())
    if waiting and not is_stopped:
        names = ", ".join(each.id for each in waiting)
        is_needed = "decides what is asked or judged, and is not" if len(waiting) == 1 else "are not"
        raise ConflictError(
            f"{sheet.study.key} cannot be submitted: {names} {is_needed} filled in; do it with "
            f"`workbench answer {sheet.study.key} {waiting[0].id} …` ({options_in_words(waiting[0])})"
        )


def waiting_targets(sheet: Sheet) -> tuple[str, ...]:
    """Return the domains, and wholes, that wait for the reviewer's own judgement."""
    return tuple(
        each.target if isinstance(each, OverallVerdict) else each.id for each in sheet.verdict.to_judge
    )


def _refuse_unjudged(sheet: Sheet) -> None:
    """Refuse to submit while a judgement that the reviewer is to give is missing.

    Raises:
        ConflictError: one is.
    """
    key, waiting = sheet.study.key, waiting_targets(sheet)
    if sheet.imported_from is not None and not waiting:
        wholes = sheet.verdict.overalls.values()
        waiting = tuple(
            each.target
            for each in wholes
            if each.final is None and each.is_needed and each.axis in (None, sheet.checklist.main_axis)
        )
    if waiting:
        verb = "is" if len(waiting) == 1 else "are"
        raise ConflictError(
            f"{key} cannot be submitted: {', '.join(waiting)} {verb} for you to judge; say the level and why "
            f"with `workbench override {key} {waiting[0]} LEVEL --reason …`"
        )


@use_case
def reopen(session: ReviewSession, study: str | Sheet, reason: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Make a submitted sheet a draft again; the reason stands in the history.

    Raises:
        UsageError: no reason.
        ConflictError: it is not submitted.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        if not reason.strip():
            raise UsageError("reopening needs a reason: it stands in the history")
        if own.opened is None or not own.is_submitted:
            raise ConflictError(f"{own.judged.study.key} is not submitted, so there is nothing to reopen")
        open_again(own.opened, reason.strip(), seen_when_reopening(session, own.opened.record))
        return own.sheet()
