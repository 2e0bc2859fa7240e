"""Read journal, year and authors from a printed citation line. It is used on headers, which are short."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.intake.documents.pubmed_citation import DATED, names_of

_CITATION = re.compile(
    r"^(?P<journal>[^.\n]{0,120}?)\. ?(?P<year>(?:19"
    r"|20)\d{2})(?: (?P<month>[A-Z][a-z]{2})\b)?[^\n;]{0,20}[;.:]"
)
_ET_AL = re.compile(
    r"^(?P<authors>[^.\n]{2,120}?),? et al\.? (?P<journal>[^.\n]{2,120})\. (?P<year>(?:19|20)\d{2})\b"
)
_ISSUE_JOURNAL = (
    r"(?P<journal>[A-Z][^\W\d_]*(?:[ .&’'\-]{1,2}[^\W\d_]+|, (?=[a-z]|[A-Z][a-z]{3})[^\W\d_]+){0,11})"
)
_ISSUE_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PAGES = r"(?:pp?\. ?)?[a-z]{0,2}\d{1,7}(?:[-–][a-z]{0,2}\d{1,7})?"
_VOLUME = r"\d{1,4}(?: ?\([\w /\-–]{1,16}\))?"
_ISSUES = tuple(
    re.compile(
        rf"{_ISSUE_JOURNAL}[.,]? {shape}(?:[.,;]{{0,1}}$|[.,;]? (?=(?:doi|https?|pmid|pmcid|epub)\b))",
        re.IGNORECASE,
    )
    for shape in (
        rf"{_ISSUE_YEAR}(?: [A-Z][a-z]{{2,8}}\.?(?: \d{{1,2}})?)?[;,] ?{_VOLUME} ?[:,] ?{_PAGES}",
        rf"\({_ISSUE_YEAR}\),? {_VOLUME} ?[:,] ?{_PAGES}",
        rf"{_VOLUME} ?[:,] ?{_PAGES}[,;]? \(?{_ISSUE_YEAR}\)?",
    )
)
"""A journal, its year, volume and pages, and nothing behind them but identifiers."""
_NO_ISSUE = re.compile(
    r"(?i:\b(?:received|accepted|published|submitted|revised|posted|copyright|available|downloaded|volume|vol"
    r"|cite|citation|et al)\b)|[^\W\d_]{6,}\. |\b[A-Z]{1,3},",
)
"""What a journal's name does not hold: a date's occasion, a title before it, the initials of authors."""
_SOLE_AUTHOR = re.compile(r"(?:[a-z]{1,3} ){0,2}[A-Z][^\W\d_]+(?:[-’' ][A-Z][^\W\d_]+)? [A-Z]{1,3}")
_NO_SURNAME = re.compile(
    r"(?:vitamins?|hepatitis|influenza|part|phase|groups?|type|stage|study|trial|grade|class|level|appendix|table"
    r"|figure|section|factor|protein|volume|version|model)\b|.* (?:II|III|IV|VI|VII|IX|XI)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’\-]{0,40}(?: [^\W\d_][\w.'’\-]{0,40}){1,5}")
_MARKS = re.compile(
    r"\(\d{1,3}(?:,\s?\d{1,3}){0,9}\)|<sup>[^<>]{0,60}</sup>|[\d*†‡§¶#]+(?:,[\d*†‡§¶#]+)*$|^\s{0,4}(?:and|&) "
)
_LONGEST_NAME = 500
"""In characters, with its marks. To take thousands of marks from a line one by one took seconds."""
_NO_NAME = re.compile(
    r"\b(?:departments?|universit\w{1,4}|hospitals?|institut\w{1,4}|school|college|cent(?:re|er)|division|faculty|clinic"
    r"|received|accepted|published|article|investigation|research|report|journal|editor|abstract|keywords)\b",
    re.IGNORECASE,
)
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DEGREES = re.compile(r",? (?:MD|PhD|MSc|MPH|RN|BSc)\b\.?")


@dataclass(frozen=True, slots=True)
class Citation:
    """What one line said. ``first_only`` is True where "et al." stands for the other authors."""

    journal: str = ""
    year: int | None = None
    authors: tuple[str, ...] = ()
    first_only: bool = False


def read_citation(line: str) -> Citation | None:
    """``Journal. 2024 May;44(5):9.``, ``. 2024 May;44…`` or ``A Name et al. Journal. 2024 May.``; else None.

    >>> read_citation("Ada Byron et al. Eng J. 2024 May.")
    Citation(journal='Eng J', year=2024, authors=('Ada Byron',), first_only=True)
    >>> read_citation(". 2024 May;44(5):961-971.").year
    2024
    """
    short = _numbered(line[:400])
    many = _ET_AL.match(short)
    if many:
        authors = split_authors(many["authors"]) or (many["authors"].strip(),)
        return Citation(many["journal"].strip(), int(many["year"]), authors, first_only=True)
    found = _CITATION.match(short)
    if found is None:
        return None
    journal = found["journal"].strip()
    return Citation(journal if _like_journal(journal) else "", int(found["year"]))


def read_issue(line: str) -> Citation | None:
    """Read a line of its own with journal, year, volume and pages, as articles print it below the authors.

    >>> read_issue("Bulletin of Ovens 2020;7:55-60. doi: 10.5555/x")
    Citation(journal='Bulletin of Ovens', year=2020, authors=(), first_only=False)
    >>> read_issue("Ovens (2020) 7(2), e55").year, read_issue("Ovens 7:55-60, 2020").year
    (2020, 2020)
    >>> read_issue("Malt A, Rye B. Ovens. 2020;7:55-60.")
    Citation(journal='Ovens', year=2020, authors=('Malt A', 'Rye B'), first_only=False)
    >>> read_issue("Received 4 May 2020; 7:55 was the time") is None
    True
    """
    short = line[:400].strip()
    named = _names_and_issue(line[:4_000].strip())
    if named is not None:
        return named
    for pattern in _ISSUES:
        match = pattern.match(short)
        if match and match["journal"][0].isupper() and not _NO_ISSUE.search(match["journal"] + " "):
            return Citation(match["journal"], int(match["year"]))
    return None


def _names_and_issue(line: str) -> Citation | None:
    """Read names with initials, a full stop, and a journal with its date: a citation without its title."""
    first, _, rest = line.partition(". ")
    names = names_of(first)
    dated = DATED.match(rest) if names else None
    if not names or dated is None or not _like_journal(dated["journal"]):
        return None
    return Citation(dated["journal"], int(dated["year"]), tuple(names))


def sole_author(line: str) -> str:
    """Return the name of a line that holds one alone, a surname and initials; else an empty text.

    >>> sole_author("Norre H"), sole_author("de la Crumb HA 1"), sole_author("Vitamin D")
    ('Norre H', 'de la Crumb HA', '')
    """
    name = _unmarked(line[:200].strip().rstrip("."))
    return name if _SOLE_AUTHOR.fullmatch(name) and not _NO_SURNAME.match(name) else ""


def split_authors(line: str, separator: str = ",") -> tuple[str, ...]:
    """Names of an author line without affiliation marks; empty unless every part looks like a name.

    >>> split_authors("Ada Byron 1, Grace M. Hopper 2 3")
    ('Ada Byron', 'Grace M. Hopper')
    >>> split_authors("We treated ten patients, all adults")
    ()
    """
    line = _DEGREES.sub("", _DIRECTIONS.sub("", line[:20_000]).strip().rstrip("."))
    parts = [_unmarked(part) for part in re.split(rf"\s*{re.escape(separator)}\s*|;\s*", line)]
    # "A. One and B. Two": the last separator is a word.
    parts = [name for part in parts for name in re.split(r" (?:and|&) ", part) if name]
    if (
        not parts
        or _NO_NAME.search(line)
        or not all(_NAME.fullmatch(part) and _capitalised(part) for part in parts)
    ):
        return ()
    return tuple(parts)


def _unmarked(part: str) -> str:
    """A name without the numbers and signs that point to affiliations; what is longer than a name stays."""
    if len(part) > _LONGEST_NAME:
        return part
    previous = ""
    while previous != part:
        previous, part = part, _MARKS.sub("", part.strip()).strip()
    return part


def _capitalised(name: str) -> bool:
    """Whether it is written as names are: a capital first, and no more than particles in small letters."""
    words = name.split()
    small = sum(1 for word in words if word[0].islower())
    return not words[-1][0].islower() and small < len(words) - (words[0][0].isupper())


def _like_journal(name: str) -> bool:
    """Whether what stands before the year can be a journal's name."""
    return bool(name) and name[0].isupper() and len(name.split()) <= 12


def _numbered(line: str) -> str:
    """The line without the ``1. `` that a list of records puts in front."""
    return re.sub(r"^\s{0,8}\d{1,4}\.\s{1,4}(?=[A-Z])", "", line.strip())
