"""Prove that a definition means what it should, by walking every combination of answers.

For every domain: each combination gives exactly one judgement; every rule fires for some combination; every
`ask_if` can hold and can fail; every item without a `role` can change the judgement; every level in order is
reached, from the best to the worst or to `max_judgement`, and none beyond. A worse answer never gives a
better judgement, also where it lets other items be asked; NI is never better than the best answer nor worse
than the worst. A domain can list items in `not_monotone` to be excused from that.

For the whole, over every combination of the levels that the domains reach: every overall rule fires, every
level in order is reached, a worse domain never gives a better overall judgement, and every flag can be
raised.

Levels beside the order (`no_information`) are neither better nor worse than any other, so a pair with such a
level on either side is not compared. Pairs are compared directly and not only from one level to the next, so
that a level beside the order between two others hides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from checklists.errors import Problem
from checklists.judgement.compiled import plan_of
from checklists.language.model import Checklist
from checklists.loader.versions import OLD
from checklists.loader.yaml_tree import read_document
from checklists.proof.combinations import LARGEST_WALK, TooManyCombinations, Walk, walk_domain
from checklists.proof.domains import prove_domain
from checklists.proof.overall import prove_flags, prove_overall

_TOO_MANY: Final = (
    f"more than {LARGEST_WALK:,} combinations of answers, too many to walk: divide the domain into two"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of proving a definition.

    Attributes:
        problems: Every problem, in the order of the lines, with a counter-example; empty if it is proved.
        combinations: Domain id to the number of combinations of answers walked.
        overall_combinations: How many combinations of domain judgements were walked.
    """

    problems: tuple[Problem, ...]
    combinations: dict[str, int]
    overall_combinations: int

    @property
    def total(self) -> int:
        """The combinations of answers walked, over all domains."""
        return sum(self.combinations.values())

    @property
    def proved(self) -> bool:
        """True if there is no problem."""
        return not self.problems


@dataclass(slots=True)
class Doubts:
    """The problems found so far, by their place in the document; one for each place and kind is enough."""

    found: dict[tuple[tuple[str | int, ...], str], str] = field(default_factory=dict)

    def add(self, location: tuple[str | int, ...], kind: str, message: str) -> None:
        """Note a problem, unless one of its kind is noted for this place already."""
        self.found.setdefault((location, kind), message)

    def problems(self, checklist: Checklist) -> tuple[Problem, ...]:
        """Return the problems with file, path and line; the text is read again only if there are any."""
        if not self.found:
            return ()
        root, _ = read_document(checklist.source, checklist.file)
        problems = []
        for (location, _), message in self.found.items():
            place = root.find(location)
            problems.append(Problem(checklist.file, place.path, place.line, message))
        return tuple(sorted(problems, key=lambda problem: problem.line))


def prove(checklist: Checklist) -> Proof:
    """Walk every combination of answers and of domain judgements.

    Args:
        checklist: A checklist as loaded, so that its shape and its names are known to be sound.
    """
    doubts = Doubts()
    if checklist.schema_ != OLD:
        doubts.add((), "version", f"only definitions of schema {OLD} can be proved yet")
        return Proof(doubts.problems(checklist), {}, 0)
    walks: list[Walk] = []
    for position, plan in enumerate(plan_of(checklist).domains):
        try:
            walk = walk_domain(plan, checklist)
        except TooManyCombinations:
            doubts.add(("domains", position), "size", _TOO_MANY)
            continue
        prove_domain(walk, ("domains", position), doubts.add)
        walks.append(walk)
    overall = 0
    # Without a domain's levels nothing can be said about the whole.
    if len(walks) == len(checklist.domains):
        overall = prove_overall(checklist, walks, doubts.add)
        prove_flags(checklist, walks, doubts.add)
    combinations = {walk.plan.domain.id: len(walk.rows) for walk in walks}
    return Proof(doubts.problems(checklist), combinations, overall)
