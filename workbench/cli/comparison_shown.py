"""A comparison to read on a terminal, and as rows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.output.table import Cell, Column, Table
from workbench.visible import show

if TYPE_CHECKING:
    from workbench.desk.comparing import ComparedLine, Comparison, Side

_WIDTH = 100
_INDENT = "    "


def as_text(comparison: Comparison) -> str:
    """The differences with notes and quotes of all sides, then what agrees in a few lines."""
    return "\n".join(_lines(comparison)) + "\n"


def as_table(comparison: Comparison) -> Table:
    """One row a line, with columns for each reviewer."""
    parts = (("", "answer"), ("_note", "note"), ("_quotes", "quotes"))
    names = [f"{name}{end}" for name in comparison.reviewers for end, _ in parts]
    titles = [f"{name}: {what}" for name in comparison.reviewers for _, what in parts]
    columns = (
        *(Column("kind", "Kind"), Column("id", "Id"), Column("title", "Title")),
        *(Column(name, title) for name, title in zip(names, titles, strict=True)),
        *(Column("agree", "Agree"), Column("changes_judgement", "Changes a judgement")),
        *(Column("consensus", "Consensus"), Column("consensus_reason", "Reason")),
    )
    rows = tuple(_row(line) for line in comparison.lines)
    return Table("compare", heading(comparison), columns, rows, (*comparison.warnings, summary(comparison)))


def heading(comparison: Comparison) -> str:
    """What is compared, by whom."""
    checklist = f"{comparison.checklist_title} ({comparison.checklist_id})"
    return " · ".join((comparison.study, comparison.result, checklist, ", ".join(comparison.reviewers)))


def summary(comparison: Comparison) -> str:
    """How many differences there are, and how far the consensus is."""
    apart = sum(not line.agree for line in comparison.lines)
    waiting = ", ".join(comparison.unresolved)
    unsettled = f"{len(comparison.unresolved)} not settled: {waiting}" if waiting else "all settled"
    state = {"none": "no consensus yet", "draft": "consensus is a draft", "submitted": "consensus submitted"}
    return f"{apart} differences; {unsettled}; {state[comparison.consensus_state]}"


def _row(line: ComparedLine) -> tuple[Cell, ...]:
    sides = (cell for side in line.sides for cell in (side.code, side.note, _quotes(side)))
    consensus = line.consensus.code if line.consensus else None
    return (
        *(line.kind, line.id, line.title),
        *sides,
        *(line.agree, line.changes_judgement, consensus, line.consensus_reason),
    )


def _quotes(side: Side) -> str:
    return " | ".join(f"“{quote}”" for quote in side.quotes)


def _lines(comparison: Comparison) -> Iterator[str]:
    yield show(heading(comparison))
    for warning in comparison.warnings:
        yield from _paragraph(f"! {warning}", "")
    yield from _paragraph(summary(comparison), "")
    apart = [line for line in comparison.lines if not line.agree]
    for title, wanted in (("change a judgement", True), ("change no judgement", False)):
        group = [line for line in apart if line.changes_judgement == wanted]
        if group:
            yield from ("", f"Differences that {title}")
        for line in group:
            yield from _difference(line)
    alike = [f"{line.id} {line.sides[0].code or '–'}" for line in comparison.lines if line.agree]
    if alike:
        yield ""
        yield from _paragraph(f"Alike: {', '.join(alike)}", "")


def _difference(line: ComparedLine) -> Iterator[str]:
    yield from _paragraph(f"{line.id}  {line.title}", "")
    for side in line.sides:
        note = f" — {side.note}" if side.note else ""
        yield from _paragraph(f"{side.reviewer}: {_answer(line, side)}{note}", _INDENT)
        for quote in side.quotes:
            yield from _paragraph(f"“{quote}”", _INDENT * 2)
    if line.consensus is None:
        yield f"{_INDENT}⇒ not settled"
    else:
        yield from _paragraph(f"⇒ {_answer(line, line.consensus)} — {line.consensus_reason}", _INDENT)


def _answer(line: ComparedLine, side: Side) -> str:
    """An answer by code and word; a level by its word, which says more than its id."""
    return f"{side.code} ({side.label})" if line.kind == "item" and side.code else side.label


def _paragraph(text: str, lead: str) -> list[str]:
    # Notes and reasons are the reviewers' own words, in any script and with any line breaks.
    return textwrap.wrap(show(text), _WIDTH, initial_indent=lead, subsequent_indent=lead + _INDENT)
