"""Define `workbench mark`, which marks words of a document for whoever works."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("mark")
@study_argument
@click.argument("words")
@click.option("--note", help="The margin note; an empty one takes the note away, and the mark stays.")
@click.option("--remove", is_flag=True, help="Take the mark with these words away instead, and its note.")
@pass_invocation
def command(invocation: Invocation, study: str, words: str, note: str | None, remove: bool) -> None:
    """Mark words of a document for yourself, with or without a margin note.

    WORDS is what stands there; with --remove a part of the mark is enough. Marks are kept in your settings
    folder and never in the review: nobody else sees them, and no export has them.
    """
    from workbench.review.appraisals import marks

    if remove and note is not None:
        raise click.UsageError("--remove takes the note away with its mark: leave --note out")
    with invocation.open_review() as session:
        if remove:
            marks.remove_mark_of_words(session, study, words)
        else:
            marks.mark_words(session, study, words, note)
    output.say(
        "The mark is taken away." if remove else "The words are marked; `workbench marks` lists your marks."
    )
