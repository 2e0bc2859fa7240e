"""Tell on stderr, in one line, what a change to an appraisal led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.output.recorded_items import count_apart
from workbench.output.symbols import LevelOrder, show_judgement, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checklists import DomainVerdict, OverallVerdict
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.session import ReviewSession


def tell(sheet: Sheet, what: str) -> None:
    """Say what was done, how far the appraisal is, and the judgement as it stands now."""
    progress = count_apart(*sheet.progress, of=" of ")
    output.say("; ".join([f"{sheet.study.key}: {what}", progress, *_wholes(sheet)]) + ".")


def known_result(session: ReviewSession, study: str, typed: str) -> str:
    """Return the result that is meant, after warning where it is a new name that no outcome has.

    It is also told where an own draft with another checklist is there, and the appraisal is not begun.
    """
    from workbench.review.appraisals.drafts_beside import drafts_passed_over

    for draft in drafts_passed_over(session, study):
        output.say(draft)
    if not typed.strip():
        return typed
    from workbench.review.appraisals.results import name_result

    named = name_result(session, study, typed)
    if named.warning:
        output.say(named.warning)
    return named.result


def _wholes(sheet: Sheet) -> Iterator[str]:
    """Yield the judgement of the whole, axis by axis, and the totals; nothing where there is neither."""
    for whole in sheet.verdict.overalls.values():
        title = sheet.checklist.title_of(whole.target)
        yield f"{title[0].lower()}{title[1:]}: {standing(sheet, whole.target, whole)}"
    for total in sheet.checklist.totals:
        yield f"{total.title}: {sheet.total_in_words(total.id)}"


def standing(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> str:
    """Write how a judgement stands: its level, the levels to choose among, or those still possible."""
    if verdict.final is None and verdict.ask:
        words = " or ".join(map(word_of, verdict.ask))
        return f"{show_judgement(None)} (for you to judge: {words})"
    if not verdict.is_needed:
        return "not needed"
    if verdict.judged_by == "none":
        return "recorded, not judged"
    return judgement(verdict.final, verdict.possible, sheet.order_of(target))


def judgement(level: str | None, possible: tuple[str, ...], order: LevelOrder | None = None) -> str:
    """Write a judgement as symbol and word, or say which ones are still possible where none follows yet."""
    if level is None and possible:
        words = " or ".join(map(word_of, possible))
        return f"{show_judgement(None)} (still possible: {words})"
    return show_judgement(level, order)
