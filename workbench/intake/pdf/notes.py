"""Say what was done with the pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.counts import count
from workbench.intake.pdf.layout import PageLayout
from workbench.intake.pdf.pieces import Use
from workbench.intake.pdf.reading_order import Order

_MOSTLY_HIDDEN = 0.6
_ORDERS = {
    Order.BY_COLUMN: "drawn row by row in columns; {it} put in column order.",
    Order.BY_PLACE: "drawn out of order; {it} put in order by place: check it against the PDF.",
    Order.UNCERTAIN: "drawn out of order in columns; {it} put in order by place: check it against the PDF.",
}


def layout_notes(pages: Sequence[PageLayout], total: int) -> tuple[str, ...]:
    """Return notes on pages, order, and what was left out of the text; ``total`` is the PDF's own."""
    first = [f"PDF of {count(total, 'page')}."]
    if blank := sum(not (page.text or "").strip() and not page.pieces for page in pages):
        first.append(f"{blank} of them without text.")
    if len(pages) < total:
        first.append(f"Only the first {count(len(pages), 'page')} were read.")
    notes = [" ".join(first)]
    for order, words in _ORDERS.items():
        if shown := _numbered(number for number, page in enumerate(pages, 1) if page.order is order):
            several = shown.startswith("Pages")
            it = "they were" if several else "it was"
            notes.append(f"{shown} {'were' if several else 'was'} {words.format(it=it)}")
    if any(page.line_numbers for page in pages):
        notes.append("Line numbers were left out of the text.")
    running = sum(piece.use is Use.RUNNING for page in pages for piece in page.pieces)
    if running:
        notes.append(
            f"Running heads, feet and page numbers were left out of the text ({count(running, 'line')})."
        )
    if shown := _numbered(number for number, page in enumerate(pages, 1) if page.dropped_layer):
        notes.append(f"{shown}: a hidden layer that repeats the shown text was left out.")
    if shown := _numbered(number for number, page in enumerate(pages, 1) if _is_scan(page)):
        notes.append(f"{shown}: scanned, with text that a program recognised: check it against the PDF.")
    if shown := _numbered(number for number, page in enumerate(pages, 1) if page.text is not None):
        notes.append(f"{shown}: too much to be laid out, read in the order of the file.")
    return tuple(notes)


def _is_scan(page: PageLayout) -> bool:
    """Return True if most of a page's text is the hidden layer of a scan."""
    return page.hidden > _MOSTLY_HIDDEN and not page.dropped_layer


def _numbered(pages: Iterable[int]) -> str:
    """Return ``Page 2`` or ``Pages 2, 3``, or an empty text where there is none."""
    numbers = [str(number) for number in pages]
    more = f" and {len(numbers) - 12} more" if len(numbers) > 12 else ""
    return f"Page{'s' if len(numbers) > 1 else ''} {', '.join(numbers[:12])}{more}" if numbers else ""
