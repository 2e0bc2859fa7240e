"""Define `workbench merge`, which unites the files of co-reviewers with the review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import ConflictError
from workbench.output.table import Column, Table
from workbench.paths import shell_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.exchange.merge.merge_files import Merge

_COLUMNS = (
    Column("file", "File"),
    Column("kind", "Kind"),
    Column("study", "Study"),
    Column("detail", "What"),
)


@click.command("merge")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--contents", is_flag=True, help="Take what others submitted also where you have not submitted."
)
@click.option("--unsound", is_flag=True, help="Merge also a file in which `workbench verify` finds faults.")
@click.option("--other-review", is_flag=True, help="Merge also a review that was begun apart from this one.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    files: tuple[str, ...],
    dry_run: bool,
    contents: bool,
    unsound: bool,
    other_review: bool,
    fmt: str,
) -> None:
    """Unite the review with files of co-reviewers: reviews, whole exports (.zip or folders), or seals.

    Nothing is lost, and merging a file again changes nothing. Of others only what they submitted comes in,
    and its contents only where you have submitted too, or neither began it nor were asked to. What has two
    values is listed: the one that was set last stands until `workbench conflicts` decides.
    """
    from workbench.review.exchange.merge.incoming_files import OtherReviewError, UnsoundFileError
    from workbench.review.exchange.merge.merge_files import merge_files

    try:
        with invocation.open_review() as session:
            merges = merge_files(
                session,
                [Path(name) for name in files],
                dry_run=dry_run,
                contents=contents,
                unsound=unsound,
                other_review=other_review,
            )
    except UnsoundFileError as error:
        named = shell_word(str(error.path))
        raise ConflictError(
            f"{error} (`workbench verify {named}` names what), or merge it as it is with --unsound"
        ) from error
    except OtherReviewError as error:
        raise ConflictError(f"{error}: add --other-review if that is meant") from error
    output.write_tables([_table(merges)], fmt)
    for merge in merges:
        if not merge.changed:
            output.say(f"{merge.source}: everything in it is here already; nothing was changed.")
        elif dry_run:
            output.say(f"{merge.source}: this would happen; nothing was changed.")
        else:
            output.say(f"{merge.source}: merged.")
    waiting = sum(line.kind == "to decide" for merge in merges for line in merge.lines)
    if waiting and not dry_run:
        are = "1 is" if waiting == 1 else f"{waiting} are"
        output.say(f"Next: {are} for you to decide, and `workbench conflicts` lists them.")


def _table(merges: Sequence[Merge]) -> Table:
    rows = tuple(
        (merge.source, line.kind, line.study, line.detail) for merge in merges for line in merge.lines
    )
    notes = tuple(dict.fromkeys(merge.without_lines for merge in merges))
    return Table("merge", "", _COLUMNS, rows, () if rows else notes)
