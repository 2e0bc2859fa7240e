"""Count things in words that people read: one study, two studies."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun in the right form.

    Args:
        number: how many there are.
        noun: what is counted, as one; of several words the last takes the plural.
        plural: the noun for all other numbers, where it is not made with an s.

    >>> count(1, "study"), count(3, "study"), count(0, "day"), count(1200, "row")
    ('1 study', '3 studies', '0 days', '1,200 rows')
    >>> count(2, "answer is", "answers are"), count(2, "cross")
    ('2 answers are', '2 crosses')
    """
    return f"{number:,} {noun if number == 1 else plural or _plural_of(noun)}"


def _plural_of(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "o", "u"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
