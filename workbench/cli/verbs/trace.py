"""``workbench trace``: what a certainty rests on."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.evidence_rows import trace_json, trace_table
from workbench.cli.options import format_option
from workbench.cli.session import Session, pass_session


@click.command("trace")
@click.argument("outcome")
@click.argument("domain", required=False)
@format_option
@pass_session
def command(session: Session, outcome: str, domain: str | None, fmt: str) -> None:
    """Trace the certainty of OUTCOME, or one GRADE DOMAIN of it, down to answers, passages and facts."""
    from workbench.desk import tracing

    with session.desk() as desk:
        root = tracing.trace(desk, outcome, domain=domain)
    if fmt == "json":
        output.write_json(trace_json(root))
    elif fmt == "text":
        for row in trace_table(root).rows:
            depth, kind, text = (str(cell) for cell in row)
            output.write_line(f"{'  ' * int(depth)}{kind}: {text}")
    else:
        output.write_tables([trace_table(root)], fmt)
