"""Tell for which study appraisals and documents were made, and where the merges of duplicates took them.

Both are read from the events, so that they are the same in whichever order files are merged. What meets
another of its kind there that was made for that study goes back: what a study has itself stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

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


def document_homes(events: Iterable[Values], documents: Sequence[Values]) -> dict[str, str]:
    """Return by document the id of the study that it was attached to.

    A later version is of the study that the first one was attached to, wherever it took its place.

    Args:
        events: in the order of their numbers.
        documents: the rows.
    """
    firsts = first_versions(documents)
    placed = {row["id"]: row["study_id"] for row in documents}
    homes: dict[str, str] = {}
    for event in events:
        if event["action"] in (MERGE, FOLLOW) and isinstance(event["after"], dict):
            for document in event["after"].get("documents", ()):
                homes.setdefault(firsts.get(document, document), event["study_id"])
    return {document: homes.get(first, placed[first]) for document, first in firsts.items()}


def first_versions(documents: Iterable[Values]) -> dict[str, str]:
    """Return by document the id of the first version of it, which is its own where it replaced none."""
    before = {row["id"]: row["replaces"] for row in documents}
    firsts: dict[str, str] = {}
    for document in before:
        first = document
        while (older := before.get(first)) is not None:
            first = older
        firsts[document] = first
    return firsts


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
    checklists = {row["id"]: row["checklist_id"] for row in rows["checklist_version"]}
    placed = [
        row | {"study_id": moved.get(row["id"], homes.get(row["id"], row["study_id"]))}
        for row in rows["appraisal"]
    ]
    _send_home(
        placed,
        homes,
        lambda row: (
            row["study_id"],
            *(
                (checklists[row["checklist_version_id"]], row["reviewer_id"])
                if row["kind"] == "independent"
                else (row["checklist_version_id"], row["kind"])
            ),
            row["result"],
        ),
    )
    return placed


def place_documents(rows: Mapping[str, Sequence[Values]]) -> None:
    """Send documents home, in place, whose bytes the study has itself, with the versions before them.

    Args:
        rows: of both files, by table; the events in the order of their numbers.
    """
    by_id = {row["id"]: row for row in rows["document"]}

    def versions_before(row: Values) -> Iterator[Values]:
        while row["replaces"] is not None:
            row = by_id[row["replaces"]]
            yield row

    _send_home(
        rows["document"],
        document_homes(rows["event"], rows["document"]),
        lambda row: (row["study_id"], row["sha256"], row["kind"]),
        versions_before,
    )


def _send_home(
    rows: Sequence[Values],
    homes: Homes,
    place: Callable[[Values], Hashable],
    along: Callable[[Values], Iterable[Values]] = lambda row: (),
) -> None:
    """Send rows home, in place, until no two are in one place; each has a home of its own.

    Args:
        rows: those of one table.
        homes: by id, where it is not where the row is.
        place: gives what there is one row of.
        along: gives the rows that go home with one.
    """

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
            for each in (row, *along(row)):
                each["study_id"] = home(each)
        ranked.sort(key=lambda row: (row["study_id"] != home(row), home(row)))
