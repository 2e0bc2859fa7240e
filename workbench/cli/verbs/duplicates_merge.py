"""Define `workbench duplicates merge`, which merges a study into another one that is the same."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("merge")
@click.argument("kept", metavar="KEEP")
@click.argument("other")
@click.option("--reason", metavar="T", help="Why they are the same; it stands in the history.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@pass_invocation
def command(invocation: Invocation, kept: str, other: str, reason: str | None, dry_run: bool) -> None:
    """Merge OTHER into KEEP: its documents, appraisals, findings and characteristics move along.

    What KEEP has already stands. OTHER leaves all lists, its key finds KEEP, and
    `workbench duplicates split OTHER` takes it back.
    """
    from workbench.review.studies import duplicates

    if reason is None and not dry_run:
        raise click.UsageError("--reason is missing: say why they are the same, or look first with --dry-run")
    with invocation.open_review() as session:
        if dry_run:
            report = duplicates.preview(session, kept, other)
            output.say(f"{report.other} would be merged into {report.kept}; nothing was changed.")
        else:
            report = duplicates.merge(session, kept, other, reason or "")
            output.say(f"{report.other} is merged into {report.kept}.")
    for sentence in report.sentences:
        output.say(f"  {sentence}")
