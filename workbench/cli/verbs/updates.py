"""Define `workbench updates`, which lists what is new, what changed, and what must be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.render import FORMATS
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.updates.lines import UpdateLine

_SHORT = (Column("study", "Study"), Column("what", "What"), Column("do", "What to do"))
_FULL = ("group", "kind", "study", "about", "at", "by", "what", "do", "command")


@click.command("updates")
@click.option(
    "--since",
    default="",
    metavar="DAY",
    help="Leave out what happened before this day (2026-11-01, UTC). Without it new and changed is what came "
    "after you last submitted.",
)
@format_option
@pass_invocation
def command(invocation: Invocation, since: str, fmt: str) -> None:
    """List what must be looked at again, what changed, and what is new, each with what to do.

    To be looked at again: documents that came, were replaced or withdrawn after an appraisal, a finding or a
    characteristic was made from them, quotes whose words are not read any more, ratings made before a change,
    appraisals with an older version of a checklist or with another one. Of others' work nothing is told that
    you may not see.
    """
    from workbench.review.updates.updates import updates

    with invocation.open_review() as session:
        known = updates(session, since)
    if fmt == "json":
        output.write_json([line.as_json() for line in known.lines])
    elif FORMATS[fmt].is_delimited:
        output.write_tables([_full(known.lines)], fmt)
    else:
        output.write_tables(_short(known.lines), fmt)
    output.say(known.basis if since else f"{known.basis} --since DAY sets another day.")


def _full(lines: Sequence[UpdateLine]) -> Table:
    rows = tuple(tuple(line.as_json()[name] for name in _FULL) for line in lines)
    return Table("updates", "", tuple(Column(name, name) for name in _FULL), rows)


def _short(lines: Sequence[UpdateLine]) -> list[Table]:
    """Make a block for each group that has lines."""
    from workbench.review.updates.lines import GROUPS

    blocks = []
    for group in GROUPS:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (line.study, line.what, f"{line.do}: {line.command}" if line.command else line.do)
            for line in lines
            if line.group == group
        )
        if rows:
            blocks.append(Table("updates", group.capitalize(), _SHORT, rows))
    return blocks or [
        Table("updates", "", _SHORT, (), ("nothing is new, changed, or to be looked at again",))
    ]
