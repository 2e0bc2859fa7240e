"""Define `workbench team`, which lists who works in a review on a server."""

from __future__ import annotations

import click

from workbench.cli.lazy_group import LazyGroup, Verb

_HERE = "workbench.cli.verbs.team"
VERBS = {
    "init": Verb(f"{_HERE}_init", "Let the server keep reviewers blind."),
    "add": Verb(f"{_HERE}_add", "Let a login work in the review."),
    "list": Verb(f"{_HERE}_list", "List the members and their roles."),
    "remove": Verb(f"{_HERE}_remove", "Take the rights of a member away."),
}


@click.group("team", cls=LazyGroup, verbs=VERBS, subcommand_metavar="VERB …")
def command() -> None:
    """Let several people work on one PostgreSQL server, each with a login of their own.

    The server then gives each login what its reviewer may see and change, whatever program asks. `team init`
    and `team add` need the login that owns the review.
    """
