"""Define `workbench add`, which turns documents into studies or attaches them to studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import UsageError
from workbench.exit_codes import ExitCode
from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.review.documents.add import AddReport
    from workbench.review.session import ReviewSession

_COLUMNS = (
    Column("status", "Status"),
    Column("path", "Path"),
    Column("study", "Study"),
    Column("design", "Design"),
    Column("checklist", "Checklist"),
    Column("message", "Message"),
)


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--to", "study", metavar="STUDY", help="Attach the documents to this study.")
@click.option(
    "--kind", metavar="KIND", help="With --to: abstract, full_text, supplement, protocol, registry, summary."
)
@click.option(
    "--replace",
    "old",
    metavar="OLD",
    help="With --to: the document that it takes the place of, by name, kind or sha256. The old one is kept.",
)
@click.option("--match", is_flag=True, help="Attach each file to its study, by DOI, PMID or title.")
@click.option("--merge", is_flag=True, help="Fill what is empty from records of the same study.")
@click.option("--as-document", is_flag=True, help="Take a text of several records as one document.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    paths: tuple[str, ...],
    study: str | None,
    kind: str | None,
    old: str | None,
    match: bool,
    merge: bool,
    as_document: bool,
    fmt: str,
) -> None:
    """Add documents or files of references as studies, each with a suggested design and checklist.

    A file of references (RIS, NBIB, BibTeX, EndNote, CSV, PubMed, Web of Science and more: docs/formats.md)
    adds a study for each record. A folder stands for the files directly in it. A document that is in the
    review already changes nothing. One that cannot be added does not keep the others out; the exit code is 1
    then.
    """
    if match and study is not None:
        raise UsageError("--match finds the study of each file, --to names one: give one of them")
    if kind is not None and study is None:
        raise UsageError("--kind goes with --to STUDY")
    if old is not None and study is None:
        raise UsageError("--replace goes with --to STUDY")
    with invocation.open_review() as session:
        if study is not None and old is not None:
            reports = _replace(session, study, paths, old, kind, fmt)
        else:
            reports = _add(
                session, paths, study, kind, match, merge, as_document, lambda report: _tell(report, fmt)
            )
    if fmt == "json":
        output.write_json([_as_json(report) for report in reports])
    elif fmt != "text":
        output.write_tables([Table("add", "Documents added", _COLUMNS, tuple(map(_row, reports)))], fmt)
    if any(report.status == "failed" for report in reports):
        raise click.exceptions.Exit(ExitCode.FAILURE)


def _add(
    session: ReviewSession,
    paths: tuple[str, ...],
    study: str | None,
    kind: str | None,
    match: bool,
    merge: bool,
    as_document: bool,
    tell: Callable[[AddReport], None],
) -> list[AddReport]:
    from workbench.review.documents import add as adding
    from workbench.review.documents import attach

    if match:
        return attach.match(session, paths, as_document=as_document, on_progress=tell)
    if study is not None:
        return attach.attach(session, study, paths, kind=kind, as_document=as_document, on_progress=tell)
    return adding.add_paths(
        session, paths, on_progress=tell, merge=merge, as_document=as_document, on_records=progress.show
    )


def _replace(
    session: ReviewSession, study: str, paths: tuple[str, ...], old: str, kind: str | None, fmt: str
) -> list[AddReport]:
    from workbench.review.documents import replace as replacing

    reports = replacing.replace_document(session, study, paths, old, kind=kind)
    for report in reports:
        _tell(report, fmt)
    return reports


def _tell(report: AddReport, fmt: str) -> None:
    """Print one line for a path as soon as its fate is known, and narrate the reasons."""
    if fmt == "text":
        output.write_line(f"{report.status}: {report.path}: {_outcome(report)}")
    elif report.status == "failed":
        output.say(f"{report.path}: {report.message}")
    for reason in report.design_reasons:
        output.say(f"  {report.study_key} because: {reason}")
    for note in report.notes:
        output.say(f"  {report.study_key or 'file'} note: {note}")
    for line in report.records:
        output.say(f"  {line}")
    is_study = report.status == "added" and report.study_key is not None and not report.records
    if is_study and not report.title and not report.message.startswith("attached"):
        output.say(f"  no title was found: workbench edit {report.study_key} --title …")
    if report.status == "added" and report.checklist is None and report.study_key is not None:
        output.say(f"  choose one of `workbench checklists`: workbench assign {report.study_key} CHECKLIST")


def _outcome(report: AddReport) -> str:
    if report.status != "added" or report.study_key is None or report.message.startswith("attached"):
        return report.message
    design, checklist = report.design or "design unknown", report.checklist or "no checklist fits"
    return f"{report.study_key} ({design} → {checklist})"


def _row(report: AddReport) -> tuple[str | None, ...]:
    return (report.status, report.path, report.study_key, report.design, report.checklist, report.message)


def _as_json(report: AddReport) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip((column.id for column in _COLUMNS), _row(report), strict=True))
    more = {
        "design_reasons": list(report.design_reasons),
        "notes": list(report.notes),
        "records": list(report.records),
    }
    return row | {"title": report.title} | more
