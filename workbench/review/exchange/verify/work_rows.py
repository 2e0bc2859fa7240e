"""Compare who was asked to appraise what, and which studies are distinct, with what the history leaves."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.review.exchange.verify.ledger import CHANGED, UNTOLD, Fault, Ledger
from workbench.review.exchange.verify.told_decisions import decided_fact


def check_work(ledger: Ledger) -> Iterator[Fault]:
    """Yield the allocations, and the pairs of studies that are distinct, that no event leaves."""
    moved = ledger.merged_studies
    told, found = _told_allocations(ledger), _found_allocations(ledger)
    for study in sorted(told.keys() | found.keys()):
        if study not in moved and told.get(study, set()) != found.get(study, set()):
            message = CHANGED if study in told else UNTOLD
            yield Fault("rows", f"{ledger.study_name(study)} · who was asked to appraise it", message)
    pairs = {frozenset((row["study_id"], row["other_id"])): row for row in ledger.rows("distinct_pair")}
    reasons = _told_pairs(ledger)
    for pair in sorted(pairs.keys() | reasons.keys(), key=sorted):
        row = pairs.get(pair)
        if (row and row["reason"]) != reasons.get(pair):
            names = " and ".join(ledger.study_name(study) for study in sorted(pair))
            message = CHANGED if pair in reasons else UNTOLD
            yield Fault("rows", f"{names} · that they are distinct", message)


def _owners(ledger: Ledger) -> dict[str, str]:
    """Return the id of the reviewer who has or had each handle."""
    owners = {row["handle"]: row["reviewer_id"] for row in ledger.rows("former_handle")}
    return owners | {row["handle"]: row["id"] for row in ledger.rows("reviewer")}


def _told_allocations(ledger: Ledger) -> dict[str, set[str]]:
    owners = _owners(ledger)
    told: dict[str, set[str]] = {}
    for event in ledger.events:
        fact = decided_fact(event)
        if event["action"] == "allocate" and event["study_id"] is not None:
            # A step settles those whom it names: a merge joins it with what others asked of others meanwhile.
            before, after = (
                {owners.get(handle, handle) for handle in event[name] or ()} for name in ("before", "after")
            )
            told[event["study_id"]] = (told.get(event["study_id"], set()) - before) | after
        elif fact is not None and fact[0] == "allocation":
            _, study, person = fact
            asked = told.get(study, set())
            told[study] = asked - {person} if event["after"] is None else asked | {person}
    return told


def _found_allocations(ledger: Ledger) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in ledger.rows("allocation"):
        found.setdefault(row["study_id"], set()).add(row["reviewer_id"])
    return found


def _told_pairs(ledger: Ledger) -> dict[frozenset[str], str]:
    told = {}
    for event in ledger.events:
        pair = frozenset((event["study_id"] or "", event["about"].get("other", "")))
        if event["action"] == "study.distinct":
            told[pair] = event["reason"]
        elif event["action"].startswith("study.distinct"):
            told.pop(pair, None)
        elif (fact := decided_fact(event)) is not None and fact[0] == "distinct_pair":
            told.pop(frozenset(fact[1:]), None)
            if event["after"] is not None:
                told[frozenset(fact[1:])] = event["after"]["reason"]
    return told
