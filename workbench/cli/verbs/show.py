"""Define `workbench show`, which prints one study with its documents and appraisals."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, study_argument
from workbench.cli.study_rows import full_table, study_tables
from workbench.output.render import FORMATS


@click.command("show")
@study_argument
@format_option
@pass_invocation
def command(invocation: Invocation, study: str, fmt: str) -> None:
    """Show one study: its record, characteristics, documents and appraisals; also without a checklist.

    JSON is one object of the shape that `studies` lists, with the comments that you may see, and what a merge
    left for you to decide.
    """
    from workbench.review.appraisals import quote_anchors
    from workbench.review.exchange.merge.decide import list_conflicts_of
    from workbench.review.reviewers.remarks import list_remarks
    from workbench.review.studies import known_studies
    from workbench.review.studies.earlier_design import designs_to_take_back

    with invocation.open_review() as session:
        listing = known_studies.show_study(session, study)
        flagged = quote_anchors.own_flagged(session, listing.key) if session.reviewer else []
        taken = designs_to_take_back(session, [listing])
        remarks = list_remarks(session, listing.key) if session.reviewer else []
        waiting = list_conflicts_of(session, listing.key)
    if fmt == "json":
        beside = {
            "comments": [each.as_json() for each in remarks],
            "to_decide": [line.as_json() for line in waiting],
        }
        output.write_json(listing.as_json() | beside)
    elif FORMATS[fmt].is_delimited:
        output.write_tables([full_table([listing])], fmt)
    else:
        notes = tuple(f"Your quote for {anchor.quote.item_id}: {anchor.in_words()}" for anchor in flagged)
        told = tuple(f"Comment {each.in_words()}" for each in remarks)
        left = tuple(
            f"To decide: {line.in_words()} (`workbench conflicts decide {line.id} here|other`)"
            for line in waiting
        )
        output.write_tables(study_tables(listing, (*notes, *taken, *told, *left)), fmt)
