"""Answer the items of one's own sheet: codes, notes, preliminaries, and taking changes back.

Every function takes the study as the user names it (key, unambiguous prefix, DOI), or the sheet that the
caller has in hand. It saves in one transaction, and returns the sheet as it stands afterwards.
"""

from __future__ import annotations

from checklists import Checklist, Preliminary
from checklists.errors import did_you_mean
from store import appraisals as stored
from store.answers import set_code, set_note
from store.preliminaries import set_preliminary
from store.quotes import tie
from store.records import WHOLE_STUDY
from store.undo import take_back_last
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.own_sheet import OwnSheet, StudyResult, changing, find_result
from workbench.review.appraisals.quotes import Located, locate
from workbench.review.appraisals.resolve import known_code, known_item
from workbench.review.appraisals.sheets import Sheet, read_sheet
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.study_list import find


@use_case
def judge_study(session: ReviewSession, text: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Read the viewer's own sheet: the answers so far and the judgement that follows from them."""
    return read_sheet(session, find(session, text), result)


@use_case
def answer(
    session: ReviewSession,
    study: str | Sheet,
    item: str,
    code: str,
    *,
    note: str | None = None,
    quote: str | None = None,
    result: str = WHOLE_STUDY,
) -> Sheet:
    """Answer one item, or fill in one preliminary; optionally with a note and a passage that backs it.

    The passage is looked up before anything is saved, so a refused quote leaves the old answer alone.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of an item or a preliminary.
        code: the answer, or the value of the preliminary.
        note: words on the answer, in the place of any before; None leaves them.
        quote: words that stand in a document of the study; None adds no passage.
        result: the result that is judged.

    Raises:
        UsageError: no such item, no such answer, or the quote is in no document of the study.
        ConflictError: the appraisal is submitted.
    """
    meant = find_result(session, study, result)
    passage = None if quote is None else _look_up(session, meant, quote)
    with changing(session, meant) as own:
        preliminary = _preliminary(own.checklist, item)
        if preliminary is not None:
            _refuse_extras(item, note, quote)
            _fill_in(own, preliminary, code)
            return own.sheet()
        item = known_item(own.checklist, item)
        code = known_code(own.checklist, item, code)
        if isinstance(passage, UsageError):
            raise passage
        set_code(own.draft, item, code)
        if note is not None:
            set_note(own.draft, item, note)
        if passage is not None:
            tie(own.draft, item, passage.document.id, passage.start, passage.end)
        return own.sheet()


@use_case
def clear_answer(
    session: ReviewSession, study: str | Sheet, item: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Take an answer away; its note stays."""
    with changing(session, find_result(session, study, result), begins=False) as own:
        item = known_item(own.checklist, item)
        if own.opened is not None:
            set_code(own.opened, item, None)
        return own.sheet()


@use_case
def note(
    session: ReviewSession, study: str | Sheet, item: str, words: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Write the note of an item, answered or not; empty words take it away."""
    with changing(session, find_result(session, study, result)) as own:
        set_note(own.draft, known_item(own.checklist, item), words)
        return own.sheet()


@use_case
def nothing_found(
    session: ReviewSession, study: str | Sheet, item: str, passages: int, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Answer an item with "no information", and note that the text was searched in vain.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of the item.
        passages: how many passages with cues of the item were there to be read.
        result: the result that is judged.

    Raises:
        UsageError: no such item, or it does not take NI.
        ConflictError: the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result)) as own:
        item = known_item(own.checklist, item)
        set_code(own.draft, item, known_code(own.checklist, item, "NI"))
        words = f"Searched, nothing found ({passages} passages with cues)."
        before = own.draft.answers[item].note
        if words not in before:
            set_note(own.draft, item, "\n".join(filter(None, [before, words])))
        return own.sheet()


@use_case
def undo(session: ReviewSession, study: str | Sheet, *, result: str = WHOLE_STUDY) -> tuple[Sheet, str]:
    """Take back the last change of this appraisal that was not taken back yet.

    Returns:
        The sheet, and in words what was undone.

    Raises:
        ConflictError: there is nothing to undo, or the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        event = take_back_last(own.opened) if own.opened is not None else None
        if event is None:
            raise ConflictError(f"{own.judged.study.key}: nothing to undo")
        return own.sheet(), f"{event.action} {event.target}".strip()


@use_case
def results(session: ReviewSession, text: str) -> list[str]:
    """List the results of a study that the viewer has begun to judge; the whole study always comes first."""
    study = find(session, text)
    mine = stored.find_appraisals(session.db, study_id=study.id, reviewer=session.require_reviewer())
    named = sorted({appraisal.result for appraisal in mine if appraisal.result != WHOLE_STUDY})
    return [WHOLE_STUDY, *named]


def _look_up(session: ReviewSession, meant: StudyResult, quote: str) -> Located | UsageError:
    """Find a quote, or the reason to refuse it.

    Long texts take a while to search, so this is done before the transaction, in which others have to wait. A
    wrong item is still told first.
    """
    try:
        return locate(session, meant.study, quote)
    except UsageError as refusal:
        return refusal


def _fill_in(own: OwnSheet, preliminary: Preliminary, value: str) -> None:
    shared = preliminary.scope == "review"
    set_preliminary(own.draft, preliminary.id, _checked_value(preliminary, value), shared=shared)


def _checked_value(preliminary: Preliminary, value: str) -> str:
    """Return the value as stored: free words, one option, or several joined by a comma and a space."""
    if not preliminary.options:
        return value.strip()
    chosen = [part.strip() for part in value.split(",")] if preliminary.many else [value.strip()]
    for option in chosen:
        if option and option not in preliminary.options:
            raise UsageError(
                f"{preliminary.id} does not take {option!r}: {did_you_mean(option, preliminary.options)}"
            )
    return ", ".join(option for option in preliminary.options if option in chosen)


def _refuse_extras(item: str, note: str | None, quote: str | None) -> None:
    if note is not None or quote is not None:
        raise UsageError(f"{item} is a preliminary: it takes no note and no quote, write all into its value")


def _preliminary(checklist: Checklist, text: str) -> Preliminary | None:
    wanted = text.strip().casefold()
    return next((each for each in checklist.preliminaries if each.id.casefold() == wanted), None)
