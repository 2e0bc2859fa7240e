"""Show short pieces of text, one a line or side by side, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from workbench.tui.plain import stack

GAP = 2
"""Cells between two pieces side by side."""


def pack(widths: Sequence[int], room: int) -> list[list[int]]:
    """Divide pieces among lines, in their order, side by side where they fit; a piece is never parted.

    >>> pack([7, 13, 30, 4], 26)
    [[0, 1], [2], [3]]
    """
    lines: list[list[int]] = []
    left = 0
    for piece, width in enumerate(widths):
        if not lines or left < GAP + width:
            lines.append([piece])
            left = room - width
        else:
            lines[-1].append(piece)
            left -= GAP + width
    return lines


class Pieces(Static):
    """Show pieces of text; `piece_at` says which of them was clicked."""

    def __init__(self, name: str) -> None:
        super().__init__("", id=name)
        self._lines: list[list[int]] = []
        self._widths: list[int] = []

    def show_pieces(self, pieces: Sequence[Content], room: int | None = None) -> None:
        """Show them one a line, or as many side by side as `room` cells hold."""
        self._widths = [piece.cell_length for piece in pieces]
        self._lines = [[n] for n in range(len(pieces))] if room is None else pack(self._widths, room)
        gap = Content(" " * GAP)
        self.update(stack([gap.join([pieces[n] for n in line]) for line in self._lines]))

    def piece_at(self, column: int, row: int) -> int | None:
        """Return the number of the piece that stands there, from 0, or None where none does."""
        end = 0
        for piece in self._lines[row] if 0 <= row < len(self._lines) else []:
            end += self._widths[piece] + GAP
            if column < end or len(self._lines[row]) == 1:
                return piece
        return None
