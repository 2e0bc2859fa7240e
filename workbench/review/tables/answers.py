"""Build the table of answers: each with its meaning, its note and the passages that back it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from checklists import Checklist
from checklists.language.model import DIRECTION
from store import appraisals as stored
from store.records import Answer, Quote
from workbench.output import Cell, Column, Table
from workbench.output.recorded_items import role_in_words
from workbench.review.appraisals.level_sheets import AppraisalOfTable, LevelSheet
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import Sheet
from workbench.review.blindness.independence import changed_later
from workbench.review.reviewers.side_by_side import settled_by
from workbench.review.tables.appraisal_cells import WHO, who
from workbench.review.tables.material import Of, gather_levels
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one row an answer, domain by domain, in each the judged items before those only recorded.

    What was changed after others' work could be seen stands beside what was submitted before.
    """
    material = gather_levels(view, of)
    later = any(isinstance(sheet, Sheet) and sheet.now is not None for sheet in material.sheets)
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
        Column("recorded", "Recorded"),
    )
    ids = [sheet.appraisal.id for sheet in material.sheets if isinstance(sheet, LevelSheet)]
    notes, quotes = stored.notes_of(view.session.db, ids), stored.quotes_of(view.session.db, ids)
    anchors = Anchors(view.session)

    def rows_of(sheet: AppraisalOfTable) -> Iterable[tuple[Cell, ...]]:
        if isinstance(sheet, Sheet):
            return _rows(sheet, sheet.answers, sheet.quotes, anchors, later=later)
        assert isinstance(sheet, LevelSheet)
        identity = sheet.appraisal.id
        return _rows(sheet, notes.get(identity, {}), quotes.get(identity, ()), anchors, later=later)

    rows = tuple(row for sheet in material.sheets for row in rows_of(sheet))
    return [Table("answers", TABLES["answers"].title, columns, rows, material.notes(material.sheets))]


def _rows(
    sheet: AppraisalOfTable,
    answers: Mapping[str, Answer],
    quotes: Sequence[Quote],
    anchors: Anchors,
    *,
    later: bool,
) -> Iterable[tuple[Cell, ...]]:
    """Return the rows of an appraisal.

    Args:
        sheet: the appraisal.
        answers: at least those with a note, by item id.
        quotes: its quotes.
        anchors: finds where they stand.
        later: whether there is a column for what stands now.
    """
    checklist, codes, whose = sheet.checklist, sheet.codes, who(sheet)
    items = _items_of(checklist)
    changed = changed_later(sheet) if isinstance(sheet, Sheet) else {}
    for item_id in sheet.asked:
        code = codes.get(item_id)
        of_item = [quote for quote in quotes if quote.item_id == item_id] if quotes else ()
        places = anchors.of_quotes(sheet.study.id, of_item) if of_item else ()
        yield (
            *whose,
            *items[item_id].cells,
            code,
            *((_later(changed, item_id),) if later else ()),
            checklist.answers[code].label if code else "",
            _note(answers.get(item_id)),
            " | ".join(anchor.in_words() for anchor in places) if places else "",
            items[item_id].recorded,
        )
    for item_id in directions(sheet.form):
        target, code = item_id.removesuffix(DIRECTION), codes.get(item_id)
        if code is not None:
            text = f"Predicted direction of bias: {checklist.title_of(target)}"
            later_cell = (_later(changed, item_id),) if later else ()
            label, note = code.replace("_", " "), _note(answers.get(item_id))
            named = (checklist.id, target, item_id, text)
            yield (*whose, *named, code, *later_cell, label, note, "", "beside the judgement")


class _ItemCells(NamedTuple):
    """The cells of an item: checklist, domain, item and text, and what it is recorded for if not judged."""

    cells: tuple[str, str, str, str]
    recorded: str


@lru_cache(maxsize=64)
def _items_of(checklist: Checklist) -> dict[str, _ItemCells]:
    """Return what the table says of each item whatever its answer, by item id."""
    return {
        item.id: _ItemCells((checklist.id, domain.id, item.id, item.text), role_in_words(item.role))
        for domain in checklist.domains
        for item in domain.items
    }


def _later(changed: Mapping[str, tuple[str | None, str | None]], item_id: str) -> str | None:
    """Return what stands now where that is not what was submitted independently."""
    return (changed[item_id][1] or "none") if item_id in changed else None


def _note(given: Answer | None) -> str:
    """Return the note of an answer; in a consensus the reason, with who settled the difference behind it."""
    if given is None or given.decided_by is None:
        return given.note if given else ""
    return f"{given.note} ({settled_by(given.decided_by)})"
