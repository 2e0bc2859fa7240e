"""Define `workbench init`, which makes a new review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.config import review_location
from workbench.paths import shell_word, shown_location


@click.command("init")
@click.argument("file", required=False)
@click.option("--title", required=True, metavar="T", help="What the review is called.")
@click.option("--question", default="", metavar="Q", help="The question that it answers.")
@pass_invocation
def command(invocation: Invocation, file: str | None, title: str, question: str) -> None:
    """Make a new review.

    FILE is review.db in this folder unless --db, WORKBENCH_DB or the argument says otherwise. What is there
    already is never overwritten.
    """
    from workbench.review.session import create_review

    location = file or invocation.location
    create_review(location, title=title, question=question, reviewer=invocation.reviewer).close()
    named = "" if location == review_location(None) else f"--db {shell_word(shown_location(location))} "
    output.say(f"Made the review in {shown_location(location)}. Next: `workbench {named}add PATH…`")
