"""Cite works in the methods text and put them on the reference list, beside the studies of the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.output import Cell, Labelled, Table
from workbench.output.citations import doi_address, reference_text
from workbench.output.table import cell_text
from workbench.review.publish.manuscript.cited_works import Cite, known_works
from workbench.review.publish.manuscript.manuscript_sentences import Sentence, begun, joined, studies
from workbench.review.session import LabelStyle
from workbench.review.view import View

_MOST_NAMED = 30
"""So many studies at most are named by author and year in one sentence."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """Sentences whose works are cited.

    Attributes:
        sentences: the same sentences, with citations.
        works: the keys of what is cited, in the order of the text.
    """

    sentences: tuple[Sentence, ...]
    works: tuple[str, ...] = ()


def cite_works(sentences: Sequence[Sentence], style: LabelStyle) -> CitedText:
    """Put a citation behind each phrase that rests on a work, by number or by author and year."""
    works: dict[str, int] = {}
    written = []
    for sentence in sentences:
        text = sentence.text
        for cite in sorted(sentence.cites, key=lambda each: sentence.text.find(each.phrase)):
            if cite.phrase in text:
                number = works.setdefault(cite.work, len(works) + 1)
                kept = cite.phrase if cite.instead is None else cite.instead
                text = text.replace(cite.phrase, f"{kept} {_mark(cite, number, style)}", 1)
        written.append(replace(sentence, text=text))
    return CitedText(tuple(written), tuple(works))


def _mark(cite: Cite, number: int, style: LabelStyle) -> str:
    if style == "number":
        return f"[{number}]"
    label = known_works()[cite.work].label
    return f"[{label}]" if cite.in_brackets else f"({label})"


def with_works(table: Table, works: Sequence[str], style: LabelStyle) -> Table:
    """Return the reference list with the works of the text.

    By number they come first, as the text does; by author and year they stand among the studies.
    """
    if not works:
        return table
    studies = [row[1:] for row in table.rows]
    cited = [_row(work) for work in works]
    rows = [*cited, *studies] if style == "number" else [*studies, *cited]
    if style == "author-year":
        rows.sort(key=lambda row: cell_text(row[0]).casefold())
    return replace(
        table, rows=tuple((number, *row) for number, row in enumerate(rows, start=1)), notes=(), data=()
    )


def _row(work: str) -> tuple[Cell, ...]:
    cited = known_works()[work]
    doi = cited.record.doi
    identifier = Labelled(doi, doi, link=doi_address(doi)) if doi else ""
    return Labelled("", cited.label), reference_text(cited.record), identifier, "", "", ""


def sentence_of_studies(view: View) -> Iterator[str]:
    """Yield the sentence of the results that cites each study of the review."""
    labels = [view.label_of(study.key) for study in view.included.values()]
    if not labels:
        return
    if view.session.label == "number":
        first = view.session.first_number
        cited = f" [{_ranges(range(first, first + len(labels)))}]"
    elif len(labels) <= _MOST_NAMED:
        cited = f" ({joined(labels)})"
    else:
        cited = ""
    yield f"{begun(studies(len(labels)))} {'was' if len(labels) == 1 else 'were'} included{cited}."


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers with a range for three or more that follow each other.

    >>> _ranges([1, 2, 3, 5, 6])
    '1–3,5,6'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ",".join(map(str, run))  # two have no range
        for run in runs
    ]
    return ",".join(parts)
