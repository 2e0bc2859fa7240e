"""A rating of one GRADE domain, the suggestion beside it, and the reason that a rating needs."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.grade.body.scale import find_domain


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the numbers suggest for one domain. A person rates; this only lays out the arithmetic.

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
    """What a person made of one domain.

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
        """What so many levels are called in this domain.

        >>> Rating("Imprecision", -2, "31 events").word
        'very serious'
        """
        return find_domain(self.domain).words[self.levels]

    @property
    def differs(self) -> bool:
        """Whether the person rated otherwise than suggested."""
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
    found = find_domain(domain)
    if suggested is not None and suggested.domain != domain:
        raise ValueError(f"the suggestion is for {suggested.domain}, the rating for {domain}")
    if isinstance(levels, bool) or levels not in found.words:
        offered = ", ".join(
            f"{each:+d} ({word})" if each else f"0 ({word})" for each, word in found.words.items()
        )
        raise UsageError(f"{found.title} has no rating {levels!r}; there are {offered}")
    rating = Rating(domain, levels, reason.strip(), None if suggested is None else suggested.levels)
    if not rating.reason and levels:
        raise UsageError(f"{found.title} rated {found.words[levels]!r} needs a reason; say why")
    if not rating.reason and rating.differs:
        raise UsageError(f"{found.title} was suggested as {rating.suggested:+d}; say why it is rated 0")
    return rating
