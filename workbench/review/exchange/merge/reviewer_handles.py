"""Settle which handle a person has after a merge, and keep the others as handles from before.

Who a person is follows from what both files share: the key that signs, the id of the person or the row; see
`identity`. The handle is a fact about that person, which each file can have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from store.reviewers import RENAME
from store.validation import handle_key
from workbench.review.exchange.merge import conflicts
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.facts import Fact
from workbench.review.exchange.merge.sides import Side, Values

Rows = Mapping[str, Sequence[Values]]


def fact_of_handle(person: str) -> Fact:
    """Return the fact that is the handle of a person, by the id of the person's row."""
    return ("reviewer", person, "handle")


def owners(rows: Rows) -> dict[str, str]:
    """Return by handle, whatever its case, the id of the person who has it, else of who had it."""
    found = {handle_key(row["handle"]): row["reviewer_id"] for row in rows["former_handle"]}
    return found | {handle_key(row["handle"]): row["id"] for row in rows["reviewer"]}


def is_renamed(here: Side, other: Side, known: Values, row: Values) -> bool:
    """Return True if somebody gave a person another handle in one of two files.

    Otherwise the person began under two handles, or a merge put a number behind one that was taken.

    Args:
        here: one file.
        other: the other one, with the ids that it has itself.
        known: the row of the person in the first one.
        row: the row of the same person in the other one.
    """
    if handle_key(known["handle"]) == handle_key(row["handle"]):
        return False
    is_given_here, is_given_there = _is_given(here, known), _is_given(other, row)
    if _is_made_of(row["handle"], known["handle"]) and not is_given_here:
        return False
    if _is_made_of(known["handle"], row["handle"]) and not is_given_there:
        return False
    had_here, had_there = _former(here, known), _former(other, row)
    return is_given_here or is_given_there or row["handle"] in had_here or known["handle"] in had_there


def _is_given(side: Side, person: Values) -> bool:
    """Return True if a step of a file gave a person the handle that the person has there."""
    for event in side.events.values():
        if event["after"] != person["handle"]:
            continue
        if event["action"] == RENAME and event["about"].get("reviewer") == person["id"]:
            return True
        is_decision = event["action"] == conflicts.DECIDE and "fact" in event["about"]
        if is_decision and conflicts.fact_in(event) == fact_of_handle(person["id"]):
            return True
    return False


def _former(side: Side, person: Values) -> set[str]:
    return {row["handle"] for row in side.rows["former_handle"] if row["reviewer_id"] == person["id"]}


def numbered(handle: str, taken: Iterable[str]) -> str:
    """Return a handle with a number behind it that nobody has, for another person with the same one."""
    known, number = set(taken), 2
    while handle_key(name := f"{handle[:_LONGEST]}-{number}") in known:
        number += 1
    return name


_LONGEST = 36
"""Letters of a handle that are left where a number comes behind it."""


def _is_made_of(handle: str, now: str) -> bool:
    return bool(re.fullmatch(re.escape(handle[:_LONGEST]) + r"-\d+", now))


def give_handles(
    settled: Mapping[Fact, Sequence[Candidate]], here: Side, other: Side
) -> dict[Fact, list[Candidate]]:
    """Return the handles of all people, the one that stands first, so that no two people have one.

    A handle that somebody else has or had here is given to nobody: it waits for a decision, and the person
    keeps the handle of here. So what people did under their handles stays told as theirs.

    Args:
        settled: by fact the values that are left.
        here: the file that is merged into.
        other: the other one, as it is told here.
    """
    owned_here, owned_there = owners(here.rows), owners(other.rows)
    people = {row["id"]: row["handle"] for side in (other, here) for row in side.rows["reviewer"]}
    given: dict[str, str] = {}
    handles: dict[Fact, list[Candidate]] = {}
    for person, present in sorted(people.items()):
        fact = fact_of_handle(person)
        left = settled.get(fact, ())
        if not left:
            continue
        stands = left[0]
        key = handle_key(stands.value)
        owner = owned_here.get(key) or given.get(key) or owned_there.get(key, person)
        if owner != person:
            fitting = (each for each in left if each.value == present)
            stands = next(fitting, Candidate(present, left[0].event, left[0].at))
        given[handle_key(stands.value)] = person
        handles[fact] = [stands, *(each for each in left if each.value != stands.value)]
    return handles


def former_handles(before: Iterable[Rows], rows: Rows) -> list[Values]:
    """Return the handles from before, each once: those that people had, and those that they have no more.

    Args:
        before: the rows from before by table, those of the review first; its word on who had a handle counts.
        rows: what is there now.
    """
    present = {handle_key(row["handle"]) for row in rows["reviewer"]}
    former: dict[str, Values] = {}
    for side in before:
        known = dict(former)
        had = sorted(side["former_handle"], key=lambda row: str(row["handle"]))
        for row in (*had, *(_as_former(row["id"], row["handle"]) for row in side["reviewer"])):
            key = handle_key(row["handle"])
            if key not in present and (key not in known or known[key]["reviewer_id"] == row["reviewer_id"]):
                former[key] = min(former.get(key, row), row, key=_spelling)
    return list(former.values())


def _spelling(row: Values) -> tuple[str, str]:
    return str(row["handle"]), str(row["id"])


def _as_former(person: str, handle: Any) -> Values:
    return {"id": str(uuid5(UUID(person), f"handle {handle}")), "handle": handle, "reviewer_id": person}


def also_called(person: str, handle: str) -> Values:
    """Return the row that says that steps tell of a person by a handle."""
    return _as_former(person, handle)
