"""Define `workbench reviewer key`, which shows, exports, replaces and confirms keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import UsageError
from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from workbench.review.exchange.reviewer_keys import ReviewerKey

_COLUMNS = (
    Column("handle", "Handle"),
    Column("fingerprint", "Fingerprint"),
    Column("public_key", "Public key"),
    Column("here", "Here"),
    Column("note", "Known of it"),
)


@click.command("key")
@click.argument("handle", required=False)
@click.option(
    "-o", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write your key to a new file."
)
@click.option(
    "--private", is_flag=True, help="With -o: also the private part. Whoever has it can sign as you."
)
@click.option(
    "--restore", type=click.Path(path_type=Path), metavar="FILE", help="Take over a key from --private."
)
@click.option("--replace", is_flag=True, help="Note that your old key is lost or given up; a new one signs.")
@click.option("--confirm", is_flag=True, help="Say that a key that replaces a lost one is HANDLE's.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    handle: str | None,
    target: Path | None,
    private: bool,
    restore: Path | None,
    replace: bool,
    confirm: bool,
    fmt: str,
) -> None:
    """Show the keys of a reviewer, yours without HANDLE, with the fingerprints by which people compare them.

    A key that takes the place of a lost one is worth chain order only until a co-reviewer confirms it: let
    the person read the fingerprint to you first. All of it stands in the history and on the page of `verify`.
    """
    from workbench.review.exchange import reviewer_keys

    if sum((target is not None, restore is not None, replace, confirm)) > 1:
        raise UsageError("choose one of -o, --restore, --replace and --confirm")
    if private and target is None:
        raise UsageError("--private needs -o FILE: the private part is never printed")
    if confirm and handle is None:
        raise UsageError("whose key do you confirm? `workbench reviewer key HANDLE --confirm`")
    if handle is not None and (target or restore or replace):
        raise UsageError("only your own key can be exported, restored or replaced: leave HANDLE out")
    with invocation.open_review() as session:
        if target is not None:
            found: Sequence[ReviewerKey] = [reviewer_keys.export_key(session, target, private=private)]
            keep = ": keep it where only you can read it" if private else ""
            output.say(f"Wrote the {'whole' if private else 'public'} key to {target}{keep}.")
        elif restore is not None:
            found = [reviewer_keys.restore_key(session, restore)]
        elif replace:
            found = [reviewer_keys.replace_key(session)]
        elif confirm and handle is not None:
            found = reviewer_keys.confirm_key(session, handle)
        else:
            found = reviewer_keys.keys_of(session, handle)
    write_keys(found, fmt)


def write_keys(found: Sequence[ReviewerKey], fmt: str) -> None:
    """Print keys."""
    if fmt == "json":
        names = ("handle", "fingerprint", "public_key", "note")
        output.write_json(
            [{name: getattr(each, name) for name in names} | {"here": each.is_here} for each in found]
        )
        return
    rows = tuple(
        (each.handle, each.fingerprint, each.public_key, "yes" if each.is_here else "", each.note)
        for each in found
    )
    notes = () if rows else ("nothing was written with a key",)
    output.write_tables([Table("keys", "", _COLUMNS, rows, notes)], fmt)
