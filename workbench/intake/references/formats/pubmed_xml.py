"""Read the XML that PubMed and its programming interface export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.intake.documents.safe_xml import elements, root_name, words
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, make_reference

_ARTICLES = frozenset({"PubmedArticle", "PubmedBookArticle"})
_ROOTS = _ARTICLES | {"PubmedArticleSet", "PubmedBookArticleSet"}
_MARK = re.compile(r"<(?:PubmedArticle|PubmedBookArticle)[\s>]")


def _recognise(source: Source) -> bool:
    """Return True if the outermost element is one of PubMed's."""
    return source.start == "<" and root_name(source.sample) in _ROOTS


def _records(text: str) -> Iterator[Reference]:
    for position, found in enumerate(elements(text, lambda name, _: name in _ARTICLES), 1):
        yield make_reference(_raw(found.element), position, found.line)


def _raw(record: Element) -> Raw:
    """Values by field. Identifiers are those of the article, never those of its reference list."""
    citation = record.find("MedlineCitation")
    book = record.find("BookDocument")
    whole = citation if citation is not None else book if book is not None else record
    article = whole.find("Article")
    article = whole if article is None else article
    ids: dict[str, str] = {}
    for path in ("PubmedData/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/ArticleId"):
        ids |= {entry.get("IdType", ""): words(entry) for entry in record.findall(path)}
    places = [words(place) for place in article.findall("ELocationID") if place.get("EIdType") == "doi"]
    banks = [words(number) for number in article.findall("DataBankList/DataBank/AccessionNumberList/*")]
    title = words(article.find("ArticleTitle")) or words(article.find("VernacularTitle"))
    return {
        "title": [title, words(article.find("Book/BookTitle"))],
        "authors": [_person(author) for author in article.findall("AuthorList/Author")],
        "year": [words(date) for path in _DATES for date in article.findall(path)],
        "journal": [words(article.find("Journal/Title")), words(article.find("Journal/ISOAbbreviation"))],
        "volume": [words(article.find("Journal/JournalIssue/Volume"))],
        "issue": [words(article.find("Journal/JournalIssue/Issue"))],
        "pages": [words(article.find("Pagination/MedlinePgn")), words(article.find("Pagination/StartPage"))],
        "last_page": [words(article.find("Pagination/EndPage"))],
        "doi": [ids.get("doi", ""), *places],
        "pmid": [words(whole.find("PMID")), ids.get("pubmed", "")],
        "pmcid": [ids.get("pmc", "")],
        "abstract": [_abstract(article)],
        "keywords": [
            *(words(word) for word in whole.findall("KeywordList/Keyword")),
            *(words(word) for word in whole.findall("MeshHeadingList/MeshHeading/DescriptorName")),
        ],
        "publication_types": [
            *(words(kind) for kind in article.iter("PublicationType")),
            *("Retracted Publication" for _ in whole.findall(_RETRACTED)),
        ],
        "registration": banks,
    }


_DATES = (
    "Journal/JournalIssue/PubDate/Year",
    "Journal/JournalIssue/PubDate/MedlineDate",
    "Book/PubDate/Year",
    "ArticleDate/Year",
)
_RETRACTED = "CommentsCorrectionsList/CommentsCorrections[@RefType='RetractionIn']"


def _person(author: Element) -> str:
    """Return a name as ``Family, Given``, or the name of a group."""
    given = words(author.find("ForeName")) or words(author.find("Initials"))
    family = ", ".join(part for part in (words(author.find("LastName")), given) if part)
    return family or words(author.find("CollectiveName"))


def _abstract(article: Element) -> str:
    """Return the abstract with its labels; one in another language or in plain words is left out."""
    parts = []
    for part in article.findall("Abstract/AbstractText"):
        label = part.get("Label", "").strip().rstrip(":")
        parts.append(f"{label}: {words(part)}" if label else words(part))
    return " ".join(parts)


PUBMED_XML = ReferenceFormat(
    name="pubmed-xml",
    title="PubMed XML",
    recognise=_recognise,
    open=lambda text: Opened(len(_MARK.findall(text)), _records(text)),
)
