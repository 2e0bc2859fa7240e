"""Define `workbench conflicts decide`, which keeps one of two values, or revises that."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("decide")
@click.argument("conflict", metavar="ID")
@click.argument("keep", metavar="here|other")
@click.option("--reason", default="", metavar="T", help="Why; it stands in the history.")
@pass_invocation
def command(invocation: Invocation, conflict: str, keep: str, reason: str) -> None:
    """Keep the value that stands (here) or the one that waits (other).

    ID is what `workbench conflicts` prints. The decision travels with the next merge. With an ID that
    `workbench conflicts --decided` prints it is revised: the other value is taken, and the history keeps
    both decisions.
    """
    from workbench.review.exchange.merge.decide import decide
    from workbench.review.exchange.merge.value_words import in_sentence

    with invocation.open_review() as session:
        line = decide(session, conflict, keep, reason)
    kept, left = in_sentence(line.kept), in_sentence(line.left)
    output.say(f"{line.study + ': ' if line.study else ''}{line.what}: {kept} stands now.")
    output.say(f"`workbench conflicts decide {line.id} {_other(keep)}` would take {left} instead.")


def _other(keep: str) -> str:
    return "other" if keep == "here" else "here"
