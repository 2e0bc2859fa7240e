"""Define `workbench import`, which brings in what was made elsewhere: a whole review, answers, judgements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.counts import count
from workbench.errors import UsageError
from workbench.exit_codes import ExitCode
from workbench.intake.appraisals.read import APPRAISAL_FORMATS
from workbench.paths import shown_location

if TYPE_CHECKING:
    from workbench.review.exchange.import_report import ImportReport

REVIEW, COMMENTS = "review", "comments"
_ZIP = b"PK\x03\x04"
_SHEETS = (".xlsx", ".xlsm", ".ods")


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--as",
    "kind",
    type=click.Choice((REVIEW, *APPRAISAL_FORMATS, COMMENTS)),
    help="What FILE is, where its beginning does not say it.",
)
@click.option(
    "--checklist", metavar="ID", help="What it was judged with; else what FILE says, or the study's."
)
@click.option("--submitted", is_flag=True, help="Submit what is whole, unless FILE says that it is a draft.")
@click.option(
    "--preliminary",
    "preliminaries",
    multiple=True,
    metavar="ID=VALUE",
    help="Holds for all of FILE, such as P1=assignment; with --checklist.",
)
@click.option("--author", default="", metavar="NAME", help="Who wrote the comments that name nobody.")
@click.option("--undo", is_flag=True, help="Take back all that you brought in with a file of this name.")
@click.option("--dry-run", is_flag=True, help="Say what would be placed and what not, and save nothing.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@pass_invocation
def command(
    invocation: Invocation,
    file: str,
    kind: str | None,
    checklist: str | None,
    submitted: bool,
    preliminaries: tuple[str, ...],
    author: str,
    undo: bool,
    dry_run: bool,
    fmt: str,
) -> None:
    """Bring in a whole review, or answers and judgements that were made elsewhere.

    A .zip or folder of `workbench export` makes the review anew: where --db or WORKBENCH_DB says, else
    review.db in this folder; there must be none yet, or one that holds nothing.

    Anything else comes into the review that is there: answers in the long form, judgements for robvis, of
    Covidence or of RevMan. Each appraisal keeps the name of FILE, and says where it was judged without
    answers.
    With --as comments FILE holds comments of others: a table (study, about, text, author), what the report
    page saves, or an Excel workbook with notes or comments on its cells.
    What the review has stays. What cannot be placed is told line by line, and the exit code is 1 then, or 4
    where it contradicts what is there.

    --undo takes back what came in with a file of this name, unless somebody has gone on since.
    """
    path = Path(file)
    if author and kind != COMMENTS:
        raise UsageError("--author is for --as comments")
    if undo:
        if kind or checklist or submitted or preliminaries:
            raise UsageError("--undo takes back all of a file: leave the other options out")
        _undo(invocation, path, dry_run, fmt)
        return
    if kind == REVIEW or (kind is None and _is_review(path)):
        if checklist or submitted or preliminaries or dry_run:
            raise UsageError("a whole review comes in as it is: leave the other options out")
        _import_review(invocation, path)
        return
    if kind == COMMENTS:
        if checklist or submitted or preliminaries:
            raise UsageError(
                "comments come in as they are: of the options only --author and --dry-run are for them"
            )
        _import_comments(invocation, path, author, is_trial=dry_run, fmt=fmt)
        return
    from workbench.review.exchange.appraisal_import import (
        ImportRequest,
        import_appraisals,
        preliminaries_in,
    )

    request = ImportRequest(
        path=path,
        format=next((name for name in APPRAISAL_FORMATS if name == kind), None),
        checklist=checklist,
        submits=submitted,
        preliminaries=preliminaries_in(preliminaries),
        is_trial=dry_run,
    )
    with invocation.open_review() as session:
        report = import_appraisals(session, request)
    _tell(report, fmt)
    if report.left_out:
        click.get_current_context().exit(ExitCode.CONFLICT if report.has_conflict else ExitCode.FAILURE)


def _undo(invocation: Invocation, path: Path, dry_run: bool, fmt: str) -> None:
    from workbench.review.exchange.import_undo import undo_import

    with invocation.open_review() as session:
        report = undo_import(session, path, is_trial=dry_run)
    if fmt == "json":
        output.write_json(report.as_json())
        return
    for line in report.lines:
        output.write_line(line.in_words())
    output.say(report.summary())


def _is_review(path: Path) -> bool:
    """Return True for a whole review; a workbook of Excel is a zip too."""
    if path.suffix.lower() == ".zip" or path.is_dir():
        return True
    if path.suffix.lower() in _SHEETS or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


def _tell(report: ImportReport, fmt: str) -> None:
    if fmt == "json":
        output.write_json(report.as_json())
        return
    for line in report.placed:
        output.write_line(line.in_words())
    for line in report.there:
        output.write_line(f"{line.in_words()}; there already")
    for remark in report.remarks():
        output.say(remark)
    output.say(report.summary())


def _import_comments(invocation: Invocation, path: Path, author: str, *, is_trial: bool, fmt: str) -> None:
    """Bring in comments, and say what came in and what did not."""
    from workbench.review.exchange.comment_import import import_comments

    with invocation.open_review() as session:
        report = import_comments(session, path, author=author, is_trial=is_trial)
    if fmt == "json":
        output.write_json(report.as_json())
    else:
        for line in report.in_lines():
            output.write_line(line)
        if report.placed:
            output.say("You see those of others on a study once your own appraisal of it is submitted.")
    if report.left_out:
        click.get_current_context().exit(ExitCode.FAILURE)


def _import_review(invocation: Invocation, path: Path) -> None:
    """Make a review of an export."""
    from workbench.review.exchange import whole_review

    imported = whole_review.import_review(path, invocation.location, progress.show)
    shown = shown_location(invocation.location)
    output.say(
        f"Made the review {imported.title!r} in {shown}: "
        f"{count(imported.studies, 'study')}, {count(imported.appraisals, 'appraisal')}."
    )
    if not imported.complete:
        where = f" on {count(imported.hidden_studies, 'study')}" if imported.hidden_studies else ""
        output.say(f"It is a part of a review: whoever exported it could not see the work of others{where}.")
