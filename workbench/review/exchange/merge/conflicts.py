"""Keep the values that a person must decide on, and read those that earlier merges left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid5

from store.conflict_shape import check_conflict
from store.errors import InvalidValue
from store.event_chain import canonical
from store.validation import sha256_of
from workbench.errors import UsageError
from workbench.review.blindness.visibility import RISK_OF_BIAS, WORDS
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.facts import SHARED_PRELIMINARY, Fact
from workbench.review.exchange.merge.sides import Side, Values

APPRAISAL = "appraisal"
FACT = "fact"
DECIDE = "conflict.decide"
"""The action of the event that decides; its `after` holds the value that stands from then on."""
KEEP = ("here", "other")
"""What can be decided: the value that stood when the conflict was found, or the one that waited."""
_PART = "part"
REVISED = "revised"
"""Under this name `about` says how often a decision was revised."""
LATER = "a later change"
"""The decision where what waited was settled by a change of somebody who knew of it."""


def open_candidates(side: Side) -> dict[Fact, list[Candidate]]:
    """Return the values that wait for a decision in a file, by fact; versions of appraisals among them."""
    waiting: dict[Fact, list[Candidate]] = defaultdict(list)
    for row in side.rows["conflict"]:
        if row["decided_by"] is None:
            waiting[fact_of(row)].append(candidate_in(row))
    return waiting


def open_versions(side: Side) -> dict[str, dict[str, str]]:
    """Return by appraisal the versions that wait for a decision: by the hash of the last event, the state."""
    waiting: dict[str, dict[str, str]] = defaultdict(dict)
    for fact, candidates in open_candidates(side).items():
        if fact[0] == APPRAISAL:
            for candidate in candidates:
                waiting[fact[1]][candidate.event or ""] = (candidate.value or {}).get("state", "draft")
    return waiting


def require_readable(rows: Mapping[str, Sequence[Values]]) -> None:
    """Refuse rows with a conflict that cannot be read.

    Raises:
        UsageError: it does not say what it is about, or what waits.
    """
    for row in rows["conflict"]:
        try:
            check_conflict(row)
        except InvalidValue as problem:
            raise UsageError(
                f"{problem} ({row['id'][:8]}): it was changed behind the program's back; go on with a backup"
                " (`workbench verify` names all that does not hold)"
            ) from problem


def fact_of(row: Values) -> Fact:
    """Return the fact that a conflict is about."""
    if row["kind"] == APPRAISAL:
        return (APPRAISAL, row["about"]["appraisal"])
    return tuple(row["about"]["fact"])


def fact_in(event: Values) -> Fact:
    """Return the fact that an event of the action `DECIDE` settles."""
    if event["appraisal_id"]:
        return (APPRAISAL, event["appraisal_id"])
    about = event["about"]
    parts = sorted(
        (name for name in about if name.startswith(_PART)), key=lambda name: int(name[len(_PART) :])
    )
    return (about["fact"], *(about[name] for name in parts))


def told_about(fact: Fact) -> dict[str, str]:
    """Return the keys of an event that settles a fact; `fact_in` reads them."""
    table, *parts = fact
    return {"fact": table} | {f"{_PART}{number}": part for number, part in enumerate(parts, start=1)}


def about_of(fact: Fact) -> Values:
    """Return the keys of a conflict about a fact."""
    return {"appraisal": fact[1]} if fact[0] == APPRAISAL else {"fact": list(fact)}


def merged_conflicts(
    here: Side,
    other: Side,
    settled: Mapping[Fact, Sequence[Candidate]],
    *,
    source: str,
    now: str,
) -> list[Values]:
    """Return the conflicts of the merged file.

    Args:
        here: one file.
        other: the other one.
        settled: by fact the values that are left, the one that stands first.
        source: name of the other file.
        now: when they were found.
    """
    rows: dict[str, Values] = {}
    for row in (*other.rows["conflict"], *here.rows["conflict"]):
        name = name_of(fact_of(row), candidate_in(row))
        known = rows.get(name)
        if known is None or _rank(row) > _rank(known):
            rows[name] = {**row, "id": name}
    for fact, candidates in settled.items():
        for candidate in candidates[1:]:
            name = name_of(fact, candidate)
            known = rows.get(name)
            if known is not None and known["decided_by"] is not None:
                continue
            rows[name] = (known or {"source": source, "found_at": now}) | {
                "id": name,
                "kind": APPRAISAL if fact[0] == APPRAISAL else FACT,
                "about": about_of(fact),
                "here": whole(candidates[0]) if fact[0] != APPRAISAL else _event_of(candidates[0]),
                "other": whole(candidate),
                "decided_by": None,
                "decision": None,
            }
    return [_closed(row, settled) for row in rows.values()]


def _closed(row: Values, settled: Mapping[Fact, Sequence[Candidate]]) -> Values:
    """Close a conflict whose value was settled by a change that knew of it."""
    if row["decided_by"] is not None:
        return row
    fact = fact_of(row)
    left = {name_of(fact, candidate) for candidate in settled.get(fact, ())[1:]}
    return row if row["id"] in left else row | {"decided_by": "", "decision": LATER}


def _rank(row: Values) -> tuple[bool, bool, int, bool, bytes]:
    """Return the order of what two files say of one conflict; the last one stands.

    A decision stands before none, one of a person before a later change, and a revised one before that which
    it revises.
    """
    return (
        row["decided_by"] is not None,
        bool(row["decided_by"]),
        revisions(row),
        is_whole(row["here"]),
        canonical({name: row[name] for name in ("here", "other", "source", "found_at")}),
    )


def revisions(row: Values) -> int:
    """Return how often the decision about a conflict was revised."""
    return int(row["about"].get(REVISED, 0))


def name_of(fact: Fact, candidate: Candidate) -> str:
    """Return the id of a conflict, which follows from the fact and the value that waits."""
    words = [list(fact), candidate.event or "", sha256_of(canonical(candidate.value).decode())]
    return str(uuid5(UUID(int=0), canonical(words).decode()))


def candidate_in(row: Values, name: str = "other") -> Candidate:
    """Return the value that waits in a conflict, or with `here` the one that stood when it was found.

    Of an appraisal the version that stood is there only once another one was taken; see `is_whole`.
    """
    value = row[name]
    return Candidate(value["value"], value["event"], value["at"], value["made"], value["extra"])


def is_whole(value: Values) -> bool:
    """Return True if one of the two values of a conflict is there with what it holds."""
    return "extra" in value


def whole(candidate: Candidate) -> Values:
    """Return a value as a conflict keeps it."""
    return {
        "value": candidate.value,
        "event": candidate.event,
        "at": candidate.at,
        "made": candidate.made,
        "extra": candidate.extra,
    }


def _event_of(candidate: Candidate) -> Values:
    return {"event": candidate.event, "at": candidate.at}


def open_rows(rows: Iterable[Values]) -> list[Values]:
    """Return the conflicts that wait for a decision."""
    return [row for row in rows if row["decided_by"] is None]


def decided_rows(rows: Iterable[Values]) -> list[Values]:
    """Return the conflicts that a person decided, which can be decided the other way."""
    return [row for row in rows if row["decided_by"] and row["decision"] in KEEP]


def without_own_draft(row: Values) -> Values:
    """Return a conflict about an appraisal as others may have it: without a draft that was not taken."""
    here = row["here"]
    if not is_whole(here) or _state_of(here) == "submitted":
        return row
    return row | {"here": {name: here[name] for name in ("event", "at")}}


def _state_of(version: Values) -> str | None:
    return (version["value"] or {}).get("state")


def for_others(rows: Mapping[str, Sequence[Values]], writer: str, *, partial: bool) -> list[Values]:
    """Return the conflicts that may go into an export.

    A version of somebody else's appraisal goes along only where it was submitted.

    Args:
        rows: what is exported, by table.
        writer: handle of who exports it.
        partial: True if something is hidden from who exports it.
    """
    people = {row["id"]: row["handle"] for row in rows["reviewer"]}
    owners = {row["id"]: people.get(row["reviewer_id"], "") for row in rows["appraisal"]}
    kept = []
    for row in rows["conflict"]:
        fact = fact_of(row)
        if fact[0] == APPRAISAL:
            is_own = owners.get(fact[1]) == writer
            goes = fact[1] in owners and (is_own or _state_of(row["other"]) == "submitted")
            row = row if is_own else without_own_draft(row)
        elif fact[0] == SHARED_PRELIMINARY:
            goes = people.get(fact[1]) == writer
        else:
            goes = not (partial and is_hidden_kind(fact))
        if goes:
            kept.append(row)
    return kept


def is_hidden_kind(fact: Sequence[str]) -> bool:
    """Return True if a fact can say what is in appraisals."""
    if fact[0] == "certainty_rating":
        return fact[3] == RISK_OF_BIAS
    return fact[0] == "chosen_start" or (fact[0] == "body_entry" and fact[3] in WORDS)
