"""Write the cells of a table for office files, each judgement with its word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.hidden_characters import show
from workbench.output.judgement_cells import judgement_in
from workbench.output.print_signs import in_print
from workbench.output.table import Cell, cell_text

if TYPE_CHECKING:
    from workbench.output.report.content import Report


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for (section 2.2), and so no file of Word and Excel."""


def replaced_characters(report: Report) -> tuple[str, ...]:
    """Return the characters that no office file can hold, as ``U+FFFE``; a sign or number stands for each."""
    texts = [report.title, report.question, *(part.text for part in (*report.methods, *report.results))]
    for table in (*report.tables, report.history):
        texts += [
            table.title,
            *table.titles,
            *table.notes,
            *(cell_text(cell) for row in table.rows for cell in row),
        ]
    found = {character for text in texts for character in _FORBIDDEN.findall(text)}
    return tuple(f"U+{ord(character):04X}" for character in sorted(found))


def printed(text: str, *, keep_newlines: bool = False) -> str:
    """Return a text as a document prints it: what is hidden is shown, and minus signs are minus signs."""
    return in_print(show(text, keep_newlines=keep_newlines))


def words_of_cell(cell: Cell) -> str:
    """Return the text of a cell; a judgement has its word beside the symbol, for whoever knows no signs.

    >>> from workbench.output.table import Labelled
    >>> words_of_cell(Labelled("low", "⊕*")), words_of_cell(Labelled("low", "⊕ Low *"))
    ('⊕ Low*', '⊕ Low *')
    """
    symbol, label = judgement_in(cell), cell_text(cell)
    if symbol is not None and symbol.word not in label:
        label = label.replace(symbol.symbol, symbol.mark(), 1)
    return show(label, keep_newlines=True)
