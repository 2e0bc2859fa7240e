"""Keep apart what two files call by one name, and keep in a row what both put after one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from store.own_checklists import is_later
from workbench.review.exchange.merge.sides import Side, Values

Rows = Mapping[str, list[Values]]


def make_unique(rows: Rows, here: Side, called_at: Callable[[str, Values], str]) -> list[str]:
    """Change in place what must be unique in a review.

    Of two things with one name the one that was called so first keeps it, in whichever order files are
    merged.

    Args:
        rows: of both files, by table.
        here: the file that is merged into.
        called_at: gives the time since when a study or outcome has its name, of its table and row.

    Returns:
        What got another name, in words.
    """
    return [
        *_keys_of_studies(rows["study"], here, called_at),
        *_duplicates_of_studies(rows["study"]),
        *_names_of_outcomes(rows["outcome"], here, called_at),
        *_versions_of_documents(rows["document"]),
        *_current_checklists(rows),
    ]


def is_made_name(name: str, now: Any) -> bool:
    """Return True if a merge made a name of another one that was taken: `key-2`, `name (2)`."""
    return isinstance(now, str) and bool(re.fullmatch(re.escape(name[:190]) + r"(-\d+| \(\d+\))", now))


def _keys_of_studies(
    studies: list[Values], here: Side, called_at: Callable[[str, Values], str]
) -> Iterator[str]:
    def rename(row: Values, number: int) -> None:
        row["key"] = f"{row['key'][:190]}-{number}"

    def since(row: Values) -> str:
        return called_at("study", row)

    known = here.by_id["study"]
    for row, old, new in _renamed(studies, lambda row: row["key"], since, rename):
        if row["id"] not in known:
            yield f"another study has the key {old} here: the one that came in is called {new}"
        elif known[row["id"]]["key"] != new:
            yield f"a study that came in had the key {old} first: the one of here is called {new} now"


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


def _names_of_outcomes(
    outcomes: list[Values], here: Side, called_at: Callable[[str, Values], str]
) -> Iterator[str]:
    def rename(row: Values, number: int) -> None:
        row["name"] = f"{row['name'][:190]} ({number})"

    def name(row: Values) -> tuple[str, str]:
        return row["name"], row["time_point"]

    def since(row: Values) -> str:
        return called_at("outcome", row)

    known = here.by_id["outcome"]
    for row, (old, _), (new, _) in _renamed(outcomes, name, since, rename):
        if row["id"] not in known:
            yield f"another outcome is called {old} here: the one that came in is called {new}"
        elif known[row["id"]]["name"] != new:
            yield f"an outcome that came in was called {old} first: the one of here is called {new} now"


def _renamed(
    rows: list[Values],
    name: Callable[[Values], Any],
    since: Callable[[Values], str],
    rename: Callable[[Values, int], None],
) -> Iterator[tuple[Values, Any, Any]]:
    """Rename rows whose name is taken, those that were called so first before the others."""
    taken: set[Any] = set()
    for row in sorted(rows, key=lambda row: (since(row), str(row["id"]))):
        old, given, number = name(row), dict(row), 1
        while name(row) in taken:
            number += 1
            row.update(given)
            rename(row, number)
        taken.add(name(row))
        if name(row) != old:
            yield row, old, name(row)


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
