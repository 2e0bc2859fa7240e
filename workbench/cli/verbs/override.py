"""Define `workbench override`: a judgement against the suggested one, or one's own where none is made."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import known_result, tell
from workbench.cli.options import result_option, study_argument
from workbench.errors import UsageError


@click.command("override")
@study_argument
@click.argument("domain")
@click.argument("judgement", required=False)
@click.option(
    "--reason", metavar="T", help="Why the suggested judgement does not fit, or why you judge so. Required."
)
@click.option(
    "--clear", is_flag=True, help="Take it away: the suggested judgement holds again, if there is one."
)
@result_option
@pass_invocation
def command(
    invocation: Invocation,
    study: str,
    domain: str,
    judgement: str | None,
    reason: str | None,
    clear: bool,
    result: str,
) -> None:
    """Set a judgement that differs from the suggested one, or your own where the checklist leaves it to you.

    DOMAIN is an id such as D1, or `overall` for the whole; JUDGEMENT a level of the checklist, such as
    moderate. A suggested judgement, yours and the reason are shown side by side. Where `workbench judge` says
    "for you to judge", the levels to choose among stand beside it, and an appraisal is not submitted without.
    """
    from workbench.review.appraisals import overrides
    from workbench.review.appraisals.resolve import known_target

    if clear == (judgement is not None) or (clear and reason is not None):
        raise UsageError("give either a JUDGEMENT with --reason, or --clear alone")
    if judgement is not None and not (reason or "").strip():
        raise UsageError("an override needs --reason: why does the suggested judgement not fit?")
    with invocation.open_review() as session:
        if judgement is None:
            sheet = overrides.clear_override(session, study, domain, result=result)
        else:
            result = known_result(session, study, result)
            sheet = overrides.override(session, study, domain, judgement, reason or "", result=result)
    target = known_target(sheet.checklist, domain)
    again = "is as suggested again" if sheet.verdict.final(target) else "has no judgement of yours any more"
    tell(sheet, f"{domain} {again}" if judgement is None else f"{domain} is set to {judgement}")
