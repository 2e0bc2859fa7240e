"""The table of characteristics: what each study is, and for which result it was judged."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from store.records import Study
from workbench.desk.material import Material
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.words import design_in_words


def build_characteristics(material: Material) -> Table:
    """One row a study."""
    judged: dict[UUID, list[str]] = defaultdict(list)
    for sheet in material.sheets:
        if sheet.result_label not in judged[sheet.study.id]:
            judged[sheet.study.id].append(sheet.result_label)
    columns = (
        Column("study", "Study"),
        Column("title", "Title"),
        Column("authors", "Authors"),
        Column("year", "Year"),
        Column("journal", "Journal"),
        Column("design", "Design"),
        Column("participants", "n"),
        Column("condition", "Condition"),
        Column("treatment", "Treatment"),
        Column("comparison", "Comparison"),
        Column("result", "Result judged"),
    )
    rows = tuple(
        (
            study.key,
            study.title,
            _authors(study.authors),
            study.year,
            study.journal,
            Labelled(study.design, design_in_words(study.design)),
            *(_fact(study, name) for name in ("participants", "condition", "treatment", "comparison")),
            "; ".join(judged[study.id]),
        )
        for study in material.studies
    )
    return Table("characteristics", "Characteristics of the studies", columns, rows)


def _authors(authors: tuple[str, ...]) -> str:
    return authors[0] + " et al." if len(authors) > 2 else " and ".join(authors)


def _fact(study: Study, name: str) -> Cell:
    value = study.facts.get(name)
    return value if isinstance(value, str | int | float) else None
