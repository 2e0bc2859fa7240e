"""Define `workbench export`, which writes the review for other programs, or whole for another machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words
from workbench.errors import UsageError
from workbench.review.publish.exports import AS_FOLDER, EXPORTS, ExportRequest, kind_meant_by

REVIEW = "review"

_MEANT = ", ".join(f".{kind.meant_by}: {name}" for name, kind in EXPORTS.items() if kind.meant_by)


@click.command("export")
@click.option("-o", "--output", "target", required=True, metavar="FILE|FOLDER", help="What to write.")
@click.option(
    "--as",
    "kind",
    metavar="KIND",
    shell_complete=completed_from(EXPORTS),
    help=f"{in_words(EXPORTS)}, or what an installed package brings. [{_MEANT}]",
)
@click.option("--checklist", metavar="ID", help="Only appraisals with this checklist.")
@click.option(
    "--of",
    type=click.Choice(["consensus", "independent"]),
    default="consensus",
    show_default=True,
    help="The consensus where there is one, or what each reviewer judged alone.",
)
@click.option(
    "--shape", default="generic", metavar="S", help="Of robvis: generic, robins-i, rob2 or quadas-2."
)
@click.option(
    "--weights", is_flag=True, help="Of robvis: also the number of participants, which it weighs by."
)
@click.option("--bom", is_flag=True, help="Begin CSV and TSV with a byte order mark, for Excel.")
@click.option("--visible-only", is_flag=True, help="A partial review where something is hidden from you.")
@click.option("--with-wording", is_flag=True, help="Also texts of checklists that are somebody else's.")
@pass_invocation
def command(
    invocation: Invocation,
    target: str,
    kind: str | None,
    checklist: str | None,
    of: Literal["consensus", "independent"],
    shape: str,
    weights: bool,
    bom: bool,
    visible_only: bool,
    with_wording: bool,
) -> None:
    """Write the review for other programs, and say what could not go with it.

    A .zip holds the whole review, for `workbench import`, and so does a folder (a name without a suffix, or
    with a slash at its end), one file a record, for git. The other kinds are CSV; where one file would not
    do, the names of all begin with that of FILE. What was lost stands on stderr and in FILE.notes.txt.
    """
    path = Path(target)
    suffix = path.suffix.lower().removeprefix(".")
    is_folder = kind in (None, REVIEW) and (target.endswith(("/", os.sep)) or path.is_dir() or not suffix)
    kind = REVIEW if is_folder else kind or kind_meant_by(suffix)
    if bom and suffix not in ("", "csv", "tsv"):
        raise UsageError("--bom is for CSV and TSV: give a file that ends so")
    if kind is None:
        raise UsageError(
            "say what to write with --as, such as --as robvis; a .zip or a folder is the whole review"
        )
    from workbench.review.publish.make_files import export_files

    request = ExportRequest(
        kind=kind,
        suffix=AS_FOLDER if is_folder else suffix or "csv",
        checklist=checklist,
        of=of,
        shape=shape,
        weights=weights,
        visible_only=visible_only,
        with_wording=with_wording,
        on_progress=progress.show,
    )
    with invocation.open_review() as session:
        made = export_files(session, request, str(path), bom=bom)
    made.write()
    for name in made.paths:
        output.say(f"wrote {name}")
    for line in made.said:
        output.say(line)
