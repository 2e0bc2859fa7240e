"""Define `workbench doctor`, which looks for trouble with the installation and the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.exit_codes import ExitCode
from workbench.output.table import Column, Table


@click.command("doctor")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """Look for trouble with the installation, the terminal, the settings and the review.

    Nothing is changed. The exit code is 1 where something keeps the workbench from its work.
    """
    from workbench.review.admin import doctor

    checks = doctor.examine(invocation.location, invocation.reviewer)
    columns = (Column("name", "Looked at"), Column("status", "Status"), Column("message", "Seen"))
    rows = tuple((check.name, check.status, check.message) for check in checks)
    output.write_tables([Table("doctor", "", columns, rows)], fmt)
    if not all(check.ok for check in checks):
        raise click.exceptions.Exit(ExitCode.FAILURE)
