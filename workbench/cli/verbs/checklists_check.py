"""Define `workbench checklists check`, which proves that definitions judge every answer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.counts import count
from workbench.exit_codes import ExitCode
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.admin.checklist_tools import CheckReport

_COLUMNS = (
    Column("file", "File"),
    Column("status", "Status"),
    Column("combinations", "Combinations"),
    Column("forms", "Forms"),
    Column("states", "States"),
    Column("seconds", "Seconds"),
    Column("line", "Line"),
    Column("message", "Message"),
)
_LONGEST_NUMBER: Final = 10**15
"""Larger numbers are rounded for people; programs get every digit, as far as JSON can carry them."""
_MOST_DIGITS: Final = 4000


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@format_option
@pass_invocation
def command(invocation: Invocation, files: tuple[str, ...], fmt: str) -> None:
    """Prove definitions: every way to fill in a form gives exactly one judgement.

    Every rule can fire, every level can be reached, and a worse answer never gives a better judgement. FILE
    is a definition of your own, or the id of a checklist as `checklists list` has it. Each problem is a line
    with file, line, path and reason; the exit code is 1 if there is any. Warnings are narrated.
    """
    from workbench.review.admin import checklist_tools

    reports = []
    with checklist_tools.catalogue_of(invocation.location) as catalogue:
        for file in files:
            report = checklist_tools.check_file(catalogue, file)
            reports.append(report)
            if fmt == "text":
                for line in _lines(report):
                    output.write_line(line)
            for warning in report.warnings:
                output.say(f"warning: {warning}")
    if fmt != "text":
        rows = tuple(row for report in reports for row in _rows(report))
        output.write_tables([Table("check", "", _COLUMNS, rows)], fmt)
    if any(report.problems for report in reports):
        raise click.exceptions.Exit(ExitCode.FAILURE)


def _lines(report: CheckReport) -> tuple[str, ...]:
    return report.problems or (f"{report.path}: {_praise(report)}",)


def _praise(report: CheckReport) -> str:
    parts = ", ".join(f"{domain} {_number(judged)}" for domain, judged in report.combinations.items())
    read = report.overall_combinations
    overall = f", and {_number(read)} of what the overall rules read" if read else ""
    return (
        f"ok: {_counted(report.total, 'combination')} of answers judged ({parts}){overall}; "
        f"{_counted(report.forms, 'whole form')} proved through {count(report.states, 'state')} "
        f"in {report.seconds:.2f} s"
    )


def _counted(number: int, noun: str) -> str:
    return count(number, noun) if number < _LONGEST_NUMBER else f"{_number(number)} {noun}s"


def _number(number: int) -> str:
    return f"{number:,}" if number < _LONGEST_NUMBER else f"{Decimal(number):.1e}".replace("e+", "e")


def _exact(number: int) -> Cell:
    """Return a number for programs; none that has more digits than Python writes."""
    return number if number < 10**_MOST_DIGITS else None


def _rows(report: CheckReport) -> list[tuple[Cell, ...]]:
    seconds = round(report.seconds, 3)
    if report.found:
        return [
            (report.path, "problem", None, None, None, seconds, problem.line or None, str(problem))
            for problem in report.found
        ]
    counts = _exact(report.total), _exact(report.forms), report.states
    return [(report.path, "ok", *counts, seconds, None, _praise(report))]
