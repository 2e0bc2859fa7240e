"""Draw the coefficients of agreement with their intervals below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from workbench.output.figures.page import FAINT, MARGIN, Box, Disc, Letters, Mark, Page, Stroke
from workbench.output.figures.page_breaks import paged
from workbench.output.figures.sizes import BODY, NOTE, Sizes, too_narrow
from workbench.output.figures.subjects import Agreements, Estimate
from workbench.output.figures.text_width import height_of, width_of, wrap

_INKS = ("#0072B2", "#444444", "#D55E00", "#777777")
_LINE = 4.4
"""Height of one coefficient, in mm."""

_SHORTEST = 18.0
_AXES = (
    (0.0, 0.2), (0.0, 0.5), (-0.4, 0.2), (-0.5, 0.5), (-1.0, 0.5), (-1.0, 1.0),
)  # fmt: skip
"""Where an axis begins, and the step between its ticks, the preferred one first."""

_EXPLAINED = (
    "1 is complete agreement; of a coefficient 0 is what chance alone would give, of the raw agreement none; "
    "the lines are 95% intervals"
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The axis: its left end and length in mm, its lowest value, the step of its ticks."""

    left: float
    length: float
    lowest: float
    step: float

    def at(self, value: float) -> float:
        """Where a value is, in mm; what is below the axis is at its end."""
        return self.left + self.length * (max(value, self.lowest) - self.lowest) / (1 - self.lowest)

    @property
    def ticks(self) -> list[float]:
        """
        >>> _Scale(0, 40, -0.5, 0.5).ticks
        [-0.5, 0.0, 0.5, 1.0]
        """
        return [
            round(each * self.step, 1)
            for each in range(ceil(self.lowest / self.step), floor(1 / self.step) + 1)
        ]


def lay_out_agreements(subject: Agreements, sizes: Sizes) -> list[Page]:
    """What was agreed on, its coefficients on an axis that goes below 0 where one does, and their numbers."""
    label, numbers, scale = _columns(subject, sizes)
    groups = _grouped(subject.rows)
    names = [wrap(group[0].label, BODY, label) for group in groups]
    remarks = [[wrap(row.remark, NOTE, numbers) for row in group] for group in groups]
    lines = [[max(_LINE, height_of(len(each), NOTE) + 0.8) for each in group] for group in remarks]
    highs = [max(sum(each), height_of(len(name), BODY)) + 2 for each, name in zip(lines, names, strict=True)]
    series = list(dict.fromkeys(row.series for row in subject.rows))

    def row(page: Page, number: int) -> None:
        page.block(names[number], MARGIN, page.y + highs[number] / 2, BODY)
        y = page.y + (highs[number] - sum(lines[number])) / 2
        for each, high, remark in zip(groups[number], lines[number], remarks[number], strict=True):
            _estimate(page, each, series.index(each.series), scale, y + high / 2)
            page.block(remark, scale.left + scale.length + 4, y + high / 2, NOTE)
            y += high
        page.y += highs[number]

    def foot(page: Page, top: float) -> None:
        _axis(page, top, scale)
        _series(page, series)
        page.notes((_EXPLAINED, *subject.notes), NOTE)

    return paged(subject.title, highs, sizes, head=lambda page: None, row=row, foot=foot)


def _columns(subject: Agreements, sizes: Sizes) -> tuple[float, float, _Scale]:
    """Widths of the labels and of the numbers in mm, and the axis between them."""
    inner = sizes.width - 2 * MARGIN
    numbers = min(max((width_of(row.remark, NOTE) for row in subject.rows), default=0.0) + 0.5, inner * 0.3)
    natural = max((width_of(row.label, BODY) for row in subject.rows), default=0.0) + 0.5
    label = min(natural, inner * 0.33)
    length = inner - label - numbers - 7 - 3
    if length < _SHORTEST:
        too_narrow(sizes.width, (_SHORTEST + 10) / 0.37 + 2 * MARGIN)
    ends = [end for row in subject.rows for end in (row.lower, row.value) if end is not None]
    return label, numbers, _scale(MARGIN + label + 3, length, min(ends, default=0.0))


def _scale(left: float, length: float, least: float) -> _Scale:
    """The finest axis that reaches low enough and has room for its numbers."""
    tick = width_of("\u22120.5", NOTE) + 1.5
    scales = [_Scale(left, length, lowest, step) for lowest, step in _AXES if lowest <= max(least, -1.0)]
    fitting = [scale for scale in scales if (len(scale.ticks) - 1) * tick <= length]
    return (fitting or scales[-1:])[0]


def _grouped(rows: Sequence[Estimate]) -> list[list[Estimate]]:
    """The rows of one label together."""
    groups: list[list[Estimate]] = []
    for row in rows:
        if row.label or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _estimate(page: Page, row: Estimate, series: int, scale: _Scale, middle: float) -> None:
    if row.lower is not None and row.upper is not None:
        ink = _INKS[series % len(_INKS)]
        page.put(Stroke(scale.at(row.lower), middle, scale.at(row.upper), middle, ink, 1.4))
    if row.value is not None:
        page.put(_marker(scale.at(row.value), middle, series))


def _marker(x: float, y: float, series: int) -> Mark:
    """A disc, an open square, a ring and a full square in turn: a form besides the colour."""
    ink = _INKS[series % len(_INKS)]
    forms: tuple[Mark, ...] = (
        Disc(x, y, 1.2, ink),
        Box(x - 1.1, y - 1.1, 2.2, 2.2, "#FFFFFF", ink),
        Disc(x, y, 1.1, "#FFFFFF", ink),
        Box(x - 1.1, y - 1.1, 2.2, 2.2, ink, ink),
    )
    return forms[series % len(forms)]


def _axis(page: Page, top: float, scale: _Scale) -> None:
    """The axis below the rows, and lines up from its ticks behind everything."""
    lines: list[Mark] = []
    for tick in scale.ticks:
        x = scale.at(tick)
        lines.append(Stroke(x, top, x, page.y + 1.2, FAINT if tick else "#666666", 0.5))
        page.put(Letters(x, page.y + 3.2, f"{tick:.1f}".replace("-", "\u2212"), NOTE, "center"))
    lines.append(Stroke(scale.left, page.y, scale.left + scale.length, page.y, "#666666"))
    page.marks[:0] = lines
    page.y += 6.5


def _series(page: Page, series: Sequence[str]) -> None:
    """The legend: which form is which coefficient."""
    x, high = MARGIN, height_of(1, BODY) + 1
    for number, name in enumerate(series):
        wide = 4 + width_of(name, BODY)
        if x > MARGIN and x + wide > page.width - MARGIN:
            x, page.y = MARGIN, page.y + high
        page.put(_marker(x + 1.2, page.y + high / 2, number))
        page.put(Letters(x + 4, page.y + high / 2, name, BODY))
        x += wide + 5
    page.y += high + 1
