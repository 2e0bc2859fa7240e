"""Prove what must hold of the overall judgement, from the levels of the domains and from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checklists.errors import quoted
from checklists.language.conditions import DomainsAre, leaves
from checklists.language.model import Checklist
from checklists.language.parts import Item, Overall
from checklists.proof.findings import Report
from checklists.proof.judged import Judged, of_tone, offers_silence, prove_exemptions, prove_order
from checklists.proof.places import Places, show
from checklists.proof.steps import Answer, Choice, Outcomes, lay_out_levels, lay_out_whole


@dataclass(frozen=True, slots=True)
class WholeProof:
    """The whole on an axis, proved from the levels of its domains and from the answers.

    Attributes:
        axis: The axis.
        levels: The walk over the levels that the domains can reach; without domains that of the answers.
        answers: The walk from the answers all the way.
        report: What was found.
    """

    checklist: Checklist
    axis: str
    levels: Judged
    answers: Judged
    report: Report = field(default_factory=Report)

    @property
    def combinations(self) -> int:
        """The number of combinations of what the overall rules read."""
        return self.levels.walk.ways

    @property
    def states(self) -> int:
        """The number of states of both walks."""
        other = self.answers.walk.states if self.answers is not self.levels else 0
        return self.levels.walk.states + other

    @property
    def options(self) -> dict[str, int]:
        """The preliminaries that the rules read and that do not make the variant, with their options."""
        steps = (step for step in self.answers.layout.steps if isinstance(step, Answer))
        return {step.name: len(step.codes) for step in steps if step.domain is None}

    @property
    def overall(self) -> Overall:
        """The overall judgement."""
        return self.checklist.overalls[self.axis]


def prove_whole(
    checklist: Checklist,
    axis: str,
    reached: Mapping[str, Outcomes],
    places: Places,
    *,
    faulty: frozenset[str],
    is_old: bool,
) -> WholeProof:
    """Walk through the whole on an axis that has rules, and check it.

    Args:
        checklist: The checklist, in one variant.
        axis: The axis.
        reached: The levels that each judged domain can reach.
        places: The places in the document.
        faulty: Items whose order is wrong in their domain already; that is not said again of the whole.
        is_old: True if exemptions that are not needed are let pass.

    Raises:
        TooManyStates: If it cannot be walked in reasonable time.
    """
    target, here = checklist.overall_target(axis), places.whole(axis)
    rules = checklist.overalls[axis].rules
    answers = Judged(checklist, target, rules, here, lay_out_whole(checklist, axis))
    levels = answers
    if any(domain.axis == axis for domain in checklist.judged_domains):
        levels = Judged(checklist, target, rules, here, lay_out_levels(checklist, axis, reached))
    proof = WholeProof(checklist, axis, levels, answers)
    _prove_rules(proof)
    _prove_levels(proof)
    _prove_stops(proof)
    unruly = _prove_domain_order(proof)
    _prove_silent_domains(proof)
    _prove_answers(proof, places, unruly, faulty, is_old=is_old)
    _prove_silent_answers(proof)
    return proof


def _prove_rules(proof: WholeProof) -> None:
    fired = proof.levels.walk.fired
    only_domains = all(
        isinstance(leaf, DomainsAre)
        for rule in proof.overall.rules
        if rule.when
        for leaf in leaves(rule.when)
    )
    whatever = "whatever the domains are" if only_domains else "whatever the answers are"
    for position, rule in enumerate(proof.overall.rules):
        message = f"rule {rule.id} never fires, {whatever}"
        proof.report.expect("P2", rule.id, proof.levels.rule_at(position), message, position in fired)


def _prove_levels(proof: WholeProof) -> None:
    reached = proof.levels.walk.reached
    for level in proof.levels.ordered:
        message = f"no combination of domain judgements gives the overall {quoted(level)}"
        where = (*proof.levels.here, "rules")
        proof.report.expect("P2", f"level {level}", where, message, level in reached)


def _prove_stops(proof: WholeProof) -> None:
    """Check that a rule that ends the appraisal gives the worst level, so that nothing hidden is worse."""
    worst = proof.levels.ordered[-1]
    for position, rule in enumerate(proof.overall.rules):
        if rule.stop and rule.judge != worst:
            message = (
                f"{rule.id} stops the appraisal with {quoted(rule.judge)}, and what is then left out could "
                f"make it {quoted(worst)}: a rule that stops must give the worst level"
            )
            proof.report.fault("P9", rule.id, proof.levels.rule_at(position), message)


def _prove_domain_order(proof: WholeProof) -> set[str]:
    """Check that a worse domain never gives a better overall; returns the domains where it does."""
    judged, unruly = proof.levels, set()
    for step in judged.layout.steps:
        if not isinstance(step, Choice):
            continue
        scale = proof.checklist.scale_of(step.name)
        moves = tuple(
            (better, worse)
            for better in step.levels
            for worse in step.levels
            if scale.is_better(better, worse)
        )
        found = judged.order.find(step.name, moves)
        if found is not None:
            unruly.add(step.name)
            message = f"a worse domain gives a better overall judgement: {judged.contrast(step.name, found)}"
            proof.report.fault("P5", step.name, judged.rule_at(judged.fire(found.after)), message)
    return unruly


def _prove_silent_domains(proof: WholeProof) -> None:
    """Check that the overall is never the best while a domain on its axis is off its scale."""
    judged = proof.levels
    best = judged.scale.ordered[0]
    for place, step in enumerate(judged.layout.steps):
        if not isinstance(step, Choice):
            continue
        off_scale = proof.checklist.scale_of(step.name).off_scale
        for level in step.levels:
            if level not in off_scale:
                continue
            row = judged.diagram.find_end(place, level, lambda outcomes: best in outcomes)
            if row is not None:
                fired = judged.fire(row)
                message = (
                    f"the overall is {quoted(best)} ({judged.rules[fired].id}) although {step.name} is "
                    f"{quoted(level)}: {show(row)}"
                )
                proof.report.fault("P7", step.name, judged.rule_at(fired), message)
                break


def _prove_answers(
    proof: WholeProof, places: Places, unruly: set[str], faulty: frozenset[str], *, is_old: bool
) -> None:
    """Check the order of the answers all the way to the overall, and which items change it.

    Where the order is wrong already within a domain, or from the domain to the overall, it is not said again.
    """
    judged = proof.answers
    walked = {step.name for step in judged.layout.steps if isinstance(step, Answer)}
    for domain in proof.checklist.domains:
        items = tuple(item for item in domain.items if item.id in walked and item.role is None)
        if not items:
            continue
        # The reviewer alone sees what the answers mean for a domain that has no rules.
        if domain.rules or not domain.is_judged:
            _prove_items(proof, items, places)
        if domain.id not in unruly:
            sound = tuple(item for item in items if item.id not in faulty)
            prove_order(judged, domain, sound, "P6", proof.report)
        if not is_old:
            prove_exemptions(judged, domain, places, proof.report)


def _prove_items(proof: WholeProof, items: tuple[Item, ...], places: Places) -> None:
    for item in items:
        message = f"no answer to {item.id} ever changes a judgement; give it a role if it is only recorded"
        seen = proof.answers.can_change(item)
        proof.report.expect("P3", item.id, places.item(item.id), message, seen)


def _prove_silent_answers(proof: WholeProof) -> None:
    """Check that a form with silence wherever it is offered need not be the best."""
    checklist, judged = proof.checklist, proof.answers

    if not any(offers_silence(checklist, step) for step in judged.layout.steps):
        return
    best = judged.scale.ordered[0]
    fired = judged.walk.reach(lambda step, offer: of_tone(checklist, step, offer, "unknown"))
    if {level for rule in fired for level in judged.outcomes[rule]} == {best}:
        rule, row = next(iter(fired.items()))
        message = f"the overall is {judged.give(rule)} where every answer is silent: {show(row)}"
        proof.report.fault("P7", "answers", judged.rule_at(rule), message)
