"""Decide what an export leaves out for blindness, besides the hidden appraisals themselves."""

from __future__ import annotations

from collections import defaultdict

from store import history
from store.export_rows import ROW_KEYS, RowKey, Withheld
from workbench.review.blindness.visibility import is_confirmation, tells_of_appraisals, visible_events
from workbench.review.view import View

_TABLES = {"rating": "certainty_rating", "body": "body_entry", "start": "chosen_start"}


def withheld_from(view: View) -> Withheld:
    """Find the hidden appraisals, and the ratings of risk of bias, comments and starts of their makers.

    Args:
        view: a reading of the review by who exports it.
    """
    hidden = view.hidden_ids
    events = [event for event in history.list_events(view.session.db) if event.appraisal_id is None]
    shown = {event.number: event for event in visible_events(events, view.unseen_reviewers)}
    rows: dict[str, set[RowKey]] = defaultdict(set)
    for event in events:
        if not tells_of_appraisals(event) or is_confirmation(event):
            continue
        table = _TABLES[event.action.partition(".")[0]]
        if not event.about.keys() >= set(ROW_KEYS[table]):
            continue  # of an outcome that is not there any more, so there is no row either
        key = tuple(event.about[name] for name in ROW_KEYS[table])
        # What stands in the row is what the last event says that is no confirmation.
        (rows[table].discard if event.number in shown else rows[table].add)(key)
    return Withheld(
        appraisals=hidden,
        rows=rows,
        events=[event.number for event in events if event.number not in shown],
        befores=[n for n, event in shown.items() if event.before is None],
    )
