"""Define `workbench methods`, which writes sentences for the manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, label_option

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle


@click.command("methods")
@click.option("--short", is_flag=True, help="Only what a short methods section has.")
@click.option(
    "--facts", is_flag=True, help="Show below each sentence what it rests on, with handles and keys."
)
@label_option
@format_option
@pass_invocation
def command(invocation: Invocation, short: bool, facts: bool, label: LabelStyle | None, fmt: str) -> None:
    """Write the methods and results sentences on appraisal, agreement and certainty.

    They say only what this review's data support, and what is not so yet. People are named by initials, or
    by role where they have no name (`workbench reviewer name`). Differences, decisions and agreement are over
    the studies that you may see.
    """
    from workbench.review.publish.manuscript import methods_file, methods_text

    with invocation.open_review() as session:
        sentences = methods_text.methods(session, short=short, label=label or "key")
    if fmt == "text":
        for line in methods_file.lines_of(sentences, with_facts=facts):
            output.write_line(line, hanging="  " if line.startswith(" ") else "")
    elif fmt == "json":
        output.write_json(methods_file.rows_of(sentences, with_facts=facts))
    else:
        output.write_tables([methods_file.table_of(sentences, with_facts=facts)], fmt)
    if note := methods_text.unchecked(sentences):
        output.say(note)
