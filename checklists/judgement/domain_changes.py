"""Find which single answers change the levels of an appraisal, domain by domain.

The answers of a domain repeat from appraisal to appraisal. So what other answers make of it is worked out
once for each combination, and what comes of that once for each way in which the levels change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from checklists.judgement.compact_answers import AnswerList
from checklists.judgement.compiled import plan_of
from checklists.judgement.final_levels import Judging, judging_of
from checklists.judgement.judge import MOST_REMEMBERED
from checklists.judgement.levels import FinalLevels, JudgedDomain
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import Checklist

if TYPE_CHECKING:
    from checklists.judgement.single_changes import SingleChange

Place = tuple[str, int]
"""An item, and the number of another code for it among all others."""
Effects = Sequence[tuple[Place, "SingleChange"]]
"""Changes of answers that change a level, by their places."""


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """Other answers with which a domain comes to the same.

    Attributes:
        domain: What it comes to.
        places: The answers, each with its code.
        known: Their effects, by the final levels of this domain and of the wholes before and after.
    """

    domain: JudgedDomain
    places: list[tuple[Place, str]] = field(default_factory=list)
    known: dict[tuple[object, ...], Effects] = field(default_factory=dict)


class DomainChanges:
    """The changes of answers that one domain alone looks at, in a checklist without variants.

    Args:
        checklist: The checklist.
        judging: It, with what is remembered of it.
        names: The items that are answered.

    Attributes:
        others: Those of the judged items among them that no domain or several look at.
    """

    def __init__(self, checklist: Checklist, judging: Judging, names: tuple[str, ...]) -> None:
        items = plan_of(checklist).items
        judged = tuple(name for name in names if items[name].is_judged)
        self._judging, self._takers = judging, judging.takers_of(names)
        self._items = judging.items_of_one(judged)
        self._offered = {name: items[name].offered for name in judged}
        self._known: list[dict[tuple[str | None, ...], list[LevelGroup]]] = [{} for _ in self._items]
        self.others = frozenset(judged).difference(*self._items)

    def changes(
        self,
        answers: AnswerList,
        base: FinalLevels,
        overrides: Mapping[str, str],
        effects: Callable[[FinalLevels, Sequence[tuple[Place, str]]], Effects],
    ) -> Iterator[Effects]:
        """Give the effects of other answers, group by group; those that are alike are worked out once.

        Args:
            answers: As for `judge_levels`.
            base: What it gives for them and the overrides.
            overrides: As for `judge_levels`.
            effects: From the levels after a change and the answers that bring them about to their effects;
                these may rest on answers to the items of this domain, and on no others.
        """
        codes = [*answers.codes, None]
        wholes = base.overall, base.others
        for number, (known, (_, _, take)) in enumerate(zip(self._known, self._takers, strict=True)):
            groups = known.get(key := take(codes))
            if groups is None:
                if len(known) >= MOST_REMEMBERED:
                    known.clear()
                groups = known[key] = self._groups(number, answers, base.judged[number])
            for group in groups:
                end = self._judging.end_with(base, number, group.domain, overrides)
                moved = (base.domains[number], *wholes, end[0][number], *end[1:])
                changed = group.known.get(moved)
                if changed is None:
                    judged = (*base.judged[:number], group.domain, *base.judged[number + 1 :])
                    changed = group.known[moved] = effects(FinalLevels(judged, *end), group.places)
                yield changed

    def _groups(self, number: int, answers: AnswerList, before: JudgedDomain) -> list[LevelGroup]:
        """Change each answer of a domain to each other code, where the domain comes out otherwise."""
        groups: dict[tuple[str | None, frozenset[str]], LevelGroup] = {}
        for item in self._items[number]:
            codes, place = [*answers.codes], answers.names.index(item)
            for at, code in enumerate(other_codes(self._offered[item], answers.codes[place])):
                codes[place] = code
                after = self._judging.judge_domain(number, AnswerList(answers.names, codes))
                level = after.suggested, after.possible
                if level != (before.suggested, before.possible):
                    groups.setdefault(level, LevelGroup(after)).places.append(((item, at), code))
        return [*groups.values()]


@lru_cache(maxsize=10_000)
def other_codes(offered: tuple[str, ...], code: str) -> tuple[str, ...]:
    """Return the codes that an answer can be changed to; none where it is NA."""
    return () if code == NOT_ASKED else tuple(each for each in offered if each not in (code, NOT_ASKED))


@lru_cache(maxsize=256)
def domain_changes(checklist: Checklist, names: tuple[str, ...]) -> DomainChanges | None:
    """Return the changes of a checklist with what is remembered of them.

    None where the places of the answered items are not enough, or variants have different items.
    """
    judging = None if checklist.deciding else judging_of(checklist)
    if judging is None or not judging.takers_of(names):
        return None
    return DomainChanges(checklist, judging, names)
