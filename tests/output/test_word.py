"""What a manuscript needs of a Word document: fields, styles, raised notes, groups, figures, a template."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from tests.output.test_drawing import subjects
from workbench.errors import UsageError
from workbench.output import Column, Labelled, Table
from workbench.output.figures.subjects import Forest, Lights
from workbench.output.office.excel import write_excel
from workbench.output.office.word import write_word
from workbench.output.office.word_layout import WordLayout
from workbench.output.render import render
from workbench.output.report.content import Drawing, Instrument, Paragraph, Report
from workbench.output.report.table_places import ReportPlace
from workbench.output.table import RowGroup
from workbench.user_locale import english_of_user

TEXT_TAG = docx.oxml.ns.qn("w:t")
RATED = Labelled("serious", "serious [a] [b]", notes=("a", "b"))
FINDINGS = Table(
    "findings",
    "Summary of findings",
    (Column("outcome", "Outcome"), Column("effect", "Effect (95 % CI)"), Column("certainty", "Certainty")),
    (
        ("pain: cohort", "RR 0.5", RATED),
        ("pain: series", "", "low"),
        ("sleep", "", Labelled("x", "low [b]", notes=("b",))),
    ),
    ("Population: sand bathers", "[a] Downgraded one level for X: y", "[b] Other", "A plain note."),
    header=("Population: sand bathers",),
    footnotes={"a": "Downgraded one level for X: y", "b": "Other"},
    groups=(RowGroup("pain", "Cohort"), RowGroup("pain", "Series"), None),
)
LIGHTS = Lights(
    "case",
    "Risk of bias: case",
    (("D1", "Sand"), ("Overall", "")),
    (("a", ("low", "high")),),
    ("low", "high"),
)


def report(*tables: Table, drawings: tuple[Drawing, ...] = ()) -> Report:
    """A report of these."""
    history = Table("history", "History", (Column("what", "What"),), ())
    return Report(
        "Title",
        "Question?",
        "anna",
        (Paragraph("A method.", "Appraisal"),),
        tables,
        (),
        history,
        drawings=drawings,
    )


def read(data: bytes) -> Any:
    """The document, read again."""
    return docx.Document(BytesIO(data))


def words(data: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph outside tables."""
    return [(paragraph.style.name, paragraph.text) for paragraph in read(data).paragraphs]


def test_captions_are_counted_by_fields() -> None:
    """A list of tables can be made of them, and Word counts on where one is added."""
    data = write_word(report(FINDINGS, FINDINGS, drawings=(Drawing(LIGHTS, "findings"),)))
    fields = [
        (field.get(docx.oxml.ns.qn("w:instr")).split()[1], field[0][0].text)
        for field in read(data).element.body.xpath(".//w:fldSimple[contains(@w:instr, 'SEQ ')]")
    ]
    assert [("Table", "1"), ("Table", "2"), ("Figure", "1")] == fields
    captions = [text for style, text in words(data) if style == "Caption"]
    assert ["Table . Summary of findings"] * 2 + ["Figure . Risk of bias: case"] == captions


def test_notes_are_raised_letters_and_stand_under_the_table() -> None:
    """The cell has the word and behind it a, b raised; below stands each letter with its text."""
    data = write_word(report(FINDINGS))
    cell = read(data).tables[1].rows[2].cells[2]
    assert [("serious", None), ("a,b", True)] == [
        (run.text, run.font.superscript) for run in cell.paragraphs[0].runs
    ]
    notes = [text for style, text in words(data) if style == "Table Note"]
    assert [
        "a Downgraded one level for X: y.",
        "b Other.",
        "A plain note.",
        "– not reported or not applicable.",
        "Abbreviations: CI, confidence interval; RR, risk ratio.",
    ] == notes


def test_the_header_stands_in_a_box_above_and_bodies_under_their_outcome() -> None:
    """The outcome is a row of its own as wide as the table; its bodies are named by what tells them apart."""
    box, table = read(write_word(report(FINDINGS))).tables
    assert "Population: sand bathers" == box.cell(0, 0).text
    first = [row.cells[0].text for row in table.rows]
    assert ["Outcome", "pain", "Cohort", "Series", "sleep"] == first
    assert 'w:gridSpan w:val="3"' in table.rows[1]._tr.xml


def test_columns_of_domains_are_equally_wide() -> None:
    """However long their words are."""
    columns = (Column("study", "Study"), *(Column(f"D{n}", f"D{n}", is_domain=True) for n in range(4)))
    table = Table("t", "T", columns, (("a", "low", "no information at all", "x", ""),))
    grid = read(write_word(report(table))).tables[0]._tbl.tblGrid.gridCol_lst
    assert 1 == len({column.w for column in grid[1:]})


def test_a_figure_stands_after_its_table_with_words_for_those_who_cannot_see_it() -> None:
    """The picture, its alternative text and its caption come before the next table."""
    data = write_word(
        report(
            FINDINGS, replace(FINDINGS, name="other", title="Other"), drawings=(Drawing(LIGHTS, "findings"),)
        )
    )
    described = read(data).element.body.xpath(".//wp:docPr/@descr")
    assert ["Matrix of judgements, 1 row by 2 columns. Overall: 1 of 1 High. a: Overall High, D1 Low."] == [
        *dict.fromkeys(described)
    ]
    names = read(data).element.body.xpath(".//wp:docPr/@name | .//*[local-name()='cNvPr']/@name")
    assert ["Risk of bias: case"] * 2 == names
    captions = [text for style, text in words(data) if style == "Caption"]
    assert ["Table . Summary of findings", "Figure . Risk of bias: case", "Table . Other"] == captions


def test_codes_of_answers_and_coefficients_are_among_the_abbreviations() -> None:
    """What stands in the table is written out below it, and nothing else."""
    table = Table(
        "influence",
        "What it hangs on",
        (Column("study", "Study"), Column("oxford", "Oxford 2011"), Column("hangs_on", "Hangs on")),
        (("Sugino N", 4, "1.2 to PY (critical); AC1 0.2; a CT score"),),
    )
    instrument = Instrument(
        "case", "Case", (), codes=(("PY", "Probably yes"), ("N", "No"), ("SN", "Surely no"))
    )
    made = write_word(replace(report(table), instruments=(instrument,)))
    texts = [text for _, text in words(made)]
    (line,) = [text for text in texts if text.startswith("Abbreviations: ")]
    assert "AC1, Gwet's first agreement coefficient" in line
    assert "CT, computed tomography; Oxford 2011, levels of evidence" in line
    assert line.endswith("; PY, probably yes.")
    assert [] == [part for part in ("N, no", "SN, ", "AC2") if part in line]


def test_each_table_and_figure_is_cited_once_and_an_empty_one_is_left_out() -> None:
    """Those of one name are cited together; the numbers are fields that lead to the captions."""
    block = Table("blocks", "Block", FINDINGS.columns[:1], (("x",),))
    empty = Table("excluded", "Excluded studies", FINDINGS.columns, ())
    made = write_word(
        replace(
            report(FINDINGS, empty, block, block, block, drawings=(Drawing(LIGHTS, "findings"),)),
            places={"findings": ReportPlace(cited="the summary of findings")},
        )
    )
    document = read(made)
    whole = ["".join(node.text or "" for node in each._p.iter(TEXT_TAG)) for each in document.paragraphs]
    told = (
        "Table 1 shows the summary of findings. Figure 1 shows the judgements of each study. "
        "Tables 2 to 4 show block."
    )
    assert 1 == whole.count(told)
    assert 1 == whole.count("Left out, as nothing stands in them: Excluded studies.")
    final = read(write_word(replace(report(FINDINGS, empty), is_final=True)))
    assert not any("Left out" in each.text for each in final.paragraphs)
    marks = {each.get(docx.oxml.ns.qn("w:name")) for each in document.element.xpath(".//w:bookmarkStart")}
    assert {"Table1", "Figure1", "Table2", "Table3", "Table4"} == marks
    fields = document.element.xpath(".//w:fldSimple[contains(@w:instr, 'REF ')]/@w:instr")
    assert [" REF Table1 \\h ", " REF Figure1 \\h ", " REF Table2 \\h ", " REF Table4 \\h "] == fields


def test_the_caption_of_a_figure_says_what_its_symbols_mean_and_what_it_abbreviates() -> None:
    """Below the caption, so that lists of figures stay short."""
    light = replace(LIGHTS, title="Risk of bias: RCT and CT", notes=("CI where given",))
    told = [
        text for style, text in words(write_word(report(drawings=(Drawing(light),)))) if style == "Table Note"
    ]
    assert told == [
        "⊕ low, ⊗ high.",
        "Abbreviations: CI, confidence interval; CT, computed tomography.",
    ]


def test_per_cent_has_no_white_before_it_in_any_output() -> None:
    """As journals in English print it; programs keep what they have."""
    table = Table(
        "t",
        "Share, 95 % CI",
        (Column("study", "Study"), Column("share", "Share (95 % CI)"), Column("n", "n")),
        (("a", "14/17 (82.4 %; 59 % to 94 %)", 1),),
        ("All with 95\u00a0% intervals",),
    )
    made = replace(report(table), methods=(Paragraph("It was 50 %.", "Methods"),), is_final=True)
    word = read(write_word(made))
    texts = [each.text for each in word.paragraphs]
    texts += [cell.text for row in word.tables[0].rows for cell in row.cells]
    book = openpyxl.load_workbook(BytesIO(write_excel(made)))
    texts += [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    texts += [render([table], fmt) for fmt in ("markdown", "html", "latex")]
    assert [] == [text for text in texts if re.search(r"\d[ \u00a0\u202f~]\\?%", text)]
    assert "95% CI" in " ".join(texts)
    assert "82.4 %" in render([table], "csv")


def test_the_reference_list_comes_last() -> None:
    """Whatever stands behind it in the list of tables; what was chosen keeps its order."""
    listed = Table(
        "references",
        "References",
        (Column("number", "No."), Column("reference", "Reference")),
        ((1, "Mud."),),
    )
    content = replace(report(listed, FINDINGS), places={"references": ReportPlace(is_list=True)})
    assert ("Bibliography", "1. Mud.") == words(write_word(content))[-1]
    assert ("Bibliography", "1. Mud.") == words(write_word(content, WordLayout(is_excerpt=True)))[1]


def test_pictures_have_the_dots_that_journals_ask_for() -> None:
    """300 an inch, at the width that they have on the page."""
    document = read(write_word(report(drawings=(Drawing(LIGHTS),))))
    (shape,) = document.inline_shapes
    (picture,) = [part for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    assert 300 == round(picture.image.px_width / shape.width.inches)


def test_minus_signs_are_minus_signs_where_people_read() -> None:
    """In cells, notes and the text; a range of pages and a date keep their hyphens."""
    table = Table(
        "t", "T", (Column("a", "A"), Column("b", "B")), (("suggested -2", -1),), ("from -0.5 to 1",)
    )
    made = write_word(replace(report(table), methods=(Paragraph("It was -0.42 on 2026-11-03.", "Methods"),)))
    told = [text for _, text in words(made)]
    assert {"From \u22120.5 to 1.", "It was \u22120.42 on 2026-11-03."} <= {*told}
    assert ["suggested \u22122", "\u22121"] == [cell.text for cell in read(made).tables[0].rows[1].cells]


def test_headings_of_parts_are_smaller_than_those_above_them() -> None:
    """In one typeface, and none stands alone at the foot of a page."""
    styles = read(write_word(report())).styles
    first, second, text = styles["Heading 1"], styles["Heading 2"], styles["Normal"]
    assert first.font.size > second.font.size > text.font.size
    assert {first.font.name, second.font.name} == {text.font.name}
    assert (True, True) == (first.paragraph_format.keep_with_next, second.paragraph_format.keep_with_next)


def test_a_template_decides_how_the_named_styles_look() -> None:
    """Its styles and margins stay, its text goes, and styles that it lacks are added."""
    journal = docx.Document()
    journal.add_paragraph("Instructions to authors")
    journal.sections[0].left_margin = docx.shared.Mm(40)
    style = journal.styles.add_style("Table Text", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = "Garamond"
    stream = BytesIO()
    journal.save(stream)
    made = read(write_word(report(FINDINGS), WordLayout(template=stream.getvalue())))
    assert "Garamond" == made.styles["Table Text"].font.name
    assert {"Table Text"} == {cell.paragraphs[0].style.name for cell in made.tables[1].rows[2].cells}
    assert (40, 0) == (
        round(made.sections[0].left_margin.mm),
        sum("Instructions" in paragraph.text for paragraph in made.paragraphs),
    )


def test_question_and_date_have_styles_that_a_template_may_replace() -> None:
    """They are added as Word's own where a template lacks them; what it says of itself does not stay."""
    journal = docx.Document()
    journal.styles["Subtitle"].font.name = "Garamond"
    journal.core_properties.keywords = journal.core_properties.category = "template"
    for template, typeface in ((None, "Arial"), (journal, "Garamond")):
        stream = BytesIO()
        if template is not None:
            template.save(stream)
        layout = WordLayout(template=stream.getvalue() or None, made=datetime(2026, 7, 26, 9, 10, tzinfo=UTC))
        made = write_word(report(FINDINGS), layout)
        opening = [("Title", "Title"), ("Subtitle", "Question?"), ("Date", "26 July 2026")]
        assert opening == words(made)[:3]
        document = read(made)
        assert (typeface, True) == (document.styles["Subtitle"].font.name, document.styles["Date"].builtin)
        properties = document.core_properties
        assert ("Question?", "", "") == (properties.subject, properties.keywords, properties.category)


def test_sizes_of_letters_are_those_of_styles_which_a_template_may_bring() -> None:
    """No run has a size of its own; a smaller one is that of a named style, for letters of all scripts."""
    columns = tuple(Column(f"c{n}", f"Immunocompromised{n}") for n in range(9))
    wide = Table("wide", "Wide", columns, (("hydroxychloroquine",) * 9,))
    made = read(write_word(report(wide, FINDINGS)))
    runs = made.element.body.xpath(".//w:r/w:rPr/w:sz | .//w:r/w:rPr/w:szCs")
    assert [] == runs
    used = {cell.paragraphs[0].style.name for cell in made.tables[0].rows[1].cells}
    (name,) = used
    assert name.startswith("Table Text ")
    style = made.styles[name]
    assert "Table Text" == style.base_style.name
    sizes = [element.get(docx.oxml.ns.qn("w:val")) for element in style.element.xpath(".//w:sz | .//w:szCs")]
    assert [str(round(style.font.size.pt * 2))] * 2 == sizes

    stream = BytesIO()
    journal = docx.Document()
    own = journal.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.font.name = "Garamond"
    journal.save(stream)
    again = read(write_word(report(wide), WordLayout(template=stream.getvalue())))
    assert ("Garamond", None) == (again.styles[name].font.name, again.styles[name].font.size)


def test_a_template_may_come_from_libreoffice_and_leave_its_page_unsaid() -> None:
    """LibreOffice names Word's own styles with a capital, and a document needs no section of its own."""
    journal = docx.Document()
    for style in journal.styles:
        if style.name in ("Heading 1", "Caption"):
            style.element.name_val = style.name
    body = journal.element.body
    body.remove(body.sectPr)
    stream = BytesIO()
    journal.save(stream)
    made = write_word(report(FINDINGS), WordLayout(template=stream.getvalue()))
    styled = {style for style, _ in words(made)}
    assert {"Title", "Heading 1", "Caption"} <= styled
    assert (210, 297) == (
        round(read(made).sections[0].page_width.mm),
        round(read(made).sections[0].page_height.mm),
    )


def test_each_part_of_a_figure_of_several_pages_has_its_caption() -> None:
    """The first has the number, the others say that they go on."""
    rows = tuple((f"study{number}", ("low", "high")) for number in range(60))
    data = write_word(report(drawings=(Drawing(replace(LIGHTS, rows=rows)),)))
    captions = [text for style, text in words(data) if style == "Caption"]
    pictures = len(read(data).inline_shapes)
    assert 2 <= pictures
    title = "Risk of bias: case"
    assert [f"Figure . {title}", *[f"Figure  (continued). {title}"] * (pictures - 1)] == captions
    assert pictures == read(data).element.xml.count("REF Figure1 ")  # the text cites it once


@pytest.mark.parametrize(("margin", "across"), [(20, False), (45, False), (75, True), (95, True)])
def test_a_figure_that_a_template_has_no_room_for_lies_across_or_is_made_smaller(
    margin: int, across: bool
) -> None:
    """A forest needs more than the page upright between wide margins; nothing stops the document."""
    journal = docx.Document()
    section = journal.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    section.left_margin = section.right_margin = docx.shared.Mm(margin)
    stream = BytesIO()
    journal.save(stream)
    forest = next(subject for subject in subjects(3) if isinstance(subject, Forest))
    made = read(
        write_word(
            report(drawings=(Drawing(forest),)), WordLayout(template=stream.getvalue(), is_excerpt=True)
        )
    )
    section = made.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    assert across == (section.page_width > section.page_height)
    assert [] == [shape.width.mm for shape in made.inline_shapes if shape.width > room + docx.shared.Mm(0.1)]
    assert 1 <= len(made.inline_shapes)


def journal_of(margin: int, typeface: str = "Arial") -> bytes:
    """Return a template on A4 with margins of so many mm, and with tables in a typeface."""
    journal = docx.Document()
    section = journal.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    section.left_margin = section.right_margin = docx.shared.Mm(margin)
    journal.styles["Normal"].font.name = typeface
    stream = BytesIO()
    journal.save(stream)
    return stream.getvalue()


def test_no_page_is_left_blank_before_figures_that_lie_across() -> None:
    """Each goes on the page that is turned for the first, after the text that stands upright."""
    forest = next(subject for subject in subjects(3) if isinstance(subject, Forest))
    layout = WordLayout(template=journal_of(80))
    made = read(write_word(report(drawings=(Drawing(forest), Drawing(forest))), layout))
    assert [False, True] == [section.page_width > section.page_height for section in made.sections]


def test_columns_are_wider_where_a_template_has_another_typeface() -> None:
    """Its letters may run wider than those that texts are measured by, so that a word of the head was cut."""
    texts = [["Outcome", "Certainty", "Hangs on"], ["Survival", "very low", "One answer of any study. " * 9]]
    rows = Table(
        "influence", "X", tuple(Column(text.lower()[:4], text) for text in texts[0]), (tuple(texts[1]),)
    )
    widths = []
    for typeface in ("Arial", "DejaVu Serif"):
        layout = WordLayout(template=journal_of(70, typeface), is_excerpt=True)
        (placed,) = read(write_word(report(rows), layout)).tables
        widths.append(placed.columns[1].width.mm)
    assert widths[1] > 1.15 * widths[0]


def test_a_template_that_is_no_document_is_refused_in_one_line() -> None:
    """Whatever else it is."""
    with pytest.raises(UsageError, match="not a Word document"):
        write_word(report(), WordLayout(template=b"%PDF-1.7"))


def test_a_document_has_no_small_picture_of_the_template() -> None:
    """File managers show it as its first page."""
    names = ZipFile(BytesIO(write_word(report(FINDINGS)))).namelist()
    assert [] == [name for name in names if "thumbnail" in name]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("de_DE.UTF-8", "en-GB"), ("en_US.UTF-8", "en-US"), ("C.UTF-8", "en-GB"), ("", "en-GB")],
)
def test_the_text_is_english_whatever_language_the_machine_speaks(
    locale: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The English of the user where the locale names one."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert expected == english_of_user()


def test_language_and_date_are_those_of_the_user() -> None:
    """In the properties, for the spelling checker, and in the text."""
    made = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    document = read(write_word(report(FINDINGS), WordLayout(language="de-CH", made=made)))
    assert ("de-CH", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)) == (
        document.core_properties.language,
        document.core_properties.created.replace(tzinfo=UTC),
    )
    assert 'w:lang w:val="de-CH"' in document.styles.element.xml
    assert "3 November 2026" in [paragraph.text for paragraph in document.paragraphs]


def test_an_excerpt_has_its_tables_and_nothing_else_and_no_empty_page() -> None:
    """No title, no methods; where the first table lies across, so does the first page."""
    wide = Table("wide", "Wide", tuple(Column(f"c{n}", "C") for n in range(9)), (("x",) * 9,))
    data = write_word(report(wide), WordLayout(is_excerpt=True))
    assert ["Table . Wide"] == [text for _, text in words(data) if text]
    assert [True] == [section.page_width > section.page_height for section in read(data).sections]


def test_every_part_is_well_formed_and_named() -> None:
    """The archive has the parts that Word opens, each well-formed, each relation to a part that is there."""
    archive = ZipFile(BytesIO(write_word(report(FINDINGS, drawings=(Drawing(LIGHTS, "findings"),)))))
    names = set(archive.namelist())
    assert {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "docProps/core.xml",
    } <= names
    parts = {name: ET.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    relations = parts["word/_rels/document.xml.rels"]
    targets = {each.get("Target", "") for each in relations if each.get("TargetMode") != "External"}
    assert set() == {f"word/{target}" for target in targets if not target.startswith(("..", "/"))} - names
    used = {
        value
        for element in parts["word/document.xml"].iter()
        for key, value in element.attrib.items()
        if key.endswith("}embed")
    }
    assert used <= {each.get("Id", "") for each in relations}


def many_columns(number: int) -> Table:
    """A table of studies with so many columns of words that cannot be broken, and one that is empty."""
    names = ["study", *(f"c{at}" for at in range(number)), "empty"]
    columns = tuple(Column(name, name.capitalize()) for name in names)
    rows = tuple(
        (f"study{row}", *(f"immunocompromised{row}x{at}" for at in range(number)), "") for row in range(3)
    )
    return Table("characteristics", "Characteristics", columns, rows, ("A note.",))


def test_a_table_of_too_many_columns_is_cut_into_panels_with_the_study_in_each() -> None:
    """One numbered caption; every cell stands once, in the order of the columns; notes come at the end."""
    table = many_columns(20)
    data = write_word(report(table))
    panels = [[[cell.text for cell in row.cells] for row in one.rows] for one in read(data).tables]
    assert 2 < len(panels)
    assert {"Study"} == {panel[0][0] for panel in panels}
    assert [column.title for column in table.columns[1:-1]] == [t for panel in panels for t in panel[0][1:]]
    for number, row in enumerate(table.rows, start=1):
        assert [*row[1:-1]] == [text for panel in panels for text in panel[number][1:]]
        assert {row[0]} == {panel[number][0] for panel in panels}
    captions = [text for style, text in words(data) if style == "Caption"]
    assert captions[0].endswith(". Characteristics")
    assert ["Table  (continued). Characteristics"] * (len(panels) - 1) == captions[1:]
    assert ["A note."] == [text for style, text in words(data) if style == "Table Note"]


def test_a_table_that_fits_is_one_table_without_empty_columns() -> None:
    """Small letters are used before anything is cut."""
    (placed,) = read(write_word(report(many_columns(4)))).tables
    assert ["Study", "C0", "C1", "C2", "C3"] == [cell.text for cell in placed.rows[0].cells]


def test_an_empty_cell_is_a_dash_that_a_note_explains() -> None:
    """Numbers of its column stay on the right; a table without an empty cell has no such note."""
    columns = (
        Column("study", "Study"),
        Column("count", "Count"),
        Column("what", "What"),
        Column("none", "None"),
    )
    data = write_word(report(Table("t", "T", columns, (("a", 1, "x", ""), ("b", None, "", None)))))
    (placed,) = read(data).tables
    assert [["Study", "Count", "What"], ["a", "1", "x"], ["b", "–", "–"]] == [
        [cell.text for cell in row.cells] for row in placed.rows
    ]
    assert "right" in placed.rows[2].cells[1]._tc.xml
    assert ["– not reported or not applicable."] == [
        text for style, text in words(data) if style == "Table Note"
    ]


def test_what_a_journal_does_not_print_stands_behind_the_references_with_numbers_of_its_own() -> None:
    """Table S1 and Figure S1 begin anew under their heading, and the text cites them."""
    places = {
        "characteristics": ReportPlace(cited="the studies"),
        "light": ReportPlace(),
        "findings": ReportPlace(cited="the summary of findings"),
        "profile": ReportPlace(cited="the profile", part="supplement"),
        "answers": ReportPlace(part="asked"),
        "references": ReportPlace(is_list=True),
    }
    columns = (Column("study", "Study"), Column("title", "Title"), Column("design", "Design"))
    cited = Table("characteristics", "Studies", columns, ((Labelled("mud", "Mud 2020"), "Mud.", "cohort"),))
    listed = (Column("number", "No."), Column("reference", "Reference"))
    content = replace(
        report(
            cited,
            replace(FINDINGS, name="profile", title="Profile"),
            FINDINGS,
            replace(FINDINGS, name="answers", title="Answers"),
            Table("references", "References", listed, ((1, "Mud."),)),
            drawings=(Drawing(LIGHTS, "light"), Drawing(LIGHTS, "profile", "supplement")),
        ),
        places=places,
    )
    document = read(write_word(content))
    texts = ["".join(node.text or "" for node in each._p.iter(TEXT_TAG)) for each in document.paragraphs]
    kept = ("Caption", "Bibliography", "Heading 1")
    order = [text for text, each in zip(texts, document.paragraphs, strict=True) if each.style.name in kept]
    assert [
        "Methods",
        "Results",
        "Table 1. Studies",
        "Figure 1. Risk of bias: case",
        "Table 2. Summary of findings",
        "References",
        "1. Mud.",
        "Supplementary material",
        "Table S1. Profile",
        "Figure S1. Risk of bias: case",
    ] == order
    assert "Table S1 shows the profile. Figure S1 shows the judgements of each study." in texts
    assert ["Study", "Design"] == [cell.text for cell in document.tables[0].rows[0].cells]
    chosen = read(write_word(content, WordLayout(is_excerpt=True)))
    captions = [
        "".join(node.text or "" for node in each._p.iter(TEXT_TAG))
        for each in chosen.paragraphs
        if each.style.name == "Caption"
    ]
    assert "Table 4. Answers" in captions
    assert not any("S1" in caption for caption in captions)


def test_properties_name_the_reviewers_and_no_program() -> None:
    """Nobody where no names are given."""
    for authors, expected in ((("Anna Berg", "Beatrix Cole"), "Anna Berg; Beatrix Cole"), ((), "")):
        made = write_word(replace(report(FINDINGS), authors=authors))
        properties = read(made).core_properties
        assert (expected, expected) == (properties.author, properties.last_modified_by)
        with ZipFile(BytesIO(made)) as archive:
            assert b"Application" not in archive.read("docProps/app.xml")


def test_an_excerpt_has_the_methods_where_they_were_asked_for() -> None:
    """Before the tables."""
    content = replace(report(FINDINGS), methods=(Paragraph("Two reviewers judged.", "Methods"),))
    for wanted in (True, False):
        made = read(write_word(content, WordLayout(is_excerpt=True, with_methods=wanted)))
        assert wanted == ("Two reviewers judged." in [each.text for each in made.paragraphs])
