"""Define `workbench checklists add`, which brings a team's own checklists into the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.exit_codes import ExitCode
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.checklists.own_checklists import AddedChecklist

_COLUMNS = (
    Column("file", "File"),
    Column("status", "Status"),
    Column("checklist", "Checklist"),
    Column("version", "Version"),
    Column("message", "Message"),
)


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--wording", metavar="TEXTS", help="The texts of a definition that says `wording: external`, in a file."
)
@format_option
@pass_invocation
def command(invocation: Invocation, files: tuple[str, ...], wording: str | None, fmt: str) -> None:
    """Prove definitions of your own and add them to the review, where `assign` offers them.

    Each file stands for itself: one with problems, a line each, is refused and the others are added. The
    exit code is 1 if any was refused, and 4 if the review has another text of the same version. FILE may
    also be the id of a checklist that an installed package brings.
    """
    from workbench.review.checklists import own_checklists

    with invocation.open_review() as session:
        outcomes = own_checklists.add_files(session, files, wording=wording)
    if fmt == "text":
        for outcome in outcomes:
            for line in outcome.lines:
                output.write_line(line)
            output.write_line(outcome.in_words())
    else:
        rows = tuple(row for outcome in outcomes for row in _rows(outcome))
        output.write_tables([Table("added", "", _COLUMNS, rows)], fmt)
    if any(outcome.status == "refused" for outcome in outcomes):
        raise click.exceptions.Exit(ExitCode.FAILURE)
    if any(outcome.status == "conflict" for outcome in outcomes):
        raise click.exceptions.Exit(ExitCode.CONFLICT)


def _rows(outcome: AddedChecklist) -> list[tuple[Cell, ...]]:
    """Return a row for each problem or warning, and one for what became of the file."""
    what = outcome.checklist_id or None, outcome.version or None
    lines = [
        (outcome.file, "problem" if not outcome.ok else "warning", *what, line) for line in outcome.lines
    ]
    return [*lines, (outcome.file, outcome.status, *what, outcome.in_words())]
