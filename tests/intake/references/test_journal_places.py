"""Volume, issue and pages come in from every form that has them, and go out again."""

from __future__ import annotations

import pytest

from store.bibliography import Bibliography
from workbench.intake.references import WRITTEN_FORMATS, Reference, read_references, write_references

_TITLE = "Warm sand for stiff shoulder"
_FORMS = {
    "ris": f"TY  - JOUR\nTI  - {_TITLE}\nVL  - 12\nIS  - 3\nSP  - 45\nEP  - 50\nER  - \n",
    "ris, all pages in one tag": f"TY  - JOUR\nTI  - {_TITLE}\nVL  - 12\nCP  - 3\n"
    "SP  - 45-50\nEP  - 50\nER  - \n",
    "nbib": f"PMID- 31415926\nTI  - {_TITLE}\nVI  - 12\nIP  - 3\nPG  - 45-50\n",
    "nbib, source only": f"PMID- 31415926\nTI  - {_TITLE}\nSO  - J Sand. 2021 Mar 2;12(3):45-50.\n",
    "enw": f"%0 Journal Article\n%T {_TITLE}\n%V 12\n%N 3\n%P 45-50\n",
    "bibtex": f"@article{{a,\n title = {{{_TITLE}}},\n"
    " volume = 12,\n number = {3},\n pages = {45--50},\n}\n",
    "csl": f'[{{"id": "a", "type": "article-journal", "title": "{_TITLE}",'
    ' "volume": 12, "issue": "3", "page": "45–50"}]',
    "endnote": f"<xml><records><record><titles><title>{_TITLE}</title></titles>"
    "<pages>45-50</pages><volume>12</volume><number>3</number></record></records></xml>",
    "web of science": f"PT J\nTI {_TITLE}\nVL 12\nIS 3\nBP 45\nEP 50\nER\n",
    "ovid": f"<1>\nVN  - Ovid Technologies\nTI  - {_TITLE}\nSO  - J Sand. 12(3):45-50, 2021 May.\n",
    "csv of Covidence": f"Title,Authors,Journal,Volume,Issue,Pages,DOI\n{_TITLE},Li W,J Sand,12,3,45-50,\n",
    "csv of Scopus": "Title,Authors,Year,Volume,Issue,Art. No.,Page start,Page end,DOI\n"
    f"{_TITLE},Li W,2021,12,3,,45,50,10.5555/sand\n",
    "csv of PubMed": "PMID,Title,Authors,Citation,Journal/Book,Publication Year\n"
    f"31415926,{_TITLE},Li W.,J Sand. 2021 Mar;12(3):45-50. doi: 10.5555/sand.,J Sand,2021\n",
    "pubmed summary": f"1: Li W. {_TITLE}. J Sand. "
    "2021 Mar 2;12(3):45-50. doi: 10.5555/sand. PMID: 31415926.\n",
    "pubmed abstract": f"1. J Sand. 2021 Mar 2;12(3):45-50. doi: 10.5555/sand.\n\n{_TITLE}.\n\nLi W.\n\n"
    "Forty adults were given sand.\n\nPMID: 31415926\n",
    "pubmed xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31415926</PMID><Article><Journal>"
    "<JournalIssue><Volume>12</Volume><Issue>3</Issue></JournalIssue></Journal>"
    f"<ArticleTitle>{_TITLE}</ArticleTitle><Pagination><StartPage>45</StartPage><EndPage>50</EndPage>"
    "<MedlinePgn>45-50</MedlinePgn></Pagination></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "crossref": f'{{"DOI": "10.5555/sand", "title": ["{_TITLE}"],'
    ' "volume": "12", "issue": "3", "page": "45-50"}',
    "openalex": f'{{"id": "https://openalex.org/W1", "title": "{_TITLE}", "authorships": [],'
    ' "biblio": {"volume": "12", "issue": "3", "first_page": "45", "last_page": "50"}}',
    "europe pmc": f'{{"pubYear": "2021", "title": "{_TITLE}", "pageInfo": "45-50",'
    ' "journalInfo": {"volume": "12", "issue": "3"}}',
    "semantic scholar": f'{{"paperId": "a", "title": "{_TITLE}",'
    ' "journal": {"volume": "12 (3)", "pages": "45-50"}}',
    "zotero rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">'
    '<bib:Article rdf:about="#a"><dcterms:isPartOf rdf:resource="#j"/>'
    f"<dc:title>{_TITLE}</dc:title><bib:pages>45-50</bib:pages></bib:Article>"
    '<bib:Journal rdf:about="#j"><prism:volume>12</prism:volume><prism:number>3</prism:number>'
    "</bib:Journal></rdf:RDF>",
}


@pytest.mark.parametrize("form", _FORMS)
def test_volume_issue_and_pages_are_read_from_every_form(form: str) -> None:
    """Each form has its own fields for them, or a citation in one line; a dash is kept as a hyphen."""
    record = read_references(_FORMS[form].encode(), form).records[0].bibliography
    expected = ("12 (3)", "", "45-50") if form == "semantic scholar" else ("12", "3", "45-50")
    assert (expected, _TITLE) == ((record.volume, record.issue, record.pages), record.title.rstrip("."))


@pytest.mark.parametrize("pages", ["45-50", "S45-S50", "e101", "45-50, 61", "50-50", ""])
@pytest.mark.parametrize("form", WRITTEN_FORMATS)
def test_what_is_written_has_volume_issue_and_pages(form: str, pages: str) -> None:
    """All forms that are written give back what the record had, also the number of an article."""
    record = Bibliography(title=_TITLE, journal="J Sand", volume="12 Suppl 1", issue="3", pages=pages)
    text = write_references([Reference(record)], form)
    assert [record] == [each.bibliography for each in read_references(text.encode(), f"x.{form}").records]


def test_reference_managers_find_first_and_last_page_where_they_look() -> None:
    """RIS parts them, BibTeX sets two hyphens between them, CSL-JSON has one text."""
    record = Reference(Bibliography(title=_TITLE, volume="12", issue="3", pages="45-50"))
    assert {"VL  - 12", "IS  - 3", "SP  - 45", "EP  - 50"} <= {
        *write_references([record], "ris").splitlines()
    }
    assert {"  number = {3},", "  pages = {45--50},"} <= {*write_references([record], "bibtex").splitlines()}
    assert '"page": "45-50"' in write_references([record], "csl-json")


def test_an_identifier_of_pubmed_central_is_no_page() -> None:
    """One tag of RIS holds the number of an article here and a PMCID there."""
    text = f"TY  - JOUR\nTI  - {_TITLE}\nC7  - PMC2718281\nER  - \n"
    record = read_references(text.encode(), "x.ris").records[0].bibliography
    assert ("", "PMC2718281") == (record.pages, record.pmcid)
