"""Draw the traffic-light matrix: a row for each study, a disc for each domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, groupby

from workbench.output.figures.legend import put_key, put_legend, put_light
from workbench.output.figures.page import MARGIN, Box, Disc, Letters, Page, Stroke
from workbench.output.figures.page_breaks import paged
from workbench.output.figures.sizes import BODY, NOTE, Sizes, too_narrow
from workbench.output.figures.subjects import Lights
from workbench.output.figures.text_width import height_of, width_of, wrap
from workbench.output.symbols import symbol_of

_DISC = 5.2
"""Across, in mm."""

_ROW = 6.4
_NARROWEST, _WIDEST = 5.7, 15.0
_SHORTEST = 22.0
"""Room for the name of a study, which is broken into lines."""

_GAP = 2.0
_STRIPE = "#F3F3F3"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns are.

    Attributes:
        label: width of the names, in mm.
        edges: left end of each column, and the right end of the last, in mm.
        size: of the heads, in points.
    """

    label: float
    edges: tuple[float, ...]
    size: float

    def centre(self, column: int) -> float:
        """The middle of a column."""
        return (self.edges[column] + self.edges[column + 1]) / 2


def lay_out_lights(subject: Lights, sizes: Sizes) -> list[Page]:
    """As many pages as the height of one asks for; the rows of one study stay together."""
    grid = _grid(subject, sizes)
    names = [wrap(name, BODY, grid.label) for name, _ in subject.rows]
    highs = [max(_ROW, height_of(len(lines), BODY) + 1.6) for lines in names]
    studies = _by_study(subject)

    def study(page: Page, number: int) -> None:
        for row in studies[number]:
            if number % 2:
                page.put(Box(MARGIN, page.y, grid.edges[-1] - MARGIN, highs[row], _STRIPE))
            _row(page, subject, row, names[row], highs[row], grid, sizes.palette)

    return paged(
        subject.title,
        [sum(highs[row] for row in rows) for rows in studies],
        sizes,
        head=partial(_head, subject=subject, grid=grid),
        row=study,
        foot=partial(_foot, subject=subject, sizes=sizes, grid=grid),
    )


def _by_study(subject: Lights) -> list[list[int]]:
    """The rows of each study; each row by itself where nobody said of which study it is."""
    owners: Sequence[str | int] = subject.studies or range(len(subject.rows))
    return [list(rows) for _, rows in groupby(range(len(subject.rows)), key=lambda row: owners[row])]


def _grid(subject: Lights, sizes: Sizes) -> _Grid:
    """The names get at most 45 % of the page, the columns what they need and up to 15 mm."""
    inner = sizes.width - 2 * MARGIN - _GAP
    names = [*(width_of(name, BODY) for name, _ in subject.rows), width_of("Study", BODY, bold=True)]
    natural = max(names) + 1
    shortest = min(natural, _SHORTEST)
    for size in (BODY, NOTE):
        heads = [width_of(name, size, bold=True) + 1.2 for name, _ in subject.columns]
        least = [max(_NARROWEST, head) for head in heads]
        if sum(least) + shortest <= inner:
            break
    else:
        too_narrow(sizes.width, 2 * MARGIN + _GAP + sum(least) + shortest)
    label = min(natural, inner * 0.45, inner - sum(least))
    spare = max(0.0, (inner - label - sum(least)) / len(least))
    wide = [min(each + spare, max(each, _WIDEST)) for each in least]
    return _Grid(label, tuple(accumulate(wide, initial=MARGIN + label + _GAP)), size)


def _head(page: Page, subject: Lights, grid: _Grid) -> None:
    if subject.panels:
        _panel_heads(page, subject, grid)
    middle = page.y + 2.5
    page.put(Letters(MARGIN, middle, "Study", BODY, bold=True))
    for number, (name, _) in enumerate(subject.columns):
        page.put(Letters(grid.centre(number), middle, name, grid.size, "center", bold=True))
    page.y += 5.5
    page.put(Stroke(MARGIN, page.y, grid.edges[-1], page.y, "#666666"))


def _panels(subject: Lights) -> list[tuple[str, list[int]]]:
    """The panels with the places of their columns."""
    return [
        (name, list(columns))
        for name, columns in groupby(range(len(subject.panels)), key=lambda column: subject.panels[column])
    ]


def _panel_heads(page: Page, subject: Lights, grid: _Grid) -> None:
    """The axes above their columns, each over a line as wide as its panel."""
    for name, columns in _panels(subject):
        left, right = grid.edges[columns[0]], grid.edges[columns[-1] + 1]
        lines = wrap(name, grid.size, right - left - 1, bold=True)
        page.put(Letters((left + right) / 2, page.y + 2.5, lines[0], grid.size, "center", bold=True))
        page.put(Stroke(left + 0.8, page.y + 5, right - 0.8, page.y + 5, "#666666"))
    page.y += 5.5


def _row(
    page: Page, subject: Lights, row: int, name: tuple[str, ...], high: float, grid: _Grid, palette: str
) -> None:
    middle = page.y + high / 2
    page.block(name, MARGIN, middle, BODY)
    for number, level in enumerate(subject.rows[row][1]):
        x = grid.centre(number)
        put_light(page, x, middle, _DISC / 2, subject.symbol(number, level), palette)
        if (row, number) in subject.overridden:
            _star(page, x, middle)
    page.y += high


def _star(page: Page, x: float, middle: float) -> None:
    """On the rim of a disc, top right, where it does not reach the next one."""
    page.put(Disc(x + 1.9, middle - 1.8, 1.0, "#FFFFFF"))
    page.put(Letters(x + 1.9, middle - 1.3, "*", BODY, "center", bold=True))


def _foot(page: Page, top: float, subject: Lights, sizes: Sizes, grid: _Grid) -> None:
    for column, (_, title) in enumerate(subject.columns):
        if not title:
            page.put(Stroke(grid.edges[column], top, grid.edges[column], page.y, "#888888"))
    for _, columns in _panels(subject)[1:]:
        page.put(Stroke(grid.edges[columns[0]], top, grid.edges[columns[0]], page.y, "#333333"))
    page.y += 2
    used = {level for _, levels in subject.rows for level in levels}
    *others, last = subject.legends
    legends = (*others, (*last, *([symbol_of(None)] if None in used else [])))
    for symbols, name in zip(legends, subject.legend_names, strict=True):
        put_legend(page, symbols, sizes.palette, BODY, name)
    page.y += 1
    put_key(page, [f"{name} {title}" for name, title in subject.columns if title and title != name], NOTE)
    page.notes(subject.notes, NOTE)
