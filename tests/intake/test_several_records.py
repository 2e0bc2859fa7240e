"""Texts of several records in a form that is not read, and single documents that are not taken for such."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.intake import IntakeError, read_document
from workbench.intake.documents.record_count import count_records

FIXTURES = Path(__file__).parent / "fixtures"
THREE = (
    ("Oat baths for oboists", "Malt A", 2011),
    ("Rye tea for viols", "Rye B", 2012),
    ("Spelt", "Oat C", 2013),
)


def each(form: str) -> str:
    """Three records, each written in that form; ``n`` is its number."""
    return "".join(
        form.format(title=title, author=author, year=year, n=number)
        for number, (title, author, year) in enumerate(THREE, 1)
    )


SEVERAL = {
    "tags behind numbers": each("<{n}>\nQX: {title}\nQA: {author}\nQY: {year}\nQD: 10.5555/a.{n}\n\n"),
    "tags with hyphens": each("XT - {title}\nXA - {author}\nXY - {year}\n\n"),
    "tags and blanks": each("NT {title}\nNA {author}\nNY {year}\nEND\n\n"),
    "tags with equals": each("TTL={title}\nAUT={author}\nYR={year}\n"),
    "names of fields": each("Title: {title}\nAuthors: {author}\nYear: {year}\nAbstract: They had oats.\n\n"),
    "names in German": each("Titel: {title}\nAutoren: {author}\nJournal: J Reed {year}\n\n"),
    "names in bold": each("**Title:** {title}\n**Authors:** {author}\n**DOI:** 10.5555/a.{n}\n\n"),
    "numbered citations": each("{n}. {author}. {title}. J Reed. {year};1:2. doi: 10.5555/a.{n}\n\n"),
    "citations in brackets": each("[{n}] {author}. {title}. J Reed. {year};1(2):3.\n"),
    "citations alone": each("{author}, Quill P. {title} in many players. J Reed {year};1:2-3.\n"),
    "lines with PMIDs": each("{title}. {author}.\nThey had oats for ten days.\nPMID: 3100000{n}\n\n"),
    "lines with DOIs": each(
        "{title}\n{author}\nThey had oats for ten days.\nhttps://doi.org/10.5555/a.{n}\n\n"
    ),
    "numbered lines": each("Record {n} of 3\n{title}\n{author}\nThey had oats in {year}.\n\n"),
    "numbers of results": each("Result #{n}\n{title}, {author}, {year}\n\n"),
    "rules": each("{title}\n{author}, {year}\ndoi: 10.5555/a.{n}\n--------------------\n"),
    "a list in JSON": '[{"Title": "Oats"}, {"Title": "Rye"}, {"Title": "Spelt"}]',
    "lines of JSON": '{"title": "Oats", "n": 1}\n{"title": "Rye", "n": 2}\n{"title": "Spelt", "n": 3}\n',
    "JSON of an answer": '{"count": 3, "records": [{"title": "A"}, {"title": "B"}, {"title": "C"}]}',
}


@pytest.mark.parametrize("kind", SEVERAL)
def test_several_records_are_refused_with_their_number_and_a_way_on(kind: str) -> None:
    """The message names the number, what says so, the forms that work, and the switch for one document."""
    with pytest.raises(
        IntakeError, match=r"^this looks like 3 records \(.+\), in a form that is not read\."
    ) as told:
        read_document(SEVERAL[kind].encode(), "export.txt")
    assert "Export as RIS, NBIB, EndNote XML or CSV" in str(told.value)
    assert "--as-document" in str(told.value)


@pytest.mark.parametrize("kind", SEVERAL)
def test_several_records_are_one_document_on_request(kind: str) -> None:
    """Whoever says so gets one document with the whole text."""
    text = SEVERAL[kind]
    assert text == read_document(text.encode(), "export.txt", as_document=True).text


SINGLE = {
    "labelled fields": "Title: Oats\nAuthors: Malt A\nDOI: 10.5555/a.1\n\nAbstract\nTen had oats.\n",
    "structured abstract": "Oats\n\nBACKGROUND: Oats are old.\nMETHODS: Ten.\nRESULTS: Nine improved.\n",
    "two languages": (
        "Oats\n\nAbstract\nBackground: Old.\nMethods: Ten.\nResults: Nine.\n\n"
        "Zusammenfassung\nHintergrund: Alt.\nMethods: Zehn.\nResults: Neun.\n"
    ),
    "references": (
        "Oats in oboists\n\nAbstract\nTen had oats.\n\nReferences\n"
        + each("{n}. {author}. {title}. J Reed. {year};1:2. doi: 10.5555/a.{n} PMID: 3100000{n}\n")
    ),
    "references without heading": "Ten oboists had oats in 2010.\n" * 40
    + each("{n}. {author}. {title}. J Reed. {year};1:2.\n") * 2,
    "numbered steps": "1. Ten had oats in 2011.\n2. Nine had rye in 2012.\n3. Two had spelt in 2013.\n",
    "case reports": "Three cases\n\nCase 1: a man of 60.\nCase 2: a man of 70.\nCase 3: a man of 80.\n",
    "own and data DOI": "Oats\nhttps://doi.org/10.5555/oats.1\n\nTen had oats.\n\nhttps://doi.org/10.5061/dryad.1\n",
    "table in capitals": "Oats\n\nIL 6 12\nTNF 3\nCRP 4\nIL 6 13\nTNF 4\nCRP 5\n\n"
    + "Ten players had oats daily.\n" * 20,
    "one object of JSON": '{"title": "Oats", "abstract": "Ten.", "references": [{"title": "A"}, {"x": 1}]}',
    "object with text": '{"title": "Oats", "abstract": "Ten had oats."}\n\nTen had oats.\n',
    "questions": "Q: Who had oats?\nA: Ten.\nQ: Who had rye?\nA: Nine.\n" + "It was a letter.\n" * 9,
    "rules around parts": "Oats\n-----\nTen had oats in 2011.\n-----\nNine improved.\n-----\nThe end.\n",
}


@pytest.mark.parametrize("kind", SINGLE)
def test_single_documents_are_not_taken_for_several(kind: str) -> None:
    """Fields, labels, reference lists, steps and tables repeat without being records."""
    assert 1 == count_records(SINGLE[kind]).count
    assert read_document(SINGLE[kind].encode(), "a.txt").text


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_documents_of_the_fixtures_are_single(path: Path) -> None:
    """Pages, Markdown and lines of JSON with their lists of other papers are one study each."""
    assert 1 == count_records(path.read_text("utf-8")).count


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><TEI xmlns="http://a.example"><text>Oats</text></TEI>',
        "<records><item><title>Oats</title></item></records>",
        '<?xml version="1.0"?><!-- made by a tool --><modsCollection><mods/></modsCollection>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>',
        "<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>",
        '<?xml version="1.0" encoding="utf-8"?>\n<oai_dc:dc xmlns:oai_dc="http://a"><title>A</title></oai_dc:dc>',
    ],
)
@pytest.mark.parametrize("as_document", [False, True])
def test_xml_is_never_read_as_plain_text(text: str, as_document: bool) -> None:
    """XML of another kind is refused with its outermost element, also as one document."""
    with pytest.raises(IntakeError, match="XML of a kind that is not read as a document"):
        read_document(text.encode(), "a.txt", as_document=as_document)


@pytest.mark.parametrize("text", ["<p>Ten had oats.</p>", "<0.05 was the p.", "<b>Oats</b>\nTen had oats."])
def test_bits_of_markup_are_texts(text: str) -> None:
    """A text that begins with a tag or a sign is no XML."""
    assert text == read_document(text.encode(), "a.txt").text


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"version": "6", "hitCount": 0}', "[1, 2]", '[{"a": 1}, {"b": 2}]', '[["x"]]']
)
def test_json_without_a_record_is_refused(text: str) -> None:
    """An empty answer or a list of something else is no study, but one document on request."""
    with pytest.raises(IntakeError, match=r"JSON without the record of a study|the file is empty"):
        read_document(text.encode(), "a.json")


def test_pages_of_a_search_are_counted_through() -> None:
    """A list of answers, each with a list of records, holds all of them."""
    page = '{"records": [{"title": "A"}, {"title": "B"}]}'
    assert 4 == count_records(f"[{page}, {page}]").count
