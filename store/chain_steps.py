"""Read as much of the chains as tells how independence is known, without what the events say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from store.column_types import columns
from store.engine.store import Store
from store.exchange_tables import StoredBareEvent, StoredSeal
from store.handles import present_handle
from store.history_tables import StoredEvent, StoredPlace
from store.tables import StoredReviewer

Values = dict[str, Any]
JOINING = "merge"
"""The action of the events that bring files together; without one there are no seals to compare."""


def read_steps(db: Store, actions: Collection[str]) -> dict[str, list[Values]]:
    """Read places, events, bare events and seals as plain values by table; ids are text.

    Args:
        db: the review.
        actions: of the events of which it counts what they are about. Of others only the place in the chain
            is told, and only where files were merged; so are seals and bare events.
    """
    place = columns(StoredPlace.id, StoredReviewer.handle, StoredPlace.folder, StoredPlace.public_key)
    places = select(*place).join_from(
        StoredPlace, StoredReviewer, col(StoredReviewer.id) == col(StoredPlace.reviewer_id)
    )
    told = select(
        *columns(StoredEvent.number, StoredEvent.action, StoredEvent.appraisal_id, StoredEvent.place_id),
        *columns(StoredEvent.line, StoredEvent.hash, StoredEvent.parents, StoredEvent.about),
        present_handle(StoredEvent.reviewer).label("reviewer"),
    ).where(col(StoredEvent.action).in_(actions))
    chain = select(
        *columns(StoredEvent.number, StoredEvent.place_id, StoredEvent.hash, StoredEvent.parents)
    ).where(col(StoredEvent.action).not_in(actions))
    bare = select(*columns(StoredBareEvent.hash, StoredBareEvent.parents, StoredBareEvent.place_id))
    seals = select(*columns(StoredSeal.digest, StoredSeal.head))
    found: dict[str, list[Values]] = {"bare_event": [], "seal": []}
    with db.reading() as session:
        found["place"] = [_plain(row) for row in session.execute(places).mappings()]
        found["event"] = [_plain(row) for row in session.execute(told).mappings()]
        if any(event["action"] == JOINING for event in found["event"]):
            nothing: Values = {"action": "", "appraisal_id": None, "line": "", "about": {}, "reviewer": ""}
            found["event"] += [nothing | _plain(row) for row in session.execute(chain).mappings()]
            found["bare_event"] = [_plain(row) for row in session.execute(bare).mappings()]
            found["seal"] = [_plain(row) for row in session.execute(seals).mappings()]
    return found


def _plain(row: Any) -> Values:
    values = {name: str(row[name]) if name.endswith("_id") and row[name] else row[name] for name in row}
    return values | {"id": str(row["id"])} if "id" in values else values
