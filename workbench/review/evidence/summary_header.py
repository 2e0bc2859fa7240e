"""Enter and read what stands above the summary of findings: population, setting, treatment, comparison.

A line that nobody entered is taken from the characteristics of the studies, where they have it. The lines are
fields of the protocol: whatever is written there stands here, and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping

from store import protocol, reviews
from store.records import HEADER, Review
from workbench.errors import UsageError
from workbench.review.session import ReviewSession, use_case

LINES = HEADER
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
    for name in changes:
        if name not in LINES:
            raise UsageError(f"there is no {name!r} in the header; there are {', '.join(LINES)}")
    words = {name: " ".join(text.split()) for name, text in changes.items()}
    protocol.set_entries(session.db, words, by=session.require_reviewer())
    return read_header(session)
