"""Find the line numbers that a manuscript has in its margin, and take them out.

Numbers that belong to the text, such as those of a reference list or of a table's rows, do not stand beside
most lines, and stay.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from workbench.intake.pdf.pieces import Piece, Use, Word

_NUMBER = re.compile(r"\d{1,4}")
_STEPS = (1, 2, 5, 10)
_FEWEST = 4
_FEWEST_STEADY = 0.8
"""Share of the steps from one number to the next that are the same."""
_FEWEST_NUMBERED = 0.6
"""Share of the lines between the first number and the last that are numbered."""
_MOST_BESIDE = 0.05
"""Share of the lines that may begin left of numbers in the left margin."""
_COLUMN = 4.0
"""Points that the right edges of the numbers may differ by."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number that may be a line's: a piece of its own, or the first word of one."""

    value: int
    left: float
    right: float
    y: float
    piece: Piece
    word: Word | None


def take_line_numbers(pieces: list[Piece]) -> tuple[list[Piece], int]:
    """Return the pieces without line numbers, and how many were taken out."""
    groups: dict[int, list[_Candidate]] = defaultdict(list)
    for piece in pieces:
        candidate = _candidate(piece)
        if candidate is not None:
            groups[round(candidate.right / _COLUMN)].append(candidate)
    lines = [piece for piece in pieces if not _NUMBER.fullmatch(piece.text)]
    taken = 0
    for place in list(groups):
        group = sorted(groups[place] + groups.get(place + 1, []), key=lambda candidate: -candidate.y)
        group = [candidate for candidate in group if candidate.piece.use is Use.TEXT]
        if _are_line_numbers(group, lines):
            taken += len(group)
            for candidate in group:
                _take(candidate)
    return [piece for piece in pieces if piece.use is not Use.LINE_NUMBER], taken


def _candidate(piece: Piece) -> _Candidate | None:
    """Return the number that a piece is or begins with; one within a line stands apart from it."""
    if _NUMBER.fullmatch(piece.text):
        return _Candidate(int(piece.text), piece.left, piece.right, piece.y, piece, None)
    if len(piece.words) < 2:
        return None
    first, second = piece.in_order()[:2]
    if _NUMBER.fullmatch(first.text) and second.left - first.right > 0.5 * piece.size:
        return _Candidate(int(first.text), first.left, first.right, first.y, piece, first)
    return None


def _are_line_numbers(group: list[_Candidate], lines: list[Piece]) -> bool:
    """Return True if numbers rise by a steady step in a margin, beside most lines."""
    if len(group) < _FEWEST:
        return False
    steps = Counter(below.value - above.value for above, below in itertools.pairwise(group))
    step, count = steps.most_common(1)[0]
    if step not in _STEPS or count < _FEWEST_STEADY * (len(group) - 1):
        return False
    long = [line for line in lines if len(line.text) > 20]
    if not long or not _in_margin(group, long):
        return False
    low, high = group[-1].y - 2, group[0].y + 2
    beside = len({round(line.y) for line in lines if low <= line.y <= high})
    return len(group) * step >= _FEWEST_NUMBERED * beside


def _in_margin(group: list[_Candidate], lines: list[Piece]) -> bool:
    """Return True if the numbers stand left or right of the lines."""
    numbered = {id(candidate.piece) for candidate in group if candidate.word is not None}
    right = max(candidate.right for candidate in group)
    left_of = sum(_begin(line, skip_first=id(line) in numbered) < right - 1 for line in lines)
    if left_of <= _MOST_BESIDE * len(lines):
        return True
    return min(candidate.left for candidate in group) > max(line.right for line in lines) - 1


def _begin(line: Piece, *, skip_first: bool) -> float:
    """Return where the text of a line begins, without its number."""
    return line.in_order()[1].left if skip_first else line.left


def _take(candidate: _Candidate) -> None:
    """Take a number out of its line, or the whole piece where it is nothing else."""
    if candidate.word is None:
        candidate.piece.use = Use.LINE_NUMBER
    else:
        candidate.piece.words.remove(candidate.word)
        candidate.piece.settle()
