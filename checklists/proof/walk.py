"""Walk through every way to fill in a form, state by state.

Two forms, filled in as far as the same step, that have the same state cannot be told apart by anything still
to come. They are one state, and the walk only counts how many they are. That covers answers that no rule
tells apart, items of which only the number with some answer counts, and sums, each without being looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from checklists.proof.limits import LARGEST_WALK, TooManyStates
from checklists.proof.program import Offer, Program, Row, State
from checklists.proof.steps import Outcomes, Step


@dataclass(slots=True)
class Layer:
    """The states before a step.

    Attributes:
        counts: For each state the number of ways that lead to it.
        origins: For each state one of them: the state before and the code.
        moves: For each state what is offered, and the states to which the different codes lead.
    """

    counts: list[int] = field(default_factory=list)
    origins: list[tuple[int, str]] = field(default_factory=list)
    moves: list[tuple[Offer, tuple[int, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Walk:
    """A program walked through.

    Attributes:
        program: The program.
        layers: The states before each step.
        ends: For each state at the end its number of ways, and the rule of the target that fires (else 0).
        end_origins: For each state at the end one way to it: the state before and the code.
    """

    program: Program
    layers: tuple[Layer, ...]
    ends: tuple[tuple[int, int], ...]
    end_origins: tuple[tuple[int, str], ...]

    @property
    def states(self) -> int:
        """The number of states, with those at the beginning and the end."""
        return sum(len(layer.counts) for layer in self.layers) + len(self.ends)

    @property
    def ways(self) -> int:
        """The number of ways to fill in the form, with the levels that a reviewer chooses on the way."""
        return sum(count for count, _ in self.ends)

    @property
    def fired(self) -> dict[int, int]:
        """The rules of the target that fire, in order, each with the number of ways that lead to it."""
        fired: dict[int, int] = {}
        for count, rule in sorted(self.ends, key=lambda end: end[1]):
            fired[rule] = fired.get(rule, 0) + count
        return fired

    @property
    def reached(self) -> Outcomes:
        """The levels that the rules that fire lead to."""
        outcomes = self.program.outcomes
        return tuple(dict.fromkeys(level for rule in self.fired for level in outcomes[rule]))

    def asked(self, place: int) -> set[bool]:
        """Return whether the item of a step is asked in some states, and not asked in some."""
        return {offer.is_asked for offer, _ in self.layers[place].moves}

    def example(self, rule: int) -> Row:
        """Return a form for which a rule of the target fires."""
        end = next(number for number, (_, fired) in enumerate(self.ends) if fired == rule)
        return self.way(len(self.layers), end)

    def way(self, place: int, state: int) -> Row:
        """Return one way to a state before a step, or at the end."""
        row: Row = {}
        for before in range(place - 1, -1, -1):
            origins = self.layers[before + 1].origins if before + 1 < len(self.layers) else self.end_origins
            state, row[self.program.steps[before].name] = origins[state]
        return {step.name: row[step.name] for step in self.program.steps[:place]}

    def reach(self, choose: Callable[[Step, Offer], tuple[str, ...]]) -> dict[int, Row]:
        """Return the rules of the target that fire if only some codes are chosen, each with an example.

        Args:
            choose: Takes a step and what it offers; returns the codes to follow.
        """
        trail: list[dict[int, tuple[int, str]]] = [{0: (0, "")}]
        for step, layer in zip(self.program.steps, self.layers, strict=True):
            following: dict[int, tuple[int, str]] = {}
            for state in trail[-1]:
                offer, targets = layer.moves[state]
                for code in choose(step, offer):
                    target = targets[offer.places[offer.codes.index(code)]]
                    following.setdefault(target, (state, code))
            trail.append(following)
        ends: dict[int, int] = {}
        for end in trail[-1]:
            ends.setdefault(self.ends[end][1], end)
        return {rule: self._read_back(trail, end) for rule, end in ends.items()}

    def _read_back(self, trail: list[dict[int, tuple[int, str]]], state: int) -> Row:
        codes: list[str] = []
        for origins in reversed(trail[1:]):
            state, code = origins[state]
            codes.append(code)
        return {step.name: code for step, code in zip(self.program.steps, reversed(codes), strict=True)}


def walk(program: Program) -> Walk:
    """Walk through a program.

    Raises:
        TooManyStates: If there are more than two hundred thousand.
    """
    layers: list[Layer] = []
    states: list[State] = [program.start]
    layer = Layer([1], [(0, "")])
    room = LARGEST_WALK - 1
    for place in range(len(program.steps)):
        layers.append(layer)
        following: dict[State, int] = {}
        layer = Layer()
        if not _take_step(program, place, states, layers[-1], following, layer, room):
            raise _refusal(program, [*layers, layer])
        states = list(following)
        room -= len(states)
    rules = [program.fired(state) for state in states]
    return Walk(program, tuple(layers), tuple(zip(layer.counts, rules, strict=True)), tuple(layer.origins))


def _take_step(
    program: Program,
    place: int,
    states: list[State],
    layer: Layer,
    following: dict[State, int],
    reached: Layer,
    room: int,
) -> bool:
    """Follow every code from every state of a layer; False if there is no room for the states reached."""
    counts, origins, moves = reached.counts, reached.origins, layer.moves
    for number, state in enumerate(states):
        offer, rest = program.offer(place, state)
        ways = layer.counts[number]
        targets = []
        for kind, after in enumerate(offer.afters):
            target = following.setdefault(program.follow(place, after, rest), len(counts))
            if target == len(counts):
                counts.append(0)
                origins.append((number, offer.codes[offer.places.index(kind)]))
            counts[target] += ways * offer.sizes[kind]
            targets.append(target)
        moves.append((offer, tuple(targets)))
        if len(counts) > room:
            return False
    return True


def _refusal(program: Program, layers: list[Layer]) -> TooManyStates:
    """Name the domain in which a walk became too wide, and its item with the most states after it."""
    last = program.steps[len(layers) - 2]
    domain = _domain_of(last)
    own = [place for place in range(len(layers) - 1) if _domain_of(program.steps[place]) == domain]
    widest = max(own, key=lambda place: len(layers[place + 1].counts))
    return TooManyStates(domain, program.steps[widest].name)


def _domain_of(step: Step) -> str | None:
    return step.domain.id if step.domain is not None else None
