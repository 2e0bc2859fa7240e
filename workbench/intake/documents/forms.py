"""Which form a text has: a JSON line, a PubMed page, Markdown, or plain text."""

from __future__ import annotations

import re

JSON_LINE, PUBMED_PAGE, MARKDOWN, TEXT = "json line", "pubmed page", "markdown", "text"
PDF, HTML = "pdf", "html"
"""Told by their bytes, before there is a text."""

_SAMPLE = 200_000
_PUBMED_MARKS = re.compile(
    r"^[ \t]{0,4}(?:-[ \t]{1,3}PMID:[ \t]{0,3}\d|PubMed Disclaimer[ \t]{0,4}$|Access keys NCBI"
    r"|LinkOut - more resources"
    r"|\. (?:19|20)\d{2} ?(?:[A-Z][a-z]{2}|;)|An official website of the United States government)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6} [^\n]", re.MULTILINE)
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
