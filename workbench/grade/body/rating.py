"""Rate one GRADE domain, beside its suggestion, with the reason that a rating needs."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.grade.body.scale import find_domain


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The rating that numbers suggest for one domain, with the arithmetic; a person rates.

    Attributes:
        domain: Id of the GRADE domain.
        levels: The levels suggested, negative for down; None where the numbers suggest nothing.
        because: The arithmetic in words.
        assessable: False where the domain cannot be assessed at all (one study has no inconsistency).
    """

    domain: str
    levels: int | None
    because: str
    assessable: bool = True


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating that a person gave one domain.

    Attributes:
        domain: Id of the GRADE domain.
        levels: Negative for down, positive for up.
        reason: Why; never empty where levels is not 0.
        suggested: The levels that were suggested, to stand beside; None where nothing was.
    """

    domain: str
    levels: int
    reason: str
    suggested: int | None = None

    @property
    def word(self) -> str:
        """The word for so many levels in this domain.

        >>> Rating("Imprecision", -2, "31 events").word
        'very serious'
        """
        return find_domain(self.domain).words[self.levels]

    @property
    def differs(self) -> bool:
        """True if the person rated otherwise than suggested."""
        return self.suggested is not None and self.suggested != self.levels


def rate(domain: str, levels: int, reason: str, suggested: Suggestion | None = None) -> Rating:
    """Make a rating, or say why it cannot be one.

    Args:
        domain: Id of the GRADE domain.
        levels: Negative for down, positive for up.
        reason: Why; required for every rating but 0, and for 0 where something else was suggested.
        suggested: What the numbers suggested, if anything.

    Raises:
        ValueError: If there is no such domain, or the suggestion is for another.
        UsageError: If the domain has no such number of levels, or the reason is missing.

    Source:
        MECIR C74 and C75: a written reason for every rating.

    >>> rate("Imprecision", -1, "31 events")
    Rating(domain='Imprecision', levels=-1, reason='31 events', suggested=None)
    """
    grade_domain = find_domain(domain)
    if suggested is not None and suggested.domain != domain:
        raise ValueError(f"the suggestion is for {suggested.domain}, the rating for {domain}")
    if isinstance(levels, bool) or levels not in grade_domain.words:
        offered = ", ".join(
            f"{each:+d} ({word})" if each else f"0 ({word})" for each, word in grade_domain.words.items()
        )
        raise UsageError(f"{grade_domain.title} has no rating {levels!r}; there are {offered}")
    rating = Rating(domain, levels, reason.strip(), None if suggested is None else suggested.levels)
    if not rating.reason and levels:
        raise UsageError(f"{grade_domain.title} rated {grade_domain.words[levels]!r} needs a reason; say why")
    if not rating.reason and rating.differs:
        raise UsageError(
            f"{grade_domain.title} was suggested as {rating.suggested:+d}; say why it is rated 0"
        )
    return rating
