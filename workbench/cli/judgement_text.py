"""One appraisal's judgement to read on a terminal, and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.cli.narration import judgement
from workbench.cli.paragraphs import BLANK, TIED, Paragraph, running, set_in_lines
from workbench.output.symbols import show_judgement
from workbench.output.table import Cell, Column, Labelled, Table

if TYPE_CHECKING:
    from checklists import DomainVerdict, OverallVerdict
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet

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


def as_text(sheet: Sheet, anchors: Sequence[Anchor] = (), *, width: int | None) -> str:
    """The judgement as paragraphs: domain by domain, the whole, the flags, how much is answered.

    Args:
        sheet: the appraisal.
        anchors: of its quotes.
        width: cells that a line may take; None where no terminal reads it.
    """
    flagged = (paragraph for told in _flagged(anchors) for paragraph in _paragraph(told, ""))
    return set_in_lines((*_lines(sheet), *flagged), width)


def as_table(sheet: Sheet, anchors: Sequence[Anchor] = ()) -> Table:
    """One row a domain, and the whole last."""
    verdict = sheet.verdict
    rows = [_row(sheet, one.id, one.title, one, _pairs(one.answers)) for one in verdict.domains]
    rows.append(_row(sheet, _OVERALL, "Overall", verdict.overall, _pairs(verdict.overall.domains)))
    notes = tuple(f"Flag {flag.id}: {flag.message}" for flag in verdict.flags)
    return Table(
        "judge", _heading(sheet), _COLUMNS, tuple(rows), (*notes, *_flagged(anchors), _progress(sheet))
    )


def _flagged(anchors: Sequence[Anchor]) -> Iterator[str]:
    """The quotes that stand in no document that is read."""
    for one in anchors:
        if one.is_flagged:
            yield f"Quote for {one.quote.item_id}: {one.in_words()}"


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


def _lines(sheet: Sheet) -> Iterator[Paragraph]:
    verdict = sheet.verdict
    yield Paragraph(_heading(sheet))
    yield Paragraph(_progress(sheet))
    for one in verdict.domains:
        yield BLANK
        yield from _verdict_lines(sheet, one.id, f"{one.id}  {one.title}", one, _pairs(one.answers, TIED))
        missing = [item for item in verdict.unanswered if sheet.checklist.domain_of(item).id == one.id]
        if missing:
            yield Paragraph(f"no answer yet: {', '.join(missing)}", _INDENT, _INDENT * 2)
    yield BLANK
    yield from _verdict_lines(
        sheet, _OVERALL, "Overall", verdict.overall, _pairs(verdict.overall.domains, TIED)
    )
    for flag in verdict.flags:
        yield from _paragraph(f"Flag {flag.id}: {flag.message}", "")


def _verdict_lines(
    sheet: Sheet, target: str, name: str, found: DomainVerdict | OverallVerdict, read: str
) -> Iterator[Paragraph]:
    """One judgement: what it is, what was suggested where that differs, the rule, and what made it fire."""
    yield Paragraph(f"{name}: {judgement(found.final, tuple(found.possible))}")
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


def _pairs(found: Mapping[str, str | None], between: str = " ") -> str:
    """Items with their answers, or domains with their levels: ``1.1 SN, 1.2 Y``."""
    return ", ".join(f"{name}{between}{value}" for name, value in found.items())


def _paragraph(text: str, lead: str) -> Iterable[Paragraph]:
    # Reasons are the reviewer's own words, in any script and with any line breaks.
    return running(text, lead, lead or _INDENT)
