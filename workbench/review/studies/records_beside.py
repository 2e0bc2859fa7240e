"""Put the records of two studies beside each other, and mark where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from store import appraisals as stored_appraisals
from store import documents
from store.bibliography import FIELDS, field_heading
from store.records import AppraisalKind, AppraisalState, Study
from workbench.intake.references import field_differences
from workbench.output.design_names import design_in_words
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_characteristics import KINDS, OF_THE_PROGRAM, heading_of
from workbench.review.studies.known_studies import DONE, find_record

Mark = Literal["same", "differ", "first", "second"]
"""Both say the same, or something else, or only one of them says anything."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A field of two records beside each other; an empty text where a record has no value."""

    field: str
    title: str
    first: str
    second: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class RecordsBeside:
    """Two records beside each other; `first` and `second` are their keys."""

    first: str
    second: str
    lines: tuple[RecordLine, ...]


@use_case
def records_beside(session: ReviewSession, one: str, other: str) -> RecordsBeside:
    """Read two studies, also such as were merged: record, design, documents, who is done, characteristics.

    Of appraisals it says who is done, which is open to all.

    Raises:
        NotFoundError: no such study.
        ConflictError: several could be meant.
    """
    with session.db.reading():
        first, second = find_record(session, one), find_record(session, other)
        lines = [*_record(first, second), *_assigned(session, first, second), *_facts(first, second)]
    return RecordsBeside(first.key, second.key, tuple(line for line in lines if line.first or line.second))


def _record(first: Study, second: Study) -> Iterator[RecordLine]:
    differing = {each.field for each in field_differences(first.bibliography, second.bibliography)}
    for name in FIELDS:
        values = [_text(getattr(study.bibliography, name)) for study in (first, second)]
        differ = name in differing or (name == "abstract" and values[0].split() != values[1].split())
        yield _line(name, field_heading(name), *values, differ=differ)


def _assigned(session: ReviewSession, first: Study, second: Study) -> Iterator[RecordLine]:
    pairs = [
        ("design", "Design", *(design_in_words(study.design) for study in (first, second))),
        ("checklist", "Checklist", *(study.checklist or "" for study in (first, second))),
        ("documents", "Documents", *(_documents(session, study) for study in (first, second))),
        ("appraisals", "Appraisals", *(_reviewers(session, study) for study in (first, second))),
        ("excluded", "Excluded", *(study.excluded or "" for study in (first, second))),
        ("calibration", "Calibration", *("yes" if study.calibration else "" for study in (first, second))),
    ]
    for name, title, left, right in pairs:
        yield _line(name, title, left, right, differ=left != right)


def _facts(first: Study, second: Study) -> Iterator[RecordLine]:
    names = {**first.facts, **second.facts}.keys() - set(OF_THE_PROGRAM)
    ordered = [*(name for name in KINDS if name in names), *sorted(names - set(KINDS))]
    for name in ordered:
        values = [_text(study.facts.get(name)) for study in (first, second)]
        yield _line(name, heading_of(name), *values, differ=values[0] != values[1])


def _line(name: str, title: str, first: str, second: str, *, differ: bool) -> RecordLine:
    mark: Mark = "same" if not differ else "differ"
    if not first or not second:
        mark = "first" if first else "second"
    return RecordLine(name, title, first, second, mark)


def _documents(session: ReviewSession, study: Study) -> str:
    known = documents.list_documents(session.db, study.id)
    return "; ".join(
        f"{document.source_name} ({document.kind.value.replace('_', ' ')}, {document.sha256[:8]})"
        for document in known
        if document.withdrawn_because is None
    )


def _reviewers(session: ReviewSession, study: Study) -> str:
    """Say who is done with a study; nothing else of an appraisal is told, of others not that it is begun."""
    known = stored_appraisals.find_appraisals(
        session.db, study_id=study.id, kind=AppraisalKind.INDEPENDENT, with_superseded=True
    )
    own = {each.reviewer: "not done" for each in known if each.reviewer == session.reviewer}
    done = own | {each.reviewer: DONE for each in known if each.state is AppraisalState.SUBMITTED}
    return ", ".join(f"{name} {state}" for name, state in done.items())


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
