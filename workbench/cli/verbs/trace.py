"""Define `workbench trace`, which shows what a certainty rests on."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.evidence_rows import trace_json, trace_table
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("trace")
@click.argument("outcome")
@click.argument("domain", required=False)
@format_option
@pass_invocation
def command(invocation: Invocation, outcome: str, domain: str | None, fmt: str) -> None:
    """Trace the certainty of OUTCOME, or one GRADE DOMAIN of it, down to answers, passages and facts."""
    from workbench.review.evidence import trace as tracing

    with invocation.open_review() as session:
        root = tracing.trace(session, outcome, domain=domain)
    if fmt == "json":
        output.write_json(trace_json(root))
    elif fmt == "text":
        for row in trace_table(root).rows:
            depth, kind, text = (str(cell) for cell in row)
            output.write_line(f"{'  ' * int(depth)}{kind}: {text}")
    else:
        output.write_tables([trace_table(root)], fmt)
