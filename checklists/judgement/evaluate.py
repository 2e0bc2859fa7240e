"""Turn conditions into functions over answers and levels, evaluated in three values.

A condition over answers that are not all given is True, False or None (not yet known), after Kleene's strong
logic: Kleene SC, Introduction to Metamathematics, 1952, section 64. It is True or False only if it stays so
whatever is answered later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from checklists.language.answer_codes import NOT_ASKED
from checklists.language.conditions import (
    EVERY_DOMAIN,
    AnyOf,
    Condition,
    CountOf,
    DomainsAre,
    ItemIs,
    NotSo,
    OverallIs,
    PreliminaryIs,
    TotalIs,
    expand,
)
from checklists.language.model import Checklist
from checklists.language.parts import Domain

Codes: TypeAlias = Mapping[str, str | tuple[str, ...] | None]
"""Item id to code, preliminary id to the options chosen; None while the answer is not known."""
Levels: TypeAlias = Mapping[str, frozenset[str]]
"""Domain id (and the target of the whole) to the levels that are still possible: one once it is settled."""
Truth: TypeAlias = Callable[[Codes, Levels], bool | None]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition made ready to be evaluated many times.

    Attributes:
        truth: True if it holds, False if not, None while that is open.
        reads: The items, preliminaries and domains it looks at, in the order in which they appear.
        decisive: Once it holds, the items and domains that make it hold.
    """

    truth: Truth
    reads: tuple[str, ...]
    decisive: Callable[[Codes, Levels], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a checklist that a condition belongs to.

    Attributes:
        checklist: The checklist, in the variant that is judged.
        domain: The domain of the rule; None for the whole.
        axis: The axis of the overall rule; None elsewhere.
        before: In an `ask_if` the items that come before, which are all that it may read; None elsewhere.
    """

    checklist: Checklist
    domain: Domain | None = None
    axis: str | None = None
    before: tuple[str, ...] | None = None

    def items(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of the items that a count names; those that are not there are left out."""
        ids = self.checklist.item_ids(names, self.domain)
        return ids if self.before is None else tuple(item for item in ids if item in self.before)

    def domains(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of the judged domains that a condition names; those not there are left out."""
        judged = self.checklist.judged_domains
        if names == EVERY_DOMAIN:
            return tuple(each.id for each in judged if self.axis is None or each.axis == self.axis)
        return tuple(name for name in names if any(each.id == name for each in judged))


NEVER = Compiled(lambda codes, levels: False, (), lambda codes, levels: ())


def compile_condition(condition: Condition, scope: Scope) -> Compiled:
    """Turn a condition into functions.

    Args:
        condition: The condition; its names are taken to be valid, as loading has seen to it.
        scope: Where it stands.
    """
    groups = scope.checklist.groups
    if isinstance(condition, ItemIs):
        if not scope.checklist.has_item(condition.item):
            return NEVER
        return _count((condition.item,), expand(condition.names, groups), 1, None)
    if isinstance(condition, CountOf):
        items = scope.items(condition.count.items)
        least = len(items) or 1 if condition.at_least == "all" else condition.at_least
        return _count(items, expand(condition.count.names, groups), least, condition.at_most)
    if isinstance(condition, DomainsAre):
        names = scope.domains(condition.domains)
        least = len(names) or 1 if condition.at_least == "all" else condition.at_least
        return _levels(names, frozenset(condition.levels), least, condition.at_most)
    if isinstance(condition, TotalIs):
        return _total(condition, scope)
    if isinstance(condition, PreliminaryIs):
        return _options(condition.preliminary, frozenset(condition.options))
    if isinstance(condition, OverallIs):
        target = scope.checklist.target_of(condition.levels)
        return _levels((target,), frozenset(condition.levels), 1, None)
    if isinstance(condition, NotSo):
        return _negate(compile_condition(condition.part, scope))
    parts = tuple(compile_condition(part, scope) for part in condition.parts)
    return _join(parts, settling=isinstance(condition, AnyOf))


def _within(least: int | None, most: int | None, sure: int, highest: int) -> bool | None:
    """Say whether a number that will end between `sure` and `highest` keeps its limits."""
    if (least is not None and highest < least) or (most is not None and sure > most):
        return False
    if (least is None or sure >= least) and (most is None or highest <= most):
        return True
    return None


def _count(items: tuple[str, ...], wanted: frozenset[str], least: int | None, most: int | None) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        sure = open_ = 0
        for item in items:
            code = codes[item]
            if code is None:
                open_ += 1
            elif code in wanted:
                sure += 1
        return _within(least, most, sure, sure + open_)

    def single(codes: Codes, levels: Levels) -> bool | None:
        code = codes[items[0]]
        return None if code is None else code in wanted

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        if least is None:  # that few have the answer rests on all the others
            return tuple(item for item in items if codes[item] not in wanted)
        return tuple(item for item in items if codes[item] in wanted)

    return Compiled(single if (len(items), least, most) == (1, 1, None) else truth, items, decisive)


def _total(condition: TotalIs, scope: Scope) -> Compiled:
    checklist = scope.checklist
    items = checklist.item_ids(checklist.total(condition.total).items)
    points = {item: checklist.points(item) for item in items}
    ends = {item: checklist.points_between(item) for item in items}

    def truth(codes: Codes, levels: Levels) -> bool | None:
        least, most = add_up(items, points, ends, codes)
        return _within(condition.at_least, condition.at_most, least, most)

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        return tuple(item for item in items if codes[item] not in (None, NOT_ASKED))

    return Compiled(truth, items, decisive)


def add_up(
    items: tuple[str, ...],
    points: Mapping[str, Mapping[str, int]],
    ends: Mapping[str, tuple[int, int]],
    codes: Codes,
    varying: frozenset[str] = frozenset(),
) -> tuple[int, int]:
    """Return the lowest and the highest sum of points that the answers so far leave possible.

    Args:
        items: The items to add up.
        points: Item to the points of its codes; a code that is missing counts 0.
        ends: Item to the lowest and highest points while it is open.
        codes: The answers.
        varying: Items that may turn out not to be there, and then count 0.
    """
    least = most = 0
    for item in items:
        code = codes[item]
        low, high = ends[item] if code is None else (points[item].get(str(code), 0),) * 2
        if item in varying:
            low, high = min(0, low), max(0, high)
        least, most = least + low, most + high
    return least, most


def _options(preliminary: str, wanted: frozenset[str]) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        chosen = codes.get(preliminary, ())
        return None if chosen is None else not wanted.isdisjoint(chosen)

    return Compiled(truth, (preliminary,), lambda codes, levels: (preliminary,))


def _levels(
    domains: tuple[str, ...], wanted: frozenset[str], least: int | None, most: int | None
) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        sure = open_ = 0
        for domain in domains:
            possible = levels[domain]
            if not possible:
                continue  # Triage stopped before it: it has no level, and will have none.
            if possible <= wanted:
                sure += 1
            elif not possible.isdisjoint(wanted):
                open_ += 1
        return _within(least, most, sure, sure + open_)

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        if least is None:
            return tuple(domain for domain in domains if levels[domain].isdisjoint(wanted))
        return tuple(domain for domain in domains if levels[domain] <= wanted)

    return Compiled(truth, domains, decisive)


def _negate(part: Compiled) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        value = part.truth(codes, levels)
        return None if value is None else not value

    # That something does not hold rests on everything it looks at.
    return Compiled(truth, part.reads, lambda codes, levels: part.reads)


def _join(parts: tuple[Compiled, ...], *, settling: bool) -> Compiled:
    """Join parts by `any` (a part that is True settles it) or by `all` (a part that is False does)."""
    truths = tuple(part.truth for part in parts)

    def truth(codes: Codes, levels: Levels) -> bool | None:
        open_ = False
        for each in truths:
            value = each(codes, levels)
            if value is settling:
                return settling
            open_ = open_ or value is None
        return None if open_ else not settling

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        holding = (part for part in parts if part.truth(codes, levels))
        return tuple(dict.fromkeys(name for part in holding for name in part.decisive(codes, levels)))

    reads = tuple(dict.fromkeys(name for part in parts for name in part.reads))
    return Compiled(truth, reads, decisive)
