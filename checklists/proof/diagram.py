"""Compare forms that differ in one answer, for all forms at once.

The states of a walk that have the same future are merged into one node, which gives the smallest diagram for
the order of the steps. A changed answer then leads from each node to a pair of nodes, and the pairs are
followed to the end: alike in every later answer, save that an item that is newly asked takes every answer and
one that is no longer asked is NA. A pair of equal nodes is dropped, since nothing can come of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from checklists.proof.limits import LARGEST_COMPARISON, TooManyStates
from checklists.proof.orders import Moves, counterparts
from checklists.proof.program import Offer, Program, Row
from checklists.proof.steps import Answer, Choice, Outcomes, Step
from checklists.proof.walk import Walk

Pair: TypeAlias = tuple[int, int]
_Origin: TypeAlias = tuple[Pair, str, str]
"""The pair before, and the codes of both forms; at the first step the pair is twice the node."""


class Diagram:
    """The merged states of a walk.

    Attributes:
        program: The program.
        nodes: For each step its nodes: what is offered, and for each code the node that it leads to.
        ends: The outcomes at the end.
    """

    def __init__(self, walk: Walk) -> None:
        """Merge the states of a walk, from the end to the beginning."""
        self.program: Program = walk.program
        outcomes = self.program.outcomes or ((),)
        numbers: dict[Outcomes, int] = {}
        node_of = [numbers.setdefault(outcomes[rule], len(numbers)) for _, rule in walk.ends]
        self.ends: tuple[Outcomes, ...] = tuple(numbers)
        self.nodes: list[list[tuple[Offer, tuple[int, ...]]]] = []
        for layer in reversed(walk.layers):
            merged: dict[tuple[Offer, tuple[int, ...]], int] = {}
            following, node_of = node_of, []
            for offer, targets in layer.moves:
                node = offer, tuple(following[targets[kind]] for kind in offer.places)
                node_of.append(merged.setdefault(node, len(merged)))
            self.nodes.append(list(merged))
        self.nodes.reverse()
        self._origins = self._find_origins()

    def _find_origins(self) -> list[dict[int, tuple[int, str]]]:
        origins: list[dict[int, tuple[int, str]]] = [{0: (0, "")}]
        for nodes in self.nodes:
            following: dict[int, tuple[int, str]] = {}
            for number in origins[-1]:
                offer, targets = nodes[number]
                for code, target in zip(offer.codes, targets, strict=True):
                    following.setdefault(target, (number, code))
            origins.append(following)
        return origins

    def way(self, place: int, node: int) -> Row:
        """Return the codes on one way to a node."""
        row: Row = {}
        for before in range(place, 0, -1):
            node, row[self.program.steps[before - 1].name] = self._origins[before][node]
        return row

    def sort(self, row: Row) -> Row:
        """Return a row in the order of the steps."""
        return {step.name: row[step.name] for step in self.program.steps}

    def find_end(self, place: int, code: str, is_wanted: Callable[[Outcomes], bool]) -> Row | None:
        """Return a form with a code at a step that ends with outcomes as wanted, or None."""
        leading = self._leading_to(is_wanted, place)
        for node, (offer, targets) in enumerate(self.nodes[place]):
            if code in offer.codes:
                target = targets[offer.codes.index(code)]
                if target in leading[0]:
                    row = self.way(place, node) | {self.program.steps[place].name: code}
                    return self.sort(row | self._way_on(place + 1, target, leading))
        return None

    def _leading_to(self, is_wanted: Callable[[Outcomes], bool], place: int) -> list[set[int]]:
        """Return the nodes after a step that can lead to an end as wanted, step by step to the end."""
        leading = [{number for number, outcomes in enumerate(self.ends) if is_wanted(outcomes)}]
        for nodes in reversed(self.nodes[place + 1 :]):
            last = leading[-1]
            leading.append(
                {number for number, (_, targets) in enumerate(nodes) if not last.isdisjoint(targets)}
            )
        leading.reverse()
        return leading

    def _way_on(self, place: int, node: int, leading: list[set[int]]) -> Row:
        row: Row = {}
        for nodes, wanted in zip(range(place, len(self.nodes)), leading[1:], strict=True):
            offer, targets = self.nodes[nodes][node]
            code, node = next(
                (code, target) for code, target in zip(offer.codes, targets, strict=True) if target in wanted
            )
            row[self.program.steps[nodes].name] = code
        return row


@dataclass(frozen=True, slots=True)
class Difference:
    """Two forms that differ in one answer, or one level, and in what follows from it.

    Attributes:
        before: The form with the first of the two codes.
        after: The form with the second.
    """

    before: Row
    after: Row


class Comparison:
    """A search for two forms that differ in one answer and end in a forbidden way.

    Pairs of nodes that were followed to the end without finding anything are not followed again.

    Args:
        diagram: The diagram.
        is_wrong: Takes the outcomes before and after; says whether they are forbidden.
    """

    def __init__(self, diagram: Diagram, is_wrong: Callable[[Outcomes, Outcomes], bool]) -> None:
        """Begin with nothing searched."""
        self._diagram = diagram
        self._is_wrong = is_wrong
        self._clean: list[set[Pair]] = [set() for _ in range(len(diagram.nodes) + 1)]
        self._known: dict[tuple[Offer, Offer], tuple[tuple[int, int], ...]] = {}

    def find(self, name: str, moves: Moves) -> Difference | None:
        """Return two forms that end in a forbidden way, or None if there are none.

        Args:
            name: The step at which they differ.
            moves: The codes that they may have there.
        """
        place = self._diagram.program.place(name)
        trail = [self._begin(place, moves)]
        size = 0
        while trail[-1] and place + len(trail) < len(self._diagram.nodes):
            size += len(trail[-1])
            if size > LARGEST_COMPARISON:
                step = self._diagram.program.steps[place]
                raise TooManyStates(step.domain.id if step.domain is not None else None, name)
            trail.append(self._go_on(place + len(trail), trail[-1]))
        ends = self._diagram.ends
        if place + len(trail) == len(self._diagram.nodes):
            for pair in trail[-1]:
                if self._is_wrong(ends[pair[0]], ends[pair[1]]):
                    return self._read_back(place, trail, pair)
        for offset, pairs in enumerate(trail):
            self._clean[place + 1 + offset].update(pairs)
        return None

    def _begin(self, place: int, moves: Moves) -> dict[Pair, _Origin]:
        pairs: dict[Pair, _Origin] = {}
        clean = self._clean[place + 1]
        for node, (offer, targets) in enumerate(self._diagram.nodes[place]):
            if not offer.is_asked:
                continue
            target = dict(zip(offer.codes, targets, strict=True))
            for before, after in moves:
                pair = target[before], target[after]
                if pair[0] != pair[1] and pair not in clean:
                    pairs.setdefault(pair, ((node, node), before, after))
        return pairs

    def _go_on(self, place: int, pairs: dict[Pair, _Origin]) -> dict[Pair, _Origin]:
        following: dict[Pair, _Origin] = {}
        nodes, clean = self._diagram.nodes[place], self._clean[place + 1]
        for pair in pairs:
            (offer, targets), (other, other_targets) = nodes[pair[0]], nodes[pair[1]]
            for code, other_code in self._set_against(place, offer, other):
                reached = targets[code], other_targets[other_code]
                if reached[0] != reached[1] and reached not in following and reached not in clean:
                    following[reached] = (pair, offer.codes[code], other.codes[other_code])
        return following

    def _set_against(self, place: int, offer: Offer, other: Offer) -> tuple[tuple[int, int], ...]:
        """Return which codes of two offers go together, by their places in these."""
        known = self._known.get((offer, other))
        if known is None:
            step = self._diagram.program.steps[place]
            if offer is other:
                known = tuple((code, code) for code in range(len(offer.codes)))
            elif isinstance(step, Answer):
                known = tuple(product(range(len(offer.codes)), range(len(other.codes))))
            else:
                known = self._counterparts(step, offer, other)
            self._known[offer, other] = known
        return known

    def _counterparts(self, step: Step, offer: Offer, other: Offer) -> tuple[tuple[int, int], ...]:
        assert not isinstance(step, (Answer, Choice))
        scale = self._diagram.program.layout.checklist.scale_of(step.name)
        levels = counterparts(scale, offer.codes, other.codes)
        return tuple((offer.codes.index(level), other.codes.index(after)) for level, after in levels)

    def _read_back(self, place: int, trail: list[dict[Pair, _Origin]], pair: Pair) -> Difference:
        before: Row = {}
        after: Row = {}
        for offset in range(len(trail) - 1, -1, -1):
            name = self._diagram.program.steps[place + offset].name
            pair, before[name], after[name] = trail[offset][pair]
        way = self._diagram.way(place, pair[0])
        return Difference(self._diagram.sort(way | before), self._diagram.sort(way | after))
