"""Shorten a long list in a sentence: name the first few, and say that there are more."""

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


def choice_of(names: Sequence[str]) -> str:
    """Join names of which any one will do; of many, the first and a word for the others.

    >>> choice_of(["1.1"]), choice_of(["1.1", "1.2", "1.3"]), choice_of(["1", "2", "3", "4", "5"])
    ('1.1', '1.1, 1.2 or 1.3', '1, 2, 3, 4 or another')
    """
    named = [*names[:NAMED], *(["another"] if len(names) > NAMED else [])]
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
