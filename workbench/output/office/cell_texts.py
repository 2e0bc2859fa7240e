"""Write the cells of a table for office files, each judgement with its word."""

from __future__ import annotations

from workbench.hidden_characters import show
from workbench.output.judgement_cells import judgement_in
from workbench.output.table import Cell, cell_text


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
