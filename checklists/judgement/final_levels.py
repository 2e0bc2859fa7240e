"""Judge thousands of appraisals for their final levels alone.

The answers of a domain repeat from appraisal to appraisal, so each combination is judged once and then looked
up, which takes microseconds where `judge` with all its reasons takes a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from checklists.judgement.compact_answers import NO_ANSWERS, AnswerList
from checklists.judgement.compiled import DomainPlan, OverallPlan, Plan, RulesPlan, plan_of
from checklists.judgement.evaluate import Codes, Levels, add_up
from checklists.judgement.judge import (
    MOST_REMEMBERED,
    NO_LEVELS,
    check_names,
    check_overrides,
    find_stop,
    next_stop,
    settle_asked,
)
from checklists.judgement.levels import FinalLevels, JudgedDomain, fit_to
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import Checklist


def judge_levels(
    checklist: Checklist, answers: Mapping[str, str], *, overrides: Mapping[str, str] | None = None
) -> FinalLevels:
    """Judge a study by its answers, as `judge` does, and give only the levels.

    Args:
        checklist: The checklist.
        answers: Item id to code, and preliminary id to the option chosen, as for `judge`; fastest as an
            `AnswerList`.
        overrides: Domain id, or "overall", to the level that a reviewer gives in place of the suggested one.

    Raises:
        UnknownItem, UnknownAnswer, UnknownDomain, UnknownJudgement: As `judge` does.

    >>> from checklists import find_checklist, judge_levels
    >>> levels = judge_levels(find_checklist("case-report"), {"4.2": "N"})
    >>> levels.domains[3], levels.overall
    ('high', 'high')
    """
    given = overrides or {}
    if given:
        check_overrides(checklist, given)
    if not checklist.deciding:
        judging = judging_of(checklist)
        if not isinstance(answers, AnswerList):
            return judging.judge(answers, given)
        by_places = None if given else judging.judge_list(answers)
        return by_places or judging.judge(answers.by_item, given)
    check_names(checklist, answers)
    variant = checklist.variant(answers)
    levels = judging_of(variant).judge(answers, given)
    return levels if variant is checklist else fit_to(checklist, variant, levels)


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


@dataclass(frozen=True, slots=True)
class _Whole:
    """The whole on an axis with what is remembered of it: by the levels of its domains and by answers.

    Attributes:
        places: The places of its domains among all domains.
        read: The items and preliminaries that its rules look at.
    """

    plan: OverallPlan
    places: tuple[int, ...]
    read: tuple[str, ...]
    known: dict[tuple[object, ...], str | None] = field(default_factory=dict)


_Key = tuple[str | None, ...]
_Taker = tuple[_Domain, dict[_Key, JudgedDomain], Callable[[Sequence[str | None]], _Key]]
End = tuple[_Key, str | None, _Key]
"""The final levels of the domains, of the whole on the main axis, and on the others."""


@lru_cache(maxsize=256)
def judging_of(checklist: Checklist) -> Judging:
    """Return the checklist with what is remembered of it."""
    return Judging(checklist)


class Judging:
    """A checklist, in one variant, with what is remembered of its domains and its wholes."""

    def __init__(self, checklist: Checklist) -> None:
        plan = self._plan = plan_of(checklist)
        self._checklist = checklist
        self._known_items = plan.items.keys()
        self._undecided = bool(checklist.deciding) and not checklist.choices
        self._domains = [
            _Domain(domain, _items_read(plan, domain.rules, [item.id for item in domain.items]))
            for domain in plan.domains
        ]
        places = {domain.domain.id: place for place, domain in enumerate(plan.domains)}
        self._wholes = [
            _Whole(whole, tuple(places[name] for name in whole.domains), _items_read(plan, whole.rules, []))
            for whole in plan.overalls
        ]
        self._ends_by_levels = not any(whole.read for whole in self._wholes)
        self._ends: dict[tuple[object, ...], End] = {}
        self._takers: dict[tuple[str, ...], list[_Taker]] = {}

    def judge(self, answers: Mapping[str, str], overrides: Mapping[str, str]) -> FinalLevels:
        if not answers.keys() <= self._known_items and not self._checklist.choices:
            check_names(self._checklist, answers)
        if self._plan.stops:
            codes, _ = settle_asked(self._checklist, self._plan, answers)
            stopped = find_stop(self._plan, codes)
            if stopped is not None:
                return self._stopped(stopped, codes, overrides)
        code_of = answers.get
        keys = (tuple(map(code_of, domain.read)) for domain in self._domains)
        judged = tuple(
            domain.known.get(key) or self._judge_domain(domain, key)
            for domain, key in zip(self._domains, keys, strict=True)
        )
        totals: tuple[int | None, ...] = ()
        if self._plan.totals:
            totals = self._add_up(settle_asked(self._checklist, self._plan, answers)[0])
        return FinalLevels(judged, *self._end(judged, code_of, overrides), totals)

    def judge_list(self, answers: AnswerList) -> FinalLevels | None:
        """Judge answers by their places; None where a look at the names of the items is needed as well."""
        takers = self.takers_of(answers.names)
        if not takers:
            return None
        codes = [*answers.codes, None]
        judged = tuple(
            [
                known.get(key := take(codes)) or self._judge_domain(domain, key)
                for domain, known, take in takers
            ]
        )
        return FinalLevels(judged, *self._end_by_levels(judged))

    def judge_domain(self, number: int, answers: AnswerList) -> JudgedDomain:
        """Judge the domain of a number by the places of answers, for which `takers_of` has to be enough."""
        domain, known, take = self.takers_of(answers.names)[number]
        return known.get(key := take([*answers.codes, None])) or self._judge_domain(domain, key)

    def end_with(
        self, base: FinalLevels, number: int, domain: JudgedDomain, overrides: Mapping[str, str]
    ) -> End:
        """Return the final levels if one domain came out otherwise, where the whole looks at levels alone."""
        judged = (*base.judged[:number], domain, *base.judged[number + 1 :])
        return self._end(judged, NO_ANSWERS.get, overrides) if overrides else self._end_by_levels(judged)

    def items_of_one(self, names: tuple[str, ...]) -> list[list[str]]:
        """Return for each domain which of some items no other domain looks at."""
        readers = {name: [each for each in self._domains if name in each.read] for name in names}
        return [[name for name in names if readers[name] == [domain]] for domain in self._domains]

    def _end_by_levels(self, judged: Sequence[JudgedDomain]) -> End:
        """Return what `_end` returns without overrides, where the whole looks at levels alone."""
        levels = tuple([domain.suggested or domain.possible for domain in judged])
        end = self._ends.get(levels)
        if end is None:
            if len(self._ends) >= MOST_REMEMBERED:
                self._ends.clear()
            end = self._ends[levels] = self._end(judged, NO_ANSWERS.get, {})
        return end

    def takers_of(self, names: tuple[str, ...]) -> list[_Taker]:
        """Return for each domain how its answers are taken out of codes in the order of some names.

        Behind the codes stands None, which is taken for items without an answer. Empty where the places of
        answers are not enough: where the whole looks at single answers, or names are not those of items.
        """
        takers = self._takers.get(names)
        if takers is None:
            takers = self._takers[names] = self._new_takers(names)
        return takers

    def _new_takers(self, names: tuple[str, ...]) -> list[_Taker]:
        is_enough = self._ends_by_levels and not (self._plan.stops or self._plan.totals)
        if not is_enough or not self._known_items >= set(names):
            return []
        places = {name: place for place, name in enumerate(names)}
        return [
            (domain, domain.known, _take([places.get(item, len(names)) for item in domain.read]))
            for domain in self._domains
        ]

    def _end(
        self,
        judged: Sequence[JudgedDomain],
        code_of: Callable[[str], str | None],
        overrides: Mapping[str, str],
    ) -> End:
        """Return the final levels of the domains, of the whole on the main axis, and on the others."""
        finals = [domain.suggested for domain in judged]
        if overrides:
            ids = [domain.plan.domain.id for domain in self._domains]
            finals = [overrides.get(name, level) for name, level in zip(ids, finals, strict=True)]
        wholes = [
            overrides.get(whole.plan.target) or self._judge_whole(whole, judged, finals, code_of)
            for whole in self._wholes
        ]
        return tuple(finals), wholes[0] if wholes else None, tuple(wholes[1:])

    def _stopped(self, stopped: OverallPlan, codes: Codes, overrides: Mapping[str, str]) -> FinalLevels:
        """Judge an appraisal that a rule ended, so that no item is asked."""
        judged = tuple(
            JudgedDomain((NOT_ASKED,) * len(domain.plan.items), 0, 0, None, frozenset())
            for domain in self._domains
        )
        level = next_stop(stopped, codes).suggested
        wholes = [
            overrides.get(whole.plan.target, level if whole.plan is stopped else None)
            for whole in self._wholes
        ]
        first = wholes[0] if wholes else None
        return FinalLevels(judged, (None,) * len(judged), first, tuple(wholes[1:]), self._add_up(codes))

    def _add_up(self, codes: Codes) -> tuple[int | None, ...]:
        limits = [
            add_up(total.items, total.points, total.ends, codes, total.varying) for total in self._plan.totals
        ]
        return tuple(least if least == most else None for least, most in limits)

    def _judge_domain(self, domain: _Domain, key: tuple[str | None, ...]) -> JudgedDomain:
        """Judge a domain whose answers, in order of the items read, were not seen before."""
        answers = {item: code for item, code in zip(domain.read, key, strict=True) if code is not None}
        check_names(self._checklist, answers)
        codes, asked = settle_asked(self._checklist, self._plan, answers)
        outcome = domain.plan.decide(codes, NO_LEVELS)
        items = domain.plan.items
        judged = [item.id for item in items if item.is_judged and item.id in asked]
        recorded = [item.id for item in items if not item.is_judged and item.id in asked]
        result = JudgedDomain(
            codes=tuple(answers.get(item.id) if item.id in asked else NOT_ASKED for item in items),
            asked=len(judged),
            answered=sum(item in answers for item in judged),
            suggested=outcome.suggested,
            possible=outcome.possible,
            recorded=len(recorded),
            recorded_answered=sum(item in answers for item in recorded),
        )
        if len(domain.known) >= MOST_REMEMBERED:
            domain.known.clear()
        domain.known[key] = result
        return result

    def _judge_whole(
        self,
        whole: _Whole,
        judged: Sequence[JudgedDomain],
        finals: Sequence[str | None],
        code_of: Callable[[str], str | None],
    ) -> str | None:
        if self._undecided:
            return None
        possible = [
            judged[place].possible if finals[place] is None else finals[place] for place in whole.places
        ]
        key = (*possible, *map(code_of, whole.read))
        if key not in whole.known:
            answers = {name: code for name in whole.read if (code := code_of(name)) is not None}
            codes, _ = settle_asked(self._checklist, self._plan, answers)
            levels: Levels = {
                name: frozenset((level,)) if isinstance(level, str) else level or frozenset()
                for name, level in zip(whole.plan.domains, possible, strict=True)
            }
            if len(whole.known) >= MOST_REMEMBERED:
                whole.known.clear()
            whole.known[key] = whole.plan.rules.decide(codes, levels).suggested
        return whole.known[key]


def _items_read(plan: Plan, rules: RulesPlan, items: list[str]) -> tuple[str, ...]:
    """Return the items and preliminaries whose answers settle some rules and items.

    Among them are those that decide what is asked.
    """
    names = [name for rule in rules.rules if rule.condition for name in rule.condition.reads]
    waiting = [*items, *(name for name in names if name in plan.items or name in plan.preliminaries)]
    read: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        asked = plan.items[name].asked if name in plan.items else None
        if name not in read and asked is not None:
            waiting.extend(other for other in asked.reads if other in plan.items)
        read[name] = None
    return tuple(name for name in (*plan.items, *plan.preliminaries) if name in read)


def _take(places: Sequence[int]) -> Callable[[Sequence[str | None]], _Key]:
    """Return a function that takes what is at some places of a list, as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda codes: tuple([codes[place] for place in places])
