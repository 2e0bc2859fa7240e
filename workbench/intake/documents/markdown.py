"""Markdown made from a PDF: headings, tables, figure legends, and "How to cite" at the end."""

from __future__ import annotations

import re

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.citations import split_authors
from workbench.intake.documents.journal_places import printed_place
from workbench.intake.documents.markdown_blocks import Heading, find_headings, plain
from workbench.intake.documents.prose import one_line, paragraphs
from workbench.intake.documents.sections import Section, own_part
from workbench.intake.records import ReaderResult

_KICKERS = re.compile(
    r"(?:original (?:article|research)|research article|case reports?|review(?: article)?"
    r"|brief (?:report|communication)"
    r"|letter(?: to the editor)?|short communication|open access|clinical trial"
    r"|correspondence|article)\W{0,3}",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:\d\.? )?(?:introduction|background|methods?|materials? and methods|patients and methods"
    r"|results?|discussion"
    r"|case (?:report|presentation|description|series)|conclusions?|limitations)\W{0,3}",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"(?:abstract|summary)\W{0,3}", re.IGNORECASE)
_HOW_TO_CITE = re.compile(
    r"^[*_# \t>]{0,12}(?:how to cite|(?:to )?cite this article)", re.IGNORECASE | re.MULTILINE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s{0,3}(?:©\s{0,3})?((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_PUBLISHED_BY = re.compile(r"\.\s{0,3}\*([^*\n]{2,120})\*\s{1,3}published by", re.IGNORECASE)
_CITED_ITALIC = re.compile(r"\*([^*\n]{2,120}?)\.?\*\.?,? ?\(?(?:19|20)\d{2}")
_CITED_PLAIN = re.compile(r"\. ([^.*\n]{2,120})\. (?:19|20)\d{2};")
_CITED_YEAR = re.compile(r"(?<![\d/])((?:19|20)\d{2})(?=[;):.,])")
_HEADER, _CITE_LENGTH, _LONGEST_ABSTRACT = 20_000, 2_000, 100_000
_ENOUGH_BODY = 2


def read(text: str, sections: tuple[Section, ...]) -> ReaderResult:
    """Title from the first heading that names the paper, the rest from header, "©" and "How to cite"."""
    own = own_part(text, sections)
    headings = find_headings(own)
    title_at = _title_heading(headings)
    above = [heading for heading in headings if title_at and heading.start < title_at.start]
    header = own[: _first_body(headings, title_at, len(own))][:_HEADER]
    cite = _cite_line(own)
    full = sum(1 for heading in headings if _BODY.fullmatch(heading.words)) >= _ENOUGH_BODY
    abstract = _abstract(own, headings)
    bibliography = Bibliography(
        title=title_at.words if title_at else "",
        authors=_authors(own, title_at),
        year=_year(own, cite),
        journal=_journal(own, cite),
        **printed_place(cite.replace("*", "")),
        doi=identifiers.article_doi(cite) or identifiers.article_doi(header),
        pmid=identifiers.pmid(header),
        pmcid=identifiers.pmcid(header),
        registration=identifiers.registration(abstract) or identifiers.registration(own),
        abstract=abstract,
    )
    return ReaderResult(
        bibliography,
        kind="full_text" if full else "abstract",
        publication_types=tuple(heading.words.title() for heading in above),
        notes=("Full text." if full else "Abstract only.",),
    )


def _title_heading(headings: list[Heading]) -> Heading | None:
    """The first heading that is neither a section's nor the kind of article, before any section."""
    for number, heading in enumerate(headings):
        words = heading.words
        kicker = _KICKERS.fullmatch(words) is not None
        # "Case report" names the kind of article when it comes first, and a section further down.
        if _ABSTRACT.fullmatch(words) or (_BODY.fullmatch(words) and not (kicker and number == 0)):
            return None
        if words and not kicker:
            return heading
    return None


def _first_body(headings: list[Heading], title: Heading | None, otherwise: int) -> int:
    """Where the body begins: a DOI below it may be of any paper that is talked about."""
    top = title.start if title else -1
    bodies = (heading.start for heading in headings if _BODY.fullmatch(heading.words))
    return next((start for start in bodies if start > top), otherwise)


def _authors(own: str, title: Heading | None) -> tuple[str, ...]:
    """The names on the line below the title, parted by bars or commas."""
    if title is None:
        return ()
    below = own[title.end : title.end + _HEADER].strip().split("\n", 1)[0]
    line = plain(re.sub(r"<sup>[^<>\n]{0,80}</sup>", "", below))
    return split_authors(line, "|" if "|" in line else ",")


def _cite_line(own: str) -> str:
    """The paragraph that says how to cite the paper."""
    found = _HOW_TO_CITE.search(own)
    if found is None:
        return ""
    end = own.find("\n\n", found.end())
    return one_line(own[found.start() : end if end >= 0 else len(own)][:_CITE_LENGTH])


def _year(own: str, cite: str) -> int | None:
    """From "How to cite", else from the copyright line."""
    found = _CITED_YEAR.search(cite) or _COPYRIGHT.search(own)
    return int(found[1]) if found else None


def _journal(own: str, cite: str) -> str:
    """From "How to cite", else from "X published by" beside the copyright."""
    found = _CITED_ITALIC.search(cite) or _CITED_PLAIN.search(cite) or _PUBLISHED_BY.search(own)
    return one_line(found[1]) if found else ""


def _abstract(own: str, headings: list[Heading]) -> str:
    """What stands under the heading "Abstract", up to the next heading."""
    for number, heading in enumerate(headings):
        if _ABSTRACT.fullmatch(heading.words):
            end = headings[number + 1].start if number + 1 < len(headings) else len(own)
            blocks = re.split(r"\n[ \t]*\n|\n(?=[^\W\d_])", own[heading.end : end][:_LONGEST_ABSTRACT])
            return paragraphs("\n".join(plain(block) for block in blocks))
    return ""
