"""Define `workbench edit`, which corrects the record of a study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from store.bibliography import FIELDS, field_in_words
from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument

_HELP = {
    "authors": 'The authors, first author first: "Byron A; Li W".',
    "year": "The year of publication.",
    "volume": "The volume of the journal.",
    "pages": "The first and the last page, such as 45-50, or the article's number.",
    "doi": "The DOI, with or without its resolver.",
    "registration": "The registration number, such as NCT01234567.",
}


def _field_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each field of the record."""
    for name in reversed(FIELDS):
        told = _HELP.get(name, f"The {field_in_words(name)}.")
        command = click.option(f"--{name}", default=None, metavar="T", help=told)(command)
    return command


@click.command("edit")
@study_argument
@_field_options
@click.option("--key", default=None, metavar="K", help="Another key; the one before still finds the study.")
@click.option(
    "--design", default=None, metavar="ID|none", help="The design, by id or name; the checklist stays."
)
@pass_invocation
def command(
    invocation: Invocation,
    /,
    study: str,
    key: str | None,
    design: str | None,
    **typed: str | None,
) -> None:
    """Correct the record of a study: any field, its key, its design.

    An empty text ("") takes a value away. The history keeps what stood there before.
    """
    from workbench.review.studies.edit_record import edit

    fields = {name: value for name, value in typed.items() if value is not None}
    with invocation.open_review() as session:
        listing = edit(session, study, fields, key=key, design=design)
    output.say(f"{listing.key} is corrected; `workbench show {listing.key}` shows it.")
