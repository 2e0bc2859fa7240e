"""Formats of databases and literature services: what is taken from each, and what is never taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.intake import IntakeError
from workbench.intake.references import Reference, is_reference_file, read_references

FIXTURES = Path(__file__).parent / "fixtures"
NEW = {
    "pubmed_summary.txt": "pubmed-summary",
    "pubmed_abstract.txt": "pubmed-abstract",
    "pubmed.xml": "pubmed-xml",
    "web_of_science.ciw": "web-of-science",
    "ovid.txt": "ovid",
    "europe_pmc.json": "europe-pmc",
    "openalex.json": "openalex",
    "crossref.json": "crossref",
    "semantic_scholar.json": "semantic-scholar",
    "zotero.rdf": "zotero-rdf",
}


def records(name: str) -> tuple[Reference, ...]:
    """The records of a fixture."""
    return read_references((FIXTURES / name).read_bytes(), "export").records


@pytest.mark.parametrize(("name", "form"), NEW.items())
def test_three_records_are_read_in_each_format(name: str, form: str) -> None:
    """Sand, clay and foam come out of each in order; what has neither title nor DOI would be told."""
    batch = read_references((FIXTURES / name).read_bytes(), "export")
    titles = [record.bibliography.title.casefold() for record in batch.records]
    assert (form, 3, 3) == (batch.form, batch.expected, len(batch.records))
    assert ["sand" in titles[0], "clay" in titles[1] or "feet" in titles[1]] == [True, True]
    assert [1, 2, 3] == [record.position for record in batch.records]


@pytest.mark.parametrize("name", NEW)
def test_no_identifier_of_a_cited_work_is_taken(name: str) -> None:
    """Reference lists, comments and notices carry other works' DOIs."""
    dois = {record.bibliography.doi for record in records(name)}
    assert not dois & {"10.5555/other", "10.5555/cited.1", "10.5555/comment.1", "10.5555/notice.1"}


@pytest.mark.parametrize(
    ("name", "pmid", "pmcid"),
    [
        ("pubmed_summary.txt", "31415926", "PMC2718281"),
        ("pubmed_abstract.txt", "31415926", "PMC2718281"),
        ("pubmed.xml", "31415926", "PMC2718281"),
        ("web_of_science.ciw", "31415926", ""),
        ("ovid.txt", "31415926", ""),
        ("europe_pmc.json", "31415926", "PMC2718281"),
        ("openalex.json", "31415926", "PMC2718281"),
        ("crossref.json", "", ""),
        ("semantic_scholar.json", "31415926", "PMC2718281"),
        ("zotero.rdf", "31415926", "PMC2718281"),
    ],
)
def test_identifiers_of_pubmed_are_taken(name: str, pmid: str, pmcid: str) -> None:
    """PMID and PMCID come out of addresses, numbers, notes and labels."""
    bibliography = records(name)[0].bibliography
    assert (pmid, pmcid) == (bibliography.pmid, bibliography.pmcid)


def test_pubmed_summary_parts_names_title_and_journal() -> None:
    """A full stop inside the title, a question as title, a bracketed title, and groups beside names."""
    read = [record.bibliography for record in records("pubmed_summary.txt")]
    assert [
        ("Warm sand for stiff shoulder vs. clay: a matched cohort", ("Børresen A", "Wei L", "Sand Group")),
        ("Clay for cold feet?", ()),
        ("[Foam for flat feet]", ("van der Hop GH Jr", "Oat-Rye C")),
    ] == [(one.title, one.authors) for one in read]
    assert ["J Imag Joints", "Pretend Feet (Lond)", "J Reed"] == [one.journal for one in read]
    assert [2021, 2019, 2018] == [one.year for one in read]


def test_pubmed_abstract_keeps_the_abstract_and_nothing_else() -> None:
    """Addresses, notices and conflicts are no abstract; a paragraph that begins with a number is."""
    read = records("pubmed_abstract.txt")
    first = read[0].bibliography
    assert ("Børresen A", "Wei L", "Sand Group") == first.authors
    expected = (
        "BACKGROUND: Stiff shoulder is common after casts. METHODS: Two groups were compared."
        " 2. This paragraph of the abstract begins with a number."
    )
    assert expected == first.abstract
    assert ((), "") == (read[1].bibliography.authors, read[1].bibliography.abstract)
    assert (("Foam Study Group",), "Foam was tried.") == (
        read[2].bibliography.authors,
        read[2].bibliography.abstract,
    )
    assert [(), (), ("Retracted Publication",)] == [record.publication_types for record in read]


def test_pubmed_xml_fields() -> None:
    """Groups, labels, registrations, retractions, books and titles in another language."""
    sand, clay, foam = records("pubmed.xml")
    assert ("Børresen, Ada", "Wei, L", "Sand Group") == sand.bibliography.authors
    assert (
        "BACKGROUND: Stiff shoulder & casts. METHODS: Two groups were compared." == sand.bibliography.abstract
    )
    assert ("NCT01020304", ("Shoulder",)) == (sand.bibliography.registration, sand.keywords)
    assert ("Observational Study", "Retracted Publication") == sand.publication_types
    assert (2019, "10.5555/clay.b") == (clay.bibliography.year, clay.bibliography.doi)
    assert "Schaum für Füße" == foam.bibliography.title


def test_web_of_science_fields() -> None:
    """Full names are preferred, lines that go on are joined, early access gives the year."""
    sand, _, foam = records("web_of_science.ciw")
    assert ("Børresen, Ada", "Wei, Li") == sand.bibliography.authors
    assert "Stiff shoulder is common after casts. TI was measured." == sand.bibliography.abstract
    assert (("sand", "shoulder"), 2018) == (sand.keywords, foam.bibliography.year)


def test_ovid_fields() -> None:
    """The PubMed id stands under UI only where the database is MEDLINE; the year may stand in the source."""
    _, clay, foam = records("ovid.txt")
    assert ("27182818", 2019, "Clay was used.") == (
        clay.bibliography.pmid,
        clay.bibliography.year,
        clay.bibliography.abstract,
    )
    assert ("", None) == (foam.bibliography.pmid, foam.bibliography.year)


def test_json_of_services_survives_nulls_and_lists() -> None:
    """Abstracts as indexes, titles as lists, null where an object should be, and both ways to give names."""
    assert "Stiff shoulder is common." == records("openalex.json")[0].bibliography.abstract
    assert ("Grace Hop",) == records("openalex.json")[1].bibliography.authors
    assert "Warm sand for stiff shoulder: a matched cohort" == records("crossref.json")[0].bibliography.title
    assert (2021, 2019) == tuple(record.bibliography.year for record in records("crossref.json")[:2])
    assert "NCT01020304" == records("crossref.json")[0].bibliography.registration.upper()
    assert ("Hop, Grace", "Clay Group") == records("europe_pmc.json")[1].bibliography.authors
    assert ("Journal Article", "Case Report") == records("semantic_scholar.json")[0].publication_types
    assert 2019 == records("semantic_scholar.json")[1].bibliography.year


@pytest.mark.parametrize(
    "name", ["europe_pmc.json", "openalex.json", "crossref.json", "semantic_scholar.json"]
)
@pytest.mark.parametrize("shape", ["list", "lines", "one", "commas"])
def test_json_may_be_a_list_lines_or_a_single_record(name: str, shape: str) -> None:
    """Whatever holds the records, they are the same."""
    answer = json.loads((FIXTURES / name).read_text("utf-8"))
    found = answer.get("results") or answer.get("data") or answer.get("resultList", {}).get("result")
    objects = found or answer["message"]["items"]
    written = {
        "list": json.dumps(objects),
        "lines": "\n".join(json.dumps(entry) for entry in objects) + "\n",
        "commas": ",\n".join(json.dumps(entry) for entry in objects),
        "one": json.dumps(objects[0]),
    }[shape]
    assert is_reference_file(written.encode(), "a.txt")
    batch = read_references(written.encode(), "a.txt")
    expected = records(name)[:1] if shape == "one" else records(name)
    assert (expected, NEW[name]) == (batch.records, batch.form)


@pytest.mark.parametrize(
    "value",
    [
        {"id": "https://openalex.org/W1", "title": 1, "authorships": [None, 3, {"author": "x"}], "ids": []},
        {"id": "https://openalex.org/W1", "title": "A", "abstract_inverted_index": {"a": "b", "c": [None]}},
        {"DOI": "10.5555/a", "title": [None, ["A"]], "author": {"x": 1}, "issued": {"date-parts": [[[]]]}},
        {"DOI": "10.5555/a", "title": ["A"], "author": [3], "issued": 5, "updated-by": "no"},
        {"paperId": 7, "title": "A", "authors": "no", "externalIds": [1], "journal": "J"},
        {"authorString": ["x"], "title": "A", "authorList": {"author": {"lastName": 4}}, "pubTypeList": 3},
    ],
)
def test_values_of_unexpected_kinds_are_passed_over(value: dict[str, object]) -> None:
    """A field that holds something else than a service writes is empty, and nothing breaks."""
    good = {**value, "title": ["Oats"] if isinstance(value["title"], list) else "Oats"}
    batch = read_references(json.dumps([value, good]).encode(), "a.json")
    assert "Oats" == batch.records[-1].bibliography.title


ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
BOMB = f"{ENTITIES}<PubmedArticleSet><PubmedArticle><PMID>&b;</PMID></PubmedArticle></PubmedArticleSet>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "document type of its own"),
        (
            '<!DOCTYPE PubmedArticleSet SYSTEM "file:///etc/passwd"><PubmedArticleSet></PubmedArticleSet>',
            "none has",
        ),
        ("<PubmedArticleSet>" + "<a>" * 1000, "nested too deeply"),
        ("<PubmedArticleSet><PubmedArticle>", "not valid XML"),
    ],
)
def test_hostile_xml_is_refused_in_words(text: str, told: str) -> None:
    """Entities, foreign files, depth and broken XML end in one line."""
    with pytest.raises(IntakeError, match=told):
        read_references(text.encode(), "a.xml")


def test_broken_xml_gives_the_records_before_the_break() -> None:
    """A file that was cut off loses its last record only, and says so."""
    text = (FIXTURES / "pubmed.xml").read_text("utf-8")
    batch = read_references(text[: text.rindex("<VernacularTitle>")].encode(), "a.xml")
    assert (2, 3) == (len(batch.records), batch.expected)
    assert "1 of 3 records could not be read" in batch.notes[0]


def test_entities_of_a_document_type_are_letters() -> None:
    """Named entities that only the document type declares are what they stand for."""
    title = "<ArticleTitle>M&uuml;de &alpha;&amp;&nosuch;</ArticleTitle>"
    text = f"<PubmedArticleSet><PubmedArticle><Article>{title}</Article></PubmedArticle></PubmedArticleSet>"
    assert "Müde α&" == read_references(text.encode(), "a.xml").records[0].bibliography.title


@pytest.mark.parametrize(
    "name", ["europe_pmc.json", "openalex.json", "crossref.json", "semantic_scholar.json"]
)
def test_pages_of_a_search_are_read_one_after_the_other(name: str) -> None:
    """A list of answers gives the records of all, and lines of answers do too."""
    page = json.dumps(json.loads((FIXTURES / name).read_text("utf-8")))
    for text in (f"[{page}, {page}]", f"{page}\n{page}\n"):
        batch = read_references(text.encode(), "a.json")
        assert (NEW[name], records(name) * 2) == (batch.form, batch.records)
