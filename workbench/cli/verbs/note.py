"""``workbench note``: the note of an item."""

from __future__ import annotations

import click

from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument
from workbench.cli.session import Session, pass_session


@click.command("note")
@study_argument
@click.argument("item")
@click.argument("text")
@result_option
@pass_session
def command(session: Session, study: str, item: str, text: str, result: str) -> None:
    """Write the note of an item, answered or not. An empty TEXT takes the note away."""
    from workbench.desk import appraisals

    with session.desk() as desk:
        sheet = appraisals.note(desk, study, item, text, result=result)
    tell(sheet, f"note of {item} {'saved' if text.strip() else 'taken away'}")
