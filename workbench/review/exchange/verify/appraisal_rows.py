"""Compare what appraisals hold with what the history leaves of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.review.exchange.verify.ledger import CHANGED, UNTOLD, Fault, Ledger, Values


@dataclass
class _Told:
    """What the events of an appraisal leave of it; by item, target or id."""

    codes: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    quotes: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    preliminaries: dict[str, str] = field(default_factory=dict)
    version: str | None = None
    state: str = "draft"
    reopened: int = 0


def check_appraisals(ledger: Ledger) -> Iterator[Fault]:
    """Yield the answers, notes, quotes, overrides, preliminaries and states that no event accounts for."""
    parts = {table: ledger.parts_of(table) for table in ("answer", "override", "quote", "preliminary")}
    for appraisal in ledger.rows("appraisal"):
        events = ledger.line_of.get(appraisal["id"], [])
        if not events:
            yield Fault("rows", ledger.appraisal_name(appraisal), UNTOLD)
            continue
        rows = {table: by_appraisal.get(appraisal["id"], []) for table, by_appraisal in parts.items()}
        yield from check_version(ledger, appraisal, events, rows)
        yield from _check_steps(ledger, appraisal, events)


def check_version(
    ledger: Ledger, appraisal: Values, events: list[Values], rows: Mapping[str, list[Values]]
) -> Iterator[Fault]:
    """Yield what a version of an appraisal holds and its events do not leave.

    Args:
        ledger: the records.
        appraisal: the row of the version.
        events: those that led to it.
        rows: its answers, overrides, quotes and preliminaries, by table.
    """
    told = _replay(events)
    shared = ledger.shared_preliminaries[appraisal["reviewer_id"]]
    checklist = ledger.checklists[appraisal["checklist_version_id"]]
    yield from _check_state(ledger, appraisal, told, checklist)
    for target, message in (
        *_answers(rows["answer"], told),
        *_overrides(rows["override"], told),
        *_quotes(rows["quote"], told),
        *_preliminaries(_told_rows(appraisal, rows), told, shared),
    ):
        yield Fault("rows", ledger.item_name(appraisal, target), message)


_WORK = ("answer", "note", "override", "quote", "preliminary", "decide", "decide.judgement")
"""Actions of steps that are possible in a draft alone."""


def _check_steps(ledger: Ledger, appraisal: Values, events: list[Values]) -> Iterator[Fault]:
    """Yield the steps that were taken although the appraisal was submitted and not reopened."""
    is_submitted = False
    for event in events:
        if event["action"] in ("submit", "reopen"):
            is_submitted = event["action"] == "submit"
        elif is_submitted and event["action"] in _WORK:
            name = ledger.item_name(appraisal, event["target"])
            yield Fault("rows", name, "a step was taken after it was submitted, and it was not reopened")


def _told_rows(appraisal: Values, rows: Mapping[str, list[Values]]) -> list[Values]:
    """Return the preliminaries that events tell of; those for the whole review are imported without."""
    imported = appraisal["imported_from"] is not None
    return [row for row in rows["preliminary"] if not (imported and row["frozen"])]


def _replay(events: list[Values]) -> _Told:
    told = _Told()
    for event in events:
        action, target, before, after = (event[name] for name in ("action", "target", "before", "after"))
        if action in ("appraisal.start", "appraisal.import", "upgrade"):
            told.version = after["sha256"]
        elif action == "submit":
            told.state = "submitted"
        elif action == "reopen":
            told.state, told.reopened = "draft", told.reopened + 1
        elif action == "answer":
            _put(told.codes, target, after)
        elif action == "note":
            _put(told.notes, target, after)
        elif action == "override":
            _put(told.overrides, target, after and (after["judgement"], after["reason"], None))
        elif action == "preliminary":
            _put(told.preliminaries, target, after)
        elif action == "quote":
            if before is not None:
                told.quotes.pop(before["id"], None)
            if after is not None:
                told.quotes[after["id"]] = _quote(target, after)
        elif action == "decide":
            for values, name in ((told.codes, "code"), (told.notes, "reason"), (told.decided, "decided_by")):
                _put(values, target, after and after[name])
        elif action == "decide.judgement":
            decided = after and (after["judgement"], after["reason"], after["decided_by"])
            _put(told.overrides, target, decided)
    return told


def _put(values: dict[str, Any], target: str, value: Any) -> None:
    if value is None:
        values.pop(target, None)
    else:
        values[target] = value


def _quote(item: str, value: Values) -> tuple[Any, ...]:
    return (item, *(value[name] for name in ("document_id", "start", "end", "text")))


def _check_state(ledger: Ledger, appraisal: Values, told: _Told, checklist: Values) -> Iterator[Fault]:
    name = ledger.appraisal_name(appraisal)
    if appraisal["state"] != told.state:
        yield Fault("rows", name, f"it is {appraisal['state']}, and the history leaves it {told.state}")
    if appraisal["reopened"] != told.reopened:
        yield Fault("rows", name, "how often it was reopened is not what the history says")
    if told.version is not None and checklist["sha256"] != told.version:
        yield Fault("rows", name, "the version of its checklist is not the one of the history")


def _answers(rows: list[Values], told: _Told) -> Iterator[tuple[str, str]]:
    found = {row["item_id"]: row for row in rows}
    for item in sorted(found.keys() | told.codes.keys() | told.notes.keys()):
        row = found.get(item) or {"code": None, "note": "", "decided_by": None}
        if (row["code"], row["note"]) != (told.codes.get(item), told.notes.get(item, "")):
            yield item, f"the answer or its note: {CHANGED}"
        elif (row["decided_by"] or None) != told.decided.get(item):
            yield item, f"who decided: {CHANGED}"


def _overrides(rows: list[Values], told: _Told) -> Iterator[tuple[str, str]]:
    found = {row["target"]: (row["judgement"], row["reason"], row["decided_by"]) for row in rows}
    for target in sorted(found.keys() | told.overrides.keys()):
        if found.get(target) != told.overrides.get(target):
            yield target, f"the override: {CHANGED}"


def _quotes(rows: list[Values], told: _Told) -> Iterator[tuple[str, str]]:
    found = {row["id"]: _quote(row["item_id"], row) for row in rows}
    for identity in sorted(found.keys() | told.quotes.keys()):
        if found.get(identity) != told.quotes.get(identity):
            item = (found.get(identity) or told.quotes[identity])[0]
            yield item, f"a quote: {CHANGED}"


def _preliminaries(rows: list[Values], told: _Told, shared: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    found = {row["preliminary_id"]: row["value"] for row in rows}
    for name in sorted(found.keys() | told.preliminaries.keys()):
        value = found.get(name)
        # What was settled once for the whole review is copied into an appraisal without an event.
        if value != told.preliminaries.get(name) and value not in shared[name]:
            yield name, f"what was settled before the items: {CHANGED}"
