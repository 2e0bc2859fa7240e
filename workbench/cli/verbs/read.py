"""Define `workbench read`, the appraisal as a plain dialogue of lines."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import known_result
from workbench.cli.options import result_option, study_argument


@click.command("read")
@study_argument
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, result: str) -> None:
    """Appraise a study in a dialogue of plain lines, for screen readers, dumb terminals and pipes.

    It reads out an item and takes an answer, or a word such as passages, quote, note, why or submit; help
    tells all of them. Every answer is saved at once; the end of the input leaves.
    """
    from workbench.cli.dialogue.dialogue import hold

    with invocation.open_review() as session:
        result = known_result(session, study, result)
        try:
            hold(session, study, result)
        except KeyboardInterrupt:
            output.say("")
            output.say("Stopped. Everything that was told as saved is saved.")
            raise click.exceptions.Exit(130) from None
