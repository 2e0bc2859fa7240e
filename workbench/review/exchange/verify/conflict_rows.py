"""Compare what waits for a decision, or was not taken by one, with the steps of the history that set it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from store.appraisal_line import standing_line
from store.event_chain import WITHHELD
from workbench.review.exchange.merge.conflicts import APPRAISAL, KEEP, fact_of, is_whole
from workbench.review.exchange.merge.sides import Side
from workbench.review.exchange.merge.union import told_facts
from workbench.review.exchange.verify.appraisal_rows import check_version
from workbench.review.exchange.verify.ledger import Fault, Ledger, Values

_CHANGED = "what waits to be decided is not what the history tells"
_CHANGED_SINCE = "what was not taken is not what the history tells"


def check_conflicts(ledger: Ledger) -> Iterator[Fault]:
    """Yield the conflicts that wait for a decision, or can be decided anew, and that no step accounts for."""
    told = told_facts(Side(ledger.records)) if ledger.rows("conflict") else {}
    bare = {row["hash"] for row in ledger.rows("bare_event")}
    handles = {row["handle"] for table in ("reviewer", "former_handle") for row in ledger.rows(table)}
    for row in ledger.rows("conflict"):
        name = f"a conflict ({row['id'][:8]})"
        if row["decided_by"] is None:
            yield from _check_steps(ledger, row, name)
            yield from _check_value(ledger, row, "other", name, _CHANGED, told, bare)
        elif row["decided_by"]:
            if row["decided_by"] not in handles:
                yield Fault("rows", name, "who decided it is not here")
            # What stood of a fact may be told by no step: a merge can give a name that somebody else has.
            for side in KEEP if row["kind"] == APPRAISAL else KEEP[1:]:
                if is_whole(row[side]):
                    yield from _check_value(ledger, row, side, name, _CHANGED_SINCE, told, bare)


def _check_steps(ledger: Ledger, row: Values, name: str) -> Iterator[Fault]:
    known = ledger.by_hash.keys() | {each["hash"] for each in ledger.rows("bare_event")}
    if any(row[side]["event"] not in (None, *known) for side in KEEP):
        yield Fault("rows", name, "a step that it names is not in the history")


def _check_value(
    ledger: Ledger,
    row: Values,
    side: str,
    name: str,
    message: str,
    told: Mapping[tuple[str, ...], list[tuple[object, Values]]],
    bare: set[str],
) -> Iterator[Fault]:
    """Compare one of the two values of a conflict with the step that set it."""
    candidate = row[side]
    event = candidate["event"]
    if event is None or event in bare or event not in ledger.by_hash:
        return
    if row["kind"] == APPRAISAL:
        yield from _check_version(ledger, row, candidate, name, message)
        return
    if WITHHELD in (ledger.by_hash[event]["original"] or {}):
        return
    values = [value for value, each in told.get(fact_of(row), ()) if each["hash"] == event]
    if not values or all(_differ(ledger, value, candidate["value"]) for value in values):
        yield Fault("rows", name, message)
    if ledger.by_hash[event]["at"] != candidate["at"]:
        yield Fault("rows", name, "the time of one of its values is not that of its step")


def _differ(ledger: Ledger, told: object, waits: object) -> bool:
    is_told = told is None or isinstance(told, str | int | float | bool | list | dict)
    return is_told and told != waits and not ledger.is_renamed(told, waits)


def _check_version(
    ledger: Ledger, row: Values, candidate: Values, name: str, message: str
) -> Iterator[Fault]:
    appraisal = ledger.appraisals.get(row["about"]["appraisal"])
    if appraisal is None:
        yield Fault("rows", name, "the appraisal that it is of is not here")
        return
    events = ledger.of_appraisal.get(appraisal["id"], [])
    places = [place for place, event in enumerate(events) if event["hash"] == candidate["event"]]
    extra = candidate["extra"]
    stands = {**appraisal, **extra["row"], "id": appraisal["id"], "study_id": appraisal["study_id"]}
    # A consensus that waits can be by somebody else, who settled other things before the items.
    if appraisal["kind"] != "consensus" or stands["reviewer_id"] not in ledger.reviewers:
        stands["reviewer_id"] = appraisal["reviewer_id"]
    is_same = candidate["value"].get("state", "draft") == stands["state"]
    if not places or not is_same:
        yield Fault("rows", name, message)
        return
    line = [dict(event) for event in standing_line(events[: places[-1] + 1])]
    if next(check_version(ledger, stands, line, extra["parts"]), None) is not None:
        yield Fault("rows", name, message)
