"""Change one rating of a body of evidence by one level, and see whether its certainty changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.grade.body.arithmetic import grade_ratings
from workbench.grade.body.rating import Rating
from workbench.grade.body.scale import GRADE_DOMAINS


@dataclass(frozen=True, slots=True)
class RatingChange:
    """One rating with one level more or less, while the others stay.

    Attributes:
        domain: Id of the GRADE domain.
        before: Its levels, negative for down; 0 for a reason to rate up that nobody rated.
        after: Its levels after the change.
        certainty: Id of the certainty that then results.
    """

    domain: str
    before: int
    after: int
    certainty: str


def rating_changes(
    start: str, ratings: Iterable[Rating], *, randomised: bool, up_anyway: str = ""
) -> tuple[RatingChange, ...]:
    """Return every change of one rating by one level, also those that leave the certainty as it is.

    A domain that rates down is changed where it is rated. A reason to rate up that nobody rated counts as 0,
    as it does in the sum.

    Args:
        start: Where GRADE starts.
        ratings: The ratings, at most one a domain.
        randomised: True if the studies are randomised.
        up_anyway: A reason to count levels up against the rule.

    Returns:
        The changes in the order of the domains, the level worse first.

    Raises:
        ValueError: If there is no such start, or a domain is rated twice.

    >>> changes = rating_changes("high", [Rating("Imprecision", -2, "few")], randomised=True)
    >>> [(change.domain, change.after, change.certainty) for change in changes][:2]
    [('Imprecision', -3, 'very_low'), ('Imprecision', -1, 'moderate')]
    """
    given = {rating.domain: rating for rating in ratings}
    changes = []
    for domain in GRADE_DOMAINS.values():
        if domain.id not in given and not domain.rates_up:
            continue
        old = given.get(domain.id) or Rating(domain.id, 0, "")
        for levels in (old.levels - 1, old.levels + 1):
            if levels in domain.words:
                others = [rating for name, rating in given.items() if name != domain.id]
                changed = [*others, Rating(domain.id, levels, old.reason, old.suggested)]
                result = grade_ratings(start, changed, randomised=randomised, up_anyway=up_anyway)
                changes.append(RatingChange(domain.id, old.levels, levels, result.certainty))
    return tuple(changes)
