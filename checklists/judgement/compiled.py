"""Prepare a checklist for judging: turn its conditions into functions, once, and keep them.

Lists judge thousands of appraisals with one checklist, so nothing about the checklist itself may be worked
out again for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checklists.language.conditions import Codes, Compiled, Condition, Levels, Truth, compile_condition
from checklists.language.model import Checklist
from checklists.language.parts import NOT_ASKED, Domain, Flag, Rule


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """An item: the codes it offers, those it accepts (NA too, if it has an `ask_if`), when it is asked."""

    id: str
    offered: tuple[str, ...]
    accepted: frozenset[str]
    asked: Compiled | None


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


@dataclass(frozen=True, slots=True)
class RulesPlan:
    """The rules in order: the first that holds wins."""

    rules: tuple[RulePlan, ...]

    def decide(self, codes: Codes, levels: Levels) -> Outcome:
        """Find the rule that fires: certainly true, with every earlier one certainly false."""
        open_: set[str] = set()
        for plan in self.rules:
            holds = True if plan.condition is None else plan.condition.truth(codes, levels)
            if holds is False:
                continue
            if holds and not open_:
                return Outcome(plan, frozenset((plan.rule.judge,)))
            open_.add(plan.rule.judge)
            if holds:
                break
        return Outcome(None, frozenset(open_))


@dataclass(frozen=True, slots=True)
class DomainPlan:
    """A domain: its items and rules."""

    domain: Domain
    items: tuple[ItemPlan, ...]
    rules: RulesPlan


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole checklist."""

    items: dict[str, ItemPlan]
    domains: tuple[DomainPlan, ...]
    overall: RulesPlan
    flags: tuple[tuple[Flag, Truth], ...]
    oxford: tuple[tuple[Truth, int], ...]
    order: dict[str, int]

    def sort(self, levels: frozenset[str]) -> tuple[str, ...]:
        """Put levels in order, best to worst, those beside the order last."""
        return tuple(sorted(levels, key=self.order.__getitem__))


@lru_cache(maxsize=64)
def plan_of(checklist: Checklist) -> Plan:
    """Prepare a checklist, or find it prepared."""
    names = tuple(domain.id for domain in checklist.domains)

    def prepare(condition: Condition) -> Compiled:
        return compile_condition(condition, checklist.groups, names)

    def rules(listed: tuple[Rule, ...]) -> RulesPlan:
        plans = (RulePlan(rule, None if rule.when is None else prepare(rule.when)) for rule in listed)
        return RulesPlan(tuple(plans))

    def items(domain: Domain) -> tuple[ItemPlan, ...]:
        plans = []
        for item in domain.items:
            offered = checklist.answer_sets[item.answer_set]
            asked = None if item.ask_if is None else prepare(item.ask_if)
            accepted = frozenset(offered) | ({NOT_ASKED} if asked else set())
            plans.append(ItemPlan(item.id, offered, accepted, asked))
        return tuple(plans)

    domains = tuple(DomainPlan(domain, items(domain), rules(domain.rules)) for domain in checklist.domains)
    return Plan(
        items={item.id: item for domain in domains for item in domain.items},
        domains=domains,
        overall=rules(checklist.overall_rules),
        flags=tuple((flag, prepare(flag.when).truth) for flag in checklist.flags),
        oxford=tuple((prepare(case.when).truth, case.level) for case in checklist.oxford.cases),
        order={level: position for position, level in enumerate(checklist.levels)},
    )
