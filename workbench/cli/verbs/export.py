"""Define `workbench export`, which writes the review for other programs, or whole for another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words
from workbench.errors import UsageError
from workbench.review.publish.exports import EXPORTS, ExportRequest, kind_meant_by

_MEANT = ", ".join(f".{kind.meant_by}: {name}" for name, kind in EXPORTS.items() if kind.meant_by)


@click.command("export")
@click.option("-o", "--output", "target", required=True, metavar="FILE", help="What to write.")
@click.option(
    "--as",
    "kind",
    metavar="KIND",
    shell_complete=completed_from(EXPORTS),
    help=f"{in_words(EXPORTS)}. [{_MEANT}]",
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
    visible_only: bool,
    with_wording: bool,
) -> None:
    """Write the review for other programs, and say what could not go with it.

    A .zip holds the whole review, for `workbench import`. The other kinds are CSV; where one file would not
    do, the names of all begin with that of FILE. What was lost stands on stderr and in FILE.notes.txt.
    """
    from workbench.output.atomic_files import write_files
    from workbench.output.exports.export import NOTES_SUFFIX, sidecar

    path = Path(target)
    suffix = path.suffix.lower().removeprefix(".")
    kind = kind or kind_meant_by(suffix)
    if kind is None:
        raise UsageError("say what to write with --as, such as --as robvis; a .zip is the whole review")
    from workbench.review.publish.build_export import build_export

    request = ExportRequest(
        kind=kind,
        suffix=suffix or "csv",
        checklist=checklist,
        of=of,
        shape=shape,
        visible_only=visible_only,
        with_wording=with_wording,
        on_progress=progress.show,
    )
    with invocation.open_review() as session:
        export = build_export(session, request)
    files = {_place(path, tail): data for tail, data in export.files.items()}
    notes = {path.with_name(path.name + NOTES_SUFFIX): sidecar(export, path.name).encode()}
    write_files({str(name): data for name, data in (files | notes).items()})
    for name in files:
        output.say(f"wrote {name}")
    for line in export.lost:
        output.say(f"lost: {line}")
    if not export.lost:
        output.say("nothing was lost")
    for line in export.hints:
        output.say(line)


def _place(path: Path, tail: str) -> Path:
    """Return the path of the file itself, or of a companion file whose name begins with the same stem."""
    return path.with_name(path.stem + tail) if tail else path
