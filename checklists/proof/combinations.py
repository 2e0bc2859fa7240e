"""Walk every combination of answers that a domain can have, with the rule that each makes fire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checklists.judgement.compiled import DomainPlan, ItemPlan
from checklists.language.model import Checklist
from checklists.language.parts import NO_INFORMATION, NOT_ASKED

LARGEST_WALK: Final = 100_000

Row = tuple[str, ...]
"""A code for each item of a domain, NA for those that are not asked."""


class TooManyCombinations(Exception):  # noqa: N818
    """A domain has more combinations of answers than can be walked in reasonable time."""


@dataclass
class Walk:
    """A domain walked through.

    Attributes:
        plan: The domain.
        checklist: The checklist it is part of.
        rows: Each combination of answers, with the position of the rule that fires.
    """

    plan: DomainPlan
    checklist: Checklist
    rows: dict[Row, int]

    @cached_property
    def judgements(self) -> tuple[str, ...]:
        """The judgement of each rule, by position."""
        return tuple(each.rule.judge or "" for each in self.plan.rules.rules)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the items, in the order of a row."""
        return tuple(item.id for item in self.plan.items)

    @cached_property
    def reached(self) -> set[str]:
        """The levels that some combination gives."""
        return {self.judgements[rule] for rule in self.rows.values()}

    @cached_property
    def _has_gates(self) -> bool:
        return any(item.asked for item in self.plan.items)

    def judgement(self, row: Row) -> str:
        """Return the judgement of a combination."""
        return self.judgements[self.rows[row]]

    def show(self, row: Row) -> str:
        """Write a combination as a reader can check it: `1.1=Y, 1.2=PN`."""
        return ", ".join(f"{item}={code}" for item, code in zip(self.ids, row, strict=True))

    def changed(self, row: Row, position: int, code: str) -> Iterator[Row]:
        """Yield the combinations that come of another answer to one item.

        Items that are thereby no longer asked become NA; newly asked ones take every answer they offer.
        """
        if not self._has_gates:
            yield (*row[:position], code, *row[position + 1 :])
            return
        was_asked = [is_asked(item, self.ids, row) for item in self.plan.items]
        partial: list[Row] = [()]
        for index, item in enumerate(self.plan.items):
            extended: list[Row] = []
            for start in partial:
                if index == position:
                    codes: Row = (code,)
                elif not is_asked(item, self.ids, start):
                    codes = (NOT_ASKED,)
                else:
                    codes = (row[index],) if was_asked[index] else item.offered
                extended.extend((*start, each) for each in codes)
            partial = extended
        yield from partial


def is_asked(item: ItemPlan, ids: tuple[str, ...], row: Row) -> bool:
    """Return True if an item is asked, given the codes of the items before it."""
    return item.asked is None or item.asked.truth(dict(zip(ids, row, strict=False)), {}) is True


def walk_domain(plan: DomainPlan, checklist: Checklist) -> Walk:
    """Judge every combination of answers of a domain.

    Raises:
        TooManyCombinations: If there are more than a hundred thousand.
    """
    ids = tuple(item.id for item in plan.items)
    rows: list[Row] = [()]
    for item in plan.items:
        if len(rows) * len(item.offered) > LARGEST_WALK:
            raise TooManyCombinations
        if item.asked is None:
            rows = [(*row, code) for row in rows for code in item.offered]
        else:
            rows = [
                (*row, code)
                for row in rows
                for code in (item.offered if is_asked(item, ids, row) else (NOT_ASKED,))
            ]
    conditions = [each.condition for each in plan.rules.rules]
    judged: dict[Row, int] = {}
    for row in rows:
        codes = dict(zip(ids, row, strict=True))
        for position, condition in enumerate(conditions):
            if condition is None or condition.truth(codes, {}):
                judged[row] = position
                break
    return Walk(plan, checklist, judged)


def worse_answers(item: ItemPlan, checklist: Checklist) -> dict[str, tuple[str, ...]]:
    """Return for each answer of an item those that must not give a better judgement.

    Good and poor answers are compared in the order in which the set lists them. NI lies somewhere between the
    first and the last of them. NA is neither better nor worse than anything.
    """
    ranked = [code for code in item.offered if checklist.answers[code].tone in ("good", "poor")]
    worse = {code: tuple(ranked[position + 1 :]) for position, code in enumerate(ranked)}
    if ranked and NO_INFORMATION in item.offered:
        worse[ranked[0]] += (NO_INFORMATION,)
        worse[NO_INFORMATION] = (ranked[-1],)
    return worse
