"""Define `workbench seal`, which lists the seals of a review and writes one's own to a file."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table


@click.command("seal")
@click.option("-o", "--output", "target", help="Write the seals of what you submitted to this file.")
@format_option
@pass_invocation
def command(invocation: Invocation, target: str | None, fmt: str) -> None:
    """List who sealed what, or write your seals for a co-reviewer.

    A seal is made when you submit an appraisal. It shows later that the appraisal was not changed since, and
    does not tell what is in it: exchange seals first, and the files with the contents afterwards. The seals
    of others are taken by `workbench merge FILE`.
    """
    from workbench.review.exchange import seals

    with invocation.open_review() as session:
        if target is None:
            lines = seals.seal_lines(session)
        else:
            made = seals.write_seals(session, Path(target))
    if target is not None:
        output.say(made.in_words(target))
        output.say("Next: send it, and `workbench merge` the seals that you get, before either sends more.")
        return
    columns = (
        Column("study", "Study"),
        Column("result", "Result"),
        Column("reviewer", "Reviewer"),
        Column("sealed_at", "Sealed"),
        Column("received_at", "Received"),
        Column("digest", "Digest"),
        Column("key", "Key"),
    )
    rows = tuple(
        (
            line.study,
            line.result,
            line.reviewer,
            f"{line.sealed_at:%Y-%m-%d %H:%M}",
            f"{line.received_at:%Y-%m-%d %H:%M}" if line.received_at else "",
            line.digest,
            line.key,
        )
        for line in lines
    )
    output.write_tables([Table("seals", "", columns, rows)], fmt)
