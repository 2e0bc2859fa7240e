"""``workbench demo``: the example review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.session import Session, pass_session
from workbench.paths import EXAMPLE_REVIEW, shown_location


@click.command("demo")
@click.argument("file", required=False)
@pass_session
def command(session: Session, file: str | None) -> None:
    """Make an example review of five studies and open it.

    FILE is example-review.db in this folder unless --db or the argument says otherwise. An example that is
    there already is opened as it is, with the work done in it.
    """
    from workbench.desk import demo

    location = file or session.db or EXAMPLE_REVIEW
    made = demo.make_example(location)
    shown = shown_location(location)
    output.say(
        f"Made the example review in {shown}." if made else f"The example review in {shown} is there already."
    )
    if output.on_terminal():
        session.show_screens(location)
        return
    from workbench.cli.verbs.studies import write_studies

    output.say(f"Work in it with `workbench --db {shown} VERB …`, or open it at a terminal.")
    write_studies(session, location, "text")
