"""Define `--final`, which refuses what is not settled, and list what is open where it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from workbench.cli import output

final_option = click.option(
    "--final",
    is_flag=True,
    help="Refuse it while anything in it is open (not rated, stale, unreconciled), and list that.",
)


@contextmanager
def naming_what_is_open() -> Iterator[None]:
    """List on stderr what keeps a table or report from being final, before the line of the error."""
    from workbench.review.tables.final import NotFinalError

    try:
        yield
    except NotFinalError as refused:
        for point in refused.points:
            output.say(f"open: {point}")
        raise
