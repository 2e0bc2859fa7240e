"""Define `workbench judge`, which shows the judgement with its reasons."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.judgement_text import as_table, as_text
from workbench.cli.options import format_option, result_option, study_argument


@click.command("judge")
@study_argument
@format_option
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, fmt: str, result: str) -> None:
    """Show the judgement, and why it is so: for each domain the rule that decided and the answers it read.

    Where an answer is still missing it says which judgements are possible. Overrides stand beside what was
    suggested, with their reasons. Quotes whose words stand in no document that is read are named.
    """
    from workbench.cli.judgement_json import judgement_json
    from workbench.review.appraisals import answers as appraisals
    from workbench.review.appraisals import quote_anchors
    from workbench.review.appraisals.preliminaries import read_preliminaries

    with invocation.open_review() as session:
        sheet = appraisals.judge_study(session, study, result=result)
        anchors = quote_anchors.Anchors(session).of(sheet)
        settled = read_preliminaries(session, sheet).lines
    if fmt == "text":
        output.write(as_text(sheet, anchors, settled, width=output.width()))
    elif fmt == "json":
        quotes = [anchor.as_json() for anchor in anchors]
        before = [line.as_json() for line in settled]
        output.write_json(judgement_json(sheet) | {"quotes": quotes, "preliminaries": before})
    else:
        output.write_tables([as_table(sheet, anchors)], fmt)
