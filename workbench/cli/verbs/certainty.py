"""Define `workbench certainty`, which shows GRADE for an outcome with its arithmetic, or rates a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.evidence_rows import certainty_json, certainty_rows, certainty_tables
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import body_option, format_option
from workbench.errors import UsageError
from workbench.output.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.evidence.ratings import BodyRow


# Levels such as -1 are no options, so what looks like an unknown option is an argument.
@click.command("certainty", context_settings={"ignore_unknown_options": True})
@click.argument("outcome", required=False)
@click.argument("domain", required=False)
@click.argument("levels", required=False)
@click.option("--reason", default="", metavar="T", help="Why; required for every rating but “not serious”.")
@body_option
@click.option("--confirm", is_flag=True, help="Say that the rating stands after what changed.")
@click.option("--ascii", "plain", is_flag=True, help="Symbols in ASCII, such as ++--.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    outcome: str | None,
    domain: str | None,
    levels: str | None,
    reason: str,
    body: str,
    confirm: bool,
    plain: bool,
    fmt: str,
) -> None:
    """Show the certainty of OUTCOME or of all outcomes, or rate one GRADE DOMAIN.

    LEVELS is 0, -1, -2 or -3 for down, 1 or 2 for up. Randomised studies, studies with a comparison and
    single arms are different bodies of evidence, and so are studies that start from different certainties;
    --body chooses one to show or to rate.
    """
    from workbench.review.evidence import ratings

    wanted = None if levels is None else _whole(levels)
    if (wanted is None) != (domain is None or confirm):
        raise UsageError("rate with OUTCOME DOMAIN LEVELS, confirm with OUTCOME DOMAIN --confirm")
    with invocation.open_review() as session:
        if outcome is None or domain is None:
            _write(ratings.evidence(session, outcome=outcome, body=body), fmt, plain)
            if outcome is None:
                _, because = ratings.overall(session)
                output.say(f"overall certainty: {because}")
            return
        if wanted is None:
            row = ratings.confirm(session, outcome, domain, body=body)
        else:
            row = ratings.rate(session, outcome, domain, wanted, reason, body=body)
    _write([row], fmt, plain)


def _whole(text: str) -> int:
    try:
        # The screens print a true minus, so what is copied from them holds one.
        return int(text.replace("\u2212", "-"))
    except ValueError:
        raise UsageError(f"levels are a whole number such as -1, not {text!r}") from None


def _write(rows: Sequence[BodyRow], fmt: str, plain: bool) -> None:
    if fmt == "json":
        output.write_json([certainty_json(row) for row in rows])
    elif FORMATS[fmt].is_delimited:
        output.write_tables([certainty_rows(rows)], fmt)
    else:
        output.write_tables(certainty_tables(rows, plain=plain), fmt)
