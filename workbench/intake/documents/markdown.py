"""Markdown made from a PDF: headings, tables, figure legends, and "How to cite" at the end."""

from __future__ import annotations

import re

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.citations import split_authors
from workbench.intake.documents.prose import one_line, paragraphs, without_tags
from workbench.intake.documents.sections import Section, own_part
from workbench.intake.records import ReaderResult

_HEADING = re.compile(r"^(#{1,6}) ([^\n]{1,30000})$", re.MULTILINE)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")
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
_HEADER, _CITE_LENGTH = 20_000, 2_000
_ENOUGH_BODY = 2


def read(text: str, sections: tuple[Section, ...]) -> ReaderResult:
    """Title from the first heading that names the paper, the rest from header, "©" and "How to cite"."""
    own = own_part(text, sections)
    headings = list(_HEADING.finditer(own))
    title_at = _title_heading(headings)
    above = [h for h in headings if title_at and h.start() < title_at.start()]
    header = own[: _first_body(headings, title_at, len(own))][:_HEADER]
    cite = _cite_line(own)
    full = sum(1 for h in headings if _BODY.fullmatch(_bare(h[2]))) >= _ENOUGH_BODY
    abstract = _abstract(own, headings)
    bibliography = Bibliography(
        title=_bare(title_at[2]) if title_at else "",
        authors=_authors(own, title_at),
        year=_year(own, cite),
        journal=_journal(own, cite),
        doi=identifiers.article_doi(cite) or identifiers.article_doi(header),
        pmid=identifiers.pmid(header),
        pmcid=identifiers.pmcid(header),
        registration=identifiers.registration(abstract) or identifiers.registration(own),
        abstract=abstract,
    )
    return ReaderResult(
        bibliography,
        kind="full_text" if full else "abstract",
        publication_types=tuple(_bare(h[2]).title() for h in above),
        notes=("Full text." if full else "Abstract only.",),
    )


def _bare(heading: str) -> str:
    """A heading without emphasis, tags and entities."""
    return one_line(_EMPHASIS.sub("", without_tags(heading))).rstrip("#").strip()


def _title_heading(headings: list[re.Match[str]]) -> re.Match[str] | None:
    """The first heading that is neither a section's nor the kind of article, before any section."""
    for number, heading in enumerate(headings):
        words = _bare(heading[2])
        kicker = _KICKERS.fullmatch(words) is not None
        # "Case report" names the kind of article when it comes first, and a section further down.
        if _ABSTRACT.fullmatch(words) or (_BODY.fullmatch(words) and not (kicker and number == 0)):
            return None
        if words and not kicker:
            return heading
    return None


def _first_body(headings: list[re.Match[str]], title: re.Match[str] | None, otherwise: int) -> int:
    """Where the body begins: a DOI below it may be of any paper that is talked about."""
    top = title.start() if title else -1
    return next((h.start() for h in headings if h.start() > top and _BODY.fullmatch(_bare(h[2]))), otherwise)


def _authors(own: str, title: re.Match[str] | None) -> tuple[str, ...]:
    """The names on the line below the title, parted by bars or commas."""
    if title is None:
        return ()
    below = own[title.end() : title.end() + _HEADER].strip().split("\n", 1)[0]
    line = without_tags(re.sub(r"<sup>[^<>\n]{0,80}</sup>", "", _EMPHASIS.sub("", below)))
    separator = "|" if "|" in line else ","
    return tuple(one_line(name) for name in split_authors(one_line(line), separator))


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


def _abstract(own: str, headings: list[re.Match[str]]) -> str:
    """What stands under the heading "Abstract", up to the next heading."""
    for number, heading in enumerate(headings):
        if _ABSTRACT.fullmatch(_bare(heading[2])):
            end = headings[number + 1].start() if number + 1 < len(headings) else len(own)
            return paragraphs(without_tags(_EMPHASIS.sub("", own[heading.end() : end])))
    return ""
