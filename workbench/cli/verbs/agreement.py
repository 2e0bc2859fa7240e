"""Define `workbench agreement`, which shows how far the reviewers agree."""

from __future__ import annotations

import click

from workbench.agreement import DEFAULT_INTERVAL, INTERVALS, TOO_NARROW
from workbench.cli import output
from workbench.cli.agreement_rows import as_rows, as_tables
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import UsageError
from workbench.output.render import FORMATS


@click.command("agreement")
@click.option("--checklist", metavar="ID", help="Only this checklist.")
@click.option("--pair", metavar="A,B", help="Only these two reviewers.")
@click.option("--calibration", is_flag=True, help="The calibration studies instead of the main ones.")
@click.option("--as-given", is_flag=True, help="Answers as given instead of collapsed.")
@click.option(
    "--interval",
    type=click.Choice(tuple(INTERVALS)),
    default=DEFAULT_INTERVAL,
    show_default=True,
    help="How the 95 % intervals are made. The others than free_study are there for comparison, and "
    f"{TOO_NARROW}.",
)
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    checklist: str | None,
    pair: str | None,
    calibration: bool,
    as_given: bool,
    interval: str,
    fmt: str,
) -> None:
    """Show how far the reviewers agree: first where they do not, then the coefficients.

    Over the studies that two or more have submitted and you may see, always on the independent answers, never
    on the consensus. Answers are collapsed to favourable, unfavourable and no information. CSV, TSV and
    JSON carry every number.
    """
    from workbench.review.reviewers import agreement as agreeing

    two = _two(pair) if pair is not None else None
    with invocation.open_review() as session:
        reports = agreeing.agreement(
            session,
            checklist=checklist,
            pair=two,
            calibration=calibration,
            as_given=as_given,
            interval=interval,
        )
    if fmt == "json":
        output.write_json([report.as_json() for report in reports])
    elif FORMATS[fmt].is_delimited:
        output.write_tables([as_rows(reports)], fmt)
    elif reports:
        output.write_tables(as_tables(reports), fmt)
    if not reports:
        kind = "calibration study" if calibration else "study"
        output.say(f"No {kind} that you may see was submitted by two reviewers yet.")


def _two(pair: str) -> tuple[str, str]:
    names = [name.strip() for name in pair.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError("--pair takes two handles with a comma between them, such as anna,bea")
    return names[0], names[1]
