"""Read the visible text of an HTML page, and what its head says of the article.

lxml loses text that stands deep in a page, selectolax takes the square of the depth
(`benchmarks/README.md`), and the standard library's parser takes more than a minute on 100 kB of unclosed
tags (in versions of Python before the repair of 2025). One pattern that never looks back cuts the page here.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workbench.intake.documents import identifiers, plain_text
from workbench.intake.documents.journal_places import read_pages
from workbench.intake.documents.prose import one_line
from workbench.intake.documents.sections import Section
from workbench.intake.records import ReaderResult

_SAMPLE = 4_000
_BEGINS = re.compile(
    r"\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--[^>]{0,500}-->\s{0,100})?<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.I,
)
_TOKEN = re.compile(
    r"(?P<text>[^<]++)|<!--(?P<comment>)|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,40})(?P<attributes>[^<>]*+)>"
    r"|<[!?/][^<>]*+>|(?P<bare><)"
)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:][\w:.-]{0,60})(?:\s{0,20}=\s{0,20}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?"""
)
_RAW = frozenset(
    {"script", "style", "noscript", "template", "textarea", "iframe", "svg", "math", "select", "object"}
)
_HIDDEN = _RAW | {"nav", "button", "form", "dialog", "audio", "video", "canvas"}
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "source", "col", "area", "base", "embed"}
)
_LINES = frozenset({"br", "tr", "li", "dt", "dd", "option", "figcaption", "caption", "td", "th"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
    }
    | {"blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "body", "title", "address", "details"}
)
_INVISIBLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SITE = re.compile(r"\s{1,3}[|–—\-]\s{1,3}[^|]{2,60}$")
_MOST_ATTRIBUTES = 5_000


@dataclass(slots=True)
class Page:
    """What a page shows and what its head says."""

    text: str = ""
    title: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    """Content of ``<meta>`` by its folded name."""


def is_html(text: str) -> bool:
    """Whether a text is an HTML page.

    >>> is_html("<!DOCTYPE html><html>"), is_html("p <html> 0.05")
    (True, False)
    """
    return _BEGINS.match(text[:_SAMPLE]) is not None


def extract(source: str) -> Page:
    """The visible text, a blank line between blocks, and title and meta of the head. Linear in the length."""
    reader = _Reader()
    for match in _tokens(source):
        reader.take(match)
    return reader.page()


def read(page: Page, sections: tuple[Section, ...]) -> ReaderResult:
    """The fields that the head gives, and the others out of the visible text."""
    visible = plain_text.read(page.text, sections)
    printed = visible.bibliography
    dates = _all(page, "citation_publication_date", "citation_date", "citation_online_date", "dc.date")
    years = [match[0] for match in (_YEAR.search(date) for date in dates) if match]
    dois = [
        identifiers.clean_doi(value) for value in _all(page, "citation_doi", "dc.identifier", "prism.doi")
    ]
    pmids = [value for value in _all(page, "citation_pmid") if value.isdigit()]
    journals = _all(page, "citation_journal_title", "prism.publicationname")
    title = next(iter(_all(page, "citation_title", "dc.title", "og:title")), "") or _without_site(
        page.title, page.text
    )
    bibliography = replace(
        printed,
        title=title or printed.title,
        authors=tuple(_all(page, "citation_author") or _all(page, "dc.creator")) or printed.authors,
        year=int(years[0]) if years else printed.year,
        journal=next(iter(journals), "") or printed.journal,
        volume=next(iter(_all(page, "citation_volume", "prism.volume")), ""),
        issue=next(iter(_all(page, "citation_issue", "prism.number")), ""),
        pages=read_pages(
            _all(page, "citation_firstpage", "prism.startingpage"),
            next(iter(_all(page, "citation_lastpage", "prism.endingpage")), ""),
        ),
        doi=next((doi for doi in dois if doi), "") or printed.doi,
        pmid=pmids[0] if pmids else printed.pmid,
    )
    notes = ("Read from a web page: its visible text.", *visible.notes)
    return ReaderResult(bibliography, visible.kind, notes=notes)


def _without_site(title: str, text: str) -> str:
    """Return the title of a page without the site's name behind it, where the text prints the rest.

    >>> _without_site("Oats for oboists | Pretend Reeds", "Menu\\nOats for oboists\\nTen had oats.")
    'Oats for oboists'
    """
    match = _SITE.search(title)
    return title[: match.start()] if match and title[: match.start()] in text else title


def _all(page: Page, *names: str) -> list[str]:
    """The contents of the first of these names that has any."""
    for name in names:
        values = [one_line(value[:1000]) for value in page.meta.get(name, ())]
        if any(values):
            return [value for value in values if value][:5000]
    return []


def _tokens(source: str) -> Iterator[re.Match[str]]:
    """Text and tags one by one; comments, scripts and the like are stepped over whole."""
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:  # pragma: no cover  (every character begins a token)
            return
        position = match.end()
        if match["comment"] is not None:
            end = source.find("-->", position)
            position = end + 3 if end >= 0 else len(source)
            continue
        yield match
        name = (match["name"] or "").lower()
        if name in _RAW and not match["close"] and not match["attributes"].endswith("/"):
            end = _closing(source, name, position)
            position = end


def _closing(source: str, name: str, position: int) -> int:
    """Where the end tag of a raw element begins; the end of the page where there is none."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(source, position)
    return found.start() if found else len(source)


class _Reader:
    """Gathers visible text; knows which open element hides what is in it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._counts: Counter[str] = Counter()
        self._hiding = 0
        self._title: list[str] = []
        self._meta: dict[str, list[str]] = {}

    def take(self, match: re.Match[str]) -> None:
        name = (match["name"] or "").lower()
        if not name:
            text = match["text"] or match["bare"] or ""
            self._text(html.unescape(text))
        elif match["close"]:
            self._end(name)
        else:
            self._start(name, match["attributes"][:_MOST_ATTRIBUTES])

    def page(self) -> Page:
        text = re.sub(r"[ \t\r]*\n[ \t\r]*", "\n", re.sub(r"[ \t\r]+", " ", "".join(self._out)))
        return Page(
            re.sub(r"\n{3,}", "\n\n", text).strip(), one_line("".join(self._title)[:1000]), self._meta
        )

    def _text(self, text: str) -> None:
        if self._counts["title"] and self._counts["head"]:
            self._title.append(text)
        elif not self._hiding and not self._counts["head"]:
            # A line end in the source is a space on the page.
            self._out.append(" ".join(text.split("\n")))

    def _start(self, name: str, attributes: str) -> None:
        if name == "body":
            self._end("head")
        if name in ("p", "li") and self._open and self._open[-1][0] == name:
            self._end(name)
        self._break(name)
        if name == "meta":
            self._note(attributes)
        if name in _VOID or attributes.endswith("/"):
            return
        hides = name in _HIDDEN or (bool(attributes.strip()) and _hidden(attributes))
        self._open.append((name, hides))
        self._counts[name] += 1
        self._hiding += hides

    def _end(self, name: str) -> None:
        if self._counts[name]:
            while self._open:
                last, hides = self._open.pop()
                self._counts[last] -= 1
                self._hiding -= hides
                if last == name:
                    break
        self._break(name)

    def _break(self, name: str) -> None:
        if not self._hiding and (name in _BLOCKS or name in _LINES):
            self._out.append("\n\n" if name in _BLOCKS else "\n")

    def _note(self, attributes: str) -> None:
        given = _given(attributes)
        name = (given.get("name") or given.get("property") or "").casefold()
        if name and given.get("content"):
            self._meta.setdefault(name[:100], []).append(given["content"])


def _hidden(attributes: str) -> bool:
    """Whether an element says that it is not shown."""
    given = _given(attributes)
    return (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or bool(_INVISIBLE.search(given.get("style", "")))
    )


def _given(attributes: str) -> dict[str, str]:
    """Attributes by name."""
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(attributes)
    }
