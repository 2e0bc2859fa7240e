"""Judge answers, and give for each judgement the rule that fired and the answers that made it fire.

    >>> from checklists import find_checklist, judge
    >>> checklist = find_checklist("psm-cohort")
    >>> verdict = judge(checklist, {"7.1": "NI", "7.2": "PN", "7.3": "Y"})
    >>> seventh = verdict.domain("D7")
    >>> seventh.suggested, seventh.rule, seventh.decisive
    ('serious', 'D7-R2', ('7.2',))

While answers are missing, a rule fires only if it holds whatever they turn out to be; until then the verdict
says what is still possible:

    >>> first = judge(checklist, {"1.1": "Y", "1.2": "PN"}).domain("D1")
    >>> first.suggested, first.possible
    (None, ('serious', 'critical'))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from checklists.errors import (
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    did_you_mean,
    quoted,
)
from checklists.judgement.compiled import DomainPlan, Outcome, OverallPlan, Plan, plan_of
from checklists.judgement.evaluate import Codes, Levels, add_up
from checklists.judgement.verdicts import DomainVerdict, OverallVerdict, Verdict
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import DIRECTION, Checklist
from checklists.language.variants import options_chosen

NO_LEVELS: Final[Levels] = {}
MOST_REMEMBERED: Final = 100_000
"""Combinations of answers remembered for one domain, before all of them are forgotten."""


def judge(
    checklist: Checklist, answers: Mapping[str, str], *, overrides: Mapping[str, str] | None = None
) -> Verdict:
    """Judge a study by its answers.

    Args:
        checklist: The checklist.
        answers: Item id to code, and preliminary id to the option chosen (or options, with commas between),
            in any order. Some may be missing; an answer to an item that is not asked counts as NA, whatever
            it says, and one to an item that this variant does not have is passed over.
        overrides: Domain id, or "overall", to the level that a reviewer gives in place of the suggested one,
            or where the rules ask for it. The overall rules and the flags read the level that results.

    Raises:
        UnknownItem: If an answer is to no item and no preliminary of the checklist.
        UnknownAnswer: If an item or a preliminary does not offer the answer.
        UnknownDomain: If an override is for no domain.
        UnknownJudgement: If an override's level is not one that its target may have.
    """
    given = overrides or {}
    if given:
        check_overrides(checklist, given)
    check_names(checklist, answers)
    variant = checklist.variant(answers)
    plan = plan_of(variant)
    codes, asked = settle_asked(variant, plan, answers)
    stopped = find_stop(plan, codes)
    if stopped is not None:
        asked = {}
    domains = tuple(_judge_domain(each, codes, asked, given, stopped is None) for each in plan.domains)
    levels = {each.id: _levels_left(each) for each in domains if each.judged_by != "none"}
    undecided = variant.is_undecided(answers)
    wholes = {
        each.axis: _judge_overall(each, codes, levels, given.get(each.target), stopped, undecided)
        for each in plan.overalls
    }
    seen = levels | {whole.target: _levels_left(whole) for whole in wholes.values()}
    limits = {
        total.id: add_up(total.items, total.points, total.ends, codes, total.varying) for total in plan.totals
    }
    judged = tuple(item for item in asked if plan.items[item].is_judged)
    return Verdict(
        domains=domains,
        overall=wholes[plan.main.axis] if plan.main is not None else None,
        flags=tuple(flag for flag, truth in plan.flags if truth(codes, seen)),
        asked=judged,
        answered=tuple(item for item in judged if codes[item] is not None),
        unanswered=tuple(item for item in judged if codes[item] is None),
        recorded=tuple(item for item in asked if not plan.items[item].is_judged),
        shown=_in_order(plan, asked),
        overalls=wholes,
        totals={name: least if least == most else None for name, (least, most) in limits.items()},
        total_limits=limits,
        checklist=variant,
    )


def _levels_left(verdict: DomainVerdict | OverallVerdict) -> frozenset[str]:
    """Return the levels that a judgement may still have: one once it is final."""
    return frozenset(verdict.possible if verdict.final is None else (verdict.final,))


def _in_order(plan: Plan, asked: Mapping[str, None]) -> tuple[str, ...]:
    """Return the asked items, domain by domain, in each the judged ones before those only recorded."""
    return tuple(
        item.id
        for domain in plan.domains
        for item in sorted(domain.items, key=lambda item: not item.is_judged)
        if item.id in asked
    )


def settle(checklist: Checklist, answers: Mapping[str, str]) -> Codes:
    """Give each item its code: the answer, NA if it is not asked, None while it is not known.

    Raises:
        UnknownItem: If an answer is to no item and no preliminary of the checklist.
        UnknownAnswer: If an item or a preliminary does not offer the answer.
    """
    check_names(checklist, answers)
    variant = checklist.variant(answers)
    return settle_asked(variant, plan_of(variant), answers)[0]


def check_names(checklist: Checklist, answers: Mapping[str, str]) -> None:
    """Refuse answers to what the checklist does not have, in any variant, and answers that are not offered.

    Raises:
        UnknownItem, UnknownAnswer: If there is one.
    """
    plan = plan_of(checklist)
    for name, code in answers.items():
        item = plan.items.get(name) if isinstance(name, str) else None
        if item is None:
            if not checklist.choices:  # a variant passes over answers to what only others have
                _check_other(checklist, plan, name, code)
        elif not isinstance(code, str) or code not in item.accepted:
            raise _unknown_answer(checklist, name, code, item.offered)


def _check_other(checklist: Checklist, plan: Plan, name: object, code: object) -> None:
    """Refuse an answer that is neither to an item nor to a preliminary nor a predicted direction."""
    if not isinstance(name, str):
        kind = type(name).__name__
        raise UnknownItem(f"an item's id is a text such as {quoted('1.1')}, not the {kind} {name}")
    preliminary = plan.preliminaries.get(name)
    if preliminary is not None:
        if not isinstance(code, str) or options_chosen(preliminary, code) is None:
            known = did_you_mean(str(code), preliminary.options)
            raise UnknownAnswer(
                f"the preliminary {name} of {checklist.id} does not offer {quoted(code)}; {known}"
            )
        return
    direction = checklist.predicted_direction
    if (
        direction is not None
        and name.removesuffix(DIRECTION) in checklist.targets
        and name.endswith(DIRECTION)
    ):
        if code not in direction.options:
            known = did_you_mean(str(code), direction.options)
            raise UnknownAnswer(f"{name} of {checklist.id} does not offer {quoted(code)}; {known}")
        return
    known = did_you_mean(name, [*plan.items, *plan.preliminaries])
    raise UnknownItem(f"{checklist.id} has no item {quoted(name)}; {known}")


def settle_asked(
    checklist: Checklist, plan: Plan, answers: Mapping[str, str]
) -> tuple[dict[str, str | tuple[str, ...] | None], dict[str, None]]:
    """Give each item and preliminary its code, as `settle` does, and the items that are asked, in order.

    Args:
        checklist: The checklist, in the variant that is judged.
        plan: Its plan.
        answers: Answers that `check_names` accepts.
    """
    codes: dict[str, str | tuple[str, ...] | None] = {}
    for name, preliminary in plan.preliminaries.items():
        # One that is not there, or may turn out not to be, answers nothing.
        is_there = checklist.choices or all(
            not set(condition.options).isdisjoint(codes.get(condition.preliminary) or ())
            for condition in preliminary.only_if
        )
        codes[name] = options_chosen(preliminary, answers.get(name)) if is_there else None
    asked: dict[str, None] = {}
    for name, item in plan.items.items():
        answer = answers.get(name)
        if item.asked is not None:
            is_asked = item.asked.truth(codes, NO_LEVELS)
            if is_asked is not True:
                # While it is open whether the item is asked, its code may still turn out to be NA.
                codes[name] = NOT_ASKED if is_asked is False else None
                continue
            if answer == NOT_ASKED and NOT_ASKED not in item.offered:
                raise _unknown_answer(checklist, name, answer, item.offered)
        asked[name] = None
        codes[name] = answer
    return codes, asked


def find_stop(plan: Plan, codes: Codes) -> OverallPlan | None:
    """Return the whole whose rule ends the appraisal, or None if none does."""
    for whole, rule in plan.stops:
        if rule.condition is not None and rule.condition.truth(codes, NO_LEVELS):
            return whole
    return None


def _unknown_answer(checklist: Checklist, item: str, code: object, offered: tuple[str, ...]) -> UnknownAnswer:
    known = did_you_mean(str(code), offered)
    return UnknownAnswer(f"item {item} of {checklist.id} does not offer the answer {quoted(code)}; {known}")


def check_overrides(checklist: Checklist, overrides: Mapping[str, str]) -> None:
    """Refuse overrides of what is not judged, or with a level that it may not have.

    Raises:
        UnknownDomain, UnknownJudgement: If there is one.
    """
    for target, level in overrides.items():
        if target not in checklist.targets:
            known = did_you_mean(target, checklist.targets)
            raise UnknownDomain(f"{checklist.id} has no domain {quoted(target)} to override; {known}")
        levels = checklist.levels_of(target)
        if level not in levels:
            known = did_you_mean(str(level), levels)
            raise UnknownJudgement(f"{checklist.id} has no judgement {quoted(level)}; {known}")


def _judge_domain(
    plan: DomainPlan,
    codes: Codes,
    asked: Mapping[str, None],
    overrides: Mapping[str, str],
    is_needed: bool,
) -> DomainVerdict:
    """Return the judgement of a domain; answers repeat from appraisal to appraisal, and are judged once."""
    override = overrides.get(plan.domain.id) if is_needed else None
    is_asked = [item.id in asked for item in plan.items]
    given = (is_needed, override, *map(codes.get, plan.reads), *is_asked)
    verdict = plan.verdicts.get(given)
    if verdict is None:
        if len(plan.verdicts) >= MOST_REMEMBERED:
            plan.verdicts.clear()
        verdict = plan.verdicts[given] = _new_verdict(plan, codes, asked, override, is_needed)
    return verdict


def _new_verdict(
    plan: DomainPlan,
    codes: Codes,
    asked: Mapping[str, None],
    override: str | None,
    is_needed: bool,
) -> DomainVerdict:
    domain = plan.domain
    if not domain.is_judged or not is_needed:
        outcome = Outcome(None, frozenset())
    else:
        outcome = plan.decide(codes, NO_LEVELS)
    is_asked = is_needed and not plan.is_open
    answers: dict[str, str] = {}
    decisive: tuple[str, ...] = ()
    if outcome.fired is not None:
        condition = outcome.fired.condition
        reads = condition.reads if condition else (item.id for item in plan.items if item.id in asked)
        answers = answers_read(codes, reads)
        decisive = condition.decisive(codes, NO_LEVELS) if condition else tuple(answers)
    return DomainVerdict(
        id=domain.id,
        title=domain.title,
        suggested=outcome.suggested,
        final=outcome.suggested if override is None else override,
        rule=outcome.fired.rule.id if outcome.fired else None,
        because=outcome.fired.rule.because if outcome.fired else None,
        answers=answers,
        decisive=decisive,
        possible=plan.rules.sort(outcome.possible),
        overridden=override is not None,
        ask=_asked_levels(plan.rules.levels, outcome, bool(domain.rules)) if is_asked else (),
        judged_by=domain.judged_by,
        axis=domain.axis,
        is_needed=is_needed,
    )


def answers_read(codes: Codes, names: Iterable[str]) -> dict[str, str]:
    """Return the answers to some items and preliminaries, as far as they are known."""
    return {
        name: code if isinstance(code, str) else ", ".join(code)
        for name in names
        if (code := codes.get(name)) is not None
    }


def _asked_levels(levels: tuple[str, ...], outcome: Outcome, has_rules: bool) -> tuple[str, ...]:
    """Return the levels that the reviewer is to choose among; none where a rule decides or is still open."""
    if not has_rules:
        return levels
    return outcome.fired.rule.ask or () if outcome.fired is not None else ()


def _judge_overall(
    plan: OverallPlan,
    codes: Codes,
    levels: Levels,
    override: str | None,
    stopped: OverallPlan | None,
    undecided: bool,
) -> OverallVerdict:
    rules = plan.rules
    if stopped is not None:
        outcome = next_stop(plan, codes) if stopped is plan else Outcome(None, frozenset())
    elif undecided:
        outcome = Outcome(None, frozenset(rules.levels))
    else:
        outcome = rules.decide(codes, levels)
    domains: dict[str, str] = {}
    answers: dict[str, str] = {}
    if outcome.fired is not None:
        condition = outcome.fired.condition
        names = condition.decisive(codes, levels) if condition else plan.domains
        domains = {name: next(iter(levels[name])) for name in names if len(levels.get(name, ())) == 1}
        answers = answers_read(codes, condition.decisive(codes, levels)) if condition else {}
    settled = outcome.fired is not None or stopped is not None or undecided
    possible = outcome.possible if settled else _still_possible(plan, codes, levels)
    return OverallVerdict(
        suggested=outcome.suggested,
        final=outcome.suggested if override is None else override,
        rule=outcome.fired.rule.id if outcome.fired else None,
        because=outcome.fired.rule.because if outcome.fired else None,
        domains=domains,
        possible=rules.sort(possible),
        overridden=override is not None,
        ask=_asked_levels(rules.levels, outcome, bool(plan.overall.rules)) if stopped is None else (),
        judged_by=plan.overall.judged_by,
        axis=plan.axis,
        target=plan.target,
        answers=answers,
        stopped=stopped is plan,
        is_needed=stopped is None or stopped is plan,
    )


def next_stop(plan: OverallPlan, codes: Codes) -> Outcome:
    """Return the outcome of the rule that ended the appraisal: the first such rule that holds."""
    for rule in plan.rules.rules:
        if rule.rule.stop and rule.condition is not None and rule.condition.truth(codes, NO_LEVELS):
            return Outcome(rule, frozenset(rule.rule.levels))
    return Outcome(None, frozenset())


def _still_possible(plan: OverallPlan, codes: Codes, levels: Levels) -> frozenset[str]:
    """Return the levels of the whole that no single open domain rules out.

    A rule that reads two levels of one open domain is unknown for the domain as it is, yet known for each
    level it may turn out to have. So each open domain is settled in all its ways in turn, and a level stays
    only if it is reached through every one of them. The result still contains every level that can come
    out; combinations of several open domains are not gone through, because there are thousands.
    """
    possible = frozenset(plan.rules.decide(codes, levels).possible)
    for domain in plan.domains:
        ways = levels[domain]
        if len(ways) > 1:
            settled = ({**levels, domain: frozenset((way,))} for way in ways)
            possible &= frozenset().union(*(plan.rules.decide(codes, case).possible for case in settled))
    return possible
