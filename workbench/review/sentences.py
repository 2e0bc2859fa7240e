"""Shorten a long list in a sentence: name the first few and count the rest."""

from __future__ import annotations

from collections.abc import Sequence

NAMED = 4
"""So many are named in a note or a sentence; of more the rest is counted."""


def name_some(names: Sequence[str]) -> str:
    """Join the first names, and say how many more there are.

    >>> name_some(["a", "b"]), name_some(["a", "b", "c", "d", "e", "f"])
    ('a, b', 'a, b, c, d and 2 more')
    """
    more = len(names) - NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:NAMED])} and {more} more"
