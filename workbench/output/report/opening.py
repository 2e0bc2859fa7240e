"""Tell what the page says first: how much there is, of what day, and how its symbols are read."""

from __future__ import annotations

from workbench.output.figures.subjects import Certainties
from workbench.output.report.content import Report
from workbench.output.symbols import SYMBOLS, TIERS, Symbol
from workbench.output.table import cell_text

_CONSENSUS = "consensus"
"""The reviewer of what reviewers agreed on, who is no person."""


def facts(report: Report) -> tuple[str, ...]:
    """Return how much there is, each a few words."""
    studies = next((len(table.rows) for table in report.tables if table.name == "characteristics"), 0)
    agreed = sum(appraisal.reviewer == _CONSENSUS for appraisal in report.appraisals)
    people = sorted({appraisal.reviewer for appraisal in report.appraisals} - {_CONSENSUS})
    by = f" by {', '.join(people)}" if people else ""
    drafts = sum(appraisal.state != "submitted" for appraisal in report.appraisals)
    told = [
        _count(studies, "study", "studies"),
        _count(len(report.appraisals) - agreed, "appraisal", "appraisals") + by,
        _count(agreed, "consensus", "consensuses"),
        _count(drafts, "of them a draft", "of them drafts") if drafts else "",
        _count(len(report.instruments), "checklist", "checklists"),
        _bodies(report),
        _day(report),
    ]
    return tuple(filter(None, told))


def _bodies(report: Report) -> str:
    """Return the bodies of evidence, and how many have their certainty."""
    rows = [row for figure in report.figures if isinstance(figure, Certainties) for row in figure.rows]
    graded = sum(row.symbols != "" for row in rows)
    told = _count(len(rows), "body of evidence", "bodies of evidence")
    return told and f"{told}{' graded' if graded == len(rows) else f', {graded} graded'}"


def _day(report: Report) -> str:
    """Return the day of the last change rather than of the writing: the same review makes the same page."""
    if "at" not in report.history.ids or not report.history.rows:
        return ""
    at = report.history.ids.index("at")
    return "last changed " + max(cell_text(row[at]) for row in report.history.rows).partition(" ")[0]


def _count(number: int, single: str, many: str) -> str:
    return f"{number} {single if number == 1 else many}" if number else ""


def legend(report: Report) -> tuple[Symbol, ...]:
    """Return the symbols that the appraisals use, from best to worst."""
    met = {
        judged.symbol(judged.final)
        for appraisal in report.appraisals
        for judged in appraisal.judged
        if not judged.standing
    }
    return tuple(sorted(met, key=_place))


def _place(symbol: Symbol) -> tuple[int, str, int, str]:
    known = list(SYMBOLS).index(symbol.level) if symbol.level in SYMBOLS else len(SYMBOLS)
    return TIERS.index(symbol.tier), symbol.symbol, known, symbol.word


def starred(report: Report) -> bool:
    """Return True if any judgement was overridden."""
    return any(judged.is_overridden for appraisal in report.appraisals for judged in appraisal.judged)
