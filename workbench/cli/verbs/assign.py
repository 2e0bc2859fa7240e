"""``workbench assign``: which checklist a study is judged by."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import study_argument
from workbench.cli.session import Session, pass_session


@click.command("assign")
@study_argument
@click.argument("checklist")
@pass_session
def command(session: Session, study: str, checklist: str) -> None:
    """Confirm or change the checklist of a study.

    Appraisals begun with another checklist stay as they are.
    """
    from workbench.desk import studies

    with session.desk() as desk:
        found = studies.assign(desk, study, checklist)
    output.say(f"{found.key} is judged by {found.checklist} (design: {found.design}).")
