"""Break text into lines of a terminal, measured in the cells that Textual gives each character."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size

from workbench.hidden_characters import show

LEAST_WIDTH = 20
"""Lines are not made shorter than this, however narrow the terminal says it is."""

_GAPS = re.compile(r"(?<![ ⊕⊙⊖⊗⊠◇·])(?<!^\?)( +)(?![ %]|\(\d+ %\))")
"""Where a line may end: at spaces, and nowhere else, because keys and ids have hyphens.

Not after a symbol, whose word belongs to it, nor before a per cent sign, nor between a count and its share.
"""

_LOOSE_GAPS = re.compile(r"( +)(?![ %])")
"""Where a line may end that is too narrow even for what belongs together."""

_SLASHES = re.compile(r"(?<=/)()(?=[^/])")
"""Where a path or an address is cut that is wider than a line."""

_BREAKS = (_GAPS, _LOOSE_GAPS, _SLASHES)


def words_of(text: str) -> list[str]:
    """Return the pieces of a line between which it may be broken.

    >>> words_of("⊖ Some concerns, psm-cohort in 2 (50 %)")
    ['⊖ Some', 'concerns,', 'psm-cohort', 'in', '2 (50 %)']
    """
    return [word for word in _GAPS.split(text)[::2] if word]


@lru_cache(maxsize=20_000)
def wrap(text: str, width: int, first: str = "", rest: str = "") -> tuple[str, ...]:
    """Break a text into lines of at most ``width`` cells; at least one line.

    A word that is wider than a line is cut there and goes on in the next; all others stay whole.

    Args:
        text: one line, safe to print.
        width: in cells; at least two more than ``first`` and ``rest`` take.
        first: what stands before the first line.
        rest: what stands before all others, such as the blanks of a hanging indent.
    """
    if cell_len(first + text) <= width:
        return (first + text,)
    lines: list[str] = []
    line, is_empty = first, True
    for gap, piece in _pieces(text, width - max(cell_len(first), cell_len(rest))):
        if cell_len(line + gap + piece) <= width:
            line += gap + piece
        else:
            if not is_empty:
                lines.append(line)
                line = rest
            line += piece
        is_empty = is_empty and not piece
    return (*lines, line)


def _pieces(text: str, room: int, level: int = 0) -> list[tuple[str, str]]:
    """Return what stays on one line, each piece behind the spaces that stand before it."""
    if level and cell_len(text) <= room:
        return [("", text)]
    if level == len(_BREAKS):
        return [("", piece) for piece in chop_cells(text, room)]
    pieces: list[tuple[str, str]] = []
    split = _BREAKS[level].split(text)
    for gap, part in zip(["", *split[1::2]], split[::2], strict=True):
        (_, piece), *others = _pieces(part, room, level + 1)
        pieces += [(gap, piece), *others]
    return pieces


def cut(text: str, width: int) -> str:
    """Cut a text to one line of at most ``width`` cells, with an ellipsis where something is missing.

    >>> cut("Successful oat baths", 11)
    'Successful…'
    """
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def safe_lines(text: str, width: int | None, hanging: str = "") -> tuple[str, ...]:
    """Break a title, a note or a sentence into lines that are safe to print.

    Args:
        text: any text; it is one line without a width.
        width: cells of a line, or None.
        hanging: the blanks before all lines but the first.
    """
    if width is None:
        return (show(text),)
    return wrap(show(text), max(width, LEAST_WIDTH), "", hanging)
