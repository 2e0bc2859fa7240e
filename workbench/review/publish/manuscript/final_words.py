"""Put tables of a final report into the words of a manuscript: titles and people, no ids and no commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from checklists.language.model import OVERALL
from store.records import AppraisalState
from workbench.output import Cell, Labelled, Table
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Panels,
    Subject,
)
from workbench.output.table import cell_text
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.evidence.summary_header import header_lines
from workbench.review.exchange.verify.independence_status import UNCHECKED
from workbench.review.publish.manuscript.explained_ids import with_explained_ids
from workbench.review.publish.manuscript.journal_style import in_journal_style
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import day_in_words
from workbench.review.reviewers.agreement_remarks import notes_of
from workbench.review.session import CONSENSUS
from workbench.review.tables.material import gather_levels
from workbench.review.view import View

CHECKLIST, PEOPLE = "checklist", ("reviewer", "first", "second", "by", "entered_by")
"""The ids of columns that hold a checklist, perhaps with its version, and handles of people."""

_DAYS = ("at", "after_first_appraisal")
"""The ids of columns that tell a day, which a manuscript writes in words."""
_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b(?!T| \d\d:)")

_TARGETS = ("domain", "id", "title", "on")
"""The ids of columns that say what a row is about, first by its id and then by its title."""

_WORKING = frozenset({"suggested", "rated_by", "stale", "state", "confirmed_by"})
"""The parts of a rating that tell how far the work on it is, and by whose handle."""
_HAS_IT = re.compile(r",? as [^,;()]+? has it\b")
"""Who gave another answer, as `as_given` of the tips says it: left out where each answer is not on show."""
UNCHECKED_FINAL = (
    "How independence is known is read from the record of changes that the program keeps; whether that record"
    " is whole was not checked for this report."
)


_Part: TypeAlias = "Forest | Lights | Bars | Certainties | Agreements | Disagreements"


def in_words_of_manuscript(tables: Iterable[Table], view: View) -> list[Table]:
    """Return the tables with the titles of checklists, and with people as the methods name them.

    Programs keep the ids and the handles.
    """
    checklists = (sheet.checklist for sheet in gather_levels(view, "all").sheets)
    titles, persons = {checklist.id: checklist.title for checklist in checklists}, People(view)
    said = _said_of(view, persons)
    shown: dict[str, Callable[[str], str]] = dict.fromkeys(PEOPLE, persons.named)
    shown[CHECKLIST] = lambda text: _titled(text, titles)
    named = [with_explained_ids(_in_words(table, shown, said), view) for table in tables]
    compared = header_lines(view.review)
    return [in_journal_style(replace(table, rows=tuple(_rows_in_words(table))), compared) for table in named]


def without_working_columns(tables: Iterable[Table]) -> list[Table]:
    """Return tables without columns that say only that the work is done: submitted, and nothing overridden.

    Nor do characteristics say that a study was judged as a whole. Programs keep them: this is for what people
    read.
    """
    return [_without_columns(table) for table in tables]


def _without_columns(table: Table) -> Table:
    said = {"state": {AppraisalState.SUBMITTED.value}, "overridden": {""}}
    if table.name == "characteristics":
        said["result"] = {WHOLE_STUDY_LABEL}
    elif table.name == "agreement-overall":  # whose title says it
        said["title"] = {"Overall"}
    kept = [
        place
        for place, name in enumerate(table.ids)
        if {cell_text(row[place]) for row in table.rows} - said.get(name, set()) or name not in said
    ]
    return table.with_columns(kept)


def by_name(tables: Iterable[Table], view: View) -> list[Table]:
    """Return tables whose people are known by their names alone, also to programs.

    A page or workbook that is published holds the values of its cells too, and finds appraisals by them. Of a
    rating they keep what was decided and why, and not how the work on it stands; exports keep that.
    """
    named = People(view).named
    return [_without_handles(table, named) for table in tables]


def _without_handles(table: Table, named: Callable[[str], str]) -> Table:
    places = {place for place, name in enumerate(table.ids) if name in PEOPLE}

    def by_label(cell: Cell, place: int) -> Cell:
        if not isinstance(cell, Labelled):
            return cell
        if isinstance(cell.value, Mapping):
            return replace(
                cell, value={name: part for name, part in cell.value.items() if name not in _WORKING}
            )
        is_named = place in places or (
            isinstance(cell.value, str) and _without_reviewer(cell.value) != cell.value
        )
        return cell.label if is_named else cell

    rows = tuple(tuple(by_label(cell, place) for place, cell in enumerate(row)) for row in table.rows)
    return replace(table, rows=rows)


def _rows_in_words(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield rows that do not say which reviewer gave another answer, and name a whole once."""
    places = [place for place, name in enumerate(table.ids) if name in _TARGETS]
    for row in table.rows:
        cells = [
            _with_days(cell) if name in _DAYS else _labelled(cell, _without_reviewer)
            for cell, name in zip(row, table.ids, strict=True)
        ]
        for place, after in pairwise(places):
            if cell_text(cells[place]).casefold() == cell_text(cells[after]).casefold() != "":
                whole = "Overall judgement" if cell_text(cells[after]).casefold() == OVERALL else ""
                cells[place], cells[after] = _as(row[place], cell_text(cells[after])), _as(row[after], whole)
        yield tuple(cells)


def _with_days(cell: Cell) -> Cell:
    """Return a cell with days in words; programs keep them as they are."""
    text = cell_text(cell)
    said = _DAY.sub(lambda match: day_in_words(datetime.strptime(match[1], "%Y-%m-%d")), text)
    return cell if said == text else _as(cell, said)


def _as(cell: Cell, label: str) -> Labelled:
    return replace(cell, label=label) if isinstance(cell, Labelled) else Labelled(cell, label)


def _without_reviewer(text: str) -> str:
    return _HAS_IT.sub("", text).replace(f" ({CONSENSUS})", "")


def figure_in_words(subject: Subject, view: View) -> Subject:
    """Return a figure whose notes name people as the methods do."""
    said = _said_of(view, People(view))
    if isinstance(subject, Panels):
        return replace(subject, parts=tuple(_with_notes(part, said) for part in subject.parts))
    return _with_notes(subject, said)


def _with_notes(subject: _Part, said: Mapping[str, str]) -> _Part:
    return replace(subject, notes=tuple(said.get(note, note) for note in subject.notes))


def _said_of(view: View, persons: People) -> dict[str, str]:
    """Return notes that are for the team, and how a manuscript says the same."""
    said = {UNCHECKED: UNCHECKED_FINAL}
    for report in view.agreement:
        notes = notes_of(report.remarks, label_of=view.label_of)
        finals = notes_of(report.remarks, named=persons.named, label_of=view.label_of, final=True)
        said |= dict(zip(notes, finals, strict=True))
    return said


def _in_words(table: Table, shown: Mapping[str, Callable[[str], str]], said: Mapping[str, str]) -> Table:
    places = {place: shown[name] for place, name in enumerate(table.ids) if name in shown}
    rows = tuple(
        tuple(_labelled(cell, places[place]) if place in places else cell for place, cell in enumerate(row))
        for row in table.rows
    )
    return replace(table, rows=rows, notes=tuple(said.get(note, note) for note in table.notes))


def _labelled(cell: Cell, shown: Callable[[str], str]) -> Cell:
    if not isinstance(cell, str) or not cell or cell == CONSENSUS:
        return cell
    label = shown(cell)
    return cell if label == cell else Labelled(cell, label)


def _titled(text: str, titles: Mapping[str, str]) -> str:
    """Return a checklist by its title: `case-series 0.2.2` becomes "Case series 0.2.2"."""
    key, white, version = text.partition(" ")
    return f"{titles.get(key, key)}{white}{version}"
