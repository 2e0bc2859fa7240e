"""Order the page: first how sure the evidence is, then the judgements, then what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.output.figures.subjects import Bars, Certainties
from workbench.output.report.cells import TableShown, checklist_of, table_shown
from workbench.output.report.content import Report
from workbench.output.report.page_figures import BarsShown, CertaintiesShown, bars_shown, certainties_shown
from workbench.output.report.places import Places
from workbench.output.report.table_places import EVIDENCE, JUDGEMENTS, OWN, OWN_SECTION, ReportPlace
from workbench.output.table import Table

Part = TableShown | BarsShown | CertaintiesShown


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
            part.heading if self.title and isinstance(part, TableShown) else "" for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the contents.

    Attributes:
        folded: whether the page folds it, since the appraisals in full say the same.
        own: whether it has the tables of one name, which may name it.
    """

    anchor: str
    title: str
    groups: tuple[Group, ...]
    folded: bool = False
    own: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is one table that its own title names."""
        return self.own and len(self.groups[0].parts) == 1


def arrange(report: Report, places: Places) -> tuple[Section, ...]:
    """Return all tables and figures of a report in sections; no section is empty."""
    placed = [
        (report.place_of(table), checklist_of(table), table_shown(table, f"t{number}", places, report))
        for number, table in enumerate(_in_parts(report), start=1)
    ]
    placed.sort(key=lambda each: each[0].order)
    sections = [_evidence(report, placed), _judgements(report, placed)]
    own = [(place, table) for place, _, table in placed if place.section == OWN]
    for name in dict.fromkeys(table.name for _, table in own):
        place = report.places.get(name, OWN_SECTION)
        tables = tuple(table for _, table in own if table.name == name)
        groups = (Group("", "", tables),)
        sections.append(Section(name, tables[0].title, groups, folded=place.folded, own=True))
    return tuple(section for section in sections if any(group.parts for group in section.groups))


def _in_parts(report: Report) -> Iterator[Table]:
    """Give the tables of a report, blocks that the page folds under one line as one table.

    Such are the boxes of the studies, of which a big review has a thousand. The notes of the whole are those
    that all its blocks have.
    """
    for (name, columns), blocks in groupby(report.tables, key=lambda table: (table.name, table.columns)):
        first, *others = blocks
        place = report.places.get(name, OWN_SECTION)
        if not others or not place.folded or first.data or first.groups:
            yield from (first, *others)
            continue
        rows = tuple(row for table in (first, *others) for row in table.rows)
        notes = tuple(note for note in first.notes if all(note in table.notes for table in others))
        yield Table(name, place.heading or first.title, columns, rows, notes)


_Placed = Sequence[tuple[ReportPlace, str, TableShown]]
"""Each table as it is shown, with its place and the id of its checklist, in the order of the places."""


def _evidence(report: Report, placed: _Placed) -> Section:
    grids = [
        certainties_shown(figure, f"g{number}")
        for number, figure in enumerate(report.figures, start=1)
        if isinstance(figure, Certainties)
    ]
    tables = [table for place, _, table in placed if place.section == EVIDENCE]
    return Section(EVIDENCE, "How sure the evidence is", (Group("", "", (*grids, *tables)),))


def _judgements(report: Report, placed: _Placed) -> Section:
    """Return a group a checklist, because scales are never mixed; tables without a checklist come last."""
    titles = {instrument.id: instrument.title for instrument in report.instruments}
    checklists = {checklist for _, checklist, _ in placed}
    groups = []
    for number, key in enumerate((*titles, *sorted(checklists - {*titles, ""}), ""), start=1):
        bars = tuple(
            bars_shown(figure, f"b{number}")
            for figure in report.figures
            if isinstance(figure, Bars) and figure.name == key
        )
        tables = tuple(
            table for place, checklist, table in placed if place.section == JUDGEMENTS and checklist == key
        )
        if tables or bars:
            groups.append(Group(f"c{number}", titles.get(key, key), (*bars, *tables)))
    return Section(JUDGEMENTS, "Judgements of the studies", tuple(groups))
