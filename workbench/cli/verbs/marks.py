"""Define `workbench marks`, which lists what whoever works marked in the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.appraisals.marks import StudyMark

_COLUMNS = (
    Column("study", "Study"),
    Column("document", "Document"),
    Column("page", "Page"),
    Column("start", "From"),
    Column("end", "To"),
    Column("text", "Passage"),
    Column("note", "Margin note"),
    Column("flag", "Flag"),
    Column("at", "Marked at"),
)


def _row(listed: StudyMark) -> tuple[Cell, ...]:
    mark, anchor = listed.placed.mark, listed.placed.anchor
    return (
        listed.study,
        anchor.document.source_name if anchor.document is not None else None,
        anchor.page,
        anchor.start,
        anchor.end,
        anchor.words,
        mark.note,
        anchor.flag,
        mark.at.isoformat(timespec="seconds"),
    )


@click.command("marks")
@click.argument("study", default="")
@format_option
@pass_invocation
def command(invocation: Invocation, study: str, fmt: str) -> None:
    """List what you marked in the texts, with your margin notes: of STUDY, or of all studies.

    From and To count characters of the stored document. `workbench quote` ties such words to an item.
    """
    from workbench.review.appraisals import marks

    with invocation.open_review() as session:
        listed, put_aside = marks.list_marks(session, study)
    for path in put_aside:
        output.say(f"A mark could not be read; its file is put aside: {path}")
    notes = (
        () if listed else ("You marked nothing yet: m marks the selected words, or `workbench mark` does.",)
    )
    rows = tuple(_row(each) for each in listed)
    title = f"Your marks in {listed[0].study}" if study and listed else "Your marks"
    output.write_tables([Table("marks", title, _COLUMNS, rows, notes)], fmt)
