"""Define `workbench header`, which shows or enters the header of the summary of findings."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

_COLUMNS = (Column("line", "Line"), Column("text", "As entered"))
_NOTE = "A line that nobody entered is taken from the characteristics of the studies."


@click.command("header")
@click.option("--population", metavar="T", help="Whom the evidence is about.")
@click.option("--setting", metavar="T", help="Where they are treated.")
@click.option("--treatment", metavar="T", help="Which treatment.")
@click.option("--comparison", metavar="T", help="Compared with what.")
@format_option
@pass_invocation
def command(invocation: Invocation, /, fmt: str, **lines: str | None) -> None:
    """Show or enter the header of the summary of findings and of the evidence profile.

    An empty text takes a line away.
    """
    from workbench.review.evidence import summary_header

    changes = {name: text for name, text in lines.items() if text is not None}
    with invocation.open_review() as session:
        header = (
            summary_header.enter_header(session, changes) if changes else summary_header.read_header(session)
        )
    if fmt == "json":
        output.write_json(header)
    else:
        notes = () if all(header.values()) else (_NOTE,)
        output.write_tables([Table("header", "", _COLUMNS, tuple(header.items()), notes)], fmt)
