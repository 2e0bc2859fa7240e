"""Tables that went through a spreadsheet: what it adds, what it spoils, and where the year hides."""

from __future__ import annotations

import pytest

from workbench.intake.references import is_reference_file, read_references


@pytest.mark.parametrize(
    ("above", "delimiter"),
    [
        ("sep=;\n", ";"),
        ("\ufeffsep=;\r\n", ";"),
        ("sep=,\n", ","),
        ("SEP=\t\n", "\t"),
        ('"sep=;"\n', ";"),
        ("sep=|\n", "|"),
        ("sep=;;;;\n", ";"),
        ('sep=,\n"search query","oats"\n', ","),
    ],
)
def test_line_that_names_the_separator_is_no_heading(above: str, delimiter: str) -> None:
    """Excel's first line is passed over, whatever it names and however it is written."""
    rows = [["Title", "Authors", "Year", "DOI"], ["Tired hands", "Müller Ö", "2019", "10.5555/hands.1"]]
    text = above + "\n".join(delimiter.join(row) for row in rows)
    assert is_reference_file(text.encode(), "export")
    batch = read_references(text.encode(), "export")
    assert [("Tired hands", 2019, "10.5555/hands.1")] == [
        (record.bibliography.title, record.bibliography.year, record.bibliography.doi)
        for record in batch.records
    ]
    assert 1 == batch.expected


@pytest.mark.parametrize(
    ("source", "journal", "year"),
    [
        ("J. Imaginary Joints (2021) 3:2 (1-9)", "J. Imaginary Joints", 2021),
        ("J Imaginary Joints (Lond) (2021)", "J Imaginary Joints (Lond)", 2021),
        ("Pretend Reeds, 2021; 3(2): 1-9", "Pretend Reeds", 2021),
        ("Pretend Reeds. 2021;3(2):1-9", "Pretend Reeds", 2021),
        ("J. Imaginary Joints (2021), 3", "J. Imaginary Joints", 2021),
        ("Studies of 2021", "Studies of 2021", None),
        ("Journal 2000", "Journal 2000", None),
    ],
)
def test_year_of_a_source_is_found(source: str, journal: str, year: int | None) -> None:
    """A journal that is followed by its year and pages gives both; a name with a number stays whole."""
    text = f'Title,Author Names,Source,DOI\nTired hands,"Malt A.","{source}",10.5555/hands.1\n'
    record = read_references(text.encode(), "embase.csv").records[0].bibliography
    assert (journal, year) == (record.journal, record.year)


@pytest.mark.parametrize(
    ("pmid", "year", "told"),
    [
        ("3.1E+07", "2019", "PMIDs that a spreadsheet has rounded, and they were left out: record 2."),
        ("3,12E+07", "2019", "record 2."),
        ("31000011", "01.05.", "years that are none, and they were left out: record 2."),
        ("31000011", "May-19", "years that are none"),
        ("31000011", "01/05/19", "years that are none"),
        ("31000011.0", "2019-05-01", ""),
        ("NA", "NA", ""),
        ("31000011", "01.05.2019", ""),
    ],
)
def test_what_a_spreadsheet_spoilt_is_told(pmid: str, year: str, told: str) -> None:
    """Rounded ids and dates without a year are left out and named by their record, not dropped in silence."""
    text = f'Title\tYear\tPMID\nSound\t2018\t31000010\nSpoilt\t"{year}"\t"{pmid}"\n'
    notes = " ".join(read_references(text.encode(), "a.tsv").notes[1:])
    assert (told in notes, bool(told)) == (True, bool(notes))
