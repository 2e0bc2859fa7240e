"""``workbench passages``: where to read for an item."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session
from workbench.output.table import Column, Table

_COLUMNS = (
    Column("document", "Document"),
    Column("kind", "Kind"),
    Column("page", "Page"),
    Column("start", "From"),
    Column("end", "To"),
    Column("cues", "Cues"),
    Column("text", "Passage"),
)


@click.command("passages")
@click.argument("study")
@click.argument("item")
@format_option
@pass_session
def command(session: Session, study: str, item: str, fmt: str) -> None:
    """Print the passages that have cues of an item, the best first. It never answers by itself.

    From and To count characters of the stored document.
    """
    from workbench.desk import reading

    with session.desk() as desk:
        found = reading.passages_for(desk, study, item)
    rows = tuple(
        (one.source_name, one.kind, one.page, one.start, one.end, ", ".join(one.cues), one.text)
        for one in found
    )
    notes = () if rows else (f"No passage has a cue of {item}. That is no answer yet: read the text.",)
    output.write_tables([Table("passages", f"Passages for {item} of {study}", _COLUMNS, rows, notes)], fmt)
