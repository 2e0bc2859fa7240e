"""Widths of columns on paper: no word is cut, and what is left goes where it saves most lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_BY_WIDTH = {
    0.25: "iljI.,;:!|'`· \t",
    0.34: 'ftr()[]{}/\\-"*',
    0.5: "cksvxyzJ",
    0.69: "ABEKPSVXYTZFL",
    0.75: "wCDHNRUGOQ&",
    0.86: "mM%@",
    0.95: "W—…",
    1.1: "⊕⊖⊗⊠◯◇→←↑↓",
}
_EM = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER, _IDEOGRAPH = 0.56, 1.0
"""In ems, after Helvetica, whose widths Arial and Liberation Sans share; rounded up a little."""

_BREAKS = re.compile(r"[ \t\n]+|(?<=-)")
"""Where a line may end: at white space and after a hyphen."""

_PER_CENT = re.compile(r"(?<=\d) (?=%)|(?<=^\d) (?=\(\d+ %\)$)|(?<=^\d\d) (?=\(\d+ %\)$)")

_ROWS_WEIGHED = 120
_STEPS = 80
_LITTLE = 0.15
"""The share of the spare room for which a column is spared from wrapping."""


@lru_cache(maxsize=20_000)
def width_of(text: str) -> float:
    """How wide a text stands on one line, in ems.

    >>> round(width_of("will"), 2), round(width_of("WILL"), 2)
    (1.5, 2.58)
    """
    return sum(_EM.get(letter) or _by_kind(letter) for letter in text)


def _by_kind(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def longest_word(text: str) -> float:
    """The widest piece that must stay on one line, in ems; a no-break space does not end it."""
    return max(map(width_of, _BREAKS.split(text)), default=0.0)


def least_widths(rows: Sequence[Sequence[str]], longest: float = 14.0) -> list[float]:
    """What each column needs so that no word of it is cut, in ems.

    Args:
        rows: the texts, the header first, all of the same length.
        longest: a word wider than that is cut all the same, such as an address.
    """
    return [min(max(longest_word(text) for text in column), longest) for column in zip(*rows, strict=True)]


def unbroken(text: str) -> str:
    """The text with no line break between a number and its per cent sign, nor in a count with its share.

    >>> unbroken("2 (50 %)")
    '2\\xa0(50\\xa0%)'
    """
    return _PER_CENT.sub("\u00a0", text)


def natural_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """What each column needs so that every line of it stays one line, in ems."""
    return [
        max(width_of(line) for text in column for line in [*text.split("\n"), ""])
        for column in zip(*rows, strict=True)
    ]


def fit_columns(
    rows: Sequence[Sequence[str]], room: float, beside: float = 0.0, kept: float = 0.0
) -> list[float]:
    """Widths of the columns in ems that take the room at most, with the white beside the texts.

    Every column gets its longest word, and a narrow one its longest line where that costs little. The rest
    is given out in small steps, each to the column that makes the rows tall. Where not even the words fit,
    the widest are cut.

    Args:
        rows: the texts, the header first, all of the same length.
        room: for all columns together, in ems.
        beside: white of one column, in ems.
        kept: the share of the room that goes to long texts even where that cuts words elsewhere; it is for
            writers that hyphenate.
    """
    whole = [width + beside for width in natural_widths(rows)]
    if sum(whole) <= room:
        return whole
    widths = [min(width + beside, most) for width, most in zip(least_widths(rows), whole, strict=True)]
    spare = room - sum(widths)
    if spare <= kept * room:
        widths = _capped(widths, (1 - kept) * room, beside)
        spare = kept * room
    for place in sorted(range(len(widths)), key=whole.__getitem__):
        wish = whole[place] - widths[place]
        if wish <= spare * _LITTLE:
            widths[place], spare = whole[place], spare - wish
    return _given_out(rows, widths, whole, spare, beside)


def _capped(widths: list[float], room: float, beside: float) -> list[float]:
    """The widest columns cut to one width, so that all fit and the narrow ones keep theirs."""
    low, high = 0.0, max(widths)
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (low, cap) if sum(min(width, cap) for width in widths) > room else (cap, high)
    if low <= beside:
        return [room / len(widths)] * len(widths)
    return [min(width, low) for width in widths]


def _given_out(
    rows: Sequence[Sequence[str]], widths: list[float], whole: list[float], spare: float, beside: float
) -> list[float]:
    """The widths after the spare room has gone, step by step, to the columns that make rows tall."""
    header, *others = rows
    chosen = others[:: max(1, len(others) // _ROWS_WEIGHED)]
    lengths = [[width_of(text) for text in row] for row in (header, *chosen)]
    step = spare / _STEPS
    for _ in range(_STEPS):
        gains = [0.0] * len(widths)
        for row in lengths:
            tall = [length / (width - beside or 1) for length, width in zip(row, widths, strict=True)]
            tallest = max(range(len(tall)), key=tall.__getitem__)
            gains[tallest] += max(tall[tallest] - 1, 0.0) * step / widths[tallest]
        open_ones = [place for place in range(len(widths)) if widths[place] < whole[place]]
        if not open_ones:
            break
        widths[max(open_ones, key=lambda place: (gains[place], whole[place] / widths[place]))] += step
    return widths


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many ems; a little too many rather than too few."""
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
