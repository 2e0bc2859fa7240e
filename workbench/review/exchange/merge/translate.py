"""Rewrite the rows of the other file so that they point to the rows here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.export_rows import links_of
from store.validation import handle_key
from workbench.review.exchange.merge import reviewer_handles
from workbench.review.exchange.merge.identity import KINDS, Identities
from workbench.review.exchange.merge.sides import Side, Values


def translate(here: Side, other: Side, identities: Identities) -> Side:
    """Return the other file with the ids and handles that its rows have here."""
    moved = identities.moved
    handles = _handles(here, other, identities)
    rows: dict[str, list[Values]] = {}
    for table, given in other.rows.items():
        links = {
            column: identities.ids[target] for column, target in links_of(table).items() if target in KINDS
        }
        own = identities.ids.get(table)
        rows[table] = [
            row
            | {column: ids[row[column]] for column, ids in links.items() if row[column] is not None}
            | ({"id": own[row["id"]]} if own is not None else {})
            for row in given
        ]
    rows["former_handle"] += [
        reviewer_handles.also_called(row["id"], handles[row["handle"]])
        for row in rows["reviewer"]
        if row["handle"] in handles
    ]
    rows["reviewer"] = [
        new | {"handle": _handle_to_settle(here, other, old, new, handles)}
        for old, new in zip(other.rows["reviewer"], rows["reviewer"], strict=True)
    ]
    rows["event"] = [
        _event(old, new, moved, handles) for old, new in zip(other.rows["event"], rows["event"], strict=True)
    ]
    for table, column in (("former_id", "here"), ("conflict", "about")):
        rows[table] = [row | {column: _replaced(row[column], moved)} for row in rows[table]]
    rows["conflict"] = [
        row | {column: _replaced(row[column], moved) for column in ("here", "other")}
        for row in rows["conflict"]
    ]
    rows["distinct_pair"] = [
        row | dict(zip(("study_id", "other_id"), sorted((row["study_id"], row["other_id"])), strict=True))
        for row in rows["distinct_pair"]
    ]
    for table, columns in _SIGNED.items():
        rows[table] = [
            row | {column: handles.get(row[column], row[column]) for column in columns} for row in rows[table]
        ]
    rows["review"] = [row | {"protocol": _with_authors(row["protocol"], handles)} for row in rows["review"]]
    rows["conflict"] = [
        row | {side: _with_signers(row[side], handles) for side in ("here", "other")}
        for row in rows["conflict"]
    ]
    rows["outcome"] = [
        row | {"thresholds": _with_authors(row["thresholds"], handles)} for row in rows["outcome"]
    ]
    rows["former_id"] += [
        {"id": _note_id(kind, old, new), "kind": kind, "elsewhere": old, "here": new}
        for kind, ids in identities.ids.items()
        for old, new in ids.items()
        if old != new
    ]
    return Side(rows)


_SIGNED: Mapping[str, tuple[str, ...]] = {
    "allocation": ("allocated_by",),
    "certainty_rating": ("rated_by", "confirmed_by"),
    "characteristic": ("entered_by",),
    "conflict": ("decided_by",),
    "distinct_pair": ("decided_by",),
    "own_checklist": ("added_by",),
}
"""Columns with the handle of who entered or decided something, by table."""


def _with_authors(entries: Values, handles: dict[str, str]) -> Values:
    """Return thresholds or entries of the protocol by name, with the handles of here of their authors."""
    return {
        name: given | {"by": handles.get(given["by"], given["by"])} if "by" in given else given
        for name, given in entries.items()
    }


def _with_signers(value: Values, handles: dict[str, str]) -> Values:
    """Return a value of a conflict with the handles of here of who entered it."""
    if "extra" not in value:
        return value
    signers = {"by", *(column for columns in _SIGNED.values() for column in columns)}
    extra = {
        name: handles.get(each, each) if name in signers else each for name, each in value["extra"].items()
    }
    return value | {"extra": extra}


def _note_id(kind: str, old: str, new: str) -> str:
    from uuid import UUID, uuid5

    return str(uuid5(UUID(old), f"{kind} {new}"))


def _handle_to_settle(here: Side, other: Side, old: Values, new: Values, handles: dict[str, str]) -> str:
    """Return the handle that the other file says somebody has, if a step gave it, else that of here."""
    known = here.by_id["reviewer"].get(new["id"])
    if known is not None and reviewer_handles.is_renamed(here, other, known, old):
        return str(old["handle"])
    return handles.get(old["handle"], str(old["handle"]))


def _handles(here: Side, other: Side, identities: Identities) -> dict[str, str]:
    """Return the handles with which steps of the other file are told here, where they differ.

    Somebody whom both files have keeps the handle of the other file there if a step gave it: which of two
    handles stands is settled later. Where another person has or had it here, the steps are told by the handle
    of here.
    """
    taken = {handle_key(row["handle"]) for row in (*here.rows["reviewer"], *here.rows["former_handle"])}
    owners = reviewer_handles.owners(here.rows)
    handles: dict[str, str] = {}
    for row in sorted(other.rows["reviewer"], key=lambda row: str(row["handle"])):
        known = here.by_id["reviewer"].get(identities.ids["reviewer"][row["id"]])
        handle = row["handle"]
        if known is not None:
            is_free = owners.get(handle_key(handle), known["id"]) == known["id"]
            if not (is_free and reviewer_handles.is_renamed(here, other, known, row)):
                handle = known["handle"]
        elif handle_key(handle) in taken:
            handle = reviewer_handles.numbered(handle, taken)
            identities.notes.append(
                f"{row['handle']} is another person than the {row['handle']} here, and is called {handle}"
            )
        taken.add(handle_key(handle))
        if handle != row["handle"]:
            handles[row["handle"]] = handle
    return _former_handles(here, other, identities, handles) | handles


def _former_handles(
    here: Side, other: Side, identities: Identities, handles: dict[str, str]
) -> dict[str, str]:
    """Return the handles of here for those from before that are somebody else's here.

    A handle from before cannot be kept where it would name two people, so steps that were signed with it
    are told by the handle that the person has now.
    """
    owners = reviewer_handles.owners(here.rows)
    former: dict[str, str] = {}
    for row in other.rows["former_handle"]:
        person = identities.ids["reviewer"].get(row["reviewer_id"], row["reviewer_id"])
        if owners.get(handle_key(row["handle"]), person) != person:
            handle = str(other.by_id["reviewer"][row["reviewer_id"]]["handle"])
            former[row["handle"]] = handles.get(handle, handle)
    return former


def _event(old: Values, new: Values, moved: dict[str, str], handles: dict[str, str]) -> Values:
    """Return an event that points to the rows here, and keeps in `original` what was hashed."""
    changed: Values = {}
    for name, column in (("study", "study_id"), ("appraisal", "appraisal_id")):
        if old[column] != new[column]:
            changed[name] = old[column]
    row = dict(new)
    for column in ("about", "before", "after"):
        row[column] = _replaced(old[column], moved)
        if row[column] != old[column]:
            changed[column] = old[column]
    row["reviewer"] = handles.get(old["reviewer"], old["reviewer"])
    if row["reviewer"] != old["reviewer"]:
        changed["reviewer"] = old["reviewer"]
    if row["line"] and new["appraisal_id"]:
        row["line"] = str(new["appraisal_id"]).replace("-", "")
    if changed:
        row["original"] = changed | (old["original"] or {})
    return row


def _replaced(value: Any, moved: dict[str, str]) -> Any:
    """Return a JSON value in which ids are those that rows have here."""
    if not moved:
        return value
    if isinstance(value, dict):
        return {key: _replaced(each, moved) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, moved) for each in value]
    if isinstance(value, str) and len(value) % 37 == 36:
        return " ".join(moved.get(word, word) for word in value.split(" "))
    return value
