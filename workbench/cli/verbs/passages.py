"""Define `workbench passages`, which prints the passages to read for an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Cell, Column, Labelled, Table

if TYPE_CHECKING:
    from workbench.review.appraisals.texts import FoundPassage

_COLUMNS = (
    Column("document", "Document"),
    Column("kind", "Kind"),
    Column("page", "Page"),
    Column("start", "From"),
    Column("end", "To"),
    Column("cues", "Cues"),
    Column("text", "Passage"),
    Column("second_hand", "Second-hand"),
)


_SECOND_HAND = "Second-hand: others than the study's authors wrote it, such as a summary above an abstract."


def _row(passage: FoundPassage) -> tuple[Cell, ...]:
    """Build the row of a passage.

    Second-hand stands beside the kind where people read it, and in a column of its own for programs.
    """
    kind = Labelled(passage.kind, f"{passage.kind}, second-hand") if passage.second_hand else passage.kind
    second_hand = Labelled(passage.second_hand, "yes" if passage.second_hand else "")
    cues = ", ".join(passage.cues)
    return (
        passage.source_name,
        kind,
        passage.page,
        passage.start,
        passage.end,
        cues,
        passage.text,
        second_hand,
    )


@click.command("passages")
@click.argument("study")
@click.argument("item")
@format_option
@pass_invocation
def command(invocation: Invocation, study: str, item: str, fmt: str) -> None:
    """Print the passages to read for an item, the likeliest to support an answer first. It never answers.

    From and To count characters of the stored document.
    """
    from workbench.review.appraisals import texts
    from workbench.review.appraisals.preliminaries import bases_for

    with invocation.open_review() as session:
        passages = texts.passages_for(session, study, item)
        bases = bases_for(session, study, item)
    rows = tuple(_row(passage) for passage in passages)
    notes: tuple[str, ...] = ()
    if not rows:
        notes = (f"No passage has a cue of {item}. That is no answer yet: read the text.",)
    elif any(passage.second_hand for passage in passages):
        notes = (_SECOND_HAND,)
    notes += tuple(f"{item} rests on {basis.in_words()}" for basis in bases)
    output.write_tables([Table("passages", f"Passages for {item} of {study}", _COLUMNS, rows, notes)], fmt)
