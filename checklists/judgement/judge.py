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

from collections.abc import Mapping
from typing import Final

from checklists.errors import (
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    did_you_mean,
    quoted,
)
from checklists.judgement.compiled import DomainPlan, Outcome, Plan, plan_of
from checklists.judgement.verdicts import DomainVerdict, OverallVerdict, Verdict
from checklists.language.conditions import Codes, Levels
from checklists.language.model import Checklist
from checklists.language.parts import NOT_ASKED

OVERALL: Final = "overall"
NO_LEVELS: Final[Levels] = {}


def judge(
    checklist: Checklist, answers: Mapping[str, str], *, overrides: Mapping[str, str] | None = None
) -> Verdict:
    """Judge a study by its answers.

    Args:
        checklist: The checklist.
        answers: Item id to code, in any order. Items may be missing; an answer to an item that is not asked
            counts as NA, whatever it says.
        overrides: Domain id, or "overall", to the level that a reviewer gives in place of the suggested one.
            The overall rules and the flags read the level that results.

    Raises:
        UnknownItem: If an answer is to no item of the checklist.
        UnknownAnswer: If an item does not offer the code.
        UnknownDomain: If an override is for no domain.
        UnknownJudgement: If an override's level is not on the scale.
    """
    plan = plan_of(checklist)
    given = overrides or {}
    if given:
        check_overrides(checklist, given)
    codes, asked = settle_asked(checklist, plan, answers)
    domains = tuple(_judge_domain(each, plan, codes, asked, given) for each in plan.domains)
    levels = {
        each.id: frozenset(each.possible) if each.final is None else frozenset((each.final,))
        for each in domains
    }
    return Verdict(
        domains=domains,
        overall=_judge_overall(plan, codes, levels, given.get(OVERALL)),
        flags=tuple(flag for flag, truth in plan.flags if truth(codes, levels)),
        asked=tuple(asked),
        answered=tuple(item for item in asked if codes[item] is not None),
        unanswered=tuple(item for item in asked if codes[item] is None),
    )


def settle(checklist: Checklist, answers: Mapping[str, str]) -> Codes:
    """Give each item its code: the answer, NA if it is not asked, None while it is not known.

    Raises:
        UnknownItem: If an answer is to no item of the checklist.
        UnknownAnswer: If an item does not offer the code.
    """
    return settle_asked(checklist, plan_of(checklist), answers)[0]


def settle_asked(
    checklist: Checklist, plan: Plan, answers: Mapping[str, str]
) -> tuple[dict[str, str | None], dict[str, None]]:
    """Give each item its code, as `settle` does, and the items that are asked, in order."""
    for name, code in answers.items():
        if not isinstance(name, str):
            kind = type(name).__name__
            raise UnknownItem(f"an item's id is a text such as {quoted('1.1')}, not the {kind} {name}")
        item = plan.items.get(name)
        if item is None:
            raise UnknownItem(f"{checklist.id} has no item {quoted(name)}; {did_you_mean(name, plan.items)}")
        if not isinstance(code, str) or code not in item.accepted:
            raise _unknown_answer(checklist, name, code, item.offered)
    codes: dict[str, str | None] = {}
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


def _unknown_answer(checklist: Checklist, item: str, code: object, offered: tuple[str, ...]) -> UnknownAnswer:
    known = did_you_mean(str(code), offered)
    return UnknownAnswer(f"item {item} of {checklist.id} does not offer the answer {quoted(code)}; {known}")


def check_overrides(checklist: Checklist, overrides: Mapping[str, str]) -> None:
    """Refuse overrides of what is no domain, or with what is no level.

    Raises:
        UnknownDomain, UnknownJudgement: If there is one.
    """
    targets = [domain.id for domain in checklist.domains] + [OVERALL]
    for target, level in overrides.items():
        if target not in targets:
            known = did_you_mean(target, targets)
            raise UnknownDomain(f"{checklist.id} has no domain {quoted(target)} to override; {known}")
        if level not in checklist.levels:
            known = did_you_mean(str(level), checklist.levels)
            raise UnknownJudgement(f"{checklist.id} has no judgement {quoted(level)}; {known}")


def _judge_domain(
    plan: DomainPlan, whole: Plan, codes: Codes, asked: Mapping[str, None], overrides: Mapping[str, str]
) -> DomainVerdict:
    outcome = plan.rules.decide(codes, NO_LEVELS)
    override = overrides.get(plan.domain.id)
    answers: dict[str, str] = {}
    decisive: tuple[str, ...] = ()
    if outcome.fired is not None:
        condition = outcome.fired.condition
        reads = condition.reads if condition else (item.id for item in plan.items if item.id in asked)
        answers = {item: code for item in reads if (code := codes[item]) is not None}
        decisive = condition.decisive(codes, NO_LEVELS) if condition else tuple(answers)
    suggested, rule, because = _spell_out(outcome)
    return DomainVerdict(
        id=plan.domain.id,
        title=plan.domain.title,
        suggested=suggested,
        final=suggested if override is None else override,
        rule=rule,
        because=because,
        answers=answers,
        decisive=decisive,
        possible=whole.sort(outcome.possible),
        overridden=override is not None,
    )


def _judge_overall(plan: Plan, codes: Codes, levels: Levels, override: str | None) -> OverallVerdict:
    outcome = plan.overall.decide(codes, levels)
    domains: dict[str, str] = {}
    if outcome.fired is not None:
        condition = outcome.fired.condition
        names = condition.decisive(codes, levels) if condition else tuple(levels)
        domains = {name: next(iter(levels[name])) for name in names if len(levels[name]) == 1}
    suggested, rule, because = _spell_out(outcome)
    return OverallVerdict(
        suggested=suggested,
        final=suggested if override is None else override,
        rule=rule,
        because=because,
        domains=domains,
        possible=plan.sort(outcome.possible if outcome.fired else _still_possible(plan, codes, levels)),
        overridden=override is not None,
    )


def _still_possible(plan: Plan, codes: Codes, levels: Levels) -> frozenset[str]:
    """Return the levels of the whole that no single open domain rules out.

    A rule that reads two levels of one open domain is unknown for the domain as it is, yet known for each
    level it may turn out to have. So each open domain is settled in all its ways in turn, and a level stays
    only if it is reached through every one of them. The result still contains every level that can come
    out; combinations of several open domains are not gone through, because there are thousands.
    """
    possible = frozenset(plan.overall.decide(codes, levels).possible)
    for domain, ways in levels.items():
        if len(ways) > 1:
            settled = ({**levels, domain: frozenset((way,))} for way in ways)
            possible &= frozenset().union(*(plan.overall.decide(codes, case).possible for case in settled))
    return possible


def _spell_out(outcome: Outcome) -> tuple[str | None, str | None, str | None]:
    if outcome.fired is None:
        return None, None, None
    rule = outcome.fired.rule
    return rule.judge, rule.id, rule.because
