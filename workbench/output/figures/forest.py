"""Draw study estimates with their intervals beside the judgements of each study, one outcome a figure.

Nothing is pooled here: squares are alike, and an effect that a person entered is an open diamond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from math import ceil, floor, log10

from workbench.output.figures.alt_text import alt_text
from workbench.output.figures.legend import put_key, put_legend, put_light
from workbench.output.figures.page import INK, MARGIN, Box, Letters, Page, Stroke
from workbench.output.figures.page_breaks import paged, room_for_rows
from workbench.output.figures.sizes import BODY, NARROW_UP_TO, NOTE, Sizes, too_narrow
from workbench.output.figures.subjects import Forest, ForestBlock, ForestPanel, ForestRow
from workbench.output.figures.text_width import height_of, width_of, wrap
from workbench.output.symbols import Symbol, symbol_of

_ROW, _HEAD, _AXIS = 6.4, 5.5, 7.0
_DISC = 5.0
_COLUMN = 5.8
"""The least width of a column of judgements, and the usual one, in mm."""

_WIDEST_COLUMN = 16.0
"""Of a column that is as wide as its head; a longer head is told in the key."""

_GAP = 3.0
_SHORTEST_PLOT, _SHORTEST_NAME, _LONGEST_LABEL = 34.0, 18.0, 42.0
_SQUARE = 1.9
_GREY = "#666666"
_LINE = 6.0
"""Height of a line of judgements, or of a plot below one, in mm."""

_FARTHEST = 2.0
"""A ratio is drawn up to so many powers of ten from 1; an interval that goes beyond has an arrow."""

Line = tuple[float, Callable[[Page], None]]
"""The height of a line in mm, and what draws it."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values are: the ends in mm and in values, on a logarithmic scale for ratios."""

    left: float
    length: float
    lowest: float
    highest: float
    is_ratio: bool

    def at(self, value: float) -> float:
        """Return where a value is, in mm; what lies beyond an end is at it."""
        low, high, here = (self._scaled(each) for each in (self.lowest, self.highest, value))
        share = (here - low) / (high - low)
        return self.left + self.length * min(max(share, 0.0), 1.0)

    def _scaled(self, value: float) -> float:
        return log10(max(value, 10.0**-9)) if self.is_ratio else value

    @property
    def ticks(self) -> list[float]:
        """Return round values within the axis, about five.

        >>> Axis(0, 60, 0.1, 10, is_ratio=True).ticks, Axis(0, 60, 0, 1, is_ratio=False).ticks
        ([0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
        """
        if self.is_ratio:
            first, last = floor(log10(self.lowest)), ceil(log10(self.highest))
            steps = (1, 2, 5) if last - first <= _FARTHEST else (1,)
            ticks = [round(step * 10.0**power, 9) for power in range(first, last + 1) for step in steps]
        else:
            step = _step((self.highest - self.lowest) / 5)
            ticks = [
                round(number * step, 9)
                for number in range(ceil(self.lowest / step - 1e-9), floor(self.highest / step + 1e-9) + 1)
            ]
        return [tick for tick in ticks if self.lowest - 1e-9 <= tick <= self.highest + 1e-9]


def _step(wanted: float) -> float:
    """Return the round step that is next above what is wanted."""
    power = 10.0 ** floor(log10(wanted))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= wanted - 1e-12)


def axis_of(panel: ForestPanel, left: float, length: float) -> Axis:
    """Return the axis that shows all estimates of a panel and no effect, and intervals as far as it goes."""
    rows = [row for block in panel.blocks for row in block.rows]
    rows += [panel.pooled] if panel.pooled is not None else []
    ends = [end for row in rows for end in (row.estimate, row.lower, row.upper) if end is not None]
    values = [*ends, *([panel.no_effect] if panel.no_effect is not None else [])]
    if panel.is_ratio:
        values = [min(max(value, 10.0**-_FARTHEST), 10.0**_FARTHEST) for value in values if value >= 0]
        low, high = min(values, default=0.5), max(values, default=2.0)
        return Axis(left, length, min(low / 1.25, 0.5), max(high * 1.25, 2.0), is_ratio=True)
    if panel.no_effect is None:
        return Axis(left, length, 0.0, 1.0, is_ratio=False)
    low, high = min(values, default=-1.0), max(values, default=1.0)
    white = 0.05 * (high - low) or 1.0
    return Axis(left, length, low - white, high + white, is_ratio=False)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Widths of a page in mm: of what is left of the plot, the plot, and where the judgements begin.

    Attributes:
        label: the names of studies; on a narrow page their numbers.
        above: the lines above the plot of a study on a narrow page: one with its name and judgements, or two,
            one for each; none where all stand side by side.
        names: what names have room for.
        width: of the page.
        has_heads: whether columns are as wide as their heads; else a long head is told in the key.
    """

    label: float
    plot: float
    words: float
    lights: float
    names: float
    width: float
    above: int = 0
    has_heads: bool = True

    @property
    def axis_left(self) -> float:
        return MARGIN + self.label + _GAP

    @property
    def words_left(self) -> float:
        return MARGIN if self.above else self.axis_left + self.plot + _GAP

    def centres(self, block: ForestBlock) -> list[float]:
        """Return the middles of the columns of judgements; a whole at the end stands at the margin.

        So the wholes of checklists with more and with fewer domains stand below each other.
        """
        wide = _columns_of(block, has_heads=self.has_heads)
        ends = accumulate(wide, initial=self.lights)
        middles = [end + each / 2 for end, each in zip(ends, wide, strict=False)]
        if block.columns and not block.columns[-1][1]:
            middles[-1] = self.width - MARGIN - wide[-1] / 2
        return middles

    def head(self, name: str) -> str:
        """Return what stands above a column: a head that has no room is told in the key below."""
        wide = _column(name, has_heads=self.has_heads)
        return name if width_of(name, NOTE, bold=True) <= wide else _SHORT_HEAD


_SHORT_HEAD = "All"


def _column(name: str, *, has_heads: bool) -> float:
    """Return how wide a column of judgements is, in mm."""
    wide = width_of(name, NOTE, bold=True) + 1.2
    return max(_COLUMN, wide) if has_heads and wide <= _WIDEST_COLUMN else _COLUMN


def _columns_of(block: ForestBlock, *, has_heads: bool) -> list[float]:
    return [_column(name, has_heads=has_heads) for name, _ in block.columns]


def lay_out_forest(subject: Forest, sizes: Sizes) -> list[Page]:
    """Return as many pages as the height of one asks for; a panel that fits on one is not cut.

    A panel without its axis cannot be read. Of one that is higher than a page the last study stays with the
    axis, and the first with its heading.
    """
    grid = _grid(subject, sizes)

    def head(page: Page) -> None:
        return None

    def foot(page: Page, _: float) -> None:
        _foot(page, subject, sizes, grid)

    room = room_for_rows(subject.title, sizes, head=head, foot=foot)
    units: list[tuple[int, list[Line]]] = []
    for number, panel in enumerate(subject.panels):
        lines = list(_panel(panel, grid, sizes.palette))
        if sum(height for height, _ in lines) <= room:
            units.append((number, lines))
        else:
            units.extend((number, part) for part in _cut(panel, lines))

    def row(page: Page, number: int) -> None:
        for height, draw in units[number][1]:
            draw(page)
            page.y += height

    heights = [sum(height for height, _ in lines) for _, lines in units]
    pages = paged(subject.title, heights, sizes, head=head, row=row, foot=foot)
    for page in pages:
        shown = dict.fromkeys(units[each][0] for each in page.rows or ())
        page.words = alt_text(replace(subject, panels=tuple(subject.panels[each] for each in shown)))
    return pages


def _cut(panel: ForestPanel, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines that stay together: a heading with its first study, the last study with the axis."""
    counts = [len(block.rows) for block in panel.blocks]
    firsts = []
    place = 0
    for studies in counts:
        firsts += [place, *range(place + 2, place + studies + 1)]
        place += studies + 1
    for first, after in zip(firsts, [*firsts[1:], len(lines)], strict=True):
        yield list(lines[first:after])


def _grid(subject: Forest, sizes: Sizes) -> _Grid:
    """Judgements and words take what they need, names up to a length, the plot the rest.

    On a narrow page judgements stay beside the name of their study, also where heads then have no room.
    """
    grids = [_grid_of(subject, sizes, has_heads=has_heads) for has_heads in (True, False)]
    possible = [grid for grid, _ in grids if grid is not None]
    if not possible:
        too_narrow(sizes.width, min(needed for _, needed in grids))
    return min(possible, key=lambda grid: grid.above)


def _grid_of(subject: Forest, sizes: Sizes, *, has_heads: bool) -> tuple[_Grid | None, float]:
    """Return the widths of a page, or None and the width in mm that it would need."""
    rows = [row for block in subject.blocks for row in block.rows]
    pooled = [panel.pooled for panel in subject.panels if panel.pooled is not None]
    widest = max((width_of(row.words, NOTE) for row in (*rows, *pooled)), default=0.0)
    words = max(widest, *(width_of(panel.measure, NOTE, bold=True) for panel in subject.panels)) + 1
    names = max((width_of(row.label, BODY) for row in rows), default=0.0) + 1
    label = min(max(names, width_of("Not pooled", BODY)), _LONGEST_LABEL)
    columns = max((sum(_columns_of(block, has_heads=has_heads)) for block in subject.blocks), default=0.0)
    inner = sizes.width - 2 * MARGIN
    plot = inner - label - words - columns - 3 * _GAP
    lights = sizes.width - MARGIN - columns
    if plot >= _SHORTEST_PLOT:
        return _Grid(label, plot, words, lights, label, sizes.width, has_heads=has_heads), sizes.width
    label = max(words, width_of("Not pooled", BODY))
    end = width_of("100%", NOTE) / 2  # the words below the end of the axis stand within the margin
    least = max(label + _GAP + _SHORTEST_PLOT + end, columns) + 2 * MARGIN
    if sizes.width > NARROW_UP_TO or least > NARROW_UP_TO:
        return None, sizes.width + _SHORTEST_PLOT - plot
    if sizes.width < least:
        return None, least
    beside = inner - columns - _GAP
    above = 1 if beside >= _SHORTEST_NAME else 2
    names = beside if above == 1 else inner
    plot = inner - label - _GAP - end
    return _Grid(label, plot, words, lights, names, sizes.width, above, has_heads), sizes.width


def _panel(panel: ForestPanel, grid: _Grid, palette: str) -> Iterator[Line]:
    """Yield the lines of a panel: blocks with heads and studies, what is pooled, the axis if there is any."""
    axis = axis_of(panel, grid.axis_left, grid.plot)
    for number, block in enumerate(panel.blocks):
        yield _block_head(block, panel.measure if number == 0 else "", grid)
        for row in block.rows:
            yield _study(row, block, panel, axis, grid, palette)
    estimates = sum(row.estimate is not None for block in panel.blocks for row in block.rows)
    if panel.pooled is not None or estimates > 1:
        yield _pooled(panel, axis, grid)
    yield (_AXIS, lambda page: _put_axis(page, panel, axis)) if estimates else (_GAP, lambda page: None)
    if estimates and panel.no_effect is not None and (panel.below or panel.above):
        yield from _directions(panel, axis, grid)


def _directions(panel: ForestPanel, axis: Axis, grid: _Grid) -> Iterator[Line]:
    """Yield the line that says what lies on either side of no effect, or two where one has no room."""
    middle, edge = axis.at(panel.no_effect or 0.0), grid.width - MARGIN
    below, above = (f"← {panel.below}" if panel.below else "", f"{panel.above} →" if panel.above else "")
    right = min(middle + 1, edge - width_of(above, NOTE))
    left = min(middle - 1, right - _GAP) - width_of(below, NOTE)
    has_room = left >= MARGIN
    texts = [(max(left, MARGIN), below), (right, above)]
    rows = [texts] if has_room else [[text] for text in texts]
    for row in rows:
        yield height_of(1, NOTE) + 1, partial(_put_texts, texts=row)


def _put_texts(page: Page, texts: Sequence[tuple[float, str]]) -> None:
    for x, text in texts:
        page.put(Letters(x, page.y + height_of(1, NOTE) / 2, text, NOTE))


def _block_head(block: ForestBlock, measure: str, grid: _Grid) -> Line:
    if grid.above:
        return _stacked_head(block, measure, grid)
    lines = wrap(block.title, NOTE, grid.lights - MARGIN - grid.words - 2 * _GAP, bold=True)
    high = max(_HEAD, height_of(len(lines), NOTE) + 1.5)

    def draw(page: Page) -> None:
        page.block(lines, MARGIN, page.y + high / 2, NOTE, bold=True)
        bottom = page.y + high
        page.put(Letters(grid.words_left, bottom - 2.6, measure, NOTE, bold=True))
        _put_heads(page, block, grid, bottom - 2.6)
        page.put(Stroke(MARGIN, bottom - 0.4, page.width - MARGIN, bottom - 0.4, _GREY))

    return high, draw


def _stacked_head(block: ForestBlock, measure: str, grid: _Grid) -> Line:
    """The name of the checklist over the whole width, then the measure and the columns of judgements."""
    lines = wrap(block.title, NOTE, grid.width - 2 * MARGIN, bold=True)
    title = height_of(len(lines), NOTE) + 1.5
    apart = bool(measure) and width_of(measure, NOTE, bold=True) + 1 > grid.lights - MARGIN
    high = title + _HEAD + (height_of(1, NOTE) if apart else 0.0)

    def draw(page: Page) -> None:
        page.block(lines, MARGIN, page.y + title / 2, NOTE, bold=True)
        bottom = page.y + high
        beside = bottom - 2.6 - (height_of(1, NOTE) + 0.4 if apart else 0.0)
        page.put(Letters(MARGIN, beside, measure, NOTE, bold=True))
        _put_heads(page, block, grid, bottom - 2.6)
        page.put(Stroke(MARGIN, bottom - 0.4, page.width - MARGIN, bottom - 0.4, _GREY))

    return high, draw


def _put_heads(page: Page, block: ForestBlock, grid: _Grid, y: float) -> None:
    for x, (name, _) in zip(grid.centres(block), block.columns, strict=True):
        page.put(Letters(x, y, grid.head(name), NOTE, "center", bold=True))


def _study(
    row: ForestRow, block: ForestBlock, panel: ForestPanel, axis: Axis, grid: _Grid, palette: str
) -> Line:
    names = wrap(row.label, BODY, grid.names)
    named = max(_ROW, height_of(len(names), BODY) + 1.6)
    judgements = _LINE if grid.above > 1 else 0.0
    plot = _LINE if grid.above else named
    above = named + judgements if grid.above else 0.0

    def draw(page: Page) -> None:
        page.block(names, MARGIN, page.y + named / 2, BODY)
        judged = page.y + named + judgements / 2 if judgements else page.y + named / 2
        for column, (x, level) in enumerate(zip(grid.centres(block), row.levels, strict=True)):
            symbol = _symbol(block, column, level)
            put_light(page, x, judged, _DISC / 2, symbol, palette)
            if column in row.overridden:
                page.put(Letters(x + 2.2, judged - 1.6, "*", BODY, "center", bold=True))
        page.y += above
        middle = page.y + plot / 2
        _put_no_effect(page, panel, axis, plot)
        _put_interval(page, row, axis, middle)
        if row.estimate is not None:
            x = axis.at(row.estimate)
            page.put(Box(x - _SQUARE / 2, middle - _SQUARE / 2, _SQUARE, _SQUARE, INK))
        colour = INK if row.estimate is not None else _GREY
        page.put(Letters(grid.words_left, middle, row.words, NOTE, "left", colour))
        page.y -= above

    return above + plot, draw


def _symbol(block: ForestBlock, column: int, level: str | None) -> Symbol:
    return symbol_of(level, block.orders[column])


def _put_interval(page: Page, row: ForestRow, axis: Axis, middle: float) -> None:
    """The line of an interval, with an arrow where it leaves the axis."""
    if row.lower is None or row.upper is None:
        return
    left, right = axis.at(row.lower), axis.at(row.upper)
    page.put(Stroke(left, middle, right, middle, INK, 1.0))
    if row.lower < axis.lowest:
        _put_arrow(page, left, middle, 1)
    if row.upper > axis.highest:
        _put_arrow(page, right, middle, -1)


def _put_arrow(page: Page, x: float, y: float, way: int) -> None:
    for side in (-0.9, 0.9):
        page.put(Stroke(x, y, x + way * 1.4, y + side, INK, 1.0))


def _pooled(panel: ForestPanel, axis: Axis, grid: _Grid) -> Line:
    """The effect that somebody entered as an open diamond, or that nothing is pooled."""
    row = panel.pooled
    source = wrap(panel.pooled_note, NOTE, grid.label + _GAP + grid.plot) if row is not None else ()
    above = _LINE if grid.above and row is not None and row.estimate is not None else 0.0
    high = above + _ROW + height_of(len(source), NOTE)

    def draw(page: Page) -> None:
        top = page.y + above
        middle = top + _ROW / 2
        _put_no_effect(page, panel, axis, _ROW + above)
        if row is None or row.estimate is None:
            page.put(Letters(MARGIN, middle, "Not pooled", BODY, "left", _GREY))
            return
        page.put(Letters(MARGIN, page.y + (above or _ROW) / 2, row.label, BODY, bold=True))
        page.put(Letters(grid.words_left, middle, row.words, NOTE, bold=True))
        page.block(source, MARGIN, top + _ROW + height_of(len(source), NOTE) / 2, NOTE, colour=_GREY)
        centre = axis.at(row.estimate)
        left = axis.at(row.lower) if row.lower is not None else centre - 1.6
        right = axis.at(row.upper) if row.upper is not None else centre + 1.6
        corners = ((left, middle), (centre, middle - 1.7), (right, middle), (centre, middle + 1.7))
        for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
            page.put(Stroke(x1, y1, x2, y2, INK, 1.0))

    return high, draw


def _put_no_effect(page: Page, panel: ForestPanel, axis: Axis, high: float) -> None:
    if panel.no_effect is not None:
        x = axis.at(panel.no_effect)
        page.put(Stroke(x, page.y, x, page.y + high, "#999999", 0.6))


def _put_axis(page: Page, panel: ForestPanel, axis: Axis) -> None:
    page.put(Stroke(axis.left, page.y, axis.left + axis.length, page.y, _GREY))
    for tick in axis.ticks:
        page.put(Stroke(axis.at(tick), page.y, axis.at(tick), page.y + 1.2, _GREY))
    edge = page.width
    for tick in sorted(axis.ticks, reverse=True):  # the last one always has its label
        x, text = axis.at(tick), f"{tick:.0%}" if panel.no_effect is None else f"{tick:g}"
        text = text.replace("-", "\u2212")
        wide = width_of(text, NOTE)
        if axis.left - 2 * _GAP + 0.8 < x - wide / 2 and x + wide / 2 + 0.8 < edge:
            page.put(Letters(x, page.y + 3.2, text, NOTE, "center"))
            edge = x - wide / 2


def _foot(page: Page, subject: Forest, sizes: Sizes, grid: _Grid) -> None:
    """The symbols of each scale, then what the columns of each checklist stand for, then the notes."""
    page.y += 1
    for order, blocks in subject.titles_by_order.items():
        if len(subject.titles_by_order) > 1:  # a symbol may mean another level on another scale
            page.paragraph(", ".join(blocks), NOTE, bold=True)
        put_legend(page, [symbol_of(level, order) for level in order.levels], sizes.palette, BODY)
    page.y += 1
    for block in {block.title: block for block in subject.blocks}.values():
        titles = [f"{name} {title}" for name, title in block.columns if title]
        short = (name for name, title in block.columns if not title and grid.head(name) == _SHORT_HEAD)
        wholes = [f"{_SHORT_HEAD}: {name}" for name in short]
        if titles:
            page.paragraph(block.title, NOTE, bold=True)
            put_key(page, [*titles, *wholes], NOTE)
    page.notes(subject.notes, NOTE)
