"""One appraisal's judgement to read on a terminal, and as rows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from workbench.cli.narration import judgement
from workbench.output.symbols import show_judgement
from workbench.output.table import Cell, Column, Labelled, Table
from workbench.visible import show

if TYPE_CHECKING:
    from checklists import DomainVerdict, OverallVerdict
    from workbench.desk.sheets import Sheet

_WIDTH = 100
_INDENT = "    "
_OVERALL = "overall"
_COLUMNS = (
    Column("id", "Id"),
    Column("title", "Domain"),
    Column("suggested", "Suggested"),
    Column("final", "Final"),
    Column("override_reason", "Overridden because"),
    Column("rule", "Rule"),
    Column("because", "Because"),
    Column("answers", "Answers"),
    Column("possible", "Still possible"),
)


def as_text(sheet: Sheet) -> str:
    """The judgement as paragraphs: domain by domain, the whole, the flags, how much is answered."""
    return "\n".join(show(line) for line in _lines(sheet)) + "\n"


def as_table(sheet: Sheet) -> Table:
    """One row a domain, and the whole last."""
    verdict = sheet.verdict
    rows = [_row(sheet, one.id, one.title, one, _pairs(one.answers)) for one in verdict.domains]
    rows.append(_row(sheet, _OVERALL, "Overall", verdict.overall, _pairs(verdict.overall.domains)))
    notes = tuple(f"Flag {flag.id}: {flag.message}" for flag in verdict.flags)
    return Table("judge", _heading(sheet), _COLUMNS, tuple(rows), (*notes, _progress(sheet)))


def _row(
    sheet: Sheet, target: str, title: str, found: DomainVerdict | OverallVerdict, read: str
) -> tuple[Cell, ...]:
    override = sheet.overrides.get(target)
    return (
        target,
        title,
        Labelled(found.suggested, show_judgement(found.suggested)),
        Labelled(found.final, show_judgement(found.final)),
        override.reason if override else None,
        found.rule,
        found.because,
        read,
        ", ".join(found.possible),
    )


def _lines(sheet: Sheet) -> Iterator[str]:
    verdict = sheet.verdict
    yield _heading(sheet)
    yield _progress(sheet)
    for one in verdict.domains:
        yield ""
        yield from _verdict_lines(sheet, one.id, f"{one.id}  {one.title}", one, _pairs(one.answers))
        missing = [item for item in verdict.unanswered if sheet.checklist.domain_of(item).id == one.id]
        if missing:
            yield f"{_INDENT}no answer yet: {', '.join(missing)}"
    yield ""
    yield from _verdict_lines(sheet, _OVERALL, "Overall", verdict.overall, _pairs(verdict.overall.domains))
    for flag in verdict.flags:
        yield from _paragraph(f"Flag {flag.id}: {flag.message}", "")


def _verdict_lines(
    sheet: Sheet, target: str, name: str, found: DomainVerdict | OverallVerdict, read: str
) -> Iterator[str]:
    """One judgement: what it is, what was suggested where that differs, the rule, and what made it fire."""
    yield f"{name}: {judgement(found.final, tuple(found.possible))}"
    override = sheet.overrides.get(target)
    if override is not None:
        suggested = judgement(found.suggested, tuple(found.possible))
        yield from _paragraph(f"overridden; suggested was {suggested}. Reason: {override.reason}", _INDENT)
    if found.rule:
        yield from _paragraph(f"rule {found.rule}: {found.because}", _INDENT)
        if read:
            yield from _paragraph(f"from {read}", _INDENT)


def _heading(sheet: Sheet) -> str:
    checklist = f"{sheet.checklist.id} {sheet.checklist.version}"
    state = sheet.state.replace("_", " ")
    return f"{sheet.study.key} · {sheet.result_label} · {checklist} · {sheet.reviewer} · {state}"


def _progress(sheet: Sheet) -> str:
    verdict = sheet.verdict
    words = f"{len(verdict.answered)} of {len(verdict.asked)} items answered"
    missing = sheet.missing_preliminaries
    return f"{words}; still to be filled in: {', '.join(missing)}" if missing else words


def _pairs(found: Mapping[str, str | None]) -> str:
    """Items with their answers, or domains with their levels: ``1.1 SN, 1.2 Y``."""
    return ", ".join(f"{name} {value}" for name, value in found.items())


def _paragraph(text: str, lead: str) -> list[str]:
    # Reasons are the reviewer's own words, in any script and with any line breaks.
    return textwrap.wrap(show(text), _WIDTH, initial_indent=lead, subsequent_indent=lead or _INDENT)
