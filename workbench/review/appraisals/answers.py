"""Answering, judging, overriding, submitting: the work on one's own appraisal.

Every function takes the study as the user names it (key, unambiguous prefix, DOI), saves at once, and
returns the sheet as it stands afterwards.
"""

from __future__ import annotations

from checklists import Checklist, Preliminary
from checklists.errors import did_you_mean
from store import appraisals as stored
from store.records import WHOLE_STUDY
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.appraisals.quotes import locate
from workbench.review.appraisals.resolve import known_code, known_item, known_level, known_target
from workbench.review.appraisals.sheets import Sheet, begin, read_sheet
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.study_list import find


@use_case
def judge_study(session: ReviewSession, text: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """The viewer's own sheet: answers so far and the judgement that follows from them."""
    return read_sheet(session, find(session, text), result)


@use_case
def answer(
    session: ReviewSession,
    text: str,
    item: str,
    code: str,
    *,
    note: str | None = None,
    quote: str | None = None,
    result: str = WHOLE_STUDY,
) -> Sheet:
    """Answer one item, or fill in one preliminary; optionally with a note and a passage that backs it.

    The passage is looked up before anything is saved, so a refused quote leaves the old answer alone.

    Raises:
        UsageError: no such item, no such answer, or the quote is in no document of the study.
        ConflictError: the appraisal is submitted.
    """
    sheet = judge_study(session, text, result=result)
    preliminary = _preliminary(sheet.checklist, item)
    if preliminary is not None:
        _refuse_extras(item, note, quote)
        return _fill_in(session, sheet, preliminary, code)
    item = known_item(sheet.checklist, item)
    code = known_code(sheet.checklist, item, code)
    found = locate(session, sheet.study, quote) if quote is not None else None
    appraisal = begin(session, sheet)
    reviewer = session.require_reviewer()
    stored.save_answer(session.db, appraisal.id, item, code, by=reviewer)
    if note is not None:
        stored.save_note(session.db, appraisal.id, item, note, by=reviewer)
    if found is not None:
        stored.add_quote(
            session.db, appraisal.id, item, found.document.id, found.start, found.end, by=reviewer
        )
    return _again(session, sheet)


@use_case
def clear_answer(session: ReviewSession, text: str, item: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Take an answer away; its note stays."""
    sheet = judge_study(session, text, result=result)
    item = known_item(sheet.checklist, item)
    if sheet.appraisal is not None:
        stored.clear_answer(session.db, sheet.appraisal.id, item, by=session.require_reviewer())
    return _again(session, sheet)


@use_case
def note(session: ReviewSession, text: str, item: str, words: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Write the note of an item, answered or not; empty words take it away."""
    sheet = judge_study(session, text, result=result)
    item = known_item(sheet.checklist, item)
    appraisal = begin(session, sheet)
    stored.save_note(session.db, appraisal.id, item, words, by=session.require_reviewer())
    return _again(session, sheet)


@use_case
def override(
    session: ReviewSession, text: str, target: str, judgement: str, reason: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Set a final judgement that differs from the suggested one.

    Args:
        target: a domain id, or `overall` for the whole.
        judgement: id of a level of the checklist's scale.
        reason: why; required.

    Raises:
        UsageError: unknown domain or level, or no reason.
    """
    sheet = judge_study(session, text, result=result)
    target = known_target(sheet.checklist, target)
    level = known_level(sheet.checklist, judgement)
    if not reason.strip():
        raise UsageError("an override needs a reason: say why the suggested judgement does not fit")
    appraisal = begin(session, sheet)
    stored.save_override(
        session.db, appraisal.id, target, level, reason.strip(), by=session.require_reviewer()
    )
    return _again(session, sheet)


@use_case
def clear_override(session: ReviewSession, text: str, target: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Go back to the suggested judgement.

    Raises:
        NotFoundError: there is no override to take away.
    """
    sheet = judge_study(session, text, result=result)
    target = known_target(sheet.checklist, target)
    if sheet.appraisal is None or target not in sheet.overrides:
        raise NotFoundError(f"{sheet.study.key}: nothing overrides {target}")
    stored.clear_override(session.db, sheet.appraisal.id, target, by=session.require_reviewer())
    return _again(session, sheet)


@use_case
def submit(session: ReviewSession, text: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Submit the appraisal; from then on it changes only by being reopened.

    Raises:
        ConflictError: items that are asked have no answer (they are named), or it was submitted before.
    """
    sheet = judge_study(session, text, result=result)
    if sheet.submitted:
        raise ConflictError(f"{sheet.study.key} is submitted already")
    missing = sheet.verdict.unanswered
    if missing or sheet.appraisal is None:
        raise ConflictError(
            f"{sheet.study.key} cannot be submitted: {len(missing)} of {len(sheet.verdict.asked)} items have "
            f"no answer ({', '.join(missing)}); NI says that the text gives no information"
        )
    stored.submit(session.db, sheet.appraisal.id, by=session.require_reviewer())
    return _again(session, sheet)


@use_case
def reopen(session: ReviewSession, text: str, reason: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Make a submitted appraisal a draft again; the reason stands in the history.

    Raises:
        UsageError: no reason.
        ConflictError: it is not submitted.
    """
    sheet = judge_study(session, text, result=result)
    if not reason.strip():
        raise UsageError("reopening needs a reason: it stands in the history")
    if sheet.appraisal is None or not sheet.submitted:
        raise ConflictError(f"{sheet.study.key} is not submitted, so there is nothing to reopen")
    stored.reopen(session.db, sheet.appraisal.id, reason.strip(), by=session.require_reviewer())
    return _again(session, sheet)


@use_case
def undo(session: ReviewSession, text: str, *, result: str = WHOLE_STUDY) -> tuple[Sheet, str]:
    """Take back the last change of this appraisal that was not taken back yet.

    Returns:
        The sheet, and in words what was undone.

    Raises:
        ConflictError: there is nothing to undo, or the appraisal is submitted.
    """
    sheet = judge_study(session, text, result=result)
    event = None
    if sheet.appraisal is not None:
        event = stored.undo_last(session.db, sheet.appraisal.id, by=session.require_reviewer())
    if event is None:
        raise ConflictError(f"{sheet.study.key}: nothing to undo")
    return _again(session, sheet), f"{event.action} {event.target}".strip()


@use_case
def nothing_found(
    session: ReviewSession, text: str, item: str, passages: int, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Answer an item with "no information" and note that the text was searched in vain.

    Args:
        passages: how many passages with cues of the item were there to be read.
    """
    sheet = judge_study(session, text, result=result)
    item = known_item(sheet.checklist, item)
    given = sheet.answers.get(item)
    words = f"Searched, nothing found ({passages} passages with cues)."
    old = given.note if given else ""
    note_text = old if words in old else "\n".join(filter(None, [old, words]))
    return answer(session, text, item, "NI", note=note_text, result=result)


@use_case
def results(session: ReviewSession, text: str) -> list[str]:
    """The results of a study that the viewer has begun to judge; the whole study always comes first."""
    study = find(session, text)
    mine = stored.find_appraisals(session.db, study_id=study.id, reviewer=session.require_reviewer())
    named = sorted({one.result for one in mine if one.result != WHOLE_STUDY})
    return [WHOLE_STUDY, *named]


def _again(session: ReviewSession, sheet: Sheet) -> Sheet:
    return read_sheet(session, sheet.study, sheet.result)


def _fill_in(session: ReviewSession, sheet: Sheet, preliminary: Preliminary, value: str) -> Sheet:
    value = _checked_value(preliminary, value)
    appraisal = begin(session, sheet)
    shared = preliminary.scope == "review"
    stored.save_preliminary(
        session.db, appraisal.id, preliminary.id, value, by=session.require_reviewer(), shared=shared
    )
    return _again(session, sheet)


def _checked_value(preliminary: Preliminary, value: str) -> str:
    """The value as stored: free words, one option, or several options joined by a comma and a space."""
    if not preliminary.options:
        return value.strip()
    chosen = [part.strip() for part in value.split(",")] if preliminary.many else [value.strip()]
    for one in chosen:
        if one and one not in preliminary.options:
            raise UsageError(
                f"{preliminary.id} does not take {one!r}: {did_you_mean(one, preliminary.options)}"
            )
    return ", ".join(option for option in preliminary.options if option in chosen)


def _refuse_extras(item: str, note: str | None, quote: str | None) -> None:
    if note is not None or quote is not None:
        raise UsageError(f"{item} is a preliminary: it takes no note and no quote, write all into its value")


def _preliminary(checklist: Checklist, text: str) -> Preliminary | None:
    wanted = text.strip().casefold()
    return next((one for one in checklist.preliminaries if one.id.casefold() == wanted), None)
