"""Each form with its traps: what must come out of the fixtures, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.intake import IntakeError
from workbench.intake.references import ReferenceBatch, is_reference_file, read_references

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(path.name for path in FIXTURES.iterdir())


def read(name: str) -> ReferenceBatch:
    """A fixture as it is read."""
    return read_references((FIXTURES / name).read_bytes(), name)


@pytest.mark.parametrize("name", FILES)
def test_first_record_of_every_form_says_the_same(name: str) -> None:
    """The invented study on warm sand has its first author, year and journal in every form."""
    first = read(name).records[0]
    assert "warm sand" in first.bibliography.title.casefold()
    assert first.bibliography.first_author.startswith("Børresen")
    assert (2021, "10.5555/sand") == (first.bibliography.year, first.bibliography.doi.casefold()[:12])
    assert first.bibliography.journal.casefold().startswith(("journal of imaginary joints", "j imag joints"))


@pytest.mark.parametrize("name", FILES)
def test_every_fixture_is_known_as_references_under_any_name(name: str) -> None:
    """The form is told by what the file holds; a name without ending does not matter."""
    assert is_reference_file((FIXTURES / name).read_bytes(), "export")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("encoding", "line_end"),
    [("utf-8-sig", "\n"), ("utf-16", "\r\n"), ("utf-16-be", "\n"), ("latin-1", "\r\n"), ("utf-8", "\r")],
)
def test_encodings_and_line_ends_give_the_same_records(name: str, encoding: str, line_end: str) -> None:
    """UTF-8 with its mark, UTF-16 either way round, Latin-1, and three line ends make no difference."""
    text = (FIXTURES / name).read_text("utf-8-sig")
    data = text.replace("\n", line_end).encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    batch = read_references(data, name)
    assert read(name).records == batch.records
    assert (encoding == "latin-1" and not text.isascii()) is any("not UTF-8" in one for one in batch.notes)


def test_ris_without_end_mark_loses_no_record() -> None:
    """A missing ER, one without its space, and lines between records cost no record."""
    batch = read("traps.ris")
    assert (3, 3, ()) == (batch.expected, len(batch.records), batch.notes)
    assert [3, 21, 26] == [record.line for record in batch.records]
    assert "Clay for cold feet" == batch.records[1].bibliography.title


def test_ris_continuation_lines_and_repeated_tags() -> None:
    """Lines without a tag go on with the value before; of a repeated title the first counts."""
    first = read("traps.ris").records[0]
    assert "Warm sand for stiff shoulder [/bold]" == first.bibliography.title
    assert (
        "BACKGROUNDStiff shoulder is common after casts. METHODSTwo groups were compared."
        == first.bibliography.abstract
    )
    assert ("shoulder", "sand") == first.keywords
    assert ("Journal of Imaginary Joints", "31415926") == (
        first.bibliography.journal,
        first.bibliography.pmid,
    )


def test_ris_with_single_spaces_is_read_where_nothing_else_is_there() -> None:
    """``TY - JOUR`` with one space is accepted in a file that never has two."""
    batch = read_references(b"TY - JOUR\nTI - Mud\nAB - IL-6 fell\nER -\n", "a.ris")
    assert ("Mud", "IL-6 fell") == (
        batch.records[0].bibliography.title,
        batch.records[0].bibliography.abstract,
    )


def test_ris_kind_of_work_may_be_a_doi() -> None:
    """M3 holds a DOI in some exports and the kind of work in others."""
    record = read_references(
        b"TY  - JOUR\nTI  - Mud\nM3  - doi: 10.5555/mud.1\nM3  - Review\n", "a.ris"
    ).records[0]
    assert ("10.5555/mud.1", ("Review",)) == (record.bibliography.doi, record.publication_types)


def test_nbib_without_final_line_end_keeps_its_last_record() -> None:
    """The last record is there though no line ends it, and so is one without a blank line before it."""
    batch = read("traps.nbib")
    assert ["31415926", "27182818", "16180339"] == [record.bibliography.pmid for record in batch.records]
    assert ("Journal Article", "Observational Study") == batch.records[0].publication_types
    assert "NCT01020304" == batch.records[0].bibliography.registration


def test_bibtex_takes_in_what_the_library_sets_aside() -> None:
    """Repeated field, repeated key and missing brace: five marks, five records."""
    batch = read("traps.bib")
    assert (5, 5) == (batch.expected, len(batch.records))
    assert "No brace closes this" == batch.records[3].bibliography.title


def test_bibtex_values() -> None:
    """LaTeX, macros, joined pieces, names with "and" in braces; an unescaped per cent sign is no comment."""
    first, second = read("traps.bib").records[:2]
    assert "Warm SAND for 50% of stiff shoulders & necks" == first.bibliography.title
    assert ("Børresen, Ada", "Wei, Li", "The Sand and Clay Group") == first.bibliography.authors
    assert "Journal of Imaginary Joints, Part B" == first.bibliography.journal
    assert "Clay for Müller's étude î" == second.bibliography.title


def test_bibtex_draws_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """The library's warnings would land in the middle of a screen; they are kept silent."""
    read("traps.bib")
    assert ("", "") == capfd.readouterr()


def test_csl_says_which_items_are_missing() -> None:
    """An item that is no object and one without a title are counted and named."""
    batch = read("zotero.json")
    assert (4, 2) == (batch.expected, len(batch.records))
    assert ("2 of 4 records could not be read or say nothing: number 3, 4.",) == batch.notes
    assert ("31415926", "PMC2718281") == (
        batch.records[0].bibliography.pmid,
        batch.records[0].bibliography.pmcid,
    )


def test_endnote_xml_joins_styles_and_prefers_the_full_name_of_the_journal() -> None:
    """A title in several styles is one title."""
    first = read("endnote.xml").records[0]
    assert "Warm sand for stiff shoulder & neck" == first.bibliography.title
    assert "Journal of Imaginary Joints" == first.bibliography.journal


def test_endnote_xml_cut_short_gives_the_records_before() -> None:
    """What is complete is read, and the note says how many are missing."""
    text = (FIXTURES / "endnote.xml").read_text("utf-8")
    batch = read_references(text[: text.rindex("<dates>")].encode(), "a.xml")
    assert (2, 1) == (batch.expected, len(batch.records))
    assert "1 of 2 records" in batch.notes[-1]


def test_embase_rows_that_are_fields_are_read_as_records() -> None:
    """The vertical layout: a title begins a record, lists have a cell each, the source holds the year."""
    first, second = read("embase_vertical.csv").records
    assert ("Børresen A.", "Li W.") == first.bibliography.authors
    assert ("Journal of Imaginary Joints", 2021, "31415926") == (
        first.bibliography.journal,
        first.bibliography.year,
        first.bibliography.pmid,
    )
    assert ("shoulder", "sand", "cohort analysis", "propensity score") == first.keywords
    assert 'Stiff shoulder is common. Forty adults were given "warm" sand.' == first.bibliography.abstract
    assert ("NCT01020304", 3) == (first.bibliography.registration, first.line)
    assert ("=Clay for cold feet", "Feet", 1999, 17) == (
        second.bibliography.title,
        second.bibliography.journal,
        second.bibliography.year,
        second.line,
    )


def test_embase_rows_are_counted_by_their_titles() -> None:
    """A record that says nothing is missed, and the note says which."""
    text = '"TITLE","Mud"\n"DOI","10.5555/mud"\n"AUTHOR NAMES","Li W."\n\n"TITLE",""\n"SOURCE","Feet"\n'
    batch = read_references(text.encode(), "a.csv")
    assert (2, 1) == (batch.expected, len(batch.records))
    assert "1 of 2 records could not be read or say nothing: number 2." == batch.notes[-1]


def test_a_search_above_the_headings_is_passed_over() -> None:
    """Embase writes what was searched for first, over several lines if need be."""
    batch = read("embase_query.csv")
    assert (1, 4) == (batch.expected, batch.records[0].line)
    assert "Medline PMID → pmid" in batch.notes[0]


def test_ovid_links_without_a_tag_belong_to_no_field() -> None:
    """Neither on the line of the link nor below it; dates end in slashes, PT is the kind of work."""
    first, second = read("ovid.ris").records
    assert (2, 2021, ("Article",)) == (
        read("ovid.ris").expected,
        first.bibliography.year,
        first.publication_types,
    )
    assert (("adult", "*shoulder"), ("Feet",)) == (first.keywords, second.keywords)
    assert (("", "27182818"), "10.5555/sand.1") == (
        (first.bibliography.pmid, second.bibliography.pmid),
        first.bibliography.doi,
    )


def test_embase_keeps_the_pmid_in_a_custom_field() -> None:
    """C5 is a PMID in a record of Embase; elsewhere it is its owner's."""
    assert "31415926" == read("embase.ris").records[0].bibliography.pmid
    other = b"TY  - JOUR\nTI  - Mud\nDB  - My shelf\nC5  - 31415926\nER  - "
    assert "" == read_references(other, "a.ris").records[0].bibliography.pmid


@pytest.mark.parametrize(
    ("name", "used", "unused"),
    [
        ("pubmed.csv", "Journal/Book → journal", "NIHMS ID"),
        ("covidence.csv", "Published Year → year", "Covidence #"),
        ("rayyan.csv", "pubmed_id → pmid", "issn"),
        ("embase.tsv", "MEDLINE PMID → pmid", ""),
        ("scopus.csv", "Author full names → authors", "Author(s) ID"),
    ],
)
def test_tables_say_which_columns_were_used(name: str, used: str, unused: str) -> None:
    """The headings of five databases are known, and a note tells what became of each column."""
    note = read(name).notes[0]
    assert used in note
    assert unused in note.partition("not used")[2]
    assert 2 == len(read(name).records[0].bibliography.authors)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><records><record><titles><title>&b;'
OTHERS: dict[str, bytes] = {
    "nothing": b"",
    "blank": b" \n \n",
    "a text": b"We treated ten patients with mud.",
    "a PDF": b"%PDF-1.4 TY  - JOUR",
    "binary": b"TY  - JOUR\n" + bytes(range(256)) * 9,
    "NUL bytes": b"TY  - JOUR\nTI  - a\x00b\nER  - ",
    "an empty record": b"TY  - JOUR\nER  - \n",
    "a document's record": b'{"title": "Mud", "abstract": "We used mud.", "authors": "A, B"}',
    "damaged JSON": b'[{"title": "Mud", "issued": {"raw": "20',
    "deep JSON": b'[{"issued":' + b"[" * 200_000,
    "entities": BOMB.encode(),
    "deep XML": b"<xml><records><record>" + b"<a>" * 100_000,
    "a quotation mark that never closes": b'Title,DOI,Year\n"' + b"a" * 400_000,
    "too large": b"TY  - JOUR\nTI  - " + b"a" * (64 * 2**20),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_cannot_be_read_gets_one_line(name: str) -> None:
    """Every bad file ends in an IntakeError whose message is one line that says what is wrong."""
    with pytest.raises(IntakeError) as caught:
        read_references(OTHERS[name], name)
    assert "\n" not in str(caught.value)
    assert 10 < len(str(caught.value)) < 200


@pytest.mark.parametrize("name", ["a text", "a PDF", "a document's record", "nothing"])
def test_documents_are_not_taken_for_references(name: str) -> None:
    """Documents and records about one study go another way."""
    assert not is_reference_file(OTHERS[name], "x.txt")


def test_seeds_like_documents_are_not_references() -> None:
    """The document fixtures next door are documents, every one."""
    folder = FIXTURES.parents[1] / "fixtures"
    assert [] == [path.name for path in folder.iterdir() if is_reference_file(path.read_bytes(), path.name)]


def test_thirty_megabytes_in_one_line_take_little_time_and_memory() -> None:
    """A value without end is cut; the record is read all the same."""
    record = read_references(b"TY  - JOUR\nTI  - Mud\nAB  - " + b"mud " * 7_500_000, "a.ris").records[0]
    assert ("Mud", True) == (record.bibliography.title, len(record.bibliography.abstract) <= 200_000)
