"""Make a review of any size for measuring: `python benchmarks/fill.py STUDIES REVIEWERS FILE`.

Every study is an invented case series that every reviewer has appraised and submitted, with 20 answers (to
every judged item and to some that are only recorded), two preliminaries and the events that the program would
have written. All verbs and screens work on the file. The same arguments give the same studies and answers;
ids and times are those of the run. Rows go through the store's own tables in bulk, because 30,000 submissions
one by one take half an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

import store
from checklists import Checklist, find_checklist, judge
from store import studies as stored_studies
from store.appraisal_tables import StoredAnswer, StoredAppraisal, StoredJudgement, StoredPreliminary
from store.bibliography import Bibliography
from store.checklist_versions import version_id
from store.history import record_all
from store.judgements import JudgementCopy, copies_of
from store.new_events import Entry
from store.records import AppraisalKind, AppraisalState, ChecklistVersion, NewStudy, Study
from store.reviewers import reviewer_of
from workbench.review.appraisals.sheets import answers_to_judge

CHECKLIST = "case-series"
SEED = 20_250_101
HANDLES = ("anna", "bea", "carl", "dora", "emil", "fritzi", "gero", "hanna")
STUDIES_AT_ONCE = 500
"""How many studies of one reviewer are built before they are written; it bounds the memory."""
CACHE_KB = 200_000
DIFFERS = 0.15
"""How often a reviewer gives another answer than most would."""
ANSWERS = 20
"""Answers of each appraisal."""
WEIGHTS = {"Y": 9, "PY": 5, "PN": 2, "N": 2, "NI": 2}

FAMILIES = ("Aalto", "Brandt", "Carvalho", "Díaz", "Eriksson", "Fontaine", "Grünwald", "Hashimoto", "Ivanova",
            "Jørgensen", "Kowalski", "Łukasz")  # fmt: skip
TREATMENTS = ("Warm sand", "Cold clay", "Birch smoke", "Salt air", "Slow walking", "Bright light")
ILLS = ("stiff shoulders", "flat feet", "hoarse voices after long winters", "nights without sleep")
JOURNALS = ("Journal of Imagined Medicine", "Annals of Invented Cases", "Fictional Clinic Reports")
OUTCOMES = ("pain at 4 weeks", "function at 12 weeks", "sleep at 8 weeks")


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of some appraisals of one reviewer, in the order in which they would have been written."""

    appraisals: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    preliminaries: list[dict[str, Any]]
    events: list[Entry]
    judgements: dict[UUID, tuple[JudgementCopy, ...]]


@dataclass(frozen=True, slots=True)
class Author:
    """A reviewer and the row ids that each of the reviewer's appraisals needs."""

    handle: str
    id: UUID
    checklist_version_id: UUID


def main(arguments: Sequence[str]) -> None:
    """Read the command line and make the file."""
    if len(arguments) != 3 or not all(text.isascii() and text.isdigit() for text in arguments[:2]):
        raise SystemExit("usage: python benchmarks/fill.py STUDIES REVIEWERS FILE")
    fill(int(arguments[0]), int(arguments[1]), Path(arguments[2]))


def fill(studies: int, reviewers: int, path: Path) -> None:
    """Make a review at a path where nothing is yet."""
    checklist = find_checklist(CHECKLIST)
    with store.create_review(path, title=f"{studies:,} invented case series") as db:
        new = [(invented_study(number), ()) for number in range(studies)]
        rows = stored_studies.add_studies(db, new, by=handle_of(0))
        for number in range(reviewers):
            for first in range(0, studies, STUDIES_AT_ONCE):
                with db.writing() as session:
                    author = author_of(session, handle_of(number), checklist)
                    write(session, batch_of(rows[first : first + STUDIES_AT_ONCE], author, checklist))


def handle_of(number: int) -> str:
    """Return the handle of a reviewer: a name, later names with a number."""
    name = HANDLES[number % len(HANDLES)]
    return name if number < len(HANDLES) else f"{name}{number // len(HANDLES) + 1}"


def invented_study(number: int) -> NewStudy:
    """Return the bibliography of a study that nobody did."""
    draw = Random(f"{SEED} {number}")
    family, year, patients = draw.choice(FAMILIES), draw.randint(1990, 2024), draw.randint(4, 40)
    treatment, ill = draw.choice(TREATMENTS), draw.choice(ILLS)
    bibliography = Bibliography(
        title=f"{treatment} for {ill}: a series of {patients} patients of one clinic (series {number + 1})",
        authors=(f"{family}, A", *(f"{draw.choice(FAMILIES)}, {letter}" for letter in "BCDE"[: number % 5])),
        year=year,
        journal=draw.choice(JOURNALS),
        doi=f"10.5555/invented.{number}",
        pmid=str(90_000_000 + number),
        abstract=(
            f"Background: {treatment} is said to help with {ill}. Methods: we describe {patients} patients "
            f"who were seen one after another from {year - 3} to {year - 1} and followed for three months. "
            f"Results: {patients * 2 // 3} of {patients} said that they felt better; one stopped early. "
            "Conclusion: there was no comparison, so a trial is needed."
        ),
    )
    return NewStudy(
        f"{family.casefold()}{year}n{number:05d}",
        bibliography,
        design="case_series",
        design_reasons=("the title says series",),
        checklist=CHECKLIST,
        facts={"participants": patients},
    )


def author_of(session: Session, handle: str, checklist: Checklist) -> Author:
    """Return a reviewer with the ids of the rows behind, made if need be."""
    version = ChecklistVersion(checklist.sha256, checklist.id, checklist.version, checklist.source)
    return Author(handle, reviewer_of(session, handle).id, version_id(session, version))


def batch_of(studies: Sequence[Study], author: Author, checklist: Checklist) -> Batch:
    """Return the appraisals of some studies by one reviewer, each with its events."""
    batch = Batch([], [], [], [], {})
    now = datetime.now(UTC)
    for study in studies:
        appraisal_id = uuid4()
        batch.appraisals.append(
            {"id": appraisal_id, "study_id": study.id, "checklist_version_id": author.checklist_version_id,
             "reviewer_id": author.id, "result": "", "slot": author.id.hex,
             "kind": AppraisalKind.INDEPENDENT.value, "state": AppraisalState.SUBMITTED.value,
             "started_at": now, "changed_at": now, "submitted_at": now, "reopened": 0}
        )  # fmt: skip
        about: dict[str, Any] = {
            "reviewer": author.handle,
            "study_id": study.id,
            "appraisal_id": appraisal_id,
        }
        started = {"checklist_id": checklist.id, "version": checklist.version, "sha256": checklist.sha256,
                   "result": "", "kind": AppraisalKind.INDEPENDENT.value}  # fmt: skip
        batch.events.append(Entry(action="appraisal.start", after=started, **about))
        for target, value in preliminaries_of(study, checklist):
            batch.preliminaries.append(
                {"id": uuid4(), "appraisal_id": appraisal_id, "reviewer_id": None, "checklist_id": None,
                 "preliminary_id": target, "value": value, "frozen": False}
            )  # fmt: skip
            batch.events.append(Entry(action="preliminary", target=target, after=value, **about))
        codes = dict(codes_of(study.key, author.handle, checklist))
        settled = dict(preliminaries_of(study, checklist))
        verdict = judge(checklist, answers_to_judge(checklist, codes, settled))
        batch.judgements[appraisal_id] = copies_of(verdict, {})
        for item, code in codes.items():
            batch.answers.append(
                {"id": uuid4(), "appraisal_id": appraisal_id, "item_id": item, "code": code, "note": "",
                 "answered_at": now, "decided_by": None}
            )  # fmt: skip
            batch.events.append(Entry(action="answer", target=item, after=code, **about))
        states = AppraisalState.DRAFT.value, AppraisalState.SUBMITTED.value
        batch.events.append(Entry(action="submit", before=states[0], after=states[1], **about))
    return batch


def preliminaries_of(study: Study, checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Give what each required preliminary says."""
    outcome = Random(f"{SEED} {study.key}").choice(OUTCOMES)
    required = [preliminary.id for preliminary in checklist.preliminaries if preliminary.required]
    yield from zip(required, ("own cases", outcome), strict=False)


def codes_of(study_key: str, handle: str, checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Give an answer to each item: the same for all reviewers, but for some answers of their own."""
    shared, own = Random(f"{SEED} {study_key} codes"), Random(f"{SEED} {study_key} {handle}")
    codes, weights = tuple(WEIGHTS), tuple(WEIGHTS.values())
    items = sorted(checklist.items, key=lambda item: item.role is not None)[:ANSWERS]
    most = shared.choices(codes, weights, k=len(items))
    others = own.choices(codes, weights, k=len(items))
    for item, shared_code, own_code in zip(items, most, others, strict=True):
        yield item.id, own_code if own.random() < DIFFERS else shared_code


def write(session: Session, batch: Batch) -> None:
    """Write the rows of a batch into the caller's transaction."""
    connection = session.connection()
    # Random ids go to all ends of an index: with the usual 2 MB the same pages are read and written again.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
    connection.execute(insert(StoredAppraisal), batch.appraisals)
    connection.execute(insert(StoredPreliminary), batch.preliminaries)
    connection.execute(insert(StoredAnswer), batch.answers)
    rows = [
        {"id": uuid4(), "appraisal_id": appraisal, **asdict(copy)}
        for appraisal, copies in batch.judgements.items()
        for copy in copies
    ]
    connection.execute(insert(StoredJudgement), rows)
    record_all(session, batch.events, begun=batch.judgements)  # so that no earlier step is looked for


if __name__ == "__main__":
    main(sys.argv[1:])
