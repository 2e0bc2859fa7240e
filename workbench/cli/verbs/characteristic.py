"""Define `workbench characteristic`, which enters what a study is."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, study_argument
from workbench.cli.study_rows import CHARACTERISTIC, characteristics_table
from workbench.output.table import Table


@click.command("characteristic")
@study_argument
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--quote", default="", metavar="T", help="The words it rests on, as they stand in a document.")
@click.option("--source", default="", metavar="T", help="Where it stands, if not in a document.")
@click.option("--suggested", is_flag=True, help="Show what the texts print and nobody has entered yet.")
@click.option("--accept", is_flag=True, help="Enter what is suggested for NAME, with its words.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    study: str,
    name: str | None,
    value: str | None,
    quote: str,
    source: str,
    suggested: bool,
    accept: bool,
    fmt: str,
) -> None:
    """Enter a characteristic of a study, or without NAME and VALUE show what is known.

    NAME is n, condition, treatment, comparison, setting, country, follow-up, outcomes, funding, interests,
    notes, or any name of your own. An empty VALUE ("") takes it away; "not reported" says that the sources
    do not print it. What is suggested comes from the text and is never entered by itself.
    """
    from workbench.review.studies import suggested_characteristics as suggestions
    from workbench.review.studies.characteristics import characterise, characteristics_of, known_name

    _refuse_contradictions(name, value, suggested=suggested, accept=accept)
    with invocation.open_review() as session:
        if suggested:
            offered = suggestions.suggested(session, study)
            rows = tuple((each.name, each.value, each.quote, each.source) for each in offered)
            notes = () if rows else ("the texts print nothing more that can be told for sure",)
            table = Table("suggestions", "", CHARACTERISTIC[:-1], rows, notes)
        elif name is None:
            table = characteristics_table(characteristics_of(session, study))
        elif accept:
            lines = suggestions.accept(session, study, name)
            value = str(next(line.value for line in lines if line.name == known_name(name)))
        else:
            characterise(session, study, name, value or "", quote=quote, source=source)
    if name is not None:
        output.say(f"{study}: {known_name(name)} is {value or 'taken away'}.")
        return
    output.write_tables([table], fmt)


def _refuse_contradictions(name: str | None, value: str | None, *, suggested: bool, accept: bool) -> None:
    if suggested and (name is not None or accept):
        raise click.UsageError("--suggested lists all suggestions: give no name with it")
    if accept and (name is None or value is not None):
        raise click.UsageError("--accept takes a name and no value: it enters what is suggested for the name")
    if name is not None and value is None and not accept:
        raise click.UsageError(f"give the value of {name} too, or no name to see what is known")
