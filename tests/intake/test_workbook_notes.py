"""Notes and comments on the cells of an Excel workbook."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

openpyxl = pytest.importorskip("openpyxl", reason="the extra `office` is not installed")

from workbench.intake.appraisals.workbook_notes import read_notes  # noqa: E402
from workbench.intake.errors import IntakeError  # noqa: E402

RELATION = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def workbook(notes: dict[str, tuple[str, str]]) -> bytes:
    """A workbook with judgements and answers; notes by sheet and cell, each with author and text."""
    book = openpyxl.Workbook()
    book.active.title = "About"
    for title, rows in {
        "traffic-light": [
            ("Study", "Reviewer", "D1", "Overall", "Country"),
            ("a2020", "bea", "Low", "High", "Japan"),
        ],
        "answers": [("Study", "Item", "Answer"), ("a2020", "1.2", "PY"), ("b2021", "2.1", "N")],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for place, (author, text) in notes.items():
        title, _, cell = place.partition("!")
        book[title][cell].comment = openpyxl.comments.Comment(text, author)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """The workbook with further parts, or others of the same name."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()


def rows(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    """Each remark with the cell that it is on."""
    table = read_notes(data)
    return [(row.cells, table.names[row.line]) for row in table.rows]


def test_a_note_has_the_study_of_its_row_and_the_domain_of_its_column() -> None:
    """Of an answer the item; of the study itself nothing more; of any other column the text says which."""
    data = workbook(
        {
            "traffic-light!C2": ("Cora", "Cora:\nWhy low?"),
            "traffic-light!D2": ("Cora", "I would say low"),
            "traffic-light!A2": ("Dan", "A duplicate?"),
            "traffic-light!E2": ("Dan", "It was Korea"),
            "answers!C3": ("Dan", "page 4"),
            "answers!C2": ("", "by whom?"),
            "About!A1": ("Dan", "nice"),
        }
    )
    assert [
        (("a2020", "", "A duplicate?", "Dan"), "traffic-light!A2"),
        (("a2020", "D1", "Why low?", "Cora"), "traffic-light!C2"),
        (("a2020", "Overall", "I would say low", "Cora"), "traffic-light!D2"),
        (("a2020", "", "Country: It was Korea", "Dan"), "traffic-light!E2"),
        (("a2020", "1.2", "by whom?", ""), "answers!C2"),
        (("b2021", "2.1", "page 4", "Dan"), "answers!C3"),
    ] == rows(data)


def test_a_thread_comes_with_its_replies_and_their_authors() -> None:
    """The note that stands for it, which tells old programs to be newer ones, does not."""
    old = workbook({"traffic-light!C2": ("tc={1}", "[Threaded comment] Your version of Excel …")})
    sheet = "xl/worksheets/sheet2.xml"
    with ZipFile(BytesIO(old)) as parts:
        relations = parts.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    assert sheet in ZipFile(BytesIO(old)).namelist()
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="C2" personId="{P}" id="{1}"><text>Which patients?</text></threadedComment>'
        '<threadedComment ref="C2" personId="{Q}" id="{2}" parentId="{1}"><text>All &amp; more</text>'
        "</threadedComment></ThreadedComments>"
    )
    people = (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<person displayName="Cora" id="{P}"/><person displayName="Dan" id="{Q}"/></personList>'
    )
    added = f'<Relationship Id="t1" Type="{RELATION}" Target="../threadedComments/threadedComment1.xml"/>'
    data = with_parts(
        old,
        {
            "xl/worksheets/_rels/sheet2.xml.rels": relations.replace(
                "</Relationships>", f"{added}</Relationships>"
            ),
            "xl/threadedComments/threadedComment1.xml": thread,
            "xl/persons/person.xml": people,
        },
    )
    assert [
        (("a2020", "D1", "Which patients?", "Cora"), "traffic-light!C2"),
        (("a2020", "D1", "All & more", "Dan"), "traffic-light!C2"),
    ] == rows(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook({}), "no cell of the workbook has a note"),
        (b"PK\x03\x04 and no more", "no Excel workbook that can be read"),
        (workbook({})[:900], "no Excel workbook that can be read"),
        (
            with_parts(workbook({}), {"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "entities",
        ),
    ],
)
def test_what_is_no_workbook_with_notes_is_refused_in_one_line(data: bytes, words: str) -> None:
    """Also one that is cut short, or that declares entities."""
    with pytest.raises(IntakeError, match=words) as refused:
        read_notes(data)
    assert 1 == len(str(refused.value).splitlines())
