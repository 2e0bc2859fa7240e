"""Judge thousands of appraisals for their final levels alone.

The answers of a domain repeat from appraisal to appraisal, so each combination is judged once and then looked
up, which takes microseconds where `judge` with all its reasons takes a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from checklists.judgement.compiled import DomainPlan, Plan, RulesPlan, plan_of
from checklists.judgement.judge import NO_LEVELS, OVERALL, check_overrides, judge, settle_asked
from checklists.language.conditions import Levels
from checklists.language.model import Checklist
from checklists.language.parts import NOT_ASKED

MOST_REMEMBERED = 100_000
"""Combinations remembered for one domain, before all of them are forgotten."""


@dataclass(frozen=True, slots=True)
class JudgedDomain:
    """The judgement that the answers to some items give a domain.

    Attributes:
        codes: For each item of the domain, in order: the answer; NA if the item is not asked; None if it is
            asked and not answered.
        asked: How many items are asked, given the answers so far.
        answered: How many of them are answered.
        suggested: The level that the rules give; None while it is open.
        possible: The levels that are still possible.
    """

    codes: tuple[str | None, ...]
    asked: int
    answered: int
    suggested: str | None
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class FinalLevels:
    """The levels of an appraisal, without the reasons.

    Attributes:
        judged: The domains, in order, before any override.
        domains: For each domain, in order, its final level; None while that is open.
        overall: The final level of the whole; None while that is open.
    """

    judged: tuple[JudgedDomain, ...]
    domains: tuple[str | None, ...]
    overall: str | None

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The code of each item of the checklist, in order; see `JudgedDomain`."""
        return tuple(chain.from_iterable([domain.codes for domain in self.judged]))

    @property
    def asked(self) -> int:
        """The number of items that are asked, given the answers so far."""
        return sum([domain.asked for domain in self.judged])

    @property
    def answered(self) -> int:
        """The number of asked items that are answered."""
        return sum([domain.answered for domain in self.judged])


def judge_levels(
    checklist: Checklist, answers: Mapping[str, str], *, overrides: Mapping[str, str] | None = None
) -> FinalLevels:
    """Judge a study by its answers, as `judge` does, and give only the levels.

    Args:
        checklist: The checklist.
        answers: Item id to code.
        overrides: Domain id, or "overall", to the level that a reviewer gives in place of the suggested one.

    Raises:
        UnknownItem, UnknownAnswer, UnknownDomain, UnknownJudgement: As `judge` does.

    >>> from checklists import find_checklist, judge_levels
    >>> levels = judge_levels(find_checklist("case-report"), {"4.2": "N"})
    >>> levels.domains[3], levels.overall
    ('high', 'high')
    """
    return _judging(checklist).judge(answers, overrides or {})


@dataclass(frozen=True, slots=True)
class _Domain:
    """A domain with what is remembered of it.

    Attributes:
        read: The items whose answers settle it: its own, and those that its rules and `ask_if` look at.
        known: From the answers to these items.
    """

    plan: DomainPlan
    read: tuple[str, ...]
    known: dict[tuple[str | None, ...], JudgedDomain] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _judging(checklist: Checklist) -> _Judging:
    return _Judging(checklist)


class _Judging:
    """A checklist with what is remembered of its domains and its whole."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist, self._plan = checklist, plan_of(checklist)
        self._items = self._plan.items.keys()
        self._domains = [
            _Domain(domain, _items_read(self._plan, domain.rules, [item.id for item in domain.items]))
            for domain in self._plan.domains
        ]
        self._read_by_overall = _items_read(self._plan, self._plan.overall, [])
        self._overall: dict[tuple[object, ...], str | None] = {}

    def judge(self, answers: Mapping[str, str], overrides: Mapping[str, str]) -> FinalLevels:
        if overrides:
            check_overrides(self._checklist, overrides)
        if not answers.keys() <= self._items:
            judge(self._checklist, answers)  # raises, and says which item it is
        code_of = answers.get
        judged = []
        for domain in self._domains:
            key = tuple(map(code_of, domain.read))
            judged.append(domain.known.get(key) or self._judge_domain(domain, key))
        finals = [domain.suggested for domain in judged]
        if overrides:
            ids = [domain.plan.domain.id for domain in self._domains]
            finals = [overrides.get(name, level) for name, level in zip(ids, finals, strict=True)]
        overall = overrides.get(OVERALL) or self._judge_overall(judged, finals, code_of)
        return FinalLevels(tuple(judged), tuple(finals), overall)

    def _judge_domain(self, domain: _Domain, key: tuple[str | None, ...]) -> JudgedDomain:
        """Judge a domain whose answers, in order of the items read, were not seen before."""
        answers = {item: code for item, code in zip(domain.read, key, strict=True) if code is not None}
        codes, asked = settle_asked(self._checklist, self._plan, answers)
        outcome = domain.plan.rules.decide(codes, NO_LEVELS)
        own = [item.id for item in domain.plan.items]
        judged = JudgedDomain(
            codes=tuple(answers.get(item) if item in asked else NOT_ASKED for item in own),
            asked=sum(item in asked for item in own),
            answered=sum(item in asked and item in answers for item in own),
            suggested=outcome.fired.rule.judge if outcome.fired else None,
            possible=outcome.possible,
        )
        if len(domain.known) >= MOST_REMEMBERED:
            domain.known.clear()
        domain.known[key] = judged
        return judged

    def _judge_overall(
        self,
        judged: list[JudgedDomain],
        finals: list[str | None],
        code_of: Callable[[str], str | None],
    ) -> str | None:
        possible = [
            domain.possible if final is None else final for domain, final in zip(judged, finals, strict=True)
        ]
        key = (*possible, *map(code_of, self._read_by_overall))
        if key not in self._overall:
            answers = {item: code for item in self._read_by_overall if (code := code_of(item)) is not None}
            codes, _ = settle_asked(self._checklist, self._plan, answers)
            levels: Levels = {
                domain.plan.domain.id: frozenset((level,)) if isinstance(level, str) else level
                for domain, level in zip(self._domains, possible, strict=True)
            }
            fired = self._plan.overall.decide(codes, levels).fired
            if len(self._overall) >= MOST_REMEMBERED:
                self._overall.clear()
            self._overall[key] = fired.rule.judge if fired else None
        return self._overall[key]


def _items_read(plan: Plan, rules: RulesPlan, items: list[str]) -> tuple[str, ...]:
    """Return the items whose answers settle some rules and items: also those that decide what is asked."""
    names = [name for rule in rules.rules if rule.condition for name in rule.condition.reads]
    waiting = [*items, *(name for name in names if name in plan.items)]
    read: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        asked = plan.items[name].asked
        if name not in read and asked is not None:
            waiting.extend(other for other in asked.reads if other in plan.items)
        read[name] = None
    return tuple(item for item in plan.items if item in read)
