"""What an export leaves out for blindness, beside the hidden appraisals themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from store import history
from store.export_rows import Withheld
from workbench.review.blindness.visibility import tells_of_appraisals, unseen_reviewers, visible_events
from workbench.review.evidence.entries import event_key
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
    rows: dict[str, set[tuple[UUID, str]]] = defaultdict(set)
    for event in events:
        outcome, name = event_key(event)
        if outcome is None or not tells_of_appraisals(event):
            continue
        table = _TABLES[event.action.partition(".")[0]]
        about = (outcome, name.rpartition("/")[0] if table == "body_entry" else name)
        # What stands in the row is what was told last.
        (rows[table].discard if event.number in shown else rows[table].add)(about)
    return Withheld(
        appraisals=hidden,
        rows=rows,
        events=[event.number for event in events if event.number not in shown],
        befores=[n for n, event in shown.items() if event.before is None],
    )
