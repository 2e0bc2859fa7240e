"""Define `workbench doctor`, which looks for trouble with the installation and the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.exit_codes import ExitCode
from workbench.output.table import Column, Table
from workbench.paths import shell_word


@click.command("doctor")
@click.option("--repair", "target", metavar="FILE", help="Write a copy of all that can be read, beside.")
@format_option
@pass_invocation
def command(invocation: Invocation, target: str | None, fmt: str) -> None:
    """Look for trouble with the installation, the terminal, the settings and the review.

    The review is checked as `verify` does, and its file and indexes in full; each row that cannot be read is
    named. Nothing is changed. The exit code is 1 where something keeps the workbench from its work.
    `--repair` writes a new file with all that can be read, and says what could not be taken over; the review
    itself is left as it is, and nothing is ever overwritten.
    """
    from workbench.review.admin import doctor

    if target is not None:
        lost = doctor.repair(invocation.location, target)
        changed = (Column("about", "Row"), Column("message", "Changed"))
        notes = () if lost else ("every row could be read",)
        output.write_tables([Table("repair", "", changed, tuple(lost), notes)], fmt)
        output.say(
            f"Wrote a copy to {target}; {invocation.location} was left as it is. Next: "
            f"`workbench --db {shell_word(target)} doctor`"
        )
        return
    checks = doctor.examine(invocation.location, invocation.reviewer)
    columns = (Column("name", "Looked at"), Column("status", "Status"), Column("message", "Seen"))
    rows = tuple((check.name, check.status, check.message) for check in checks)
    output.write_tables([Table("doctor", "", columns, rows)], fmt)
    if not all(check.ok for check in checks):
        raise click.exceptions.Exit(ExitCode.FAILURE)
