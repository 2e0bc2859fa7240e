"""Define `workbench compare`, which shows the reviewers of a study side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.comparison_text import as_table, as_text
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, result_option, study_argument

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import Comparison


@click.command("compare")
@study_argument
@format_option
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, fmt: str, result: str) -> None:
    """Show the reviewers of a study side by side, once you and another have submitted it.

    Differences that change a judgement come first, then the other differences, then what is alike; with the
    notes and quotes of all, and the consensus as far as it is.
    """
    from workbench.review.reviewers import reconcile

    with invocation.open_review() as session:
        comparison = reconcile.compare(session, study, result=result)
    write_comparison(comparison, fmt)


def write_comparison(comparison: Comparison, fmt: str) -> None:
    """Print a comparison in a format."""
    if fmt == "text":
        output.write(as_text(comparison, output.width()))
    elif fmt == "json":
        output.write_json(asdict(comparison))
    else:
        output.write_tables([as_table(comparison)], fmt)
