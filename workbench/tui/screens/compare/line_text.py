"""Put the line of a comparison that is in front into words: who said what, and what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.output.symbols import symbol_of
from workbench.review.reviewers.side_by_side import DISCUSSION
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.compare.comparison_text import AGREED, is_before_items, sign, spoken

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import ComparedLine, Comparison, Side
    from workbench.review.reviewers.remarks import Remark


def line_in_front(comparison: Comparison, line: ComparedLine, decided_by: str) -> Content:
    """Describe a line with everything that the reviewers wrote about it, and what is agreed."""
    parts = [
        plain(f"{line.id}  {line.title}", "bold"),
        _consensus(comparison, line, decided_by),
    ]
    for number, side in enumerate(line.sides, 1):
        parts.extend(_said(line, side, number))
    parts.append(plain(_standing(line), "$text-muted"))
    parts.extend(_remark(remark) for remark in line.comments)
    parts.extend(plain(tip, "$text-warning") for tip in line.tips)
    on_study = [_remark(remark) for remark in comparison.comments]
    if on_study:
        parts.extend((plain("On the study", "$text-muted"), *on_study))
    return stack(parts)


def _remark(remark: Remark) -> Content:
    return join(plain("# ", "bold"), _indented(remark.text), plain(f"  {remark.byline}", "$text-muted"))


def _standing(line: ComparedLine) -> str:
    where = f"{line.domain}, " if line.kind == "item" else ""
    if is_before_items(line) and not line.agree:
        return "! differ; what is settled here, all answers are about"
    words = {
        "=": "the reviewers agree",
        "≠": "differ; no judgement changes",
        "!": "differ; a judgement changes",
    }
    return f"{sign(line)} {where}{words[sign(line)]}"


def _said(line: ComparedLine, side: Side, number: int) -> list[Content]:
    head = [plain(f"{number} ", "bold $text-primary"), plain(f"{side.reviewer}: "), spoken(line, side)]
    lines = [join(*head, *_later(line, side))]
    if side.note:
        lines.append(join(plain("  ✎ ", "bold"), _indented(side.note)))
    flags = side.quote_flags or ("",) * len(side.quotes)
    for quote, flag in zip(side.quotes, flags, strict=True):
        lines.append(join(plain("  ” "), _indented(quote, "italic")))
        if flag:
            lines.append(plain(f"    ⚑ {flag}", "$text-warning"))
    return lines


def _later(line: ComparedLine, side: Side) -> list[Content]:
    """Return what the reviewer has instead since reopening; it is not what counts."""
    if side.later is None:
        return []
    if not line.is_judgement:
        words = f"{side.later} {side.later_label}".strip()
    else:
        words = symbol_of(side.later, line.order).mark() if side.later else side.later_label
    return [plain(f"  later: {words}", "$text-warning")]


def _indented(text: str, style: str = "") -> Content:
    return plain(text.strip().replace("\n", "\n    "), style, lines=True)


def _consensus(comparison: Comparison, line: ComparedLine, decided_by: str) -> Content:
    name = plain(f"{AGREED} Consensus: ", "bold")
    if line.consensus is not None:
        reason = f" — {line.consensus_reason}" if line.consensus_reason else ""
        taken = f", as {' and '.join(line.taken_from)}" if line.taken_from and not line.agree else ""
        return join(name, spoken(line, line.consensus), plain(taken), plain(reason, lines=True))
    if line.id not in comparison.unresolved:
        return join(
            name,
            plain("as all have it" if line.agree and not line.is_judgement else "follows from the items"),
        )
    named = comparison.adjudicator
    is_other = named.casefold() not in ("", decided_by.casefold())
    if decided_by == DISCUSSION:
        who = f"p: {named}, whom the protocol names" if is_other else "p says who settles it"
        return join(name, plain(f"open ({who})", "$text-warning"))
    other = f": {named}, whom the protocol names" if is_other else ": another person"
    return join(name, plain(f"open; to be decided by {decided_by} (p{other})", "$text-warning"))
