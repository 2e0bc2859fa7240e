"""Explain in a final table what its ids and short words mean, for readers who do not know the program."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import replace

from workbench.output import Cell, Labelled, Table
from workbench.output.table import cell_text
from workbench.review.publish.manuscript.manuscript_sentences import begun
from workbench.review.tables.influence import WORDED
from workbench.review.tables.material import gather_levels
from workbench.review.view import View

ITEMS_AND_DOMAINS = (
    "Numbers such as 5.1 are items, and D1 and the like domains, of the checklist of the study; the tables of"
    " appraisals name the domains"
)
WORDED_BY_AGREEMENT = ", those of agreement word the items"
NEAR = (
    "A near answer is one step from the given one, such as probably yes from yes, or what another reviewer"
    " answered."
)
MOST_DIFFERENCES_FIRST = "Of judgements and of items, those on which reviewers differ most often stand first."
STARTS = (
    "GRADE start: the certainty at which evidence of such a design begins. Levels for risk of bias: those"
    " that the judgement takes from it."
)
_OPENED = re.compile(
    r"(?: of (?P<study>[^();:]+?)(?: \([^()]*\))? to [^();:]*\()?"
    r"then decided by (?P<items>[^,()]+), which w(?:as|ere) not asked"
)
_ASKED_BEFORE = re.compile(r"\bP\d+\b")

_TITLES = {
    "influence": ("What the conclusions hang on", "What would change the conclusions"),
    "protocol": ("Protocol", "Protocol of the review"),
    "independence": ("How independence is known", "How the independence of the reviewers is known"),
}
_HEADS = {
    "influence": {"hangs_on": "What would change it"},
    "protocol": {"at": "Date", "from": "Entered in"},
    "appraisal": {"risk_of_bias_levels": "Levels for risk of bias"},
    "agreement": {"id": "Item", "title": "Wording"},
    "number-checks": {"level": "Result of the check", "innocent": "Possible explanations"},
}
"""What columns are called where no screen and no command shows them."""
_CELLS = {
    ("number-checks", "level"): {"flag": "to be looked at", "note": "remark"},
    ("number-checks", "kind"): {"P mismatch": "P value differs"},
}
_NOTES = {
    "a flag asks for a look and is never a verdict": "What is to be looked at is no verdict on a study.",
    WORDED: "",  # said otherwise below, where the table of answers is not printed
}


def with_explained_ids(table: Table, view: View) -> Table:
    """Return a table in words, with notes that say what its ids mean; programs keep the ids."""
    heads = _HEADS.get(table.name, {})
    columns = tuple(
        replace(column, title=heads[column.id]) if column.id in heads else column for column in table.columns
    )
    words = [_CELLS.get((table.name, name), {}) for name in table.ids]
    rows = tuple(
        tuple(_worded(cell, said) for cell, said in zip(row, words, strict=True)) for row in table.rows
    )
    explained = _EXPLAINED.get(table.name)
    more = tuple(explained(table, view)) if explained is not None and table.rows else ()
    notes = (*(begun(said) for note in table.notes if (said := _NOTES.get(note, note))), *more)
    title = table.title.replace(*_TITLES[table.name]) if table.name in _TITLES else table.title
    return replace(table, title=title, columns=columns, rows=rows, notes=notes)


def _worded(cell: Cell, said: dict[str, str]) -> Cell:
    text = cell_text(cell)
    if text not in said:
        return cell
    return replace(cell, label=said[text]) if isinstance(cell, Labelled) else Labelled(cell, said[text])


def _of_influence(table: Table, view: View) -> Iterator[str]:
    """Yield what ids are, and the words of items that nobody was asked and no other table has."""
    yield NEAR
    yield f"{ITEMS_AND_DOMAINS}{WORDED_BY_AGREEMENT if view.agreement else ''}."
    told: dict[tuple[str, str], str] = {}
    for sheet in gather_levels(view, "all").sheets:
        words = {item.id: item.text for item in sheet.checklist.items}
        for item in _opened(table, {sheet.study.key, view.label_of(sheet.study.key)}):
            if item in words:
                told[sheet.checklist.title, item] = words[item].rstrip(".").replace(" - ", " – ")
    if told:
        named = (f"{item} of {title}, “{words}”" for (title, item), words in sorted(told.items()))
        yield f"Not asked: {'; '.join(named)}."


def _opened(table: Table, study: Container[str]) -> Iterator[str]:
    """Yield the items of a study that other answers open: its own row names them, or a row of a body."""
    for row in table.rows:
        is_own = cell_text(row[0]) in study
        for cell in row:
            for found in _OPENED.finditer(cell_text(cell)):
                if is_own or found["study"] in study:
                    yield from found["items"].split(" and ")


def _of_agreement(table: Table, view: View) -> Iterator[str]:
    """Yield how rows stand, and the words of what an item names that is asked before the items."""
    if len(table.rows) > 1:
        yield MOST_DIFFERENCES_FIRST
    texts = [cell_text(cell) for row in table.rows for cell in row]
    checklists = {sheet.checklist.title: sheet.checklist for sheet in gather_levels(view, "all").sheets}
    named = set(_ASKED_BEFORE.findall("\n".join(texts)))
    for title, checklist in checklists.items():
        if title in table.title:
            for asked in checklist.preliminaries:
                if asked.id in named:
                    yield f"{asked.id}, recorded before the items: “{asked.text.rstrip('.')}”."


def _of_appraisals(table: Table, view: View) -> Iterator[str]:
    if "grade_start" in table.ids:
        yield STARTS


_EXPLAINED: dict[str, Callable[[Table, View], Iterator[str]]] = {
    "influence": _of_influence,
    "agreement": _of_agreement,
    "appraisal": _of_appraisals,
}
