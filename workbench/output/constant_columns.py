"""Say once, in a sentence, what a table would say again in every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from workbench.output.table import Table, cell_text
from workbench.output.text_columns import TextColumn

_MOST_HOISTED = 3
"""So many columns at most are said above the rows instead of in each; a reader keeps them in mind."""

ON_PAPER = ("checklist", "result", "reviewer", "state", "overridden", "read", "by")
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


def constant_sentences(texts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return what is the same in every row: one sentence on what is told, one on what is empty.

    Args:
        texts: the title of each column and what stands in all its rows.

    >>> constant_sentences([("State", "draft"), ("Result", "whole study"), ("Note", " ")])
    ('All rows: state draft; result whole study', 'Empty in all rows: Note')
    """
    same = "; ".join(f"{_begun(title)} {text}" for title, text in texts if text.strip())
    empty = ", ".join(title for title, text in texts if not text.strip())
    sentences = (f"All rows: {same}" if same else "", f"Empty in all rows: {empty}" if empty else "")
    return tuple(filter(None, sentences))


_WORDS_ON_PAPER = {
    ("result", "whole study"): "judged for the study as a whole",
    ("result judged", "whole study"): "judged for the study as a whole",
    ("reviewer", "consensus"): "consensus of the reviewers",
}
"""What a title and its text are for readers who do not know the program."""

_BEGUN = {"By": "written by"}
"""How a title begins within a sentence where that is not the title itself."""

_NOT_SAID = "not said"


def constant_sentences_on_paper(texts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the same for readers of a file: in words, where the title and its text are those of the program.

    >>> constant_sentences_on_paper([("Result", "whole study"), ("Read", "not said (at hand: summary)")])
    ('All rows: judged for the study as a whole; which source was read for the appraisal is not recorded',)
    """
    told = [(title, text) for title, text in texts if text.strip()]
    parts = [
        "which source was read for the appraisal is not recorded"
        if title == "Read" and text.startswith(_NOT_SAID)
        else _WORDS_ON_PAPER.get((title.casefold(), text), f"{_BEGUN.get(title) or _begun(title)} {text}")
        for title, text in told
    ]
    empty = constant_sentences([pair for pair in texts if pair not in told])
    return (*([f"All rows: {'; '.join(parts)}"] if parts else []), *empty)


def _begun(title: str) -> str:
    """Return a title within a sentence; one that begins with an abbreviation stays."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def hoist_on_paper(table: Table) -> Table:
    """Return the table without those columns that are alike in all rows; notes have what they said.

    Programs read every column (JSON, CSV); a page has room for what differs.

    >>> from workbench.output.table import Column
    >>> columns = (Column("study", "Study"), Column("state", "State"), Column("read", "Read"))
    >>> hoist_on_paper(Table("t", "", columns, (("a", "draft", ""), ("b", "draft", "")))).notes
    ('All rows: state draft', 'Empty in all rows: Read')
    """
    kept: list[int] = []
    hoisted: list[tuple[str, str]] = []
    for place, column in enumerate(table.columns):
        texts = {cell_text(row[place]) for row in table.rows}
        text = texts.pop() if len(texts) == 1 else None
        if text is not None and column.id in (ON_PAPER if text else (*ON_PAPER, *_WHERE_EMPTY)):
            hoisted.append((column.title, text))
        else:
            kept.append(place)
    if not kept:
        return table
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        notes=(*table.notes, *constant_sentences_on_paper(hoisted)),
    )
