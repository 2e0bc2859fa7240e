"""Define `workbench import`, which makes a review from an export."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.paths import shown_location


@click.command("import")
@click.argument("file", metavar="FILE.zip")
@pass_invocation
def command(invocation: Invocation, file: str) -> None:
    """Make a review of what `workbench export` wrote as .zip.

    The review goes to where --db or WORKBENCH_DB says, else to review.db in this folder; there must be none
    yet, or one that holds nothing. All of it comes in, or nothing.
    """
    from workbench.review.exchange import whole_review

    imported = whole_review.import_review(Path(file), invocation.location, progress.show)
    shown = shown_location(invocation.location)
    output.say(
        f"Made the review {imported.title!r} in {shown}: "
        f"{imported.studies} studies, {imported.appraisals} appraisals."
    )
    if not imported.complete:
        where = f" on {imported.hidden_studies} studies" if imported.hidden_studies else ""
        output.say(f"It is a part of a review: whoever exported it could not see the work of others{where}.")
