"""Define `workbench verify`, which checks a review or an export and says how independence is known."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output, progress
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.paragraphs import set_in_lines
from workbench.cli.verification_text import page
from workbench.exit_codes import ExitCode


@click.command("verify")
@click.argument("file", required=False)
@click.option("--keys", type=click.Path(path_type=Path), help="Public keys, or seals, that you had before.")
@click.option(
    "--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How."
)
@pass_invocation
def command(invocation: Invocation, file: str | None, keys: Path | None, fmt: str) -> None:
    """Check every hash, signature, seal, quote and judgement of a review or of an export of one.

    FILE is a review, or a .zip or folder that `workbench export` wrote; without it, the review at hand.
    Nobody's key is needed. For each pair of appraisals the page says how it is known that they were made
    independently. The exit code is 1 where something does not hold.
    """
    from workbench.review.exchange.verify.verify import as_json, verify

    found = verify(file or invocation.location, keys=keys, on_progress=progress.show)
    if fmt == "json":
        output.write_json(as_json(found))
    else:
        output.write(set_in_lines(page(found), output.width()))
    if not found.holds:
        raise click.exceptions.Exit(ExitCode.FAILURE)
