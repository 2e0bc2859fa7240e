"""Tell for which study appraisals and documents were made, and where the merges of duplicates took them.

Both are read from the events, so that they are the same in whichever order files are merged. What meets
another of its kind there that was made for that study goes back: what a study has itself stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from store.export_rows import Values
from store.standing_merges import FOLLOW, MERGE, MOVE

Homes = Mapping[str, str]


def appraisal_homes(events: Iterable[Values]) -> dict[str, str]:
    """Return by appraisal that was moved the id of the study that it was begun for.

    Args:
        events: in the order of their numbers.
    """
    homes: dict[str, str] = {}
    for event in events:
        if event["action"] == MOVE and event["appraisal_id"] is not None:
            homes.setdefault(event["appraisal_id"], event["study_id"])
    return homes


def document_homes(events: Iterable[Values]) -> dict[str, str]:
    """Return by document the id of the study that it was attached to, where an event tells it.

    A later version follows the first one into the kept study without an event that names it.

    Args:
        events: in the order of their numbers.
    """
    homes: dict[str, str] = {}
    for event in events:
        if event["action"] == "document.replace" and "document" in event["about"]:
            homes.setdefault(event["about"]["document"], event["study_id"])
        if event["action"] in (MERGE, FOLLOW) and isinstance(event["after"], dict):
            for document in event["after"].get("documents", ()):
                homes.setdefault(document, event["study_id"])
    return homes


def place_appraisals(rows: Mapping[str, Sequence[Values]]) -> list[Values]:
    """Return the appraisals with the studies that the last moves took them to.

    One that came to a study which is itself merged into another, or into which its own is not merged any
    more, goes home: from there it follows anew.

    Args:
        rows: of both files, by table; the events in the order of their numbers.
    """
    moved: dict[str, str] = {}
    for event in rows["event"]:
        if event["action"] == MOVE and event["appraisal_id"] is not None:
            came_back = event["undoes"] is not None or "undoes" in (event["original"] or {})
            moved[event["appraisal_id"]] = event["about"]["merged" if came_back else "kept"]
    into = {row["id"]: row["merged_into"] for row in rows["study"]}
    homes = appraisal_homes(rows["event"])
    moved = {
        appraisal: study
        for appraisal, study in moved.items()
        if into[study] is None and study in (homes[appraisal], into.get(homes[appraisal]))
    }
    placed = [
        row | {"study_id": moved.get(row["id"], homes.get(row["id"], row["study_id"]))}
        for row in rows["appraisal"]
    ]
    _send_home(
        placed,
        homes,
        lambda row: (
            row["study_id"],
            row["checklist_version_id"],
            row["result"],
            row["reviewer_id"] if row["kind"] == "independent" else row["kind"],
        ),
    )
    return placed


def place_documents(rows: Mapping[str, Sequence[Values]]) -> None:
    """Send documents home, in place, whose bytes the study has itself.

    Args:
        rows: of both files, by table; the events in the order of their numbers.
    """
    _send_home(
        rows["document"],
        document_homes(rows["event"]),
        lambda row: (row["study_id"], row["sha256"], row["kind"]),
    )


def _send_home(rows: Sequence[Values], homes: Homes, place: Callable[[Values], Hashable]) -> None:
    """Send rows home, in place, until no two are in one place; each has a home of its own."""

    def home(row: Values) -> str:
        return homes.get(row["id"], row["study_id"])

    ranked = sorted(rows, key=lambda row: (row["study_id"] != home(row), home(row)))
    while True:
        taken: set[Hashable] = set()
        away = []
        for row in ranked:
            if place(row) in taken and row["study_id"] != home(row):
                away.append(row)
            taken.add(place(row))
        if not away:
            return
        for row in away:
            row["study_id"] = home(row)
        ranked.sort(key=lambda row: (row["study_id"] != home(row), home(row)))
