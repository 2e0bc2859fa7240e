"""Compare studies, documents and the evidence with what the history leaves of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from store.bibliography import FIELDS
from store.event_chain import WITHHELD
from store.outcome_thresholds import said_of
from store.rating_authors import fill_authors, present_handles
from store.validation import sha256_of
from workbench.review.exchange.verify.ledger import CHANGED, UNTOLD, Fault, Ledger, Values
from workbench.review.exchange.verify.told_decisions import decided_fact

_UNKNOWN = object()
_PARTS = {"finding": ("numbers", "source"), "rating": ("levels", "reason"), "body": ("content", "source")}
_OUTCOME = ("name", "time_point", "unit", "better", "importance", "follow_up", "thresholds")
_ABSTRACT = "abstract_sha256"


def check_studies(ledger: Ledger) -> Iterator[Fault]:
    """Yield the records of studies and documents that are not what the history says."""
    given = _given_by_merges(ledger)
    for study in ledger.rows("study"):
        told = _replay_study(ledger.of_study.get(study["id"], []))
        for field in given.get(study["id"], ()):
            told.pop(field, None)
        name = str(study["key"])
        if not told:
            yield Fault("rows", name, UNTOLD)
        for field, value in told.items():
            now = sha256_of(study["abstract"]) if field == _ABSTRACT else study.get(field)
            if value != now and not (field == "key" and ledger.is_renamed(value, now)):
                yield Fault("rows", f"{name} · {field}", CHANGED)
        if study["merged_into"] is not None and study["id"] not in ledger.merged_studies:
            yield Fault("rows", f"{name} · that it is a duplicate", UNTOLD)
    yield from _check_documents(ledger)


def _replay_study(events: list[Values]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    is_whole = False
    for event in events:
        action, after = event["action"], event["after"]
        is_whole |= action == "study.add"
        if action in ("study.add", "study.edit", "study.fill"):
            known = ("key", "design", "checklist", *FIELDS)
            told |= {name: value for name, value in (after or {}).items() if name in known}
            sha256 = (after or {}).get("abstract_sha256")
            if sha256 is not None:
                told[_ABSTRACT] = sha256
            elif "abstract" in told:
                told.pop(_ABSTRACT, None)
        elif action == "checklist.assign":
            told |= {name: after[name] for name in ("checklist", "design") if name in after}
        elif action == "study.exclude":
            told["excluded_because"] = after
        elif action == "study.include":
            told["excluded_because"] = None
        elif action == "calibration":
            told["calibration"] = after
    if is_whole:  # in a handout the steps before it are hashes, and what they set is not told
        told.setdefault("excluded_because", None)
        told.setdefault("calibration", False)
    return told


def _given_by_merges(ledger: Ledger) -> dict[str, set[str]]:
    """Return the fields that each study may have from a duplicate, by its id."""
    given: dict[str, set[str]] = {}
    for event in ledger.events:
        if event["action"] == "study.merge":
            after = event["after"] or {}
            fields = {*after.get("record", {}), *(after.get("assignment") or {}).get("after", {})}
            given.setdefault(event["about"]["kept"], set()).update(fields, {"abstract_sha256"})
    return given


def _check_documents(ledger: Ledger) -> Iterator[Fault]:
    told: dict[str, Values] = {}
    withdrawn: dict[str, str | None] = {}
    for event in ledger.events:
        document = event["about"].get("document")
        if document and event["action"] in ("document.add", "document.replace"):
            told[document] = event["after"] or {}
        elif document and event["action"] == "document.withdraw":
            withdrawn[document] = event["reason"]
        elif document and event["action"] == "document.restore":
            withdrawn[document] = None
        elif (fact := decided_fact(event)) is not None and fact[0] == "document":
            _, document, column = fact
            if column == "withdrawn_because":
                withdrawn[document] = event["after"]
            elif document in told:
                told[document] = {**told[document], column: event["after"]}
    here = {row["id"] for row in ledger.rows("document")}
    for identity, after in told.items():
        if identity not in here:
            yield Fault("documents", str(after.get("source_name")), "it was added, and is not here")
    for row in ledger.rows("document"):
        name = f"{ledger.study_name(row['study_id'])} · {row['source_name']}"
        if row["id"] not in told:
            yield Fault("documents", name, UNTOLD)
            continue
        after = told[row["id"]]
        if any(row[field] != after[field] for field in ("kind", "source_name", "sha256") if field in after):
            yield Fault("documents", name, CHANGED)
        sha256 = after.get("text_sha256")
        changed = sha256_of(row["text"]) != sha256 if sha256 else len(row["text"]) != after.get("characters")
        if changed:
            yield Fault("documents", name, "its text is not the one that was added")
        if row["withdrawn_because"] != withdrawn.get(row["id"]):
            yield Fault("documents", name, f"whether it is withdrawn: {CHANGED}")


def check_evidence(ledger: Ledger) -> Iterator[Fault]:
    """Yield the outcomes, findings, ratings and entries that are not what the history says."""
    told, names = _replay_evidence(ledger)
    found: dict[tuple[str, ...], Any] = {}
    for row in ledger.rows("outcome"):
        found["outcome", row["id"]] = _only(row, *_OUTCOME) | {"thresholds": said_of(row["thresholds"])}
        names[row["id"]] = row["name"]
    for row in ledger.rows("finding"):
        found["finding", row["outcome_id"], row["study_id"]] = {
            "numbers": row["numbers"],
            "source": row["source"],
        }
    for row in ledger.rows("certainty_rating"):
        found["rating", row["outcome_id"], row["body"], row["domain"]] = {
            "levels": row["levels"],
            "reason": row["reason"],
        }
    for row in ledger.rows("body_entry"):
        found["body", row["outcome_id"], row["body"], row["part"]] = {
            "content": row["content"],
            "source": row["source"],
        }
    for row in ledger.rows("characteristic"):
        found["characteristic", row["study_id"], row["name"]] = row["content"]
    merged = ledger.merged_studies
    for each in sorted(found.keys() | told.keys()):
        if merged & set(each):
            continue  # what belongs to duplicates moves between them
        if each not in told or told[each] is _UNKNOWN:
            yield Fault("rows", _name(ledger, names, each), UNTOLD)
        elif each[0] == "outcome" and each in found:
            if not _is_as_told(ledger, told[each], found[each]):
                yield Fault("rows", _name(ledger, names, each), CHANGED)
        elif found.get(each) != told[each]:
            yield Fault("rows", _name(ledger, names, each), CHANGED)
    yield from _check_authors(ledger, names)


def _check_authors(ledger: Ledger, names: dict[str, str]) -> Iterator[Fault]:
    """Yield the ratings and thresholds whose authors are not those of their steps in the history."""
    present = present_handles(ledger.rows("former_handle"), ledger.rows("reviewer"))
    ratings = ledger.rows("certainty_rating")
    for row, told in zip(ratings, fill_authors(ratings, ledger.events, present), strict=True):
        if row != told:
            name = _name(ledger, names, ("rating", row["outcome_id"], row["body"], row["domain"]))
            yield Fault("rows", f"{name} · who rated it", CHANGED)
    entered: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for event in ledger.events:
        key = _evidence_key(event)
        if key is not None and key[0] == "characteristic":
            entered[key].add(present.get(event["reviewer"], event["reviewer"] or ""))
    for row in ledger.rows("characteristic"):
        key = ("characteristic", row["study_id"], row["name"])
        by = present.get(row["entered_by"], row["entered_by"])
        if key in entered and row["study_id"] not in ledger.merged_studies and by not in entered[key]:
            yield Fault("rows", f"{_name(ledger, names, key)} · who entered it", CHANGED)
    written = _threshold_authors(ledger)
    for row in ledger.rows("outcome"):
        for threshold, given in row["thresholds"].items():
            authors = written[row["id"], threshold]
            if authors and (given["by"], given["at"]) not in authors:
                name = _name(ledger, names, ("outcome", row["id"], threshold))
                yield Fault("rows", f"{name} · who entered it", CHANGED)


def _threshold_authors(ledger: Ledger) -> dict[tuple[str, str], set[tuple[str, str]]]:
    written: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for event in ledger.events:
        if event["action"] == "outcome.edit":
            for name in (event["after"] or {}).get("thresholds", {}):
                written[event["about"].get("outcome", ""), name].add((event["reviewer"], event["at"]))
    return written


def _is_as_told(ledger: Ledger, told: Values, found: Values) -> bool:
    """Return True if an outcome is as told, but for a name that a merge made of one that was taken.

    In a handout the step that added the outcome is a hash, so that only what was changed since is told.
    """
    thresholds = {name: given for name, given in told["thresholds"].items() if given is not None}
    here = found["thresholds"]
    if "name" not in told:
        here = {name: given for name, given in here.items() if name in told["thresholds"]}
    return here == thresholds and all(
        found[name] == value or (name == "name" and ledger.is_renamed(value, found[name]))
        for name, value in told.items()
        if name in _OUTCOME and name != "thresholds"
    )


def _replay_evidence(ledger: Ledger) -> tuple[dict[tuple[str, ...], Any], dict[str, str]]:
    told: dict[tuple[str, ...], Any] = {}
    names: dict[str, str] = {}
    for event in ledger.events:
        key = _evidence_key(event)
        if key is None:
            continue
        after: Any = _UNKNOWN if WITHHELD in (event["original"] or {}) else event["after"]
        if key[0] == "outcome" and after is not _UNKNOWN:
            before = told.get(key, {"thresholds": {}})
            if event["action"] == "outcome.add":
                before = {"follow_up": "", **before}
            after = {**before, **after, "thresholds": {**before["thresholds"], **after.get("thresholds", {})}}
        elif isinstance(after, dict) and key[0] in _PARTS:
            after = {name: after.get(name) for name in _PARTS[key[0]]}  # earlier versions wrote more into it
        if after is None:
            told.pop(key, None)
        else:
            told[key] = after
    return told, names


def _evidence_key(event: Values) -> tuple[str, ...] | None:
    noun, about = event["action"].partition(".")[0], event["about"]
    outcome, study = about.get("outcome", ""), event["study_id"] or ""
    if noun == "outcome":
        return ("outcome", outcome)
    if noun == "finding":
        return ("finding", outcome, study)
    if noun == "rating":
        return ("rating", outcome, about.get("body", ""), about.get("domain", ""))
    if noun == "body" and event["action"] != "body.divide":
        return ("body", outcome, about.get("body", ""), about.get("part", ""))
    if noun == "characteristic":
        return ("characteristic", study, about.get("characteristic", event["target"]))
    return None


def _only(row: Values, *names: str) -> Values:
    return {name: row[name] for name in names}


def _name(ledger: Ledger, names: dict[str, str], key: tuple[str, ...]) -> str:
    kind, first, *rest = key
    if kind == "characteristic":
        return f"{ledger.study_name(first)} · {rest[0]}"
    outcome = names.get(first, "an outcome that is not here")
    if kind == "finding":
        return f"finding · {outcome} · {ledger.study_name(rest[0])}"
    return " · ".join((kind, outcome, *rest))
