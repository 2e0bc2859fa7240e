"""Define `workbench checklists check`, which proves that definitions judge every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.exit_codes import ExitCode
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.admin.checklist_catalog import CheckReport

_COLUMNS = (
    Column("file", "File"),
    Column("status", "Status"),
    Column("combinations", "Combinations"),
    Column("message", "Message"),
)


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@format_option
@pass_invocation
def command(invocation: Invocation, files: tuple[str, ...], fmt: str) -> None:
    """Prove definitions: every combination of answers gives exactly one judgement.

    FILE is a definition of your own, or the id of a checklist as `checklists list` has it. Each problem is
    a line with file, line, path and reason; the exit code is 1 if there is any.
    """
    from workbench.review.admin import checklist_catalog

    reports = []
    with checklist_catalog.catalogue_of(invocation.location) as catalogue:
        for file in files:
            report = checklist_catalog.check_file(catalogue, file)
            reports.append(report)
            if fmt == "text":
                for line in _lines(report):
                    output.write_line(line)
    if fmt != "text":
        rows = tuple(row for report in reports for row in _rows(report))
        output.write_tables([Table("check", "", _COLUMNS, rows)], fmt)
    if any(report.problems for report in reports):
        raise click.exceptions.Exit(ExitCode.FAILURE)


def _lines(report: CheckReport) -> tuple[str, ...]:
    return report.problems or (f"{report.path}: {_praise(report)}",)


def _praise(report: CheckReport) -> str:
    parts = ", ".join(f"{domain} {count:,}" for domain, count in report.combinations.items())
    return (
        f"ok: {report.total:,} combinations of answers judged ({parts}), and {report.overall_combinations:,} "
        "of domain judgements"
    )


def _rows(report: CheckReport) -> list[tuple[Cell, ...]]:
    if report.problems:
        return [(report.path, "problem", None, problem) for problem in report.problems]
    return [(report.path, "ok", report.total, _praise(report))]
