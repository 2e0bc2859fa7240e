"""Provide a click group that imports a verb only when it is called, so that `--help` stays instant."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from itertools import groupby
from typing import Any, NamedTuple

import click

from workbench.errors import UsageError


class Verb(NamedTuple):
    """A verb of the command line: its module and one line of help, so that listing it needs no import.

    Attributes:
        module: the module that has it, as `command`.
        help: one line for the list of verbs.
        heading: what the list of verbs puts it below.
    """

    module: str
    help: str
    heading: str = "Verbs"


class LazyGroup(click.Group):
    """A click group over a table of verbs."""

    def __init__(self, *args: Any, verbs: Mapping[str, Verb] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = dict(verbs or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table, which is the order of the work."""
        return [*self.verbs, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a verb and return its command."""
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return super().get_command(ctx, cmd_name)
        command = import_module(verb.module).command
        assert isinstance(command, click.Command), verb.module
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs below their headings, from the table alone."""
        widest = max(map(len, self.verbs), default=0)  # one column of help down the whole page
        for heading, verbs in groupby(self.verbs.items(), key=lambda item: item[1].heading):
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), verb.help) for name, verb in verbs])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the first argument names.

        Raises:
            UsageError: there is none; the message names the nearest.
        """
        name = args[0]
        if name not in self.verbs and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, self.verbs, n=1)
            meant = f"; did you mean {near[0]}?" if near else ";"
            raise UsageError(f"there is no verb {name!r}{meant} `{ctx.command_path} --help` lists them")
        return super().resolve_command(ctx, args)
