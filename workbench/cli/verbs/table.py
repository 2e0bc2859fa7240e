"""Define `workbench table`, which prints a table of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from workbench.cli import output
from workbench.cli.final_option import final_option, naming_what_is_open
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words
from workbench.cli.options import format_option, label_option
from workbench.review.tables.registry import TABLES

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle

HELP = f"""Print a table.

NAME is {in_words(TABLES)}. Tables with judgements have a block a checklist, because scales are never mixed.
What is not reconciled yet is counted and named.
"""


ROWS_ONLY = ("json", "csv", "tsv")
"""Formats in which all rows are of one table: what they rest on is left to `characteristic` and `show`."""


@click.command("table", help=HELP)
@click.argument("name", shell_complete=completed_from(TABLES))
@click.option(
    "--of",
    type=click.Choice(("consensus", "independent", "all")),
    default="consensus",
    show_default=True,
    help="The consensus where there is one, each reviewer's own, or both.",
)
@final_option
@label_option
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    name: str,
    of: Literal["consensus", "independent", "all"],
    final: bool,
    label: LabelStyle | None,
    fmt: str,
) -> None:
    """Print a table."""
    from workbench.review.tables.build import build_table

    with invocation.open_review() as session, naming_what_is_open():
        # Programs find a study by its key, whatever people call it.
        style = "key" if fmt in ROWS_ONLY else label or "key"
        tables = build_table(session, name, of, final=final, label=style)
    if fmt in ROWS_ONLY:
        tables = [table for table in tables if not table.name.endswith("-sources")]
    output.write_tables(tables, fmt)
