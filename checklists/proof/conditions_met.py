"""Prove that flags can be raised, that no limit is dead, and that totals are what they say."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.language.conditions import AllOf, AnyOf, Condition, CountOf, Leaf, NotSo, TotalIs
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Total
from checklists.proof.findings import Location, Report
from checklists.proof.places import Places
from checklists.proof.program import Program
from checklists.proof.steps import lay_out_condition, lay_out_items
from checklists.proof.walk import walk

MET, MISSED = 0, 1
"""The ends of a walk for one condition."""


def prove_flags(checklist: Checklist) -> Report:
    """Check that every flag, and every case of the Oxford level, holds for some form."""
    report = Report()
    for position, flag in enumerate(checklist.flags):
        message = f"the flag {flag.id} is never raised, whatever the answers"
        report.expect("P2", flag.id, ("flags", position), message, _can_hold(checklist, flag.when))
    for position, case in enumerate(checklist.oxford.cases if checklist.oxford else ()):
        message = f"the case for level {case.level} never holds, whatever the answers"
        where = ("oxford_2011", "if", position)
        report.expect("P2", f"case {position}", where, message, _can_hold(checklist, case.when))
    return report


def _can_hold(checklist: Checklist, condition: Condition) -> bool:
    return MET in walk(Program(lay_out_condition(checklist, condition))).fired


def prove_limits(checklist: Checklist, places: Places) -> Report:
    """Check that every limit of a count or a total can be kept and can be missed, in some form."""
    report = Report()
    for domain in checklist.domains:
        for item in domain.items:
            if item.ask_if is not None:
                where: Location = (*places.item(item.id), "ask_if")
                _prove_limits_of(checklist, item.ask_if, where, report, domain)
        for position, rule in enumerate(domain.rules):
            where = (*places.domain(domain.id), "rules", position, "when")
            _prove_limits_of(checklist, rule.when, where, report, domain)
    for axis, overall in checklist.overalls.items():
        for position, rule in enumerate(overall.rules):
            where = (*places.whole(axis), "rules", position, "when")
            _prove_limits_of(checklist, rule.when, where, report, axis=axis)
    for position, flag in enumerate(checklist.flags):
        _prove_limits_of(checklist, flag.when, ("flags", position, "when"), report)
    return report


def _prove_limits_of(
    checklist: Checklist,
    condition: Condition | None,
    where: Location,
    report: Report,
    domain: Domain | None = None,
    axis: str | None = None,
) -> None:
    for place, leaf in _leaves_with_places(condition, where):
        if not isinstance(leaf, (CountOf, TotalIs)):
            continue
        noun = f"the total {leaf.total}" if isinstance(leaf, TotalIs) else "the count"
        for key, other in (("at_least", "at_most"), ("at_most", "at_least")):
            limit = getattr(leaf, key)
            if limit is None:
                continue
            alone = leaf.model_copy(update={other: None})
            ends = walk(Program(lay_out_condition(checklist, alone, domain, axis))).fired
            never = f"{key}: {limit} can never hold: in no form is {noun} so {_word(key)}"
            always = f"{key}: {limit} always holds: in every form is {noun} so {_word(key)}"
            report.expect("dead", f"{key} never", (*place, key), never, MET in ends)
            report.expect("dead", f"{key} always", (*place, key), always, MISSED in ends)


def _word(key: str) -> str:
    return "high" if key == "at_least" else "low"


def _leaves_with_places(condition: Condition | None, where: Location) -> Iterator[tuple[Location, Leaf]]:
    """Yield the leaves of a condition, each with its place in the document."""
    if condition is None:
        return
    if isinstance(condition, (AllOf, AnyOf)):
        key = "all" if isinstance(condition, AllOf) else "any"
        for position, part in enumerate(condition.parts):
            yield from _leaves_with_places(part, (*where, key, position))
    elif isinstance(condition, NotSo):
        yield from _leaves_with_places(condition.part, (*where, "not"))
    else:
        yield where, condition


def prove_totals(checklist: Checklist) -> Report:
    """Check that `out_of` of every total is the highest sum that a form can have."""
    report = Report()
    for position, total in enumerate(checklist.totals):
        here = ("totals", position, "out_of")
        if total.out_of is None:
            continue
        highest = _highest(checklist, total)
        stated = _stated(checklist, total)
        if stated is None:
            message = f"{total.id} does not say what it is out of here; its highest sum is {highest}"
            report.fault("out_of", total.id, here, message)
        elif stated != highest:
            message = f"{total.id} says that it is out of {stated}, but its highest sum is {highest}"
            report.fault("out_of", total.id, here, message)
    return report


def _stated(checklist: Checklist, total: Total) -> int | None:
    """Return what a total says to be out of, in a variant."""
    if total.out_of is None or isinstance(total.out_of, int):
        return total.out_of
    chosen = [option for _, options in checklist.choices for option in options]
    return next((total.out_of[option] for option in chosen if option in total.out_of), None)


def _highest(checklist: Checklist, total: Total) -> int:
    items = checklist.item_ids(total.items)
    points = {item: checklist.points(item) for item in items}
    walked = walk(Program(lay_out_items(checklist, items)))
    sums: dict[int, int] = {0: 0}
    for step, layer in zip(walked.program.steps, walked.layers, strict=True):
        following: dict[int, int] = {}
        for state, earned in sums.items():
            offer, targets = layer.moves[state]
            for code, kind in zip(offer.codes, offer.places, strict=True):
                reached = earned + points.get(step.name, {}).get(code, 0)
                following[targets[kind]] = max(reached, following.get(targets[kind], reached))
        sums = following
    return max(sums.values())
