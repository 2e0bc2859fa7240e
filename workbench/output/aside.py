"""What a table on paper says once, in a note, rather than in a column of equal cells."""

from __future__ import annotations

from workbench.output.table import Table, cell_text

ASIDE = ("checklist", "result", "reviewer", "state", "overridden", "read")
"""The columns that may go: they say whose and what an appraisal is. Judgements and findings always stay."""

_FACTS = ("authors", "year", "journal", "participants", "condition", "treatment", "comparison")
_WHERE_EMPTY = (*_FACTS, "note", "quotes")
"""The columns that go where no row has anything in them, since nobody entered it."""


def said_once(table: Table) -> Table:
    """The table without those columns that are alike in all rows; a note has what they said.

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
