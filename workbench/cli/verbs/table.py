"""``workbench table``: the tables of the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session


@click.command("table")
@click.argument("name")
@format_option
@pass_session
def command(session: Session, name: str, fmt: str) -> None:
    """Print a table.

    NAME is characteristics, appraisal, traffic-light, summary or answers. Tables with judgements have a
    block a checklist, because scales are never mixed.
    """
    from workbench.desk import tables

    with session.desk() as desk:
        built = tables.build(desk, name)
    output.write_tables(built, fmt)
