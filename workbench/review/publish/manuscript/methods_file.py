"""Write the methods sentences as lines, rows of a table, or JSON."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.hidden_characters import show
from workbench.output.json_rows import dump_pieces
from workbench.output.made_files import MadeFiles
from workbench.output.render import render
from workbench.output.table import Cell, Column, Table
from workbench.review.publish.manuscript.manuscript_sentences import Sentence, SupportingFact
from workbench.review.publish.manuscript.methods_text import methods, unchecked
from workbench.review.session import LabelStyle, ReviewSession


def methods_file(
    session: ReviewSession,
    target: str,
    fmt: str = "",
    *,
    short: bool = False,
    facts: bool = False,
    label: LabelStyle = "key",
) -> MadeFiles:
    """Make the file of the sentences.

    Args:
        session: the open review and its viewer.
        target: the file.
        fmt: one of `FORMATS`; empty: a line a sentence.
        short: only what a short methods section has.
        facts: also what each sentence rests on.
        label: how studies are named in the sentences.

    Raises:
        UsageError: nobody said who is looking.
    """
    sentences = methods(session, short=short, label=label)
    if not fmt:
        text = "".join(f"{line}\n" for line in lines_of(sentences, with_facts=facts))
    elif fmt == "json":
        text = "".join(dump_pieces(rows_of(sentences, with_facts=facts)))
    else:
        text = render([table_of(sentences, with_facts=facts)], fmt)
    note = unchecked(sentences)
    return MadeFiles({target: text}, said=(note,) if note else ())


def lines_of(sentences: Sequence[Sentence], *, with_facts: bool) -> list[str]:
    """Return a line a sentence, and below it, indented, what it rests on where that is wanted."""
    lines: list[str] = []
    for sentence in sentences:
        lines.append(show(sentence.text))
        lines += [show(f"  {_in_words(fact)}") for fact in sentence.facts] if with_facts else []
    return lines


def rows_of(sentences: Sequence[Sentence], *, with_facts: bool) -> list[dict[str, object]]:
    """Return an object a sentence, for JSON."""
    return [_as_json(number, sentence, with_facts) for number, sentence in enumerate(sentences, 1)]


def table_of(sentences: Sequence[Sentence], *, with_facts: bool) -> Table:
    """Return a row a sentence."""
    columns = [Column("number", "No"), Column("sentence", "Sentence"), Column("part", "Part")]
    if with_facts:
        columns.append(Column("facts", "Rests on"))
    rows: list[tuple[Cell, ...]] = []
    for number, sentence in enumerate(sentences, 1):
        facts = ("; ".join(map(_in_words, sentence.facts)),) if with_facts else ()
        rows.append((number, sentence.text, sentence.part, *facts))
    return Table("methods", "", tuple(columns), tuple(rows))


def _as_json(number: int, sentence: Sentence, with_facts: bool) -> dict[str, object]:
    row: dict[str, object] = {"number": number, "sentence": sentence.text, "part": sentence.part}
    if with_facts:
        row["facts"] = [
            {"what": each.what, "value": each.value, "source": each.source} for each in sentence.facts
        ]
    return row


def _in_words(each: SupportingFact) -> str:
    return f"{each.what}: {each.in_words} ({each.source})"
