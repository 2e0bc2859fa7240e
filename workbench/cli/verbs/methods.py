"""Define `workbench methods`, which writes sentences for the manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.publish.manuscript_sentences import Sentence, SupportingFact


@click.command("methods")
@click.option("--short", is_flag=True, help="Only what a short methods section has.")
@click.option(
    "--facts", is_flag=True, help="Show below each sentence what it rests on, with handles and keys."
)
@format_option
@pass_invocation
def command(invocation: Invocation, short: bool, facts: bool, fmt: str) -> None:
    """Write the methods and results sentences on appraisal, agreement and certainty.

    They say only what this review's data support, and what is not so yet. People are named by initials, or
    by role where they have no name (`workbench reviewer name`). Differences, decisions and agreement are over
    the studies that you may see.
    """
    from workbench.review.publish import methods_text

    with invocation.open_review() as session:
        sentences = methods_text.methods(session, short=short)
    if fmt == "text":
        _write_text(sentences, facts)
    elif fmt == "json":
        output.write_json([_as_json(number, each, facts) for number, each in enumerate(sentences, 1)])
    else:
        output.write_tables([_table(sentences, facts)], fmt)
    if note := methods_text.unchecked(sentences):
        output.say(note)


def _write_text(sentences: Sequence[Sentence], with_facts: bool) -> None:
    for sentence in sentences:
        output.write_line(sentence.text, hanging="")
        for each in sentence.facts if with_facts else ():
            output.write_line(f"  {_fact_in_words(each)}")


def _as_json(number: int, sentence: Sentence, with_facts: bool) -> dict[str, object]:
    row: dict[str, object] = {"number": number, "sentence": sentence.text, "part": sentence.part}
    if with_facts:
        row["facts"] = [
            {"what": each.what, "value": each.value, "source": each.source} for each in sentence.facts
        ]
    return row


def _table(sentences: Sequence[Sentence], with_facts: bool) -> Table:
    columns = [Column("number", "No"), Column("sentence", "Sentence"), Column("part", "Part")]
    if with_facts:
        columns.append(Column("facts", "Rests on"))
    rows: list[tuple[Cell, ...]] = []
    for number, sentence in enumerate(sentences, 1):
        facts = ("; ".join(map(_fact_in_words, sentence.facts)),) if with_facts else ()
        rows.append((number, sentence.text, sentence.part, *facts))
    return Table("methods", "", tuple(columns), tuple(rows))


def _fact_in_words(each: SupportingFact) -> str:
    return f"{each.what}: {each.in_words} ({each.source})"
