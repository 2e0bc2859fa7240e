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
from workbench.output.report.table_places import Matter
from workbench.output.table import Table

_FIGURES: dict[type, tuple[str, Matter]] = {
    Lights: ("the judgements of each study", "bias"),
    Bars: ("the share of each judgement", "bias"),
    Certainties: ("the certainty of the evidence", "certainty"),
    Forest: ("the estimates of the studies beside their risk of bias", "certainty"),
    Agreements: ("the agreement of the reviewers", "agreement"),
    Disagreements: ("the items on which reviewers differ", "agreement"),
}
"""By the kind of a figure, what the text says that it shows, and the part of the results that says so."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence of the text says of one table or figure, or of several that follow each other.

    Attributes:
        series: of the numbers.
        first: the number of the first.
        last: the number of the last; the same where it is one.
        shows: what can be seen there.
        matter: the part of the results that says so.
    """

    series: parts.Series
    first: int
    last: int
    shows: str
    matter: Matter


def citations_of(placed: Sequence[Table | Subject], report: Report, letter: str = "") -> Iterator[Citation]:
    """Yield a citation for each run of tables of one name, and of figures of one kind.

    Args:
        placed: what has a numbered caption, in the order of the document.
        report: says what its tables are cited for.
        letter: before the numbers.
    """
    numbers = {"Table": 0, "Figure": 0}
    for (kind, shows, matter), run in groupby(placed, key=lambda each: _key(each, report)):
        first = numbers[kind] + 1
        numbers[kind] += sum(1 for _ in run)
        yield Citation(parts.Series(kind, letter), first, numbers[kind], shows, matter)


def _key(each: Table | Subject, report: Report) -> tuple[str, str, Matter]:
    title = each.title or each.name
    if isinstance(each, Table):
        place = report.place_of(each)
        return "Table", place.cited or f"{title[:1].lower()}{title[1:]}", place.matter
    subject = each.parts[0] if isinstance(each, Panels) else each
    return "Figure", *_FIGURES.get(type(subject), (f"{title[:1].lower()}{title[1:]}", ""))


def put_citations(paragraph: Any, citations: Sequence[Citation]) -> None:
    """Put a sentence each at the end of a paragraph; the numbers are fields that lead to the captions."""
    for citation in citations:
        one, series = citation.first == citation.last, citation.series
        white = " " if paragraph.text else ""
        paragraph.add_run(f"{white}{series.kind}{'' if one else 's'} {series.letter}")
        parts.add_reference(paragraph, series, citation.first)
        if not one:
            between = " and " if citation.last == citation.first + 1 else " to "
            paragraph.add_run(f"{between}{series.letter}")
            parts.add_reference(paragraph, series, citation.last)
        paragraph.add_run(printed(f" {'shows' if one else 'show'} {citation.shows}."))
