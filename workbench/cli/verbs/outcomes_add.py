"""``workbench outcomes add``: an outcome at a time point."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.outcome_options import better_option, importance_option, time_option, unit_option
from workbench.cli.session import Session, pass_session


@click.command("add")
@click.argument("name")
@time_option
@unit_option
@better_option
@importance_option
@pass_session
def command(
    session: Session,
    name: str,
    time_point: str | None,
    unit: str | None,
    better: str | None,
    importance: int | None,
) -> None:
    """Add an outcome. The same name at another time is another outcome."""
    from workbench.desk import outcomes

    with session.desk() as desk:
        made = outcomes.add_outcome(
            desk,
            name,
            time_point=time_point or "",
            unit=unit or "",
            better=better or "",
            importance=importance,
        )
    output.say(f"added {made.label}, {made.importance_word}")
