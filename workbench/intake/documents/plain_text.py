"""Read plain text: an abstract as it stands, perhaps with a title, fields, or a summary by others."""

from __future__ import annotations

import re

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.citations import (
    Citation,
    read_citation,
    read_issue,
    sole_author,
    split_authors,
)
from workbench.intake.documents.journal_places import printed_place
from workbench.intake.documents.prose import one_line, paragraphs
from workbench.intake.documents.pubmed_citation import RunningCitation, read_running_citation
from workbench.intake.documents.sections import Part, Section, own_part
from workbench.intake.records import ReaderResult

_HEADER = 40_000
_ABSTRACT_WORDS = 1_000
_FIELD = re.compile(
    r"^(title|authors?|journal|year|doi|pmid|pmcid|registration)[ \t]{0,3}:[ \t]{0,3}(\S[^\n]{0,20000})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(r"^[ \t]{0,8}(?:abstract|summary)[ \t]{0,4}:?[ \t]{0,4}$", re.IGNORECASE | re.MULTILINE)
_ENDS = re.compile(
    r"^[ \t]{0,8}(?:key ?words?:|introduction[ \t]{0,8}$|conflicts? of interest|copyright|©|doi:"
    r"|pmid:|pmcid:)",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_TITLE, _FEWEST_WORDS = 400, 3
_ISSUE_LINES, _LONGEST_HEADER_SENTENCE = 12, 25
"""So many lines below a title may hold the citation; a longer sentence than that ends the header."""
_ASIDE = re.compile(
    r"(?:original (?:article|research|investigation)|research article|review article|case reports?"
    r"|brief report|short communication|open access|correspondence|letter to the editor|article)\W{0,3}$"
    r"|(?:med|bio)rxiv preprint\b|\(?which was not certified by peer review|for this preprint\b"
    r"|(?:it is )?(?:made )?available under a\b|(?:the )?copyright holder\b|-{3,}$",
    re.IGNORECASE,
)
"""Lines above a title: the kind of article, a preprint server's notice, the rule of a front matter."""
_POSTED = re.compile(
    r"^[^\n]{0,200}?\b(?:posted|published(?: online)?|first published|available online)\b[^\n\d]{0,20}"
    r"(?:\d{1,2}[^\n\d]{1,12})?(?:\d{1,2},? )?((?:19|20)\d{2})\b",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(r"[.!?;]$")


def read(text: str, sections: tuple[Section, ...]) -> ReaderResult:
    """Labelled fields first; a title only where the first line clearly is one."""
    own = own_part(text, sections)
    fields = {
        name.lower().rstrip("s"): one_line(value) for name, value in reversed(_FIELD.findall(own[:_HEADER]))
    }
    lines = [one_line(line) for line in own[:_HEADER].split("\n")]
    lines = [line for line in lines if line and not _ASIDE.match(line)]
    first = lines[0] if lines else ""
    running = _running_citation(lines)
    if running is not None:
        lines = [running.title, ", ".join(running.authors), *lines[1:]]
    citation = read_citation(lines[0]) if lines else None
    citation = citation or Citation()
    if citation.year:
        lines = lines[1:]
    heading = _HEADING.search(own)
    issue = _issue(lines[1 : 1 + _ISSUE_LINES])
    if not citation.year and issue is not None:
        citation = issue
    is_sure = heading is not None or citation.year is not None or running is not None
    title = fields.get("title") or _title(lines, sure=is_sure)
    abstract, kind, notes = _body(own, heading, title, text, sections)
    bibliography = Bibliography(
        title=title,
        authors=_authors(fields.get("author", ""), lines, title) or citation.authors,
        year=_year(fields.get("year", "")) or (running or citation).year or _posted(own[:_HEADER], heading),
        journal=fields.get("journal", "") or (running or citation).journal,
        **(printed_place(first) if (running or citation).year else {}),
        doi=identifiers.clean_doi(fields.get("doi", "")) or identifiers.article_doi(own[:_HEADER]),
        pmid=identifiers.pmid(own),
        pmcid=identifiers.pmcid(own),
        registration=identifiers.registration(abstract) or identifiers.registration(own),
        abstract=abstract,
    )
    return ReaderResult(
        bibliography,
        kind=kind,
        notes=notes,
    )


def _running_citation(lines: list[str]) -> RunningCitation | None:
    """Return what a first line says that is a citation from the names to the year; else None."""
    if not lines or len(lines[0]) > 2_000:
        return None
    citation = read_running_citation(lines[0])
    return citation if citation.authors and citation.title and citation.year else None


def _issue(below: list[str]) -> Citation | None:
    """Return the citation that stands on a line between the title and the abstract; None where none does."""
    for line in below:
        if _HEADING.match(line):
            return None
        citation = read_issue(line)
        if citation is not None:
            return citation
        if _SENTENCE.search(line) and len(line.split()) > _LONGEST_HEADER_SENTENCE:
            return None
    return None


def _posted(header: str, heading: re.Match[str] | None) -> int | None:
    """Return the year of a line of the header that says when the text was posted or published."""
    match = _POSTED.search(header, 0, heading.start() if heading else len(header))
    return int(match[1]) if match else None


def _title(lines: list[str], *, sure: bool) -> str:
    """The first line, when an abstract's heading or a citation vouches for it, or when it is no sentence."""
    if not lines or _FIELD.match(lines[0]) or _HEADING.match(lines[0]):
        return ""
    first = lines[0]
    named = len(lines) > 1 and len(split_authors(lines[1])) > 1
    if len(first.split()) < _FEWEST_WORDS or len(first) > (_HEADER if named else _LONGEST_TITLE):
        return ""
    if sure and not re.search(r"[.!?] [A-Z]", first):
        return first
    # A line that ends like a sentence may just as well be the first sentence of the abstract.
    followed = len(lines) > 1 and len(lines[1]) > len(first)
    return first if followed and not _SENTENCE.search(first) else ""


def _authors(field: str, lines: list[str], title: str) -> tuple[str, ...]:
    """Authors of the labelled field, or of the line below the title when that is a list of names."""
    if field:
        return split_authors(field) or (field,)
    if title and title in lines[:1] and len(lines) > 1:
        names = split_authors(lines[1].replace("(", " ").replace(")", " "))
        if len(names) > 1:
            return names
        # One name alone may be a heading: what stands below it vouches for it.
        below = lines[2] if len(lines) > 2 else ""
        name = sole_author(lines[1]) if _HEADING.match(below) or read_issue(below) else ""
        return (name,) if name else ()
    return ()


def _year(field: str) -> int | None:
    """The year of the labelled field."""
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", field[:100])
    return int(found[0]) if found else None


def _body(
    own: str, heading: re.Match[str] | None, title: str, text: str, sections: tuple[Section, ...]
) -> tuple[str, str, tuple[str, ...]]:
    """The abstract, the kind of document, and notes about both."""
    summary = any(section.part is Part.SUMMARY for section in sections)
    notes: list[str] = []
    if summary:
        notes.append(
            "A summary by others stands above the original abstract; the fields come from the abstract,"
            " and the two may contradict each other."
        )
    if heading is not None:
        end = _ENDS.search(own, heading.end())
        abstract = paragraphs(own[heading.end() : end.start() if end else len(own)])
        long = len(own.split()) > 3 * _ABSTRACT_WORDS
    else:
        body = _without_header(own, title)
        long = len(body.split()) > _ABSTRACT_WORDS
        abstract = "" if long else paragraphs(body)
    if summary and not own.strip():
        notes = ["Only a summary by others is here; the original abstract is missing."]
        return "", "summary", tuple(notes)
    notes.append("Long enough to be a full text." if long else "Abstract only.")
    return abstract, "full_text" if long else "abstract", tuple(notes)


def _without_header(own: str, title: str) -> str:
    """The text without labelled fields, citation, title, author line, and what follows an abstract."""
    lines = _FIELD.sub("", own).strip().split("\n")
    while lines and _is_header(one_line(lines[0]), title):
        lines.pop(0)
    body = "\n".join(lines)
    end = _ENDS.search(body)
    return body[: end.start()] if end and body[: end.start()].strip() else body


def _is_header(line: str, title: str) -> bool:
    """Whether a first line belongs to the header; only below a title can names be one."""
    if not line or (title and line.rstrip(".") == title.rstrip(".")) or _ASIDE.match(line):
        return True
    if read_citation(line) is not None:
        return True
    names = len(split_authors(line)) > 1 or sole_author(line) != ""
    return bool(title) and (names or read_issue(line) is not None)
