"""Define `workbench comment`, which writes, lists and takes away comments on studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.reviewers.remarks import Remark

_COLUMNS = (
    *(Column("id", "Id"), Column("study", "Study"), Column("about", "About"), Column("text", "Comment")),
    *(Column("author", "By"), Column("written_at", "Written"), Column("imported_from", "Imported from")),
)


@click.command("comment")
@click.argument("study", required=False)
@click.argument("text", required=False)
@click.option("--about", default="", metavar="ITEM|DOMAIN", help="What it is about; without it the study.")
@click.option("--remove", metavar="ID", help="Take away a comment of yours.")
@format_option
@pass_invocation
def command(
    invocation: Invocation, study: str | None, text: str | None, about: str, remove: str | None, fmt: str
) -> None:
    """Write a comment on a study, or without TEXT list the comments on it; without STUDY those on all.

    A comment changes nothing in an appraisal and can be written on one that is submitted. Others see yours
    where they may see your answers: once they have submitted the study themselves. `workbench compare` shows
    them, merges bring them, and `workbench import FILE --as comments` brings those of others.
    """
    from workbench.review.reviewers.remarks import list_remarks, remove_remark, write_remark

    if remove is not None and (text is not None or about):
        raise click.UsageError("--remove takes away the comment with that ID: give no text with it")
    if about and text is None:
        raise click.UsageError("--about says what the comment is about: give its text too")
    with invocation.open_review() as session:
        if remove is not None:
            gone = remove_remark(session, remove, study or "")
            output.say(f"{gone.study}: your comment {gone.id} is taken away; the history keeps it.")
        elif text is not None and study is not None:
            made = write_remark(session, study, text, about=about)
            what = f" on {made.about}" if made.about else ""
            output.say(f"{made.study}: comment {made.id}{what} is kept.")
        else:
            output.write_tables([_table(list_remarks(session, study or ""), fmt)], fmt)


def _table(remarks: Sequence[Remark], fmt: str) -> Table:
    """Return the comments as a table; JSON has the time as ISO 8601, people read it to the minute."""
    rows = tuple(
        (
            *(each.id, each.study, each.about, each.text, each.author),
            each.written_at if fmt == "json" else each.written_at[:16].replace("T", " "),
            each.imported_from,
        )
        for each in remarks
    )
    return Table("comments", "", _COLUMNS, rows, () if rows else ("no comments that you may see",))
