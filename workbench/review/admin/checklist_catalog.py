"""Show the checklists on offer, and prove a definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checklists import Checklist, ChecklistError, find_checklist, list_checklists, load_checklist, prove
from workbench.review.session import use_case


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The proof of one definition: what is wrong with it, and how many combinations were walked."""

    path: str
    problems: tuple[str, ...]
    combinations: Mapping[str, int]
    overall_combinations: int

    @property
    def total(self) -> int:
        """The number of combinations of answers over all domains."""
        return sum(self.combinations.values())

    @property
    def ok(self) -> bool:
        """True if the definition may be used."""
        return not self.problems


@use_case
def list_all() -> tuple[Checklist, ...]:
    """List the checklists that come with the workbench."""
    return list_checklists()


@use_case
def show(checklist_id: str) -> Checklist:
    """Return one checklist.

    Raises:
        NotFoundError: no such checklist; the message names the nearest.
    """
    return find_checklist(checklist_id)


@use_case
def check_file(path: str) -> CheckReport:
    """Load and prove a definition; whatever is wrong with it becomes a problem of the report.

    A built-in checklist's id may stand in the place of a path.
    """
    try:
        checklist = find_checklist(path) if _is_built_in(path) else load_checklist(Path(path))
    except ChecklistError as error:
        return CheckReport(path, tuple(str(problem) for problem in error.problems), {}, 0)
    proof = prove(checklist)
    return CheckReport(
        path,
        tuple(str(problem) for problem in proof.problems),
        proof.combinations,
        proof.overall_combinations,
    )


def _is_built_in(name: str) -> bool:
    return name in {checklist.id for checklist in list_checklists()} and not Path(name).exists()
