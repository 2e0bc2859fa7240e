"""Enter and read what stands above the summary of findings: population, setting, treatment, comparison.

A line that nobody entered is taken from the characteristics of the studies, where they have it.
"""

from __future__ import annotations

from collections.abc import Mapping

from store import reviews
from store.records import Review
from workbench.review.session import ReviewSession, use_case

LINES = reviews.HEADER
"""The lines, from top to bottom."""


@use_case
def read_header(session: ReviewSession) -> dict[str, str]:
    """Return what was entered, by line; what nobody entered is empty."""
    return header_lines(reviews.read_review(session.db))


def header_lines(review: Review) -> dict[str, str]:
    """Return what was entered, by line; what nobody entered is empty."""
    return {name: review.header.get(name, "") for name in LINES}


@use_case
def enter_header(session: ReviewSession, changes: Mapping[str, str]) -> dict[str, str]:
    """Change lines of the header; an empty text takes a line away.

    Raises:
        UsageError: there is no such line, or nobody said who is working.
    """
    words = {name: " ".join(text.split()) for name, text in changes.items()}
    reviews.set_header(session.db, words, by=session.require_reviewer())
    return read_header(session)
