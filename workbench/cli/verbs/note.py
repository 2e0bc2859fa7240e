"""Define `workbench note`, which writes the note of an item."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import known_result, tell
from workbench.cli.options import result_option, study_argument


@click.command("note")
@study_argument
@click.argument("item")
@click.argument("text")
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, item: str, text: str, result: str) -> None:
    """Write the note of an item, answered or not. An empty TEXT takes the note away."""
    from workbench.review.appraisals import answers

    with invocation.open_review() as session:
        result = known_result(session, study, result)
        sheet = answers.note(session, study, item, text, result=result)
    tell(sheet, f"note of {item} {'saved' if text.strip() else 'taken away'}")
