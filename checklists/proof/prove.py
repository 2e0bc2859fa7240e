"""Prove that a definition means what it should, over every way to fill in a form.

The proof does not list the forms, of which there may be 10 to the power of 40: it walks through the states
between them (`walk`), and compares two forms that differ in one answer on the merged states (`diagram`). Both
are exact, and each fault comes with the forms that show it. Every variant of a checklist is proved as a
checklist of its own.

What is proved, under the names that the documentation uses:

* P1: exactly one judgement, or one question to the reviewer, for every form; `otherwise` sees to it.
* P2: every rule fires, every level in order is reached, every `ask_if` holds and fails, every flag is raised.
* P3: every item without a role can change a judgement, or counts in a total.
* P4: a worse answer never gives a better judgement of the domain. Silence is worse than every good answer.
* P5: a worse domain never gives a better overall judgement.
* P6: a worse answer never gives a better overall judgement.
* P7: the overall judgement is not the best while a domain is off its scale, nor by silence alone.
* P8: GRADE never takes fewer levels for a worse judgement.
* P9: every exemption is needed, and a rule that ends the appraisal gives the worst level.
* P10 and the house rules, for files that ask for them (`house_rules`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from checklists.errors import Problem
from checklists.language.model import Checklist
from checklists.language.parts import Domain
from checklists.loader.versions import OLD
from checklists.proof.conditions_met import prove_flags, prove_limits, prove_totals
from checklists.proof.domain_properties import DomainProof, prove_domain
from checklists.proof.findings import Findings, Report
from checklists.proof.grade_properties import prove_grade
from checklists.proof.house_rules import prove_house_rules, prove_recorded
from checklists.proof.limits import LARGEST_WALK, MOST_OPTIONS, TooManyStates
from checklists.proof.places import Places
from checklists.proof.variants import Variant, list_variants
from checklists.proof.whole_properties import WholeProof, prove_whole


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of proving a definition.

    Attributes:
        problems: Every problem, in the order of the lines, with a counter-example; empty if it is proved.
        combinations: Domain id to the number of combinations of its answers. A domain that has other items
            in some variants counts once for each set of items.
        overall_combinations: The number of combinations of what the overall rules read: domain judgements,
            and the answers and options that they name; added up over axes and variants.
        states: The number of states walked, in which the forms are decided.
        forms: The number of ways to fill in the whole form: answers, options that rules read, and levels that
            a reviewer chooses in a domain; added up over variants.
    """

    problems: tuple[Problem, ...]
    combinations: dict[str, int]
    overall_combinations: int
    states: int = 0
    forms: int = 0

    @property
    def total(self) -> int:
        """The combinations of answers, over all domains."""
        return sum(self.combinations.values())

    @property
    def proved(self) -> bool:
        """True if there is no problem."""
        return not self.problems


def prove(checklist: Checklist) -> Proof:
    """Prove a checklist, in all its variants.

    Args:
        checklist: A checklist as loaded, so that its shape and its names are known to be sound.
    """
    return Prover(checklist).prove()


class Prover:
    """A proof under way.

    Attributes:
        variants: The variants of the checklist.
        findings: What was found so far.
        domains: The proofs of the domains, by id and items: each form that a domain has in some variant.
        wholes: The proofs of the whole, by variant and axis.
    """

    def __init__(self, checklist: Checklist) -> None:
        """Begin with nothing proved."""
        self._checklist = checklist
        self._is_old = checklist.schema_ == OLD
        self._places = Places(checklist)
        self.variants = list_variants(checklist)
        self.findings = Findings(checklist, len(self.variants))
        self.domains: dict[tuple[str, ...], DomainProof] = {}
        self.wholes: dict[tuple[Variant, str], WholeProof] = {}
        self._overall_combinations = self._states = self._forms = 0

    def prove(self) -> Proof:
        """Prove variant by variant; the first that cannot be walked ends it."""
        for variant in self.variants:
            try:
                self._prove_variant(variant)
            except TooManyStates as error:
                self.findings.add(self._refuse(error), variant)
                self.findings.is_whole = False
                break
        self.findings.add(prove_grade(self._checklist), self.variants[0])
        combinations: dict[str, int] = {}
        for proof in self.domains.values():
            name = proof.domain.id
            combinations[name] = combinations.get(name, 0) + proof.combinations
        return Proof(
            self.findings.problems(), combinations, self._overall_combinations, self._states, self._forms
        )

    def _prove_variant(self, variant: Variant) -> None:
        checklist = variant.checklist
        add = self.findings.add
        domains = {domain.id: self._prove_domain(checklist, domain) for domain in checklist.domains}
        for proof in domains.values():
            add(proof.report, variant)
        forms = reduce(lambda product, proof: product * proof.forms, domains.values(), 1)
        options = self._prove_wholes(variant, domains)
        self._forms += reduce(lambda product, number: product * number, options.values(), forms)
        add(self._counted(checklist), variant)
        add(prove_flags(checklist), variant)
        add(prove_totals(checklist), variant)
        if not self._is_old:
            add(prove_limits(checklist, self._places), variant)

    def _prove_domain(self, checklist: Checklist, domain: Domain) -> DomainProof:
        """Prove a domain, or find it proved: in another variant it may have the same items."""
        key = (domain.id, *(item.id for item in domain.items))
        proof = self.domains.get(key)
        if proof is None:
            proof = prove_domain(checklist, domain, self._places, is_old=self._is_old)
            if checklist.house_rules and domain.rules:
                prove_house_rules(proof.judged, proof.report)
            self._states += proof.states
            self.domains[key] = proof
        return proof

    def _prove_wholes(self, variant: Variant, domains: dict[str, DomainProof]) -> dict[str, int]:
        """Prove the whole on every axis; returns how many options each preliminary has that it reads."""
        checklist = variant.checklist
        reached = {name: proof.reached for name, proof in domains.items()}
        faulty = frozenset[str]().union(*(proof.faulty for proof in domains.values()))
        options: dict[str, int] = {}
        for axis, overall in checklist.overalls.items():
            if not overall.rules:
                continue
            proof = prove_whole(checklist, axis, reached, self._places, faulty=faulty, is_old=self._is_old)
            if checklist.house_rules:
                prove_house_rules(proof.answers, proof.report)
            self.wholes[variant, axis] = proof
            self.findings.add(proof.report, variant)
            self._overall_combinations += proof.combinations
            self._states += proof.states
            options |= proof.options
        return options

    def _counted(self, checklist: Checklist) -> Report:
        """Note the items that a total counts: they matter, whether or not they change a judgement."""
        report = Report()
        for total in checklist.totals:
            for item in checklist.item_ids(total.items):
                report.expect("P3", item, self._places.item(item), "", seen=True)
        if checklist.house_rules:
            recorded = prove_recorded(checklist, self._places)
            report.faults.extend(recorded.faults)
        return report

    def _refuse(self, error: TooManyStates) -> Report:
        report = Report()
        if error.domain is None:
            message = f"{error.item} has more options to choose many of than {MOST_OPTIONS}, too many to walk"
            report.fault("size", error.item, ("preliminaries",), message)
            return report
        message = (
            f"more than {LARGEST_WALK:,} states, too many to walk, most of them at {error.item}: divide the "
            "domain into two"
        )
        report.fault("size", error.item, self._places.domain(error.domain), message)
        return report
