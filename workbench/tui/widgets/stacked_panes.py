"""Share the lines of a screen between a list above and words on what is in front below it."""

from __future__ import annotations

from textual.widget import Widget


def lines_above(room: int, needed: int, least: int, *, below: int = 0) -> int:
    """Return how many lines the list gets: as many as it needs, while the words keep theirs.

    Args:
        room: lines that both have.
        needed: lines of the whole list with its frame.
        least: lines that the list gets even where the words need all.
        below: lines that the words keep; 0 for half of the room.

    >>> lines_above(20, 9, 6), lines_above(20, 300, 6), lines_above(8, 300, 6)
    (9, 10, 6)
    >>> lines_above(20, 300, 6, below=8)
    12
    """
    keeps = below or room // 2
    return max(min(needed, room - keeps), min(least, room), 1)


def share_lines(above: Widget, room: int, needed: int, least: int, *, below: int = 0) -> None:
    """Give a list as many lines as it needs; what is below it takes the rest. See `lines_above`."""
    height = lines_above(room, needed, least, below=below)
    current = above.styles.height
    if current is None or current.value != height or current.unit.name != "CELLS":
        above.styles.height = height
