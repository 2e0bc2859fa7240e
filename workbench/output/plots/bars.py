"""Summary bars: for each domain the share of each judgement, stacked from best to worst."""

from __future__ import annotations

from workbench.output.plots.legend import SIGNS, put_legend
from workbench.output.plots.lettering import height_of, width_of, wrap
from workbench.output.plots.page import MARGIN, Box, Letters, Page, Stroke
from workbench.output.plots.palettes import colour_of, ink_on
from workbench.output.plots.sizes import BODY, NOTE, NOTE_LINES, TITLE, Sizes, too_narrow
from workbench.output.plots.subjects import Bars
from workbench.output.symbols import symbol_of

_BAR = 5.6
_GAP = 2.4
_TICKS = (0, 25, 50, 75, 100)
_SHORTEST = 30.0


def lay_out_bars(subject: Bars, sizes: Sizes) -> list[Page]:
    """One page: there are as many bars as domains."""
    inner = sizes.width - 2 * MARGIN
    natural = max((width_of(name, BODY) for name, _ in subject.bars), default=0.0) + 1
    label = min(natural, inner * 0.42)
    left = MARGIN + label + 3
    length = sizes.width - MARGIN - 6 - left
    if length < _SHORTEST:
        too_narrow(sizes.width, (_SHORTEST + 9) / 0.58 + 2 * MARGIN)
    page = Page(sizes.width)
    page.paragraph(subject.title, TITLE, bold=True)
    page.y += 2
    for name, shares in subject.bars:
        lines = wrap(name, BODY, label)
        high = max(_BAR, height_of(len(lines), BODY))
        page.block(lines, MARGIN, page.y + high / 2, BODY)
        _bar(page, subject.levels, shares, (left, page.y + (high - _BAR) / 2, length), sizes.palette)
        page.y += high + _GAP
    _axis(page, left, length)
    put_legend(page, subject.levels, sizes.palette, BODY)
    page.y += 1
    for note in subject.notes:
        page.paragraph(note, NOTE, most=NOTE_LINES)
        page.y += 0.8
    return [page]


def _bar(
    page: Page,
    levels: tuple[str, ...],
    shares: tuple[float, ...],
    place: tuple[float, float, float],
    palette: str,
) -> None:
    """The pieces of one bar; each says its sign and share as far as there is room."""
    x, top, length = place
    for level, share in zip(levels, shares, strict=True):
        wide = share * length
        if wide <= 0:
            continue
        colour = colour_of(level, palette)
        page.put(Box(x, top, wide, _BAR, colour, "#FFFFFF"))
        sign = SIGNS[symbol_of(level).symbol]
        for text in (f"{sign} {share:.0%}".replace("%", " %"), sign):
            if width_of(text, NOTE, bold=True) + 1.2 <= wide:
                page.put(Letters(x + wide / 2, top + _BAR / 2, text, NOTE, "center", ink_on(colour), True))
                break
        x += wide


def _axis(page: Page, left: float, length: float) -> None:
    page.put(Stroke(left, page.y, left + length, page.y, "#666666"))
    for tick in _TICKS:
        x = left + length * tick / 100
        page.put(Stroke(x, page.y, x, page.y + 1.2, "#666666"))
        page.put(Letters(x, page.y + 3.2, f"{tick} %", NOTE, "center"))
    page.y += 7
