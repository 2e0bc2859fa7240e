"""Every output is well-formed for whoever reads it: archives of Office, SVG, HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from tests.output.hostile import HOSTILE, any_table
from tests.output.office_facts import faults
from tests.output.test_drawing import subjects
from tests.output.test_office import COLUMNS, report, rows
from tests.output.test_word import FINDINGS
from workbench.output import Column, Labelled, Table
from workbench.output.figures.draw import draw
from workbench.output.office.excel import write_excel
from workbench.output.office.word import write_word
from workbench.output.office.word_layout import WordLayout
from workbench.output.render import render
from workbench.output.report.content import Drawing, Report
from workbench.output.report.table_places import ReportPlace

_VOID = ("br", "meta", "link", "input", "hr", "img", "col")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class StrictHTML(HTMLParser):
    """Refuses what a validator refuses: ends without starts, starts without ends, an id twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        for name, value in attrs:
            if name == "id":
                assert value not in ("", None, *self.ids), value
                self.ids.add(value)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert [tag] == self.open[-1:], tag
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            assert not set("<&") & set(data), data

    def close(self) -> None:
        super().close()
        assert [] == self.open


def check_html(text: str) -> None:
    """Fail unless the HTML is strict."""
    parser = StrictHTML()
    parser.feed(text)
    parser.close()


@given(any_table())
@settings(max_examples=60, deadline=None)
def test_tables_in_html_are_strict(table: Table) -> None:
    """Every element is closed, no text has a bare sign, and columns of a row are as many as heads."""
    text = render([table], "html")
    check_html(text)
    body = text.split("</thead>")[-1]
    assert len(table.rows) * len(table.columns) == body.count("<td")


@pytest.mark.parametrize("write", [write_excel, write_word])
def test_office_files_are_well_formed_whatever_stands_in_them(write: Callable[[Report], bytes]) -> None:
    """Each part is XML, every part has a content type, and every relation leads to a part that is there."""
    archive = ZipFile(BytesIO(write(report(rows(*HOSTILE)))))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == len(set(names))
    parts = {name: ET.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    types = parts["[Content_Types].xml"]
    endings = {each.get("Extension") for each in types}
    named = {each.get("PartName") for each in types}
    assert [] == [
        name for name in parts if name.rpartition(".")[2] not in endings and f"/{name}" not in named
    ]
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for relation in part:
            if relation.get("TargetMode") == "External":
                continue
            target = str(relation.get("Target"))
            path = target[1:] if target.startswith("/") else "/".join(filter(None, [folder, target]))
            while "/../" in path:
                before, _, after = path.partition("/../")
                path = "/".join(filter(None, [before.rpartition("/")[0], after]))
            assert path in names, (name, target)


def test_every_part_of_an_office_file_keeps_the_order_and_the_attributes_of_the_schema() -> None:
    """Hostile texts, groups, notes, links, wide and empty tables, figures, a template: nothing to repair."""
    wide = Table("wide", "Wide", tuple(Column(f"c{n}", "C") for n in range(12)), (("x",) * 12,))
    linked = Table("l", "", COLUMNS, ((Labelled("a", "a", link="https://example.org/?a=1&b=2"), 1, "", ""),))
    whole = replace(
        report(rows(*HOSTILE), FINDINGS, wide, linked, Table("none", "None", COLUMNS, ())),
        drawings=(
            *(Drawing(subject, "wide") for subject in subjects(3)),
            Drawing(subjects(3)[0], "l", "supplement"),
        ),
        places={"l": ReportPlace(part="supplement")},
    )
    template = write_word(whole)
    made = {
        "word": template,
        "template": write_word(whole, WordLayout(template=template)),
        "excerpt": write_word(report(rows("a")), WordLayout(is_excerpt=True)),
        "excel": write_excel(whole),
    }
    assert [] == [f"{name}: {line}" for name, data in made.items() for line in faults(data)]


def test_a_workbook_has_a_sheet_for_each_name() -> None:
    """The list of sheets and the parts agree, and each sheet has its rows in order."""
    archive = ZipFile(BytesIO(write_excel(report(rows("a", "b")))))
    listed = ET.fromstring(archive.read("xl/workbook.xml")).findall(f"{_SHEET}sheets/{_SHEET}sheet")
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(listed) == len(sheets)
    for name in sheets:
        numbers = [int(row.get("r", "0")) for row in ET.fromstring(archive.read(name)).iter(f"{_SHEET}row")]
        assert numbers == sorted(set(numbers))


def test_figures_in_svg_are_well_formed() -> None:
    """Each is one drawing with a size, and nothing in it is a script or an address outside."""
    for number, subject in enumerate(subjects(3)):
        data = next(iter(draw([subject], f"{number}.svg").values()))
        root = ET.fromstring(data)
        size = (root.get("viewBox", ""), root.get("width", ""))
        assert ("svg", True, True) == (
            str(root.tag).rpartition("}")[2],
            bool(size[0]),
            size[1].endswith("pt"),
        )
        assert not [
            element for element in root.iter() if str(element.tag).endswith(("}script", "}foreignObject"))
        ]
