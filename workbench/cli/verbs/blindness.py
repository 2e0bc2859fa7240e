"""Define `workbench blindness`, which says or sets whether reviewers see each other's unfinished work."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.errors import UsageError


@click.command("blindness")
@click.argument("change", type=click.Choice(("lift", "restore")), required=False)
@click.option("--reason", metavar="T", help="Why; it stands in the history. Required for a change.")
@pass_invocation
def command(invocation: Invocation, change: str | None, reason: str | None) -> None:
    """Say whether reviewers are blind to each other; lift that for the whole review, or restore it.

    Any reviewer may, with a reason that stands in the history and in the methods sentences. Lifted, everybody
    sees what others have submitted; drafts stay hidden.
    """
    from workbench.review.admin import settings

    if change is not None and not (reason or "").strip():
        raise UsageError(f"`blindness {change}` needs --reason: it stands in the history")
    with invocation.open_review() as session:
        if change == "lift":
            settings.lift_blindness(session, reason or "")
        elif change == "restore":
            settings.restore_blindness(session, reason or "")
        blind = settings.is_blind(session)
    output.write_line("reviewers are blind to each other" if blind else "blindness is lifted")
