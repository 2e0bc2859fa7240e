"""Cite each table and figure of a Word document once in its text, by numbers that follow the captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Panels,
    Subject,
)
from workbench.output.office import word_parts as parts
from workbench.output.office.cell_texts import printed
from workbench.output.report.content import Report
from workbench.output.table import Table

_FIGURES: dict[type, str] = {
    Lights: "the judgements of each study",
    Bars: "the share of each judgement",
    Certainties: "the certainty of the evidence",
    Forest: "the estimates of the studies beside their risk of bias",
    Agreements: "the agreement of the reviewers",
    Disagreements: "the items on which reviewers differ",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence of the text says of one table or figure, or of several that follow each other.

    Attributes:
        series: of the numbers.
        first: the number of the first.
        last: the number of the last; the same where it is one.
        shows: what can be seen there.
    """

    series: parts.Series
    first: int
    last: int
    shows: str


def citations_of(placed: Sequence[Table | Subject], report: Report, letter: str = "") -> Iterator[Citation]:
    """Yield a citation for each run of tables of one name, and of figures of one kind.

    Args:
        placed: what has a numbered caption, in the order of the document.
        report: says what its tables are cited for.
        letter: before the numbers.
    """
    numbers = {"Table": 0, "Figure": 0}
    for (kind, shows), run in groupby(placed, key=lambda each: _key(each, report)):
        first = numbers[kind] + 1
        numbers[kind] += sum(1 for _ in run)
        yield Citation(parts.Series(kind, letter), first, numbers[kind], shows)


def _key(each: Table | Subject, report: Report) -> tuple[str, str]:
    if isinstance(each, Table):
        title = each.title or each.name
        return "Table", report.place_of(each).cited or f"{title[:1].lower()}{title[1:]}"
    subject = each.parts[0] if isinstance(each, Panels) else each
    return "Figure", _FIGURES.get(type(subject), f"{each.title[:1].lower()}{each.title[1:]}")


def put_citations(document: Any, citations: Sequence[Citation]) -> None:
    """Put a paragraph with a sentence each; the numbers are fields that lead to the captions."""
    paragraph = document.add_paragraph()
    for number, citation in enumerate(citations):
        one, series = citation.first == citation.last, citation.series
        paragraph.add_run(f"{' ' if number else ''}{series.kind}{'' if one else 's'} {series.letter}")
        parts.add_reference(paragraph, series, citation.first)
        if not one:
            between = " and " if citation.last == citation.first + 1 else " to "
            paragraph.add_run(f"{between}{series.letter}")
            parts.add_reference(paragraph, series, citation.last)
        paragraph.add_run(printed(f" {'shows' if one else 'show'} {citation.shows}."))
