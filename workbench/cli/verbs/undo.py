"""``workbench undo``: the last change taken back."""

from __future__ import annotations

import click

from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument
from workbench.cli.session import Session, pass_session


@click.command("undo")
@study_argument
@result_option
@pass_session
def command(session: Session, study: str, result: str) -> None:
    """Take back your last change to an appraisal. The history keeps both."""
    from workbench.desk import appraisals

    with session.desk() as desk:
        sheet, undone = appraisals.undo(desk, study, result=result)
    tell(sheet, f"took back: {undone}")
