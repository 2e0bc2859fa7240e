"""Define `workbench conflicts`, which lists what has two values after a merge."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

VERBS = {"decide": Verb("workbench.cli.verbs.conflicts_decide", "Keep one of the two values.")}

_COLUMNS = (
    Column("id", "Id"),
    Column("study", "Study"),
    Column("what", "What"),
    Column("here", "Stands"),
    Column("other", "Waits"),
    Column("source", "From"),
)


@click.group(
    "conflicts", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@format_option
@pass_invocation
@click.pass_context
def command(context: click.Context, invocation: Invocation, fmt: str) -> None:
    """List what was changed in two files without either knowing of the other, and decide it.

    Of the two values one stands and the other waits. `conflicts decide ID here|other` keeps one of them.
    """
    if context.invoked_subcommand is not None:
        return
    from workbench.review.exchange.merge.decide import list_conflicts

    with invocation.open_review() as session:
        lines = list_conflicts(session)
    if fmt == "json":
        output.write_json([line.as_json() for line in lines])
        return
    rows = tuple((line.id, line.study, line.what, line.here, line.other, line.source) for line in lines)
    output.write_tables([Table("conflicts", "", _COLUMNS, rows, () if rows else ("nothing waits",))], fmt)
