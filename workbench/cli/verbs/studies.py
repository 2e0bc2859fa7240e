"""Define `workbench studies`, which lists the studies."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.cli.study_rows import full_table, short_table
from workbench.output.render import FORMATS


@click.command("studies")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """List the studies.

    JSON, CSV and TSV give each study in full; the other formats a line with your own progress. Of other
    reviewers' work only whose it is and whether it is done, until both of you have submitted.
    """
    write_studies(invocation, invocation.location, fmt)


def write_studies(invocation: Invocation, location: str, fmt: str) -> None:
    """Print the studies of the review at a location.

    Raises:
        WorkbenchError: the review cannot be opened.
    """
    from workbench.review.appraisals.drafts_beside import drafts_beside
    from workbench.review.studies import known_studies
    from workbench.review.studies.checklist_choice import studies_without
    from workbench.review.studies.earlier_design import designs_to_take_back

    with invocation.open_review(location) as session:
        studies = known_studies.list_studies(session)
        reviewer = session.reviewer
        notes = (*studies_without(session, studies), *drafts_beside(session))
        if fmt != "json":
            notes += designs_to_take_back(session, studies)
    if fmt == "json":
        output.write_json([listing.as_json() for listing in studies])
    elif FORMATS[fmt].is_delimited:
        output.write_tables([full_table(studies)], fmt)
    else:
        output.write_tables([short_table(studies, reviewer, notes)], fmt)
    if not studies:
        output.say("No studies yet: add documents with `workbench add PATH…`.")
