"""Measure tables of text beside rich.table and tabulate: the same invented rows, in one run.

python benchmarks/text_tables.py
python benchmarks/text_tables.py --rows 1000 --width 120
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text
from tabulate import tabulate

from workbench.output import Column, Table, render

WORDS = ("patients", "cohort", "baricitinib", "outcome", "whole", "study", "matched", "yamakawa2025")


def invented_table(rows: int) -> Table:
    """Return a table as wide as that of the appraisals, one column of it a sentence."""
    chance = random.Random(1)
    columns = tuple(Column(f"c{number}", f"Column {number}") for number in range(10))
    lines = []
    for number in range(rows):
        sentence = " ".join(chance.choices(WORDS, k=8))
        levels = chance.choices(("⊕ Low", "⊖ Some concerns", "⊗ High"), k=5)
        lines.append((f"study{number:05}", "whole study", "case-series 1.0", "ana", *levels, sentence))
    return Table("t", "", columns, tuple(lines))


def by_rich(table: Table, width: int) -> str:
    """Return the table as rich.table lays it out."""
    grid = RichTable(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in table.titles:
        grid.add_column(Text(title))
    for row in table.rows:
        grid.add_row(*(Text(str(cell)) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(grid)
    return out.getvalue()


def by_tabulate(table: Table, _: int) -> str:
    """Return the table as tabulate lays it out, which wraps nothing."""
    return tabulate(table.rows, headers=table.titles, tablefmt="simple", disable_numparse=True)


def seconds(work: Callable[[], str]) -> float:
    """Return the user and system seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print a row for each way to make the text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--width", type=int, default=80)
    asked = parser.parse_args()
    table = invented_table(asked.rows)
    ways = {
        "ours, no limit": lambda: render([table], "text"),
        "tabulate, no limit": lambda: by_tabulate(table, 0),
        f"ours, {asked.width} cells": lambda: render([table], "text", width=asked.width),
        f"rich.table, {asked.width} cells": lambda: by_rich(table, asked.width),
    }
    for name, work in ways.items():
        sys.stdout.write(f"{name:24} {seconds(work):7.2f} s\n")


if __name__ == "__main__":
    main()
