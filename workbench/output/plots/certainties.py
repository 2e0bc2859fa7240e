"""The GRADE overview: a row a body of evidence, what rated it down or up, and the certainty that follows."""

from __future__ import annotations

from workbench.output.plots.lettering import height_of, width_of, wrap
from workbench.output.plots.page import FAINT, MARGIN, Box, Letters, Page, Stroke
from workbench.output.plots.palettes import ink_on
from workbench.output.plots.sizes import BODY, NOTE, NOTE_LINES, TITLE, Sizes, too_narrow
from workbench.output.plots.subjects import Certainties, Certainty

_COLOURS = {
    None: "#FFFFFF",
    0: "#F0F0F0",
    -1: "#E69F00",
    -2: "#D55E00",
    -3: "#882255",
    1: "#56B4E9",
    2: "#0072B2",
}
_ROW = 8.0
_CELL = 5.4
_NARROWEST = 12.0


def lay_out_certainties(subject: Certainties, sizes: Sizes) -> list[Page]:
    """As many pages as the height of one asks for."""
    inner = sizes.width - 2 * MARGIN
    label, sums = inner * 0.25, inner * 0.17
    cell = (inner - label - sums) / max(len(subject.columns), 1)
    if cell < _NARROWEST:
        too_narrow(sizes.width, _NARROWEST * len(subject.columns) / 0.58 + 2 * MARGIN)
    pages: list[Page] = []
    row = 0
    while row < len(subject.rows) or not pages:
        page = Page(sizes.width)
        _head(page, subject, label, cell)
        first = row
        while row < len(subject.rows):
            lines = wrap(subject.rows[row].label, BODY, label - 3)
            words = wrap(subject.rows[row].word, NOTE, sums - 4)
            high = max(_ROW, height_of(len(lines), BODY) + 2, height_of(len(words) + 1, NOTE) + 3)
            if row > first and page.y + high > sizes.height - 25:
                break
            _row(page, subject.rows[row], (lines, words), (label, cell), high)
            row += 1
        _foot(page, subject)
        pages.append(page)
    return pages


def _head(page: Page, subject: Certainties, label: float, cell: float) -> None:
    page.paragraph(subject.title, TITLE, bold=True)
    page.y += 2
    heads = [_heading(name, cell - 1.5) for name in subject.columns]
    high = height_of(max((len(lines) for lines in heads), default=1), NOTE) + 2
    middle = page.y + high / 2
    page.put(Letters(MARGIN, middle, "Outcome", NOTE, bold=True))
    for number, lines in enumerate(heads):
        page.block(lines, MARGIN + label + cell * (number + 0.5), middle, NOTE, align="center", bold=True)
    page.put(Letters(MARGIN + label + cell * len(heads) + 3, middle, "Certainty", NOTE, bold=True))
    page.y += high
    page.put(Stroke(MARGIN, page.y, page.width - MARGIN, page.y, "#666666"))


_BREAKS = {
    "Inconsistency": "Inconsis- tency",
    "Indirectness": "Indirect- ness",
    "Imprecision": "Impreci- sion",
    "Publication": "Publi- cation",
    "Dose-response": "Dose- response",
    "Plausible": "Plau- sible",
    "confounding": "confoun- ding",
}


def _heading(name: str, wide: float) -> tuple[str, ...]:
    """The head of a column, its long words divided where they do not fit."""
    words = []
    for word in name.split():
        fits = width_of(word, NOTE, bold=True) <= wide
        words.append(word if fits else _BREAKS.get(word, word))
    return wrap(" ".join(words), NOTE, wide, bold=True)


def _row(
    page: Page,
    row: Certainty,
    texts: tuple[tuple[str, ...], tuple[str, ...]],
    widths: tuple[float, float],
    high: float,
) -> None:
    lines, words = texts
    label, cell = widths
    middle = page.y + high / 2
    page.block(lines, MARGIN, middle, BODY)
    for number, level in enumerate(row.levels):
        fill = _COLOURS.get(level, "#FFFFFF")
        x = MARGIN + label + cell * (number + 0.5)
        wide = min(cell - 1.5, 14.0)
        page.put(Box(x - wide / 2, middle - _CELL / 2, wide, _CELL, fill, FAINT))
        page.put(Letters(x, middle, level_mark(level), BODY, "center", ink_on(fill)))
    x = MARGIN + label + cell * len(row.levels) + 3
    if row.symbols:
        step = height_of(1, NOTE)
        page.put(Letters(x, middle - step * len(words) / 2, row.symbols, BODY + 1))
        page.block(words, x, middle + step * 0.7, NOTE)
    else:
        page.block(words, x, middle, NOTE, colour="#555555")
    page.y += high
    page.put(Stroke(MARGIN, page.y, page.width - MARGIN, page.y, weight=0.4))


def level_mark(level: int | None) -> str:
    """
    >>> [level_mark(level) for level in (None, 0, -2, 1)]
    ['–', '0', '▼ 2', '▲ 1']
    """
    if level is None:
        return "–"
    return "0" if level == 0 else f"{'▼' if level < 0 else '▲'} {abs(level)}"


def _foot(page: Page, subject: Certainties) -> None:
    page.y += 2
    for note in (
        "▼ rated down, ▲ rated up, by so many levels; 0 not rated down or up; – not rated yet",
        *subject.notes,
    ):
        page.paragraph(note, NOTE, most=NOTE_LINES)
        page.y += 0.8
