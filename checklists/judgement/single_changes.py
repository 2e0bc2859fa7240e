"""Change one answer of an appraisal at a time, or take one override away, and see which judgements change.

This is exact: every other code that the set of an item offers is put in its place, and the whole is judged
anew. The rules are ours; no published definition was found. An answer that changes a judgement so is called
a tipping answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Literal

from checklists.judgement.compact_answers import AnswerList
from checklists.judgement.compiled import plan_of
from checklists.judgement.domain_changes import Effects, Place, domain_changes, other_codes
from checklists.judgement.final_levels import judge_levels
from checklists.judgement.judge import check_names, settle_asked
from checklists.judgement.levels import FinalLevels
from checklists.language.model import Checklist

ChangeKind = Literal["answer", "override"]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One judgement that comes out otherwise.

    Attributes:
        target: The id of the domain, or of the whole.
        before: Its final level; None while that is open, or where it is not needed.
        after: Its final level after the change, likewise.
    """

    target: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SingleChange:
    """One answer with another code, or one override taken away, while all else stays.

    Attributes:
        kind: What is changed.
        target: The item, or the target of the override.
        before: The code, or the level of the override.
        after: The other code; None for an override.
        is_near: True if the other code is the next in the set, as Y and PY are; silence is next to no code.
        was_silent: True if the answer is one of silence (NI), so that the full text may say more.
        levels: The final levels that change, in the order of the checklist's targets; empty if none does.
        opened: The items that come to be asked, where a level is open for it.
    """

    kind: ChangeKind
    target: str
    before: str
    after: str | None
    is_near: bool
    was_silent: bool
    levels: tuple[LevelChange, ...]
    opened: tuple[str, ...] = ()

    @property
    def targets(self) -> frozenset[str]:
        """What gets another level."""
        return frozenset([each.target for each in self.levels])

    def level(self, target: str) -> LevelChange | None:
        """Return the change of one judgement; None if it stays."""
        for each in self.levels:
            if each.target == target:
                return each
        return None


def single_changes(
    checklist: Checklist, answers: Mapping[str, str], *, overrides: Mapping[str, str] | None = None
) -> tuple[SingleChange, ...]:
    """Return every single change of an appraisal, also those that change no judgement.

    Answers to judged items that are asked are changed, each to every other code that its set offers. Left out
    are items that are only recorded, the preliminaries, and NA, as a code before and after. Items that come
    to be asked by the change are open, whatever was answered to them once, so a level may be open after it.
    No answer ends an appraisal early: such rules read preliminaries only. Of one that has ended, none tips.

    Args:
        checklist: The checklist.
        answers: Item id to code, and preliminary id to the option chosen, as for `judge`.
        overrides: Domain id, or "overall", to the level that a reviewer gives.

    Returns:
        The changes of answers in the order of items and codes, then the overrides taken away in the order
        of the checklist's targets.

    Raises:
        UnknownItem, UnknownAnswer, UnknownDomain, UnknownJudgement: As `judge` does.

    >>> from checklists import find_checklist
    >>> changes = single_changes(find_checklist("case-report"), {"4.2": "N"})
    >>> [(change.after, change.is_near, change.level("D4")) for change in changes][2]
    ('PN', True, LevelChange(target='D4', before='high', after=None))
    """
    given = dict(overrides or {})
    check_names(checklist, answers)
    form = checklist.variant(answers)
    items = plan_of(form).items
    _, asked = settle_asked(form, plan_of(form), answers)
    # What is not asked has no answer, so that it is open where a change asks it.
    counted = {name: code for name, code in answers.items() if name in asked or name not in items}
    listed = AnswerList(tuple(counted), tuple(counted.values()))
    base = judge_levels(checklist, listed, overrides=given)
    changes = {
        name: [*_changes_without_effect(checklist, name, items[name].offered, counted[name])]
        for name in asked
        if items[name].is_judged and name in counted
    }
    for (name, number), change in _effects(checklist, changes, listed, given, base, asked):
        changes[name][number] = change
    removed = [
        _without_override(checklist, each, listed, given, base) for each in form.targets if each in given
    ]
    return (*chain.from_iterable(changes.values()), *removed)


def _effects(
    checklist: Checklist,
    changes: Mapping[str, Sequence[SingleChange]],
    counted: AnswerList,
    overrides: Mapping[str, str],
    base: FinalLevels,
    asked: Mapping[str, None],
) -> Iterator[tuple[Place, SingleChange]]:
    """Give the changes of answers that change a level, each with its place among all."""

    def effects(after: FinalLevels, places: Sequence[tuple[Place, str]]) -> Effects:
        levels = _compare(checklist, base, after)
        is_open = any(each.after is None for each in levels)
        changed = []
        for (name, number), code in places if levels else ():
            opened = _opened(checklist, {**counted.by_item, name: code}, asked) if is_open else ()
            changed.append(((name, number), replace(changes[name][number], levels=levels, opened=opened)))
        return changed

    by_domain = domain_changes(checklist, counted.names)
    if by_domain is not None:
        yield from chain.from_iterable(by_domain.changes(counted, base, overrides, effects))
    for name in changes if by_domain is None else by_domain.others & changes.keys():
        place = counted.names.index(name)
        for number, change in enumerate(changes[name]):
            code = change.after or ""
            codes = (*counted.codes[:place], code, *counted.codes[place + 1 :])
            after = judge_levels(checklist, AnswerList(counted.names, codes), overrides=overrides)
            yield from effects(after, [((name, number), code)])


@lru_cache(maxsize=10_000)
def _changes_without_effect(
    checklist: Checklist, item: str, offered: tuple[str, ...], before: str
) -> tuple[SingleChange, ...]:
    """Return the changes of an answer to each other code of its set as they are if no level changes.

    Most changes alter nothing, and those of thousands of appraisals are the same few.
    """
    was_silent = checklist.answers[before].tone == "unknown"
    near = _next_to(checklist, item, before)
    return tuple(
        SingleChange("answer", item, before, code, code in near, was_silent, ())
        for code in other_codes(offered, before)
    )


def _without_override(
    checklist: Checklist,
    target: str,
    counted: AnswerList,
    overrides: Mapping[str, str],
    base: FinalLevels,
) -> SingleChange:
    others = {name: level for name, level in overrides.items() if name != target}
    after = judge_levels(checklist, counted, overrides=others)
    levels = _compare(checklist, base, after)
    return SingleChange("override", target, overrides[target], None, False, False, levels)


def _next_to(checklist: Checklist, item: str, code: str) -> frozenset[str]:
    """Return the codes next to a code in the set of an item; none for silence, or if codes have no order."""
    chosen = checklist.answer_sets[checklist.item(item).answer_set]
    line = [each for each in chosen.codes if checklist.answers[each].tone in ("good", "poor")]
    if code not in line or chosen.order == "none":
        return frozenset()
    place = line.index(code)
    return frozenset(line[max(0, place - 1) : place] + line[place + 1 : place + 2])


def _compare(checklist: Checklist, base: FinalLevels, after: FinalLevels) -> tuple[LevelChange, ...]:
    return _level_changes(checklist.targets, base.at_targets(checklist), after.at_targets(checklist))


@lru_cache(maxsize=10_000)
def _level_changes(
    targets: tuple[str, ...], before: tuple[str | None, ...], after: tuple[str | None, ...]
) -> tuple[LevelChange, ...]:
    """Return the levels that differ; thousands of appraisals have the same before and after."""
    pairs = zip(targets, before, after, strict=True)
    return tuple(LevelChange(*pair) for pair in pairs if pair[1] != pair[2])


def _opened(checklist: Checklist, answers: Mapping[str, str], asked: Mapping[str, None]) -> tuple[str, ...]:
    form = checklist.variant(answers)
    return tuple(item for item in settle_asked(form, plan_of(form), answers)[1] if item not in asked)
