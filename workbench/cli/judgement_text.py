"""Show the judgement of one appraisal as text for a terminal, and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.cli.narration import judgement, standing
from workbench.cli.paragraphs import BLANK, TIED, Paragraph, running, set_in_lines
from workbench.output.judgement_cells import judgement_cell
from workbench.output.recorded_items import count_apart, role_in_words
from workbench.output.symbols import word_of
from workbench.output.table import Cell, Column, Labelled, Table

if TYPE_CHECKING:
    from checklists import DomainVerdict, OverallVerdict
    from workbench.review.appraisals.preliminaries import PreliminaryLine
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet

_INDENT = "    "
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


def as_text(
    sheet: Sheet,
    anchors: Sequence[Anchor] = (),
    settled: Sequence[PreliminaryLine] = (),
    *,
    width: int | None,
) -> str:
    """Write the judgement as paragraphs: each domain, the whole, the flags, and how much is answered.

    Args:
        sheet: the appraisal.
        anchors: of its quotes.
        settled: what is asked before the items.
        width: cells that a line may take; None where no terminal reads it.
    """
    flagged = (paragraph for notice in _flagged(anchors) for paragraph in _paragraph(notice, ""))
    return set_in_lines((*_lines(sheet, settled), *flagged), width)


def as_table(sheet: Sheet, anchors: Sequence[Anchor] = ()) -> Table:
    """Build one row for each domain, with the overall judgement last."""
    verdict = sheet.verdict
    rows = [
        _row(sheet, domain.id, domain.title, domain, _pairs(domain.answers)) for domain in verdict.domains
    ]
    has_direction = sheet.checklist.predicted_direction is not None
    rows += [
        _row(sheet, whole.target, sheet.checklist.title_of(whole.target), whole, _pairs(_behind(whole)))
        for whole in verdict.overalls.values()
    ]
    rows += [_total_row(sheet, total.id, total.title) for total in sheet.checklist.totals]
    notes = tuple(f"Flag {flag.id}: {flag.message}" for flag in verdict.flags)
    columns: tuple[Column, ...] = _COLUMNS
    if has_direction:
        columns = (*_COLUMNS, Column("direction", "Predicted direction"))
        rows = [(*row, sheet.direction(str(row[0]))) for row in rows]
    return Table(
        "judge", _heading(sheet), columns, tuple(rows), (*notes, *_flagged(anchors), _progress(sheet))
    )


def _flagged(anchors: Sequence[Anchor]) -> Iterator[str]:
    """Yield the quotes that are in none of the documents that are read."""
    for anchor in anchors:
        if anchor.is_flagged:
            yield f"Quote for {anchor.quote.item_id}: {anchor.in_words()}"


def _row(
    sheet: Sheet, target: str, title: str, verdict: DomainVerdict | OverallVerdict, read: str
) -> tuple[Cell, ...]:
    override = sheet.overrides.get(target)
    return (
        target,
        title,
        _level(sheet, target, verdict, verdict.suggested),
        _level(sheet, target, verdict, verdict.final),
        override.reason if override else None,
        verdict.rule,
        verdict.because,
        read,
        ", ".join(verdict.possible),
    )


def _level(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict, level: str | None) -> Cell:
    """Return the cell of a level; in words where there is none and none is to come."""
    if verdict.judged_by == "none" or not verdict.is_needed:
        return Labelled(None, standing(sheet, target, verdict))
    return judgement_cell(level, sheet.order_of(target))


def _behind(whole: OverallVerdict) -> dict[str, str]:
    """Return what made the rule of a whole fire: levels of domains, answers and options."""
    return whole.domains | whole.answers


def _total_row(sheet: Sheet, total: str, title: str) -> tuple[Cell, ...]:
    value = sheet.verdict.totals[total]
    return (total, title, None, value, None, None, None, "", sheet.total_in_words(total))


def _before(settled: Sequence[PreliminaryLine]) -> Iterator[Paragraph]:
    """Write what is filled in before the items, with its day, and what the protocol says about the rest."""
    for line in settled:
        asked = f"{line.preliminary.id} {line.preliminary.text}"
        if line.value:
            yield from _paragraph(f"{asked}: {line.value}" + (f" [{line.when}]" if line.when else ""), "")
        elif line.offered:
            yield from _paragraph(f"{asked}: not filled in; the protocol says: {line.offered}", "")


def _lines(sheet: Sheet, settled: Sequence[PreliminaryLine]) -> Iterator[Paragraph]:
    verdict = sheet.verdict
    yield Paragraph(_heading(sheet))
    yield Paragraph(_progress(sheet))
    before = list(_before(settled))
    yield from (BLANK, *before) if before else ()
    for domain in verdict.domains:
        yield BLANK
        yield from _verdict_lines(
            sheet, domain.id, f"{domain.id}  {domain.title}", domain, _pairs(domain.answers, TIED)
        )
        missing = [item for item in verdict.unanswered if sheet.checklist.domain_of(item).id == domain.id]
        if missing:
            yield Paragraph(f"no answer yet: {', '.join(missing)}", _INDENT, _INDENT * 2)
        yield from _recorded(sheet, domain.id)
    if verdict.overalls or sheet.checklist.totals:
        yield BLANK
    for total in sheet.checklist.totals:
        yield Paragraph(f"{total.id}  {total.title}: {sheet.total_in_words(total.id)}")
    for whole in verdict.overalls.values():
        title = sheet.checklist.title_of(whole.target)
        yield from _verdict_lines(sheet, whole.target, title, whole, _pairs(_behind(whole), TIED))
    for flag in verdict.flags:
        yield from _paragraph(f"Flag {flag.id}: {flag.message}", "")


def _recorded(sheet: Sheet, domain_id: str) -> Iterator[Paragraph]:
    """Write the items of a domain that are only recorded, each with its answer and what it is kept for."""
    for item in sheet.form.domain(domain_id).items:
        if item.id in sheet.verdict.recorded:
            given = sheet.codes.get(item.id, "open")
            yield Paragraph(f"{item.id} {given} ({role_in_words(item.role)})", _INDENT, _INDENT * 2)


def _verdict_lines(
    sheet: Sheet, target: str, name: str, verdict: DomainVerdict | OverallVerdict, read: str
) -> Iterator[Paragraph]:
    """Write one judgement: the level, the suggestion where it differs, the rule, and what made it fire."""
    yield Paragraph(f"{name}: {standing(sheet, target, verdict)}")
    override = sheet.overrides.get(target)
    if override is not None:
        suggested = judgement(verdict.suggested, tuple(verdict.possible), sheet.order_of(target))
        told = f"overridden; suggested was {suggested}"
        if sheet.imported_from is not None and verdict.suggested is None and not verdict.ask:
            told = "judged elsewhere, without answers"
        elif sheet.is_own_judgement(target):
            told = f"judged by {sheet.reviewer} among {' or '.join(map(word_of, verdict.ask))}"
        yield from _paragraph(f"{told}. Reason: {override.reason}", _INDENT)
    if verdict.rule:
        yield from _paragraph(f"rule {verdict.rule}: {verdict.because}", _INDENT)
        if read:
            yield from _paragraph(f"from {read}", _INDENT)
    direction = sheet.direction(target)
    if direction is not None:
        yield Paragraph(f"predicted direction of bias: {direction.replace('_', ' ')}", _INDENT, _INDENT * 2)


def _heading(sheet: Sheet) -> str:
    from workbench.review.appraisals.imported_words import origin_in_words

    checklist = f"{sheet.checklist.id} {sheet.checklist.version}"
    state = sheet.state.replace("_", " ")
    parts = (sheet.study.key, sheet.result_label, checklist, sheet.reviewer, state, origin_in_words(sheet))
    return " · ".join(filter(None, parts))


def _progress(sheet: Sheet) -> str:
    from workbench.review.appraisals.variants import variant_in_words, waiting_preliminaries

    words = count_apart(*sheet.progress, of=" of ")
    waiting = waiting_preliminaries(sheet.checklist, sheet.preliminaries)
    if waiting:
        decide = "decides" if len(waiting) == 1 else "decide"
        return f"{', '.join(each.id for each in waiting)} {decide} which items are asked: fill in first"
    variant = variant_in_words(sheet.form)
    words = f"variant {variant}; {words}" if variant else words
    missing = sheet.missing_preliminaries
    return f"{words}; still to be filled in: {', '.join(missing)}" if missing else words


def _pairs(pairs: Mapping[str, str | None], between: str = " ") -> str:
    """Join items with their answers, or domains with their levels: `1.1 SN, 1.2 Y`."""
    return ", ".join(f"{name}{between}{value}" for name, value in pairs.items())


def _paragraph(text: str, lead: str) -> Iterable[Paragraph]:
    # Reasons are the reviewer's own words, in any script and with any line breaks.
    return running(text, lead, lead or _INDENT)
