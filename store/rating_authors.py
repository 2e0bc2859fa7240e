"""Find out from the history who rated a GRADE domain, and who confirmed the rating.

A rating is confirmed by another person than the one who rated it, and by that person only as long as it is
the same. The columns of a rating say so too, for people who read the database; the history is the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

RATE = "rating"
CONFIRM = "rating.confirm"
"""Actions of the events."""


class Authors(NamedTuple):
    """Who rated a domain and who confirmed that, each with when; None where nobody did."""

    rated_by: str | None = None
    rated_at: Any = None
    confirmed_by: str | None = None
    confirmed_at: Any = None


def authors_of(
    events: Iterable[Mapping[str, Any]], levels: int, reason: str, present: Mapping[str, str]
) -> Authors:
    """Return the authors of a rating.

    Args:
        events: those on this rating, oldest first: `action`, `reviewer`, `at`, `after`.
        levels: of the rating as it stands.
        reason: likewise.
        present: by former handle the one that the person has now.
    """
    told = list(events)
    given = [event for event in told if event["action"] == RATE]
    rated = next((event for event in reversed(given) if _gives(event, levels, reason)), None)
    if rated is None:
        rated = given[-1] if given else None
    if rated is None:
        return Authors()
    after = told[told.index(rated) + 1 :]
    rater = present.get(rated["reviewer"], rated["reviewer"])
    confirmed = [
        event
        for event in after
        if event["action"] == CONFIRM
        and present.get(event["reviewer"], event["reviewer"]) != rater
        and _gives(event, levels, reason)
    ]
    last = confirmed[-1] if confirmed else {}
    return Authors(rated["reviewer"] or None, rated["at"], last.get("reviewer"), last.get("at"))


def present_handles(
    former: Iterable[Mapping[str, Any]], reviewers: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """Return by former handle the one that the person has now, from rows of both tables."""
    names = {row["id"]: row["handle"] for row in reviewers}
    return {row["handle"]: names[row["reviewer_id"]] for row in former if row["reviewer_id"] in names}


def fill_authors(
    ratings: Iterable[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
    present: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return the rows of ratings with their authors, as the history has them; others stay as they are.

    Args:
        ratings: rows with `outcome_id`, `body`, `domain`, `levels`, `reason`.
        events: rows of the history, oldest first; others than those on ratings are passed over.
        present: see `authors_of`.
    """
    by_rating: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for event in events:
        about = event["about"] or {}
        if event["action"] in (RATE, CONFIRM):
            key = (about.get("outcome", ""), about.get("body", ""), about.get("domain", ""))
            by_rating.setdefault(key, []).append(event)
    filled = []
    for row in ratings:
        told = by_rating.get(_key(row))
        authors = authors_of(told, row["levels"], row["reason"], present)._asdict() if told else {}
        filled.append({**row, **authors})
    return filled


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(row["outcome_id"]), row["body"], row["domain"]


def _gives(event: Mapping[str, Any], levels: int, reason: str) -> bool:
    after = event["after"]
    return isinstance(after, Mapping) and (after.get("levels"), after.get("reason")) == (levels, reason)
