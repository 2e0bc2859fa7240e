"""Fit the columns of a table to a page: no word is cut, and what is left goes where it saves most lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from workbench.output.column_widths import share_room

_BY_WIDTH = {
    0.25: "iljI.,;:!|'`· \t",
    0.34: 'ftr()[]{}/\\-"*',
    0.5: "cksvxyzJ",
    0.69: "ABEKPSVXYTZFL",
    0.75: "wCDHNRUGOQ&",
    0.86: "mM%@",
    0.95: "W—…",
    1.1: "⊕⊙⊖⊗⊠◯◇→←↑↓",
}
_EM = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER, _IDEOGRAPH = 0.56, 1.0
"""In ems, after Helvetica, whose widths Arial and Liberation Sans share; rounded up a little."""

_BREAKS = re.compile(r"[ \t\n]+|(?<=-)")
"""Where a line may end: at white space and after a hyphen."""

_PER_CENT = re.compile(r"(?<=\d) (?=%)|(?<=^\d) (?=\(\d+ ?%\)$)|(?<=^\d\d) (?=\(\d+ ?%\)$)")

_ROWS_MEASURED = 120
_STEPS = 80
_LITTLE = 0.15
"""The share of the spare room for which a column is spared from wrapping."""


@lru_cache(maxsize=20_000)
def width_of(text: str) -> float:
    """Return how wide a text stands on one line, in ems.

    >>> round(width_of("will"), 2), round(width_of("WILL"), 2)
    (1.5, 2.58)
    """
    return sum(_EM.get(letter) or _by_kind(letter) for letter in text)


def _by_kind(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def longest_word(text: str) -> float:
    """Return the width of the widest piece that no line break cuts, in ems; a no-break space is no end."""
    return max(map(width_of, _BREAKS.split(text)), default=0.0)


def least_widths(rows: Sequence[Sequence[str]], longest: float = 14.0) -> list[float]:
    """Return the width that each column needs so that no word of it is cut, in ems.

    Args:
        rows: the texts, the header first, all of the same length.
        longest: a word wider than that is cut all the same, such as an address.
    """
    return [min(max(longest_word(text) for text in column), longest) for column in zip(*rows, strict=True)]


def tie_numbers(text: str) -> str:
    """Keep a number and its per cent sign on one line, and a count with its share.

    >>> tie_numbers("2 (50 %)")
    '2\\xa0(50\\xa0%)'
    """
    return _PER_CENT.sub("\u00a0", text)


def natural_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the width that each column needs so that every line of it stays one line, in ems."""
    return [
        max(width_of(line) for text in column for line in [*text.split("\n"), ""])
        for column in zip(*rows, strict=True)
    ]


def fit_columns(
    rows: Sequence[Sequence[str]], room: float, beside: float = 0.0, kept: float = 0.0
) -> list[float]:
    """Return widths of the columns in ems that take the room at most, with the white beside the texts.

    Every column gets its longest word, and what is left goes where it saves most lines. Where not even the
    words fit, the widest are cut.

    Args:
        rows: the texts, the header first, all of the same length.
        room: for all columns together, in ems.
        beside: white of one column, in ems.
        kept: the share of the room that goes to long texts even where that cuts words elsewhere; it is for
            writers that hyphenate.
    """
    natural = natural_widths(rows)
    room -= beside * len(natural)
    if room <= 0:
        return [(room + beside * len(natural)) / len(natural)] * len(natural)
    if sum(natural) <= room:
        return [width + beside for width in natural]
    least = [min(width, most) for width, most in zip(least_widths(rows), natural, strict=True)]
    if room - sum(least) <= kept * room:
        least = _capped(least, (1 - kept) * room)
    header, *others = rows
    some = others[:: max(1, len(others) // _ROWS_MEASURED)]
    lengths = [[width_of(text) for text in row] for row in (header, *some)]
    widths = share_room(room, least, natural, lengths, (room - sum(least)) / _STEPS, _LITTLE)
    return [width + beside for width in widths]


def _capped(widths: list[float], room: float) -> list[float]:
    """Cut the widest columns to one width, so that all fit and the narrow ones keep theirs."""
    low, high = 0.0, max(widths)
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (low, cap) if sum(min(width, cap) for width in widths) > room else (cap, high)
    return [min(width, low) for width in widths]


def lines_in(text: str, width: float) -> int:
    """Count the lines of a text in a column of so many ems; a little too many rather than too few."""
    if not text:
        return 1
    count = 0
    for line in text.split("\n"):
        count += 1
        filled = 0.0
        for word in line.split(" "):
            wide = width_of(word)
            if filled and filled + 0.28 + wide > width:
                count, filled = count + 1, 0.0
            filled += wide + (0.28 if filled else 0.0)
            more = int(filled / width) if width > 0 and filled > width else 0
            count, filled = count + more, filled - more * width
    return count
