"""Show a comparison of reviewers as text for a terminal, and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.cli.paragraphs import BLANK, TIED, Paragraph, running, set_in_lines
from workbench.output.table import Cell, Column, Table
from workbench.review.reviewers.comparison import differences_in_words

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import ComparedLine, Comparison, Side
    from workbench.review.reviewers.remarks import Remark

_INDENT = "    "


def as_text(comparison: Comparison, width: int | None) -> str:
    """Write the differences with the notes and quotes of all sides, then in a few lines what agrees.

    Args:
        comparison: the comparison.
        width: cells that a line may take; None where no terminal reads it.
    """
    return set_in_lines(_lines(comparison), width)


def as_table(comparison: Comparison) -> Table:
    """Build one row for each line of the comparison, with columns for each reviewer."""
    parts = [("", "answer"), ("_note", "note"), ("_quotes", "quotes")]
    later = _any_later(comparison)
    if later:
        parts.append(("_later", "later"))
    names = [f"{name}{end}" for name in comparison.reviewers for end, _ in parts]
    titles = [f"{name}: {what}" for name in comparison.reviewers for _, what in parts]
    columns = (
        *(Column("kind", "Kind"), Column("id", "Id"), Column("title", "Title")),
        *(Column(name, title) for name, title in zip(names, titles, strict=True)),
        *(Column("agree", "Agree"), Column("changes_judgement", "Changes a judgement")),
        *(Column("consensus", "Consensus"), Column("taken_from", "As"), Column("consensus_reason", "Reason")),
        Column("comments", "Comments"),
        *(Column("reach", "Alone changes"), Column("tips", "Would change")),
    )
    rows = tuple(_row(line, later=later) for line in comparison.lines)
    told = [f"comment of {each.byline}: {each.text}" for each in comparison.comments]
    notes = (*comparison.warnings, summary(comparison), *told)
    return Table("compare", heading(comparison), columns, rows, notes)


def heading(comparison: Comparison) -> str:
    """Say which study, result and checklist are compared, and by whom."""
    checklist = f"{comparison.checklist_title} ({comparison.checklist_id})"
    return " · ".join((comparison.study, comparison.result, checklist, ", ".join(comparison.reviewers)))


def summary(comparison: Comparison) -> str:
    """Say how many differences there are, and how far the consensus is."""
    apart = differences_in_words([line for line in comparison.lines if not line.agree])
    sums = "".join(
        f"{total.title}: "
        + ", ".join(f"{who} {value}" for who, value in zip(comparison.reviewers, total.values, strict=True))
        + "; "
        for total in comparison.totals
    )
    waiting = ", ".join(comparison.unresolved)
    unsettled = f"{len(comparison.unresolved)} not settled: {waiting}" if waiting else "all settled"
    state = {"none": "no consensus yet", "draft": "consensus is a draft", "submitted": "consensus submitted"}
    return f"{sums}{apart}; {unsettled}; {state[comparison.consensus_state]}"


def _any_later(comparison: Comparison) -> bool:
    return any(side.later is not None for line in comparison.lines for side in line.sides)


def _row(line: ComparedLine, *, later: bool) -> tuple[Cell, ...]:
    sides = (
        cell
        for side in line.sides
        for cell in (side.code, side.note, _quotes(side), *([side.later] if later else []))
    )
    consensus = line.consensus.code if line.consensus else None
    return (
        *(line.kind, line.id, line.title),
        *sides,
        *(line.agree, line.changes_judgement, consensus, ", ".join(line.taken_from), line.consensus_reason),
        " | ".join(f"{remark.author}: {remark.text}" for remark in line.comments),
        *(line.reach, " ".join(line.tips)),
    )


def _quotes(side: Side) -> str:
    return " | ".join(side.shown_quotes)


def _lines(comparison: Comparison) -> Iterator[Paragraph]:
    yield Paragraph(heading(comparison))
    for warning in comparison.warnings:
        yield from _paragraph(f"! {warning}", "")
    yield from _paragraph(summary(comparison), "")
    for remark in comparison.comments:
        yield from _remark(remark, "")
    apart = [line for line in comparison.lines if not line.agree]
    before = [line for line in apart if line.kind == "preliminary"]
    others = [line for line in apart if line not in before]
    for title, group in (
        ("come before the items: all answers are about what is settled here", before),
        ("change a judgement", [line for line in others if line.changes_judgement]),
        (
            "change no judgement, as all come to the same",
            [line for line in others if not line.changes_judgement],
        ),
    ):
        if group:
            yield from (BLANK, Paragraph(f"Differences that {title}"))
        for line in group:
            yield from _difference(line)
    changed = [
        line for line in comparison.lines if line.agree and any(side.later is not None for side in line.sides)
    ]
    remarked = [line for line in comparison.lines if line.agree and line.comments and line not in changed]
    if changed:
        yield from (BLANK, Paragraph("Alike, and changed later"))
    for line in changed:
        yield from _difference(line)
    if remarked:
        yield from (BLANK, Paragraph("Alike, with comments"))
    for line in remarked:
        yield from _difference(line)
    alike = [
        f"{line.id}{TIED}{line.sides[0].code or '–'}"
        for line in comparison.lines
        if line.agree and line not in (*changed, *remarked)
    ]
    if alike:
        yield BLANK
        yield from _paragraph(f"Alike: {', '.join(alike)}", "")


def _difference(line: ComparedLine) -> Iterator[Paragraph]:
    yield from _paragraph(f"{line.id}  {line.title}", "")
    for side in line.sides:
        note = f" — {side.note}" if side.note else ""
        yield from _paragraph(f"{side.reviewer}: {_answer(line, side)}{_later(line, side)}{note}", _INDENT)
        for quote in side.shown_quotes:
            yield from _paragraph(quote, _INDENT * 2)
    for remark in line.comments:
        yield from _remark(remark, _INDENT)
    for tip in line.tips:
        yield from _paragraph(tip, _INDENT)
    if line.consensus is None:
        yield Paragraph("⇒ as all have it" if line.agree else "⇒ not settled", _INDENT)
    else:
        taken = f", as {' and '.join(line.taken_from)}" if line.taken_from else ""
        agreed = f"⇒ {_answer(line, line.consensus)}{taken} — {line.consensus_reason}"
        yield from _paragraph(agreed, _INDENT)


def _remark(remark: Remark, lead: str) -> Iterable[Paragraph]:
    about = f"on {remark.about}, " if remark.about and not lead else ""
    return _paragraph(f"# {remark.text} — {about}{remark.byline}", lead)


def _later(line: ComparedLine, side: Side) -> str:
    """Say what the reviewer answers instead since reopening the appraisal."""
    if side.later is None:
        return ""
    is_code = not line.is_judgement and side.later
    return f" · later: {side.later} ({side.later_label})" if is_code else f" · later: {side.later_label}"


def _answer(line: ComparedLine, side: Side) -> str:
    """Write an answer by code and word, and a level by its word, which says more than its id."""
    if line.kind != "item":
        return side.label
    return f"{side.code} ({side.label})" if side.code else side.label


def _paragraph(text: str, lead: str) -> Iterable[Paragraph]:
    # Notes and reasons are the reviewers' own words, in any script and with any line breaks.
    return running(text, lead, lead + _INDENT)
