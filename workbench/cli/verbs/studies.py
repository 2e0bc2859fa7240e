"""``workbench studies``: the list."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session
from workbench.cli.study_rows import full_table, short_table


@click.command("studies")
@format_option
@pass_session
def command(session: Session, fmt: str) -> None:
    """List the studies.

    JSON, CSV and TSV give each study in full; the other formats a line with your own progress. Of other
    reviewers' work only whose it is and whether it is done, until both of you have submitted.
    """
    write_studies(session, session.location, fmt)


def write_studies(session: Session, location: str, fmt: str) -> None:
    """Print the studies of the review at a location.

    Raises:
        WorkbenchError: the review cannot be opened.
    """
    from workbench.desk import studies

    with session.desk(location) as desk:
        found = studies.list_studies(desk)
        reviewer = desk.reviewer
    if fmt == "json":
        output.write_json([listing.as_json() for listing in found])
    elif fmt in ("csv", "tsv"):
        output.write_tables([full_table(found)], fmt)
    else:
        output.write_tables([short_table(found, reviewer)], fmt)
    if not found:
        output.say("No studies yet: add documents with `workbench add PATH…`.")
