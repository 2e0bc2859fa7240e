"""Gather the whole review for a report or a document: tables, methods, appraisals in full, history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from checklists import DomainVerdict, OverallVerdict
from checklists.errors import did_you_mean
from store.records import OVERALL
from workbench.errors import NotFoundError, UsageError
from workbench.output import Column, Table
from workbench.output.figures.subjects import Bars, Certainties, Subject
from workbench.output.recorded_items import role_in_words
from workbench.output.report.content import Answered, Appraised, Instrument, Judged, Passage, Report
from workbench.review.admin.history import HistoryLine, lines_of
from workbench.review.appraisals.quote_anchors import Anchor, Anchors
from workbench.review.appraisals.sheets import Sheet, is_own_judgement
from workbench.review.publish.build_figure import figure_of
from workbench.review.publish.figures import FIGURES
from workbench.review.publish.methods_text import sentences_with_limits
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.tables.appraisal_cells import orders_of
from workbench.review.tables.final import require_final
from workbench.review.tables.labels import with_labels
from workbench.review.tables.material import Of, gather
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

SECONDS = len("2025-01-20 12:00:00")
"""Characters of a time up to its seconds."""

CONTEXT = 160
"""Characters of a document that are shown before and after a quote."""


@use_case
def report(
    session: ReviewSession,
    of: Of = "consensus",
    *,
    with_wording: bool = False,
    final: bool = False,
    only: Sequence[str] = (),
    with_drawings: bool = False,
    label: LabelStyle = "key",
) -> Report:
    """Everything that the viewer may see, ready to be written.

    Args:
        session: the open review and its viewer.
        of: which appraisals the tables show.
        with_wording: also the texts of checklists that are somebody else's.
        final: refuse it while anything in it is open.
        only: names of tables and figures that are wanted; none: all tables.
        with_drawings: also what documents draw.
        label: how studies are named in tables and figures.

    Raises:
        UsageError: nobody said who is looking, or there is no table and no figure of such a name.
        NotFinalError: it shall be final, and something is open.
    """
    require_known(only)
    tables = {name: TABLES[name] for name in only or TABLES if name in TABLES}
    session = replace(session, with_wording=with_wording, label=label)
    reader, view = session.require_reviewer(), View(session)
    anchors = Anchors(session)
    view.sheets(view.visible)  # all at once, which takes the fewest statements
    if final:
        require_final(view, tables)
    sheets = gather(view, "all").sheets
    return Report(
        view.review.title,
        view.review.question,
        reader,
        tuple(sentences_with_limits(view)),
        tuple(with_labels((block for kind in tables.values() for block in kind.build(view, of)), view)),
        tuple(_appraised(sheet, anchors) for sheet in sheets),
        _history(lines_of(view)),
        _instruments(sheets),
        _figures(view, of),
        {name: kind.place for name, kind in TABLES.items()},
        _drawings(view, of, only) if with_drawings else (),
    )


def require_known(names: Sequence[str]) -> None:
    """Refuse names of which there is neither a table nor a figure.

    Raises:
        UsageError: one is unknown; the message has the nearest.
    """
    known = tuple(dict.fromkeys((*TABLES, *FIGURES)))
    for name in names:
        if name not in known:
            raise UsageError(f"no table and no figure {name!r}: {did_you_mean(name, known)}")


def _drawings(view: View, of: Of, only: Sequence[str]) -> tuple[tuple[str, Subject], ...]:
    """Return what documents draw, each with its place: what is wanted, as far as there is data."""
    made: list[tuple[str, Subject]] = []
    for name, kind in FIGURES.items():
        if name in only if only else kind.after:
            with suppress(NotFoundError):
                made += [(kind.after, subject) for subject in figure_of(view, name, of=of)]
    return tuple(made)


def _figures(view: View, of: Of) -> tuple[Bars | Certainties, ...]:
    """Return what the page draws by itself, as far as there is anything to draw yet."""
    subjects: list[Subject] = []
    for name in (name for name, kind in FIGURES.items() if kind.in_report):
        with suppress(NotFoundError):
            subjects += figure_of(view, name, of=of)
    return tuple(subject for subject in subjects if isinstance(subject, Bars | Certainties))


def _instruments(sheets: Sequence[Sheet]) -> tuple[Instrument, ...]:
    """The checklists in use, each once, with the titles of the version that was met last."""
    found = {sheet.checklist.id: sheet.checklist for sheet in sheets}
    return tuple(
        Instrument(
            instrument.id,
            instrument.title,
            tuple((domain.id, domain.title) for domain in instrument.domains),
            orders_of(instrument),
        )
        for instrument in found.values()
    )


def _passage(anchor: Anchor) -> Passage:
    """A quote in its context, where its words can be read now."""
    if anchor.document is None:
        return Passage("", anchor.words, "", anchor.source)
    text = anchor.document.text
    start, end = anchor.document.from_source(anchor.start, anchor.end)
    return Passage(
        ("…" if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start],
        text[start:end] or anchor.quote.text,
        text[end:][:CONTEXT] + ("…" if len(text) > end + CONTEXT else ""),
        anchor.source,
    )


def _appraised(sheet: Sheet, anchors: Anchors) -> Appraised:
    checklist, verdict, asked = sheet.checklist, sheet.verdict, sheet.asked_by_domain
    wholes = {
        whole.target: _judged(sheet, whole.target, checklist.title_of(whole.target), whole)
        for whole in verdict.overalls.values()
    }
    overall = wholes.pop(OVERALL, None)
    return Appraised(
        sheet.study.key,
        sheet.study.bibliography.title,
        sheet.result_label,
        sheet.reviewer,
        sheet.state,
        f"{checklist.title} ({checklist.id} {checklist.version})",
        overall,
        tuple(
            _judged(
                sheet,
                domain.id,
                domain.title,
                domain,
                tuple(_answered(sheet, item, anchors) for item in asked[domain.id]),
            )
            for domain in verdict.domains
        ),
        tuple(flag.message for flag in verdict.flags),
        tuple(wholes.values()),
        tuple(f"{total.title}: {sheet.total_in_words(total.id)}" for total in checklist.totals),
    )


def _judged(
    sheet: Sheet,
    target: str,
    title: str,
    verdict: DomainVerdict | OverallVerdict,
    items: tuple[Answered, ...] = (),
) -> Judged:
    standing = "recorded, not judged" if verdict.judged_by == "none" else ""
    return Judged(
        target,
        title,
        verdict.suggested,
        verdict.final,
        verdict.because or "",
        _reason(sheet, target),
        items,
        sheet.order_of(target) if verdict.judged_by != "none" else None,
        is_own_judgement(verdict),
        standing if verdict.is_needed else "not needed",
        (sheet.direction(target) or "").replace("_", " "),
    )


def _reason(sheet: Sheet, target: str) -> str:
    found = sheet.overrides.get(target)
    return found.reason if found else ""


def _answered(sheet: Sheet, item_id: str, anchors: Anchors) -> Answered:
    item = sheet.checklist.item(item_id)
    given = sheet.answers.get(item_id)
    code = given.code if given else None
    return Answered(
        item_id,
        f"{item.text} ({role_in_words(item.role)})" if item.role else item.text,
        f"{code}: {sheet.checklist.answers[code].label}" if code else "",
        given.note if given else "",
        tuple(_passage(anchor) for anchor in anchors.of(sheet, item_id)),
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
            str(line.at)[:SECONDS],
            line.reviewer,
            line.study or "",
            _change(line.action, line.target, _words(line.before), _words(line.after), line.undoes),
            line.reason,
        )
        for line in lines
    )
    return Table("history", "Who changed what, when", columns, rows)


@lru_cache(maxsize=10_000)
def _change(action: str, target: str, before: str | None, after: str | None, undoes: int | None) -> str:
    """What was done, from what to what; of ten thousand changes most are alike."""
    what = " ".join(filter(None, [action, target]))
    values = ("–" if value is None else value for value in (before, after))
    change = f": {' → '.join(values)}" if (before, after) != (None, None) else ""
    return what + change + (f" (takes back {undoes})" if undoes is not None else "")


def _words(value: Any) -> str | None:
    """Return a value of the history in words; None for none."""
    if value is None:
        return None
    if isinstance(value, dict):
        parts = (f"{name} {_words(part)}" for name, part in value.items() if part not in ("", None))
        return ", ".join(parts)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
