"""Decide which appraisals of the other file come in with their contents, and leave the rest out of it.

Drafts come in for their owner alone. Of what others have submitted the contents come in where whoever merges
has submitted the same place too, or neither began it nor was asked to; otherwise the seal alone comes in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from store import comments
from store.appraisal_line import line_to, standing_line
from store.export_rows import Withheld, leave_out
from store.records import Event
from workbench.review.blindness.export_filter import hidden_evidence
from workbench.review.exchange.merge import conflicts
from workbench.review.exchange.merge.sides import Side, Values


class Sight:
    """What somebody may take of the other file, by the appraisals of both.

    Args:
        here: the file that is merged into.
        other: the other one, in the ids of this one.
        viewer: id of the reviewer who merges.
        everything: take what others have submitted wherever it is.
    """

    def __init__(self, here: Side, other: Side, viewer: str, *, everything: bool) -> None:
        self._viewer = viewer
        self._everything = everything or not here.rows["review"][0]["blind"]
        self._checklists = {
            row["id"]: row["checklist_id"] for side in (other, here) for row in side.rows["checklist_version"]
        }
        states: dict[tuple[str, str, str], set[str]] = {}
        for side in (here, other):
            for row in side.rows["appraisal"]:
                if row["reviewer_id"] == viewer and row["kind"] == "independent":
                    states.setdefault(self.place(row), set()).add(row["state"])
        # What is a draft in one file and submitted in the other counts as submitted once it is united; until
        # then the more careful of the two holds.
        self._states = states
        self._allocated = {
            row["study_id"]
            for side in (here, other)
            for row in side.rows["allocation"]
            if row["reviewer_id"] == viewer
        }

    def place(self, row: Values) -> tuple[str, str, str]:
        """Return the place of an appraisal: its study, result and checklist."""
        return row["study_id"], row["result"], self._checklists[row["checklist_version_id"]]

    def takes(self, row: Values) -> bool:
        """Return True if an appraisal of the other file comes in with its contents."""
        is_own = row["reviewer_id"] == self._viewer and row["kind"] == "independent"
        if is_own:
            return True
        if row["state"] == "draft" and row["kind"] == "independent":
            return False
        if self._everything:
            return True
        states = self._states.get(self.place(row))
        if states is None:
            return row["study_id"] not in self._allocated
        return states == {"submitted"}


def left_out(other: Side, sight: Sight) -> set[str]:
    """Return the ids of the appraisals of the other file whose contents do not come in."""
    return {row["id"] for row in other.rows["appraisal"] if not sight.takes(row)}


def without(other: Side, hidden: Collection[str], viewer: str) -> Side:
    """Return the other file without some appraisals, and without what could tell of them.

    Args:
        other: the other file, in the ids of this one.
        hidden: ids of appraisals.
        viewer: id of the reviewer who merges.
    """
    handles = {row["id"]: row["handle"] for row in other.rows["reviewer"]}
    owners = {
        row["reviewer_id"]
        for row in other.rows["appraisal"]
        if row["id"] in hidden and row["kind"] == "independent"
    }
    unseen = {handles[owner] for owner in owners}
    rows = {table: [dict(row) for row in given] for table, given in other.rows.items()}
    events = [_event(row) for row in rows["event"] if row["appraisal_id"] is None]
    evidence, numbers, befores = hidden_evidence(events, unseen)
    standing = _standing_studies(other)
    studies_of = {
        (standing[row["study_id"]], row["reviewer_id"])
        for row in other.rows["appraisal"]
        if row["id"] in hidden
    }
    rows["preliminary"] = [
        row for row in rows["preliminary"] if row["reviewer_id"] is None or row["reviewer_id"] == viewer
    ]
    rows["comment"] = [
        row for row in rows["comment"] if (standing[row["study_id"]], row["reviewer_id"]) not in studies_of
    ]
    numbers += _hidden_comments(other, studies_of, standing)
    numbers += _steps_of_drafts(other, hidden, viewer)
    rows["conflict"] = [
        row if _is_of(row, other, viewer) else conflicts.without_own_draft(row)
        for row in rows["conflict"]
        if _may_come(row, other, hidden, evidence, viewer)
    ]
    rows["seal"] = [seal_alone(row) if row["appraisal_id"] in hidden else row for row in rows["seal"]]
    leave_out(rows, Withheld(hidden, evidence, numbers, befores))
    here = {(kind, row["id"]) for kind in ("appraisal", "checklist_version") for row in rows[kind]}
    rows["former_id"] = [
        row
        for row in rows["former_id"]
        if row["kind"] not in ("appraisal", "checklist_version") or (row["kind"], row["here"]) in here
    ]
    return Side(rows)


def _standing_studies(side: Side) -> dict[str, str]:
    """Return by id of each study the one that stands for it: itself, or what it was merged into.

    A comment on a duplicate stays with it, while an appraisal of it may have gone on to what was kept.
    """
    merged = {row["id"]: row["merged_into"] for row in side.rows["study"]}
    standing = {}
    for study in merged:
        kept, seen = study, {study}
        while (next_one := merged.get(kept)) and next_one not in seen:
            kept = next_one
            seen.add(kept)
        standing[study] = kept
    return standing


def _hidden_comments(
    other: Side, studies_of: Collection[tuple[str, str]], standing: Mapping[str, str]
) -> list[int]:
    """Return the numbers of the events on comments that do not come in, by study and who wrote them."""
    owners = {row["handle"]: row["reviewer_id"] for row in other.rows["former_handle"]}
    owners |= {row["handle"]: row["id"] for row in other.rows["reviewer"]}
    return [
        row["number"]
        for row in other.rows["event"]
        if row["action"] in comments.ACTIONS
        and (
            standing.get(row["study_id"], row["study_id"]),
            row["about"].get("author") or owners.get(row["reviewer"]),
        )
        in studies_of
    ]


def _steps_of_drafts(other: Side, hidden: Collection[str], viewer: str) -> list[int]:
    """Return the numbers of the steps that led only to drafts of others that wait for a decision there."""
    events, numbers = other.grouped("event", "appraisal_id"), list[int]()
    for appraisal, waiting in conflicts.open_versions(other).items():
        row = other.by_id["appraisal"].get(appraisal)
        if row is None or row["reviewer_id"] == viewer or row["kind"] != "independent" or appraisal in hidden:
            continue
        own = sorted(events[appraisal], key=lambda event: int(event["number"]))
        known = {event["hash"] for event in own}
        shown = {event["hash"] for event in standing_line(own, waiting.keys(), state=row["state"])}
        drafts = list[Values]()
        for end in waiting.keys() & known:
            line = line_to(own, end)
            if waiting[end] == "submitted":
                shown |= {event["hash"] for event in line}
            else:
                drafts += [dict(event) for event in line]
        numbers += [event["number"] for event in drafts if event["hash"] not in shown]
    return numbers


def seal_alone(seal: Values) -> Values:
    """Return the seal of an appraisal whose contents do not come in: who sealed what, and its digest."""
    return seal | {"appraisal_id": None, "nonce": None, "content": None}


def _may_come(row: Values, other: Side, hidden: Collection[str], evidence: Any, viewer: str) -> bool:
    if row["kind"] == "appraisal":
        appraisal = other.by_id["appraisal"].get(row["about"]["appraisal"])
        if appraisal is None or appraisal["id"] in hidden:
            return False
        is_whole = (row["other"]["value"] or {}).get("state") == "submitted"
        return bool(appraisal["reviewer_id"] == viewer or is_whole)
    table, *key = row["about"]["fact"]
    if table == "preliminary":
        return bool(key[0] == viewer)
    return tuple(key) not in evidence.get(table, ())


def _is_of(row: Values, other: Side, viewer: str) -> bool:
    """Return True unless a conflict is about the appraisal of somebody else."""
    if row["kind"] != conflicts.APPRAISAL:
        return True
    appraisal = other.by_id["appraisal"][row["about"]["appraisal"]]
    return bool(appraisal["reviewer_id"] == viewer)


def _event(row: Values) -> Event:
    return Event(
        row["number"],
        datetime.fromisoformat(row["at"]),
        row["reviewer"],
        row["action"],
        None,
        UUID(row["appraisal_id"]) if row["appraisal_id"] else None,
        row["target"],
        row["about"],
        row["before"],
        row["after"],
        row["reason"],
        row["undoes"],
    )


def names_left_out(other: Side, hidden: Collection[str]) -> list[Values]:
    """Return the submitted appraisals that are left out: that somebody has submitted may be told."""
    return [
        row
        for row in other.rows["appraisal"]
        if row["id"] in hidden and row["state"] == "submitted" and row["kind"] == "independent"
    ]
