"""Add the records of reference files: a study for each record that is new, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store import studies as stored_studies
from store import study_gaps
from store.records import DocumentKind, NewDocument, NewStudy, Study
from workbench.counts import count
from workbench.intake import suggest_design
from workbench.intake.references import (
    DuplicateGroup,
    MergeReport,
    Reference,
    as_study,
    find_duplicates,
    find_possible_duplicates,
    find_shared_identifiers,
    read_references,
)
from workbench.intake.references import (
    merge as merge_references,
)
from workbench.review.documents.add import AddReport, new_study
from workbench.review.session import ReviewSession

_REASON_WORDS = {"doi": "DOI", "pmid": "PMID", "title": "title, year and first author"}
_STEP = 50
_MOST_SHOWN = 10

OnRecords = Callable[[int, int], None] | None


@dataclass
class _Plan:
    """The records of a file that become studies, and those that fill gaps of studies."""

    new: dict[int, Reference]
    """By place in the file; in the order of the file."""
    fill: list[tuple[Study, Reference]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """For the report: a line for each record that was not simply added."""


def add_references(
    session: ReviewSession,
    path: Path,
    data: bytes,
    taken: set[str],
    reviewer: str,
    *,
    merge: bool = False,
    on_records: OnRecords = None,
    own: Mapping[str, str] | None = None,
) -> AddReport:
    """Add the records of a reference file that are not in the review yet.

    Records of one study, in the file or in the review, are listed. They are merged only on request, and
    merging fills what is empty; where two records differ, the first one's value stays and the other is told.

    Args:
        taken: keys in use; new ones are added to it.
        own: by design the checklist that the team brought for it.

    Raises:
        IntakeError: nothing can be read.
        StoreError: it cannot be stored; then nothing of the file is.
    """
    batch = read_references(data, path.name)
    known = stored_studies.list_known_records(session.db)
    plan = _plan(batch.records, known, merge)
    pairs = _studies(plan.new, path.name, taken, on_records, own or {})
    plan.lines += _alike(plan, [study.key for study, _ in pairs], known)
    with session.db.writing():
        if pairs:
            stored_studies.add_studies(session.db, pairs, by=reviewer)
        for study, reference in plan.fill:
            filled = study_gaps.fill_empty(session.db, study.id, reference.bibliography, by=reviewer)
            plan.lines.append(f"{study.key}: filled {', '.join(filled) or 'nothing, all was there'}")
    return AddReport(
        str(path),
        "added" if pairs else "duplicate",
        _summary(batch.form, len(batch.records), batch.expected, len(pairs)),
        None,
        notes=batch.notes,
        records=tuple(plan.lines),
    )


def _summary(form: str, read: int, expected: int, added: int) -> str:
    records = count(read, "record") if read == expected else f"{read:,} of {count(expected, 'record')}"
    already = read - added
    studies = "a study" if added == 1 else "studies"
    words = f"{form}: {records} read, {added:,} added as {studies}"
    return words + (f", {count(already, 'is a study', 'are studies')} already known" if already else "")


def _plan(records: Sequence[Reference], known: Sequence[Study], merge: bool) -> _Plan:
    plan = _Plan(dict(enumerate(records)))
    references = [record.bibliography for record in records]
    for group in find_duplicates(references, [study.bibliography for study in known]):
        if group.known:
            _already_known(plan, group, records, known[group.known[0]], merge)
        else:
            _twice_in_file(plan, group, records, merge)
    return plan


def _already_known(
    plan: _Plan, group: DuplicateGroup, records: Sequence[Reference], study: Study, merge: bool
) -> None:
    for place in group.references:
        plan.new.pop(place, None)
        why = f"{_REASON_WORDS[group.reason]}: {group.value}"
        number = records[place].position
        plan.lines.append(f"record {number} is {study.key}, which is in the review ({why})")
        if merge:
            plan.fill.append((study, records[place]))


def _twice_in_file(plan: _Plan, group: DuplicateGroup, records: Sequence[Reference], merge: bool) -> None:
    first, *others = group.references
    for place in others:
        plan.new.pop(place, None)
        why = f"{_REASON_WORDS[group.reason]}: {group.value}"
        same = f"record {records[place].position} is the same study as record {records[first].position}"
        line = f"{same} ({why})"
        if merge:
            plan.new[first], report = merge_references(plan.new[first], records[place])
            line += f": {_merged(report)}"
        plan.lines.append(line)


def _alike(plan: _Plan, keys: Sequence[str], known: Sequence[Study]) -> list[str]:
    """Say which new studies share an identifier with a different one, and which may be the same study."""
    new = [record.bibliography for record in plan.new.values()]
    there = [study.bibliography for study in known]
    shown = [
        *(f"{key} (record {record.position})" for key, record in zip(keys, plan.new.values(), strict=True)),
        *(f"{study.key}, which is in the review," for study in known),
    ]
    lines = []
    for group in find_shared_identifiers(new, there):
        works = [shown[place] for place in (*group.references, *(len(new) + place for place in group.known))]
        what = f"{_REASON_WORDS[group.reason]} {group.value}"
        lines.append(f"{what} stands on different works, which stay apart: {_in_words(works)}")
    for pair in find_possible_duplicates(new, there):
        lines.append(f"possible duplicate: {shown[pair.first]} and {shown[pair.second]} have {pair.why}")
    return lines


def _in_words(works: Sequence[str]) -> str:
    """Return a list in words, cut where it is long."""
    cut = [*works[:_MOST_SHOWN], f"{len(works) - _MOST_SHOWN} more"] if len(works) > _MOST_SHOWN else [*works]
    return f"{', '.join(cut[:-1])} and {cut[-1]}"


def _merged(report: MergeReport) -> str:
    filled = f"filled {', '.join(report.filled)}" if report.filled else "nothing to fill"
    differing = "; ".join(
        f"{difference.field} kept, the other has {difference.other!r}" for difference in report.differing
    )
    return f"{filled}; {differing}" if differing else filled


def _studies(
    new: dict[int, Reference],
    name: str,
    taken: set[str],
    on_records: OnRecords,
    own: Mapping[str, str],
) -> list[tuple[NewStudy, list[NewDocument]]]:
    pairs = []
    for number, (place, reference) in enumerate(new.items(), 1):
        digest = _digest(name, place, reference)
        abstract = as_study(reference, sha256=digest, name=f"{name} record {reference.position}")
        study = new_study(abstract, suggest_design(abstract), taken, own)
        taken.add(study.key)
        text = abstract.text.strip()
        kind = DocumentKind.ABSTRACT
        documents = [NewDocument(kind, abstract.name, digest, text)] if text else []
        pairs.append((study, documents))
        if on_records is not None and (number % _STEP == 0 or number == len(new)):
            on_records(number, len(new))
    return pairs


def _digest(name: str, place: int, reference: Reference) -> str:
    """Return a digest for the record of a file; two records of equal words are still two documents."""
    printed = reference.bibliography
    return hashlib.sha256(f"{name}\n{place}\n{printed.title}\n{printed.abstract}".encode()).hexdigest()
