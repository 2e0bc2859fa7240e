"""Read the text of a PubMed page: banner, citation, title, abstract, and other papers below."""

from __future__ import annotations

import re
from collections import Counter

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.citations import Citation, read_citation, split_authors
from workbench.intake.documents.journal_places import printed_place
from workbench.intake.documents.prose import one_line, paragraphs
from workbench.intake.documents.sections import Section, own_part
from workbench.intake.records import ReaderResult

_HEADER = 20_000
_ABSTRACT = re.compile(r"^[ \t]{0,8}Abstract[ \t]{0,8}$", re.MULTILINE | re.IGNORECASE)
_ABSTRACT_ENDS = re.compile(
    r"^[ \t]{0,8}(?:Keywords?:|Conflicts? of interest|PubMed Disclaimer|Figures?[ \t]{0,8}$|Copyright|©"
    r"|Publication types?[ \t]{0,8}$|MeSH terms|Substances|Associated data|DOI:|PMID:|PMCID:)",
    re.MULTILINE | re.IGNORECASE,
)
_TYPE_WORDS = (
    "Case Reports|Clinical Trial(?:, Phase [IV]{1,3})?|Comparative Study|Controlled Clinical Trial"
    "|Editorial|Letter"
    "|Meta-Analysis|Multicenter Study|Observational Study|Randomized Controlled Trial|Review"
    "|Systematic Review"
    "|Clinical Trial Protocol|Scoping Review"
)
_TYPE = re.compile(rf"^[ \t]{{0,8}}({_TYPE_WORDS})[ \t]{{0,8}}$", re.MULTILINE)
_NOT_A_TITLE = re.compile(
    r"affiliations?$|authors?$|free (?:pmc )?article|full text links|actions|share|save|cite|display options"
    r"|expand|collapse|[-•*]?\s{0,3}(?:pmid|pmcid|doi)\b",
    re.IGNORECASE,
)
_FEWEST_TITLE_WORDS = 3


def read(text: str, sections: tuple[Section, ...]) -> ReaderResult:
    """The fields that the page prints above and around its abstract."""
    own = own_part(text, sections)
    heading = _ABSTRACT.search(own)
    header = own[: heading.start() if heading else _HEADER][:_HEADER]
    lines = [one_line(line) for line in header.split("\n")]
    lines = [line for line in lines if line]
    title = _title(lines, has_abstract=heading is not None)
    citation = _citation(lines, title)
    abstract = _abstract(own, heading)
    types = tuple(dict.fromkeys(_TYPE.findall(own)))
    bibliography = Bibliography(
        title=title,
        authors=citation.authors,
        year=citation.year,
        journal=citation.journal,
        **_place(lines, title),
        doi=identifiers.article_doi(header) or identifiers.article_doi(own),
        pmid=identifiers.pmid(own),
        pmcid=identifiers.pmcid(own),
        registration=identifiers.registration(abstract) or identifiers.registration(own),
        abstract=abstract,
    )
    return ReaderResult(
        bibliography,
        publication_types=types,
        notes=_notes(citation, types, has_abstract=bool(abstract)),
    )


def _title(lines: list[str], *, has_abstract: bool) -> str:
    """The line that stands twice in the header, as PubMed prints it; else the first that can be a title."""
    able = [line for line in lines if _can_be_title(line)]
    twice = [line for line, times in Counter(able).items() if times > 1]
    if twice:
        return max(twice, key=len)
    return able[0] if able and has_abstract else ""


def _can_be_title(line: str) -> bool:
    """Whether a header line is neither citation, identifier, author list nor navigation."""
    if len(line.split()) < _FEWEST_TITLE_WORDS or _NOT_A_TITLE.match(line) or _TYPE.match(line):
        return False
    return read_citation(line) is None and len(split_authors(line)) < 2


def _citation(lines: list[str], title: str) -> Citation:
    """Journal, year and authors, gathered from the lines that print a part of them."""
    journal, year, first_only = "", None, False
    authors: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        if line == title:
            continue
        found = read_citation(line)
        if found is not None:
            before = lines[number - 1] if number else ""
            above = before if line.startswith(".") and before != title and not _TYPE.match(before) else ""
            journal = journal or found.journal or (above if len(above.split()) <= 8 else "")
            year = year or found.year
            if found.authors and not authors:
                authors, first_only = found.authors, found.first_only
        elif number and lines[number - 1] == title and split_authors(line):
            authors, first_only = split_authors(line), False
    return Citation(journal, year, authors, first_only)


def _place(lines: list[str], title: str) -> dict[str, str]:
    """Volume, issue and pages, as the first line prints them that is a citation."""
    citations = (line for line in lines if line != title and read_citation(line) is not None)
    return next((place for place in map(printed_place, citations) if place), {})


def _abstract(own: str, heading: re.Match[str] | None) -> str:
    """What stands between the heading and the next part of the page."""
    if heading is None:
        return ""
    end = _ABSTRACT_ENDS.search(own, heading.end())
    return paragraphs(own[heading.end() : end.start() if end else len(own)])


def _notes(citation: Citation, types: tuple[str, ...], *, has_abstract: bool) -> tuple[str, ...]:
    """What the page leaves out, and how the index classes the paper."""
    notes = ["Abstract only." if has_abstract else "The page shows no abstract."]
    if citation.first_only:
        notes.append("Only the first author is printed, followed by “et al.”")
    if types:
        notes.append(f"Publication type printed: {', '.join(types)}.")
    return tuple(notes)
