"""Define `workbench team list`, which lists the members of a team."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

_COLUMNS = (Column("handle", "Reviewer"), Column("role", "Role"), Column("login", "Login"))


@click.command("list")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """List who works in the review, as what, and with which login."""
    from workbench.review.admin import team

    with invocation.open_review() as session:
        lines = team.list_members(session)
    if fmt == "json":
        output.write_json([line.as_json() for line in lines])
        return
    rows = tuple(
        (line.handle, line.role, f"{line.login} (you)" if line.is_you else line.login) for line in lines
    )
    output.write_tables([Table("team", "", _COLUMNS, rows, () if rows else ("nobody was added yet",))], fmt)
