"""Ask whoever sits at a terminal before something is done; a script has decided already."""

from __future__ import annotations

from collections.abc import Sequence

import click

from workbench.cli import output


def confirm(question: str, lines: Sequence[str], *, is_agreed: bool = False) -> None:
    """Tell what follows from a change and, at a terminal, ask whether to go on.

    Args:
        question: what is asked.
        lines: what follows, a sentence or two each.
        is_agreed: True where an option said yes beforehand; then nothing is asked.

    Raises:
        click.exceptions.Exit: the answer was no; nothing must be changed then.
    """
    for line in lines:
        output.say(line)
    if is_agreed or not output.on_terminal():
        return
    if not click.confirm(question, err=True):
        output.say("Nothing was changed.")
        raise click.exceptions.Exit(1)
