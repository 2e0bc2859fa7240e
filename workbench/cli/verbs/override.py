"""Define `workbench override`, which sets a final judgement that differs from the suggested one."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument
from workbench.errors import UsageError


@click.command("override")
@study_argument
@click.argument("domain")
@click.argument("judgement", required=False)
@click.option("--reason", metavar="T", help="Why the suggested judgement does not fit. Required.")
@click.option("--clear", is_flag=True, help="Go back to the suggested judgement.")
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
    """Set a judgement that differs from the suggested one.

    DOMAIN is an id such as D1, or `overall` for the whole; JUDGEMENT a level of the checklist, such as
    moderate. Both judgements and the reason are shown side by side.
    """
    from workbench.review.appraisals import overrides

    if clear == (judgement is not None) or (clear and reason is not None):
        raise UsageError("give either a JUDGEMENT with --reason, or --clear alone")
    if judgement is not None and not (reason or "").strip():
        raise UsageError("an override needs --reason: why does the suggested judgement not fit?")
    with invocation.open_review() as session:
        if judgement is None:
            sheet = overrides.clear_override(session, study, domain, result=result)
        else:
            sheet = overrides.override(session, study, domain, judgement, reason or "", result=result)
    tell(sheet, f"{domain} is as suggested again" if judgement is None else f"{domain} is set to {judgement}")
