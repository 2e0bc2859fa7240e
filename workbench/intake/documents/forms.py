"""Tell which form a document has: a JSON line, a PubMed page, Markdown, plain text, or one with marks."""

from __future__ import annotations

import re

from workbench.intake.documents.safe_xml import root_name

JSON_LINE, PUBMED_PAGE, MARKDOWN, TEXT = "json line", "pubmed page", "markdown", "text"
PDF, HTML, DOCX, JATS = "pdf", "html", "docx", "jats xml"
"""Told by their first bytes or elements."""
DOCUMENT_FORMS = (PDF, DOCX, HTML, JATS, PUBMED_PAGE, MARKDOWN, JSON_LINE, TEXT)
"""All forms, in the order in which a file is asked whether it has one of them."""

_SAMPLE = 200_000
_PUBMED_MARKS = re.compile(
    r"^[ \t]{0,4}(?:-[ \t]{1,3}PMID:[ \t]{0,3}\d|PubMed Disclaimer[ \t]{0,4}$|Access keys NCBI"
    r"|LinkOut - more resources"
    r"|\. (?:19|20)\d{2} ?(?:[A-Z][a-z]{2}|;)|An official website of the United States government)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6} [^\n]", re.MULTILINE)
_HTML_NAMES = frozenset(
    {
        "a",
        "abbr",
        "b",
        "blockquote",
        "body",
        "br",
        "code",
        "div",
        "em",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
    }
    | {"head", "html", "i", "img", "li", "main", "meta", "ol", "p", "pre", "section", "small", "span", "sub"}
    | {"strong", "sup", "table", "tbody", "td", "th", "title", "tr", "u", "ul"}
)
_ENOUGH_HEADINGS = 2


def detect_form(text: str) -> str:
    """The form, judged by what stands in the first part of the text.

    >>> detect_form('{"title": "A"}'), detect_form("# A\\n\\n## Abstract"), detect_form("A\\n- PMID: 1")
    ('json line', 'markdown', 'pubmed page')
    """
    sample = text[:_SAMPLE]
    if sample.lstrip()[:1] in ("{", "["):
        return JSON_LINE
    if _PUBMED_MARKS.search(sample):
        return PUBMED_PAGE
    headings = len(_HEADING.findall(sample))
    if headings >= _ENOUGH_HEADINGS or (headings and sample.lstrip().startswith("# ")):
        return MARKDOWN
    return TEXT


def xml_root(text: str) -> str:
    """Return the outermost element's name of a text that is XML; empty for other texts, such as bits of HTML.

    >>> xml_root("<?xml version='1.0'?><TEI>"), xml_root("<p>Ten were treated.</p>"), xml_root("<1>\\nQX: a")
    ('TEI', '', '')
    """
    begin = text[:_SAMPLE].lstrip("\ufeff \t\n")
    name = root_name(begin)
    if not name or begin.startswith("<?xml") or "<!DOCTYPE" in begin[:2_000] or "xmlns" in begin[:2_000]:
        return name
    closes = text[-200:].rstrip().endswith((f"</{name}>", f":{name}>"))
    return name if closes and name.lower() not in _HTML_NAMES else ""
