"""Tell of a decision by the event of the change that it is, so that every reader of events knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from store.bibliography import FIELDS
from store.reviewers import RENAME
from workbench.review.exchange.merge import conflicts
from workbench.review.exchange.merge.fact_words import what_of
from workbench.review.exchange.merge.facts import THRESHOLDS, Fact
from workbench.review.exchange.merge.sides import Values

Rows = Mapping[str, Sequence[Values]]


def entry_of(fact: Fact, before: Any, after: Any, rows: Rows) -> dict[str, Any]:
    """Return the fields of the event that sets a fact to the value that was decided on.

    Args:
        fact: what was decided on.
        before: the value that stood.
        after: the value that stands from now on.
        rows: of the review.
    """
    table = fact[0]
    if table == "study":
        return {"study_id": UUID(fact[1])} | _of_study(fact, before, after, rows)
    if table == "characteristic":
        values = (value and value["content"] for value in (before, after))
        changed = dict(zip(("before", "after"), values, strict=True))
        about = {"characteristic": fact[2]}
        return {"action": table, "study_id": UUID(fact[1]), "target": fact[2], "about": about, **changed}
    changed = {"before": before, "after": after}
    if table == "protocol":
        return {"action": table, "target": fact[1], "about": {"protocol": fact[1]}, **changed}
    if table == "outcome":
        columns = {name: {fact[2]: value} for name, value in changed.items()}
        if fact[2] == THRESHOLDS:
            columns = {name: {THRESHOLDS: {fact[3]: value}} for name, value in changed.items()}
        return {"action": "outcome.edit", "about": {"outcome": fact[1]}, **_named(fact, rows), **columns}
    if table == "finding":
        action = "finding" if after is not None else "finding.remove"
        study = UUID(fact[2])
        return {
            "action": action,
            "study_id": study,
            "about": {"outcome": fact[1]},
            **_named(fact, rows),
            **changed,
        }
    if table == "certainty_rating":
        about = {"outcome": fact[1], "body": fact[2], "domain": fact[3]}
        return {"action": "rating", "about": about, **_named(fact, rows), **changed}
    if table == "body_entry":
        about = {"outcome": fact[1], "body": fact[2], "part": fact[3]}
        action = "body" if after is not None else "body.remove"
        return {"action": action, "about": about, **_named(fact, rows), **changed}
    if table == "reviewer" and before != after:
        about = {"reviewer": fact[1]}
        action = RENAME if fact[2] == "handle" else "reviewer.name"
        return {"action": action, "target": _handle(fact, before, rows), "about": about, **changed}
    if fact == ("review", "blind") and before != after:
        return {"action": "blindness.restore" if after else "blindness.lift", **changed}
    about = conflicts.told_about(fact)
    if table == "document":
        row = next(row for row in rows["document"] if row["id"] == fact[1])
        return {
            "action": conflicts.DECIDE,
            "study_id": UUID(after if fact[2] == "study_id" else row["study_id"]),
            "target": row["source_name"],
            "about": about,
            **changed,
        }
    return {"action": conflicts.DECIDE, "target": what_of(fact, rows), "about": about, **changed}


def _of_study(fact: Fact, before: Any, after: Any, rows: Rows) -> dict[str, Any]:
    column = fact[2]
    if column in ("key", *FIELDS):
        return {"action": "study.edit", "before": {column: before}, "after": {column: after}}
    if column == "excluded_because":
        action = "study.exclude" if after is not None else "study.include"
        return {"action": action, "before": before, "after": after}
    if column in ("design", "checklist"):
        row = next(row for row in rows["study"] if row["id"] == fact[1])
        handles = {person["id"]: person["handle"] for person in rows["reviewer"]}
        stood = {
            "checklist": row["checklist"],
            "design": row["design"],
            "confirmed_by": handles.get(row["design_confirmed_by"]),
        }
        return {"action": "checklist.assign", "before": stood, "after": {**stood, column: after}}
    if column == "calibration":
        return {"action": column, "before": before, "after": after}
    target = what_of(fact, rows)
    if column == "merged_into":  # as the step of a merge of duplicates has it
        target = next(row["key"] for row in rows["study"] if row["id"] == (after or before or fact[1]))
    about = conflicts.told_about(fact)
    return {
        "action": conflicts.DECIDE,
        "target": target,
        "about": about,
        "before": before,
        "after": after,
    }


def _handle(fact: Fact, before: Any, rows: Rows) -> str:
    """Return the handle of who is meant, at a rename the one from before."""
    if fact[2] == "handle":
        return str(before)
    return str(next(row["handle"] for row in rows["reviewer"] if row["id"] == fact[1]))


def _named(fact: Fact, rows: Rows) -> dict[str, str]:
    """Return the target of an event on an outcome, as people read it."""
    row = next(row for row in rows["outcome"] if row["id"] == fact[1])
    name = f"{row['name']} ({row['time_point']})" if row["time_point"] else row["name"]
    return {
        "target": f"{name}: {'/'.join(fact[2:])}" if fact[0] in ("certainty_rating", "body_entry") else name
    }
