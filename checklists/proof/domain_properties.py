"""Prove what must hold of a domain: its rules, its levels, its items, and the order of its answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from checklists.errors import quoted
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Item
from checklists.proof.findings import Report
from checklists.proof.judged import Judged, prove_exemptions, prove_order
from checklists.proof.places import Places, show
from checklists.proof.program import Offer, Program, Row
from checklists.proof.steps import Answer, Judgement, Layout, Outcomes, Step, lay_out_domain
from checklists.proof.walk import Walk, walk


@dataclass(frozen=True, slots=True)
class DomainProof:
    """A domain proved by itself.

    Attributes:
        domain: The domain, in the form it has in a variant.
        judged: Its walk; for a domain that nobody judges it ends without a level.
        report: What was found.
        reached: The levels that its rules lead to, or among which the reviewer chooses.
        combinations: The number of combinations of its answers.
        forms: The number of these with each level that a reviewer may choose.
    """

    domain: Domain
    judged: Judged
    reached: Outcomes
    combinations: int
    forms: int
    report: Report = field(default_factory=Report)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that are judged."""
        return tuple(item for item in self.domain.items if item.role is None)

    @property
    def faulty(self) -> frozenset[str]:
        """The items of which a worse answer gives a better judgement."""
        return frozenset(finding.subject for finding in self.report.faults if finding.kind.startswith("P4"))

    @property
    def states(self) -> int:
        """The number of states of the walk."""
        return self.judged.walk.states


def prove_domain(checklist: Checklist, domain: Domain, places: Places, *, is_old: bool) -> DomainProof:
    """Walk through a domain and check it.

    Raises:
        TooManyStates: If it cannot be walked in reasonable time.
    """
    here = places.domain(domain.id)
    judged = Judged(checklist, domain.id, domain.rules, here, lay_out_domain(checklist, domain))
    walked = judged.walk
    levels = checklist.levels_of(domain.id) if domain.is_judged else ()
    proof = DomainProof(
        domain=domain,
        judged=judged,
        reached=tuple(level for level in levels if level in walked.reached),
        combinations=walked.ways,
        forms=sum(count * len(judged.outcomes[rule]) for rule, count in walked.fired.items())
        if domain.is_judged
        else walked.ways,
    )
    _prove_asked(proof, places)
    if domain.rules:
        _prove_rules(proof)
        _prove_levels(proof)
        _prove_items(proof, places)
        prove_order(judged, domain, proof.items, "P4", proof.report)
        if not is_old:
            prove_exemptions(judged, domain, places, proof.report)
    return proof


def _prove_rules(proof: DomainProof) -> None:
    fired = proof.judged.walk.fired
    for position, rule in enumerate(proof.domain.rules):
        seen = position in fired
        message = "" if seen else f"rule {rule.id} never fires: {_why_unreached(proof, position)}"
        proof.report.expect("P2", rule.id, proof.judged.rule_at(position), message, seen)


def _why_unreached(proof: DomainProof, position: int) -> str:
    """Name the earlier rules that take all the forms for which a rule would hold, and one of these."""
    layout = proof.judged.layout
    condition = proof.domain.rules[position].when
    step = Judgement("?", ((condition, ("met",)), (None, ("missed",))), proof.domain)

    def follow(step: Step, offer: Offer) -> tuple[str, ...]:
        return offer.codes if isinstance(step, Answer) else tuple(set(offer.codes) & {"met"})

    held = walk(Program(Layout(layout.checklist, (*layout.steps, step), layout.target)))
    taken = held.reach(follow)
    if not taken:
        return "its condition holds for no combination of answers"
    earlier = ", ".join(proof.domain.rules[rule].id for rule in sorted(taken))
    example = {name: code for name, code in taken[min(taken)].items() if name != step.name}
    return f"wherever it would hold, {earlier} comes first, as for {show(example)}"


def _prove_levels(proof: DomainProof) -> None:
    domain, judged = proof.domain, proof.judged
    ordered = judged.ordered
    ceiling = ordered.index(domain.max_judgement) if domain.max_judgement in ordered else len(ordered) - 1
    for rank, level in enumerate(ordered[: ceiling + 1]):
        message = f"no combination of answers in {domain.id} gives {quoted(level)}"
        if rank == len(ordered) - 1:
            worst = next((each for each in reversed(ordered) if each in proof.reached), ordered[0])
            message += f"; if that is meant, declare max_judgement: {worst}"
        proof.report.expect("P2", f"level {level}", judged.here, message, level in proof.reached)
    for position in judged.walk.fired:
        for level in judged.outcomes[position]:
            if level in ordered[ceiling + 1 :]:
                given, declared = quoted(level), quoted(ordered[ceiling])
                message = (
                    f"{domain.rules[position].id} gives {given}, worse than the declared max_judgement "
                    f"{declared}: {show(judged.walk.example(position))}"
                )
                proof.report.fault("P2", "ceiling", judged.rule_at(position), message)


def _prove_asked(proof: DomainProof, places: Places) -> None:
    walked = proof.judged.walk
    for place, step in enumerate(walked.program.steps):
        if isinstance(step, Answer) and step.asked is not None:
            seen = walked.asked(place)
            for is_asked, word in ((False, "always"), (True, "never")):
                example = show(_example(walked))
                message = f"ask_if {word} holds, so {step.name} is {word} asked: {example}"
                where = (*places.item(step.name), "ask_if")
                proof.report.expect("P2", f"{step.name} {word}", where, message, is_asked in seen)


def _example(walked: Walk) -> Row:
    return walked.way(len(walked.layers), 0)


def _prove_items(proof: DomainProof, places: Places) -> None:
    for item in proof.items:
        example = show(_example(proof.judged.walk))
        message = (
            f"no answer to {item.id} ever changes the judgement (as for {example}, whatever it is); "
            "give it a role if it is only recorded"
        )
        proof.report.expect("P3", item.id, places.item(item.id), message, proof.judged.can_change(item))
