"""Draw the marks of a page with the primitives of matplotlib, at the places that the layout gave them.

An artist of matplotlib for each mark finds out anew where it is and what it measures: 30 seconds for the
traffic light of a thousand studies. Here the page is one artist, alike marks are drawn together, and texts
stand where their measures say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from workbench.output.extras import load
from workbench.output.figures.page import Box, Disc, Letters, Mark, Page, Stroke
from workbench.output.figures.pdf_lines import PdfLines
from workbench.output.figures.text_width import MM_PER_POINT, baseline_of, face, families, printed

Form = tuple[bool, float]
"""Whether letters are bold, and their size in points."""

_CELL = 5.0
"""The side in mm of the squares by which `layers` finds what may lie over what."""


def page_artist(page: Page, *, stamped: bool, lines: dict[Form, PdfLines] | None = None) -> Any:
    """Return an artist that draws a page.

    Args:
        page: what is drawn.
        stamped: whether discs and signs are outlines that the file holds once and shows in many places. That
            is for files of lines; in images they would stand on whole dots.
        lines: for a PDF, an empty mapping that all its pages share: how its lines of text are written.
    """
    return _artist_class()(page, stamped, lines)


@lru_cache(maxsize=1)
def _artist_class() -> Any:
    """Make the class when it is first needed, because matplotlib is an extra."""

    class PageArtist(load("matplotlib.artist", "plots").Artist):  # type: ignore[misc]
        """Draws all marks of a page."""

        def __init__(self, page: Page, stamped: bool, lines: dict[Form, PdfLines] | None) -> None:
            super().__init__()
            self.page = page
            self.stamped = stamped
            self.lines = lines

        def draw(self, renderer: Any) -> None:
            _Drawing(renderer, self.page, self.stamped, self.lines).draw()

    return PageArtist


def layers(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return marks in layers, the lowest first; no mark lies over another of its own layer.

    >>> ring, sign, other = Disc(9, 9, 2, None), Letters(9, 9, "+", 8), Disc(14, 9, 2, None)
    >>> [len(layer) for layer in layers([ring, sign, other])]
    [2, 1]
    """
    near: dict[tuple[int, int], list[tuple[_Frame, int]]] = defaultdict(list)
    sorted_out: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        frame = mark.box
        left, top, right, bottom = (int(edge // _CELL) for edge in frame)
        cells = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
        below = (layer for cell in cells for other, layer in near[cell] if _overlap(frame, other))
        layer = 1 + max(below, default=0)
        for cell in cells:
            near[cell].append((frame, layer))
        sorted_out[layer].append(mark)
    return [sorted_out[layer] for layer in sorted(sorted_out)]


_Frame = tuple[float, float, float, float]


def _overlap(frame: _Frame, other: _Frame) -> bool:
    return frame[0] < other[2] and other[0] < frame[2] and frame[1] < other[3] and other[1] < frame[3]


class _Drawing:
    """One page on one renderer."""

    def __init__(self, renderer: Any, page: Page, stamped: bool, lines: dict[Form, PdfLines] | None) -> None:
        self.renderer = renderer
        self.page = page
        self.stamped = stamped
        self.lines = lines
        width, self.height = renderer.get_canvas_width_height()
        self.unit = width / page.width

    def draw(self) -> None:
        """Draw the marks in their order, stamps of one form together."""
        if not self.stamped:
            for mark in self.page.marks:
                self._mark(mark)
            return
        for layer in layers(self.page.marks):
            stamps: dict[tuple[Any, ...], list[Disc | Letters]] = defaultdict(list)
            for mark in layer:
                if form := _form(mark):
                    stamps[form].append(mark)  # type: ignore[arg-type]
                else:
                    self._mark(mark)
            for alike in stamps.values():
                self._stamps(alike)

    def _mark(self, mark: Mark) -> None:
        match mark:
            case Disc():
                self._path(_circle(), mark.edge, 0.7, mark.fill, self._placed(mark.x, mark.y, mark.radius))
            case Box():
                corner, end = (mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)
                self._path(_rectangle(corner, end), mark.edge, 0.6, mark.fill, self._placed(0, 0, 1))
            case Stroke():
                line = _line((mark.x1, mark.y1), (mark.x2, mark.y2))
                self._path(line, mark.colour, mark.weight, None, self._placed(0, 0, 1))
            case Letters():
                self._letters(mark)

    def _stamps(self, alike: Sequence[Disc | Letters]) -> None:
        """Draw one form in many places."""
        first = alike[0]
        if isinstance(first, Disc):
            form, size, fill, edge = _circle(), first.radius, first.fill, first.edge
            places = [(mark.x, mark.y) for mark in alike]
        else:
            form, size, fill, edge = (
                _outline(first.text, first.bold, families()[0]),
                first.size / 100,
                first.colour,
                None,
            )
            places = [(mark.box[0], self._baseline(mark)) for mark in alike if isinstance(mark, Letters)]
            size *= MM_PER_POINT
        context = self._context(edge, 0.7)
        scale = load("matplotlib.transforms", "plots").Affine2D().scale(size * self.unit)
        centres = load("matplotlib.path", "plots").Path([self._at(x, y) for x, y in places])
        self.renderer.draw_markers(context, form, scale, centres, _identity(), _rgb(fill))
        context.restore()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in the units of the renderer, which counts from the foot of the page."""
        return x * self.unit, self.height - y * self.unit

    def _context(self, edge: str | None, weight: float) -> Any:
        context = self.renderer.new_gc()
        context.set_linewidth(weight if edge else 0)
        context.set_foreground(edge or "#000000")
        context.set_antialiased(True)
        return context

    def _placed(self, x: float, y: float, size: float) -> Any:
        """Return the transform from a form around a place in mm, which counts from the top."""
        form = load("matplotlib.transforms", "plots").Affine2D().scale(size).translate(x, y)
        return form.scale(self.unit, -self.unit).translate(0, self.height)

    def _path(self, path: Any, edge: str | None, weight: float, fill: str | None, transform: Any) -> None:
        context = self._context(edge, weight)
        context.set_capstyle("butt")
        context.set_joinstyle("miter")
        self.renderer.draw_path(context, path, transform, _rgb(fill))
        context.restore()

    @staticmethod
    def _baseline(letters: Letters) -> float:
        return letters.y + baseline_of(letters.text, letters.size, bold=letters.bold)

    def _letters(self, letters: Letters) -> None:
        if not letters.text:
            return
        x, y = self._at(letters.box[0], self._baseline(letters))
        if self.renderer.flipy():
            y = self.height - y
        context = self._context(letters.colour, 1.0)
        text = printed(letters.text)
        if self.lines is None:
            typeface = face(letters.bold, letters.size)
            self.renderer.draw_text(context, x, y, text, typeface, 0, ismath=False)
        else:
            form = letters.bold, letters.size
            if form not in self.lines:
                self.lines[form] = PdfLines(bold=letters.bold, size=letters.size)
            self.lines[form].write(self.renderer, context, x, y, text)
        context.restore()


def _form(mark: Mark) -> tuple[Any, ...]:
    """Return by what a stamp is like another; empty for marks that are not stamped."""
    if isinstance(mark, Disc):
        return mark.radius, mark.fill, mark.edge
    if isinstance(mark, Letters) and len(mark.text) == 1:
        return mark.text, mark.size, mark.colour, mark.bold
    return ()


@lru_cache(maxsize=1)
def _identity() -> Any:
    return load("matplotlib.transforms", "plots").IdentityTransform()


@lru_cache(maxsize=1)
def _circle() -> Any:
    return _stamp(load("matplotlib.path", "plots").Path.unit_circle())


@lru_cache(maxsize=100)
def _outline(sign: str, bold: bool, family: str) -> Any:
    """Return a sign as lines, in letters of 100 points of the typeface in use, which is named first."""
    return _stamp(load("matplotlib.textpath", "plots").TextPath((0, 0), printed(sign), prop=face(bold, 100)))


def _stamp(form: Any) -> Any:
    """Return a form that finds out once how far it reaches, which each page of a PDF asks for."""
    return _stamp_class()(form.vertices, form.codes, readonly=True)


@lru_cache(maxsize=1)
def _stamp_class() -> Any:
    """Make the class when it is first needed, because matplotlib is an extra."""

    class Stamp(load("matplotlib.path", "plots").Path):  # type: ignore[misc]
        """A path that does not change."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.reaches: dict[bytes, Any] = {}

        def get_extents(self, transform: Any = None, **named: Any) -> Any:
            if transform is None or named:
                return super().get_extents(transform, **named)
            matrix = transform.get_matrix().tobytes()
            if matrix not in self.reaches:
                self.reaches[matrix] = super().get_extents(transform)
            return self.reaches[matrix]

    return Stamp


def _rectangle(corner: tuple[float, float], end: tuple[float, float]) -> Any:
    (left, top), (right, bottom) = corner, end
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return load("matplotlib.path", "plots").Path(corners, closed=True)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Any:
    return load("matplotlib.path", "plots").Path([start, end])


@lru_cache(maxsize=200)
def _rgb(colour: str | None) -> Any:
    return load("matplotlib.colors", "plots").to_rgb(colour) if colour else None
