"""Hold a page in millimetres, top left first: what is drawn where, before anything is drawn.

Figures are laid out with the widths of their letters, so that nothing overlaps or is cut whatever the number
of studies; the tests look at these lists, and ``image_files`` turns them into files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.output.figures.text_width import MM_PER_POINT, height_of, width_of, wrap

INK = "#222222"
FAINT = "#CCCCCC"
MARGIN = 4.0


@dataclass(frozen=True, slots=True)
class Letters:
    """One line of text; ``x`` is its left end, centre or right end by ``align``, ``y`` its middle."""

    x: float
    y: float
    text: str
    size: float
    align: str = "left"
    colour: str = INK
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm."""
        width = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        half = self.size * MM_PER_POINT / 2
        return left, self.y - half, left + width, self.y + half


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled or only its edge."""

    x: float
    y: float
    radius: float
    fill: str | None
    edge: str | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its top left corner, filled or only its edge."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None
    edge: str | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = FAINT
    weight: float = 0.6
    """In points."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm."""
        left, right = sorted((self.x1, self.x2))
        top, bottom = sorted((self.y1, self.y2))
        return left, top, right, bottom


Mark = Letters | Disc | Box | Stroke
_MEASURES: dict[type[Mark], tuple[str, ...]] = {
    Letters: ("x", "y", "size"),
    Disc: ("x", "y", "radius"),
    Box: ("x", "y", "width", "height"),
    Stroke: ("x1", "y1", "x2", "y2", "weight"),
}
"""What a mark measures in mm or points."""


@dataclass
class Page:
    """A page that grows downwards while things are put on it.

    Attributes:
        width: in mm.
        y: where the next thing goes, in mm from the top.
        marks: what is drawn, in order.
        title: of the page, for the file's own description of itself.
        words: what it shows, for readers who cannot see it.
        rows: which rows of the figure are on it, where it was spread over pages.
    """

    width: float
    y: float = MARGIN
    marks: list[Mark] = field(default_factory=list)
    title: str = ""
    words: str = ""
    rows: range | None = None

    @property
    def height(self) -> float:
        """In mm, with the margin at the foot."""
        return self.y + MARGIN

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def smaller(self, factor: float) -> Page:
        """Return the page with all that is on it, made smaller by a factor."""
        marks = [
            replace(mark, **{name: getattr(mark, name) * factor for name in _MEASURES[type(mark)]})
            for mark in self.marks
        ]
        height = self.height * factor - MARGIN
        return Page(self.width * factor, height, marks, self.title, self.words, self.rows)

    def put(self, *marks: Mark) -> None:
        """Draw something where it says."""
        self.marks.extend(marks)

    def paragraph(self, text: str, size: float, *, bold: bool = False, most: int = 0) -> None:
        """Text over the whole width, broken into lines (``most`` of them), at the present height."""
        for line in wrap(text, size, self.inner, bold=bold, most=most):
            high = height_of(1, size)
            self.put(Letters(MARGIN, self.y + high / 2, line, size, "left", INK, bold))
            self.y += high

    def notes(self, notes: Sequence[str], size: float) -> None:
        """Paragraphs below each other, none of them cut."""
        for note in notes:
            self.paragraph(note, size)
            self.y += 0.8

    def block(
        self,
        lines: tuple[str, ...],
        x: float,
        middle: float,
        size: float,
        *,
        align: str = "left",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Lines below each other around a middle; the present height stays."""
        high = height_of(1, size)
        top = middle - high * len(lines) / 2
        for number, line in enumerate(lines):
            self.put(Letters(x, top + high * (number + 0.5), line, size, align, colour, bold))
