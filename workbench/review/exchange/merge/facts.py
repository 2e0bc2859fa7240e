"""Take the rows of a file apart into facts, each of which a merge decides on its own, and put them together.

A fact is a column of a study, document, outcome, person or the review, an entry of the protocol, or a row
that says one thing, such as a finding. Its key is the table and what tells it apart there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from store.export_rows import columns_of
from store.outcome_thresholds import NAMES, said_of
from store.records import HEADER
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.sides import Side, Values

Fact = tuple[str, ...]
"""The table, the ids or names that tell the row apart, and of a column its name."""

ROW_FACTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "distinct_pair": (("study_id", "other_id"), ("reason",)),
    "allocation": (("study_id", "reviewer_id"), ()),
    "characteristic": (("study_id", "name"), ("content",)),
    "finding": (("outcome_id", "study_id"), ("numbers", "source")),
    "certainty_rating": (("outcome_id", "body", "domain"), ("levels", "reason")),
    "body_entry": (("outcome_id", "body", "part"), ("content", "source")),
    "chosen_start": (("outcome_id", "checklist"), ("start", "reason")),
    "own_checklist": (("checklist_version_id",), ("state", "origin", "wording_id")),
}
"""Tables whose rows say one thing: the columns that tell a row apart, and those that say it."""

_FIXED: Mapping[str, tuple[str, ...]] = {
    "study": ("id", "added_at", "facts"),
    "document": ("id", "sha256", "text", "added_at", "replaces"),
    "outcome": ("id", "thresholds"),
    "reviewer": ("id", "person_id"),
    "review": ("id", "created_at", "question", "header", "protocol"),
}
"""Columns that are no facts: those of identity, and those that are taken apart further."""

_WITH: Mapping[str, tuple[str, ...]] = {"design": ("design_confirmed_by", "design_reasons")}
"""Columns that go with another one."""

SHARED_PRELIMINARY = "preliminary"
THRESHOLDS = "thresholds"
"""The column of an outcome of which each entry is a fact."""


def columns_of_facts(table: str) -> list[str]:
    """Return the columns of a table that are a fact each."""
    beside = {column for columns in _WITH.values() for column in columns}
    return [column for column in columns_of(table) if column not in _FIXED[table] and column not in beside]


def facts_of(side: Side) -> dict[Fact, tuple[Any, Values]]:
    """Return by fact its value, and the columns that go with it."""
    facts: dict[Fact, tuple[Any, Values]] = {}
    for table in _FIXED:
        columns = columns_of_facts(table)
        for row in side.rows[table]:
            identity = () if table == "review" else (row["id"],)
            for column in columns:
                if (table, column) == ("document", "study_id") and row["replaces"] is not None:
                    continue  # a later version is where the first one is
                beside = {name: row[name] for name in _WITH.get(column, ())} if table == "study" else {}
                facts[table, *identity, column] = (row[column], beside)
    for table, (keys, values) in ROW_FACTS.items():
        beside_columns = [column for column in columns_of(table) if column not in ("id", *keys, *values)]
        for row in side.rows[table]:
            value = {column: row[column] for column in values}
            facts[table, *(row[key] for key in keys)] = (value, {name: row[name] for name in beside_columns})
    facts |= _given_facts(side, facts)
    facts |= _protocol_facts(side.rows["review"][0])
    facts |= _threshold_facts(side)
    for row in side.rows["preliminary"]:
        if row["reviewer_id"] is not None:
            key = (SHARED_PRELIMINARY, row["reviewer_id"], row["checklist_id"], row["preliminary_id"])
            facts[key] = (row["value"], {"frozen": row["frozen"]})
    return facts


def _given_facts(side: Side, known: Mapping[Fact, Any]) -> dict[Fact, tuple[Any, Values]]:
    """Return the characteristics that came with the studies, which have no row of their own."""
    return {
        ("characteristic", row["id"], name): ({"content": {"value": value}}, {})
        for row in side.rows["study"]
        for name, value in row["facts"].items()
        if ("characteristic", row["id"], name) not in known
    }


def _threshold_facts(side: Side) -> dict[Fact, tuple[Any, Values]]:
    return {
        ("outcome", row["id"], THRESHOLDS, name): (said_of({name: given})[name], _written(given))
        for row in side.rows["outcome"]
        for name, given in row[THRESHOLDS].items()
    }


def _written(given: Values) -> Values:
    return {name: given[name] for name in ("by", "at")}


def _protocol_facts(review: Values) -> dict[Fact, tuple[Any, Values]]:
    values = {"question": review["question"], **review["header"]}
    values |= {name: entry["value"] for name, entry in review["protocol"].items() if "value" in entry}
    facts: dict[Fact, tuple[Any, Values]] = {}
    for name, value in values.items():
        entry = review["protocol"].get(name, {})
        facts["protocol", name] = (value or None, {key: entry[key] for key in ("by", "at") if key in entry})
    return facts


def put_together(table: str, here: Side, other: Side, standing: Mapping[Fact, Candidate]) -> list[Values]:
    """Return the rows of a table that is made of facts."""
    if table == "review":
        return [_review(here.rows["review"][0], standing)]
    if table in _FIXED:
        merged = {**other.by_id[table], **here.by_id[table]}
        rows = [_overlaid(table, row, standing) for row in merged.values()]
        if table == "reviewer":
            persons = {
                row["id"]: row["person_id"]
                for side in (other, here)
                for row in side.rows[table]
                if row["person_id"]
            }
            rows = [row | {"person_id": persons.get(row["id"])} for row in rows]
        if table == "document":
            rows = [_added_first(row, here, other) for row in rows]
        if table == "study":
            rows = _with_characteristics(rows, here, other, standing)
        if table == "outcome":
            rows = [_with_thresholds(row, standing) for row in rows]
        return rows
    keys, _ = ROW_FACTS[table]
    ids = {tuple(row[key] for key in keys): row["id"] for side in (other, here) for row in side.rows[table]}
    rows = [
        {
            "id": ids.get(fact[1:]) or _row_id(fact),
            **dict(zip(keys, fact[1:], strict=True)),
            **chosen.value,
            **chosen.extra,
        }
        for fact, chosen in standing.items()
        if fact[0] == table and chosen.value is not None and _has_row(table, chosen)
    ]
    return _with_own_ids(table, rows)


def _added_first(row: Values, here: Side, other: Side) -> Values:
    """Return a document with when it was added, and what it replaced, where that was earlier."""
    both = [
        side.by_id["document"][row["id"]] for side in (here, other) if row["id"] in side.by_id["document"]
    ]
    first = min(both, key=lambda each: (each["added_at"], each["replaces"] or ""))
    return row | {name: first[name] for name in ("added_at", "replaces")}


def _with_own_ids(table: str, rows: Sequence[Values]) -> list[Values]:
    """Return the rows, each with an id of its own: one that moved in one file alone can be two facts."""
    keys, _ = ROW_FACTS[table]
    by_id = {row["id"]: row for row in rows}
    return [
        row if by_id[row["id"]] is row else row | {"id": _row_id((table, *(str(row[key]) for key in keys)))}
        for row in rows
    ]


def _row_id(fact: Fact) -> str:
    return str(uuid5(UUID(int=0), " ".join(fact)))


def _has_row(table: str, chosen: Candidate) -> bool:
    return table != "characteristic" or "quote" in chosen.value["content"]


def _overlaid(table: str, row: Values, standing: Mapping[Fact, Candidate]) -> Values:
    changed: Values = {}
    for column in columns_of_facts(table):
        chosen = standing.get((table, row["id"], column))
        if chosen is not None:
            changed |= {column: chosen.value, **chosen.extra}
    return row | changed


def _with_thresholds(row: Values, standing: Mapping[Fact, Candidate]) -> Values:
    chosen = {name: standing.get(("outcome", row["id"], THRESHOLDS, name)) for name in NAMES}
    return row | {
        THRESHOLDS: {
            name: {**each.value, **each.extra} for name, each in chosen.items() if each and each.value
        }
    }


def _with_characteristics(
    rows: list[Values], here: Side, other: Side, standing: Mapping[Fact, Candidate]
) -> list[Values]:
    facts: dict[str, Values] = defaultdict(dict)
    for fact, chosen in standing.items():
        if fact[0] == "characteristic" and chosen.value is not None:
            facts[fact[1]][fact[2]] = chosen.value["content"]["value"]
    times = [{row["id"]: row["added_at"] for row in side.rows["study"]} for side in (here, other)]
    return [
        row
        | {
            "facts": {name: facts[row["id"]][name] for name in sorted(facts[row["id"]])},
            "added_at": min(known[row["id"]] for known in times if row["id"] in known),
        }
        for row in rows
    ]


def _review(review: Values, standing: Mapping[Fact, Candidate]) -> Values:
    row = dict(review)
    for column in columns_of_facts("review"):
        row[column] = standing["review", column].value
    values = {fact[1]: chosen for fact, chosen in standing.items() if fact[0] == "protocol"}
    question = values.get("question")
    row["question"] = (question.value if question else None) or ""
    row["header"] = {name: values[name].value for name in HEADER if name in values and values[name].value}
    protocol: Values = {}
    for name in sorted(values):
        chosen = values[name]
        if chosen.value is None or "by" not in chosen.extra:
            continue
        own = {} if name in ("question", *HEADER) else {"value": chosen.value}
        protocol[name] = {**own, **chosen.extra}
    row["protocol"] = protocol
    return row


Told = Iterator[tuple[Fact, Any]]
UNKNOWN = object()
"""The value of a fact that an event sets and does not tell."""


def told_by(
    event: Values,
    versions: Mapping[str, str],
    people: Mapping[str, str],
    checklist_of: Callable[[str], str | None],
) -> Told:
    """Yield the facts that an event sets, each with the value that it gives.

    Args:
        event: its row.
        versions: the ids of checklist versions by sha256.
        people: the ids of reviewers by handle.
        checklist_of: gives the id of the checklist of an appraisal.
    """
    action, study, about, after = event["action"], event["study_id"], event["about"] or {}, event["after"]
    given = after if isinstance(after, dict) else {}
    if action == "study.add":
        for column in columns_of_facts("study"):
            yield ("study", study, column), given.get(column, UNKNOWN)
    elif action in ("study.edit", "study.fill"):
        for column, value in given.items():
            yield ("study", study, column), value
    elif action == "checklist.assign":
        for column in ("design", "checklist"):
            yield ("study", study, column), given.get(column, UNKNOWN)
    elif action == "calibration":
        yield ("study", study, "calibration"), after
    elif action in ("study.exclude", "study.include"):
        yield ("study", study, "excluded_because"), after
    elif action == "allocate":
        for handle in {*(event["before"] or ()), *(after or ())}:
            yield ("allocation", study, people.get(handle, "")), {} if handle in (after or ()) else None
    elif action in ("study.distinct", "study.distinct.remove") and "other" in about:
        value = {"reason": event["reason"]} if action == "study.distinct" else None
        yield ("distinct_pair", *sorted((study, about["other"]))), value
    elif action == "characteristic":
        name = str(about.get("characteristic", event["target"]))
        yield ("characteristic", str(study), name), _content(after)
    elif action in ("document.add", "document.replace") and "document" in about:
        for column in columns_of_facts("document"):
            yield ("document", about["document"], column), given.get(column, UNKNOWN)
    elif action in ("document.withdraw", "document.restore") and "document" in about:
        reason = event["reason"] if action == "document.withdraw" else None
        yield ("document", about["document"], "withdrawn_because"), reason
    elif action in ("blindness.lift", "blindness.restore"):
        yield ("review", "blind"), after
    elif action in ("reviewer.name", "reviewer.rename"):
        person = about.get("reviewer") or people.get(event["reviewer"], "")
        yield ("reviewer", person, "name" if action == "reviewer.name" else "handle"), after
    elif action in ("checklist.add", "checklist.remove"):
        for change in (event["before"], after):
            sha256 = change.get("sha256", "") if isinstance(change, dict) else ""
            yield ("own_checklist", versions.get(sha256, "")), UNKNOWN
    elif action == "preliminary.shared" and event["appraisal_id"]:
        checklist = checklist_of(event["appraisal_id"]) or ""
        yield (SHARED_PRELIMINARY, people.get(event["reviewer"], ""), checklist, event["target"]), after
    else:
        yield from _told_of_review_and_evidence(event, about, given)


def _content(after: Any) -> Any:
    return None if after is None else {"content": after}


def _told_of_review_and_evidence(event: Values, about: Values, given: Values) -> Told:
    action, study, outcome = event["action"], event["study_id"], about.get("outcome")
    if action in ("protocol", "review.create", "header"):
        names = {about.get("protocol", event["target"]): event["after"]} if action == "protocol" else given
        for name, value in names.items():
            if (action, name) == ("review.create", "title"):
                yield ("review", "title"), value
            else:
                yield ("protocol", str(name)), value or None
    elif outcome is None:
        return
    elif action in ("outcome.add", "outcome.edit"):
        for column, value in given.items():
            if column != THRESHOLDS:
                yield ("outcome", outcome, column), value
        for name, value in given.get(THRESHOLDS, {}).items():
            yield ("outcome", outcome, THRESHOLDS, name), value
    elif action in ("finding", "finding.remove") and study:
        yield ("finding", outcome, study), event["after"]
    elif action in ("rating", "rating.confirm") and {"body", "domain"} <= about.keys():
        yield ("certainty_rating", outcome, about["body"], about["domain"]), event["after"]
    elif action in ("body", "body.confirm", "body.remove") and {"body", "part"} <= about.keys():
        yield ("body_entry", outcome, about["body"], about["part"]), event["after"]
    elif action == "start" and "checklist" in about:
        value = {"start": given.get("start"), "reason": event["reason"]}
        yield ("chosen_start", outcome, about["checklist"]), value
