"""Define `workbench influence`, which shows which single changes alter a judgement or a certainty."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.influence_rows import influence_json, influence_table, influence_text
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("influence")
@click.argument("of", metavar="[STUDY | OUTCOME]", required=False, default="")
@click.option("--all", "every", is_flag=True, help="As text: every change, not only those that are near.")
@format_option
@pass_invocation
def command(invocation: Invocation, of: str, every: bool, fmt: str) -> None:
    """Show what the judgements of a study, the certainty of an outcome, or all of both hang on.

    Each answer is put at every other code of its set, each override taken away, each overall judgement and
    each rating moved by one level, each study left out, one at a time, and everything is judged anew. Named
    first are answers on which reviewers differ, then those one step away, then what the full text may say.
    Only appraisals that you may see count.
    """
    from workbench.review.evidence.influence_listing import list_influence

    with invocation.open_review() as session:
        influence = list_influence(session, of)
    if fmt == "json":
        output.write_json(influence_json(influence))
    elif fmt == "text" and not every:
        output.write(influence_text(influence, output.width()))
    else:
        output.write_tables([influence_table(influence)], fmt)
