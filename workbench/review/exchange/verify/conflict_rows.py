"""Compare what waits for a decision with the steps of the history that set it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from store.appraisal_line import standing_line
from store.event_chain import WITHHELD
from workbench.review.exchange.merge.conflicts import APPRAISAL, fact_of
from workbench.review.exchange.merge.sides import Side
from workbench.review.exchange.merge.union import told_facts
from workbench.review.exchange.verify.appraisal_rows import check_version
from workbench.review.exchange.verify.ledger import Fault, Ledger, Values

_CHANGED = "what waits to be decided is not what the history tells"


def check_conflicts(ledger: Ledger) -> Iterator[Fault]:
    """Yield the conflicts that wait for a decision and that no step accounts for."""
    waiting = [row for row in ledger.rows("conflict") if row["decided_by"] is None]
    told = told_facts(Side(ledger.records)) if waiting else {}
    bare = {row["hash"] for row in ledger.rows("bare_event")}
    handles = {row["handle"] for table in ("reviewer", "former_handle") for row in ledger.rows(table)}
    for row in ledger.rows("conflict"):
        name = f"a conflict ({row['id'][:8]})"
        if row["decided_by"]:
            if row["decided_by"] not in handles:
                yield Fault("rows", name, "who decided it is not here")
            continue
        if row["decided_by"] is None:
            yield from _check_waiting(ledger, row, name, told, bare)


def _check_waiting(
    ledger: Ledger,
    row: Values,
    name: str,
    told: Mapping[tuple[str, ...], list[tuple[object, Values]]],
    bare: set[str],
) -> Iterator[Fault]:
    for side in ("here", "other"):
        event = row[side]["event"]
        if event is not None and event not in bare and event not in ledger.by_hash:
            yield Fault("rows", name, "a step that it names is not in the history")
            return
    event = row["other"]["event"]
    if event is None or event in bare:
        return
    if row["kind"] == APPRAISAL:
        yield from _check_version(ledger, row, name)
        return
    if WITHHELD in (ledger.by_hash[event]["original"] or {}):
        return
    values = [value for value, each in told.get(fact_of(row), ()) if each["hash"] == event]
    if not values or all(_differ(ledger, value, row["other"]["value"]) for value in values):
        yield Fault("rows", name, _CHANGED)
    if ledger.by_hash[event]["at"] != row["other"]["at"]:
        yield Fault("rows", name, "the time of what waits is not that of its step")


def _differ(ledger: Ledger, told: object, waits: object) -> bool:
    is_told = told is None or isinstance(told, str | int | float | bool | list | dict)
    return is_told and told != waits and not ledger.is_renamed(told, waits)


def _check_version(ledger: Ledger, row: Values, name: str) -> Iterator[Fault]:
    appraisal = ledger.appraisals.get(row["about"]["appraisal"])
    if appraisal is None:
        yield Fault("rows", name, "the appraisal that it is of is not here")
        return
    events = ledger.of_appraisal.get(appraisal["id"], [])
    places = [place for place, event in enumerate(events) if event["hash"] == row["other"]["event"]]
    extra = row["other"]["extra"]
    stands = {**appraisal, **extra["row"], "id": appraisal["id"], "study_id": appraisal["study_id"]}
    # A consensus that waits can be by somebody else, who settled other things before the items.
    if appraisal["kind"] != "consensus" or stands["reviewer_id"] not in ledger.reviewers:
        stands["reviewer_id"] = appraisal["reviewer_id"]
    is_whole = row["other"]["value"].get("state", "draft") == stands["state"]
    if not places or not is_whole:
        yield Fault("rows", name, _CHANGED)
        return
    line = [dict(event) for event in standing_line(events[: places[-1] + 1])]
    if next(check_version(ledger, stands, line, extra["parts"]), None) is not None:
        yield Fault("rows", name, _CHANGED)
