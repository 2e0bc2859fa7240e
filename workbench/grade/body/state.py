"""Say how far a rating has come: suggested by the program, rated by a person, agreed by a second one.

The words are those of every output: one for each state, on the screen, on the command line and in files.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class RatingState(StrEnum):
    """The state of the rating of one GRADE domain, or of the certainty that follows from all of them.

    Attributes:
        NOT_RATED: Nobody has rated it, and nothing is suggested.
        SUGGESTED: The program proposes it from numbers or rules; nobody has rated it.
        STALE: What it rests on changed after it was rated.
        UNRECONCILED: Two or more appraise and one has rated, or what it rests on is not reconciled.
        RATED: A person chose it.
        AGREED: A second person confirmed it as it is.
        NOT_ASSESSABLE: It cannot be judged from what there is.
    """

    NOT_RATED = "not_rated"
    SUGGESTED = "suggested"
    STALE = "stale"
    UNRECONCILED = "unreconciled"
    RATED = "rated"
    AGREED = "agreed"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def word(self) -> str:
        """The word that people read.

        >>> RatingState.NOT_ASSESSABLE.word
        'not assessable'
        """
        return self.value.replace("_", " ")

    @property
    def is_by_nobody(self) -> bool:
        """True if no person has rated it."""
        return self in (RatingState.NOT_RATED, RatingState.SUGGESTED, RatingState.NOT_ASSESSABLE)

    def is_final(self, *, several: bool) -> bool:
        """Return True if a table that is meant for publication may show it.

        Args:
            several: True if two or more people appraise: one person's rating is not enough then.

        >>> [RatingState.RATED.is_final(several=several) for several in (False, True)]
        [True, False]
        """
        settled = (RatingState.AGREED, RatingState.NOT_ASSESSABLE)
        return self in settled or (self is RatingState.RATED and not several)


def weakest(states: Collection[RatingState]) -> RatingState:
    """Return the state of a certainty: that of the rating that is furthest from being agreed.

    >>> weakest([RatingState.AGREED, RatingState.STALE, RatingState.RATED]).word
    'stale'
    """
    order = list(RatingState)
    return min(states, key=order.index, default=RatingState.NOT_RATED)


def suggested_text(levels: int | None) -> str:
    """Return what stands in the place of a rating that nobody made.

    >>> suggested_text(-1), suggested_text(None)
    ('Suggested: -1 (not rated)', 'not rated')
    """
    if levels is None:
        return RatingState.NOT_RATED.word
    return f"Suggested: {levels:+d} (not rated)" if levels else "Suggested: 0 (not rated)"
