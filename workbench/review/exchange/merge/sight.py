"""Say which appraisals of a merged file a reviewer may see, by the rule of `workbench.review.blindness`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from store.protocol import ADJUDICATOR
from store.records import Appraisal, AppraisalKind, AppraisalState
from workbench.review.blindness.visibility import visible_appraisals

Rows = Mapping[str, Sequence[dict[str, Any]]]


def visible_ids(rows: Rows, viewer: str) -> set[str]:
    """Return the ids of the appraisals that a reviewer may see.

    Args:
        rows: of the review, by table.
        viewer: id of the reviewer.
    """
    handles = {row["id"]: row["handle"] for row in rows["reviewer"]}
    last = {(row["appraisal_id"], row["action"]): row["number"] for row in rows["event"]}
    visible = visible_appraisals(
        handles.get(viewer),
        appraisals_of(rows),
        is_blind=rows["review"][0]["blind"],
        adjudicator=rows["review"][0]["protocol"].get(ADJUDICATOR, {}).get("value", ""),
        last_step=lambda appraisal, action: last[str(appraisal.id), action],
    )
    return {str(appraisal.id) for appraisal in visible}


def appraisals_of(rows: Rows) -> list[Appraisal]:
    """Return the appraisals among rows as records; those that a merge of studies superseded know it."""
    handles = {row["id"]: row["handle"] for row in rows["reviewer"]}
    checklists = {row["id"]: row for row in rows["checklist_version"]}
    studies = {row["id"]: row for row in rows["study"]}
    found = []
    for row in rows["appraisal"]:
        study, checklist = studies[row["study_id"]], checklists[row["checklist_version_id"]]
        kept = study["merged_into"]
        times = (row[name] for name in ("started_at", "changed_at", "submitted_at"))
        started, changed, submitted = (at and datetime.fromisoformat(at) for at in times)
        found.append(
            Appraisal(
                UUID(row["id"]),
                UUID(row["study_id"]),
                study["key"],
                row["result"],
                checklist["checklist_id"],
                checklist["version"],
                checklist["sha256"],
                handles[row["reviewer_id"]],
                AppraisalKind(row["kind"]),
                AppraisalState(row["state"]),
                started,
                changed,
                submitted,
                row["reopened"],
                row["imported_from"],
                study["excluded_because"] is not None,
                UUID(kept) if kept else None,
            )
        )
    return found
