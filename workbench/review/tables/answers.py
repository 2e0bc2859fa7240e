"""Build the table of answers: each with its meaning, its note and the passages that back it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.records import Answer
from workbench.output import Cell, Column, Table
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.sheets import Sheet
from workbench.review.blindness.independence import changed_later
from workbench.review.tables.appraisal_cells import WHO, who
from workbench.review.tables.material import Of, gather
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one row an answer, in the order of the items.

    What was changed after others' work could be seen stands beside what was submitted before.
    """
    material = gather(view, of)
    later = any(sheet.now is not None for sheet in material.sheets)
    columns = (
        *WHO,
        Column("checklist", "Checklist"),
        Column("domain", "Domain"),
        Column("item", "Item"),
        Column("text", "Text"),
        Column("answer", "Answer"),
        *((Column("later", "Later"),) if later else ()),
        Column("label", "Meaning"),
        Column("note", "Note"),
        Column("quotes", "Quotes"),
    )
    anchors = Anchors(view.session)
    rows = tuple(row for sheet in material.sheets for row in _rows(anchors, sheet, later=later))
    return [Table("answers", TABLES["answers"].title, columns, rows, material.notes(material.sheets))]


def _rows(anchors: Anchors, sheet: Sheet, *, later: bool) -> Iterable[tuple[Cell, ...]]:
    checklist = sheet.checklist
    changed = changed_later(sheet)
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
            *((_later(changed, item_id),) if later else ()),
            checklist.answers[code].label if code else "",
            _note(given),
            " | ".join(anchor.in_words() for anchor in anchors.of(sheet, item_id)),
        )


def _later(changed: Mapping[str, tuple[str | None, str | None]], item_id: str) -> str | None:
    """Return what stands now where that is not what was submitted independently."""
    return (changed[item_id][1] or "none") if item_id in changed else None


def _note(given: Answer | None) -> str:
    """Return the note of an answer; in a consensus the reason, with who settled the difference behind it."""
    if given is None or given.decided_by is None:
        return given.note if given else ""
    return f"{given.note} ({given.decided_by})"
