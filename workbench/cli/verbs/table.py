"""``workbench table``: the tables of the review."""

from __future__ import annotations

from typing import Literal

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


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
@pass_invocation
def command(
    invocation: Invocation, name: str, of: Literal["consensus", "independent", "all"], fmt: str
) -> None:
    """Print a table.

    NAME is characteristics, appraisal, traffic-light, summary, answers, evidence-profile or findings (the
    summary of findings). Tables with judgements have a block a checklist, because scales are never mixed.
    What is not reconciled yet is counted and named.
    """
    from workbench.review.tables import registry

    with invocation.open_review() as session:
        built = registry.build(session, name, of)
    output.write_tables(built, fmt)
