"""Define `workbench checklists list`, which prints the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.design_names import short_design
from workbench.output.table import Column, Labelled, Table

if TYPE_CHECKING:
    from workbench.review.checklists.known_checklists import KnownChecklist

_COLUMNS = (
    Column("id", "Id"),
    Column("version", "Version"),
    Column("status", "Status"),
    Column("design", "Design"),
    Column("domains", "Domains"),
    Column("items", "Items"),
    Column("origin", "From"),
    Column("title", "Title", clipped=True),
)


@click.command("list")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """List the checklists: those of the workbench, of the review, and of installed packages."""
    write_list(invocation, fmt)


def write_list(invocation: Invocation, fmt: str) -> None:
    """Print the catalogue."""
    from workbench.review.admin import checklist_tools

    with checklist_tools.catalogue_of(invocation.location) as catalogue:
        listed = checklist_tools.list_all(catalogue)
        warnings = catalogue.warnings
    rows = tuple(
        (
            *(known.checklist.id, known.checklist.version, known.checklist.status),
            _designs(known.checklist.design_classes),
            *(len(known.checklist.domains), len(known.checklist.items)),
            *(_origin(known), known.checklist.title),
        )
        for known in listed
    )
    output.write_tables([Table("checklists", "", _COLUMNS, rows)], fmt)
    for warning in warnings:
        output.say(warning)


def _origin(known: KnownChecklist) -> Labelled:
    names = ("origin", "source", "added_by", "added_on")
    return Labelled({name: getattr(known, name) for name in names}, known.from_where)


def _designs(designs: tuple[str, ...]) -> Labelled:
    """Show the first design and how many more there are; the formats for programs have the ids of all."""
    more = f" +{len(designs) - 1}" if len(designs) > 1 else ""
    return Labelled(", ".join(designs), f"{short_design(designs[0])}{more}" if designs else "any")
