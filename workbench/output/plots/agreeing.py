"""Agreement: coefficients with their intervals, and where reviewers differ."""

from __future__ import annotations

from workbench.output.plots.lettering import height_of, width_of, wrap
from workbench.output.plots.page import FAINT, MARGIN, Box, Disc, Letters, Page, Stroke
from workbench.output.plots.palettes import ink_on
from workbench.output.plots.sizes import BODY, NOTE, NOTE_LINES, TITLE, Sizes, too_narrow
from workbench.output.plots.subjects import Agreements, Disagreements, Estimate

_BLUE = "#0072B2"
_DIFFER = "#D55E00"
_ROW = 6.0
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def lay_out_agreements(subject: Agreements, sizes: Sizes) -> list[Page]:
    """Coefficients below each other, on an axis that goes below 0 where one does."""
    inner = sizes.width - 2 * MARGIN
    label, remark = inner * 0.36, inner * 0.24
    left, length = MARGIN + label + 3, inner - label - remark - 8
    if length < 25:
        too_narrow(sizes.width, 95)
    ends = [end for row in subject.rows for end in (row.lower, row.value) if end is not None]
    lowest = -1.0 if min(ends, default=0.0) < -0.4 else -0.4 if min(ends, default=0.0) < 0 else 0.0
    scale = (left, length, lowest)
    pages: list[Page] = []
    row = 0
    while row < len(subject.rows) or not pages:
        page = Page(sizes.width)
        page.paragraph(subject.title, TITLE, bold=True)
        page.y += 2
        top, first = page.y, row
        while row < len(subject.rows):
            each = subject.rows[row]
            texts = wrap(each.label, BODY, label, most=4), wrap(each.remark, NOTE, remark, most=4)
            high = max(_ROW, height_of(len(texts[0]), BODY) + 1.5, height_of(len(texts[1]), NOTE) + 1.5)
            if row > first and page.y + high > sizes.height - 30:
                break
            _estimate(page, each, texts, scale, high)
            row += 1
        _axis(page, top, scale)
        for note in subject.notes:
            page.paragraph(note, NOTE, most=NOTE_LINES)
            page.y += 0.8
        pages.append(page)
    return pages


def _at(value: float, scale: tuple[float, float, float]) -> float:
    left, length, lowest = scale
    return left + length * (max(value, lowest) - lowest) / (1 - lowest)


def _estimate(
    page: Page,
    row: Estimate,
    texts: tuple[tuple[str, ...], tuple[str, ...]],
    scale: tuple[float, float, float],
    high: float,
) -> None:
    middle = page.y + high / 2
    page.block(texts[0], MARGIN, middle, BODY)
    page.block(texts[1], scale[0] + scale[1] + 5, middle, NOTE)
    if row.lower is not None and row.upper is not None:
        page.put(Stroke(_at(row.lower, scale), middle, _at(row.upper, scale), middle, _BLUE, 1.4))
    if row.value is not None:
        page.put(Disc(_at(row.value, scale), middle, 1.2, _BLUE))
    page.y += high


def _axis(page: Page, top: float, scale: tuple[float, float, float]) -> None:
    page.put(Stroke(scale[0], page.y, scale[0] + scale[1], page.y, "#666666"))
    below = (-0.4, -0.2) if scale[2] == -0.4 else (-1.0, -0.5) if scale[2] else ()
    ticks = (*below, *(_TICKS if not scale[2] else (0.0, 0.5, 1.0)))
    for tick in ticks:
        x = _at(tick, scale)
        page.put(Stroke(x, top, x, page.y + 1.2, FAINT if tick else "#888888", 0.5))
        page.put(Letters(x, page.y + 3.2, f"{tick:.1f}".replace("-", "−"), NOTE, "center"))
    page.y += 7


def lay_out_disagreements(subject: Disagreements, sizes: Sizes) -> list[Page]:
    """A heat map: studies by items; above it on what share of the studies reviewers differ."""
    inner = sizes.width - 2 * MARGIN
    names = [name for name, _ in subject.rows]
    natural = max((width_of(name, BODY) for name in [*names, "Differ"]), default=0.0) + 1
    label = min(natural, inner * 0.3)
    cell = (inner - label - 2) / max(len(subject.columns), 1)
    size = min(NOTE, cell / max(width_of(f"{name} ", 1.0) for name in (*subject.columns, "100")))
    if size < 5:
        widest = max(width_of(f"{name} ", 5.0) for name in (*subject.columns, "100"))
        too_narrow(sizes.width, (widest * len(subject.columns) + 2) / 0.7 + 2 * MARGIN)
    cell = min(cell, 12.0)
    pages: list[Page] = []
    row = 0
    while row < len(names) or not pages:
        page = Page(sizes.width)
        _heat_head(page, subject, (label, cell), size)
        first = row
        while row < len(names) and (row == first or page.y + _ROW < sizes.height - 25):
            _heat_row(page, subject, row, (label, cell))
            row += 1
        page.y += 2
        for note in ("■ reviewers differ; the first row: on what per cent of the studies", *subject.notes):
            page.paragraph(note, NOTE, most=NOTE_LINES)
            page.y += 0.8
        pages.append(page)
    return pages


def _heat_head(page: Page, subject: Disagreements, widths: tuple[float, float], size: float) -> None:
    label, cell = widths
    page.paragraph(subject.title, TITLE, bold=True)
    page.y += 2
    left = MARGIN + label + 2
    for number, name in enumerate(subject.columns):
        page.put(Letters(left + cell * (number + 0.5), page.y + 2, name, size, "center", bold=size == NOTE))
    page.y += 4.5
    page.put(Letters(MARGIN, page.y + _ROW / 2, "% differ", NOTE, bold=True))
    for number, share in enumerate(subject.shares):
        fill = _heat(share)
        page.put(Box(left + cell * number + 0.2, page.y + 0.2, cell - 0.4, _ROW - 0.4, fill, FAINT))
        text = "–" if share is None else f"{100 * share:.0f}"
        at = left + cell * (number + 0.5)
        page.put(Letters(at, page.y + _ROW / 2, text, size, "center", ink_on(fill)))
    page.y += _ROW + 1


def _heat(share: float | None) -> str:
    """White to vermillion.

    >>> _heat(0), _heat(1), _heat(None)
    ('#FFFFFF', '#D55E00', '#FFFFFF')
    """
    parts = [int(_DIFFER[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * (share or 0)):02X}" for part in parts)


def _heat_row(page: Page, subject: Disagreements, row: int, widths: tuple[float, float]) -> None:
    label, cell = widths
    name, marks = subject.rows[row]
    page.block(wrap(name, BODY, label, most=1), MARGIN, page.y + _ROW / 2, BODY)
    for number, differs in enumerate(marks):
        x = MARGIN + label + 2 + cell * number + 0.2
        fill = _DIFFER if differs else "#FFFFFF"
        page.put(Box(x, page.y + 0.2, cell - 0.4, _ROW - 0.4, fill, FAINT))
        if differs:
            page.put(Letters(x + cell / 2 - 0.2, page.y + _ROW / 2, "■", NOTE, "center", "#FFFFFF"))
    page.y += _ROW
