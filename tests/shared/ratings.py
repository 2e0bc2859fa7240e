"""Ratings of certainty, as a reviewer goes through them."""

from __future__ import annotations

from workbench.review.evidence import ratings
from workbench.review.session import ReviewSession


def confirm_all(session: ReviewSession) -> None:
    """Say of every stale rating that it still holds."""
    for row in ratings.evidence(session):
        for line in row.ratings:
            if line.stale:
                ratings.confirm(session, row.outcome.id, line.domain, body=row.key)
