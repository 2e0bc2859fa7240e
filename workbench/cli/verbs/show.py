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

    JSON is one object of the shape that `studies` lists.
    """
    from workbench.review.appraisals import quote_anchors
    from workbench.review.studies import study_list
    from workbench.review.studies.earlier_design import designs_to_take_back

    with invocation.open_review() as session:
        listing = study_list.show_study(session, study)
        flagged = quote_anchors.own_flagged(session, listing.key) if session.reviewer else []
        taken = designs_to_take_back(session, [listing])
    if fmt == "json":
        output.write_json(listing.as_json())
    elif FORMATS[fmt].is_delimited:
        output.write_tables([full_table([listing])], fmt)
    else:
        notes = tuple(f"Your quote for {anchor.quote.item_id}: {anchor.in_words()}" for anchor in flagged)
        output.write_tables(study_tables(listing, (*notes, *taken)), fmt)
