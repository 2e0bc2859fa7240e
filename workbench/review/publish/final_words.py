"""Put tables of a final report into the words of a manuscript: titles and people, no ids and no commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from workbench.output import Cell, Labelled, Table
from workbench.review.exchange.verify.independence import UNCHECKED
from workbench.review.publish.manuscript_people import People
from workbench.review.session import CONSENSUS
from workbench.review.tables.material import gather_levels
from workbench.review.view import View

CHECKLIST, PEOPLE = "checklist", ("reviewer", "first", "second", "by", "entered_by")
"""The ids of columns that hold a checklist, perhaps with its version, and handles of people."""

UNCHECKED_FINAL = (
    "How independence is known is read from the history as it stands; whether the history holds was not"
    " checked for this report."
)


def in_words_of_manuscript(tables: Iterable[Table], view: View) -> list[Table]:
    """Return the tables with the titles of checklists, and with people as the methods name them.

    Programs keep the ids and the handles.
    """
    checklists = (sheet.checklist for sheet in gather_levels(view, "all").sheets)
    titles, persons = {checklist.id: checklist.title for checklist in checklists}, People(view)
    shown: dict[str, Callable[[str], str]] = dict.fromkeys(PEOPLE, persons.named)
    shown[CHECKLIST] = lambda text: _titled(text, titles)
    return [_in_words(table, shown) for table in tables]


def _in_words(table: Table, shown: Mapping[str, Callable[[str], str]]) -> Table:
    places = {place: shown[name] for place, name in enumerate(table.ids) if name in shown}
    rows = tuple(
        tuple(_labelled(cell, places[place]) if place in places else cell for place, cell in enumerate(row))
        for row in table.rows
    )
    notes = tuple(UNCHECKED_FINAL if note == UNCHECKED else note for note in table.notes)
    return replace(table, rows=rows, notes=notes)


def _labelled(cell: Cell, shown: Callable[[str], str]) -> Cell:
    if not isinstance(cell, str) or not cell or cell == CONSENSUS:
        return cell
    label = shown(cell)
    return cell if label == cell else Labelled(cell, label)


def _titled(text: str, titles: Mapping[str, str]) -> str:
    """Return a checklist by its title: `case-series 0.2.2` becomes "Case series 0.2.2"."""
    key, white, version = text.partition(" ")
    return f"{titles.get(key, key)}{white}{version}"
