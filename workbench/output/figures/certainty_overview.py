"""Draw the GRADE overview: a row for each body of evidence, what rated it down or up, and the certainty."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from string import ascii_uppercase

from workbench.output.figures.page import FAINT, INK, MARGIN, Box, Disc, Letters, Page, Stroke
from workbench.output.figures.page_breaks import paged
from workbench.output.figures.palettes import OUTLINE, ink_on
from workbench.output.figures.sizes import BODY, NARROW_UP_TO, NOTE, Sizes, too_narrow
from workbench.output.figures.subjects import Certainties, Certainty
from workbench.output.figures.text_width import height_of, width_of, wrap

_COLOURS = {
    None: "#FFFFFF",
    0: "#F0F0F0",
    -1: "#EBC354",
    -2: "#DE7F3E",
    -3: "#8E1B3A",
    1: "#8EC3E8",
    2: "#4A90C2",
}
_ROW = 8.0
_CELL = 5.4
_RING = 1.35
_NARROWEST, _NARROW_CELL = 10.5, 6.0
"""Width of a domain in mm, under its name and under a letter."""

_LONGEST = 26.0
"""A word of an outcome that is longer than this, in mm, is broken."""

_SUMS = 21.0
"""Width of the column with the certainty, in mm: "very low" and four rings."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Widths in mm: of the outcomes, of the start, of a domain, of the certainty.

    On a narrow page the outcomes stand above their rows, with no column, and letters stand for the domains.
    """

    label: float
    start: float
    cell: float
    sums: float
    is_narrow: bool = False

    def centre(self, column: int) -> float:
        """The middle of a domain."""
        return MARGIN + self.label + self.start + self.cell * (column + 0.5)


def lay_out_certainties(subject: Certainties, sizes: Sizes) -> list[Page]:
    """As many pages as the height of one asks for."""
    grid = _grid(subject, sizes)
    room = sizes.width - 2 * MARGIN if grid.is_narrow else grid.label - 3
    labels = [wrap(row.label, BODY, room) for row in subject.rows]
    above = [height_of(len(label), BODY) + 1.5 if grid.is_narrow else 0.0 for label in labels]
    words = [wrap(row.word, NOTE, grid.sums - 3) for row in subject.rows]
    highs = [
        over
        + max(
            _ROW,
            0.0 if over else height_of(len(label), BODY) + 2,
            height_of(len(word), NOTE) + (6.5 if row.symbols else 3),
        )
        for label, over, word, row in zip(labels, above, words, subject.rows, strict=True)
    ]

    def row(page: Page, number: int) -> None:
        over, high = above[number], highs[number]
        page.block(labels[number], MARGIN, page.y + (over + 1.0 if over else high) / 2, BODY)
        page.y += over
        _row(page, subject.rows[number], words[number], grid, high - over)

    return paged(
        subject.title,
        highs,
        sizes,
        head=partial(_head, subject=subject, grid=grid),
        row=row,
        foot=partial(_foot, subject=subject, with_key=grid.is_narrow),
    )


def _grid(subject: Certainties, sizes: Sizes) -> _Grid:
    """Outcomes get room for their longest word, and with the domains what the rest leaves."""
    inner = sizes.width - 2 * MARGIN
    starts = [*(row.start for row in subject.rows), "Starts at"]
    start = max(width_of(word, NOTE, bold=True) for word in starts) + 3
    narrowest = max([_NARROWEST, *(_widest_syllable(name) + 1.6 for name in subject.columns)])
    columns = max(len(subject.columns), 1)
    words = [word for row in subject.rows for word in row.label.split()]
    label = min(_LONGEST, max((width_of(word, BODY) for word in words), default=0.0)) + 3.1
    least = label + start + _SUMS + narrowest * columns
    if inner < least:
        cell = (inner - start - _SUMS) / columns
        if sizes.width > NARROW_UP_TO:
            too_narrow(sizes.width, least + 2 * MARGIN)
        if cell < _NARROW_CELL:
            too_narrow(sizes.width, min(least, start + _SUMS + _NARROW_CELL * columns) + 2 * MARGIN)
        return _Grid(0.0, start, cell, _SUMS, is_narrow=True)
    cell = narrowest + min(0.5 * (inner - least) / columns, 24 - narrowest)
    told = any(not row.symbols for row in subject.rows)
    sums = _SUMS + (0.2 * (inner - least) if told else 0.0)
    return _Grid(inner - start - cell * columns - sums, start, cell, sums)


def _head(page: Page, subject: Certainties, grid: _Grid) -> None:
    heads = [heading(name, grid.cell - 1.5) for name in subject.columns]
    if grid.is_narrow:
        heads = [(letter,) for letter, _ in _lettered(subject)]
    high = height_of(max((len(lines) for lines in heads), default=1), NOTE) + 2
    middle = page.y + high / 2
    if not grid.is_narrow:
        page.put(Letters(MARGIN, middle, "Outcome", NOTE, bold=True))
    page.put(Letters(MARGIN + grid.label, middle, "Starts at", NOTE, bold=True))
    for number, lines in enumerate(heads):
        page.block(lines, grid.centre(number), middle, NOTE, align="center", bold=True)
    page.put(Letters(page.width - MARGIN - grid.sums + 3, middle, "Certainty", NOTE, bold=True))
    page.y += high
    page.put(Stroke(MARGIN, page.y, page.width - MARGIN, page.y, "#666666"))


def _lettered(subject: Certainties) -> list[tuple[str, str]]:
    """Return the domains, each with the letter that stands for it on a narrow page."""
    return list(zip(ascii_uppercase, subject.columns, strict=False))


_SYLLABLES = {
    "Inconsistency": ("Incon", "sis", "tency"),
    "Indirectness": ("In", "di", "rect", "ness"),
    "Imprecision": ("Im", "pre", "ci", "sion"),
    "Publication": ("Publi", "ca", "tion"),
    "Dose-response": ("Dose-", "re", "sponse"),
    "Plausible": ("Plau", "sible"),
    "confounding": ("con", "found", "ing"),
    "gradient": ("gra", "dient"),
}


def _widest_syllable(name: str) -> float:
    """What the head of a column needs at least, in mm."""
    parts = [part for word in name.split() for part in _SYLLABLES.get(word, (word,))]
    return max(width_of(f"{part}-", NOTE, bold=True) for part in parts)


def heading(name: str, wide: float) -> tuple[str, ...]:
    """The head of a column, its long words divided by syllables where they do not fit."""
    lines: list[str] = []
    for word in name.split():
        if width_of(word, NOTE, bold=True) <= wide:
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and width_of(joined, NOTE, bold=True) <= wide:
                lines[-1] = joined
            else:
                lines.append(word)
            continue
        lines += _divided(_SYLLABLES.get(word, (word,)), wide)
    return tuple(lines)


def _divided(syllables: tuple[str, ...], wide: float) -> list[str]:
    lines = [syllables[0]]
    for syllable in syllables[1:]:
        begins = lines[-1].endswith("-")
        if not begins and width_of(f"{lines[-1]}{syllable}-", NOTE, bold=True) <= wide:
            lines[-1] += syllable
        else:
            lines[-1] = lines[-1].removesuffix("-") + "-"
            lines.append(syllable)
    return lines


def _row(page: Page, row: Certainty, words: tuple[str, ...], grid: _Grid, high: float) -> None:
    middle = page.y + high / 2
    page.put(Letters(MARGIN + grid.label, middle, row.start or "–", NOTE))
    for number, level in enumerate(row.levels):
        fill = "#FFFFFF" if isinstance(level, str) else _COLOURS.get(level, "#FFFFFF")
        x, wide = grid.centre(number), min(grid.cell - 1.5, 14.0)
        page.put(
            Box(
                x - wide / 2,
                middle - _CELL / 2,
                wide,
                _CELL,
                fill,
                OUTLINE if level and fill != "#FFFFFF" else FAINT,
            )
        )
        page.put(Letters(x, middle, level_mark(level), BODY, "center", ink_on(fill)))
    x = page.width - MARGIN - grid.sums + 3
    if row.symbols:
        step = height_of(1, NOTE)
        _rings(page, x, middle - step * len(words) / 2, row.symbols)
        page.block(words, x, middle + step * 0.75, NOTE, bold=True)
    else:
        page.block(words, x, middle, NOTE, colour="#555555")
    page.y += high
    page.put(Stroke(MARGIN, page.y, page.width - MARGIN, page.y, weight=0.4))


def _rings(page: Page, x: float, y: float, symbols: str) -> None:
    """⊕ and ◯ drawn rather than written: in most typefaces one is smaller than the other."""
    for number, symbol in enumerate(symbols):
        centre = x + _RING + number * (2 * _RING + 0.6)
        page.put(Disc(centre, y, _RING, None, INK))
        if symbol == "⊕":
            page.put(Stroke(centre - _RING, y, centre + _RING, y, INK))
            page.put(Stroke(centre, y - _RING, centre, y + _RING, INK))


def level_mark(level: int | str | None) -> str:
    """
    >>> [level_mark(level) for level in (None, 0, -2, 1, "not assessable")]
    ['–', '0', '▼ 2', '▲ 1', 'n/a']
    """
    if isinstance(level, str):
        return "n/a"
    if level is None:
        return "–"
    return "0" if level == 0 else f"{'▼' if level < 0 else '▲'} {abs(level)}"


def _foot(page: Page, _: float, subject: Certainties, *, with_key: bool) -> None:
    page.y += 2
    used = {level for row in subject.rows for level in row.levels}
    explained = "; ".join(
        [
            "▼ rated down, ▲ rated up, by so many levels; 0 neither",
            *(["– not rated yet"] if None in used else []),
            *(f"n/a {word}" for word in sorted(level for level in used if isinstance(level, str))),
        ]
    )
    key = ["; ".join(f"{letter} {name}" for letter, name in _lettered(subject))] if with_key else []
    page.notes((*key, explained, *subject.notes), NOTE)
