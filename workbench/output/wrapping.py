"""Breaks text into lines of a terminal, measured in the cells that the terminal gives each character."""

from __future__ import annotations

import re
from functools import lru_cache

from wcwidth import wcswidth, wcwidth

_JOINER = "\u200d"
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINED = re.compile(f"[{_PICTURE}]")
_LONE_JOINER = re.compile(f"{_JOINER}(?![{_PICTURE}])")
"""A joiner makes one of two pictures; a letter after it takes its cell all the same."""

_GAPS = re.compile(r"(?<![ ⊕⊖⊗⊠◇·])(?<!^\?)( +)(?![ %]|\(\d+ %\))")
"""Where a line may end: at spaces, and nowhere else, because keys and ids have hyphens.

Not after a symbol, whose word belongs to it, nor before a per cent sign, nor between a count and its share.
"""


@lru_cache(maxsize=50_000)
def cells_of(text: str) -> int:
    """How many cells a text without control characters takes.

    >>> cells_of("abc"), cells_of("中文"), cells_of("e\\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    measured = wcswidth(_LONE_JOINER.sub("", text))
    return measured if measured >= 0 else len(text)


_LOOSE_GAPS = re.compile(r"( +)(?![ %])")
"""Where a line may end that is too narrow even for what belongs together."""


def words_of(text: str, tied: bool = True) -> list[str]:
    """The pieces between which a line may end.

    Args:
        text: one line.
        tied: whether a symbol stays with its word, and a count with its share.

    >>> words_of("⊖ Some concerns, psm-cohort in 2 (50 %)")
    ['⊖ Some', 'concerns,', 'psm-cohort', 'in', '2 (50 %)']
    """
    return [word for word in (_GAPS if tied else _LOOSE_GAPS).split(text)[::2] if word]


@lru_cache(maxsize=20_000)
def wrap(text: str, width: int, first: str = "", rest: str = "") -> tuple[str, ...]:
    """The text as lines that take ``width`` cells at most; at least one line.

    A word that is wider than a line is cut there and goes on in the next; all others stay whole.

    Args:
        text: one line, safe to print.
        width: in cells; at least two more than ``first`` and ``rest`` take.
        first: what stands before the first line.
        rest: what stands before all others, such as the blanks of a hanging indent.
    """
    if cells_of(first + text) <= width:
        return (first + text,)
    pieces = _pieces(text, width - max(cells_of(first), cells_of(rest)))
    lines: list[str] = []
    line, gap = first, ""
    bare = True  # whether the line has no word yet
    for word, next_gap in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if cells_of(line + gap + word) > width:
            if not bare:
                lines.append(line)
                line = rest
            *ended, word = _cut_up(word, width - cells_of(line), width - cells_of(rest))
            for piece in ended:
                lines.append(line + piece)
                line = rest
            gap = ""
        line, gap, bare = line + gap + word, next_gap, bare and not word
    lines.append(line)
    return tuple(lines)


def _pieces(text: str, room: int) -> list[str]:
    """Words, and the spaces between them in every second place; what belongs together if it has room."""
    pieces: list[str] = []
    for place, piece in enumerate(_GAPS.split(text)):
        pieces.extend(_LOOSE_GAPS.split(piece) if place % 2 == 0 and cells_of(piece) > room else [piece])
    return pieces


def _cut_up(word: str, first: int, rest: int) -> list[str]:
    """A word in pieces of at most so many cells; a path is rather cut after a slash than within a name.

    A character keeps the marks that belong to it.
    """
    pieces = [""]
    for cluster in _clusters(word):
        room = max(first if len(pieces) == 1 else rest, 1)
        if pieces[-1] and cells_of(pieces[-1] + cluster) > room:
            end = pieces[-1].rfind("/") + 1
            begun = pieces[-1][end:] if end > len(pieces[-1]) // 3 else ""
            pieces[-1] = pieces[-1][: len(pieces[-1]) - len(begun)]
            pieces.append(begun)
        pieces[-1] += cluster
    return pieces


def _clusters(word: str) -> list[str]:
    """Characters with their combining marks, and what a zero-width joiner joins."""
    found: list[str] = []
    for character in word:
        joined = bool(found) and found[-1].endswith(_JOINER) and _JOINED.match(character) is not None
        if found and (wcwidth(character) <= 0 or joined):
            found[-1] += character
        else:
            found.append(character)
    return found


def cut(text: str, width: int) -> str:
    """The text on one line of at most ``width`` cells, with an ellipsis where something is missing.

    >>> cut("Successful oat baths", 11)
    'Successful…'
    """
    if cells_of(text) <= width:
        return text
    kept = ""
    for cluster in _clusters(text):
        if cells_of(kept + cluster) > width - 1:
            break
        kept += cluster
    return kept.rstrip() + "…"


@lru_cache(maxsize=50_000)
def is_wide(word: str) -> bool:
    """Whether a word has characters of two cells: such scripts have no spaces and break anywhere."""
    return not word.isascii() and any(wcwidth(character) == 2 for character in word)
