"""Give the first options of a list a number key each, and draw the number in front of them."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.content import Content

from workbench.tui.plain import join, plain

MOST_KEYS = 9
"""Options that have a number key; the arrows reach the others."""


def number_bindings(prefix: str) -> tuple[BindingType, ...]:
    """Return the bindings of the number keys; each calls the action `choose` with its number.

    Args:
        prefix: what their ids begin with.
    """
    return tuple(
        Binding(str(number), f"choose({number})", "Choose", show=False, id=f"{prefix}.{number}")
        for number in range(1, MOST_KEYS + 1)
    )


def numbered(place: int, words: Content) -> Content:
    """Draw an option with the number of its key, where it has one.

    Args:
        place: in the list, from 0.
        words: the option.
    """
    number = f"{place + 1} " if place < MOST_KEYS else "  "
    return join(plain(number, "bold $text-primary"), words)
