"""``workbench passages``: where to read for an item."""

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


def _row(one: FoundPassage) -> tuple[Cell, ...]:
    """Second-hand stands beside the kind where people read it, and by itself at the end for programs."""
    kind = Labelled(one.kind, f"{one.kind}, second-hand") if one.second_hand else one.kind
    second_hand = Labelled(one.second_hand, "yes" if one.second_hand else "")
    cues = ", ".join(one.cues)
    return one.source_name, kind, one.page, one.start, one.end, cues, one.text, second_hand


@click.command("passages")
@click.argument("study")
@click.argument("item")
@format_option
@pass_invocation
def command(invocation: Invocation, study: str, item: str, fmt: str) -> None:
    """Print the passages that have cues of an item, the best first. It never answers by itself.

    From and To count characters of the stored document.
    """
    from workbench.review.appraisals import texts

    with invocation.open_review() as session:
        found = texts.passages_for(session, study, item)
    rows = tuple(_row(one) for one in found)
    notes: tuple[str, ...] = ()
    if not rows:
        notes = (f"No passage has a cue of {item}. That is no answer yet: read the text.",)
    elif any(one.second_hand for one in found):
        notes = (_SECOND_HAND,)
    output.write_tables([Table("passages", f"Passages for {item} of {study}", _COLUMNS, rows, notes)], fmt)
