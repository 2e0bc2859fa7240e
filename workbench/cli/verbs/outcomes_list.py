"""``workbench outcomes list``: the outcomes."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.evidence_rows import outcome_table
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session


@click.command("list")
@format_option
@pass_session
def command(session: Session, fmt: str) -> None:
    """List the outcomes, the most important first."""
    write_list(session, fmt)


def write_list(session: Session, fmt: str) -> None:
    """Print the outcomes."""
    from workbench.desk import outcomes

    with session.desk() as desk:
        lines = outcomes.list_outcomes(desk)
    output.write_tables([outcome_table(lines)], fmt)
