"""Enter a study's numbers for an outcome, with every problem named, and check them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import workbench.grade as numbers_room
from store import outcomes as stored
from store import studies as stored_studies
from store.records import Finding, Study
from workbench.counts import count
from workbench.errors import ConflictError, UsageError
from workbench.grade import NumbersError as NumbersError
from workbench.grade import Problem as Problem
from workbench.grade import StudyNumbers, problems_of, read_numbers
from workbench.review.appraisals.quotes import locate
from workbench.review.evidence.finding_form import FIELDS as FIELDS
from workbench.review.evidence.finding_form import FieldSpec as FieldSpec
from workbench.review.evidence.finding_form import (
    as_stored,
    fields_of,
    numbers_of,
    quote_of,
    shown,
    stored_quote,
)
from workbench.review.evidence.outcomes import OutcomeLine, find_outcome, list_outcomes
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

FLAG, NOTE, COMPUTED = "flag", "note", "computed"
"""Levels of a check: asks for a look and is counted; differs a little; follows from the numbers."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of the numbers: a value that follows from them, a flag, or a note.

    Attributes:
        kind: `computed` for a value that follows from the numbers; else the id of a flag or note, such as
            `p_mismatch` or `direction_contradicts`.
        message: one sentence.
        arithmetic: the calculation, for anybody to repeat; may be empty where the sentence has it.
        innocent: of a flag, explanations without any error of the study's.
        level: `FLAG`, `NOTE` or `COMPUTED`.
    """

    kind: str
    message: str
    arithmetic: str
    innocent: tuple[str, ...]
    level: str

    @property
    def is_flag(self) -> bool:
        """True if something does not fit together; it asks for a look and is never a verdict."""
        return self.level == FLAG

    @property
    def is_note(self) -> bool:
        """True if something differs a little; it is told and not counted."""
        return self.level == NOTE


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A study's finding for an outcome.

    Attributes:
        outcome: the outcome.
        study: key of the study.
        fields: field id to what was entered, for filling a form again.
        shown: the numbers in one line.
        source: where they stand, in the reviewer's words.
        quote: the passage that backs them; may be empty.
        checks: what the numbers say, flags first, then notes.
    """

    outcome: OutcomeLine
    study: str
    fields: dict[str, str]
    shown: str
    source: str
    quote: str
    checks: tuple[CheckLine, ...]

    @property
    def flags(self) -> tuple[CheckLine, ...]:
        """The checks that ask for a look."""
        return tuple(check for check in self.checks if check.is_flag)

    @property
    def notes(self) -> tuple[CheckLine, ...]:
        """The checks that tell of a small difference."""
        return tuple(check for check in self.checks if check.is_note)


@use_case
def record_finding(
    session: ReviewSession,
    study: str,
    outcome: str | UUID,
    fields: Mapping[str, str],
    *,
    source: str = "",
    quote: str | None = None,
) -> FindingLine:
    """Keep a study's numbers for an outcome, in the place of any before.

    Args:
        session: the open review and who works in it.
        study: see `studies.find`.
        outcome: see `outcomes.find_outcome`.
        fields: field id to what was typed; blank is the same as absent.
        source: where the numbers stand, such as "table 2".
        quote: words of one of the study's documents; None keeps the quote that is there, empty removes it.

    Raises:
        NumbersError: impossible entries; a `UsageError` whose `problems` has every reason. Nothing was kept.
        NotFoundError: no such study or outcome.
        ConflictError: the study is excluded.
    """
    by = session.require_reviewer()
    meant, named = find_outcome(session, outcome), find(session, study)
    if named.excluded is not None:
        raise ConflictError(
            f"{named.key} is excluded ({named.excluded}), so that its numbers would count nowhere: take it "
            f"in again first with `workbench include {named.key} --reason …`"
        )
    problems = list(problems_of(fields))
    passage: dict[str, Any] = {}
    if quote is None:
        before = stored.list_findings(session.db, outcome_id=meant.id, study_id=named.id)
        passage = stored_quote(before[0]) if before else {}
    elif quote.strip():
        passage = _passage(session, named, quote, problems)
    if problems:
        raise NumbersError(tuple(problems))
    kept = as_stored(fields, passage)
    finding = stored.save_finding(session.db, meant.id, named.id, kept, source=source.strip(), by=by)
    return _line(finding, find_outcome(session, meant.id), named.key)


def _passage(session: ReviewSession, study: Study, quote: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        place = locate(session, study, quote)
    except UsageError as error:
        problems.append(Problem("quote", str(error)))
        return {}
    return {
        "text": place.text,
        "document": place.document.source_name,
        "start": place.start,
        "end": place.end,
    }


@use_case
def remove_finding(session: ReviewSession, study: str, outcome: str | UUID, reason: str) -> None:
    """Take a finding away; the history keeps what it was, and why it went.

    Raises:
        NotFoundError: the study has no finding for the outcome.
        UsageError: no reason.
    """
    named, meant = find(session, study), find_outcome(session, outcome)
    stored.remove_finding(session.db, meant.id, named.id, reason.strip(), by=session.require_reviewer())


def preview(
    fields: Mapping[str, str], *, better: str = ""
) -> tuple[tuple[Problem, ...], tuple[CheckLine, ...]]:
    """Check a form that is being filled in, and say what its numbers give, without the database.

    The first check of two groups imports scipy, which takes most of a second: call it in a worker.

    Args:
        fields: field id to what was typed so far.
        better: direction of the outcome, so that "improved" has one too.

    Returns:
        The problems, and the checks; no checks while there is a problem.
    """
    problems = problems_of(fields)
    return problems, () if problems else checks_of(read_numbers(fields), better)


@use_case
def list_findings(
    session: ReviewSession, *, outcome: str | UUID | None = None, study: str | None = None
) -> list[FindingLine]:
    """List the findings of the review, of an outcome, of a study, or of both, by outcome."""
    lines = [find_outcome(session, outcome)] if outcome is not None else list_outcomes(session)
    order = {line.id: (place, line) for place, line in enumerate(lines)}
    only = find(session, study).id if study is not None else None
    keys = {row.id: row.key for row in stored_studies.list_studies(session.db)}
    findings = [
        finding for finding in stored.list_findings(session.db, study_id=only) if finding.outcome_id in order
    ]
    findings.sort(key=lambda finding: order[finding.outcome_id][0])
    return [_line(finding, order[finding.outcome_id][1], keys[finding.study_id]) for finding in findings]


@use_case
def check_numbers(session: ReviewSession, study: str) -> list[FindingLine]:
    """List the findings of one study with everything that their numbers say."""
    return list_findings(session, study=study)


def _line(finding: Finding, outcome: OutcomeLine, study: str) -> FindingLine:
    numbers = numbers_of(finding)
    return FindingLine(
        outcome=outcome,
        study=study,
        fields=fields_of(finding),
        shown=shown(finding),
        source=finding.source,
        quote=quote_of(finding),
        checks=() if numbers is None else checks_of(numbers, outcome.better),
    )


def checks_of(numbers: StudyNumbers, better: str) -> tuple[CheckLine, ...]:
    """Check numbers: the flags, then the notes, then what can be computed."""
    report = numbers_room.check_numbers(numbers, better=better)
    flags = [CheckLine(flag.id, flag.message, flag.arithmetic, flag.innocent, FLAG) for flag in report.flags]
    notes = [CheckLine(note.id, note.message, note.arithmetic, (), NOTE) for note in report.notes]
    values = [
        CheckLine(COMPUTED, f"{value.name}: {value.value}", value.how, (), COMPUTED)
        for value in report.computed
    ]
    return (*flags, *notes, *values)


def tally(checks: Sequence[Sequence[CheckLine]]) -> str:
    """Say how many findings were checked, how many of them are flagged, and how many notes there are.

    So that silence is not read as proof that the numbers are right.

    Args:
        checks: of each finding, what its numbers say.

    >>> tally([(CheckLine("p_mismatch", "", "", (), FLAG),), ()])
    '2 findings checked, 1 flagged, 0 notes'
    """
    flagged = sum(any(check.is_flag for check in lines) for lines in checks)
    notes = sum(check.is_note for lines in checks for check in lines)
    number = count(len(checks), "finding")
    return f"{number} checked, {flagged} flagged, {count(notes, 'note')}"
