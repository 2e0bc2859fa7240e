"""Define `workbench assign`, which sets the checklist that a study is judged by."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option, study_argument
from workbench.output.design_names import design_in_words
from workbench.output.table import Column, Table

_COLUMNS = (
    Column("checklist", "Checklist"),
    Column("title", "Title"),
    Column("fit", "For this study"),
    Column("assigned", "Assigned"),
    Column("origin", "From"),
)


@click.command("assign")
@study_argument
@click.argument("checklist", required=False)
@click.option(
    "--reason", default="", metavar="T", help="Why; needed once work is done, and for another design."
)
@click.option(
    "--upgrade",
    is_flag=True,
    help="Take your own appraisals to the newer version of the same checklist: answers to items that are "
    "asked in the same words are kept, the rest is asked again.",
)
@format_option
@pass_invocation
def command(
    invocation: Invocation, study: str, checklist: str | None, reason: str, upgrade: bool, fmt: str
) -> None:
    """Confirm or change the checklist of a study, or without CHECKLIST show which ones fit it.

    "none" takes the checklist away. The design stays: `workbench edit STUDY --design ID` corrects it.
    Appraisals with another checklist are kept, but tables and agreement go by the one that the study has now.
    """
    from workbench.review.studies import known_studies

    if upgrade:
        _upgrade(invocation, study, checklist or "")
        return
    if checklist is None:
        _show_choices(invocation, study, fmt)
        return
    with invocation.open_review() as session:
        listing = known_studies.assign(session, study, checklist, reason=reason)
    judged = f"judged by {listing.checklist}" if listing.checklist else "judged by no checklist"
    output.say(f"{listing.key} is {judged} (design: {design_in_words(listing.design) or 'none'}).")


def _upgrade(invocation: Invocation, study: str, checklist: str) -> None:
    from workbench.review.appraisals.upgrade import upgrade

    with invocation.open_review() as session:
        plans = upgrade(session, study, checklist)
    for plan in plans:
        output.say(plan.in_words())
    output.say(f"What was taken away stands in `workbench history {plans[0].study}`.")


def _show_choices(invocation: Invocation, study: str, fmt: str) -> None:
    from workbench.review.studies.checklist_choice import list_choices
    from workbench.review.studies.earlier_design import before_in_words, earlier_design

    with invocation.open_review() as session:
        offered = list_choices(session, study)
        design = earlier_design(session, study)
    rows = tuple(
        (
            choice.checklist.id,
            choice.checklist.title,
            choice.fit,
            _yes(choice.checklist.id == offered.assigned),
            choice.from_where,
        )
        for choice in offered.choices
    )
    output.write_tables([Table("choices", "", _COLUMNS, rows, (offered.in_words(),))], fmt)
    for warning in offered.warnings:
        output.say(warning)
    if design is not None:
        output.say(
            f"{before_in_words(design)}; take it back with `workbench edit {offered.study} --design {design}`"
        )
    output.say(f"Assign one: workbench assign {offered.study} CHECKLIST")


def _yes(value: bool) -> str:
    return "yes" if value else ""
