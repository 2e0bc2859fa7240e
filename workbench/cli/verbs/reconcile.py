"""Define `workbench reconcile`, which settles differences between reviewers and finishes the consensus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.comparison_text import summary
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import result_option, study_argument
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import Comparison
    from workbench.review.session import ReviewSession


@click.command("reconcile")
@study_argument
@click.argument("item", required=False)
@click.argument("code", required=False)
@click.option("--reason", metavar="T", help="Why this and not the other answer. Required.")
@click.option(
    "--by",
    "decided_by",
    metavar="WHO",
    help="Who decided: `discussion`, or you, where the protocol names you, unless given.",
)
@click.option(
    "--take-over", metavar="HANDLE", help="Settle all that changes no judgement as HANDLE has it; --reason."
)
@click.option("--clear", is_flag=True, help="Take back what was settled on ITEM.")
@click.option("--finish", is_flag=True, help="Submit the consensus.")
@click.option("--reopen", is_flag=True, help="Make a submitted consensus a draft again; needs --reason.")
@result_option
@pass_invocation
def command(
    invocation: Invocation,
    study: str,
    item: str | None,
    code: str | None,
    reason: str | None,
    decided_by: str | None,
    take_over: str | None,
    clear: bool,
    finish: bool,
    reopen: bool,
    result: str,
) -> None:
    """Settle a difference between reviewers, or finish the consensus.

    ITEM is an item such as 1.2, a domain such as D1, or `overall`. CODE is an answer or a level, or =anna for
    what anna has. What each reviewer submitted stays as it is. Where the protocol names who decides
    disagreements, what another third person decided is noted.

    --take-over HANDLE settles in one step all open differences that change no judgement.
    """
    _check(item, code, reason, take_over, clear, finish, reopen)
    with invocation.open_review() as session:
        if take_over is not None:
            comparison, taken = _many(session, study, take_over, reason or "", decided_by, result)
        elif item is None:
            comparison = _whole(session, study, reason or "", finish, result)
        else:
            comparison = _one(session, study, item, code, reason or "", decided_by, result)
    if take_over is not None:
        what = f"settled as {take_over} has it: {', '.join(taken)}"
    elif item is not None:
        what = f"{item} is {'open again' if clear else 'settled'}"
    else:
        what = "finished" if finish else "reopened"
    output.say(f"{comparison.study}: {what}; {summary(comparison)}.")
    is_other = comparison.adjudicator not in ("", comparison.usual_decider)
    if is_other and decided_by is None and (code or take_over):
        output.say(
            f"  The protocol names {comparison.adjudicator} to decide disagreements: "
            f"--by {comparison.adjudicator} where that is who decided."
        )
    for warning in comparison.warnings:
        output.say(f"  {warning}")


def _check(
    item: str | None,
    code: str | None,
    reason: str | None,
    take_over: str | None,
    clear: bool,
    finish: bool,
    reopen: bool,
) -> None:
    """Refuse what does not go together, before the review is opened."""
    whole = finish + reopen + (take_over is not None)
    if clear + whole > 1 or bool(whole) == (item is not None):
        raise UsageError(
            "give either ITEM CODE with --reason, ITEM --clear, --take-over HANDLE --reason, --finish, "
            "or --reopen --reason"
        )
    if item is not None and clear == (code is not None):
        raise UsageError("give either a CODE with --reason, or --clear alone")
    if (code is not None or reopen or take_over is not None) and not (reason or "").strip():
        raise UsageError("a consensus needs --reason: why this and not the other answer?")


def _whole(session: ReviewSession, study: str, reason: str, finish: bool, result: str) -> Comparison:
    from workbench.review.reviewers import reconcile as comparing

    if finish:
        return comparing.finish_consensus(session, study, result=result)
    return comparing.reopen_consensus(session, study, reason, result=result)


def _many(
    session: ReviewSession, study: str, handle: str, reason: str, decided_by: str | None, result: str
) -> tuple[Comparison, tuple[str, ...]]:
    from workbench.review.reviewers import reconcile as comparing

    return comparing.take_over(session, study, handle, reason, decided_by=decided_by, result=result)


def _one(
    session: ReviewSession,
    study: str,
    item: str,
    code: str | None,
    reason: str,
    decided_by: str | None,
    result: str,
) -> Comparison:
    from workbench.review.reviewers import reconcile as comparing

    if code is None:
        return comparing.withdraw(session, study, item, result=result)
    return comparing.reconcile(session, study, item, code, reason, decided_by=decided_by, result=result)
