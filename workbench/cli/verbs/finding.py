"""Define `workbench finding`, which enters a study's numbers for an outcome."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from workbench.cli import output
from workbench.cli.evidence_rows import finding_table
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import UsageError
from workbench.grade.numbers.fields import FIELDS


def _option_of(field: str) -> str:
    """Name the option of a field, side last: `treatment_before_mean` is `--before-mean-treatment`."""
    side, _, rest = field.partition("_")
    name = f"{rest}_{side}" if side in ("treatment", "comparison") else field
    return "--" + name.replace("_", "-")


def _with_fields(command: Any) -> Any:
    for field in reversed(list(FIELDS.values())):
        yes_no = field.kind == "yes_no"
        extra: dict[str, Any] = {"is_flag": True} if yes_no else {"metavar": field.kind.upper()}
        command = click.option(_option_of(field.name), field.name, help=field.title, **extra)(command)
    return command


@click.command("finding")
@click.argument("study", required=False)
@click.argument("outcome", required=False)
@_with_fields
@click.option("--source", default="", metavar="T", help="Where the numbers stand, such as “table 2”.")
@click.option("--quote", metavar="T", help="The passage behind them, exactly as it stands in a document.")
@click.option(
    "--table",
    metavar="FILE",
    help="Rows of cells, set apart by tabs or commas, that fill the fields; - reads them from stdin.",
)
@click.option("--remove", is_flag=True, help="Take the finding away; needs --reason.")
@click.option("--reason", default="", metavar="T", help="Why it is taken away.")
@click.option("--list", "listing", is_flag=True, help="List findings instead of entering one.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    /,
    study: str | None,
    outcome: str | None,
    source: str,
    quote: str | None,
    table: str | None,
    remove: bool,
    reason: str,
    listing: bool,
    fmt: str,
    **fields: str | bool | None,
) -> None:
    """Enter what STUDY reports for OUTCOME, in the place of any finding before.

    OUTCOME is a name or an unambiguous beginning of one. Give numbers as printed: 82.40 keeps its zero. What
    cannot be is refused with every reason, and nothing is kept then.
    """
    from workbench.review.evidence import findings

    given = {name: _text(value) for name, value in fields.items() if value not in (None, False)}
    if listing or (study is None and outcome is None and not given):
        with invocation.open_review() as session:
            lines = findings.list_findings(session, outcome=outcome, study=study)
        output.write_tables([finding_table(lines)], fmt)
        return
    if study is None or outcome is None:
        raise UsageError("a finding needs STUDY and OUTCOME; `workbench finding --list` shows what there is")
    given = {**(_cells_of(table) if table is not None else {}), **given}
    with invocation.open_review() as session:
        if remove:
            findings.remove_finding(session, study, outcome, reason)
            output.say(f"removed the finding of {study} for {outcome}")
            return
        line = findings.record_finding(session, study, outcome, given, source=source, quote=quote)
    output.say(f"{line.study}, {line.outcome.label}: {line.shown}")
    for flag in line.flags:
        output.say(f"look at this: {flag.message} ({flag.arithmetic})")
    for note in line.notes:
        output.say(f"note: {note.message}{f' ({note.arithmetic})' if note.arithmetic else ''}")


def _cells_of(path: str) -> dict[str, str]:
    """Read a table as fields.

    Raises:
        UsageError: cells that fill no field or cannot be read; each is named.
    """
    from workbench.grade.numbers.pasted_table import read_table

    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or "it is no UTF-8 text"
        raise UsageError(f"the table in {path} cannot be read: {why}") from problem
    table = read_table(text)
    if table.problems or not table.values:
        raise UsageError("; ".join(table.problems) or f"the table in {path} has no cell that fills a field")
    return table.values


def _text(value: str | bool | None) -> str:
    return "yes" if value is True else str(value)
