"""Decide how the parts of the appraisal are laid out in a window of some size."""

from __future__ import annotations

from typing import Literal

View = Literal["both", "text", "items"]
"""What the reader wants to see: both, the text wide, the items wide."""
Arrangement = Literal["side", "stacked", "text", "items", "tiny"]
"""Side by side; text above and one item below; one of them alone; nothing but a line."""

VIEWS: tuple[View, ...] = ("both", "text", "items")
SIDE_FROM = 110
"""Columns from which text and items stand side by side."""
TALL_FROM = 30
"""Rows from which every pane has a whole frame."""
BOTH_FROM = 20
"""Rows from which text and items are shown together."""
ALONE_BELOW = 12
"""Rows below which the pane with the keys is shown alone, without the lines of the other."""
ANSWERS_FROM = 8
"""Rows from which the text, shown alone, still has a line below it with the answers of the item in front."""
TINY = (40, 6)
"""Columns and rows below which nothing can be read."""
SPLIT = (30, 60, 75)
"""Percent of the columns that the text takes side by side: at least, at first, at most."""
STEP = 3
"""Percent by which a key moves the split."""


def arrange(width: int, height: int, view: View, *, in_text: bool) -> Arrangement:
    """Return the arrangement for a window.

    Args:
        width, height: cells of the window.
        view: what the reader wants to see.
        in_text: True if the text has the keys; where only one has room, it is that one.

    >>> arrange(80, 24, "both", in_text=True), arrange(120, 40, "both", in_text=True)
    ('stacked', 'side')
    >>> arrange(80, 15, "both", in_text=False), arrange(39, 24, "text", in_text=True)
    ('items', 'tiny')
    """
    if width < TINY[0] or height < TINY[1]:
        return "tiny"
    here: Arrangement = "text" if in_text else "items"
    if height < ALONE_BELOW:
        return here
    if view != "both":
        return view
    if height < BOTH_FROM:
        return here
    return "side" if width >= SIDE_FROM else "stacked"


def next_view(view: View) -> View:
    """Return the view after one; after the last comes the first."""
    return VIEWS[(VIEWS.index(view) + 1) % len(VIEWS)]


def moved_split(split: int, by: int) -> int:
    """Return the split after a key moved it, within its ends."""
    return min(max(split + by * STEP, SPLIT[0]), SPLIT[2])


def split_from(stored: str) -> int:
    """Read the split that was remembered; where there is none, return the first one.

    >>> split_from("45"), split_from(""), split_from("wide"), split_from("99")
    (45, 60, 60, 75)
    """
    try:
        return moved_split(int(stored), 0)
    except ValueError:
        return SPLIT[1]
