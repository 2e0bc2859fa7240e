"""Draw the heat map of disagreements: studies by items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from workbench.output.figures.page import FAINT, MARGIN, Box, Letters, Page
from workbench.output.figures.page_breaks import paged
from workbench.output.figures.palettes import ink_on
from workbench.output.figures.sizes import (
    BODY,
    NARROW_UP_TO,
    NOTE,
    SMALLEST,
    Sizes,
    TooNarrowError,
    too_narrow,
)
from workbench.output.figures.subjects import Disagreements
from workbench.output.figures.text_width import height_of, width_of, wrap

_DIFFER = "#DE7F3E"
_ROW = 6.0
_APART = 1.2
"""Between the items of one domain and of the next, in mm."""

_SHORTEST, _WIDEST = 18.0, 12.0
_HEAD, _BETWEEN = 4.5, 2.0
"""Height of the names of the items, and white above a band of them, in mm."""

_GAPS = 3
"""Between domains, in a band: more are narrower."""

_EXPLAINED = "■ the reviewers differ; first row: on what per cent of the studies that two of them rated"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Width of the names, left ends and width of the cells in mm, and the size of their letters in points."""

    label: float
    lefts: tuple[float, ...]
    cell: float
    size: float


def lay_out_disagreements(subject: Disagreements, sizes: Sizes) -> list[Page]:
    """Above the studies: on what share of them the reviewers differ.

    In a column of a journal, items that have no room side by side stand in bands below each other.
    """
    bands = _bands(subject, sizes)
    if len(bands) > 1:
        return _lay_out_bands(subject, bands, sizes)
    grid = _grid(subject, sizes)
    names = [wrap(name, BODY, grid.label) for name, _ in subject.rows]
    highs = [max(_ROW, height_of(len(lines), BODY) + 1) for lines in names]

    def row(page: Page, number: int) -> None:
        page.block(names[number], MARGIN, page.y + highs[number] / 2, BODY)
        _marks(page, subject.rows[number][1], grid, highs[number])
        page.y += highs[number]

    def foot(page: Page, _: float) -> None:
        page.y += 2
        page.notes((_EXPLAINED, *subject.notes), NOTE)

    head = partial(_head, subject=subject, grid=grid)
    return paged(subject.title, highs, sizes, head=head, row=row, foot=foot)


def _bands(subject: Disagreements, sizes: Sizes) -> list[Disagreements]:
    """Return the figure in one piece, or its items in as many bands as a narrow page asks for.

    The items of a domain stay together where they can.
    """
    try:
        _grid(subject, sizes)
    except TooNarrowError:
        if sizes.width > NARROW_UP_TO:
            raise
    else:
        return [subject]
    widest = max(width_of(name, 1.0, bold=True) for name in (*subject.columns, "100"))
    inner = sizes.width - 2 * MARGIN
    most = int((inner - _SHORTEST - 2 - _APART * _GAPS) / (widest * SMALLEST + 0.6))
    if most < 1:
        too_narrow(sizes.width, _SHORTEST + 2 + _APART * _GAPS + widest * SMALLEST + 0.6 + 2 * MARGIN)
    groups: list[list[int]] = []
    for place, column in enumerate(subject.columns):
        is_new = not place or subject.columns[place - 1].split(".")[0] != column.split(".")[0]
        if is_new or len(groups[-1]) == most:
            groups.append([])
        groups[-1].append(place)
    bands: list[list[int]] = [[]]
    for group in groups:
        if bands[-1] and len(bands[-1]) + len(group) > most:
            bands.append([])
        bands[-1] += group
    return [_part(subject, places) for places in bands]


def _part(subject: Disagreements, places: Sequence[int]) -> Disagreements:
    return replace(
        subject,
        columns=tuple(subject.columns[place] for place in places),
        rows=tuple((name, tuple(marks[place] for place in places)) for name, marks in subject.rows),
        shares=tuple(subject.shares[place] for place in places),
    )


def _lay_out_bands(subject: Disagreements, bands: Sequence[Disagreements], sizes: Sizes) -> list[Page]:
    """Lay the bands out below each other, each with the names of all studies."""
    lines: list[tuple[float, Callable[[Page], None]]] = []
    for band in bands:
        grid = _grid(band, sizes)
        lines.append((_HEAD + _ROW + 1 + _BETWEEN, partial(_band_head, subject=band, grid=grid)))
        for name, marks in band.rows:
            words = wrap(name, BODY, grid.label)
            high = max(_ROW, height_of(len(words), BODY) + 1)
            lines.append((high, partial(_band_row, words=words, marks=marks, grid=grid, high=high)))

    def row(page: Page, number: int) -> None:
        top = page.y
        lines[number][1](page)
        page.y = top + lines[number][0]

    def foot(page: Page, _: float) -> None:
        page.y += 2
        page.notes((_EXPLAINED, *subject.notes), NOTE)

    heights = [high for high, _ in lines]
    return paged(subject.title, heights, sizes, head=lambda page: None, row=row, foot=foot)


def _band_head(page: Page, subject: Disagreements, grid: _Grid) -> None:
    page.y += _BETWEEN
    _head(page, subject, grid)


def _band_row(page: Page, words: tuple[str, ...], marks: tuple[bool, ...], grid: _Grid, high: float) -> None:
    page.block(words, MARGIN, page.y + high / 2, BODY)
    _marks(page, marks, grid, high)


def _grid(subject: Disagreements, sizes: Sizes) -> _Grid:
    """Names get up to 30 % of the page, and less where the items need the room."""
    inner = sizes.width - 2 * MARGIN
    new = [
        before.split(".")[0] != column.split(".")[0]
        for before, column in zip(("", *subject.columns), subject.columns, strict=False)
    ]
    natural = max(width_of(name, BODY) for name in ("% differ", *(name for name, _ in subject.rows))) + 1
    widest = max(width_of(name, 1.0, bold=True) for name in (*subject.columns, "100"))
    count = max(len(subject.columns), 1)
    least = (widest * SMALLEST + 0.6) * count
    shortest = min(natural, _SHORTEST)
    if shortest + 2 + least > inner:
        too_narrow(sizes.width, shortest + 2 + least + 2 * MARGIN)
    apart = min(_APART, (inner - shortest - 2 - least) / max(sum(new[1:]), 1))
    gaps = apart * sum(new[1:])
    label = min(natural, max(inner * 0.3, shortest), inner - 2 - gaps - least)
    cell = min((inner - label - 2 - gaps) / count, _WIDEST)
    lefts, x = [], MARGIN + label + 2
    for number in range(len(subject.columns)):
        x += apart if number and new[number] else 0
        lefts.append(x)
        x += cell
    return _Grid(label, tuple(lefts), cell, min(NOTE, (cell - 0.6) / widest))


def _head(page: Page, subject: Disagreements, grid: _Grid) -> None:
    for left, name in zip(grid.lefts, subject.columns, strict=True):
        page.put(Letters(left + grid.cell / 2, page.y + 2, name, grid.size, "center", bold=True))
    page.y += _HEAD
    page.put(Letters(MARGIN, page.y + _ROW / 2, "% differ", NOTE, bold=True))
    for left, share in zip(grid.lefts, subject.shares, strict=True):
        fill = _heat(share)
        page.put(Box(left + 0.2, page.y + 0.2, grid.cell - 0.4, _ROW - 0.4, fill, FAINT))
        text = "–" if share is None else f"{100 * share:.0f}"
        page.put(Letters(left + grid.cell / 2, page.y + _ROW / 2, text, grid.size, "center", ink_on(fill)))
    page.y += _ROW + 1


def _heat(share: float | None) -> str:
    """White to vermillion.

    >>> _heat(0), _heat(1), _heat(None)
    ('#FFFFFF', '#DE7F3E', '#FFFFFF')
    """
    parts = [int(_DIFFER[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * (share or 0)):02X}" for part in parts)


def _marks(page: Page, marks: tuple[bool, ...], grid: _Grid, high: float) -> None:
    for left, differs in zip(grid.lefts, marks, strict=True):
        fill = _DIFFER if differs else "#FFFFFF"
        page.put(Box(left + 0.2, page.y + 0.2, grid.cell - 0.4, high - 0.4, fill, FAINT))
        if differs:
            middle = page.y + high / 2
            page.put(Letters(left + grid.cell / 2, middle, "■", NOTE, "center", "#FFFFFF"))
