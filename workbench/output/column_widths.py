"""Share a line among the columns of a table, in cells of a terminal as well as in ems on paper."""

from __future__ import annotations

from collections.abc import Sequence


def share_room(
    room: float,
    least: Sequence[float],
    natural: Sequence[float],
    lengths: Sequence[Sequence[float]],
    step: float,
    little: float,
) -> list[float]:
    """Share the room of a line among columns that do not all fit on it unbroken.

    A narrow column stays whole where that costs little. The rest is given out in steps, each to the column
    that makes the rows tall.

    Args:
        room: for all columns together, without the white between them; no less than ``least`` takes.
        least: the narrowest width of each column.
        natural: the width of each column at which nothing is broken.
        lengths: how wide the texts of some rows stand on one line, the columns in the same order.
        step: how much is given out at a time.
        little: the share of the spare room that a column may take to stay whole.

    Returns:
        The widths, in the unit of the arguments; whole numbers where the arguments are.
    """
    widths = list(least)
    spare = room - sum(widths)
    for place in sorted(range(len(widths)), key=natural.__getitem__):
        wish = natural[place] - widths[place]
        if wish <= spare * little:
            widths[place], spare = natural[place], spare - wish
    while spare > 0:
        gains = _gains(lengths, widths)
        places = [place for place, width in enumerate(widths) if width < natural[place]]
        if not places:
            break
        place = max(places, key=lambda place: (gains[place], natural[place] / (widths[place] or 1)))
        missing = natural[place] - widths[place]
        given = min(step, spare)
        widths[place] = natural[place] if missing <= given else widths[place] + given
        spare -= min(missing, given)
    return widths


def _gains(lengths: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    """Return how much shorter all rows together get by widening each column a little."""
    gains = [0.0] * len(widths)
    for row in lengths:
        heights = [length / (width or 1) for length, width in zip(row, widths, strict=True)]
        tallest = max(range(len(heights)), key=heights.__getitem__)
        gains[tallest] += max(heights[tallest] - 1, 0.0) / (widths[tallest] or 1)
    return gains
