"""Choose between the versions that two files have of one appraisal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from store.appraisal_line import fits, line_to
from store.standing_merges import MOVE
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.sides import Side, Values

PARTS = ("answer", "quote", "override", "preliminary")
"""Tables whose rows belong to an appraisal."""

_BESIDE = ("id", "appraisal_id", "answered_at", "made_at")
"""Columns of these rows that make no difference between two versions."""
_TIMES = ("changed_at", "started_at", "submitted_at", "reopened")


def versions_of(side: Side) -> dict[str, Candidate]:
    """Return by appraisal the version that stands in a file, with the last event of it.

    For which study it counts is no part of the version: the moves decide that.
    """
    return {appraisal: found[0] for appraisal, found in standing_versions(side).items()}


def standing_versions(side: Side) -> dict[str, list[Candidate]]:
    """Return by appraisal the version that stands in a file, once for each of the events that led to it.

    Two copies can come to one version without knowing of each other. Who goes on from one of them has not
    replaced the other, so that it must be known in whichever order files are merged.
    """
    parts = {table: side.grouped(table, "appraisal_id") for table in PARTS}
    events = side.grouped("event", "appraisal_id")
    elsewhere = _last_events_elsewhere(side)
    rows = [row | {"study_id": side.home("appraisal", row)} for row in side.rows["appraisal"]]
    return {
        row["id"]: _versions(side, row, parts, events.get(row["id"], ()), elsewhere.get(row["id"], ()))
        for row in rows
    }


def rows_of_version(appraisal_id: str, chosen: Candidate) -> dict[str, list[Values]]:
    """Return the rows of a version by table, the appraisal with the study that it was begun for."""
    extra: Mapping[str, Any] = chosen.extra
    rows = {table: [dict(row) for row in extra["parts"].get(table, ())] for table in PARTS}
    return {"appraisal": [{**extra["row"], "id": appraisal_id}], **rows}


def _versions(
    side: Side,
    row: Values,
    parts: Mapping[str, Mapping[Any, Sequence[Values]]],
    events: Sequence[Values],
    elsewhere: Collection[str],
) -> list[Candidate]:
    own = {table: list(parts[table].get(row["id"], ())) for table in PARTS}
    value: Values = {
        "state": row["state"],
        "checklist": row["checklist_version_id"],
        **{
            table: sorted(
                ({name: part[name] for name in part if name not in _BESIDE} for part in rows), key=str
            )
            for table, rows in own.items()
        },
    }
    if row["state"] == "draft" and not any(own.values()):
        value = {}  # only begun, so that nothing is lost where another version takes its place
    extra = {"row": dict(row), "parts": own}
    last = _last_events(events, elsewhere, row["state"], is_empty=not any(own.values()))
    return [Candidate(value, event["hash"], event["at"], made=not value, extra=extra) for event in last] or [
        Candidate(value, None, row["changed_at"], extra=extra)
    ]


def _last_events(
    events: Sequence[Values], elsewhere: Collection[str], state: str, *, is_empty: bool
) -> list[Values]:
    """Return the events that made a version what it is, latest first, passing over other versions and moves.

    Where there are events of another version that held nothing any more, those are meant that lead to what
    this one is.
    """
    moves = {event["hash"]: event["parents"] for event in events if event["action"] == MOVE}
    made = [event for event in events if event["hash"] not in moves]
    continued = set[str]()
    waiting = [parent for event in made for parent in event["parents"]]
    while waiting:
        parent = waiting.pop()
        if parent not in continued:
            continued.add(parent)
            waiting += moves.get(parent, ())
    heads = [event for event in made if event["hash"] not in continued and event["hash"] not in elsewhere]
    ranked = sorted(heads or made, key=lambda event: (event["at"], event["hash"]), reverse=True)
    if len(heads) > 1:
        in_order = sorted(events, key=lambda event: int(event["number"]))
        lines = {head["hash"]: line_to(in_order, head["hash"]) for head in ranked}
        for empty in (is_empty, None):
            fitting = [head for head in ranked if fits(lines[head["hash"]], state, empty)]
            if fitting:
                return fitting
    return ranked[:1]


def _last_events_elsewhere(side: Side) -> dict[str, set[str]]:
    """Return by appraisal the last events of versions that wait for a decision."""
    waiting: dict[str, set[str]] = {}
    for row in side.rows["conflict"]:
        if row["kind"] == "appraisal" and row["decided_by"] is None and row["other"]["event"]:
            waiting.setdefault(row["about"]["appraisal"], set()).add(row["other"]["event"])
    return waiting
