"""Word and Excel files, opened again by the libraries that read them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.output.hostile import HOSTILE
from workbench.errors import WorkbenchError
from workbench.output import Column, Labelled, Table
from workbench.output.office.excel import write_excel
from workbench.output.office.word import write_word
from workbench.output.report.content import Report
from workbench.visible import show

COLUMNS = (Column("study", "Study"), Column("n", "n"), Column("D1", "D1"), Column("low", "Low"))
SHARE = Labelled({"count": 3, "percent": 60.0}, "3 (60 %)")


def report(*tables: Table) -> Report:
    """A report of these tables."""
    history = Table("history", "History", (Column("what", "What"),), (("=1+1",),))
    return Report("Title", "Question?", "anna", ("A method.",), tables, (), history)


def rows(*texts: str) -> Table:
    """A table with these studies."""
    cells = tuple((text, 12, Labelled("low", "⊕*"), SHARE) for text in texts)
    return Table("traffic-light", "Lights", COLUMNS, cells, ("a note",))


def workbook(data: bytes) -> Any:
    """The workbook, read again."""
    import openpyxl

    return openpyxl.load_workbook(BytesIO(data))


def document(data: bytes) -> Any:
    """The document, read again."""
    import docx

    return docx.Document(BytesIO(data))


def test_a_workbook_has_a_sheet_a_table_with_typed_cells() -> None:
    """Numbers are numbers, a share is two of them, a judgement has its word, the header is frozen."""
    book = workbook(write_excel(report(rows("study1"), rows("study2"))))
    sheet = book["traffic-light"]
    values = [cell.value for cell in sheet[2]]
    assert ["About", "traffic-light", "traffic-light 2", "history"] == book.sheetnames
    assert (["study1", 12, "⊕ Low*", 3, 60], "B2") == (values, sheet.freeze_panes)
    assert "FF009E73" == "FF" + sheet["C2"].fill.fgColor.rgb[-6:]


def test_no_text_becomes_a_formula() -> None:
    """Whatever a text begins with, its cell is of the type text and holds it as it is shown."""
    sheet = workbook(write_excel(report(rows(*HOSTILE))))["traffic-light"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(HOSTILE))]
    read = [(cell.value or "", cell.data_type) for cell in cells]
    shown = [show(text, keep_newlines=True) for text in HOSTILE]
    assert [(text, "s" if text else "n") for text in shown] == read


def test_names_of_sheets_are_what_excel_takes() -> None:
    """31 characters, none forbidden, no two alike."""
    tables = [Table("[a]:*?/\\" + "x" * 40, "T", COLUMNS, ()) for _ in range(3)]
    names = workbook(write_excel(report(*tables))).sheetnames
    assert (5, True) == (len({name.casefold() for name in names}), max(map(len, names)) <= 31)


def test_word_has_real_tables_with_shaded_judgements_and_a_repeated_header() -> None:
    """The cells are those of the table; the header comes again on every page; a judgement has its colour."""
    table = document(write_word(report(rows("study1")))).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert [["Study", "n", "D1", "Low"], ["study1", "12", "⊕*", "3 (60 %)"]] == texts
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:fill="009E73"' in table.rows[1].cells[2]._tc.xml


def test_word_turns_the_page_for_a_wide_table() -> None:
    """Across for nine columns, upright again after it."""
    wide = Table("wide", "Wide", tuple(Column(f"c{n}", "C") for n in range(9)), (("x",) * 9,))
    sections = document(write_word(report(rows("a"), wide, rows("b")))).sections
    assert [False, True, False] == [section.page_width > section.page_height for section in sections]


def test_word_takes_any_text() -> None:
    """Control characters, which its format cannot hold, are made visible."""
    table = document(write_word(report(rows(*HOSTILE)))).tables[0]
    read = [row.cells[0].text for row in table.rows][1:]
    assert [show(text, keep_newlines=True) for text in HOSTILE] == read


@pytest.mark.parametrize("write", [write_word, write_excel])
def test_the_same_report_is_the_same_bytes(write: Any) -> None:
    """No time of writing is in the file."""
    assert write(report(rows("a"))) == write(report(rows("a")))


@pytest.mark.parametrize(
    ("write", "module", "name"), [(write_word, "docx", "python-docx"), (write_excel, "openpyxl", "openpyxl")]
)
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, write: Any, module: str, name: str
) -> None:
    """The library and the extra are named."""
    for loaded in [each for each in sys.modules if each.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(WorkbenchError, match=rf"needs {name}.*appraisal-workbench\[office\]"):
        write(report())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize(("write", "suffix"), [(write_word, "docx"), (write_excel, "xlsx")])
def test_libreoffice_opens_it(tmp_path: Path, write: Any, suffix: str) -> None:
    """Another program than the one that wrote it makes a PDF of it."""
    source = tmp_path / f"report.{suffix}"
    source.write_bytes(write(report(rows(*(text for text in HOSTILE if text)))))
    settings = f"-env:UserInstallation=file://{tmp_path}/settings"
    command = [
        "soffice",
        settings,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    assert b"%PDF" == (tmp_path / "report.pdf").read_bytes()[:4]
