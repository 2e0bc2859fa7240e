"""JSON that comes back exactly, and that is still safe to look at on a terminal."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from workbench.output.table import Cell, Labelled, Table, union
from workbench.visible import HIDDEN


def render_json(tables: tuple[Table, ...]) -> str:
    """One list of objects by column id; null where a block has no such column."""
    ids, rows = union(tables)
    return dump([dict(zip(ids, map(_value, row), strict=True)) for row in rows])


def dump(value: Any) -> str:
    """Any JSON value, indented, ending in a line break.

    Letters of all scripts stay readable. Whatever a terminal would act upon, and lone surrogates, which
    cannot be written as UTF-8, are written as ``\\uXXXX``: the text read back is the same.

    Raises:
        ValueError: the value holds NaN or an infinity, which JSON has no words for.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # json.dumps has already escaped line breaks inside strings; those that are left lay out the text.
    return HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text) + "\n"


def _value(cell: Cell) -> Any:
    """The cell for JSON; None for a number that JSON cannot write."""
    if isinstance(cell, Labelled):
        if isinstance(cell.value, Mapping):
            return {name: _value(part) for name, part in cell.value.items()}
        return _value(cell.value)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
