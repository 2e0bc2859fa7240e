"""Define `workbench export`, which writes the review for other programs, or whole for another machine."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words
from workbench.errors import UsageError
from workbench.review.publish.exports import AS_FOLDER, EXPORTS, ExportRequest, kind_meant_by

if TYPE_CHECKING:
    from workbench.output.exports.export import Export

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
    from workbench.review.publish.build_export import build_export

    request = ExportRequest(
        kind=kind,
        suffix=AS_FOLDER if is_folder else suffix or "csv",
        checklist=checklist,
        of=of,
        shape=shape,
        weights=weights,
        name=path.name,
        visible_only=visible_only,
        with_wording=with_wording,
        on_progress=progress.show,
    )
    with invocation.open_review() as session:
        export = build_export(session, request)
    for name in _write(path, export, bom=bom):
        output.say(f"wrote {name}")
    for line in export.lost:
        output.say(f"lost: {line}")
    if not export.lost:
        output.say("nothing was lost")
    for line in export.hints:
        output.say(line)


def _write(path: Path, export: Export, *, bom: bool) -> list[Path]:
    """Write the files or the folder, with the notes beside, and return what was asked for."""
    from workbench.output.atomic_files import write_files
    from workbench.output.exports.export import NOTES_SUFFIX, sidecar
    from workbench.output.folders import write_folder

    notes = {str(path.with_name(path.name + NOTES_SUFFIX)): sidecar(export, path.name).encode()}
    if export.folder is not None:
        write_folder(path, export.files, export.folder)
        write_files(notes)
        return [path]
    files = {_place(path, tail): data for tail, data in export.files.items()}
    if bom:
        files = {name: _marked(name, data) for name, data in files.items()}
    write_files({str(name): data for name, data in files.items()} | notes)
    return list(files)


def _marked(name: Path, data: bytes) -> bytes:
    """Return a file of rows with a byte order mark, and any other as it is."""
    is_rows = name.suffix.lower() in (".csv", ".tsv")
    return codecs.BOM_UTF8 + data.removeprefix(codecs.BOM_UTF8) if is_rows else data


def _place(path: Path, tail: str) -> Path:
    """Return the path of the file itself, or of a companion file whose name begins with the same stem."""
    return path.with_name(path.stem + tail) if tail else path
