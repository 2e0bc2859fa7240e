"""Study one target of judgement: its walk, its diagram, and what one changed answer can do to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from checklists.language.model import Checklist
from checklists.language.parts import Domain, Exemption, Item, Rule, Scale
from checklists.loader.versions import OLD
from checklists.proof.diagram import Comparison, Diagram, Difference
from checklists.proof.findings import Location, Report
from checklists.proof.orders import Moves, ranked_answers, rises, worse_answers
from checklists.proof.places import Places, show, show_outcomes
from checklists.proof.program import Offer, Program, Row
from checklists.proof.steps import Answer, Layout, Outcomes, Step
from checklists.proof.walk import Walk, walk


@dataclass(frozen=True)
class Judged:
    """A domain or a whole, walked through.

    Attributes:
        checklist: The checklist, in one variant.
        target: The id of the domain or the whole.
        rules: Its rules.
        here: Its place in the document.
        layout: The steps that lead to it.
    """

    checklist: Checklist
    target: str
    rules: tuple[Rule, ...]
    here: Location
    layout: Layout

    @cached_property
    def walk(self) -> Walk:
        """The walk through the steps; TooManyStates if it is too wide."""
        return walk(Program(self.layout))

    @cached_property
    def diagram(self) -> Diagram:
        """The merged states of the walk."""
        return Diagram(self.walk)

    @property
    def scale(self) -> Scale:
        """The scale on which it is judged."""
        return self.checklist.scale_of(self.target)

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """The levels in order that it may have, best to worst."""
        levels = self.checklist.levels_of(self.target)
        return tuple(level for level in self.scale.ordered if level in levels)

    @property
    def outcomes(self) -> tuple[Outcomes, ...]:
        """The outcomes of each rule; those of the reviewer's free choice if there is no rule."""
        return self.walk.program.outcomes

    @cached_property
    def order(self) -> Comparison:
        """The search for a worse answer that gives a better judgement."""
        return Comparison(self.diagram, lambda before, after: rises(self.scale.is_better, before, after))

    @cached_property
    def old_order(self) -> Comparison:
        """The same search as version 0.1 made it: levels beside the order are not compared."""
        ordered = self.scale.ordered

        def is_better(level: str, other: str) -> bool:
            return level in ordered and other in ordered and ordered.index(level) < ordered.index(other)

        return Comparison(self.diagram, lambda before, after: rises(is_better, before, after))

    @cached_property
    def change(self) -> Comparison:
        """The search for an answer that changes the judgement."""
        return Comparison(self.diagram, lambda before, after: set(before) != set(after))

    def rule_at(self, position: int) -> Location:
        """Return the place of a rule in the document."""
        return (*self.here, "rules", position)

    def give(self, fired: int) -> str:
        """Write what a rule gives, with the rule: `"high" (D1-R1)`."""
        rule = f" ({self.rules[fired].id})" if self.rules else ""
        return show_outcomes(self.outcomes[fired]) + rule

    def fire(self, row: Row) -> int:
        """Return the position of the rule that fires for a form."""
        return self.walk.program.run(row)

    def contrast(self, name: str, found: Difference) -> str:
        """Write what a change does: the codes, the levels with their rules, and both forms."""
        before, after = self.fire(found.before), self.fire(found.after)
        return (
            f"{name} from {found.before[name]} to {found.after[name]} turns {self.give(before)} into "
            f"{self.give(after)}; {show(found.before)} against {show(found.after)}"
        )

    def can_change(self, item: Item) -> bool:
        """Return True if some answer to an item changes the judgement, in some form."""
        first, *others = self.checklist.codes(item.id)
        return self.change.find(item.id, tuple((first, other) for other in others)) is not None


def exempt_moves(checklist: Checklist, entry: str | Exemption) -> tuple[str, Moves]:
    """Return the item of an entry of `not_monotone`, and the steps to a worse answer that it exempts."""
    if isinstance(entry, str):
        return entry, worse_answers(checklist, entry)
    step = entry.better, entry.worse
    return entry.item, tuple(move for move in worse_answers(checklist, entry.item) if move == step)


def prove_order(judged: Judged, domain: Domain, items: tuple[Item, ...], kind: str, report: Report) -> None:
    """Check that a worse answer to an item of a domain never gives a better judgement.

    Of a definition in version 0.1 the faults that were refused then have a kind of their own.
    """
    is_old = kind == "P4" and judged.checklist.schema_ == OLD
    exempt: dict[str, set[tuple[str, str]]] = {}
    there = {item.id for item in domain.items}
    for entry in domain.not_monotone:
        item_id = entry if isinstance(entry, str) else entry.item
        if item_id in there:
            exempt.setdefault(item_id, set()).update(exempt_moves(judged.checklist, entry)[1])
    for item in items:
        all_moves = worse_answers(judged.checklist, item.id)
        moves = tuple(move for move in all_moves if move not in exempt.get(item.id, ()))
        found = judged.order.find(item.id, moves)
        if found is not None:
            earlier = (
                judged.old_order.find(item.id, _old_moves(judged.checklist, item, moves)) if is_old else None
            )
            found, own_kind = (earlier, f"{kind} in 0.1") if earlier is not None else (found, kind)
            noun = "judgement" if kind == "P4" else "overall judgement"
            message = f"a worse answer gives a better {noun}: {judged.contrast(item.id, found)}"
            report.fault(own_kind, item.id, judged.rule_at(judged.fire(found.after)), message)


def _old_moves(checklist: Checklist, item: Item, moves: Moves) -> Moves:
    """Return the steps that version 0.1 compared: it ranked silence only against the best and the worst."""
    ranked = ranked_answers(checklist, item.id)
    return tuple(
        (better, worse)
        for better, worse in moves
        if (better in ranked and worse in ranked) or better == ranked[0] or worse == ranked[-1]
    )


def prove_exemptions(judged: Judged, domain: Domain, places: Places, report: Report) -> None:
    """Check that each exemption of a domain is needed: without it, a worse answer gives a better level."""
    there = {item.id for item in domain.items}
    for position, entry in enumerate(domain.not_monotone):
        item_id = entry if isinstance(entry, str) else entry.item
        if item_id not in there:
            continue
        moves = exempt_moves(judged.checklist, entry)[1]
        # An item with a role is in no walk unless something reads it.
        is_walked = judged.walk.program.has(item_id)
        is_needed = is_walked and judged.order.find(item_id, moves) is not None
        step = "" if isinstance(entry, str) else f" from {entry.better} to {entry.worse}"
        message = f"the exemption of {item_id}{step} is not needed: no worse answer gives a better judgement"
        place = (*places.domain(domain.id), "not_monotone", position)
        report.expect("P9", f"{item_id}{step}", place, message, is_needed)


def offers_silence(checklist: Checklist, step: Step) -> bool:
    """Return True if a step is an item that can be answered by silence."""
    if not isinstance(step, Answer) or step.domain is None:
        return False
    return any(checklist.answers[code].tone == "unknown" for code in step.codes)


def of_tone(checklist: Checklist, step: Step, offer: Offer, *tones: str) -> tuple[str, ...]:
    """Return the codes of an offer that have one of these tones at the item, or all of them if none has."""
    if not isinstance(step, Answer) or step.domain is None or not offer.is_asked:
        return offer.codes
    return tuple(code for code in offer.codes if checklist.tone(step.name, code) in tones) or offer.codes
