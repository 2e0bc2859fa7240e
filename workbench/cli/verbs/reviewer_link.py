"""Define `workbench reviewer link`, which joins two keys of one person."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("link")
@click.argument("other")
@format_option
@pass_invocation
def command(invocation: Invocation, other: str, fmt: str) -> None:
    """Note in the history that another key is yours too: on another machine, or under another handle.

    OTHER is a handle, a public key, or a file from `workbench reviewer key --private -o FILE`. Both keys sign
    where the other is at hand, in your settings or in that file. Otherwise say the same once more from there.
    """
    from workbench.cli.verbs.reviewer_key import write_keys
    from workbench.review.exchange import reviewer_keys

    with invocation.open_review() as session:
        found = reviewer_keys.link_key(session, other)
    write_keys([found], fmt)
