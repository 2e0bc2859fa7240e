"""Define `workbench outcomes edit`, which changes the fields of an outcome."""

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


@click.command("edit")
@click.argument("outcome")
@click.option("--name", metavar="T", help="Another name.")
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
    outcome: str,
    name: str | None,
    time_point: str | None,
    unit: str | None,
    better: str | None,
    importance: int | None,
    follow_up: str | None,
    source: str,
    **thresholds: str | None,
) -> None:
    """Change an outcome; its findings and ratings stay with it. What is not given stays as it is.

    The thresholds say which differences matter: imprecision and inconsistency are suggested from them, and
    the size in the statement of the summary of findings. Without them GRADE's rough guide stands in. An empty
    text takes one away. Ratings that rest on a threshold that changed have to be looked at again.
    """
    from workbench.review.evidence import outcomes

    with invocation.open_review() as session:
        changed = outcomes.edit_outcome(
            session,
            outcome,
            name=name,
            time_point=time_point,
            unit=unit,
            better=better,
            importance=importance,
            follow_up=follow_up,
            thresholds={name: text for name, text in thresholds.items() if text is not None},
            source=source,
        )
    output.say(f"changed {changed.label}, {changed.importance_word}")
