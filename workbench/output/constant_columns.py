"""Say once, in a sentence, what a table would say again in every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from workbench.output.table import Table, cell_text
from workbench.output.text_columns import TextColumn

_MOST_HOISTED = 3
"""So many columns at most are said above the rows instead of in each; a reader keeps them in mind."""

ASIDE = ("checklist", "result", "reviewer", "state", "overridden", "read")
"""The columns that may go on paper: whose and what an appraisal is. Judgements and findings always stay."""

_FACTS = ("authors", "year", "journal", "participants", "condition", "treatment", "comparison")
_WHERE_EMPTY = (*_FACTS, "note", "quotes")
"""The columns that go where no row has anything in them, since nobody entered it."""


def hoistings(columns: Sequence[TextColumn]) -> Iterator[tuple[TextColumn, ...]]:
    """Yield the sets of constant columns that could be said above the rows, the empty set first.

    Columns that are empty in every row go together.
    """
    constant = [column for column in columns if column.is_constant]
    empty = [column for column in constant if not column.cells[0].strip()]
    telling = [column for column in reversed(constant) if column.cells[0].strip()]
    for count in range(_MOST_HOISTED + 1):
        for chosen in combinations(telling, count):
            for more in ([], empty) if empty else ([],):
                yield tuple(column for column in constant if column in (*chosen, *more))


def constant_sentences(hoisted: Sequence[TextColumn]) -> tuple[str, ...]:
    """Return what is the same in every row, in the words of the columns."""
    same = "; ".join(f"{column.title}: {column.cells[0]}" for column in hoisted if column.cells[0].strip())
    empty = ", ".join(column.title for column in hoisted if not column.cells[0].strip())
    sentences = (f"In every row {same}" if same else "", f"Empty in every row: {empty}" if empty else "")
    return tuple(filter(None, sentences))


def said_once(table: Table) -> Table:
    """Return the table without those columns that are alike in all rows; a note has what they said.

    Programs read every column (JSON, CSV); a page has room for what differs.

    >>> from workbench.output.table import Column
    >>> columns = (Column("study", "Study"), Column("state", "State"), Column("read", "Read"))
    >>> said_once(Table("t", "", columns, (("a", "draft", ""), ("b", "draft", "")))).notes
    ('in all rows: State draft; nothing under Read',)
    """
    if not table.rows:
        return table
    kept, same, empty = [], [], []
    for place, column in enumerate(table.columns):
        texts = {cell_text(row[place]) for row in table.rows}
        text = texts.pop() if len(texts) == 1 else None
        if text == "" and column.id in (*ASIDE, *_WHERE_EMPTY):
            empty.append(column.title)
        elif text and column.id in ASIDE:
            same.append(f"{column.title} {text}")
        else:
            kept.append(place)
    if not kept:
        return table
    said = [*same, f"nothing under {', '.join(empty)}"] if empty else same
    return Table(
        table.name,
        table.title,
        tuple(table.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
        (*table.notes, f"in all rows: {'; '.join(said)}") if said else table.notes,
    )
