"""Define `workbench history`, which shows who changed what, and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.admin.history import HistoryLine

_TITLES = {"number": "No", "at": "When (UTC)"}


@click.command("history")
@click.argument("study", required=False)
@format_option
@pass_invocation
def command(invocation: Invocation, study: str | None, fmt: str) -> None:
    """Show who changed what, when; of the whole review or of one STUDY, oldest first.

    What others did to appraisals that you may not see yet is left out.
    """
    from workbench.review.admin import history

    with invocation.open_review() as session:
        lines = history.list_events(session, study)
    names = history.HistoryLine._fields
    if fmt == "json":
        output.write_json([{name: _json(getattr(line, name)) for name in names} for line in lines])
        return
    columns = tuple(Column(name, _TITLES.get(name, name.capitalize())) for name in names)
    rows = tuple(_row(line, names) for line in lines)
    output.write_tables([Table("history", "", columns, rows)], fmt)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _row(line: HistoryLine, names: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(_cell(getattr(line, name)) for name in names)


def _cell(value: Any) -> Cell:
    """Turn a value of any shape into a cell to read; JSON keeps the shape."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if value is None or isinstance(value, str | int | float):
        return value
    from workbench.review.admin.history import value_in_words

    return value_in_words(value)
