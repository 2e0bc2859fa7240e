"""Build a box for each study: what it is, and each judgement with what supports it.

The model is the table of characteristics of included studies of Cochrane reviews, with methods, participants,
interventions, outcomes and notes, and below them the risk of bias by domain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from checklists import DomainVerdict, OverallVerdict
from store.characteristics import list_characteristics
from store.records import Study
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.design_names import design_in_words
from workbench.output.judgement_cells import judgement_cell
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.sheets import Sheet
from workbench.review.studies.known_characteristics import KINDS, CharacteristicLine, heading_of, lines_of
from workbench.review.tables.material import Of, gather
from workbench.review.view import View

COLUMNS: Final = (
    Column("study", "Study"),
    Column("part", "Part"),
    Column("entry", "Entry"),
    Column("value", "Value or judgement"),
    Column("support", "Support"),
)
_PARTS: Final = {
    "Methods": ("setting", "country", "follow_up"),
    "Participants": ("participants", "participants_treatment", "participants_comparison", "condition"),
    "Interventions": ("treatment", "comparison"),
    "Outcomes": ("outcomes",),
    "Notes": ("funding", "interests", "note"),
}
"""The characteristics of each part; a team's own are notes."""
_NOT_ENTERED: Final = Labelled(None, "not entered yet")
Row = tuple[Cell, ...]


def build(view: View, of: Of) -> list[Table]:
    """Return a block a study, in the order of the keys."""
    material = gather(view, of)
    submitted: dict[UUID, list[Sheet]] = defaultdict(list)
    for sheet in material.sheets:
        if sheet.submitted:
            submitted[sheet.study.id].append(sheet)
    entered = defaultdict(list)
    only = next(iter(view.studies)) if view.is_of_one_study else None
    for each in list_characteristics(view.session.db, only):
        entered[each.study_id].append(each)
    anchors = Anchors(view.session)
    tables = []
    for study in view.included.values():
        rows = list(_characteristics(study, lines_of(study, entered[study.id]), view.session.is_final))
        for sheet in submitted[study.id]:
            rows += _risk_of_bias(sheet, anchors, view.name_of(sheet.reviewer))
        tables.append(
            Table(
                "boxes",
                _title(study, view.label_of(study.key)),
                COLUMNS,
                tuple(rows),
                material.notes(submitted[study.id]),
            )
        )
    return tables or [
        Table("boxes", "", COLUMNS, (), ("no studies yet: add documents with `workbench add`",))
    ]


def _title(study: Study, label: str) -> str:
    record = study.bibliography
    year = f" ({record.year})" if record.year else ""
    return f"{label}: {record.title or '(no title printed)'}{year}"


def _characteristics(study: Study, lines: Sequence[CharacteristicLine], is_final: bool) -> Iterator[Row]:
    """Yield what the study is, part by part, each value with its words and its source.

    For a manuscript without what nobody entered, and without who confirmed what.
    """
    known = {line.name: line for line in lines}
    own = tuple(name for name in known if name not in KINDS)
    confirmed = f"confirmed by {study.design_confirmed_by}" if study.design_confirmed_by else "suggested"
    design = Labelled(study.design, design_in_words(study.design) or "not recognised")
    yield (study.key, "Methods", "Design", design, "" if is_final else confirmed)
    if study.bibliography.registration:
        yield (study.key, "Methods", "Registration", study.bibliography.registration, "")
    for part, names in _PARTS.items():
        for name in (*names, *(own if part == "Notes" else ())):
            line = known.get(name)
            if line is None and is_final:
                continue
            if line is None:
                yield (study.key, part, heading_of(name), _NOT_ENTERED, "")
            else:
                yield (study.key, part, line.heading, line.value, _support(line))


def _support(line: CharacteristicLine) -> str:
    if line.quote and line.source:
        return f"“{line.quote}” ({line.source})"
    return f"“{line.quote}”" if line.quote else line.source


def _risk_of_bias(sheet: Sheet, anchors: Anchors, by: str) -> Iterator[Row]:
    """Yield each judgement of an appraisal with the answers, notes and quotes that support it."""
    part = f"{sheet.form.title}, {sheet.result_label}, {by}"
    asked = sheet.asked_by_domain
    for domain in sheet.verdict.domains:
        if domain.judged_by != "none" and domain.is_needed:
            support = (*_reasons(sheet, domain.id, domain), *_answers(sheet, asked[domain.id], anchors))
            yield (
                sheet.study.key,
                part,
                f"{domain.id} {domain.title}",
                _level(sheet, domain.id, domain),
                " | ".join(support),
            )
    for whole in sheet.verdict.overalls.values():
        if whole.judged_by != "none" and whole.is_needed:
            title = sheet.checklist.title_of(whole.target)
            support = _reasons(sheet, whole.target, whole)
            yield (sheet.study.key, part, title, _level(sheet, whole.target, whole), " | ".join(support))
    for total in sheet.checklist.totals:
        yield (sheet.study.key, part, total.title, sheet.total_in_words(total.id), "")


def _level(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> Cell:
    return judgement_cell(verdict.final, sheet.order_of(target), is_overridden=target in sheet.overridden)


def _reasons(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> tuple[str, ...]:
    """Return the reason of the reviewer where there is one, else the rule that led to the level."""
    given = sheet.overrides.get(target)
    if given is not None:
        return (f"the reviewer's reason: {given.reason}",)
    return (verdict.because,) if verdict.because else ()


def _answers(sheet: Sheet, items: Sequence[str], anchors: Anchors) -> Iterator[str]:
    """Yield for each item with a note or a quote its answer with them."""
    for item in items:
        given = sheet.answers.get(item)
        quotes = [anchor.in_words() for anchor in anchors.of(sheet, item)]
        note = given.note if given is not None else ""
        if given is not None and (note or quotes):
            label = sheet.checklist.answers[given.code].label if given.code else "no answer"
            yield f"{item} {label}: {'; '.join(filter(None, [note, *quotes]))}"
