"""The order of the page: first how sure the evidence is, then the judgements, then what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.output.plots.subjects import Bars, Certainties
from workbench.output.report.cells import Places, TableShown, checklist_of, table_shown
from workbench.output.report.content import Report
from workbench.output.report.drawn import BarsShown, CertaintiesShown, bars_shown, certainties_shown

Part = TableShown | BarsShown | CertaintiesShown

_EVIDENCE = ("findings", "evidence-profile")
_JUDGEMENTS = ("traffic-light", "summary", "appraisal")
_HEADINGS = {
    "traffic-light": "Study by study",
    "summary": "The numbers of each judgement",
    "appraisal": "With design, sources read and what follows for GRADE",
}
"""In a group of one checklist, whose name need not be said again."""

_ALONE = ("characteristics", "answers")


@dataclass(frozen=True, slots=True)
class Group:
    """Parts under one heading; without a title they stand under that of the section."""

    anchor: str
    title: str
    parts: tuple[Part, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """What each part is called under the title of the group; empty where its own title serves."""
        return tuple(
            _HEADINGS.get(getattr(part, "name", ""), "") if self.title else "" for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the contents."""

    anchor: str
    title: str
    groups: tuple[Group, ...]

    @property
    def plain(self) -> bool:
        """Whether it is one table that its own title names."""
        return len(self.groups) == 1 and len(self.groups[0].parts) == 1 and self.anchor in _ALONE


def arrange(report: Report, places: Places) -> tuple[Section, ...]:
    """All tables and figures of a report in sections; no section is empty."""
    tables = [
        table_shown(table, f"t{number}", places, report.instruments)
        for number, table in enumerate(report.tables, start=1)
    ]
    checklists = [checklist_of(table) for table in report.tables]
    made = [_evidence(report, tables), _judgements(report, tables, checklists)]
    for name in ("characteristics", *_others(tables), "answers"):
        found = tuple(table for table in tables if table.name == name)
        made.append(Section(name, found[0].title if found else "", (Group("", "", found),)))
    return tuple(one for one in made if any(group.parts for group in one.groups))


def _others(tables: list[TableShown]) -> list[str]:
    known = (*_EVIDENCE, *_JUDGEMENTS, *_ALONE)
    return list(dict.fromkeys(table.name for table in tables if table.name not in known))


def _evidence(report: Report, tables: list[TableShown]) -> Section:
    grids = [
        certainties_shown(one, f"g{number}")
        for number, one in enumerate(report.figures, start=1)
        if isinstance(one, Certainties)
    ]
    parts: tuple[Part, ...] = (
        *grids,
        *(table for name in _EVIDENCE for table in tables if table.name == name),
    )
    return Section("evidence", "How sure the evidence is", (Group("", "", parts),))


def _judgements(report: Report, tables: list[TableShown], checklists: list[str]) -> Section:
    """A group a checklist, because scales are never mixed; tables without a checklist come last."""
    titles = {one.id: one.title for one in report.instruments}
    groups = []
    for number, key in enumerate((*titles, *sorted({*checklists} - {*titles, ""}), ""), start=1):
        bars = tuple(
            bars_shown(one, f"b{number}")
            for one in report.figures
            if isinstance(one, Bars) and one.name == key
        )
        own = tuple(
            table
            for name in _JUDGEMENTS
            for table, checklist in zip(tables, checklists, strict=True)
            if table.name == name and checklist == key
        )
        if own or bars:
            groups.append(Group(f"c{number}", titles.get(key, key), (*bars, *own)))
    return Section("judgements", "Judgements of the studies", tuple(groups))
