"""What an export leaves out for blindness, beside the hidden appraisals themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from store import history
from store.export_rows import ROW_KEYS, RowKey, Withheld
from workbench.review.blindness.visibility import tells_of_appraisals, unseen_reviewers, visible_events
from workbench.review.session import ReviewSession

_TABLES = {"rating": "certainty_rating", "body": "body_entry", "start": "chosen_start"}


def withheld_from(session: ReviewSession, hidden: Collection[UUID]) -> Withheld:
    """Hidden appraisals, with the ratings of risk of bias, comments and starts of those who made them.

    Args:
        session: its reviewer is the viewer.
        hidden: the appraisals that the viewer may not see.
    """
    events = [event for event in history.list_events(session.db) if event.appraisal_id is None]
    unseen = unseen_reviewers(session)
    shown = {event.number: event for event in visible_events(events, unseen)}
    rows: dict[str, set[RowKey]] = defaultdict(set)
    for event in events:
        if not tells_of_appraisals(event):
            continue
        table = _TABLES[event.action.partition(".")[0]]
        key = tuple(event.about[name] for name in ROW_KEYS[table])
        # What stands in the row is what the last event says.
        (rows[table].discard if event.number in shown else rows[table].add)(key)
    return Withheld(
        appraisals=hidden,
        rows=rows,
        events=[event.number for event in events if event.number not in shown],
        befores=[n for n, event in shown.items() if event.before is None],
    )
