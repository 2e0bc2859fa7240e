"""Put into words what stands below an item: guidance, note and quotes, whole or folded to a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.output.recorded_items import role_in_words
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.appraise.second_hand import SECOND_HAND

if TYPE_CHECKING:
    from checklists import Item
    from workbench.review.appraisals.preliminaries import Basis
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.evidence.number_hints import NumberHints

_HINT = "Numbers, a hint, judges nothing"


def based_on(bases: Sequence[Basis]) -> list[Content]:
    """List what an item rests on, a line each: what is filled in, or what the protocol says.

    What was written after the first study was appraised is marked, since a short screen cuts the remark.
    """
    return [
        join(
            plain(
                "! " if basis.is_late else "▪ ", "bold $text-warning" if basis.is_late else "$text-primary"
            ),
            plain(f"{basis.name} ", "bold $text-primary"),
            plain(" / ".join(basis.value.splitlines())),
            plain(f" ({basis.remark})", "$text-muted"),
        )
        for basis in bases
    ]


def hinted(hints: NumberHints) -> list[Content]:
    """List what the number checks flag in the study's figures, in full, below how many they looked at."""
    lines = [
        join(plain("⚑ ", "$text-warning"), plain(f"{hint.outcome}: {hint.message}", lines=True))
        for hint in hints.flags
    ]
    return [plain(f"{_HINT}: {hints.tally}", "$text-muted"), *lines] if hints.tally else []


def hinted_folded(hints: NumberHints) -> list[Content]:
    """List the first of them in a line, below how many there are, for a short screen."""
    if not hints.flags:
        return [plain(f"Numbers: {hints.tally}", "$text-muted")] if hints.tally else []
    flag = hints.flags[0]
    count = f", 1 of {len(hints.flags)}" if len(hints.flags) > 1 else ""
    first = join(plain("⚑ ", "$text-warning"), plain(f"{flag.message} ({flag.outcome})"))
    return [plain(f"{_HINT} (b{count}):", "$text-muted"), first]


def guidance(item: Item) -> Content:
    """Say how the item is answered, and what follows from silence."""
    lines = [plain(item.guidance, lines=True)]
    if item.role:
        words = role_in_words(item.role).capitalize()
        told = f"{words}: no rule reads it, and submitting does not wait for it."
        lines.insert(0, plain(told, "$text-muted"))
    elif item.ni_policy == "concern":
        lines.append(
            plain("Silence counts against the study: this is expected to be reported.", "$text-muted")
        )
    return stack(lines)


def why_no_items(sheet: Sheet, domain_id: str) -> str:
    """Say why a domain has nothing to answer, and what can be done instead."""
    stop = next((whole for whole in sheet.verdict.overalls.values() if whole.stopped), None)
    if stop is not None:
        return f"Not needed: {stop.because}. The appraisal ends here; S (shift+s) submits it."
    domain = sheet.verdict.domain(domain_id)
    if domain.ask:
        return "No items are asked here: O (shift+o) judges the domain, with a reason."
    return "No items are asked here."


def added(sheet: Sheet, item: Item, anchors: Sequence[Anchor]) -> list[Content]:
    """List note and quotes, and what is odd about where these stand, in full."""
    lines: list[Content] = []
    if note := _note(sheet, item):
        lines.append(join(plain("✎ note: ", "bold"), plain(note, lines=True)))
    for anchor in anchors:
        if anchor.quote.item_id == item.id:
            lines.append(join(plain("” "), plain(anchor.quote.text, "italic")))
            lines.extend(_odd(anchor, anchor.source))
    return lines


def added_folded(sheet: Sheet, item: Item, anchors: Sequence[Anchor]) -> list[Content]:
    """List the same in a line for the note, one for the quotes, one for what is odd, for a short screen."""
    lines: list[Content] = []
    if note := _note(sheet, item):
        lines.append(join(plain("✎ note (o): ", "bold"), plain(" ".join(note.split()))))
    quotes = [anchor for anchor in anchors if anchor.quote.item_id == item.id]
    if quotes:
        told = count(len(quotes), "quote")
        first = " ".join(quotes[0].quote.text.split())
        lines.append(join(plain(f"” {told} (b): ", "bold"), plain(first, "italic")))
    # The worst first: a quote without a place in a text of today hides behind no other.
    odd = sorted((anchor for anchor in quotes if _is_odd(anchor)), key=lambda anchor: not anchor.is_flagged)
    if odd:
        more = f"{len(odd)}: " if len(quotes) > 1 else ""
        lines.extend(_odd(odd[0], more + ", ".join(filter(None, [_by(odd[0]), odd[0].flag]))))
    return lines


def _note(sheet: Sheet, item: Item) -> str:
    given = sheet.answers.get(item.id)
    return given.note if given else ""


def _is_odd(anchor: Anchor) -> bool:
    return bool(anchor.flag) or anchor.is_second_hand


def _by(anchor: Anchor) -> str:
    return SECOND_HAND if anchor.is_second_hand else ""


def _odd(anchor: Anchor, words: str) -> list[Content]:
    """Return a line for what is odd about a quote, or none where nothing is."""
    if not _is_odd(anchor):
        return []
    mark, style = ("! ", "$text-warning") if anchor.is_flagged else ("  ", "$text-muted")
    return [join(plain(mark, style), plain(words, style))]
