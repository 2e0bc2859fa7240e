"""Fold answers into conditions, so that only what is still to be decided remains.

A condition over a form that is filled in step by step shrinks with every answer: an `any` that is met is
true, a count keeps how many are still needed, a total how many points. What remains is numbered: two forms
with the same remainder get the same number, and comparing them costs nothing. A limit that can no longer be
reached, or no longer be missed, becomes a plain no or yes at once.

Every leaf of the language is a sum: an item is one of these codes if a sum with the weight 1 for each of
them is at least 1, a count adds such weights over items or domains, a total adds points. With `some` and
`not` the sums are enough: that all parts hold is that not some part does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

YES: Final = 1
NO: Final = -1
BEGIN: Final = -1
"""The position before the first step."""

Node: TypeAlias = int
"""The number of a remainder; with the opposite sign that of its negation."""
Weights: TypeAlias = Mapping[str, Mapping[str, int]]
"""What each code of each step adds to a sum: name of the step to code to weight; what is left out adds 0."""
_Limit: TypeAlias = tuple[int, int]
"""The number of a sum, and how much it must still grow. A plain tuple: a large walk makes very many."""
_Some: TypeAlias = frozenset[Node]


class Remainders:
    """The remainders of the conditions of one walk.

    Args:
        codes: The codes that each step may bring, by the name of the step, in the order of the steps.
    """

    def __init__(self, codes: Mapping[str, tuple[str, ...]]) -> None:
        """Begin without a condition."""
        self._codes = tuple(codes.values())
        self._places = {name: place for place, name in enumerate(codes)}
        self._numbers: dict[_Limit | _Some, Node] = {}
        # Numbers begin at 2; 1 is yes.
        self._forms: list[_Limit | _Some] = [frozenset(), frozenset()]
        self._reads: list[int] = [0, 0]
        self._sums: dict[tuple[tuple[int, tuple[tuple[str, int], ...]], ...], int] = {}
        self._weights: list[dict[int, Mapping[str, int]]] = []
        self._bounds: list[dict[int, tuple[int, int]]] = []
        self._masks: list[int] = []
        self._at: dict[int, list[int]] = {}

    # Building --------------------------------------------------------------------------------------------

    def at_least(self, weights: Weights, least: int) -> Node:
        """Return the condition that a sum over the whole form is at least so much."""
        return self.limit(self._sum(weights), least, BEGIN)

    def within(self, weights: Weights, least: int | None, most: int | None) -> Node:
        """Return the condition that a sum lies between two limits; None is no limit."""
        parts = [] if least is None else [self.at_least(weights, least)]
        parts += [] if most is None else [-self.at_least(weights, most + 1)]
        return self.every(parts)

    def every(self, parts: Iterable[Node]) -> Node:
        """Return the condition that all parts hold."""
        return -self.some([-part for part in parts])

    def some(self, parts: Iterable[Node]) -> Node:
        """Return the condition that at least one part holds."""
        joined: set[Node] = set()
        for part in parts:
            if part == YES:
                return YES
            if part == NO:
                continue
            inner = self._forms[part] if part > 0 else None
            if isinstance(inner, frozenset):
                joined |= inner
            else:
                joined.add(part)
        if len(joined) < 2:
            return next(iter(joined), NO)
        reads = 0
        for part in joined:
            reads |= self._reads[abs(part)]
        return self._number(frozenset(joined), reads)

    def _sum(self, weights: Weights) -> int:
        """Number a sum, alike for those that add the same, and note its bounds after each of its steps."""
        adding = sorted((self._places[name], given) for name, given in weights.items() if any(given.values()))
        key = tuple(
            (place, tuple(sorted((code, weight) for code, weight in given.items() if weight)))
            for place, given in adding
        )
        number = self._sums.setdefault(key, len(self._weights))
        if number == len(self._weights):
            bounds, low, high = dict[int, tuple[int, int]](), 0, 0
            for place, given in reversed(adding):
                bounds[place] = low, high
                earned = [given.get(code, 0) for code in self._codes[place]] or [0]
                low, high = low + min(earned), high + max(earned)
                self._at.setdefault(place, []).append(number)
            bounds[BEGIN] = low, high
            self._weights.append(dict(adding))
            self._bounds.append(bounds)
            self._masks.append(sum(1 << place for place in bounds if place != BEGIN))
        return number

    def _number(self, form: _Limit | _Some, reads: int) -> Node:
        number = self._numbers.setdefault(form, len(self._forms))
        if number == len(self._forms):
            self._forms.append(form)
            self._reads.append(reads)
        return number

    # Folding ---------------------------------------------------------------------------------------------

    def earned(self, place: int, code: str) -> dict[int, int]:
        """Return what a code at a step adds to each sum, sum by number; those to which it adds 0 left out."""
        weights = {number: self._weights[number][place].get(code, 0) for number in self._at.get(place, ())}
        return {number: weight for number, weight in weights.items() if weight}

    def reads(self, node: Node, place: int) -> bool:
        """Return True if a step bears on a condition."""
        return bool(self._reads[abs(node)] >> place & 1)

    def form(self, node: Node) -> _Limit | _Some:
        """Return what a remainder with a positive number consists of."""
        return self._forms[node]

    def limit(self, total: int, need: int, place: int) -> Node:
        """Return the condition that a sum grows by so much after a step."""
        low, high = self._bounds[total][place]
        if need <= low:
            return YES
        if need > high:
            return NO
        return self._number((total, need), self._masks[total])


class After(dict[Node, Node]):
    """Remainders before a step to those after it, for codes that no condition tells apart.

    They are worked out when they are first asked for.

    Args:
        remainders: The remainders of the walk.
        place: The position of the step.
        earned: What the codes add to each sum.
    """

    __slots__ = ("_earned", "_place", "_remainders")

    def __init__(self, remainders: Remainders, place: int, earned: Mapping[int, int]) -> None:
        """Begin with nothing worked out."""
        super().__init__()
        self._remainders = remainders
        self._place = place
        self._earned = earned

    def __missing__(self, node: Node) -> Node:
        """Fold the step into a remainder."""
        folded = self[node] = -self[-node] if node < 0 else self._fold(node)
        return folded

    def _fold(self, node: Node) -> Node:
        remainders = self._remainders
        if not remainders.reads(node, self._place):
            return node
        form = remainders.form(node)
        if isinstance(form, frozenset):
            return remainders.some([self[part] for part in form])
        total, need = form
        return remainders.limit(total, need - self._earned.get(total, 0), self._place)
