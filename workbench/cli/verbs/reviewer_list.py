"""Define `workbench reviewer list`, which prints the reviewers."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

_COLUMNS = (Column("handle", "Handle"), Column("name", "Name"), Column("former", "Was called"))


@click.command("list")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """List the reviewers with their names, and the handles that they had before."""
    write_list(invocation, fmt)


def write_list(invocation: Invocation, fmt: str) -> None:
    """Print the reviewers."""
    from workbench.review.reviewers import handles

    with invocation.open_review() as session:
        known = handles.list_reviewers(session)
    if fmt == "json":
        output.write_json(
            [{"handle": each.handle, "name": each.name, "former": list(each.former)} for each in known]
        )
        return
    rows = tuple((each.handle, each.name, ", ".join(each.former)) for each in known)
    notes = () if rows else ("nobody has worked in this review yet",)
    output.write_tables([Table("reviewers", "", _COLUMNS, rows, notes)], fmt)
