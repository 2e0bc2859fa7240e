"""Word and Excel files, opened again by the libraries that read them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.output.hostile import HOSTILE
from workbench.errors import WorkbenchError
from workbench.hidden_characters import show
from workbench.output import Column, Labelled, Table
from workbench.output.em_widths import longest_word
from workbench.output.office.excel import write_excel
from workbench.output.office.word import write_word
from workbench.output.office.word_tables import layout
from workbench.output.report.content import Paragraph, Report

COLUMNS = (Column("study", "Study"), Column("n", "n"), Column("D1", "D1"), Column("low", "Low"))
SHARE = Labelled({"count": 3, "percent": 60.0}, "3 (60 %)")


def report(*tables: Table) -> Report:
    """A report of these tables."""
    history = Table("history", "History", (Column("what", "What"),), (("=1+1",),))
    return Report("Title", "Question?", "anna", (Paragraph("A method.", "Appraisal"),), tables, (), history)


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
    assert ["About", "traffic-light", "traffic-light 2", "history of changes"] == book.sheetnames
    assert (["study1", 12, "⊕ Low*", 3, 60], "B2") == (values, sheet.freeze_panes)
    assert "FFC4EBDD" == "FF" + sheet["C2"].fill.fgColor.rgb[-6:]


def test_no_text_becomes_a_formula() -> None:
    """Whatever a text begins with, its cell is of the type text and holds it as it is shown."""
    sheet = workbook(write_excel(report(rows(*HOSTILE))))["traffic-light"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(HOSTILE))]
    read = [(cell.value or "", cell.data_type) for cell in cells]
    shown = [show(text, keep_newlines=True) for text in HOSTILE]
    assert [(text, "s" if text else "n") for text in shown] == read
    quoted = [cell.value for cell in cells if cell.quotePrefix]
    assert [text for text in shown if text.startswith(("=", "+", "-", "@"))] == quoted


def test_names_of_sheets_are_what_excel_takes() -> None:
    """31 characters, none forbidden, no two alike."""
    tables = [Table("[a]:*?/\\" + "x" * 40, "T", COLUMNS, ()) for _ in range(3)]
    names = workbook(write_excel(report(*tables))).sheetnames
    assert (5, True) == (len({name.casefold() for name in names}), max(map(len, names)) <= 31)


def test_word_has_real_tables_with_shaded_judgements_and_a_repeated_header() -> None:
    """The cells are those of the table; the header comes again on every page; a judgement has its colour."""
    table = document(write_word(report(rows("study1")))).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert [["Study", "n", "D1", "Low"], ["study1", "12", "⊕\u00a0Low*", "3\u00a0(60%)"]] == texts
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:fill="C4EBDD"' in table.rows[1].cells[2]._tc.xml


def test_word_turns_the_page_for_a_wide_table() -> None:
    """Across for nine columns, upright again after it."""
    wide = Table("wide", "Wide", tuple(Column(f"c{n}", "C") for n in range(9)), (("x",) * 9,))
    sections = document(write_word(report(rows("a"), wide, rows("b")))).sections
    assert [False, True, False] == [section.page_width > section.page_height for section in sections]


def test_word_takes_any_text() -> None:
    """Control characters, which its format cannot hold, are made visible."""
    table = document(write_word(report(rows(*HOSTILE)))).tables[0]
    read = [row.cells[0].text for row in table.rows][1:]
    minus = {"-2+3": "\u22122+3", "-1.5": "\u22121.5"}
    printed = [minus.get(text, show(text, keep_newlines=True)) for text in HOSTILE]
    assert printed == read


def test_the_evidence_profile_shows_words_and_keeps_the_values_behind_them() -> None:
    """A rating stands in its place as people read it; its levels and reason follow outside the print."""
    rating = Labelled({"levels": -1, "reason": "wide interval"}, "serious [1]")
    profile = Table(
        "evidence-profile", "E", (Column("imprecision", "Imprecision"), Column("n", "n")), ((rating, 3),)
    )
    sheet = workbook(write_excel(report(profile)))["evidence-profile"]
    assert ["Imprecision", "n", "Imprecision: levels", "Imprecision: reason"] == [
        cell.value for cell in sheet[1]
    ]
    assert ["serious [1]", 3, -1, "wide interval"] == [cell.value for cell in sheet[2]]
    assert "'evidence-profile'!$A$1:$B$4" == sheet.print_area


def test_a_sheet_is_printed_as_wide_as_a_page_with_its_header_on_each() -> None:
    """Fitted in width only, the first row repeated, the number of the page at the foot, a filter above."""
    sheet = workbook(write_excel(report(rows("study1"))))["traffic-light"]
    setup = (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr)
    assert (1, 0, True) == (setup[0], setup[1], setup[2].fitToPage)
    assert ("$1:$1", "A1:E2", "&P / &N") == (
        sheet.print_title_rows,
        sheet.auto_filter.ref,
        sheet.oddFooter.right.text,
    )


def test_no_text_is_longer_than_a_cell_of_excel() -> None:
    """32,767 characters of 16 bits; what is cut ends in three dots."""
    texts = ("x" * 40_000, "𝔘" * 20_000, "y" * 32_767)
    sheet = workbook(write_excel(report(rows(*texts))))["traffic-light"]
    read = [sheet.cell(row, 1).value for row in (2, 3, 4)]
    assert ["x" * 32_766 + "…", "𝔘" * 16_383 + "…", "y" * 32_767] == read


def test_what_looks_like_the_code_of_a_character_stays_text() -> None:
    """Excel reads _x0041_ as a letter unless its line is coded itself."""
    sheet = workbook(write_excel(report(rows("a_x0041_b"))))["traffic-light"]
    assert "a_x005F_x0041_b" == sheet["A2"].value


def test_the_first_sheet_leads_to_the_others() -> None:
    """Each is named with its title, and a link within the workbook."""
    sheet = workbook(write_excel(report(rows("study1"))))["About"]
    links = [cell.hyperlink.location for cell in sheet["B"] if cell.hyperlink]
    assert ["'traffic-light'!A1", "'history of changes'!A1"] == links


def test_word_says_once_what_is_alike_in_all_rows_and_turns_blocks_alike() -> None:
    """The state is a note; two blocks of one table lie across where one of them must."""
    narrow = tuple(Column(f"c{n}", "C") for n in range(3))
    wide = (*(Column(f"c{n}", "C") for n in range(9)), Column("state", "State"))
    tables = (
        Table("light", "A", narrow, (("x",) * 3,)),
        Table("light", "B", wide, ((*("x",) * 9, "submitted"),)),
    )
    made = document(write_word(report(*tables)))
    assert [False, True] == [section.page_width > section.page_height for section in made.sections]
    assert (9, "All rows: state submitted.") == (len(made.tables[1].columns), made.paragraphs[-1].text)


def test_word_numbers_its_pages() -> None:
    """The number and the count are fields, which Word works out."""
    footer = document(write_word(report())).sections[0].footer._element.xml
    assert ('w:instr="PAGE"' in footer, 'w:instr="NUMPAGES"' in footer) == (True, True)


@pytest.mark.parametrize("columns", [3, 12, 19])
def test_no_word_of_a_word_table_is_cut(columns: int) -> None:
    """The columns fill the room, and each is as wide as its longest word at the size that was chosen."""
    line = ["yamakawa2025", "⊖\u00a0Moderate", "submitted", "3", "some longer text of many words " * 3]
    texts = [["Heading"] * columns, [line[number % len(line)] for number in range(columns)]]
    size, widths = layout(texts, 267.0)
    needed = [max(longest_word(text) for text in column) for column in zip(*texts, strict=True)]
    em = size * 25.4 / 72
    assert pytest.approx(267.0) == sum(widths)
    assert [] == [(need * em, wide) for need, wide in zip(needed, widths, strict=True) if need * em > wide]


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


def test_a_final_workbook_writes_out_what_its_tables_abbreviate() -> None:
    """Below each, with the other notes; the working one has no such line."""
    table = replace(rows("a"), notes=("RR 0.8",))
    for is_final in (True, False):
        book = workbook(write_excel(replace(report(table), is_final=is_final)))
        texts = [str(cell.value) for line in book["traffic-light"].iter_rows() for cell in line]
        assert is_final == any("RR, risk ratio" in text for text in texts)
