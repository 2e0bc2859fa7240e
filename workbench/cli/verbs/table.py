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
    from workbench.review.publish.make_files import tables_in_format

    with invocation.open_review() as session, naming_what_is_open():
        tables = tables_in_format(session, name, fmt, of, final=final, label=label)
    output.write_tables(tables, fmt)
