"""Decide what an export leaves out for blindness, besides the hidden appraisals themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from store import history
from store.export_rows import ROW_KEYS, RowKey, Withheld
from store.records import Event
from workbench.review.blindness.comments import CommentGate
from workbench.review.blindness.visibility import is_confirmation, tells_of_appraisals, visible_events
from workbench.review.view import View

_TABLES = {"rating": "certainty_rating", "body": "body_entry", "start": "chosen_start"}


def withheld_from(view: View) -> Withheld:
    """Find the hidden appraisals, the ratings of risk of bias and starts of their makers, and comments.

    Args:
        view: a reading of the review by who exports it.
    """
    hidden, gate = view.hidden_ids, CommentGate(view)
    events = [event for event in history.list_events(view.session.db) if event.appraisal_id is None]
    rows, numbers, befores = hidden_evidence(events, view.unseen_reviewers)
    numbers += [event.number for event in events if gate.hides(event)]
    return Withheld(
        appraisals=hidden, rows=rows, events=numbers, befores=befores, comments=gate.hidden_comments()
    )


def hidden_evidence(
    events: Sequence[Event], unseen: Collection[str]
) -> tuple[dict[str, set[RowKey]], list[int], list[int]]:
    """Find the ratings of risk of bias, comments and starts of people whose appraisals are hidden.

    Args:
        events: those that belong to no appraisal, by time.
        unseen: the handles of these people.

    Returns:
        The keys of the rows by table, the numbers of the events that are hidden, and of those that do not
        tell what was before.
    """
    shown = {event.number: event for event in visible_events(events, unseen)}
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
    hidden = [event.number for event in events if event.number not in shown]
    original = {event.number: event.before for event in events}
    befores = [n for n, event in shown.items() if event.before is None and original[n] is not None]
    return rows, hidden, befores
