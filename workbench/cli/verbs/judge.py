"""``workbench judge``: the judgement with its reasons."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.judgement_shown import as_table, as_text
from workbench.cli.options import format_option, result_option, study_argument
from workbench.cli.session import Session, pass_session


@click.command("judge")
@study_argument
@format_option
@result_option
@pass_session
def command(session: Session, study: str, fmt: str, result: str) -> None:
    """Show the judgement, and why it is so: for each domain the rule that decided and the answers it read.

    Where an answer is still missing it says which judgements are possible. Overrides stand beside what was
    suggested, with their reasons. Quotes whose words stand in no document that is read are named.
    """
    from workbench.desk import anchoring, appraisals

    with session.desk() as desk:
        sheet = appraisals.judge_study(desk, study, result=result)
        anchors = anchoring.Anchors(desk).of(sheet)
    if fmt == "text":
        output.write(as_text(sheet, anchors, width=output.width()))
    elif fmt == "json":
        output.write_json(sheet.as_json() | {"quotes": [one.as_json() for one in anchors]})
    else:
        output.write_tables([as_table(sheet, anchors)], fmt)
