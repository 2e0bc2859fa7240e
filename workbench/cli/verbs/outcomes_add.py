"""Define `workbench outcomes add`, which adds an outcome at a time point."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.outcome_options import (
    better_option,
    follow_up_option,
    importance_option,
    threshold_options,
    time_option,
    unit_option,
)


@click.command("add")
@click.argument("name")
@time_option
@unit_option
@better_option
@importance_option
@follow_up_option
@threshold_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    name: str,
    time_point: str | None,
    unit: str | None,
    better: str | None,
    importance: int | None,
    follow_up: str | None,
    source: str,
    **thresholds: str | None,
) -> None:
    """Add an outcome. The same name at another time is another outcome.

    The thresholds say which differences matter, best before any result is seen: see `outcomes edit`.

    What the protocol names and the review does not have yet is told.
    """
    from workbench.review.evidence import outcomes

    with invocation.open_review() as session:
        outcome = outcomes.add_outcome(
            session,
            name,
            time_point=time_point or "",
            unit=unit or "",
            better=better or "",
            importance=importance,
            follow_up=follow_up or "",
            thresholds={name: text for name, text in thresholds.items() if text},
            source=source,
        )
        waiting = outcomes.protocol_outcomes(session)
    output.say(f"added {outcome.label}, {outcome.importance_word}")
    if waiting:
        output.say(f"the protocol also names: {'; '.join(waiting)}")
