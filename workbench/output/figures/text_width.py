"""Measure how wide a text is in print, and break it into lines that fit."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import Any
from unicodedata import combining

from checklists.errors import did_you_mean
from workbench.errors import UsageError
from workbench.hidden_characters import show
from workbench.output.extras import load

MM_PER_POINT = 25.4 / 72
LEADING = 1.25
"""Line to line, in sizes of the letters."""

_WIDE = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC", "Noto Sans JP",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback", "IPAexGothic", "Hiragino Sans",
    "PingFang SC", "Apple SD Gothic Neo", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "SimHei",
    "Arial Unicode MS", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Sans Devanagari", "Nirmala UI",
    "Noto Sans Thai", "Noto Sans Symbols 2", "Noto Emoji", "Segoe UI Symbol",
)  # fmt: skip
"""Asked for in this order for what DejaVu Sans lacks; those of Linux, macOS and Windows."""

_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]%")
"""English has no white before it; a line would also break there."""

_HYPHENS = re.compile(r"(?<=\w[-_/])(?=[^\W_])")
_JOINING = "\u200c\u200d\ufe0e\ufe0f"


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Return the typeface that matplotlib brings, and after it what this machine has for other scripts."""
    # It narrates every typeface without a bold form; what a reader must know is told by `without_typeface`.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    here = {font.name for font in load("matplotlib.font_manager", "plots").fontManager.ttflist}
    return (*_asked, "DejaVu Sans", *(name for name in _WIDE if name in here))


_asked: list[str] = []
"""The typeface that was asked for, where one was."""


@contextmanager
def typeface(name: str) -> Iterator[None]:
    """Measure and draw with a typeface of this machine while this lasts; an empty name is our own.

    Raises:
        UsageError: it is not installed.
    """
    if not name:
        yield
        return
    here = {font.name.casefold(): font.name for font in _manager().fontManager.ttflist}
    if name.casefold() not in here:
        raise UsageError(
            f"no typeface {name!r} on this machine: {did_you_mean(name, sorted(set(here.values())))}"
        )
    _asked.append(here[name.casefold()])
    _forget()
    try:
        yield
    finally:
        _asked.clear()
        _forget()


def _manager() -> Any:
    return load("matplotlib.font_manager", "plots")


def _forget() -> None:
    """Forget what was measured in another typeface."""
    for cached in (families, face, _is_known, _measured_at_100, _laid_out_at_100):
        cached.cache_clear()


def printed(text: str) -> str:
    """Return a text as figures show it, with everything hidden made visible in letters that typefaces have.

    >>> printed("red\\x1b[31m")
    'red\\\\u{1B}[31m'
    >>> printed("50 % (1 % to 99 %)")
    '50% (1% to 99%)'
    """
    return _PERCENT.sub("%", show(text).translate(_PICTURES))


_PICTURES = {0x2400 + code: f"\\u{{{code:X}}}" for code in range(0x20)} | {0x2421: "\\u{7F}"}


def without_typeface(text: str) -> str:
    """Return the letters that no typeface here has, each once, in their order; they show as boxes."""
    return "".join(letter for letter in dict.fromkeys(printed(text)) if not _is_known(letter))


@lru_cache(maxsize=5_000)
def _is_known(letter: str) -> bool:
    manager = load("matplotlib.font_manager", "plots")
    paths = (manager.findfont(manager.FontProperties(family=name)) for name in families())
    known = (manager.get_font(path).get_char_index(ord(letter)) for path in paths)
    return letter.isspace() or letter in _JOINING or any(known)


@lru_cache(maxsize=64)
def face(bold: bool, size: float) -> Any:
    """Return the typeface in a weight and a size in points."""
    properties = load("matplotlib.font_manager", "plots").FontProperties
    return properties(family=list(families()), weight="bold" if bold else "normal", size=size)


@lru_cache(maxsize=1)
def _measure() -> Any:
    return load("matplotlib.textpath", "plots").TextToPath()


_TALL = 100 * 1556 / 2048
"""The ascender of DejaVu Sans, in letters of 100 points."""

_PLAIN = re.compile(r"[ -~]+")
_TRIPLES = re.compile("ff[il]")
"""Letters of which three are one sign; of all others no more than two stand in another place together."""


@lru_cache(maxsize=20_000)
def _measured_at_100(text: str, bold: bool) -> tuple[float, float, float]:
    """Return width, height and descent of a text in points, in letters of 100 points.

    A text of plain letters is put together from the measures of its letters and pairs of letters: thousands
    of names are made of few of them.
    """
    if len(text) < 3 or not _PLAIN.fullmatch(text) or _TRIPLES.search(text):
        return _laid_out_at_100(text, bold)
    width, above, below = _laid_out_at_100(text[0], bold)[0], 0.0, 0.0
    for first, second in pairwise(text):
        width += _laid_out_at_100(first + second, bold)[0] - _laid_out_at_100(first, bold)[0]
    for letter in set(text) - {" "}:
        _, height, descent = _laid_out_at_100(letter, bold)
        above, below = max(above, height - descent), max(below, descent)
    return width, above + below, below


@lru_cache(maxsize=20_000)
def _laid_out_at_100(text: str, bold: bool) -> tuple[float, float, float]:
    """Return what matplotlib measures."""
    with warnings.catch_warnings():
        # A letter without a typeface is told once, by `without_typeface`, and not by each measuring.
        warnings.filterwarnings("ignore", message="Glyph")
        box = _measure().get_text_width_height_descent(printed(text), face(bold, 100), ismath=False)
    width, height, descent = map(float, box)
    return width, height, descent


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in mm, at a size in points."""
    return _measured_at_100(text, bold)[0] * size / 100 * MM_PER_POINT if text else 0.0


def baseline_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how far below the middle of its line a text has its baseline, in mm.

    The middle is halfway up the tall letters of the typeface, or up the text where that is taller.
    """
    _, height, descent = _measured_at_100(text, bold)
    return max(height - descent, _TALL) / 200 * size * MM_PER_POINT


def height_of(lines: int, size: float) -> float:
    """Return the height in mm that so many lines take."""
    return lines * size * LEADING * MM_PER_POINT


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` mm, at spaces, then at hyphens, then anywhere.

    Args:
        text: any text; everything hidden in it is made visible.
        size: in points.
        width: in mm.
        bold: the weight.
        most: cut after so many lines, with an ellipsis; 0 for no limit.
    """
    whole = _with_whole_intervals(printed(" ".join(text.split())), size, width, bold)
    if width_of(whole, size, bold=bold) <= width:
        return (whole,) if whole else ()
    lines: list[str] = [""]
    for word in whole.split(" "):
        before = " "
        for part in _HYPHENS.split(word):
            longer = f"{lines[-1]}{before}{part}" if lines[-1] else part
            before = ""
            if width_of(longer, size, bold=bold) <= width:
                lines[-1] = longer
                continue
            lines += _pieces(part, size, width, bold)
    lines = lines if lines[0] else lines[1:]
    if most and len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], size, width, bold))
    return tuple(lines)


_INTERVAL = re.compile(r"\([−-]?[\d.,]+%? to [−-]?[\d.,]+%?\)")
_NO_BREAK = "\u00a0"


def _with_whole_intervals(text: str, size: float, width: float, bold: bool) -> str:
    """Return a text in which an interval such as "(1% to 99%)" stays on one line, where a line has room."""

    def tied(found: re.Match[str]) -> str:
        whole = found[0].replace(" ", _NO_BREAK)
        return whole if width_of(whole, size, bold=bold) <= width else found[0]

    return _INTERVAL.sub(tied, text)


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    """Return the parts of a word; an accent that is a letter of its own stays with the one it is on."""
    pieces = [""]
    for letter in word:
        begins = not combining(letter) and letter not in _JOINING
        if pieces[-1] and begins and width_of(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, size: float, width: float, bold: bool) -> str:
    while line and width_of(line + "…", size, bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + "…"
