"""Write CSV for programs with rules of their own: a record a line, no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from workbench.counts import count
from workbench.output.delimited import neutralise
from workbench.output.exports.appraisals import one_line


def write_rows(rows: Iterable[Sequence[str]], *, newline: str = "\n", mark: bool = False) -> bytes:
    """Return records as UTF-8.

    Args:
        rows: the header first. Line breaks in a cell become spaces.
        newline: what ends a record.
        mark: whether a byte order mark comes first.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerows([neutralise(one_line(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def guarded(cells: Iterable[str]) -> tuple[str, ...]:
    """Say how many cells a spreadsheet would have run."""
    changed = sum(neutralise(one_line(cell)) != one_line(cell) for cell in cells)
    if not changed:
        return ()
    return (f"{count(changed, 'cell')} that a spreadsheet would run: an apostrophe stands in front",)
