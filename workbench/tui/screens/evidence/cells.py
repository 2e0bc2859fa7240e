"""Define the cells of the evidence screen: their names, what stands in each, and which want attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS, RatingState

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, RatingLine

OUTCOME, CERTAINTY = "outcome", "certainty"
COLUMNS = (OUTCOME, *GRADE_DOMAINS, CERTAINTY)
"""Names of the cells of a row, from left to right."""

SHORT = dict(zip(GRADE_DOMAINS, ("RoB", "Inc", "Ind", "Imp", "Pub", "Lrg", "Dos", "Cnf"), strict=True))
LONGER = dict(
    zip(
        GRADE_DOMAINS,
        ("Bias", "Incons", "Indir", "Imprec", "Publ", "Large", "Dose", "Confnd"),
        strict=True,
    )
)
"""Headings of the domains where there is little room, and where there is more."""

LEGENDS = (
    "? not rated   −1? suggested   * not as suggested   ~ stale: basis changed   ! not agreed   = agreed",
    "? not rated  −1? suggested  * differs  ~ stale  ! unreconciled  = agreed",
)
"""What the signs behind ratings mean, the longer words first."""
COLUMN_NAMES = "   ".join(
    f"{SHORT[name]} {domain.title}".replace(" ", "\u00a0") for name, domain in GRADE_DOMAINS.items()
)
"""What the headings of the domains stand for; no line breaks within a name."""


def column_title(row: BodyRow, column: str) -> str:
    """Return the name of a column in words."""
    rating = rating_of(row, column)
    return rating.title if rating is not None else column


def name_of(row: BodyRow) -> str:
    """Return the outcome of a row with its time point."""
    return row.outcome.label


def rating_of(row: BodyRow, column: str) -> RatingLine | None:
    """Return the rating of a domain, or None for the other columns."""
    return next((rating for rating in row.ratings if rating.domain == column), None)


def wants_attention(row: BodyRow, column: str) -> bool:
    """Return True if somebody must rate this cell or confirm it; without a study nothing can be rated.

    A certainty asks to confirm what was entered for its body before a change.
    """
    if column == CERTAINTY:
        return any(entry.stale for entry in row.entries)
    rating = rating_of(row, column)
    return rating is not None and bool(row.studies) and rating.state in _FOR_SOMEBODY


_FOR_SOMEBODY = (RatingState.NOT_RATED, RatingState.SUGGESTED, RatingState.STALE)
_MARKS = {RatingState.STALE: "~", RatingState.UNRECONCILED: "!", RatingState.AGREED: "="}


def signed(levels: int) -> str:
    """Format levels as the grid shows them.

    >>> [signed(levels) for levels in (-2, 0, 1)]
    ['−2', '0', '+1']
    """
    return f"{levels:+d}".replace("-", "−") if levels else "0"


def cell_of(row: BodyRow, column: str) -> str:
    """Return what stands in the cell of a domain, or of the certainty."""
    if column == CERTAINTY:
        if not row.studies:
            return "no numbers"
        stale = "~" if row.certainty and row.state is RatingState.STALE else ""
        stale = "~" if wants_attention(row, CERTAINTY) else stale
        return (
            f"{row.symbols}{stale} {CERTAINTY_WORDS[row.certainty]}" if row.certainty else f"not yet{stale}"
        )
    rating = rating_of(row, column)
    if rating is None or not row.studies:
        return "·"
    if rating.final is None or rating.state is RatingState.SUGGESTED:
        # The sign stands behind the levels, as all signs do: the levels stay in place when they are rated.
        return "?" if rating.suggested is None else f"{signed(rating.suggested)}?"
    return signed(rating.final) + ("*" if differs(rating) else "") + _MARKS.get(rating.state, "")


def differs(rating: RatingLine) -> bool:
    """Return True if a person rated otherwise than the numbers suggest."""
    return None not in (rating.final, rating.suggested) and rating.final != rating.suggested
