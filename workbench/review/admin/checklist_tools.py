"""Show the checklists on offer, prove a definition, and begin one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from checklists import (
    Checklist,
    ChecklistError,
    Problem,
    checklist_ids,
    load_checklist,
    parse_checklist,
    prove,
)
from checklists.starter import starter
from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError
from workbench.review.checklists.known_checklists import Catalogue, KnownChecklist
from workbench.review.checklists.unknown_designs import loading_warnings
from workbench.review.session import ReviewSession, open_review, use_case


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The proof of one definition: what is wrong with it, and how much was proved.

    Attributes:
        path: The file or the id, as it was given.
        found: What is wrong, in the order of the lines.
        combinations: Domain id to the number of combinations of its answers.
        overall_combinations: The number of combinations of what the overall rules read.
        forms: The number of ways to fill in the whole form.
        states: The number of states through which the proof went.
        seconds: How long proving took; 0 if it could not be loaded.
        warnings: With which it may be used all the same.
    """

    path: str
    found: tuple[Problem, ...]
    combinations: Mapping[str, int]
    overall_combinations: int
    forms: int = 0
    states: int = 0
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, one line each, with file and line."""
        return tuple(str(problem) for problem in self.found)

    @property
    def total(self) -> int:
        """The number of combinations of answers over all domains."""
        return sum(self.combinations.values())

    @property
    def ok(self) -> bool:
        """True if the definition may be used."""
        return not self.found


@contextmanager
def catalogue_of(location: str | None, reviewer: str | None = None) -> Iterator[Catalogue]:
    """Give the checklists of the review at a location; where none can be opened, those without one.

    That a review is there and cannot be opened stands among the warnings.
    """
    session: ReviewSession | None = None
    trouble = ""
    if location is not None:
        try:
            session = open_review(location, reviewer)
        except NotFoundError:
            pass
        except WorkbenchError as error:
            trouble = f"without the review's own checklists: {error}"
    try:
        yield Catalogue(session.db if session is not None else None, trouble)
    finally:
        if session is not None:
            session.close()


@use_case
def list_all(catalogue: Catalogue) -> tuple[KnownChecklist, ...]:
    """List all checklists, each with where it comes from."""
    return catalogue.list_all()


@use_case
def show(catalogue: Catalogue, checklist_id: str) -> Checklist:
    """Return one checklist.

    Raises:
        NotFoundError: no such checklist; the message names the nearest.
    """
    return catalogue.find(checklist_id)


@use_case
def check_file(catalogue: Catalogue, path: str) -> CheckReport:
    """Load and prove a definition; whatever is wrong with it becomes a problem of the report.

    The id of a checklist may stand in the place of a path.
    """
    try:
        checklist = load_checklist(Path(path)) if Path(path).exists() else _by_id(catalogue, path)
    except ChecklistError as error:
        return CheckReport(path, tuple(error.problems), {}, 0)
    begun = perf_counter()
    proof = prove(checklist)
    return CheckReport(
        path,
        proof.problems,
        proof.combinations,
        proof.overall_combinations,
        proof.forms,
        proof.states,
        perf_counter() - begun,
        loading_warnings(checklist, path),
    )


def _by_id(catalogue: Catalogue, name: str) -> Checklist:
    """Return the checklist with an id; what looks like a path is told as a file that is not there."""
    is_path = "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
    checklist = None if is_path else catalogue.get(name)
    return checklist if checklist is not None else load_checklist(Path(name))


@use_case
def write_starter(catalogue: Catalogue, file: str, like: str | None = None) -> Checklist:
    """Write the beginning of a definition to a file that is not there yet.

    Args:
        catalogue: where the other checklist is looked up.
        file: its name, without the ending, becomes the id.
        like: the id of a checklist whose structure is taken over; None for a list of ten items.

    Raises:
        NotFoundError: no such checklist.
        ConflictError: there is a file already; it is left as it was.
        UsageError: the text of the other checklist cannot be taken over.
    """
    path = Path(file)
    model = catalogue.find(like) if like is not None else None
    text = starter(_id_for(path.stem), model)
    try:
        made = parse_checklist(text, file)
    except ChecklistError as error:
        raise UsageError(
            f"the text of {like} cannot be taken over ({error}): save it with `workbench checklists show"
            f" {like} --source` and change it by hand"
        ) from error
    try:
        with path.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise ConflictError(f"{file} is there already and was left as it was: choose another name") from None
    return made


def _id_for(name: str) -> str:
    """Return an id made of the name of a file, which no checklist of the program has."""
    cleaned = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    return f"my-{cleaned or 'checklist'}" if not cleaned or cleaned in checklist_ids() else cleaned
