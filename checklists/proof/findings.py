"""Gather what a proof finds, over all variants of a checklist.

Two kinds of things are found. What must hold everywhere is wrong as soon as it fails in one variant. What
must be possible, such as that a rule fires, is wrong only if it is possible in no variant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from checklists.errors import Problem
from checklists.language.model import Checklist
from checklists.loader.yaml_tree import read_document
from checklists.proof.variants import Variant

Location: TypeAlias = tuple[str | int, ...]
"""The way to a place in the document, by keys and positions."""

MOST_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold.

    Attributes:
        kind: The property that fails, as the documentation names it (`P4`), or `size`, `out_of`, `dead`.
            An order of answers that was refused in version 0.1 of the language already is `P4 in 0.1`.
        subject: What it fails for: an item, a domain, a rule, a level.
        location: Where it is to be mended.
        message: What is wrong, with a counter-example.
    """

    kind: str
    subject: str
    location: Location
    message: str


@dataclass(slots=True)
class Report:
    """What was found in one part of a checklist, such as a domain.

    Attributes:
        faults: What does not hold.
        possible: What must be possible somewhere; a finding in the case that it is not, and whether it is.
    """

    faults: list[Finding] = field(default_factory=list)
    possible: list[tuple[Finding, bool]] = field(default_factory=list)

    def fault(self, kind: str, subject: str, location: Location, message: str) -> None:
        """Note that something does not hold."""
        self.faults.append(Finding(kind, subject, location, message))

    def expect(self, kind: str, subject: str, location: Location, message: str, seen: bool) -> None:
        """Note that something must be possible somewhere, and whether it is possible here."""
        self.possible.append((Finding(kind, subject, location, message), seen))


@dataclass(slots=True)
class Findings:
    """What was found in all variants so far.

    Attributes:
        checklist: The checklist.
        variants: The number of its variants.
        is_whole: False if the proof was broken off, so that nothing can be said to be possible nowhere.
    """

    checklist: Checklist
    variants: int = 1
    is_whole: bool = True
    _faults: dict[tuple[str, str, Location], tuple[Finding, list[Variant]]] = field(default_factory=dict)
    _missed: dict[tuple[str, str, Location], Finding] = field(default_factory=dict)
    _seen: set[tuple[str, str, Location]] = field(default_factory=set)

    def add(self, report: Report, variant: Variant) -> None:
        """Add what was found in one variant; of two findings of one kind for one place the first stays."""
        for finding in report.faults:
            key = finding.kind, finding.subject, finding.location
            _, variants = self._faults.setdefault(key, (finding, []))
            if variant not in variants:
                variants.append(variant)
        for finding, seen in report.possible:
            key = finding.kind, finding.subject, finding.location
            if seen:
                self._seen.add(key)
            else:
                self._missed.setdefault(key, finding)

    def all(self) -> list[Finding]:
        """Return the findings, those of some variants with the first of these named."""
        found = [_in_variant(finding, variants, self.variants) for finding, variants in self._faults.values()]
        if not self.is_whole:
            return found
        return found + [finding for key, finding in self._missed.items() if key not in self._seen]

    def problems(self) -> tuple[Problem, ...]:
        """Return the findings as problems, in the order of the lines."""
        findings = self.all()
        if not findings:
            return ()
        # Only a checklist with problems is read again, for the lines.
        root, _ = read_document(self.checklist.source, self.checklist.file)
        places = [(root.find(finding.location), finding) for finding in findings]
        problems = [
            Problem(self.checklist.file, place.path, place.line, finding.message, finding.kind)
            for place, finding in places
        ]
        return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line)[:MOST_PROBLEMS])


def _in_variant(finding: Finding, variants: list[Variant], number: int) -> Finding:
    if not variants[0].name:
        return finding
    where = variants[0].name if len(variants) < number else "in every variant"
    return Finding(finding.kind, finding.subject, finding.location, f"{where}: {finding.message}")
