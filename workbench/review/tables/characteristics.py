"""Build the table of characteristics: what each study is, for which result it was judged, what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from store.characteristics import list_characteristics
from store.records import Study
from workbench.author_names import listed_name
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.design_names import design_in_words
from workbench.review.evidence.finding_form import shown
from workbench.review.studies.known_characteristics import KINDS, OF_THE_PROGRAM, heading_of
from workbench.review.tables.material import Of, judged_results
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

ALWAYS = ("participants", "condition", "treatment", "comparison")
"""Characteristics that have a column even where no study has a value."""
UNSHOWN = ("outcome",)
"""Facts that other columns show."""


def build(view: View, of: Of) -> list[Table]:
    """Return one row a study, and below what the values rest on."""
    judged, findings = judged_results(view, of), _findings(view)
    names = _names(judged.studies)
    columns = (
        Column("study", "Study"),
        Column("title", "Title"),
        Column("authors", "Authors"),
        Column("year", "Year"),
        Column("journal", "Journal"),
        Column("design", "Design"),
        *(Column(name, heading_of(name)) for name in names),
        Column("result", "Result judged"),
        Column("oxford_level", "Oxford 2011"),
        Column("findings", "Findings"),
    )
    rows = tuple(
        (
            study.key,
            study.bibliography.title,
            Labelled(_authors(study.bibliography.authors), _listed(study.bibliography.authors)),
            study.bibliography.year,
            study.bibliography.journal,
            Labelled(study.design, design_in_words(study.design)),
            *(_fact(study, name) for name in names),
            "; ".join(judged.results.get(study.id, ())),
            _level(judged.oxford.get(study.id, ())),
            " | ".join(findings.get(study.id, ())),
        )
        for study in judged.studies
    )
    return [Table("characteristics", TABLES["characteristics"].title, columns, rows), *_sources(view)]


def _names(studies: Sequence[Study]) -> list[str]:
    """Return the characteristics that have a column: the main ones, and others that any study has."""
    used = {name for study in studies for name in study.facts}
    others = sorted(name for name in used if name not in KINDS and name not in (*OF_THE_PROGRAM, *UNSHOWN))
    return [name for name in KINDS if name in ALWAYS or name in used] + others


def _sources(view: View) -> list[Table]:
    """Return a table of the words that the characteristics rest on; none where nobody entered any."""
    keys = {identity: study.key for identity, study in view.included.items()}
    lines = [each for each in list_characteristics(view.session.db) if each.study_id in keys]
    if not lines:
        return []
    columns = (
        Column("study", "Study"),
        Column("characteristic", "Characteristic"),
        Column("value", "Value"),
        Column("quote", "Quote"),
        Column("source", "Source"),
        Column("by", "Entered by"),
    )
    places = {identity: place for place, identity in enumerate(keys)}
    order = {name: place for place, name in enumerate(KINDS)}
    lines.sort(key=lambda each: (places[each.study_id], order.get(each.name, len(order)), each.name))
    rows = [
        (keys[each.study_id], heading_of(each.name), each.value, each.quote, each.source, each.entered_by)
        for each in lines
    ]
    return [Table("characteristics-sources", "Sources of the characteristics", columns, tuple(rows))]


def _findings(view: View) -> dict[UUID, list[str]]:
    """Return by study id what it found, outcome by outcome."""
    told: dict[UUID, list[str]] = defaultdict(list)
    for outcome in view.outcomes:
        for finding in view.findings_by_outcome.get(outcome.id, ()):
            told[finding.study_id].append(f"{outcome.label}: {shown(finding)}")
    return told


def _level(levels: Sequence[int]) -> Cell:
    """Return the level; where reviewers' answers lead to several, all of them."""
    return levels[0] if len(levels) == 1 else " or ".join(map(str, levels))


def _authors(authors: tuple[str, ...]) -> str:
    return authors[0] + " et al." if len(authors) > 2 else " and ".join(authors)


def _listed(authors: tuple[str, ...]) -> str:
    """Return the same with each name as the reference list has it."""
    return _authors(tuple(map(listed_name, authors)))


def _fact(study: Study, name: str) -> Cell:
    value = study.facts.get(name)
    return value if isinstance(value, str | int | float) else None
