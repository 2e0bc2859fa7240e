"""What a cell says in an office file."""

from __future__ import annotations

from workbench.output.judgement_cells import judgement_in
from workbench.output.table import Cell, cell_text
from workbench.visible import show


def worded(cell: Cell) -> str:
    """The text of a cell; a judgement has its word beside the symbol, for whoever knows no signs.

    >>> from workbench.output.table import Labelled
    >>> worded(Labelled("low", "⊕*")), worded(Labelled("low", "⊕ Low *"))
    ('⊕ Low*', '⊕ Low *')
    """
    symbol, label = judgement_in(cell), cell_text(cell)
    if symbol is not None and symbol.word not in label:
        label = label.replace(symbol.symbol, symbol.mark(), 1)
    return show(label, keep_newlines=True)
