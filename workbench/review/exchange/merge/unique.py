"""Keep apart what two files call by one name, and keep in a row what both put after one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from store.own_checklists import is_later
from workbench.review.exchange.merge.sides import Side, Values

Rows = Mapping[str, list[Values]]


def make_unique(rows: Rows, here: Side) -> list[str]:
    """Change in place what must be unique in a review.

    Args:
        rows: of both files, by table.
        here: the file that is merged into, whose names stay.

    Returns:
        What got another name, in words.
    """
    return [
        *_keys_of_studies(rows["study"], here),
        *_duplicates_of_studies(rows["study"]),
        *_names_of_outcomes(rows["outcome"], here),
        *_versions_of_documents(rows["document"]),
        *_current_checklists(rows),
    ]


def _keys_of_studies(studies: list[Values], here: Side) -> Iterator[str]:
    def rename(row: Values, number: int) -> None:
        row["key"] = f"{row['key'][:190]}-{number}"

    for old, new in _renamed(studies, here.by_id["study"], lambda row: row["key"], rename):
        yield f"another study has the key {old} here: the one that came in is called {new}"


def _duplicates_of_studies(studies: list[Values]) -> Iterator[str]:
    """Merge each duplicate into the study that goes on, where files merged studies in a row or crosswise."""
    by_id = {row["id"]: row for row in studies}
    for row in studies:
        path = [row]
        while (into := path[-1]["merged_into"]) is not None and by_id[into] not in path:
            path.append(by_id[into])
        if into is None:
            continue
        circle = path[path.index(by_id[into]) :]
        first = min(circle, key=lambda each: (each["added_at"], each["id"]))
        first["merged_into"] = None
        others = " and ".join(sorted(each["key"] for each in circle if each is not first))
        yield f"{first['key']} and {others} are merged into each other: {first['key']} goes on"
    for row in studies:
        last = row
        while last["merged_into"] is not None:
            last = by_id[last["merged_into"]]
        if last is not row:
            row["merged_into"] = last["id"]


def _names_of_outcomes(outcomes: list[Values], here: Side) -> Iterator[str]:
    def rename(row: Values, number: int) -> None:
        row["name"] = f"{row['name'][:190]} ({number})"

    pairs = _renamed(outcomes, here.by_id["outcome"], lambda row: (row["name"], row["time_point"]), rename)
    for old, new in pairs:
        yield f"another outcome is called {old[0]} here: the one that came in is called {new[0]}"


def _renamed(
    rows: list[Values],
    first: Mapping[str, Values],
    name: Callable[[Values], Any],
    rename: Callable[[Values, int], None],
) -> Iterator[tuple[Any, Any]]:
    """Rename rows whose name is taken; those that had their name here already come first."""

    def rank(row: Values) -> tuple[bool, bool, str]:
        known = first.get(row["id"])
        return known is None or name(known) != name(row), known is None, str(row["id"])

    taken: set[Any] = set()
    for row in sorted(rows, key=rank):
        old, given, number = name(row), dict(row), 1
        while name(row) in taken:
            number += 1
            row.update(given)
            rename(row, number)
        taken.add(name(row))
        if name(row) != old:
            yield old, name(row)


def _versions_of_documents(documents: list[Values]) -> Iterator[str]:
    """Put two versions that replace one document after each other, the one that was added later last."""
    by_id = {row["id"]: row for row in documents}
    next_of: dict[str, Values] = {}
    for row in sorted(documents, key=lambda row: (row["added_at"], row["sha256"], row["id"])):
        if row["replaces"] is None:
            continue
        if row["replaces"] in next_of:
            last = row["replaces"]
            while last in next_of:
                last = next_of[last]["id"]
            row["replaces"] = last
            yield (
                f"{by_id[last]['source_name']} and {row['source_name']} both replaced one document: "
                f"{row['source_name']}, which was added later, is the version that is read"
            )
        next_of[row["replaces"]] = row
    for row in documents:
        if row["replaces"] is None:
            _follow(row, next_of)


def _follow(first: Values, next_of: Mapping[str, Values]) -> None:
    """Put the later versions of a document where the first one is: a duplicate may have moved only some."""
    last = first
    while last["id"] in next_of:
        last = next_of[last["id"]]
        last["study_id"] = first["study_id"]


def _current_checklists(rows: Rows) -> Iterator[str]:
    versions = {row["id"]: row for row in rows["checklist_version"]}
    current: dict[str, Values] = {}
    for own in sorted(rows["own_checklist"], key=lambda row: versions[row["checklist_version_id"]]["sha256"]):
        if own["state"] != "current":
            continue
        version = versions[own["checklist_version_id"]]
        other = current.get(version["checklist_id"])
        if other is None:
            current[version["checklist_id"]] = own
            continue
        rival = versions[other["checklist_version_id"]]
        newer, older = (own, other) if is_later(version["version"], rival["version"]) else (other, own)
        older["state"] = "replaced"
        current[version["checklist_id"]] = newer
        yield (
            f"both files have a checklist {version['checklist_id']}: "
            f"{versions[newer['checklist_version_id']]['version']} is used for new work"
        )
