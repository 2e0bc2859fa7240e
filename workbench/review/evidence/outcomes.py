"""The outcomes of the review: what is judged, at which time point, how much it matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from store import outcomes as stored
from store import studies as stored_studies
from store.records import Outcome
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade import importance_word
from workbench.review.session import ReviewSession, use_case


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome of the review.

    Attributes:
        id: its id in the review.
        name: such as "survival".
        time_point: such as "90 days"; may be empty.
        unit: of a measurement; may be empty.
        better: `higher`, `lower` or empty.
        importance: 1 to 9; None while nobody rated it.
        importance_word: critical, important, limited or not rated.
        studies: keys of the studies that have a finding for it.
    """

    id: UUID
    name: str
    time_point: str
    unit: str
    better: str
    importance: int | None
    importance_word: str
    studies: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name with the time point, as tables and the history have it."""
        return f"{self.name} ({self.time_point})" if self.time_point else self.name


@use_case
def list_outcomes(session: ReviewSession) -> list[OutcomeLine]:
    """The outcomes, the most important first, then by name and time point."""
    keys = {study.id: study.key for study in stored_studies.list_studies(session.db)}
    studies: dict[UUID, list[str]] = defaultdict(list)
    for finding in stored.list_findings(session.db):
        studies[finding.outcome_id].append(keys[finding.study_id])
    lines = [_line(one, studies[one.id]) for one in stored.list_outcomes(session.db)]
    return sorted(lines, key=lambda line: -(line.importance or 0))


@use_case
def add_outcome(
    session: ReviewSession,
    name: str,
    *,
    time_point: str = "",
    unit: str = "",
    better: str = "",
    importance: int | None = None,
) -> OutcomeLine:
    """Add an outcome at a time point.

    Raises:
        ConflictError: the review has it already.
        UsageError: a value that cannot be; the message says which and why.
    """
    made = stored.add_outcome(
        session.db,
        " ".join(name.split()),
        time_point=" ".join(time_point.split()),
        unit=unit.strip(),
        better=better.strip(),
        importance=importance,
        by=session.require_reviewer(),
    )
    return _line(made, ())


@use_case
def edit_outcome(
    session: ReviewSession,
    outcome: str | UUID,
    *,
    name: str | None = None,
    time_point: str | None = None,
    unit: str | None = None,
    better: str | None = None,
    importance: int | None = None,
) -> OutcomeLine:
    """Change an outcome; what is None stays. Its findings and ratings stay with it.

    Raises:
        NotFoundError: there is no such outcome.
        ConflictError: another outcome has that name and time point.
        UsageError: a value that cannot be, or nothing to change.
    """
    given = {"name": name, "time_point": time_point, "unit": unit, "better": better}
    changes: dict[str, str | int] = {
        field: " ".join(value.split()) for field, value in given.items() if value is not None
    }
    if importance is not None:
        changes["importance"] = importance
    if not changes:
        raise UsageError("nothing to change: give a name, time point, unit, direction or importance")
    found = find_outcome(session, outcome)
    changed = stored.edit_outcome(session.db, found.id, changes, by=session.require_reviewer())
    return _line(changed, found.studies)


@use_case
def find_outcome(session: ReviewSession, text: str | UUID) -> OutcomeLine:
    """The outcome meant by its id, its name, or an unambiguous beginning of name and time point.

    Case and runs of white space make no difference: "survival", "surv" and "survival 90" can all mean
    survival at 90 days.

    Raises:
        NotFoundError: no outcome is meant by it.
        ConflictError: several are; they are named.
    """
    lines = list_outcomes(session)
    if isinstance(text, UUID):
        wanted = [line for line in lines if line.id == text]
    else:
        wanted = _meant(lines, " ".join(text.split()).casefold())
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        named = ", ".join(repr(line.label) for line in wanted[:6]) + (", …" if len(wanted) > 6 else "")
        raise ConflictError(f"{text!r} could be {len(wanted)} outcomes: {named}")
    there = ", ".join(repr(line.label) for line in lines[:6])
    hint = f"there are {there}" if there else "add one with `workbench outcomes add NAME`"
    raise NotFoundError(f"no outcome {str(text)!r} in this review; {hint}")


def _meant(lines: Iterable[OutcomeLine], wanted: str) -> list[OutcomeLine]:
    """By the whole name first: an outcome may begin as another one is called."""
    forms = {line.id: _forms(line) for line in lines}
    exact = [line for line in lines if wanted in forms[line.id]]
    if exact or not wanted:
        return exact
    return [line for line in lines if any(form.startswith(wanted) for form in forms[line.id])]


def _forms(line: OutcomeLine) -> tuple[str, ...]:
    name, time = line.name.casefold(), line.time_point.casefold()
    if not time:
        return (name,)
    return (name, f"{name} ({time})", f"{name} {time}", f"{name} at {time}", f"{name}, {time}")


def names_outcome(text: str, outcome: OutcomeLine) -> bool:
    """Whether the result of an appraisal is this very outcome, however name and time point are joined."""
    return " ".join(text.split()).casefold() in _forms(outcome)


def _line(outcome: Outcome, studies: Iterable[str]) -> OutcomeLine:
    return OutcomeLine(
        outcome.id,
        outcome.name,
        outcome.time_point,
        outcome.unit,
        outcome.better,
        outcome.importance,
        importance_word(outcome.importance),
        tuple(studies),
    )
