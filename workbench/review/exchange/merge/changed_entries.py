"""Tell of the entries that a merge brought, changed or took away, beside studies, outcomes and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.review.exchange.merge.conflicts import is_hidden_kind
from workbench.review.exchange.merge.fact_words import WORDS, what_of
from workbench.review.exchange.merge.facts import ROW_FACTS, Fact

Rows = Mapping[str, Sequence[dict[str, Any]]]
Change = tuple[str, str, str]
"""`new` or `changed`, the id of the study, empty where it is about none, and what it is in words."""

_TOLD_APART = ("characteristic", "finding")
"""Tables of which the report tells with their study."""


def changed_entries(before: Rows, rows: Rows) -> Iterator[Change]:
    """Yield what is different after a merge and is no study, outcome, finding or appraisal.

    Ratings that can say what is in appraisals are left out: blindness may hide them.

    Args:
        before: the rows of the review before it.
        rows: those after it.
    """
    yield from _of_documents(before, rows)
    yield from _of_review(before["review"][0], rows["review"][0])
    yield from _of_comments(before, rows)
    for table, (keys, values) in ROW_FACTS.items():
        if table in _TOLD_APART:
            continue
        sides = [
            {tuple(row[key] for key in keys): [row[value] for value in values] for row in side[table]}
            for side in (before, rows)
        ]
        for entry in dict.fromkeys((*sides[0], *sides[1])):
            fact = (table, *map(str, entry))
            if sides[0].get(entry) == sides[1].get(entry) or is_hidden_kind(fact):
                continue
            kind = "changed" if entry in sides[0] else "new"
            if table == "distinct_pair":
                fact = (table, *sorted(fact[1:], key=lambda identity: _key(identity, rows)))
            study = fact[1] if "study_id" in keys else ""
            yield kind, study, _in_words(fact, rows, is_there=entry in sides[1])


def _in_words(fact: Fact, rows: Rows, *, is_there: bool) -> str:
    if fact[0] == "allocation":
        handle = next((row["handle"] for row in rows["reviewer"] if row["id"] == fact[2]), "somebody")
        return f"{handle} is asked to appraise it" if is_there else f"{handle} is not asked any more"
    if fact[0] == "distinct_pair":
        return f"said to be another study than {_key(fact[2], rows)}" + ("" if is_there else ", taken back")
    return what_of(fact, rows) + ("" if is_there else ", taken back")


def _key(study: str, rows: Rows) -> str:
    return next((row["key"] for row in rows["study"] if row["id"] == study), "one that is not here")


def _of_documents(before: Rows, rows: Rows) -> Iterator[Change]:
    known = {row["id"]: row for row in before["document"]}
    for row in rows["document"]:
        old = known.get(row["id"], row)
        names = [
            WORDS.get(name, f"the {name.replace('_', ' ')}")
            for name in ("kind", "source_name", "withdrawn_because", "study_id")
            if row[name] != old[name]
        ]
        if names:
            kind = row["kind"].replace("_", " ")
            yield "changed", row["study_id"], f"{kind}: {row['source_name']}: {', '.join(names)}"


def _of_review(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if old["title"] != new["title"]:
        yield "changed", "", f"the title of the review: {new['title']}"
    if old["blind"] != new["blind"]:
        yield "changed", "", "appraisals are blind" if new["blind"] else "appraisals are not blind any more"


def _of_comments(before: Rows, rows: Rows) -> Iterator[Change]:
    handles = {row["id"]: row["handle"] for row in rows["reviewer"]}
    known = {row["id"]: row for row in before["comment"]}
    for row in rows["comment"]:
        if row["id"] not in known:
            yield "new", row["study_id"], f"comment of {handles[row['reviewer_id']]}"
    left = {row["id"] for row in rows["comment"]}
    for row in known.values():
        if row["id"] not in left:
            yield "changed", row["study_id"], f"comment of {handles[row['reviewer_id']]}, taken back"
