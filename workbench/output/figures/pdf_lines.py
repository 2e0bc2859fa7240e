"""Write lines of text into a PDF from what matplotlib writes for their letters and pairs of letters.

matplotlib lays out each letter of each line anew, which was half of the time of a traffic light of a thousand
studies. Here it lays out each pair of letters once, and lines are put together from pairs; a line of which
pairs do not tell is laid out once for all pages. The operators in the file are those of matplotlib.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from workbench.output.figures.text_width import face

Operator = tuple[Any, ...]
"""What the file takes at a time: operands, then what is done with them. None stands for the place, x or y."""

_BY_PAIRS = re.compile("(?:(?!f[bfhijklt])[ -~À-ɏ–—‘’“”…])+")
"""Latin letters without the usual ligatures: two at a time say where each stands.

Unusual ligatures are found when they are learnt; then the file may have glyphs that it does not need.
"""

_PLACE = (12.5, 77.25)
"""Where letters are written to learn their operators, so that the place is found among these."""

_MOST_LINES = 1_000
"""Lines that are remembered as a whole, before all of them are forgotten."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """What is written for some letters in one font.

    Attributes:
        before: the operators before the letters.
        glyphs: the letters in the code of the font, and the distances between them.
        shows: the operator that takes these.
        after: the operators behind the letters.
    """

    before: tuple[Operator, ...]
    glyphs: tuple[bytes | float, ...]
    shows: Any
    after: tuple[Operator, ...]


class PdfLines:
    """The lines of one PDF, on all its pages, in one weight and size."""

    def __init__(self, *, bold: bool, size: float) -> None:
        self._face = face(bold, size)
        self._letters: dict[str, _Letters | None] = {}
        self._steps: dict[str, tuple[float, bytes] | None] = {}
        self._lines: dict[str, tuple[Operator, ...]] = {}

    def write(self, renderer: Any, context: Any, x: float, y: float, text: str) -> None:
        """Write a line.

        Args:
            renderer: of the page.
            context: with the colour.
            x: the left end of the line, in the units of the renderer.
            y: its baseline.
            text: the line as it is printed; not empty.
        """
        renderer.check_gc(context, context.get_rgb())
        operators = self._by_pairs(renderer, context, text) or self._as_a_whole(renderer, context, text)
        if _is_placed(operators):
            place = iter((x, y))
            for operator in operators:
                renderer.file.output(*(next(place) if part is None else part for part in operator))
        else:
            renderer.draw_text(context, x, y, text, self._face, 0, ismath=False)

    def _as_a_whole(self, renderer: Any, context: Any, text: str) -> tuple[Operator, ...]:
        """Return the operators of a line as matplotlib lays it out, remembered."""
        if text not in self._lines:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            self._lines[text] = self._laid_out(renderer, context, text)
        return self._lines[text]

    def _by_pairs(self, renderer: Any, context: Any, text: str) -> tuple[Operator, ...]:
        """Return the operators of a line from those of its pairs; none where they do not tell."""
        first = self._letter(renderer, context, text[0]) if _BY_PAIRS.fullmatch(text) else None
        if first is None:
            return ()
        glyphs = list(first.glyphs)
        for letter, following in pairwise(text):
            pair = letter + following
            if pair not in self._steps:
                self._steps[pair] = self._step(renderer, context, pair)
            step = self._steps[pair]
            if step is None:
                return ()
            distance, glyph = step
            if distance:
                glyphs += [distance, glyph]
            else:
                glyphs[-1] += glyph  # type: ignore[operator]  # behind a distance stands a glyph
        return (*first.before, (glyphs, first.shows), *first.after)

    def _step(self, renderer: Any, context: Any, pair: str) -> tuple[float, bytes] | None:
        """Return the distance between two letters and the glyph of the second; None for a ligature."""
        one, other = (self._letter(renderer, context, letter) for letter in pair)
        both = _one_run(self._laid_out(renderer, context, pair))
        if one is None or other is None or both is None or not both.before == one.before == other.before:
            return None
        (before,), (after,) = one.glyphs, other.glyphs
        assert isinstance(before, bytes)
        assert isinstance(after, bytes)
        if both.glyphs == (before + after,):
            return 0.0, after
        if (
            len(both.glyphs) == 3
            and isinstance(both.glyphs[1], float)
            and both.glyphs[::2] == (before, after)
        ):
            return both.glyphs[1], after
        return None

    def _letter(self, renderer: Any, context: Any, letter: str) -> _Letters | None:
        """Return what is written for one letter; None where that is more than a glyph."""
        if letter not in self._letters:
            run = _one_run(self._laid_out(renderer, context, letter))
            is_glyph = run is not None and [*map(type, run.glyphs)] == [bytes]
            self._letters[letter] = run if is_glyph else None
        return self._letters[letter]

    def _laid_out(self, renderer: Any, context: Any, text: str) -> tuple[Operator, ...]:
        """Return what matplotlib would write for a text."""
        with _taken_from(renderer.file) as operators:
            renderer.draw_text(context, *_PLACE, text, self._face, 0, ismath=False)
        return tuple(tuple(_without_place(part) for part in operator) for operator in operators)


def _one_run(operators: Sequence[Operator]) -> _Letters | None:
    """Return operators parted at the only ones that show letters; None where they are not as expected."""
    showing = [number for number, operator in enumerate(operators) if isinstance(operator[0], list)]
    if len(showing) != 1 or not _is_placed(operators):
        return None
    (at,) = showing
    if len(operators[at]) != 2:
        return None
    glyphs, shows = operators[at]
    return _Letters(tuple(operators[:at]), tuple(glyphs), shows, tuple(operators[at + 1 :]))


def _is_placed(operators: Sequence[Operator]) -> bool:
    return sum(part is None for operator in operators for part in operator) == 2


def _without_place(part: Any) -> Any:
    return None if isinstance(part, float) and part in _PLACE else part


@contextmanager
def _taken_from(file: Any) -> Iterator[list[Operator]]:
    """Collect what is written to a file in place of writing it."""
    operators: list[Operator] = []
    file.output = lambda *operator: operators.append(operator)
    try:
        yield operators
    finally:
        del file.output
