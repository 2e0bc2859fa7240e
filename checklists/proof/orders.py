"""Say which answers and which levels are worse than others, as the proof holds the rules to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from checklists.language.answer_codes import AnswerSet, SilenceAs
from checklists.language.model import Checklist
from checklists.language.parts import Scale
from checklists.proof.steps import Outcomes

Moves: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of codes: a better one and a worse one."""
IsBetter: TypeAlias = Callable[[str, str], bool]
"""Says whether a level is better than another."""


def worse_answers(checklist: Checklist, item_id: str) -> Moves:
    """Return every step from an answer of an item to one that must not give a better judgement.

    Good and poor answers stand in the order in which the set lists them, turned where yes is bad. Where
    silence stands is said by the set. A code of tone `none` is compared with nothing.
    """
    answers = checklist.answer_sets[checklist.item(item_id).answer_set]
    if answers.order == "none":
        return ()
    ranked = ranked_answers(checklist, item_id)
    moves = [(better, worse) for place, better in enumerate(ranked) for worse in ranked[place + 1 :]]
    good = [code for code in ranked if checklist.tone(item_id, code) == "good"]
    for code in answers.codes:
        if ranked and checklist.answers[code].tone == "unknown":
            moves += _silent_moves(answers, code, ranked, good)
    return tuple(moves)


def ranked_answers(checklist: Checklist, item_id: str) -> tuple[str, ...]:
    """Return the good and poor answers of an item, best to worst."""
    codes = [code for code in checklist.codes(item_id) if checklist.answers[code].tone in ("good", "poor")]
    return tuple(reversed(codes)) if checklist.item(item_id).yes_is == "bad" else tuple(codes)


def _silent_moves(
    answers: AnswerSet, silent: str, ranked: tuple[str, ...], good: list[str]
) -> list[tuple[str, str]]:
    """Return the steps between a code of silence and the ranked codes of its set."""
    if answers.silence == "unranked":
        return []
    if answers.silence == "worst":
        return [(code, silent) for code in ranked]
    if isinstance(answers.silence, SilenceAs):
        place = ranked.index(answers.silence.code)
        return [(code, silent) for code in ranked[: place + 1]] + [(silent, code) for code in ranked[place:]]
    below = [(code, silent) for code in good or ranked[:1]]
    return below + ([(silent, ranked[-1])] if ranked[-1] not in good else [])


def rises(is_better: IsBetter, before: Outcomes, after: Outcomes) -> bool:
    """Return True if outcomes move up.

    They do if one of the new is better than all of the old, or if one of the old is lost and all of the new
    are better than it. For single levels that is: the new level is better.
    """
    return any(all(is_better(new, old) for old in before) for new in after) or any(
        all(is_better(new, old) for new in after) for old in before
    )


def counterparts(scale: Scale, before: Outcomes, after: Outcomes) -> tuple[tuple[str, str], ...]:
    """Return which levels of two forms are set against each other, where a reviewer may have chosen both.

    A level that both forms offer is chosen in both. One that only one of them offers is set against each
    level of the other with which it makes a step down, or if there is none, against all of them.
    """
    pairs = {(level, level): None for level in before if level in after}
    for new in after:
        if new not in before:
            fitting = [old for old in before if scale.is_better(old, new)]
            pairs.update(((old, new), None) for old in fitting or before)
    for old in before:
        if old not in after:
            fitting = [new for new in after if scale.is_better(old, new)]
            pairs.update(((old, new), None) for new in fitting or after)
    return tuple(pairs)
