"""Define `workbench body`, which shows or enters the parts of a body of evidence and its GRADE start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.body_text import body_json, body_table
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import body_option, format_option
from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.evidence.ratings import BodyRow
    from workbench.review.session import ReviewSession

_ENTERED = (
    ("measure", "MEASURE", "Of the effect: RR, OR, HR, RD, MD or SMD."),
    ("estimate", "NUMBER", "The effect of all its studies, pooled elsewhere, or one that was chosen."),
    ("lower", "NUMBER", "Lower limit of its interval."),
    ("upper", "NUMBER", "Upper limit of its interval."),
    ("confidence", "PERCENT", "Level of its interval, 95 without it."),
    ("effect_source", "T", "How the effect was got, such as “random-effects meta-analysis of 3 studies”."),
    ("baseline", "RISK", "Risk without treatment: 41.2 %, “412 per 1000” or 9/17."),
    ("baseline_source", "T", "Where that risk is from."),
    ("comment", "T", "Comment for the summary of findings."),
    (
        "statement",
        "T",
        "What happens, in one sentence, instead of what follows from the numbers.",
    ),
    ("up_anyway", "T", "Why levels up count although something was rated down; it is printed."),
)
_PARTS = click.Choice(["effect", "baseline", "comment", "statement", "up_anyway"])


def _with_entries(command: click.Command) -> click.Command:
    for name, metavar, words in _ENTERED:
        option = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, help=words)
        command = option(command)
    return command


@_with_entries
@click.command("body")
@click.argument("outcome", required=False)
@body_option
@click.option("--start", metavar="START", help="Start GRADE there: start_low, low, default; needs --reason.")
@click.option("--checklist", default="", metavar="ID", help="Whose start, where a body has several.")
@click.option("--remove", type=_PARTS, help="Take this part away; needs --reason.")
@click.option("--confirm", type=_PARTS, help="Say that this part stands after what changed.")
@click.option("--reason", default="", metavar="T", help="Why it starts there, or why a part is taken away.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    /,
    outcome: str | None,
    body: str,
    start: str | None,
    checklist: str,
    remove: str | None,
    confirm: str | None,
    reason: str,
    fmt: str,
    **fields: str | None,
) -> None:
    """Show what is entered for the bodies of evidence of OUTCOME or of all, or enter it.

    A body of evidence is the studies of an outcome of one kind (randomised, with a comparison, single arms)
    that start from the same certainty. The workbench does not pool studies: enter the result of a
    meta-analysis made elsewhere, with its source. The baseline risk makes the absolute effect. Another start
    has levels for risk of bias and ratings of its own.
    """
    given = {name: text for name, text in fields.items() if text is not None}
    asked = [bool(given), start is not None, remove is not None, confirm is not None]
    if sum(asked) > 1:
        raise UsageError("do one thing at a time: enter values, choose a --start, --remove or --confirm")
    if any(asked) and outcome is None:
        raise UsageError("say for which OUTCOME; `workbench outcomes` lists them")
    with invocation.open_review() as session:
        rows = _do(session, outcome, given, start, checklist, remove, confirm, reason, body)
    if fmt == "json":
        output.write_json([body_json(row) for row in rows])
    else:
        output.write_tables([body_table(rows)], fmt)


def _do(
    session: ReviewSession,
    outcome: str | None,
    given: dict[str, str],
    start: str | None,
    checklist: str,
    remove: str | None,
    confirm: str | None,
    reason: str,
    body: str,
) -> Sequence[BodyRow]:
    """Do what was asked; the bodies to show after it."""
    from workbench.review.evidence import body_entries, starts
    from workbench.review.evidence import ratings as certainties

    if outcome is None:
        return certainties.evidence(session, body=body)
    if start is not None:
        return starts.choose_start(session, outcome, start, reason, checklist=checklist, body=body)
    if given:
        return [body_entries.enter(session, outcome, given, body=body)]
    if remove is not None:
        return [body_entries.remove_entry(session, outcome, remove, reason, body=body)]
    if confirm is not None:
        return [body_entries.confirm_entry(session, outcome, confirm, body=body)]
    return certainties.evidence(session, outcome=outcome, body=body)
