"""Define `workbench outcomes list`, which prints the outcomes."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.evidence_rows import outcome_table
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("list")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """List the outcomes, the most important first."""
    write_list(invocation, fmt)


def write_list(invocation: Invocation, fmt: str) -> None:
    """Print the outcomes."""
    from workbench.review.evidence import outcomes

    with invocation.open_review() as session:
        lines = outcomes.list_outcomes(session)
    output.write_tables([outcome_table(lines)], fmt)
