"""The whole review for a report or a document: tables, methods, appraisals in full, history."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from uuid import UUID

from store import documents, reviews
from store.records import OVERALL, Quote
from workbench.desk import tables
from workbench.desk.history import HistoryLine, list_events
from workbench.desk.material import Of, gather
from workbench.desk.methods import sentences
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import Sheet
from workbench.output import Column, Table
from workbench.output.report.content import Answered, Appraised, Judged, Passage, Report

CONTEXT = 160
"""Characters of a document that are shown before and after a quote."""


@use_case
def report(desk: Desk, of: Of = "consensus") -> Report:
    """Everything that the viewer may see, ready to be written.

    Raises:
        UsageError: nobody said who is looking.
    """
    review = reviews.read_review(desk.db)
    quoting = Quoting(desk)
    return Report(
        review.title,
        review.question,
        desk.require_reviewer(),
        tuple(sentences(desk)),
        tuple(block for name in tables.NAMES for block in tables.build(desk, name, of)),
        tuple(_appraised(sheet, quoting) for sheet in gather(desk, "all").sheets),
        _history(list_events(desk)),
    )


class Quoting:
    """Reads the passages around quotes, each document once."""

    def __init__(self, desk: Desk) -> None:
        self.names: dict[UUID, str] = {}
        self.text_of = cache(lambda identity: documents.read_text(desk.db, identity))
        self.documents_of = cache(lambda study: documents.list_documents(desk.db, study))

    def passage(self, sheet: Sheet, quote: Quote) -> Passage:
        """The quote in its context."""
        text = self.text_of(quote.document_id)
        names = {one.id: one.source_name for one in self.documents_of(sheet.study.id)}
        before, after = text[max(0, quote.start - CONTEXT) : quote.start], text[quote.end :][:CONTEXT]
        return Passage(
            ("…" if quote.start > CONTEXT else "") + before,
            quote.text,
            after + ("…" if len(text) > quote.end + CONTEXT else ""),
            names.get(quote.document_id, ""),
        )


def _appraised(sheet: Sheet, quoting: Quoting) -> Appraised:
    overall = sheet.verdict.overall
    checklist = sheet.checklist
    return Appraised(
        sheet.study.key,
        sheet.study.title,
        sheet.result_label,
        sheet.reviewer,
        sheet.state,
        f"{checklist.title} ({checklist.id} {checklist.version})",
        Judged(
            OVERALL,
            "Overall",
            overall.suggested,
            overall.final,
            overall.because or "",
            _reason(sheet, OVERALL),
        ),
        tuple(
            Judged(
                domain.id,
                domain.title,
                domain.suggested,
                domain.final,
                domain.because or "",
                _reason(sheet, domain.id),
                tuple(
                    _answered(sheet, item.id, quoting)
                    for item in checklist.domain(domain.id).items
                    if item.id in sheet.verdict.asked
                ),
            )
            for domain in sheet.verdict.domains
        ),
        tuple(flag.message for flag in sheet.verdict.flags),
    )


def _reason(sheet: Sheet, target: str) -> str:
    found = sheet.overrides.get(target)
    return found.reason if found else ""


def _answered(sheet: Sheet, item_id: str, quoting: Quoting) -> Answered:
    given = sheet.answers.get(item_id)
    code = given.code if given else None
    return Answered(
        item_id,
        sheet.checklist.item(item_id).text,
        f"{code}: {sheet.checklist.answers[code].label}" if code else "",
        given.note if given else "",
        tuple(quoting.passage(sheet, quote) for quote in sheet.quotes if quote.item_id == item_id),
    )


def _history(lines: list[HistoryLine]) -> Table:
    columns = (
        Column("number", "No"),
        Column("at", "When (UTC)"),
        Column("reviewer", "Who"),
        Column("study", "Study"),
        Column("what", "What"),
        Column("why", "Why"),
    )
    rows = tuple(
        (
            line.number,
            f"{line.at:%Y-%m-%d %H:%M:%S}",
            line.reviewer,
            line.study or "",
            _change(line),
            line.reason,
        )
        for line in lines
    )
    return Table("history", "Who changed what, when", columns, rows)


def _change(line: HistoryLine) -> str:
    """What was done, from what to what."""
    what = " ".join(filter(None, [line.action, line.target]))
    change = (
        f": {_words(line.before)} → {_words(line.after)}" if (line.before, line.after) != (None, None) else ""
    )
    undone = f" (takes back {line.undoes})" if line.undoes is not None else ""
    return what + change + undone


def _words(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        parts = (f"{name} {_words(part)}" for name, part in value.items() if part not in ("", None))
        return ", ".join(parts)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
