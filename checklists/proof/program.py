"""Turn a layout into a machine: a state is what remains to be decided, and each code leads to the next.

A state is a queue of remainders, in the order in which they are used up: whether an item is asked is settled
when its step is reached, the rules of a domain when its level is judged. Behind a rule that is sure to hold
the others are struck out, since they can no longer decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from checklists.language.answer_codes import NOT_ASKED
from checklists.language.conditions import (
    EVERY_ITEM,
    AllOf,
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
from checklists.proof.remainders import NO, YES, After, Node, Remainders, Weights
from checklists.proof.steps import Answer, Choice, Judgement, Layout, Outcomes, Step, domains_named

State: TypeAlias = tuple[Node, ...]
Row: TypeAlias = dict[str, str]
"""A form filled in as far as a walk goes: the name of each step to its code."""


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """The codes that a step offers in a state.

    Attributes:
        codes: The codes.
        is_asked: False if the only code is NA, because the item is not asked.
        afters: The different things that the codes do to the remainders.
        places: For each code its place among these.
        sizes: For each of these the number of codes that do it.
    """

    codes: tuple[str, ...]
    is_asked: bool
    afters: tuple[After, ...]
    places: tuple[int, ...]
    sizes: tuple[int, ...]


class Program:
    """The machine of a layout.

    Attributes:
        layout: The layout.
        steps: Its steps.
        start: The state of an empty form.
        outcomes: For each rule of the target its outcomes; empty without a target.
    """

    def __init__(self, layout: Layout) -> None:
        """Compile the conditions of a layout."""
        self.layout = layout
        self.steps = layout.steps
        self._places = {step.name: place for place, step in enumerate(layout.steps)}
        self._remainders = Remainders({step.name: _codes(step) for step in layout.steps})
        used_up = [self._use_up(step) for step in layout.steps]
        used_up.append(self._rules(layout.target) if layout.target is not None else ())
        self._uses = [len(nodes) for nodes in used_up]
        self.start = tuple(node for nodes in used_up for node in nodes)
        self._lists = self._find_lists(used_up)
        self.outcomes = tuple(each for _, each in layout.target.rules) if layout.target else ()
        self._offers = [self._offer_all(place, step) for place, step in enumerate(layout.steps)]

    def place(self, name: str) -> int:
        """Return the position of a step."""
        return self._places[name]

    def offer(self, place: int, state: State) -> tuple[Offer, State]:
        """Return what a step offers in a state, and the remainders that the step does not use up."""
        offers, used = self._offers[place], self._uses[place]
        if not used:
            return offers[YES], state
        decided = state[:used].index(YES) if isinstance(self.steps[place], Judgement) else state[0]
        return offers[decided], state[used:]

    def follow(self, place: int, after: After, state: State) -> State:
        """Return the state after a step.

        Args:
            place: The step.
            after: What its code does to the remainders.
            state: The remainders that the step does not use up.
        """
        state = tuple(map(after.__getitem__, state))
        for first, last in self._lists[place]:
            sure = state.index(YES, first, last) + 1
            if sure < last:
                state = state[:sure] + (NO,) * (last - sure) + state[last:]
        return state

    def fired(self, state: State) -> int:
        """Return the position of the rule of the target that fires in a state at the end; 0 without one."""
        return state.index(YES) if self.layout.target is not None else 0

    def run(self, row: Mapping[str, str]) -> int:
        """Return the position of the rule of the target that fires for a whole form.

        Args:
            row: A code for each step.
        """
        state = self.start
        for place, step in enumerate(self.steps):
            offer, rest = self.offer(place, state)
            after = offer.afters[offer.places[offer.codes.index(row[step.name])]]
            state = self.follow(place, after, rest)
        return self.fired(state)

    # Compiling -------------------------------------------------------------------------------------------

    def _use_up(self, step: Step) -> State:
        """Return the remainders that a step uses up: whether it is asked, or its rules."""
        if isinstance(step, Judgement):
            return self._rules(step)
        if isinstance(step, Choice) or step.asked is None:
            return ()
        earlier = self.layout.steps[: self._places[step.name]]
        items = tuple(each.name for each in earlier if each.domain == step.domain)
        return (_Compiler(self, self.layout.checklist, step.domain, None, items).compile(step.asked),)

    def _rules(self, judgement: Judgement) -> State:
        compiler = _Compiler(self, self.layout.checklist, judgement.domain, judgement.axis)
        conditions = [condition for condition, _ in judgement.rules]
        nodes = tuple(YES if each is None else compiler.compile(each) for each in conditions)
        sure = nodes.index(YES) + 1
        return nodes[:sure] + (NO,) * (len(nodes) - sure)

    def _find_lists(self, used_up: list[State]) -> list[list[tuple[int, int]]]:
        """Return for each step the lists of rules that it bears on: where they begin and end in its state."""
        lists: list[list[tuple[int, int]]] = []
        for place in range(len(self.steps)):
            begin, own = 0, list[tuple[int, int]]()
            for nodes in used_up[place + 1 :]:
                if len(nodes) > 1 and any(self._remainders.reads(node, place) for node in nodes):
                    own.append((begin, begin + len(nodes)))
                begin += len(nodes)
            lists.append(own)
        return lists

    def _offer_all(self, place: int, step: Step) -> dict[int, Offer]:
        """Return the offers of a step by what decides among them: yes or no, or the rule that fires."""
        known: dict[Outcomes, Offer] = {}
        if isinstance(step, Judgement):
            for _, outcomes in step.rules:
                if outcomes not in known:
                    known[outcomes] = self._offer(place, outcomes)
            return {position: known[outcomes] for position, (_, outcomes) in enumerate(step.rules)}
        if isinstance(step, Choice):
            return {YES: self._offer(place, step.levels)}
        return {
            YES: self._offer(place, step.codes),
            NO: self._offer(place, (NOT_ASKED,), is_asked=False),
        }

    def _offer(self, place: int, codes: tuple[str, ...], *, is_asked: bool = True) -> Offer:
        kinds: dict[tuple[tuple[int, int], ...], int] = {}
        afters: list[After] = []
        places: list[int] = []
        for code in codes:
            earned = self._remainders.earned(place, code)
            kind = kinds.setdefault(tuple(sorted(earned.items())), len(kinds))
            if kind == len(afters):
                afters.append(After(self._remainders, place, earned))
            places.append(kind)
        sizes = tuple(places.count(kind) for kind in range(len(afters)))
        return Offer(codes, is_asked, tuple(afters), tuple(places), sizes)

    # What the compiler needs -----------------------------------------------------------------------------

    @property
    def remainders(self) -> Remainders:
        """The remainders of the conditions."""
        return self._remainders

    def has(self, name: str) -> bool:
        """Return True if there is a step of this name."""
        return name in self._places


def _codes(step: Step) -> tuple[str, ...]:
    """Return every code that a step may bring."""
    if isinstance(step, Judgement):
        return tuple(dict.fromkeys(level for _, outcomes in step.rules for level in outcomes))
    if isinstance(step, Choice):
        return step.levels
    return step.codes if step.asked is None else (*step.codes, NOT_ASKED)


class _Compiler:
    """Turns the conditions of one place in a checklist into remainders.

    Args:
        program: The program that they become part of.
        checklist: The checklist, in one variant.
        domain: The domain whose rules or items they belong to, if any.
        axis: The axis of the overall rules that they belong to, if any.
        earlier: For the `ask_if` of an item the steps before it: `items: all` means these.
    """

    def __init__(
        self,
        program: Program,
        checklist: Checklist,
        domain: Domain | None,
        axis: str | None,
        earlier: tuple[str, ...] | None = None,
    ) -> None:
        self._program = program
        self._remainders = program.remainders
        self._checklist = checklist
        self._domain = domain
        self._axis = axis
        self._earlier = earlier

    def compile(self, condition: Condition) -> Node:
        """Return a condition as a remainder of which nothing is settled yet."""
        if isinstance(condition, AllOf):
            return self._remainders.every([self.compile(part) for part in condition.parts])
        if isinstance(condition, AnyOf):
            return self._remainders.some([self.compile(part) for part in condition.parts])
        if isinstance(condition, NotSo):
            return -self.compile(condition.part)
        if isinstance(condition, PreliminaryIs):
            return self._options(condition)
        if isinstance(condition, TotalIs):
            items = self._checklist.item_ids(self._checklist.total(condition.total).items)
            points = {item: self._checklist.points(item) for item in items}
            return self._remainders.within(points, condition.at_least, condition.at_most)
        if isinstance(condition, ItemIs):
            items = (condition.item,) if self._checklist.has_item(condition.item) else ()
            return self._count(items, expand(condition.names, self._checklist.groups), 1, None)
        if isinstance(condition, CountOf):
            items = self._checklist.item_ids(condition.count.items, self._domain)
            if self._earlier is not None and condition.count.items == EVERY_ITEM:
                items = tuple(item for item in items if item in self._earlier)
            wanted = expand(condition.count.names, self._checklist.groups)
            return self._count(items, wanted, condition.at_least, condition.at_most)
        if isinstance(condition, DomainsAre):
            domains = domains_named(self._checklist, condition.domains, self._axis)
            return self._count(domains, condition.levels, condition.at_least, condition.at_most)
        assert isinstance(condition, OverallIs)
        target = self._checklist.target_of(condition.levels)
        return self._count((target,), condition.levels, 1, None)

    def _count(
        self, names: tuple[str, ...], wanted: Iterable[str], least: int | str | None, most: int | None
    ) -> Node:
        weights: Weights = dict.fromkeys(names, dict.fromkeys(wanted, 1))
        # Of nothing at all, not everything is so.
        needed = (len(names) or 1) if isinstance(least, str) else least
        return self._remainders.within(weights, needed, most)

    def _options(self, condition: PreliminaryIs) -> Node:
        """Compile a condition over a preliminary: settled if it makes the variant or is not there."""
        name, wanted = condition.preliminary, set(condition.options)
        chosen = dict(self._checklist.choices).get(name)
        if chosen is not None:
            return NO if wanted.isdisjoint(chosen) else YES
        if not self._program.has(name):
            return NO
        step = self._program.steps[self._program.place(name)]
        assert isinstance(step, Answer)
        seen_as = step.weigh_as or {code: (code,) for code in step.codes}
        weights = {code: 0 if wanted.isdisjoint(options) else 1 for code, options in seen_as.items()}
        return self._remainders.at_least({name: weights}, 1)
