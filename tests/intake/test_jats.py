"""Articles in JATS XML: own fields, a text to read, and nothing of other papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.intake import IntakeError, read_document
from workbench.intake.documents.read import read_documents
from workbench.intake.documents.sections import Part

ARTICLE = (Path(__file__).parent / "xml" / "article.nxml").read_text("utf-8").strip()
FRONT = ARTICLE[ARTICLE.index("<front>") : ARTICLE.index("<body>")]
DOCTYPE = '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd">\n'


def test_fields_are_the_articles_own() -> None:
    """Title with subtitle, authors without editors, the issue's year, no identifier of another paper."""
    study = read_document((DOCTYPE + ARTICLE).encode(), "a.nxml")
    own = study.bibliography
    assert "Oat baths for stiff fingers: a case report" == own.title
    assert (("Malt, Ada", "Oat Group"), 2021, "Pretend Reeds") == (own.authors, own.year, own.journal)
    assert ("10.5555/oboe.1", "39000001", "PMC9900001") == (own.doi, own.pmid, own.pmcid)
    assert "Background: Stiff fingers are common.\n\nCase: CO₂ fell to 10⁶." == own.abstract
    assert ("jats xml", "full_text", ("Case report", "Case Report")) == (
        study.form,
        study.kind,
        study.publication_types,
    )


def test_text_to_read_has_body_tables_and_references_apart() -> None:
    """Quotes are found in it, empty cells keep their place, references are a part of their own."""
    study = read_document(ARTICLE.encode(), "a.xml")
    for passage in (
        "Grip rose from 12 to 31 kg¹ in 14 days.",
        "Day | Grip\n\n1 | \n\n14 | 31",
        "Her hands.",
        "trills",
    ):
        assert passage in study.text
    for foreign in ("Reviewer words", "tex", "begin", "g001", "A drawing"):
        assert foreign not in study.text
    assert "bassoonists" not in study.own_text
    assert Part.REFERENCES in {section.part for section in study.sections}


def test_articles_of_a_set_are_documents_each() -> None:
    """Each has its own text, name and digest; naming one study for all of them is refused."""
    other = ARTICLE.replace("oboe.1", "oboe.2").replace("Oat baths", "Rye baths")
    text = f"<pmc-articleset>{ARTICLE}{other}</pmc-articleset>"
    first, second = read_documents(text.encode(), "set.xml")
    assert ("10.5555/oboe.1", "10.5555/oboe.2") == (first.bibliography.doi, second.bibliography.doi)
    assert ("set.xml article 1", "set.xml article 2") == (first.name, second.name)
    assert first.sha256 != second.sha256
    with pytest.raises(IntakeError, match="holds 2 articles"):
        read_document(text.encode(), "set.xml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<article></article>", "neither title nor text"),
        ("<pmc-articleset><error>none</error></pmc-articleset>", "holds no article"),
        ('<!DOCTYPE article [<!ENTITY a "b">]><article>&a;</article>', "document type of its own"),
        ('<?xml version="1.0"?><article><front>', "not valid XML"),
        ("<article>" + "<sec>" * 500 + "</article>", "nested too deeply"),
    ],
)
def test_what_is_no_article_is_refused(text: str, told: str) -> None:
    """Empty, hostile and broken files end in one line."""
    with pytest.raises(IntakeError, match=told):
        read_document(text.encode(), "a.xml")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ('<pub-date date-type="pub" publication-format="electronic"><year>2019</year></pub-date>', 2019),
        (
            '<pub-date pub-type="epub"><year>2017</year></pub-date><pub-date><year>2018</year></pub-date>',
            2017,
        ),
        ('<pub-date pub-type="pmc-release"><year>2016</year></pub-date>', None),
        ("<pub-date><year>2015</year></pub-date>", 2015),
        ('<pub-date pub-type="collection"><year>in press</year></pub-date>', None),
    ],
)
def test_year_is_that_of_the_issue(dates: str, expected: int | None) -> None:
    """The issue's year, else that of publication; an archive's date is none."""
    title = "<title-group><article-title>Oats</article-title></title-group>"
    text = f"<article><front><article-meta>{title}{dates}</article-meta></front></article>"
    assert expected == read_document(text.encode(), "a.xml").bibliography.year


def test_article_without_a_body_is_an_abstract() -> None:
    """A record without full text is not called one."""
    study = read_document(f"<article>{FRONT}</article>".encode(), "a.xml")
    assert ("abstract", True) == (study.kind, "holds no full text" in study.notes[0])
