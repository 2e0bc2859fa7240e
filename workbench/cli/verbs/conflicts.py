"""Define `workbench conflicts`, which lists what has two values after a merge, and what was decided."""

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
_DECIDED = (
    Column("id", "Id"),
    Column("study", "Study"),
    Column("what", "What"),
    Column("here", "Here"),
    Column("other", "Other"),
    Column("decision", "Kept"),
    Column("decided_by", "By"),
    Column("source", "From"),
)


@click.group(
    "conflicts", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@click.option("--decided", is_flag=True, help="List what was decided, to decide it the other way.")
@format_option
@pass_invocation
@click.pass_context
def command(context: click.Context, invocation: Invocation, decided: bool, fmt: str) -> None:
    """List what was changed in two files without either knowing of the other, and decide it.

    Of the two values one stands and the other waits. `conflicts decide ID here|other` keeps one of them.
    Of a finding, and of all else that has several parts, the parts are shown in which the two differ.
    """
    if context.invoked_subcommand is not None:
        return
    from workbench.review.exchange.merge.decide import list_conflicts, list_decided

    with invocation.open_review() as session:
        lines = list_decided(session) if decided else list_conflicts(session)
    if fmt == "json":
        output.write_json([line.as_json() for line in lines])
        return
    columns = _DECIDED if decided else _COLUMNS
    rows = tuple(tuple(getattr(line, column.id) for column in columns) for line in lines)
    empty = "nothing was decided" if decided else "nothing waits"
    output.write_tables([Table("conflicts", "", columns, rows, () if rows else (empty,))], fmt)
