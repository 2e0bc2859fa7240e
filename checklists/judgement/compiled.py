"""Prepare a checklist for judging: turn its conditions into functions, once, and keep them.

Lists judge thousands of appraisals with one checklist, so nothing about the checklist itself may be worked
out again for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from checklists.judgement.evaluate import Codes, Compiled, Levels, Scope, Truth, compile_condition
from checklists.judgement.verdicts import DomainVerdict
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Flag, Overall, Preliminary, Rule


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """An item: the codes it offers, those it accepts (NA too, if it has an `ask_if`), when it is asked."""

    id: str
    offered: tuple[str, ...]
    accepted: frozenset[str]
    asked: Compiled | None
    is_judged: bool


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule with its condition; `otherwise` has none."""

    rule: Rule
    condition: Compiled | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a list of rules: the rule that fires, or the levels still possible while none does."""

    fired: RulePlan | None
    possible: frozenset[str]

    @property
    def suggested(self) -> str | None:
        """The level that the rule gives; None while no rule fires, or where it asks the reviewer."""
        return self.fired.rule.judge if self.fired else None


@dataclass(frozen=True, slots=True)
class RulesPlan:
    """The rules in order: the first that holds wins.

    Attributes:
        rules: The rules.
        levels: The levels that the target may have, in order; without rules the reviewer chooses among them.
    """

    rules: tuple[RulePlan, ...]
    levels: tuple[str, ...]

    def decide(self, codes: Codes, levels: Levels) -> Outcome:
        """Find the rule that fires: certainly true, with every earlier one certainly false."""
        if not self.rules:
            return Outcome(None, frozenset(self.levels))
        open_: set[str] = set()
        for plan in self.rules:
            holds = True if plan.condition is None else plan.condition.truth(codes, levels)
            if holds is False:
                continue
            if holds and not open_:
                return Outcome(plan, frozenset(plan.rule.levels))
            open_.update(plan.rule.levels)
            if holds:
                break
        return Outcome(None, frozenset(open_))

    def sort(self, levels: frozenset[str]) -> tuple[str, ...]:
        """Put levels in the order of the scale, those beside the order last."""
        return tuple(level for level in self.levels if level in levels)


@dataclass(frozen=True, slots=True)
class DomainPlan:
    """A domain: its items and rules.

    Attributes:
        is_open: True while a preliminary still decides whether it is there, or which items it has.
        reads: The items and preliminaries whose codes decide what it comes to: its own and those of rules.
        verdicts: What it came to for answers that were judged before.
    """

    domain: Domain
    items: tuple[ItemPlan, ...]
    rules: RulesPlan
    is_open: bool = False
    reads: tuple[str, ...] = ()
    verdicts: dict[tuple[object, ...], DomainVerdict] = field(default_factory=dict, compare=False)

    def decide(self, codes: Codes, levels: Levels) -> Outcome:
        """Find the rule that fires; none while it is open which items the domain has."""
        return (
            Outcome(None, frozenset(self.rules.levels)) if self.is_open else self.rules.decide(codes, levels)
        )


@dataclass(frozen=True, slots=True)
class OverallPlan:
    """The whole on an axis: how it is judged, and under which id."""

    axis: str
    target: str
    overall: Overall
    rules: RulesPlan
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TotalPlan:
    """A total: the items it adds up, the points of their codes, and their lowest and highest points.

    Attributes:
        varying: The items of which it is still open whether they are there.
    """

    id: str
    items: tuple[str, ...]
    points: Mapping[str, Mapping[str, int]]
    ends: Mapping[str, tuple[int, int]]
    varying: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole checklist, in one variant.

    Attributes:
        main: The whole on the main axis, which `overalls` has first; None if there is none.
        stops: The rules that end the appraisal, each with its whole.
        order: Level to place, over all scales.
    """

    checklist: Checklist
    items: dict[str, ItemPlan]
    preliminaries: dict[str, Preliminary]
    domains: tuple[DomainPlan, ...]
    overalls: tuple[OverallPlan, ...]
    totals: tuple[TotalPlan, ...]
    flags: tuple[tuple[Flag, Truth], ...]
    oxford: tuple[tuple[Truth, int], ...]
    stops: tuple[tuple[OverallPlan, RulePlan], ...]
    order: dict[str, int]

    @property
    def main(self) -> OverallPlan | None:
        """The whole on the main axis."""
        return self.overalls[0] if self.overalls else None


@lru_cache(maxsize=256)
def plan_of(checklist: Checklist) -> Plan:
    """Prepare a checklist, or find it prepared."""
    domains = tuple(_domain(checklist, domain) for domain in checklist.domains)
    overalls = tuple(
        _overall(checklist, axis)
        for axis in sorted(checklist.overalls, key=lambda axis: axis != checklist.main_axis)
    )
    everywhere = Scope(checklist)
    cases = checklist.oxford.cases if checklist.oxford is not None else ()
    return Plan(
        checklist=checklist,
        items={item.id: item for domain in domains for item in domain.items},
        preliminaries={each.id: each for each in checklist.preliminaries},
        domains=domains,
        overalls=overalls,
        totals=tuple(_total(checklist, total.id, total.items) for total in checklist.totals),
        # While it is open what is there, no flag is certain.
        flags=tuple(
            (flag, compile_condition(flag.when, everywhere).truth)
            for flag in checklist.flags
            if not checklist.is_open
        ),
        oxford=tuple((compile_condition(case.when, everywhere).truth, case.level) for case in cases),
        stops=tuple((whole, rule) for whole in overalls for rule in whole.rules.rules if rule.rule.stop),
        order={level: position for position, level in enumerate(checklist.levels)},
    )


def _domain(checklist: Checklist, domain: Domain) -> DomainPlan:
    scope = Scope(checklist, domain)
    plans: list[ItemPlan] = []
    for item in domain.items:
        offered = checklist.codes(item.id)
        before = Scope(checklist, domain, before=tuple(plan.id for plan in plans))
        asked = None if item.ask_if is None else compile_condition(item.ask_if, before)
        accepted = frozenset(offered) | ({NOT_ASKED} if asked else set())
        plans.append(ItemPlan(item.id, offered, accepted, asked, item.role is None))
    levels = checklist.levels_of(domain.id) if domain.is_judged else ()
    is_open = checklist.is_open and checklist.varies(domain)
    rules = _rules(domain.rules, scope)
    conditions = [rule.condition.reads for rule in rules if rule.condition is not None]
    reads = tuple(dict.fromkeys(chain((plan.id for plan in plans), *conditions)))
    return DomainPlan(domain, tuple(plans), RulesPlan(rules, levels), is_open, reads)


def _overall(checklist: Checklist, axis: str) -> OverallPlan:
    overall, target = checklist.overalls[axis], checklist.overall_target(axis)
    rules = RulesPlan(_rules(overall.rules, Scope(checklist, axis=axis)), checklist.levels_of(target))
    domains = tuple(domain.id for domain in checklist.judged_domains if domain.axis == axis)
    return OverallPlan(axis, target, overall, rules, domains)


def _rules(listed: tuple[Rule, ...], scope: Scope) -> tuple[RulePlan, ...]:
    return tuple(
        RulePlan(rule, None if rule.when is None else compile_condition(rule.when, scope)) for rule in listed
    )


def _total(checklist: Checklist, name: str, listed: tuple[str, ...]) -> TotalPlan:
    items = checklist.item_ids(listed)
    points = {item: checklist.points(item) for item in items}
    ends = {item: checklist.points_between(item) for item in items}
    varying = (
        item
        for item in items
        if checklist.is_open and (checklist.item(item).only_if or checklist.domain_of(item).only_if)
    )
    return TotalPlan(name, items, points, ends, frozenset(varying))
