"""Define `workbench characteristic`, which enters what a study is."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, study_argument
from workbench.output.table import Column, Table

_COLUMNS = (
    Column("name", "Name"),
    Column("value", "Value"),
    Column("quote", "Quote"),
    Column("source", "Source"),
    Column("entered_by", "Entered by"),
)


@click.command("characteristic")
@study_argument
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--quote", default="", metavar="T", help="The words it rests on, as they stand in a document.")
@click.option("--source", default="", metavar="T", help="Where it stands, if not in a document.")
@format_option
@pass_invocation
def command(
    invocation: Invocation, study: str, name: str | None, value: str | None, quote: str, source: str, fmt: str
) -> None:
    """Enter a characteristic of a study, or without NAME and VALUE show what is known.

    NAME is n, condition, treatment, comparison, setting, country, follow-up, funding, interests, or any name
    of your own. An empty VALUE ("") takes it away.
    """
    from workbench.review.studies.characteristics import characterise, characteristics_of, known_name

    if name is not None and value is None:
        raise click.UsageError(f"give the value of {name} too, or no name to see what is known")
    with invocation.open_review() as session:
        if name is None or value is None:
            lines = characteristics_of(session, study)
        else:
            lines = characterise(session, study, name, value, quote=quote, source=source)
    if name is not None:
        output.say(f"{study}: {known_name(name)} is {value or 'taken away'}.")
        return
    rows = tuple((line.name, line.value, line.quote, line.source, line.entered_by) for line in lines)
    notes = () if rows else ("nothing is known of it yet",)
    output.write_tables([Table("characteristics", "", _COLUMNS, rows, notes)], fmt)
