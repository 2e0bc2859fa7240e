"""``workbench add``: documents into studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session
from workbench.exit_codes import ExitCode
from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from workbench.desk.adding import AddReport

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
@format_option
@pass_session
def command(session: Session, paths: tuple[str, ...], fmt: str) -> None:
    """Add documents as studies, each with a suggested design and checklist.

    A folder stands for the files directly in it. A document that is in the review already changes nothing.
    One that cannot be added does not keep the others out; the exit code is 1 then.
    """
    from workbench.desk import adding

    with session.desk() as desk:
        reports = adding.add_paths(desk, paths, on_progress=lambda report: _tell(report, fmt))
    if fmt == "json":
        output.write_json([_as_json(report) for report in reports])
    elif fmt != "text":
        output.write_tables([Table("add", "Documents added", _COLUMNS, tuple(map(_row, reports)))], fmt)
    if any(report.status == "failed" for report in reports):
        raise click.exceptions.Exit(ExitCode.FAILURE)


def _tell(report: AddReport, fmt: str) -> None:
    """One line for the path as soon as it is known what became of it, and the reasons as narration."""
    if fmt == "text":
        output.write_line(f"{report.status}: {report.path}: {_outcome(report)}")
    elif report.status == "failed":
        output.say(f"{report.path}: {report.message}")
    for reason in report.design_reasons:
        output.say(f"  {report.study_key} because: {reason}")
    for note in report.notes:
        output.say(f"  {report.study_key} note: {note}")
    if report.status == "added" and report.checklist is None:
        output.say(f"  choose one of `workbench checklists`: workbench assign {report.study_key} CHECKLIST")


def _outcome(report: AddReport) -> str:
    if report.status != "added":
        return report.message
    design, checklist = report.design or "design unknown", report.checklist or "no checklist fits"
    return f"{report.study_key} ({design} → {checklist})"


def _row(report: AddReport) -> tuple[str | None, ...]:
    return (report.status, report.path, report.study_key, report.design, report.checklist, report.message)


def _as_json(report: AddReport) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip((column.id for column in _COLUMNS), _row(report), strict=True))
    more = {"design_reasons": list(report.design_reasons), "notes": list(report.notes)}
    return row | {"title": report.title} | more
