"""Find the cells of a table that are judgements, for formats that can show them in colour."""

from __future__ import annotations

from workbench.output.symbols import LevelOrder, Symbol, symbol_of
from workbench.output.table import Cell, Labelled


def judgement_cell(
    level: str | None, order: LevelOrder | None = None, *, is_overridden: bool = False
) -> Labelled:
    """Return the cell of a judgement, with symbol and word; marked where it was overridden.

    >>> judgement_cell("high", LevelOrder(("high", "low"))).label
    '⊕ High'
    """
    symbol = symbol_of(level, order)
    return Labelled(level, symbol.mark() + (" *" if is_overridden else ""), symbol)


def light_cell(
    level: str | None, order: LevelOrder | None = None, *, is_overridden: bool = False
) -> Labelled:
    """Return the cell of a judgement with its symbol alone; marked where it was overridden."""
    symbol = symbol_of(level, order)
    return Labelled(level, symbol.symbol + ("*" if is_overridden else ""), symbol)


def judgement_in(cell: Cell) -> Symbol | None:
    """Return the level that a cell shows, or None where it shows something else.

    >>> judgement_in(Labelled("low", "⊕ Low *")).word
    'Low'
    >>> judgement_in(Labelled("low", "Low")), judgement_in("low"), judgement_in(Labelled("low", "⊕⊕◯◯ low"))
    (None, None, None)
    """
    if not isinstance(cell, Labelled) or not (cell.value is None or isinstance(cell.value, str)):
        return None
    symbol = cell.symbol or symbol_of(cell.value)
    return symbol if cell.label.rstrip("* ") in (symbol.symbol, symbol.mark()) else None
