"""Files of answers and judgements: what they are recognised as, what is read, what is refused."""

from __future__ import annotations

import json

import pytest

from workbench.intake.appraisals.read import read_appraisals
from workbench.intake.appraisals.records import FaultyLine, NamedJudgement
from workbench.intake.errors import IntakeError

LONG = "study,reviewer,item,code,note\nono2025,anna,1.1,PY,as read\nono2025,anna,1.10,N,\n"


def test_the_shortest_long_form_has_study_item_and_code() -> None:
    """What somebody types into a spreadsheet is enough; each row is an answer, and has its line."""
    read = read_appraisals(LONG.encode())
    assert ("long", [2, 3]) == (read.format, [row.line for row in read.answers])
    assert [("1.1", "PY", "as read"), ("1.10", "N", "")] == [
        (row.item, row.code, row.note) for row in read.answers
    ]
    assert {"answer"} == {row.row for row in read.answers}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_of_spreadsheets_are_read(encoding: str, delimiter: str) -> None:
    """A spreadsheet in another country writes semicolons, or tabs in UTF-16."""
    text = LONG.replace(",", delimiter)
    assert read_appraisals(LONG.encode()).answers == read_appraisals(text.encode(encoding)).answers


def test_the_separator_line_of_excel_is_no_heading() -> None:
    """The line `sep=;` tells the delimiter, and lines are counted with it."""
    read = read_appraisals(("sep=;\r\n" + LONG.replace(",", ";")).encode())
    assert [3, 4] == [row.line for row in read.answers]


def test_json_is_counted_by_records() -> None:
    """A list of objects is the long form too; empty values are empty cells."""
    rows = [{"study": "ono2025", "item": "1.1", "code": "PY", "note": None, "start": 4}]
    read = read_appraisals(json.dumps(rows).encode())
    assert ("record", 1, "", "4") == (
        read.unit,
        read.answers[0].line,
        read.answers[0].note,
        read.answers[0].start,
    )


def test_cells_that_a_spreadsheet_would_run_get_back_their_first_sign() -> None:
    """The apostrophe that our export puts before a formula is taken off; line breaks in cells are kept."""
    read = read_appraisals(b'study,item,code,note\r\nono2025,1.1,Y,"\'=1+1\r\nand more"\r\n')
    assert "=1+1\r\nand more" == read.answers[0].note


def test_robvis_is_a_column_for_studies_and_others() -> None:
    """Weight is no domain, and an empty cell no judgement."""
    read = read_appraisals(b"Study,D1,D2,Overall,Weight\nOno 2025,Low,,High,3.2\n")
    assert "robvis" == read.format
    assert (NamedJudgement("D1", "Low"), NamedJudgement("Overall", "High")) == read.judgements[0].judgements


def test_revman_has_a_judgement_and_its_support() -> None:
    """The outcome group stays in the name of the domain until the checklist is known."""
    head = "Study,Domain (judgement): Allocation: deaths,Domain (support): Allocation: deaths"
    read = read_appraisals(f"{head}\r\nOno 2025,Low risk,sealed\r\n".encode("utf-8-sig"))
    assert "revman" == read.format
    assert (NamedJudgement("Allocation: deaths", "Low risk", "sealed"),) == read.judgements[0].judgements


def test_covidence_names_reviewers() -> None:
    """Judgement and support of a domain are told apart by the ends of their headings."""
    head = (
        "Covidence #,Study ID,Title,Reviewer Name,Allocation judgement,Allocation supporting text,Other bias"
    )
    read = read_appraisals(f"{head}\n#7,Ono 2025,Oats,Anna Berg,Low,sealed,High\n".encode())
    (row,) = read.judgements
    assert ("covidence", "Ono 2025", "Anna Berg") == (read.format, row.study, row.reviewer)
    assert (
        NamedJudgement("Allocation", "Low", "sealed"),
        NamedJudgement("Other bias", "High"),
    ) == row.judgements


def test_ragged_rows_are_faults_with_their_lines() -> None:
    """A row with more or fewer cells than headings is not guessed at; the others are read."""
    read = read_appraisals(b"study,item,code\nono2025,1.1\nono2025,1.2,Y\nono2025,1.3,Y,too much\n,1.4,Y\n\n")
    assert ["1.2"] == [row.item for row in read.answers]
    assert [2, 4, 5] == [fault.line for fault in read.faults]
    assert FaultyLine(5, "a row", "no study is named in it") == read.faults[-1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"study,item,code\n", "no rows below the headings"),
        (b"study,item,code,Code\na,1.1,Y,N\n", "two columns are called 'code'"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"title,doi\nOats,10.1/a\n", "`workbench add`"),
        (b"TY  - JOUR\nER  - \n", "`workbench add`"),
        (b'{"a": 1}', "no list of records"),
        (b'[{"a": 1}', "does not end as it begins"),
        (b'study,item,code\nono2025,1.1,"Y' + b"x" * 200_000, "has no end"),
        (b"\xff\xfea", "not: save it again as UTF-8"),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_line(data: bytes, words: str) -> None:
    """Each refusal says what to do."""
    with pytest.raises(IntakeError, match=words):
        read_appraisals(data)


def test_a_form_that_is_named_must_fit() -> None:
    """The long form without its columns is refused even if the file would do as another form."""
    with pytest.raises(IntakeError, match="the columns study, item and code"):
        read_appraisals(b"Study,D1\nOno 2025,Low\n", "long")
