"""``workbench reopen``: a submitted appraisal becomes a draft again."""

from __future__ import annotations

import click

from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument
from workbench.cli.session import Session, pass_session


@click.command("reopen")
@study_argument
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the history.")
@result_option
@pass_session
def command(session: Session, study: str, reason: str, result: str) -> None:
    """Make a submitted appraisal a draft again."""
    from workbench.desk import appraisals

    with session.desk() as desk:
        sheet = appraisals.reopen(desk, study, reason, result=result)
    tell(sheet, "reopened")
