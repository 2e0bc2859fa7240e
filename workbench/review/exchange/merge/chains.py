"""Unite the histories of two files: each event once, by its hash, in an order that depends on both alone."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

from store.comments import REMOVE
from store.event_chain import WITHHELD, commitment, content_of, event_hash
from workbench.errors import UsageError
from workbench.review.exchange.merge.sides import Side, Values


def united_events(here: Side, other: Side) -> list[Values]:
    """Return the events of both files, numbered anew.

    Parents come before what comes after them, else what happened first; the numbers of events that are taken
    back follow. An event that is told in full takes the place of one that tells less.
    """
    events = dict(other.events)
    for hashed, row in here.events.items():
        theirs = events.get(hashed)
        events[hashed] = (
            theirs if theirs is not None and _tells_less(row) and not _tells_less(theirs) else row
        )
        if theirs is not None:
            events[hashed] = events[hashed] | {"id": row["id"]}
    undone = {hashed: side_hash for side in (other, here) for hashed, side_hash in _undone(side).items()}
    numbers = {hashed: number for number, hashed in enumerate(in_order(events), start=1)}
    taken_back: dict[str, str] = {}
    return [
        events[hashed] | {"number": number} | undoing(events[hashed], undone.get(hashed), numbers, taken_back)
        for hashed, number in numbers.items()
    ]


def in_order(events: Mapping[str, Values]) -> list[str]:
    """Return the hashes of events, parents before what comes after them, else what happened first.

    Args:
        events: by hash, each with its `parents` and `at`.
    """
    children: dict[str, list[str]] = defaultdict(list)
    waiting: dict[str, int] = {}
    for hashed, row in events.items():
        parents = [parent for parent in row["parents"] if parent in events]
        waiting[hashed] = len(parents)
        for parent in parents:
            children[parent].append(hashed)
    ready = [(events[hashed]["at"], hashed) for hashed, number in waiting.items() if number == 0]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, hashed = heapq.heappop(ready)
        ordered.append(hashed)
        for child in children[hashed]:
            waiting[child] -= 1
            if waiting[child] == 0:
                heapq.heappush(ready, (events[child]["at"], child))
    return ordered


def undoing(
    row: Values, undone: str | None, numbers: Mapping[str, int], taken_back: dict[str, str]
) -> Values:
    """Return what tells which event is taken back by one.

    What two copies took back apart is taken back once: the later one follows the earlier one, and what was
    hashed is kept.

    Args:
        row: the event.
        undone: hash of the event that it takes back.
        numbers: of all events, by hash.
        taken_back: by event the last one so far that takes it back; the row is added.
    """
    if undone is None or undone not in numbers:
        return {"undoes": None}
    original = {name: value for name, value in (row["original"] or {}).items() if name != "undoes"}
    before = taken_back.get(undone)
    taken_back[undone] = row["hash"]
    if before is None:
        return {"undoes": numbers[undone], "original": original or None}
    return {"undoes": numbers[before], "original": original | {"undoes": undone}}


def removed_comments(here: Side, other: Side) -> set[str]:
    """Return the ids of the comments that somebody took away, in either file."""
    return {
        row["about"]["comment"]
        for side in (here, other)
        for row in side.events.values()
        if row["action"] == REMOVE
    }


def united_bare(here: Side, other: Side) -> list[Values]:
    """Return the events of which neither file has more than the hash."""
    rows = {**other.bare, **here.bare}
    return [row for hashed, row in rows.items() if hashed not in here.events and hashed not in other.events]


def joined_heads(here: Side, other: Side) -> tuple[str, ...]:
    """Return the heads of the other file's main chains that this one did not have."""
    known = here.events.keys() | here.bare.keys()
    return tuple(hashed for hashed in other.heads() if hashed not in known)


def require_whole(side: Side, name: str) -> None:
    """Refuse a file whose events are not those that their hashes say.

    Raises:
        UsageError: an event was altered.
    """
    undone = _undone(side)
    for hashed, row in side.events.items():
        committed = row["commitment"]
        is_told = WITHHELD not in (row["original"] or {})
        if is_told and row["undoes"] is None:
            is_told = committed == commitment(row["salt"], content_of(row, undone.get(hashed)))
        if event_hash(row["parents"], committed) != hashed or not (
            is_told or WITHHELD in (row["original"] or {})
        ):
            raise UsageError(
                f"the history in {name} was altered (event {row['number']}): nothing was merged; ask whoever"
                " sent it for the file as it was"
            )
    for hashed, row in side.bare.items():
        if event_hash(row["parents"], row["commitment"]) != hashed:
            raise UsageError(
                f"the history in {name} was altered: nothing was merged; ask for the file as it was"
            )


def _tells_less(row: Values) -> bool:
    return WITHHELD in (row["original"] or {})


def _undone(side: Side) -> dict[str, str]:
    by_number = {row["number"]: hashed for hashed, row in side.events.items()}
    told = {
        hashed: by_number[row["undoes"]] for hashed, row in side.events.items() if row["undoes"] in by_number
    }
    return told | {
        hashed: row["original"]["undoes"]
        for hashed, row in side.events.items()
        if "undoes" in (row["original"] or {})
    }
