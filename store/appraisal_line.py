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
MOVE = "appraisal.move"
"""The action of the event that an appraisal went along with its study; it makes no version."""
BEGINNING = ("appraisal.start", "appraisal.import")


def standing_line(
    events: Sequence[Values],
    waiting: Collection[str] = (),
    *,
    state: str | None = None,
    is_empty: bool | None = None,
) -> list[Values]:
    """Return the events of the version that stands, in their order.

    A version that held nothing any more, and whose place the one of another copy took, has left its events
    here as well, and they may be the last. What the version is that stands tells which events are its own.
    That an appraisal went along with its study can be the last event too, after whichever version was there.

    Args:
        events: all events on one appraisal in their order, with `hash`, `parents`, `place_id`, `action` and
            `about`.
        waiting: hashes of the last events of the versions that wait for a decision.
        state: `draft` or `submitted`, as the version is; None where it is not known.
        is_empty: whether nothing was entered in the version; None where it is not known. It needs `target`,
            `before` and `after` of the events.
    """
    made = [event for event in events if event["action"] != MOVE] or events
    ends = [event["hash"] for event in reversed(made) if event["hash"] not in waiting]
    if not ends:
        return []
    last = line_to(events, _with_moves(events, ends[0]))
    if state is None or fits(last, state, is_empty):
        return last
    places = {event["hash"]: place for place, event in enumerate(events)}
    continued = _continued(events, places, made)
    lines = [line_to(events, _with_moves(events, end)) for end in ends if places[end] not in continued]
    alike = [line for line in lines if fits(line, state, is_empty)]
    return next(iter(alike or [line for line in lines if fits(line, state, None)]), last)


def _continued(
    events: Sequence[Values], places: Mapping[str, int], made: Sequence[Values]
) -> set[int | None]:
    """Return the places of the events that others go on from, across moves.

    A decision goes on from the version that was taken, and is the end of the other one as well.
    """
    continued: set[int | None] = set()
    waiting = list(made)
    while waiting:
        event = waiting.pop()
        before = {_before(events, places, places[event["hash"]])}
        before |= {places.get(parent) for parent in event["parents"]}
        new = [place for place in before - continued if place is not None]
        continued |= before
        waiting += [events[place] for place in new if events[place]["action"] == MOVE]
    return continued


def _with_moves(events: Sequence[Values], end: str) -> str:
    """Return the hash of the last event of a version, of the moves that go on from it at once too."""
    for event in events:
        if event["action"] == MOVE and end in event["parents"]:
            end = event["hash"]
    return end


def fits(line: Sequence[Values], state: str, is_empty: bool | None) -> bool:
    """Return True if the events of one version leave an appraisal in a state, empty or not."""
    last = next((event["action"] for event in reversed(line) if event["action"] in _STATES), "")
    return _STATES.get(last, "draft") == state and (is_empty is None or is_empty == _leaves_nothing(line))


_STATES = {"submit": "submitted", "reopen": "draft"}
_ENTRIES = ("answer", "note", "override", "preliminary", "decide", "decide.judgement")


def _leaves_nothing(line: Sequence[Values]) -> bool:
    """Return True if all that the events of one version entered was taken away again."""
    left: dict[tuple[str, str], object] = {}
    for event in line:
        if event["action"] in _ENTRIES:
            left[event["action"], event["target"]] = event["after"]
        elif event["action"] == "quote":
            left |= {("quote", quote["id"]): None for quote in (event["before"],) if quote is not None}
            left |= {("quote", quote["id"]): quote for quote in (event["after"],) if quote is not None}
    return all(value in (None, "") for value in left.values())


def line_to(events: Sequence[Values], end: str) -> list[Values]:
    """Return the events of the version that ends with one of them, in their order.

    Args:
        events: all events on one appraisal in their order.
        end: the hash of the last one.
    """
    places = {event["hash"]: place for place, event in enumerate(events)}
    line: list[Values] = []
    current: int | None = places[end]
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
