"""Fold stretches of a text to a line each, and keep track of where every character of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Describe something that may be folded: characters `start` to `end`, and what stands in their place.

    Where `end` is `start` nothing is folded: the label merely stands there, between two characters.

    Attributes:
        mark: what the label begins with.
    """

    start: int
    end: int
    label: str
    mark: str = "▸ "


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold characters that stand in the view as they do in the text."""

    view: int
    text: int
    length: int


class FoldedText:
    """Hold what is shown of a text while some of its stretches are folded.

    Args:
        text: the whole text.
        stretches: what is folded, in order and apart from each other.

    >>> shown = FoldedText("The study. REFERENCES 1. Other", [Stretch(11, 30, "references")])
    >>> shown.view
    'The study. ▸ references'
    >>> shown.to_text(4), shown.to_view(4), shown.to_view(15)
    (4, 4, None)
    """

    def __init__(self, text: str, stretches: Sequence[Stretch] = ()) -> None:
        self.text = text
        self._pieces: list[_Piece] = []
        self.view = "".join(self._lay_out(sorted(stretches, key=lambda stretch: stretch.start)))
        self._views = [piece.view for piece in self._pieces]
        self._texts = [piece.text for piece in self._pieces]

    def _lay_out(self, stretches: Sequence[Stretch]) -> Iterator[str]:
        place, at = 0, 0
        for stretch in stretches:
            self._pieces.append(_Piece(at, place, stretch.start - place))
            yield self.text[place : stretch.start]
            at += stretch.start - place
            line = stretch.mark + stretch.label
            # What was folded ended lines of its own; so does what stands for it.
            line += "\n" if self.text[stretch.start : stretch.end].endswith("\n") else ""
            yield line
            at += len(line)
            place = stretch.end
        self._pieces.append(_Piece(at, place, len(self.text) - place))
        yield self.text[place:]

    def to_text(self, offset: int) -> int:
        """Return where a place of the view is in the text; within a fold's line, where the fold begins."""
        piece = self._pieces[max(bisect_right(self._views, offset) - 1, 0)]
        return piece.text + min(offset - piece.view, piece.length)

    def to_view(self, offset: int) -> int | None:
        """Return where a place of the text is in the view, or None where it is folded away."""
        piece = self._pieces[max(bisect_right(self._texts, offset) - 1, 0)]
        within = offset - piece.text
        return piece.view + within if within <= piece.length else None
