"""Define `workbench duplicates`, which lists studies that may be the same, and takes decisions on them."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation
from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option

_HERE = "workbench.cli.verbs"
VERBS = {
    "show": Verb(f"{_HERE}.duplicates_show", "Put two records beside each other."),
    "merge": Verb(f"{_HERE}.duplicates_merge", "Merge a study into another one that is the same."),
    "split": Verb(f"{_HERE}.duplicates_split", "Take a merge back."),
    "distinct": Verb(f"{_HERE}.duplicates_distinct", "Keep that two studies are not the same."),
}


@click.group(
    "duplicates", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@click.option("--decided", is_flag=True, help="List what was decided instead: merged, or distinct.")
@format_option
@click.pass_context
def command(context: click.Context, decided: bool, fmt: str) -> None:
    """List studies that may be the same, the surest first, with what they share and where they differ.

    A pair of "different works" shares an identifier, a document or an abstract, but neither title nor first
    author.
    """
    if context.invoked_subcommand is None:
        _write_list(context.obj, decided, fmt)


def _write_list(invocation: Invocation, decided: bool, fmt: str) -> None:
    from workbench.cli import duplicate_rows
    from workbench.review.studies import duplicates

    with invocation.open_review() as session:
        if decided:
            output.write_tables([duplicate_rows.decision_table(duplicates.list_decisions(session))], fmt)
            return
        pairs = duplicates.list_pairs(session)
    if fmt == "json":
        output.write_json(duplicate_rows.pairs_as_json(pairs))
    else:
        output.write_tables([duplicate_rows.pair_table(pairs)], fmt)
