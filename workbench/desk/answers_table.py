"""The table of answers: each with its meaning, note, and the passages that back it."""

from __future__ import annotations

from collections.abc import Iterable

from store.records import Answer, AppraisalState
from workbench.desk.material import Material
from workbench.desk.reading import quoted
from workbench.desk.session import Desk
from workbench.desk.sheets import Sheet
from workbench.output import Cell, Column, Table

WHO = (
    Column("study", "Study"),
    Column("result", "Result"),
    Column("reviewer", "Reviewer"),
    Column("state", "State"),
)
"""Whose appraisal a row is about; every table of appraisals has these columns."""


def who(sheet: Sheet) -> tuple[Cell, ...]:
    """The cells of `WHO`."""
    submitted = sheet.appraisal is not None and sheet.appraisal.state is AppraisalState.SUBMITTED
    return (sheet.study.key, sheet.result_label, sheet.reviewer, "submitted" if submitted else "draft")


def build_answers(desk: Desk, material: Material) -> list[Table]:
    """One row an answer, in the order of the items."""
    columns = (
        *WHO,
        Column("checklist", "Checklist"),
        Column("domain", "Domain"),
        Column("item", "Item"),
        Column("text", "Text"),
        Column("answer", "Answer"),
        Column("label", "Meaning"),
        Column("note", "Note"),
        Column("quotes", "Quotes"),
    )
    rows = tuple(row for sheet in material.sheets for row in _rows(desk, sheet))
    return [Table("answers", "Answers", columns, rows, material.notes(material.sheets))]


def _rows(desk: Desk, sheet: Sheet) -> Iterable[tuple[Cell, ...]]:
    checklist = sheet.checklist
    for item_id in sheet.verdict.asked:
        given = sheet.answers.get(item_id)
        code = given.code if given else None
        yield (
            *who(sheet),
            checklist.id,
            checklist.domain_of(item_id).id,
            item_id,
            checklist.item(item_id).text,
            code,
            checklist.answers[code].label if code else "",
            _note(given),
            " | ".join(quoted(desk, sheet, item_id)),
        )


def _note(given: Answer | None) -> str:
    """The note of an answer; in a consensus the reason, with who settled the difference behind it."""
    if given is None or given.decided_by is None:
        return given.note if given else ""
    return f"{given.note} ({given.decided_by})"
