"""Define `workbench find`, which finds words in the texts of all studies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.documents.text_search import DocumentPlaces

_COLUMNS = (
    Column("study", "Study"),
    Column("document", "Document"),
    Column("kind", "Kind"),
    Column("page", "Page"),
    Column("start", "From"),
    Column("end", "To"),
    Column("text", "Line"),
)
_MOST = 500


def _rows(found: DocumentPlaces) -> Iterator[tuple[Cell, ...]]:
    for place in found.places:
        yield (
            found.study,
            found.source_name,
            found.kind,
            place.page,
            place.start,
            place.end,
            place.line.strip(),
        )


@click.command("find")
@click.argument("words")
@click.option("--study", default="", metavar="STUDY", help="Only in the texts of this study.")
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=_MOST,
    show_default=True,
    help="Places after which the search ends; 0 goes through all texts.",
)
@format_option
@pass_invocation
def command(invocation: Invocation, words: str, study: str, most: int, fmt: str) -> None:
    """Find WORDS in the texts of all studies, whatever their case and the spaces between them.

    Of one document at most 20 places are listed. From and To count characters of the stored document.
    """
    from workbench.review.documents.text_search import find_in_all

    with invocation.open_review() as session:
        found, is_whole = find_in_all(session, words, study, most or None)
    rows = tuple(row for each in found for row in _rows(each))
    notes = [f"{each.study}, {each.source_name}: {each.more} more places." for each in found if each.more]
    if not is_whole:
        notes.append(f"The search ended after {len(rows)} places: --most 0 goes through all texts.")
    if not rows:
        notes.append("No text has these words.")
    output.write_tables([Table("places", f"Where “{words}” stands", _COLUMNS, rows, tuple(notes))], fmt)
