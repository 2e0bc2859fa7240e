"""Draw summary bars: for each domain the share of each judgement, stacked from best to worst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.output.figures.legend import put_legend, put_ring
from workbench.output.figures.page import INK, MARGIN, Box, Letters, Page, Stroke
from workbench.output.figures.page_breaks import paged
from workbench.output.figures.palettes import colour_of, edge_of, ink_on
from workbench.output.figures.sizes import BODY, NOTE, Sizes, too_narrow
from workbench.output.figures.subjects import Bars
from workbench.output.figures.text_width import height_of, width_of, wrap
from workbench.output.symbols import Symbol

_BAR = 5.6
_GAP = 2.4
_RING = 1.6
"""Radius of the ring around a sign, in mm: the sign in it is as large as the smallest letters."""

_BELOW = 4.2
"""Height of the line for the pieces that are too narrow for their sign."""

_PANEL = 6.0
"""Height of the line that names an axis."""

_SHORTEST = 30.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """One level of a bar: where it is in mm, and its share in words."""

    symbol: Symbol
    x: float
    wide: float
    text: str

    @property
    def centre(self) -> float:
        return self.x + self.wide / 2

    def needs(self, text: str) -> float:
        """The width of its ring with a text beside it."""
        return 2 * _RING + (0.8 + width_of(text, NOTE) if text else 0.0)

    @property
    def is_narrow(self) -> bool:
        """Whether not even its sign fits into it."""
        return self.wide < self.needs("") + 0.6


def lay_out_bars(subject: Bars, sizes: Sizes) -> list[Page]:
    """One page as a rule: there are as many bars as domains."""
    label, left, length = _widths(subject, sizes)
    names = [
        wrap(name, BODY, label, bold=subject.is_whole(number))
        for number, (name, _) in enumerate(subject.bars)
    ]
    pieces = [
        _pieces(subject.symbols(number), shares, left, length)
        for number, (_, shares) in enumerate(subject.bars)
    ]
    heads = [
        name if number == 0 or name != subject.panels[number - 1] else ""
        for number, name in enumerate(subject.panels)
    ] or [""] * len(subject.bars)
    bodies = [max(_BAR, height_of(len(lines), BODY)) for lines in names]
    highs = [
        body + _GAP + (_BELOW if any(piece.is_narrow for piece in each) else 0) + (_PANEL if head else 0)
        for body, each, head in zip(bodies, pieces, heads, strict=True)
    ]

    def row(page: Page, number: int) -> None:
        top = page.y
        if heads[number]:
            page.put(Letters(MARGIN, top + _PANEL / 2, heads[number], BODY, bold=True))
            top += _PANEL
        page.block(names[number], MARGIN, top + bodies[number] / 2, BODY, bold=subject.is_whole(number))
        _bar(page, pieces[number], top + (bodies[number] - _BAR) / 2, sizes.palette)
        page.y += highs[number]

    def foot(page: Page, _: float) -> None:
        _axis(page, left, length)
        for symbols, name in zip(subject.legends, subject.legend_names, strict=True):
            put_legend(page, symbols, sizes.palette, BODY, name)
        page.y += 1
        page.notes(subject.notes, NOTE)

    return paged(subject.title, highs, sizes, head=lambda page: None, row=row, foot=foot)


def _widths(subject: Bars, sizes: Sizes) -> tuple[float, float, float]:
    """Of the labels, and where a bar begins and how long it is, in mm."""
    inner = sizes.width - 2 * MARGIN
    natural = max((width_of(name, BODY, bold=True) for name, _ in subject.bars), default=0.0) + 1
    label = min(natural, inner * 0.42)
    left = MARGIN + label + 3
    length = sizes.width - MARGIN - 6 - left
    if length < _SHORTEST:
        too_narrow(sizes.width, (_SHORTEST + 9) / 0.58 + 2 * MARGIN)
    return label, left, length


def _pieces(symbols: Sequence[Symbol], shares: Sequence[float], left: float, length: float) -> list[_Piece]:
    pieces, x = [], left
    for symbol, share in zip(symbols, shares, strict=True):
        if share > 0:
            pieces.append(_Piece(symbol, x, share * length, in_per_cent(share)))
        x += share * length
    return pieces


def in_per_cent(share: float) -> str:
    """
    >>> in_per_cent(0.25), in_per_cent(0.001), in_per_cent(0.999)
    ('25%', '<1%', '>99%')
    """
    whole = round(100 * share)
    if share and not whole:
        return "<1%"
    return ">99%" if share < 1 and whole == 100 else f"{whole}%"


def _bar(page: Page, pieces: Sequence[_Piece], top: float, palette: str) -> None:
    """The pieces of one bar; each says its sign and share, below it where it is too narrow."""
    for piece in pieces:
        colour = colour_of(piece.symbol, palette)
        page.put(Box(piece.x, top, piece.wide, _BAR, colour, edge_of(colour, palette) or "#FFFFFF"))
        if not piece.is_narrow:
            text = piece.text if piece.needs(piece.text) + 1.2 <= piece.wide else ""
            _put_share(page, piece, piece.centre, top + _BAR / 2, text, ink_on(colour))
    narrow = [piece for piece in pieces if piece.is_narrow]
    if not narrow:
        return
    ends = narrow_ends(pieces)
    full = sum(piece.needs(piece.text) + 2 for piece in narrow) <= ends[1] - ends[0]
    texts = [piece.text if full else "" for piece in narrow]
    places = beside_each_other(
        [(piece.centre, piece.needs(text) + 2) for piece, text in zip(narrow, texts, strict=True)], ends
    )
    for piece, text, x in zip(narrow, texts, places, strict=True):
        page.put(Stroke(piece.centre, top + _BAR, x, top + _BAR + 0.9, INK, 0.5))
        _put_share(page, piece, x, top + _BAR + 0.9 + _RING, text, INK)


def narrow_ends(pieces: Sequence[_Piece]) -> tuple[float, float]:
    """Between which ends the texts below a bar have to stay: those of the bar, and a little more."""
    return pieces[0].x - 2, pieces[-1].x + pieces[-1].wide + 5


def beside_each_other(wanted: Sequence[tuple[float, float]], ends: tuple[float, float]) -> list[float]:
    """Centres as near as can be to the wanted ones (with a width each), none over another.

    >>> beside_each_other([(1, 4), (2, 4)], (0, 20))
    [2.0, 6.0]
    """
    places: list[float] = []
    edge = ends[0]
    for centre, wide in wanted:
        places.append(max(centre, edge + wide / 2))
        edge = places[-1] + wide / 2
    edge = ends[1]
    for number in reversed(range(len(places))):
        wide = wanted[number][1]
        places[number] = min(places[number], edge - wide / 2)
        edge = places[number] - wide / 2
    return places


def _put_share(page: Page, piece: _Piece, centre: float, middle: float, text: str, ink: str) -> None:
    """The sign in a ring, and beside it the share: after a bare minus that would be less than nothing."""
    x = centre - piece.needs(text) / 2
    put_ring(page, x + _RING, middle, _RING, piece.symbol, ink)
    if text:
        page.put(Letters(x + 2 * _RING + 0.8, middle, text, NOTE, "left", ink))


def _axis(page: Page, left: float, length: float) -> None:
    page.put(Stroke(left, page.y, left + length, page.y, "#666666"))
    for tick in (0, 25, 50, 75, 100):
        x = left + length * tick / 100
        page.put(Stroke(x, page.y, x, page.y + 1.2, "#666666"))
        page.put(Letters(x, page.y + 3.2, f"{tick}%", NOTE, "center"))
    page.y += 7
