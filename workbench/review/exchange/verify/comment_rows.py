"""Compare comments with what the history leaves of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.comments import IMPORT, REMOVE, WRITE
from workbench.review.exchange.verify.ledger import CHANGED, UNTOLD, Fault, Ledger, Values, check_time


def check_comments(ledger: Ledger) -> Iterator[Fault]:
    """Yield the comments that are not what their authors wrote; what stands in them is not told."""
    told: dict[str, Values] = {}
    removed: set[str] = set()
    for event in ledger.events:
        name = event["about"].get("comment", "")
        if event["action"] in (WRITE, IMPORT):
            told[name] = event
        elif event["action"] == REMOVE:
            removed.add(name)
    rows = {row["id"]: row for row in ledger.rows("comment")}
    for identity in sorted(rows.keys() | told.keys()):
        row, step = rows.get(identity), told.get(identity)
        name = _name(ledger, row, step)
        if identity in removed:
            if row is not None:
                yield Fault("rows", name, "it was taken away, and is here all the same")
        elif step is None:
            yield Fault("rows", name, UNTOLD)
        elif row is None:
            yield Fault("rows", name, "it was written, and is not here")
        elif _content(ledger, row) != _told(ledger, step):
            yield Fault("rows", name, CHANGED)
        else:
            yield from check_time(name, row["written_at"], step)


def _content(ledger: Ledger, row: Values) -> tuple[Any, ...]:
    return row["study_id"], row["reviewer_id"], row["target"], row["text"]


def _told(ledger: Ledger, event: Values) -> tuple[Any, ...]:
    author = event["about"].get("author") or _owner(ledger, event["reviewer"])
    return event["study_id"], author, event["target"], event["after"]


def _owner(ledger: Ledger, handle: str) -> str | None:
    """Return the id of the reviewer who has or had a handle."""
    owners = {row["handle"]: row["reviewer_id"] for row in ledger.rows("former_handle")}
    return (owners | {row["handle"]: row["id"] for row in ledger.rows("reviewer")}).get(handle)


def _name(ledger: Ledger, row: Values | None, event: Values | None) -> str:
    study = row["study_id"] if row else event["study_id"] if event else None
    who = ledger.handle_of(row["reviewer_id"]) if row else str(event["reviewer"]) if event else ""
    return f"{ledger.study_name(study)} · comment · {who}"
