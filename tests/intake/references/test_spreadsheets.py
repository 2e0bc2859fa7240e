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


HEADINGS = "Title{0}Author Names{0}Publication Year{0}Source title{0}Medline PMID"
ROW = "Tired hands{0}Malt A.; Rye B.{0}2019{0}J Reed{0}31000011"


@pytest.mark.parametrize(
    "above",
    [
        '"SEARCH QUERY","oats:ti"\n-----------------\n\n',
        "SEARCH QUERY;oats:ti;;;\n------;;;;\n;;;;\n",
        "Export of 1 record\n\n",
        "\ufeffResults\t\t\t\t\n\n",
        "Oats and rye, a search of 2019\n\n\n",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_headings_are_found_below_a_search_or_a_title(above: str, delimiter: str) -> None:
    """Lines with a search, a rule or a title above the headings do not hide the table."""
    text = above + HEADINGS.format(delimiter) + "\n" + ROW.replace("; ", "| ").format(delimiter) + "\n"
    assert is_reference_file(text.encode(), "export.csv")
    batch = read_references(text.encode(), "export.csv")
    (record,) = (record.bibliography for record in batch.records)
    assert (1, "Tired hands", ("Malt A.", "Rye B.")) == (batch.expected, record.title, record.authors)
    assert (2019, "J Reed", "31000011") == (record.year, record.journal, record.pmid)


@pytest.mark.parametrize(
    "text",
    [
        "Oats were given, as the title says.\nTitle, year and authors were asked for.\nTen wrote.\n",
        "We, the authors, thank all.\n\nMethods\nTitle, abstract and full text were read by two.\n",
    ],
)
def test_prose_with_the_words_of_headings_is_no_table(text: str) -> None:
    """A sentence that names title, year and authors heads no table."""
    assert not is_reference_file(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            "Authors, Primary\tTitle Primary\tPeriodical Full\tPub Year",
            "Malt,Ada;Rye,null\tTired hands\tJ Reed\t2019",
        ),
        (
            "title\tauthorships.author.display_name\tprimary_location.source.display_name\tpublication_year",
            "Tired hands\tAda Malt|Berta Rye\tJ Reed\t2019",
        ),
        ("Authors\tTitle\tPublication\tYear", "Malt, A; Rye, B;\tTired hands\tJ Reed\t2019"),
    ],
)
def test_headings_of_further_tools_are_known(headings: str, row: str) -> None:
    """RefWorks, OpenAlex and Google Scholar name their columns in ways of their own."""
    (record,) = read_references(f"{headings}\n{row}\n".encode(), "a.tsv").records
    own = record.bibliography
    assert ("Tired hands", 2, 2019, "J Reed") == (own.title, len(own.authors), own.year, own.journal)
    assert "null" not in " ".join(own.authors)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("PUBMED 31000011", "31000011"),
        ("https://pubmed.ncbi.nlm.nih.gov/31000011", "31000011"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/31000011/", "31000011"),
        ("PMID: 31000011", "31000011"),
        ("0", ""),
        ("0.0", ""),
        ("S31000011", ""),
    ],
)
def test_pmid_is_taken_in_every_spelling(written: str, expected: str) -> None:
    """Labels, addresses and decimals are taken off; a zero is what programs write for none."""
    (record,) = read_references(f"Title,DOI,PMID\nHands,10.5555/a,{written}\n".encode(), "a.csv").records
    assert expected == record.bibliography.pmid


@pytest.mark.parametrize(("number", "expected"), [("889", ""), ("1", ""), ("31000011", "31000011")])
def test_record_number_of_a_program_is_no_pmid(number: str, expected: str) -> None:
    """EndNote numbers its records in ID, also those of MEDLINE; a long number there is PubMed's."""
    text = f"TY  - JOUR\nTI  - Hands\nDB  - Medline\nID  - {number}\nER  - \n"
    assert expected == read_references(text.encode(), "a.ris").records[0].bibliography.pmid
