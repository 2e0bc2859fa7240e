"""Whether a file holds references, and in which form: by what it contains, with its name as a hint only."""

from __future__ import annotations

import re

from workbench.intake.references.columns import find_columns
from workbench.intake.references.vertical import is_vertical

FORMS = ("ris", "nbib", "bibtex", "csl-json", "endnote-xml", "enw", "csv", "tsv")
"""All forms that are read and written."""

_SAMPLE = 100_000
_RIS = re.compile(r"^[ \t\ufeff]{0,4}TY[ \t\xa0]{1,4}-[ \t]{0,4}[A-Z]", re.MULTILINE)
_NBIB_LINE = re.compile(r"^PMID- {0,3}\d{0,9}[ \t]{0,4}$", re.MULTILINE)
_NBIB_TAG = re.compile(r"^(?:TI|AB|AU|DP|JT|TA)  - |^(?:FAU|OWN|STAT|LID|BTI) ?- ", re.MULTILINE)
_BIBTEX = re.compile(r"^[ \t]{0,20}@[a-zA-Z]{3,40}[ \t]{0,4}[{(][^\n@]{0,300}[,=]", re.MULTILINE)
_ENW = re.compile(r"^[ \t\ufeff]{0,4}%0[ \t]{1,4}[A-Z]", re.MULTILINE)
_XML = re.compile(
    r"<(?:xml|records)>[\s]{0,100}(?:<records>[\s]{0,100})?<record[\s>]|<record>\s{0,100}<(?:database|rec-number)\b"
)
_CSL = re.compile(r'"(?:container-title|issued|date-parts|citation-key|PMCID|PMID|DOI)"\s{0,10}:')
_BOMS16 = (b"\xff\xfe", b"\xfe\xff")


def detect_references(text: str, name: str = "") -> str | None:
    """The form of a file of references, or None where it is something else.

    >>> detect_references("TY  - JOUR\\nTI  - Mud\\nER  -"), detect_references("Mud was used in ten.")
    ('ris', None)
    """
    sample = text[:_SAMPLE]
    start = sample.lstrip(" \t\n\ufeff")[:1]
    if start in ("[", "{"):
        return "csl-json" if _is_csl(text) else None
    if start == "<":
        return "endnote-xml" if _XML.search(sample) else None
    table = _table(text, name)
    if table is not None:
        return table
    if _RIS.search(sample):
        return "ris"
    if _NBIB_LINE.search(sample) and (_NBIB_TAG.search(sample) or sample.lstrip().startswith("PMID-")):
        return "nbib"
    if _ENW.search(sample):
        return "enw"
    # A line that begins with @word{ stands in other texts too, so what is no .bib must begin with one.
    if _BIBTEX.search(sample) and (start in "@%" or name.casefold().endswith((".bib", ".bibtex"))):
        return "bibtex"
    return None


def sample_of(data: bytes) -> str:
    """The first part of a file as text, good enough to tell its form; empty for what is no text."""
    head = data[: 2 * _SAMPLE]
    if head.startswith(_BOMS16):
        return (
            head[: len(head) // 2 * 2].decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
        )
    if b"\x00" in head:
        return ""
    shown = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return shown.replace("\r\n", "\n").replace("\r", "\n")


def _table(text: str, name: str) -> str | None:
    """CSV or TSV; a file that is not called so must have three headings that tell of references."""
    found = find_columns(text)
    if found is None:
        return "csv" if is_vertical(text) else None
    delimiter, columns, _ = found
    called = name.casefold().endswith((".csv", ".tsv", ".tab"))
    if not called and (len(set(columns.values())) < 3 or "\n" not in text.strip()):
        return None
    return "tsv" if delimiter == "\t" else "csv"


def _is_csl(text: str) -> bool:
    """Whether the first object is a CSL item."""
    import json

    from workbench.intake.references.csl import looks_like_csl

    start = text.find("{")
    if text.lstrip()[:1] == "{":
        inner = re.match(r'\s*\{\s{0,100}"items"\s{0,100}:\s{0,100}\[\s{0,100}(?=\{)', text)
        start = inner.end() if inner else start
    try:
        item, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        # Cut short or damaged: where its marks are seen, the reader will say what is wrong.
        return _CSL.search(text, 0, _SAMPLE) is not None
    return looks_like_csl(item)
