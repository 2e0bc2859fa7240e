"""Build the table of what the conclusions hang on: a line a body of evidence, and a line an appraisal."""

from __future__ import annotations

from workbench.grade import CERTAINTY_WORDS, BodyKey, RatingState, state_remark
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.judgement_cells import judgement_cell
from workbench.review.appraisals.sheets import Sheet
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.influence_listing import (
    BodyLines,
    SheetInfluence,
    body_influences,
    sheet_influences,
)
from workbench.review.tables.evidence_cells import graded_bodies
from workbench.review.tables.material import Of, gather
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_HANGS_ON = Column("hangs_on", "Hangs on")
_BODY = (
    Column("outcome", "Outcome"),
    Column("body_key", "Body"),
    Column("studies", "Studies"),
    Column("certainty", "Certainty"),
    _HANGS_ON,
)
_APPRAISAL = (
    Column("study", "Study"),
    Column("result", "Result"),
    Column("reviewer", "Reviewer"),
    Column("judgement", "Judgement"),
    _HANGS_ON,
)
EXPLAINED = (
    "each answer, override, rating and study was changed by itself and everything judged anew; named are "
    "changes that are near, which are no measure of doubt"
)

WORDED = (
    "numbers such as 1.2 are items of the checklist that a study was appraised with, D1 and the like its "
    "domains: the answers have the wording of each"
)


def build(view: View, of: Of) -> list[Table]:
    """Return the bodies of evidence, then the appraisals, each with at most five sentences."""
    material = gather(view, of)
    sheets = [sheet for sheet in material.sheets if sheet.worksheet is not None]
    appraisals = [_appraisal(each) for each in sheet_influences(view, sheets)]
    designs = {
        (row.outcome.id, row.key): graded.design
        for graded, (_, row) in zip(graded_bodies(view), view.bodies, strict=True)
    }
    bodies = [
        _body(each, designs[each.influence.row.outcome.id, each.influence.row.key], view)
        for each in body_influences(view, view.bodies)
    ]
    notes = (EXPLAINED, WORDED, *material.notes(sheets))
    title = TABLES["influence"].title
    return [
        Table("influence", title, _BODY, tuple(bodies), () if appraisals else notes),
        *(
            [Table("influence", f"{title}: appraisals", _APPRAISAL, tuple(appraisals), notes)]
            * bool(appraisals)
        ),
    ]


def _body(each: BodyLines, design: str, view: View) -> tuple[Cell, ...]:
    row = each.influence.row
    told = " ".join(each.lines) or f"No certainty yet: {row.refused_because}."
    keys, labels = ", ".join(row.studies), ", ".join(map(view.label_of, row.studies))
    studies = keys if keys == labels else Labelled(keys, labels)
    start = f", start {row.start.replace('_', ' ')}" if row.start else ""
    body = Labelled(row.key, f"{design}{start}" if design else BodyKey.label_of(row.key))
    return (row.outcome.label, body, studies, _certainty(row), told)


def _certainty(row: BodyRow) -> Cell:
    """Return the certainty: its id for programs, which have none while it is stale, and words for people."""
    if not row.certainty:
        return None
    word = CERTAINTY_WORDS[row.certainty]
    if row.is_certainty_stale:
        return Labelled(None, f"{word} ({state_remark(RatingState.STALE)})")
    return Labelled(row.certainty, word)


def _appraisal(each: SheetInfluence) -> tuple[Cell, ...]:
    sheet = each.sheet
    where = (sheet.study.key, sheet.result_label, sheet.reviewer)
    return (*where, _judgement(sheet), " ".join(each.lines))


def _judgement(sheet: Sheet) -> Cell:
    whole = sheet.verdict.overall
    return None if whole is None else judgement_cell(whole.final, sheet.order_of(whole.target))
