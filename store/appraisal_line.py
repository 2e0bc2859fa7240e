"""Tell which events led to the version of an appraisal that stands, where it went on in two copies.

A merged file has the events of both versions. Each event on an appraisal has the one before it among its
parents; events of earlier versions of the program that have none go on from the one before at the same place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]
DECIDE = "conflict.decide"
"""The action of the event that decides between two versions; `version` in its `about` is the one kept."""
BEGINNING = ("appraisal.start", "appraisal.import")


def standing_line(events: Sequence[Values], waiting: Collection[str] = ()) -> list[Values]:
    """Return the events of the version that stands, in their order.

    Args:
        events: all events on one appraisal in their order, with `hash`, `parents`, `place_id`, `action` and
            `about`.
        waiting: hashes of the last events of the versions that wait for a decision.
    """
    places = {event["hash"]: place for place, event in enumerate(events)}
    current = next(
        (place for place in reversed(range(len(events))) if events[place]["hash"] not in waiting), None
    )
    line: list[Values] = []
    while current is not None:
        line.append(events[current])
        current = _before(events, places, current)
    return line[::-1]


def _before(events: Sequence[Values], places: Mapping[str, int], current: int) -> int | None:
    event = events[current]
    if event["action"] in BEGINNING:
        return None
    known = sorted(place for parent in event["parents"] if (place := places.get(parent, current)) < current)
    if event["action"] == DECIDE and known:
        kept = places.get(event["about"].get("version", ""))
        is_other = event["about"].get("keep") == "other"
        return kept if kept is not None else known[0 if is_other else -1]
    if known:
        return known[-1]
    earlier = range(current - 1, -1, -1)
    alike = (place for place in earlier if events[place]["place_id"] == event["place_id"])
    return next(alike, next(iter(earlier), None))
