"""Define `workbench demo`, which makes the example review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.paths import EXAMPLE_REVIEW, shell_word, shown_location


@click.command("demo")
@click.argument("file", required=False)
@pass_invocation
def command(invocation: Invocation, file: str | None) -> None:
    """Make an example review of five studies and open it.

    FILE is example-review.db in this folder unless --db or the argument says otherwise. An example that is
    there already is opened as it is, with the work done in it.
    """
    from workbench.review.admin import demo

    location = file or invocation.db or EXAMPLE_REVIEW
    is_new = demo.make_example(location)
    shown = shown_location(location)
    output.say(
        f"Made the example review in {shown}."
        if is_new
        else f"The example review in {shown} is there already."
    )
    if output.on_terminal():
        invocation.show_screens(location)
        return
    from workbench.cli.verbs.studies import write_studies

    output.say(f"Work in it with `workbench --db {shell_word(shown)} VERB …`, or open it at a terminal.")
    write_studies(invocation, location, "text")
