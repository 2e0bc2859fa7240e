"""Put into words what stands below an item: what it rests on, number checks, note and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.tui.plain import join, plain

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
        lines.append(join(plain("✎ ", "$quote"), plain(note, lines=True)))
    for anchor in anchors:
        if anchor.quote.item_id == item.id:
            lines.extend(_quote(anchor))
    return lines


def _quote(anchor: Anchor) -> list[Content]:
    page = f"p. {anchor.page} " if anchor.page else ""
    words = join(plain(f"❝ {page}", "$quote"), plain(f"“{anchor.words}”", "italic"))
    return [words, *_odd(anchor, anchor.source)]


def not_summed_up(sheet: Sheet, item: Item, anchors: Sequence[Anchor], width: int) -> list[Content]:
    """List of note and quotes, in full, what the line of `summed_up` does not say.

    A quote that it begins with is not repeated: its words are marked in the text.
    """
    quotes = [anchor for anchor in anchors if anchor.quote.item_id == item.id]
    lines: list[Content] = []
    if note := _note(sheet, item):
        line = join(plain("✎ ", "$quote"), plain(note, lines=True))
        if "\n" in line.plain or summed_up(sheet, item, anchors, width)[0].plain[: len(line)] != line.plain:
            lines.append(line)
    elif quotes:
        lines.extend(_odd(quotes[0], quotes[0].source) if quotes[0].is_flagged else [])
        quotes = quotes[1:]
    for anchor in quotes:
        lines.extend(_quote(anchor))
    return lines


def summed_up(sheet: Sheet, item: Item, anchors: Sequence[Anchor], width: int) -> list[Content]:
    """Return one line with the first words of the note, else of the first quote; none without both."""
    quotes = [anchor for anchor in anchors if anchor.quote.item_id == item.id]
    note = " ".join(_note(sheet, item).split())
    if not note and not quotes:
        return []
    if note:
        first, count_of = join(plain("✎ ", "$quote"), plain(note)), len(quotes)
        rest = count(count_of, "quote")
    else:
        words = " ".join(quotes[0].words.split())
        first, count_of = join(plain("❝ ", "$quote"), plain(f"“{words}”", "italic")), len(quotes) - 1
        rest = f"{count_of} more"
    last = join(plain("  ❝ " if note else "  ", "$quote"), plain(rest)) if count_of else plain("")
    if not note and quotes[0].is_second_hand:
        last = join(plain("  second-hand", "$text-muted"), last)
    return [join(first.truncate(max(width - last.cell_length, 1), ellipsis=True), last)]


def _note(sheet: Sheet, item: Item) -> str:
    given = sheet.answers.get(item.id)
    return given.note if given else ""


def _is_odd(anchor: Anchor) -> bool:
    return bool(anchor.flag) or anchor.is_second_hand


def _odd(anchor: Anchor, words: str) -> list[Content]:
    """Return a line for what is odd about a quote, or none where nothing is."""
    if not _is_odd(anchor):
        return []
    mark, style = ("! ", "$text-warning") if anchor.is_flagged else ("  ", "$text-muted")
    return [join(plain(mark, style), plain(words, style))]
