"""Define `workbench methods`, which writes sentences for the manuscript."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Column, Table


@click.command("methods")
@format_option
@pass_invocation
def command(invocation: Invocation, fmt: str) -> None:
    """Write the methods and results sentences on appraisal and agreement.

    They say only what this review's data support, and what is not so yet. Differences, decisions and
    agreement are over the studies that you may see.
    """
    from workbench.review.publish import methods_text

    with invocation.open_review() as session:
        sentences = methods_text.sentences(session)
    if fmt == "text":
        for sentence in sentences:
            output.write_line(sentence, hanging="")
        return
    rows = tuple((number, sentence) for number, sentence in enumerate(sentences, 1))
    columns = (Column("number", "No"), Column("sentence", "Sentence"))
    output.write_tables([Table("methods", "", columns, rows)], fmt)
