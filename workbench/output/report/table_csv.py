"""Give the page the rows of its tables as CSV has them; what it shows anyway is not written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from workbench.output.delimited import field_text
from workbench.output.report.cells import TableShown
from workbench.output.report.long_data import ColumnCells, column_cells, column_data
from workbench.output.table import Cell, Table


def csv_data(shown: Sequence[TableShown]) -> dict[str, Any]:
    """Return by the name of a table what the script makes its CSV of: that of `workbench table NAME`.

    Each has `ids`, the header, and `blocks` with `rows`, how many there are, the `table` on the page and
    `columns`, one for each id: None where a block has no such column; the different texts and their numbers,
    as `column_data` gives them; or, where the page draws the column from data, its place there as `shown`
    and in `texts` what CSV has in place of what the page shows.

    Args:
        shown: the tables of the page.
    """
    names = dict.fromkeys(table.name for table in shown)
    return {name: _csv([table for table in shown if table.name == name]) for name in names}


def _csv(blocks: Sequence[TableShown]) -> dict[str, Any]:
    # The same ids in the same order as `workbench.output.table.union` has them.
    named = chain.from_iterable(block.source.ids for block in blocks)
    further = chain.from_iterable(values for block in blocks for values in block.source.data)
    ids = tuple(dict.fromkeys(chain(named, further)))
    return {
        "ids": [*map(field_text, ids)],
        "blocks": [_block(block, ids) for block in blocks if block.source.rows],
    }


def _block(block: TableShown, ids: tuple[str, ...]) -> dict[str, Any]:
    table = block.source
    values = dict(_further(table)) if table.ids != ids else {}
    columns = [_own(column_cells(values[id_])) if id_ in values else _column(block, id_) for id_ in ids]
    return {"table": block.anchor, "rows": len(table.rows), "columns": columns}


def _further(table: Table) -> Iterator[tuple[str, list[Cell]]]:
    """Give the columns that only programs read, whose values stand in place of those of the same id."""
    for id_ in dict.fromkeys(chain.from_iterable(table.data)):
        place = table.ids.index(id_) if id_ in table.ids else None
        yield (
            id_,
            [
                values.get(id_, None if place is None else row[place])
                for values, row in zip(table.data, table.rows, strict=True)
            ],
        )


def _own(column: ColumnCells) -> dict[str, Any]:
    """Return a column that the page does not show."""
    return column_data(column, field_text)


def _column(block: TableShown, id_: str) -> dict[str, Any] | None:
    table = block.source
    if id_ not in table.ids:
        return None
    at = table.ids.index(id_)
    column = block.columns[at]
    if block.long is None or at not in block.kept:
        return _own(column)
    place = block.kept.index(at)
    seen = block.long.columns[place]["v"]
    if isinstance(seen, dict):  # the numbers from 1 on
        return {"shown": place}
    own = map(field_text, column.different)
    texts = {
        str(number): text
        for number, (text, value) in enumerate(zip(own, seen, strict=True))
        if text != _seen(value)
    }
    return {"shown": place, **({"texts": texts} if texts else {})}


def _seen(value: str | Mapping[str, Any]) -> str:
    """Return the text of a cell as the script of the page takes it."""
    if isinstance(value, str):
        return value
    return str(value["chip"][2] if "chip" in value else value["text"])
