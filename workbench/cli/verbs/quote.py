"""Define `workbench quote`, which ties words of a document to an item."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import known_result, tell
from workbench.cli.options import result_option, study_argument


@click.command("quote")
@study_argument
@click.argument("item")
@click.argument("text")
@click.option("--remove", is_flag=True, help="Take the quote with these words away instead.")
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, item: str, text: str, remove: bool, result: str) -> None:
    """Quote words of a document for an item, answered or not.

    TEXT is what stands there; with --remove a part of the quote is enough.
    """
    from workbench.review.appraisals import answers, quotes

    with invocation.open_review() as session:
        odd: tuple[str, ...] = ()
        if remove:
            sheet = quotes.untie_words(session, study, item, text, result=result)
        else:
            result = known_result(session, study, result)
            sheet = answers.quote(session, study, item, text, result=result)
            odd = quotes.remarks(session, sheet.study, text)
    tell(sheet, f"quote of {item} {'taken away' if remove else 'saved'}")
    for remark in odd:
        output.say(f"The quote is {remark}.")
