"""Build the rows of the long form: every answer, judgement, preliminary and passage of some sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checklists import DomainVerdict, OverallVerdict
from checklists.language.model import DIRECTION
from workbench.output import Cell
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import Sheet
from workbench.review.session import CONSENSUS, ReviewSession

LongRow = dict[str, Cell]


def long_rows(session: ReviewSession, sheets: Sequence[Sheet]) -> Iterator[LongRow]:
    """Yield the rows sheet after sheet, in the order of the checklist."""
    anchors = Anchors(session)
    for sheet in sheets:
        whose = _whose(sheet)
        rows = (_preliminaries, _answers, _directions, _judgements, _totals)
        for row in (*(each for build in rows for each in build(sheet)), *_quotes(sheet, anchors)):
            yield whose | row


def _whose(sheet: Sheet) -> LongRow:
    return {
        "study": sheet.study.key,
        "result": sheet.result,
        "reviewer": sheet.reviewer,
        "kind": "consensus" if sheet.reviewer == CONSENSUS else "independent",
        "state": sheet.state,
        "checklist": sheet.checklist.id,
        "checklist_version": sheet.checklist.version,
        "checklist_sha256": sheet.checklist.sha256,
        "imported_from": sheet.imported_from,
    }


def _preliminaries(sheet: Sheet) -> Iterator[LongRow]:
    for item, value in sorted(sheet.preliminaries.items()):
        yield {"row": "preliminary", "item": item, "text": value}


def _answers(sheet: Sheet) -> Iterator[LongRow]:
    """Yield every item, answered or not, and answers to items that are not asked any more."""
    checklist, asked = sheet.checklist, set(sheet.verdict.shown)
    for item in checklist.items:
        given = sheet.answers.get(item.id)
        code = given.code if given else None
        yield {
            "row": "answer",
            "domain": checklist.domain_of(item.id).id,
            "item": item.id,
            "asked": item.id in asked,
            "code": code,
            "label": checklist.answers[code].label if code else None,
            "note": given.note if given else None,
            "decided_by": given.decided_by if given else None,
            "at": given.answered_at.isoformat() if given else None,
        }


def _directions(sheet: Sheet) -> Iterator[LongRow]:
    """Yield the predicted directions of bias that are given."""
    for item in directions(sheet.checklist):
        given = sheet.answers.get(item)
        if given is not None and given.code is not None:
            yield {
                "row": "direction",
                "domain": item.removesuffix(DIRECTION),
                "item": item,
                "code": given.code,
                "label": given.code.replace("_", " "),
                "decided_by": given.decided_by,
                "at": given.answered_at.isoformat(),
            }


def _totals(sheet: Sheet) -> Iterator[LongRow]:
    """Yield the totals: the sum, empty while it is open, and what it is out of."""
    for total in sheet.checklist.totals:
        value = sheet.verdict.totals[total.id]
        yield {
            "row": "total",
            "domain": total.id,
            "code": None if value is None else str(value),
            "label": sheet.total_in_words(total.id),
            "text": total.title,
        }


def _judgements(sheet: Sheet) -> Iterator[LongRow]:
    for target in sheet.form.targets:
        yield _judgement(sheet, target, sheet.verdict.on(target))


def _judgement(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> LongRow:
    override = sheet.overrides.get(target)
    return {
        "row": "judgement",
        "domain": target,
        "suggested": verdict.suggested,
        "final": verdict.final,
        "rule": verdict.rule,
        "because": verdict.because,
        "override_reason": override.reason if override else None,
        "decided_by": override.decided_by if override else None,
        "at": override.made_at.isoformat() if override else None,
    }


def _quotes(sheet: Sheet, anchors: Anchors) -> Iterator[LongRow]:
    """Yield each passage with its place in the document where it can be read now, and what is odd."""
    for anchor in anchors.of(sheet):
        quote = anchor.quote
        yield {
            "row": "quote",
            "domain": sheet.checklist.domain_of(quote.item_id).id,
            "item": quote.item_id,
            "document": anchor.document.source_name if anchor.document else None,
            "start": anchor.start,
            "end": anchor.end,
            "note": anchor.flag or None,
            "text": quote.text,
        }
