"""``workbench table``: the tables of the review."""

from __future__ import annotations

from typing import Literal

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session


@click.command("table")
@click.argument("name")
@click.option(
    "--of",
    type=click.Choice(("consensus", "independent", "all")),
    default="consensus",
    show_default=True,
    help="The consensus where there is one, each reviewer's own, or both.",
)
@format_option
@pass_session
def command(session: Session, name: str, of: Literal["consensus", "independent", "all"], fmt: str) -> None:
    """Print a table.

    NAME is characteristics, appraisal, traffic-light, summary, answers, evidence-profile or findings (the
    summary of findings). Tables with judgements have a block a checklist, because scales are never mixed.
    What is not reconciled yet is counted and named.
    """
    from workbench.desk import tables

    with session.desk() as desk:
        built = tables.build(desk, name, of)
    output.write_tables(built, fmt)
