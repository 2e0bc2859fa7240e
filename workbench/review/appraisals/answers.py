"""Answer the items of one's own sheet: codes, notes, preliminaries, and taking changes back.

Every function takes the study as the user names it (key, unambiguous prefix, DOI), or the sheet that the
caller has in hand. It saves in one transaction, and returns the sheet as it stands afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checklists import Checklist, Preliminary
from store import appraisals as stored
from store import reviews
from store.answers import set_code, set_note
from store.preliminaries import set_preliminary
from store.quotes import tie
from store.records import WHOLE_STUDY
from store.undo import redo_last, take_back_last
from workbench.counts import count
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.own_sheet import OwnSheet, StudyResult, changing, find_result
from workbench.review.appraisals.protocol_links import offered_value
from workbench.review.appraisals.quotes import Located, locate
from workbench.review.appraisals.resolve import checked_value, known_code
from workbench.review.appraisals.results import known_result
from workbench.review.appraisals.sheets import Sheet, read_sheet
from workbench.review.appraisals.variants import (
    SetAsideError,
    require_asked,
    require_decided,
    require_there,
    set_aside,
)
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.records import Event

FOUND_NOTHING = "The reviewer found nothing on this"
"""What the note says of an item that was answered with `nothing_found`; it is followed by what was done."""
_FOUND_NOTHING = re.compile(rf"{FOUND_NOTHING}(?:; \d+ of \d+ passages? with cues looked at)?\.")
"""The whole line, which is replaced when it is said again; what the reviewer wrote stays."""


@use_case
def judge_study(session: ReviewSession, text: str, *, result: str = WHOLE_STUDY) -> Sheet:
    """Read the viewer's own sheet: the answers so far and the judgement that follows from them."""
    study = find(session, text)
    return read_sheet(session, study, known_result(session, study, result))


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
    sets_aside: bool = False,
) -> Sheet:
    """Answer one item, or fill in one preliminary; optionally with a note and a passage that backs it.

    The passage is looked up before anything is saved, so a refused quote leaves the old answer alone.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of an item, of a preliminary, or of a predicted direction such as `D3.direction`.
        code: the answer, or the value of the preliminary.
        note: words on the answer, in the place of any before; None leaves them.
        quote: words that stand in a document of the study; None adds no passage.
        result: the result that is judged.
        sets_aside: a preliminary may change which items are asked, though some of them are answered.

    Raises:
        UsageError: no such item, no such answer, or the quote is in no document of the study.
        SetAsideError: answers would be set aside, and `sets_aside` is False.
        ConflictError: the appraisal is submitted, or it is not settled yet which items are asked.
    """
    meant = find_result(session, study, result)
    passage = None if quote is None else _look_up(session, meant, quote)
    with changing(session, meant) as own:
        preliminary = _preliminary(own.checklist, item)
        if preliminary is not None:
            _refuse_extras(f"{item} is a preliminary", note, quote)
            _fill_in(own, preliminary, code, sets_aside)
            return own.sheet()
        item = own.known_item(item)
        code = known_code(own.checklist, item, code)
        if not own.checklist.has_item(item):
            _refuse_extras(f"{item} is a direction", note, quote)
        _require_there(own, item)
        if isinstance(passage, UsageError):
            raise passage
        set_code(own.draft, item, code)
        if note is not None:
            set_note(own.draft, item, note)
        if passage is not None:
            tie(own.draft, item, passage.document.id, passage.start, passage.end)
        return own.sheet()


@use_case
def take_offered(
    session: ReviewSession,
    study: str | Sheet,
    item: str,
    *,
    result: str = WHOLE_STUDY,
    sets_aside: bool = False,
) -> Sheet:
    """Fill in a preliminary with what the protocol says about it.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of the preliminary.
        result: the result that is judged.
        sets_aside: as in `answer`.

    Raises:
        UsageError: it is no preliminary, or the protocol says nothing about it.
        SetAsideError, ConflictError: as `answer`.
    """
    meant = find_result(session, study, result)
    sheet = read_sheet(session, meant.study, meant.result)
    preliminary = _preliminary(sheet.checklist, item)
    if preliminary is None:
        raise UsageError("give either a CODE (with --note, --quote if need be) or --clear alone")
    offered = offered_value(reviews.read_review(session.db).protocol, sheet.checklist.id, preliminary)
    if not offered:
        raise UsageError(
            f"the protocol says nothing about {preliminary.id} ({preliminary.text}): give its value, or "
            f"write it for all with `workbench protocol set {sheet.checklist.id}.{preliminary.id} VALUE`"
        )
    return answer(session, sheet, preliminary.id, offered, result=result, sets_aside=sets_aside)


@use_case
def clear_answer(
    session: ReviewSession, study: str | Sheet, item: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Take an answer away; its note stays."""
    with changing(session, find_result(session, study, result), begins=False) as own:
        item = own.known_item(item)
        if own.opened is not None:
            set_code(own.opened, item, None)
        return own.sheet()


@use_case
def note(
    session: ReviewSession, study: str | Sheet, item: str, words: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Write the note of an item, answered or not; empty words take it away."""
    with changing(session, find_result(session, study, result)) as own:
        item = own.known_item(item)
        if not own.checklist.has_item(item):
            raise UsageError(f"{item} is a direction: it takes no note")
        _require_there(own, item)
        set_note(own.draft, item, words)
        return own.sheet()


@use_case
def quote(
    session: ReviewSession, study: str | Sheet, item: str, words: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Quote words of a document for an item, answered or not.

    Raises:
        UsageError: no such item, or the words are in no document of the study.
        ConflictError: the appraisal is submitted, or it is not settled yet which items are asked.
    """
    meant = find_result(session, study, result)
    passage = _look_up(session, meant, words)
    with changing(session, meant) as own:
        item = own.known_item(item)
        if not own.checklist.has_item(item):
            raise UsageError(f"{item} is a direction: it takes no quote")
        _require_there(own, item)
        if isinstance(passage, UsageError):
            raise passage
        tie(own.draft, item, passage.document.id, passage.start, passage.end)
        return own.sheet()


@use_case
def nothing_found(
    session: ReviewSession,
    study: str | Sheet,
    item: str,
    passages: int,
    *,
    seen: int = 0,
    result: str = WHOLE_STUDY,
) -> Sheet:
    """Answer an item with the code for "no information", and note that the reviewer found nothing.

    The note says of the passages with cues only what was done: how the text was read nobody else knows.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of the item.
        passages: how many passages with cues of the item were there to be read.
        seen: how many of them were shown to the reviewer one by one.
        result: the result that is judged.

    Raises:
        UsageError: no such item, or it has no such code.
        ConflictError: the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result)) as own:
        item = own.known_item(item)
        _require_there(own, item)
        set_code(own.draft, item, silent_code(own.checklist, item))
        looked_at = f"; {seen} of {count(passages, 'passage')} with cues looked at" if seen else ""
        before = own.draft.answers[item].note.splitlines()
        others = [line for line in before if not _FOUND_NOTHING.fullmatch(line)]
        set_note(own.draft, item, "\n".join([*others, f"{FOUND_NOTHING}{looked_at}."]).strip())
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
        events = take_back_last(own.opened) if own.opened is not None else []
        if not events:
            raise ConflictError(f"{own.judged.study.key}: nothing to undo")
        return own.sheet(), _in_words(events)


@use_case
def redo(session: ReviewSession, study: str | Sheet, *, result: str = WHOLE_STUDY) -> tuple[Sheet, str]:
    """Bring again what was taken back last in this appraisal, as an event of its own.

    Returns:
        The sheet, and in words what was brought again.

    Raises:
        ConflictError: nothing was taken back since the last other change, what was has another value by
            now, or the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        events = redo_last(own.opened) if own.opened is not None else []
        if not events:
            raise ConflictError(f"{own.judged.study.key}: nothing was taken back since your last change")
        return own.sheet(), _in_words(events)


def _in_words(events: Sequence[Event]) -> str:
    """Say what one change changed, such as `answer and note 1.2`."""
    return f"{' and '.join(event.action for event in events)} {events[0].target}".strip()


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


def silent_code(checklist: Checklist, item: str) -> str:
    """Return the code of an item that says that the text gives no information.

    Raises:
        UsageError: it has none.
    """
    silent = [option.code for option in checklist.options(item) if option.tone == "unknown"]
    if not silent:
        raise UsageError(f"item {item} has no answer for no information: {', '.join(checklist.codes(item))}")
    return "NI" if "NI" in silent else silent[0]


def _require_there(own: OwnSheet, item: str) -> None:
    """Refuse an answer where the variant does not ask for it, or is not settled yet.

    Raises:
        ConflictError: it does not, or is not.
    """
    if own.checklist.deciding:
        sheet = own.sheet()
        require_decided(sheet)
        require_there(sheet, item)


def _fill_in(own: OwnSheet, preliminary: Preliminary, value: str, sets_aside: bool) -> None:
    value = checked_value(preliminary, value)
    if own.checklist.deciding:
        _settle_variant(own, preliminary, value, sets_aside)
    shared = preliminary.scope == "review"
    set_preliminary(own.draft, preliminary.id, value, shared=shared)
    if shared and preliminary in own.checklist.deciding:
        # Of what decides the items each appraisal has its own copy, which changes only with it.
        set_preliminary(own.draft, preliminary.id, value)


def _settle_variant(own: OwnSheet, preliminary: Preliminary, value: str, sets_aside: bool) -> None:
    """See that a preliminary is asked, and that answers are set aside only where that was agreed to.

    Raises:
        UsageError: it is not asked.
        SetAsideError: answers would be set aside.
    """
    sheet = own.sheet()
    require_asked(sheet, preliminary)
    items = () if sets_aside else set_aside(sheet, preliminary, value)
    if items:
        answers = count(len(items), "answer is", "answers are")
        raise SetAsideError(
            f"{sheet.study.key}: with {preliminary.id} {value or 'empty'} {answers} no longer asked for "
            f"({', '.join(items)}); they are kept and come back with it. Agree with --set-aside",
            items,
        )


def _refuse_extras(what: str, note: str | None, quote: str | None) -> None:
    if note is not None or quote is not None:
        write = ", write all into its value" if what.endswith("preliminary") else ""
        raise UsageError(f"{what}: it takes no note and no quote{write}")


def _preliminary(checklist: Checklist, text: str) -> Preliminary | None:
    wanted = text.strip().casefold()
    return next((each for each in checklist.preliminaries if each.id.casefold() == wanted), None)
