"""Lay out the steps in which a form is filled in: options, answers, and the levels that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TypeAlias

from checklists.language.conditions import (
    EVERY_DOMAIN,
    Condition,
    CountOf,
    DomainsAre,
    ItemIs,
    OverallIs,
    PreliminaryIs,
    TotalIs,
    leaves,
)
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Item, Preliminary, Rule
from checklists.proof.limits import MOST_OPTIONS, TooManyStates

Outcomes: TypeAlias = tuple[str, ...]
"""The levels that a rule may lead to: one, or those among which it asks the reviewer to choose."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A step at which an item is answered, or an option of a preliminary chosen.

    Attributes:
        name: The id of the item or the preliminary.
        codes: What may be answered.
        domain: The domain of the item; None for a preliminary.
        asked: The condition under which it is asked; None if it always is.
        weigh_as: What conditions see of each code, where that is more than the code: the options chosen.
    """

    name: str
    codes: tuple[str, ...]
    domain: Domain | None = None
    asked: Condition | None = None
    weigh_as: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A step at which a level is chosen freely: by the reviewer who judges, or who overrules the rules."""

    name: str
    levels: Outcomes
    domain: Domain | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A step at which rules give a level, or the levels among which the reviewer chooses.

    Attributes:
        name: The target: the id of a domain, or that of the whole.
        rules: For each rule its condition (None for `otherwise`) and its outcomes.
        domain: The domain whose rules they are, if they are a domain's.
        axis: The axis of the whole, if they are those of a whole.
    """

    name: str
    rules: tuple[tuple[Condition | None, Outcomes], ...]
    domain: Domain | None = None
    axis: str | None = None


Step: TypeAlias = Answer | Choice | Judgement


@dataclass(frozen=True, slots=True)
class Layout:
    """The steps of a walk, and what is judged at its end, if anything is."""

    checklist: Checklist
    steps: tuple[Step, ...]
    target: Judgement | None = None


def lay_out_domain(checklist: Checklist, domain: Domain) -> Layout:
    """Lay out a domain by itself: its judged items, then its level."""
    steps = _answers(checklist, domain, frozenset())
    if not domain.is_judged:
        return Layout(checklist, steps)
    return Layout(checklist, steps, _judge_domain(checklist, domain))


def lay_out_levels(checklist: Checklist, axis: str, reached: Mapping[str, Outcomes]) -> Layout:
    """Lay out the whole on an axis over every combination of the levels that its domains can reach.

    The levels are chosen freely, since a reviewer may overrule them. Answers and options are laid out only
    where the overall rules read them.

    Args:
        checklist: The checklist, in one variant.
        axis: The axis.
        reached: The levels of each judged domain, by its id.
    """
    target = _judge_whole(checklist, axis)
    reads = _Reads(checklist, [(condition, None, axis) for condition, _ in target.rules])
    steps: list[Step] = _preliminaries(checklist, reads)
    for domain in checklist.domains:
        if reads.items.intersection(item.id for item in domain.items):
            steps.extend(_answers(checklist, domain, reads.items))
        if domain.is_judged and domain.axis == axis:
            steps.append(Choice(domain.id, reached[domain.id], domain))
    return Layout(checklist, tuple(steps), target)


def lay_out_whole(checklist: Checklist, axis: str) -> Layout:
    """Lay out the whole form on an axis, from options and answers through the domains to the overall."""
    target = _judge_whole(checklist, axis)
    reads = _Reads(checklist, [(condition, None, axis) for condition, _ in target.rules])
    steps: list[Step] = _preliminaries(checklist, reads)
    for domain in checklist.domains:
        if domain.axis == axis or reads.items.intersection(item.id for item in domain.items):
            steps.extend(_answers(checklist, domain, reads.items))
        if domain.is_judged and domain.axis == axis:
            steps.append(_judge_domain(checklist, domain))
    return Layout(checklist, tuple(steps), target)


def lay_out_condition(
    checklist: Checklist, condition: Condition, domain: Domain | None = None, axis: str | None = None
) -> Layout:
    """Lay out as much of the form as decides a condition; at the end it is `met` or `missed`.

    Args:
        checklist: The checklist, in one variant.
        condition: The condition.
        domain: The domain whose rule it stands in, if any.
        axis: The axis whose overall rule it stands in, if any.
    """
    reads = _Reads(checklist, [(condition, domain, axis)])
    steps: list[Step] = _preliminaries(checklist, reads)
    for each in checklist.domains:
        if each.id in reads.domains or reads.items.intersection(item.id for item in each.items):
            steps.extend(_answers(checklist, each, reads.items))
        if each.id in reads.domains:
            steps.append(_judge_domain(checklist, each))
    steps.extend(_judge_whole(checklist, whole) for whole in reads.wholes)
    return Layout(
        checklist,
        tuple(steps),
        Judgement("", ((condition, ("met",)), (None, ("missed",))), domain, axis),
    )


def lay_out_items(checklist: Checklist, names: Iterable[str]) -> Layout:
    """Lay out the answers to some items and to those that decide whether they are asked."""
    wanted = frozenset(names)
    steps: list[Step] = []
    for domain in checklist.domains:
        if wanted.intersection(item.id for item in domain.items):
            steps.extend(_answers(checklist, domain, wanted))
    return Layout(checklist, tuple(steps))


def items_walked(domain: Domain, wanted: frozenset[str] = frozenset()) -> tuple[Item, ...]:
    """Return the items of a domain that a walk passes through: the judged ones, and those that it needs.

    An item with a role is left out, unless it is wanted or decides whether another one is asked.
    """
    walked: dict[str, None] = {}
    for item in reversed(domain.items):
        if item.role is None or item.id in wanted or item.id in walked:
            walked[item.id] = None
            walked.update((name, None) for name in _items_in(item.ask_if))
    return tuple(item for item in domain.items if item.id in walked)


def _items_in(condition: Condition | None) -> Iterator[str]:
    for leaf in leaves(condition) if condition is not None else ():
        if isinstance(leaf, ItemIs):
            yield leaf.item
        elif isinstance(leaf, CountOf):
            yield from leaf.count.items


class _Reads:
    """The items, domains, preliminaries and wholes that conditions read, and all that these rest on."""

    def __init__(
        self, checklist: Checklist, conditions: Iterable[tuple[Condition | None, Domain | None, str | None]]
    ) -> None:
        self._checklist = checklist
        self._items: set[str] = set()
        self.domains: set[str] = set()
        self.preliminaries: set[str] = set()
        self.wholes: dict[str, None] = {}
        for condition, domain, axis in conditions:
            self._add(condition, domain, axis)
        self.items = frozenset(self._items)

    def _add(self, condition: Condition | None, domain: Domain | None, axis: str | None) -> None:
        for leaf in leaves(condition) if condition is not None else ():
            if isinstance(leaf, ItemIs):
                self._items.update(self._checklist.item_ids((leaf.item,)))
            elif isinstance(leaf, CountOf):
                self._items.update(self._checklist.item_ids(leaf.count.items, domain))
            elif isinstance(leaf, TotalIs):
                self._items.update(self._checklist.item_ids(self._checklist.total(leaf.total).items))
            elif isinstance(leaf, DomainsAre):
                self.domains.update(domains_named(self._checklist, leaf.domains, axis))
            elif isinstance(leaf, PreliminaryIs):
                self.preliminaries.add(leaf.preliminary)
            elif isinstance(leaf, OverallIs):
                self._add_whole(self._checklist.axis_of(self._checklist.target_of(leaf.levels)))

    def _add_whole(self, axis: str) -> None:
        if axis in self.wholes:
            return
        self.wholes[axis] = None
        for rule in self._checklist.overalls[axis].rules:
            self._add(rule.when, None, axis)


def domains_named(checklist: Checklist, names: tuple[str, ...], axis: str | None) -> tuple[str, ...]:
    """Return the ids of the judged domains that a condition names; those not there are left out.

    Args:
        checklist: The checklist, in one variant.
        names: Ids, or ("all",): all on the axis.
        axis: The axis that ("all",) means; None for every axis.
    """
    judged = checklist.judged_domains
    if names == EVERY_DOMAIN:
        return tuple(each.id for each in judged if axis is None or each.axis == axis)
    return tuple(each.id for each in judged if each.id in names)


def _answers(checklist: Checklist, domain: Domain, wanted: frozenset[str]) -> tuple[Step, ...]:
    return tuple(
        Answer(item.id, checklist.codes(item.id), domain, item.ask_if)
        for item in items_walked(domain, wanted)
    )


def _preliminaries(checklist: Checklist, reads: _Reads) -> list[Step]:
    """Lay out the preliminaries that are read and do not make the variant."""
    settled = dict(checklist.choices)
    return [
        _options(each)
        for each in checklist.preliminaries
        if each.id in reads.preliminaries and each.id not in settled
    ]


def _options(preliminary: Preliminary) -> Answer:
    if not preliminary.many:
        return Answer(preliminary.id, preliminary.options)
    if len(preliminary.options) > MOST_OPTIONS:
        raise TooManyStates(None, preliminary.id)
    sizes = range(1, len(preliminary.options) + 1)
    chosen = chain.from_iterable(combinations(preliminary.options, size) for size in sizes)
    weigh_as = {", ".join(options): options for options in chosen}
    return Answer(preliminary.id, tuple(weigh_as), weigh_as=weigh_as)


def _judge_domain(checklist: Checklist, domain: Domain) -> Judgement:
    levels = checklist.levels_of(domain.id)
    return Judgement(domain.id, _outcomes(domain.rules, levels), domain)


def _judge_whole(checklist: Checklist, axis: str) -> Judgement:
    target = checklist.overall_target(axis)
    rules = _outcomes(checklist.overalls[axis].rules, checklist.levels_of(target))
    return Judgement(target, rules, None, axis)


def _outcomes(rules: tuple[Rule, ...], levels: Outcomes) -> tuple[tuple[Condition | None, Outcomes], ...]:
    """Return rules with their outcomes; without a rule the reviewer chooses among all levels."""
    return tuple((rule.when, rule.levels) for rule in rules) or ((None, levels),)
