"""Define `workbench duplicates show`, which puts the records of two studies beside each other."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("show")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@format_option
@pass_invocation
def command(invocation: Invocation, one: str, other: str, fmt: str) -> None:
    """Put the records of A and B beside each other, with a mark where they differ.

    ≠ both say something else, ‹ only A says something, › only B does.
    """
    from workbench.cli.duplicate_rows import beside_table
    from workbench.review.studies.records_beside import records_beside

    with invocation.open_review() as session:
        records = records_beside(session, one, other)
    output.write_tables([beside_table(records)], fmt)
