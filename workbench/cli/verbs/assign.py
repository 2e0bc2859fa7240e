"""``workbench assign``: which checklist a study is judged by."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import study_argument
from workbench.cli.session import Session, pass_session


@click.command("assign")
@study_argument
@click.argument("checklist")
@click.option("--reason", default="", metavar="T", help="Why; needed once work is done with another.")
@pass_session
def command(session: Session, study: str, checklist: str, reason: str) -> None:
    """Confirm or change the checklist of a study.

    Appraisals with another checklist are kept, but tables and agreement go by the one that the study has now.
    """
    from workbench.desk import studies

    with session.desk() as desk:
        found = studies.assign(desk, study, checklist, reason=reason)
    output.say(f"{found.key} is judged by {found.checklist} (design: {found.design}).")
