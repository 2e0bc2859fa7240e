"""Bring answers and judgements of a file into the review: matched, checked, and saved in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.imported_appraisals import ImportedAppraisal, add_imported
from workbench.errors import NotFoundError, UsageError
from workbench.hidden_characters import show
from workbench.intake.appraisals.read import APPRAISAL_FORMATS, read_appraisals
from workbench.intake.appraisals.records import FormatName, ReadAppraisals
from workbench.review.appraisals.sheets import version_of
from workbench.review.checklists.own_checklists import keep_packaged
from workbench.review.exchange.import_report import ImportReport
from workbench.review.exchange.incoming import Incoming, LeftOut
from workbench.review.exchange.incoming_answers import known_preliminary, match_answers
from workbench.review.exchange.incoming_check import Checked, Checker
from workbench.review.exchange.incoming_judgements import match_judgements
from workbench.review.exchange.incoming_places import Places
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """The choices of a user for an import.

    Attributes:
        path: the file.
        format: what it is; None: what its first line says.
        checklist: id of the checklist that the file was judged with; None: what the file says, or else that
            of each study.
        submits: submit what is whole, unless the file says that it is a draft.
        preliminaries: values that hold for every appraisal of the file, such as the effect of interest.
        is_trial: report only, and save nothing.
    """

    path: Path
    format: FormatName | None = None
    checklist: str | None = None
    submits: bool = False
    preliminaries: Mapping[str, str] = field(default_factory=dict)
    is_trial: bool = False


@dataclass(slots=True)
class _Outcome:
    """What matching gives, before anything is saved."""

    matched: list[Incoming]
    left_out: list[LeftOut]
    notes: list[str]
    new_people: Mapping[str, str] = field(default_factory=dict)
    checked: list[Checked] = field(default_factory=list)


@use_case
def import_appraisals(session: ReviewSession, request: ImportRequest) -> ImportReport:
    """Place what a file holds, and report what could not be placed.

    An appraisal comes in whole or not at all: one wrong row keeps it out. What the review has stays as it is.
    All of the file is saved in one transaction, each appraisal marked with the name of the file.

    Raises:
        NotFoundError: there is no such file or checklist.
        UsageError: a preliminary is given that no checklist of the file has.
        WorkbenchError: it is no file of answers or judgements.
    """
    by = session.require_reviewer()
    read = read_appraisals(_bytes_of(request.path), request.format)
    origin = origin_of(request.path)
    transaction: AbstractContextManager[Any] = (
        session.db.reading() if request.is_trial else session.db.writing()
    )
    with transaction:
        view = View(session)
        outcome = _match(view, read, request, origin)
        new = [each for each in outcome.checked if not each.is_there]
        if new and not request.is_trial:
            for checklist in {each.incoming.place.checklist.id for each in new}:
                if view.catalogue.packaged(checklist):
                    keep_packaged(session, view.catalogue.know(checklist))
            add_imported(session.db, [_record(each) for each in new], origin=origin, by=by)
    people = dict.fromkeys(each.incoming.place.reviewer for each in new)
    return ImportReport(
        file=origin,
        format=APPRAISAL_FORMATS[read.format].title,
        placed=tuple(each.line for each in new),
        there=tuple(each.line for each in outcome.checked if each.is_there),
        left_out=tuple(sorted(outcome.left_out, key=lambda each: each.lines)),
        new_reviewers=tuple(handle for handle in people if handle in outcome.new_people),
        notes=tuple(outcome.notes),
        unit=read.unit,
        is_saved=not request.is_trial,
    )


def preliminaries_in(texts: Iterable[str]) -> dict[str, str]:
    """Return the preliminaries that are written as `P1=assignment`; empty texts are passed over.

    Raises:
        UsageError: one has no value.
    """
    values = {}
    for text in filter(None, map(str.strip, texts)):
        name, mark, value = text.partition("=")
        if not (mark and name.strip() and value.strip()):
            raise UsageError(f"a preliminary has an id and a value, such as P1=assignment, not {text[:60]!r}")
        values[name.strip()] = value.strip()
    return values


def origin_of(path: Path) -> str:
    """Return the name under which the review remembers a file."""
    return show(" ".join(path.name.split()))[:_LONGEST_NAME]


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    return path.read_bytes()


def _match(view: View, read: ReadAppraisals, request: ImportRequest, origin: str) -> _Outcome:
    names = [row.study for row in read.answers] + [row.study for row in read.judgements]
    places = Places(view, request.checklist, dict.fromkeys(names))
    settled = _settled(view, request)
    if read.format == "long":
        outcome = _Outcome(*match_answers(read.answers, places, settled))
    else:
        outcome = _Outcome(*match_judgements(read.judgements, places, settled, origin))
    outcome.left_out += [LeftOut((fault.line,), fault.what, fault.why) for fault in read.faults]
    outcome.notes = [*read.notes, *places.notes, *outcome.notes]
    outcome.new_people = places.new_people
    checker = Checker(view, origin, submits=request.submits)
    checker.read_existing([incoming.place for incoming in outcome.matched])
    for incoming in outcome.matched:
        incoming.shared = places.shared_of(incoming.place)
        checked = checker.check(incoming)
        outcome.left_out += incoming.faults
        if checked is not None:
            outcome.checked.append(checked)
    outcome.notes += _with_other_checklist(outcome.checked)
    if read.format != "long":
        outcome.notes += _without_column(outcome.checked)
    return outcome


def _settled(view: View, request: ImportRequest) -> dict[str, str]:
    """Return the preliminaries of the request as the checklist spells them, where it names one.

    Raises:
        UsageError: the checklist does not have one, or it does not take the value.
    """
    if not request.preliminaries:
        return {}
    if request.checklist is None:
        raise UsageError("say with --checklist which checklist has the preliminaries that you give")
    checklist = view.catalogue.find(request.checklist)
    return dict(known_preliminary(checklist, name, value) for name, value in request.preliminaries.items())


def _with_other_checklist(checked: list[Checked]) -> list[str]:
    """Say which studies have another checklist now than what comes in for them: tables would not show it."""
    others: dict[str, set[str]] = {}
    for each in checked:
        place = each.incoming.place
        if place.study.checklist != place.checklist.id:
            others.setdefault(place.checklist.id, set()).add(place.study.key)
    return [
        f"tables show what came in for {name_some(sorted(keys))} once {checklist} is the checklist there: "
        f"`workbench assign {min(keys)} {checklist}`"
        for checklist, keys in others.items()
    ]


def _without_column(checked: list[Checked]) -> list[str]:
    """Say which domains of a checklist no judgement of the file is about: they remain open."""
    given: dict[str, set[str]] = {}
    checklists = {}
    for each in checked:
        checklist = each.incoming.place.checklist
        checklists[checklist.id] = checklist
        given.setdefault(checklist.id, set()).update(each.incoming.overrides, each.incoming.finals)
    notes = []
    for name, targets in given.items():
        domains = [domain for domain in checklists[name].judged_domains if not domain.only_if]
        missing = [f"{domain.id} {domain.title}" for domain in domains if domain.id not in targets]
        if targets and missing:
            notes.append(
                f"nothing in the file is about {'; '.join(missing)}: of what came in with {name} this "
                "remains open"
            )
    return notes


def _record(checked: Checked) -> ImportedAppraisal:
    incoming, place = checked.incoming, checked.incoming.place
    kept = {name: value for name, value in incoming.shared.items() if name not in incoming.preliminaries}
    return ImportedAppraisal(
        study_id=place.study.id,
        reviewer=place.reviewer,
        name=place.name,
        into=checked.into,
        checklist=version_of(place.checklist),
        result=place.result,
        answers=incoming.answers,
        overrides=incoming.overrides,
        preliminaries=incoming.preliminaries,
        shared=kept if checked.judgements is not None else {},
        quotes=incoming.quotes,
        judgements=checked.judgements,
    )
