"""Define `workbench progress`, which shows what is done, what waits and what is left."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("progress")
@click.option(
    "--by",
    type=click.Choice(("reviewer", "study")),
    default="reviewer",
    show_default=True,
    help="A line a reviewer, or a line a study.",
)
@format_option
@pass_invocation
def command(invocation: Invocation, by: str, fmt: str) -> None:
    """Show who has done what, what waits for somebody, and what is left, per reviewer or per study.

    Of others it tells what they have submitted, never what they have begun. Minutes come from the history:
    from one entry to the next of an appraisal, pauses over ten minutes left out; yours, and those of
    submitted appraisals that you may see.
    """
    from workbench.review.appraisals.drafts_beside import drafts_beside
    from workbench.review.reviewers.workload import read_workload
    from workbench.review.reviewers.workload_tables import reviewer_table, study_table

    with invocation.open_review() as session:
        workload = read_workload(session)
        beside = drafts_beside(session)
    if fmt == "json":
        lines = workload.reviewers if by == "reviewer" else workload.studies
        output.write_json([line.as_json() for line in lines])
        return
    table = reviewer_table(workload) if by == "reviewer" else study_table(workload)
    output.write_tables([table], fmt)
    for draft in beside:
        output.say(draft)
