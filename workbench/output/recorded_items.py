"""Put into words that an item is recorded and not judged, and count the two kinds of items apart."""

from __future__ import annotations

_PURPOSES = {
    "grade_indirectness": "indirectness",
    "grade_imprecision": "imprecision",
    "grade_inconsistency": "inconsistency",
    "grade_publication_bias": "publication bias",
}
"""What an item is recorded for, where it serves a domain of GRADE."""


def role_in_words(role: str | None) -> str:
    """Say what an item is recorded for; empty for an item that is judged.

    >>> role_in_words("grade_imprecision")
    'recorded for imprecision'
    >>> role_in_words("recorded_only")
    'recorded, not judged'
    """
    if role is None:
        return ""
    purpose = _PURPOSES.get(role)
    return f"recorded for {purpose}" if purpose else "recorded, not judged"


def count_apart(answered: int, asked: int, recorded_answered: int, recorded: int, *, of: str = "/") -> str:
    """Say how far an appraisal is: the judged items, and apart from them those only recorded.

    Args:
        answered: how many judged items are answered.
        asked: how many there are.
        recorded_answered: how many items that are only recorded are answered.
        recorded: how many there are.
        of: what stands between two numbers.

    >>> count_apart(18, 20, 2, 5)
    '18/20 judged, 2/5 recorded'
    >>> count_apart(18, 20, 0, 0, of=" of ")
    '18 of 20 judged'
    """
    judged = f"{answered}{of}{asked} judged"
    return f"{judged}, {recorded_answered}{of}{recorded} recorded" if recorded else judged
