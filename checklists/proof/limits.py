"""Limit the size of a proof, so that no definition keeps the program busy for long."""

from __future__ import annotations

from typing import Final

LARGEST_WALK: Final = 200_000
"""More states than this are refused; a definition has some hundreds."""
LARGEST_COMPARISON: Final = 1_000_000
"""More pairs of states than this are refused; a definition has some thousands."""
MOST_OPTIONS: Final = 12
"""More options of which many may be chosen are refused where a rule reads them: each set is walked."""


class TooManyStates(Exception):  # noqa: N818
    """A walk has more states than can be gone through in reasonable time.

    Attributes:
        domain: The id of the domain in which they became too many; None before the first.
        item: The step of it that has the most states.
    """

    def __init__(self, domain: str | None, item: str) -> None:
        """Name the domain and its widest item."""
        super().__init__(domain, item)
        self.domain = domain
        self.item = item
