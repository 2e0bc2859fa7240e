"""Define `workbench protocol set`, which writes a field of the protocol."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("set")
@click.argument("field")
@click.argument("value")
@pass_invocation
def command(invocation: Invocation, field: str, value: str) -> None:
    """Write a field of the protocol; an empty VALUE ("") takes it away.

    FIELD is question, population, setting, treatment, comparison, eligibility, outcomes, confounders,
    co-interventions, benchmark, adjudicator (a handle), abbreviations, what a checklist asks once
    for the whole review (psm-cohort.P1), or a name of your own. VALUE may have several lines. Outcomes and
    abbreviations stand one a line, or with semicolons between them.
    """
    from workbench.review.admin import protocol

    with invocation.open_review() as session:
        line, whole = protocol.write_protocol(session, field, value)
    if not line.value:
        output.say(f"The protocol says nothing about {line.field} now.")
        return
    late = f"; {line.remark}" if line.is_late else ""
    output.say(f"The protocol has {line.field}, by {line.by} on {line.when}{late}.")
    if line.field in ("outcomes", "adjudicator"):
        for note in whole.notes:
            output.say(note)
