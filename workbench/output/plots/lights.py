"""The traffic-light matrix: a row a study, a disc a domain."""

from __future__ import annotations

from workbench.output.plots.legend import put_legend, put_light
from workbench.output.plots.lettering import height_of, width_of, wrap
from workbench.output.plots.page import MARGIN, Box, Letters, Page, Stroke
from workbench.output.plots.sizes import BODY, NOTE, NOTE_LINES, TITLE, Sizes, too_narrow
from workbench.output.plots.subjects import Lights

_DISC = 5.2
"""Across, in mm."""

_ROW = 6.4
_NARROWEST = 5.6
_SHORTEST = 22.0
"""Room for the name of a study, which is broken into lines."""

_STRIPE = "#F3F3F3"


def lay_out_lights(subject: Lights, sizes: Sizes) -> list[Page]:
    """As many pages as the height of one asks for; each has the head, the legend and the notes."""
    label, cell = _widths(subject, sizes)
    names = [wrap(name, BODY, label, most=3) for name, _ in subject.rows]
    highs = [max(_ROW, height_of(len(lines), BODY) + 1.6) for lines in names]
    pages: list[Page] = []
    row = 0
    while row < len(highs) or not pages:
        page = Page(sizes.width)
        _head(page, subject, label, cell)
        left = sizes.height - page.height - _foot_height(subject, sizes)
        first = row
        while row < len(highs) and (row == first or highs[row] <= left):
            _row(page, subject, row, names[row], highs[row], (label, cell), sizes.palette)
            left -= highs[row]
            row += 1
        _foot(page, subject, sizes)
        pages.append(page)
    return pages


def _widths(subject: Lights, sizes: Sizes) -> tuple[float, float]:
    """Of the labels and of a column, in mm; the labels get at most 45 % of the page."""
    inner = sizes.width - 2 * MARGIN
    natural = max((width_of(name, BODY) for name, _ in subject.rows), default=0.0) + 1
    natural = max(natural, width_of("Study", BODY, bold=True) + 1)
    heads = max(width_of(name, BODY, bold=True) for name, _ in subject.columns) + 1.5
    least = max(_NARROWEST, heads) * len(subject.columns)
    if inner - 2 - least < min(natural, _SHORTEST):
        too_narrow(sizes.width, 2 * MARGIN + 2 + least + min(natural, _SHORTEST))
    label = min(natural, inner * 0.45, inner - 2 - least)
    cell = (inner - label - 2) / len(subject.columns)
    return label, min(cell, max(heads, 15.0))


def _head(page: Page, subject: Lights, label: float, cell: float) -> None:
    page.paragraph(subject.title, TITLE, bold=True)
    page.y += 2
    middle = page.y + 2.5
    page.put(Letters(MARGIN, middle, "Study", BODY, bold=True))
    for number, (name, _) in enumerate(subject.columns):
        page.put(Letters(_centre(number, label, cell), middle, name, BODY, "center", bold=True))
    page.y += 5.5
    page.put(Stroke(MARGIN, page.y, _right(subject, label, cell), page.y, "#666666"))


def _centre(number: int, label: float, cell: float) -> float:
    return MARGIN + label + 2 + cell * (number + 0.5)


def _right(subject: Lights, label: float, cell: float) -> float:
    return MARGIN + label + 2 + cell * len(subject.columns)


def _row(
    page: Page,
    subject: Lights,
    row: int,
    name: tuple[str, ...],
    high: float,
    widths: tuple[float, float],
    palette: str,
) -> None:
    middle = page.y + high / 2
    if row % 2:
        page.put(Box(MARGIN, page.y, _right(subject, *widths) - MARGIN, high, _STRIPE))
    page.block(name, MARGIN, middle, BODY)
    for number, level in enumerate(subject.rows[row][1]):
        x = _centre(number, *widths)
        put_light(page, x, middle, _DISC / 2, level, palette)
        if (row, number) in subject.overridden:
            page.put(Letters(x + _DISC / 2 + 0.2, middle - 0.6, "*", BODY + 1, bold=True))
    page.y += high


def _foot(page: Page, subject: Lights, sizes: Sizes) -> None:
    page.y += 2
    used = {level for _, levels in subject.rows for level in levels}
    beside = [level for level in (None,) if level in used]
    put_legend(page, [*subject.levels, *beside], sizes.palette, BODY)
    page.y += 1
    named = "; ".join(f"{name} {title}" for name, title in subject.columns if title and title != name)
    for note in (named, *subject.notes):
        if note:
            page.paragraph(note, NOTE, most=0 if note == named else NOTE_LINES)
            page.y += 0.8


def _foot_height(subject: Lights, sizes: Sizes) -> float:
    trial = Page(sizes.width, 0.0)
    _foot(trial, subject, sizes)
    return trial.y
