"""``workbench export``: the review for other programs, or whole for another machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.output.tools.export import Export
    from workbench.review.tables.material import Of

WHOLE = "review"


@click.command("export")
@click.option("-o", "--output", "target", required=True, metavar="FILE", help="What to write.")
@click.option(
    "--as",
    "kind",
    metavar="KIND",
    help="review, robvis, revman, long, jbi-case-series, jbi-case-report, murad or minors. [.zip: review]",
)
@click.option("--checklist", metavar="ID", help="Only appraisals with this checklist.")
@click.option(
    "--of",
    type=click.Choice(["consensus", "independent"]),
    default="consensus",
    show_default=True,
    help="The consensus where there is one, or what each reviewer judged alone.",
)
@click.option("--shape", default="generic", metavar="S", help="Of robvis: generic, robins-i or rob2.")
@click.option("--visible-only", is_flag=True, help="A partial review where something is hidden from you.")
@pass_invocation
def command(
    invocation: Invocation,
    target: str,
    kind: str | None,
    checklist: str | None,
    of: str,
    shape: str,
    visible_only: bool,
) -> None:
    """Write the review for other programs, and say what could not go with it.

    A .zip holds the whole review, for `workbench import`. The other kinds are CSV; where one file would not
    do, the names of all begin with that of FILE. What was lost stands on stderr and in FILE.notes.txt.
    """
    from workbench.output.files import write_files
    from workbench.output.tools.export import NOTES_SUFFIX, sidecar

    path = Path(target)
    suffix = path.suffix.lower().removeprefix(".")
    kind = kind or (WHOLE if suffix == "zip" else None)
    if kind is None:
        raise UsageError("say what to write with --as, such as --as robvis; a .zip is the whole review")
    made = _make(invocation, kind, suffix, checklist, of, shape, visible_only)
    files = {_place(path, tail): data for tail, data in made.files.items()}
    notes = {path.with_name(path.name + NOTES_SUFFIX): sidecar(made, path.name).encode()}
    write_files({str(name): data for name, data in (files | notes).items()})
    for name in files:
        output.say(f"wrote {name}")
    for line in made.lost:
        output.say(f"lost: {line}")
    if not made.lost:
        output.say("nothing was lost")
    for line in made.hints:
        output.say(line)


def _place(path: Path, tail: str) -> Path:
    """The file itself, or one beside it whose name begins alike."""
    return path.with_name(path.stem + tail) if tail else path


def _make(
    invocation: Invocation,
    kind: str,
    suffix: str,
    checklist: str | None,
    of: str,
    shape: str,
    visible_only: bool,
) -> Export:
    from workbench.review.exchange import whole_review
    from workbench.review.publish import exports

    with invocation.open_review() as session:
        if kind != WHOLE:
            chosen: Of = "independent" if of == "independent" else "consensus"
            return exports.export(
                session, kind, suffix=suffix or "csv", checklist=checklist, of=chosen, shape=shape
            )
        if suffix != "zip":
            raise UsageError("a whole review is written as .zip")
        if checklist or of != "consensus":
            raise UsageError("a whole review holds everything: leave out --checklist and --of")
        return whole_review.export_review(session, visible_only=visible_only)
