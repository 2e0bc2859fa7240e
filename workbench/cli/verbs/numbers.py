"""Define `workbench numbers`, which checks the numbers of a study."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.evidence_rows import check_table
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, study_argument


@click.command("numbers")
@study_argument
@format_option
@pass_invocation
def command(invocation: Invocation, study: str, fmt: str) -> None:
    """Check the numbers that were entered of a study: what follows from them, and what does not fit.

    A flag comes with its arithmetic and with explanations that are nobody's error. It is never a verdict. A
    note tells of a small difference, and is not counted.
    """
    from workbench.review.evidence import findings

    with invocation.open_review() as session:
        lines = findings.check_numbers(session, study)
    output.write_tables([check_table(lines)], fmt)
