"""How wide a text is in print, and breaking it into lines that fit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from workbench.output.extras import load
from workbench.visible import show

MM_PER_POINT = 25.4 / 72
LEADING = 1.25
"""Line to line, in sizes of the letters."""

_WIDE = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Micro Hei",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The typeface that matplotlib brings, and after it what this machine has for other scripts."""
    here = {font.name for font in load("matplotlib.font_manager", "plots").fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in _WIDE if name in here))


@lru_cache(maxsize=8)
def _face(bold: bool) -> Any:
    properties = load("matplotlib.font_manager", "plots").FontProperties
    return properties(family=list(families()), weight="bold" if bold else "normal", size=100)


@lru_cache(maxsize=1)
def _measure() -> Any:
    return load("matplotlib.textpath", "plots").TextToPath()


@lru_cache(maxsize=20_000)
def _width_at_100(text: str, bold: bool) -> float:
    width, _, _ = _measure().get_text_width_height_descent(text, _face(bold), ismath=False)
    return float(width)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in mm, at a size in points."""
    return _width_at_100(text, bold) * size / 100 * MM_PER_POINT if text else 0.0


def height_of(lines: int, size: float) -> float:
    """The height in mm that so many lines take."""
    return lines * size * LEADING * MM_PER_POINT


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` mm; a word too long for a line is broken too.

    Args:
        text: any text; everything hidden in it is made visible.
        size: in points.
        width: in mm.
        bold: the weight.
        most: cut after so many lines, with an ellipsis; 0 for no limit.
    """
    lines: list[str] = [""]
    for word in show(" ".join(text.split())).split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
            continue
        pieces = _pieces(word, size, width, bold)
        lines = [*lines, *pieces] if lines[-1] else pieces
    if most and len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], size, width, bold))
    return tuple(lines)


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, size: float, width: float, bold: bool) -> str:
    while line and width_of(line + "…", size, bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + "…"
