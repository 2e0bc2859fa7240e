"""Read what a checklist says about the level of evidence: where GRADE starts, and the Oxford level.

Both are read from the definition; that the mapping is a proposal and not GRADE's own text is said in
`definitions/METHOD.md`.
"""

from __future__ import annotations

from collections.abc import Mapping

from checklists.errors import UnknownStart, did_you_mean, quoted
from checklists.judgement.compiled import plan_of
from checklists.judgement.judge import settle
from checklists.language.model import Checklist


def grade_start(checklist: Checklist, level: str | None, start: str | None = None) -> tuple[str, int | None]:
    """Give the certainty that GRADE starts from, and the levels for the risk-of-bias column.

    Args:
        checklist: The checklist.
        level: The overall judgement; None while there is none.
        start: Which start to use, such as "start_low"; the checklist's default if None.

    Returns:
        The starting certainty ("high" … "very_low"), and 0 to -3 levels; without a judgement None in place of
        the levels.

    Raises:
        UnknownStart: If the checklist does not have this start.
        UnknownJudgement: If the level is not on the scale.

    Example:
        >>> from checklists import find_checklist
        >>> grade_start(find_checklist("psm-cohort"), "serious")
        ('high', -2)
    """
    if checklist.grade is None:
        raise UnknownStart(f"{checklist.id} says nothing of where GRADE starts")
    name = checklist.grade.default if start is None else start
    chosen = checklist.grade.starts.get(name)
    if chosen is None:
        known = did_you_mean(name, checklist.grade.starts)
        raise UnknownStart(f"{checklist.id} has no GRADE start {quoted(name)}; {known}")
    if level is None:
        return chosen.start, None
    checklist.label(level)
    return chosen.start, chosen.risk_of_bias.get(level)


def oxford_level(checklist: Checklist, answers: Mapping[str, str]) -> int | None:
    """Give the Oxford 2011 level of evidence (1 to 5): the first case that certainly holds, else the default.

    None for a checklist that says nothing of it.

    Raises:
        UnknownItem: If an answer is to no item of the checklist.
        UnknownAnswer: If an item does not offer the code.

    Source: OCEBM Levels of Evidence Working Group, The Oxford 2011 Levels of Evidence.
    """
    if checklist.oxford is None:
        return None
    plan = plan_of(checklist)
    if not plan.oxford and all(
        item in plan.items and code in plan.items[item].offered for item, code in answers.items()
    ):
        return checklist.oxford.default  # there is no case to look at, and no answer to refuse
    codes = settle(checklist, answers)
    for truth, level in plan.oxford:
        if truth(codes, {}):
            return level
    return checklist.oxford.default
