"""Read PubMed's "Abstract (text)": numbered entries with citation, title, authors, abstract and ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.intake.documents.pubmed_citation import DATED, identifiers_of, names_of
from workbench.intake.references.numbered_entries import NumberedEntry, numbered_entries
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, make_reference

_NO_ABSTRACT = re.compile(
    r"Author information:|Collaborators?:|\(\d{1,3}\)[^\W\d_]|©|\(c\) \d|Copyright|Published by"
    r"|DOI:|PMC?ID:|PII:"
    r"|Conflict of interest|(?:Comment|Erratum|Retraction|Update|Republished|Summary) (?:in|on|for|of)\b"
    r"|Publisher: |\[(?:Article|Indexed) |Plain Language Summary|Supplementary"
    r"|\[No authors listed\]",
    re.IGNORECASE,
)
_RETRACTED = re.compile(r"Retraction in\b", re.IGNORECASE)
_IDS = re.compile(r"(?:DOI|PMC?ID):", re.IGNORECASE)
_LANGUAGE = re.compile(r"\[Article in [^\]]{3,60}\]")


def _recognise(source: Source) -> bool:
    """Return True if the text begins with numbered citations of journals, with paragraphs below them."""
    if not source.sample.lstrip("\ufeff \t\n")[:1].isdigit():
        return False
    entries = list(_entries(source.sample))
    telling = sum(1 for entry in entries if _is_record(entry))
    return telling > 0 and telling >= 0.7 * len(entries[:-1] or entries)


def _entries(text: str) -> Iterator[NumberedEntry]:
    """Yield the entries; a paragraph of an abstract may begin with a number too, but with no citation."""
    return numbered_entries(text, ".", lambda line: DATED.match(line) is not None)


def _is_record(entry: NumberedEntry) -> bool:
    """Return True if a citation stands alone in the first paragraph and others follow."""
    paragraphs = entry.paragraphs()
    if len(paragraphs) < 2:
        return False
    return DATED.match(paragraphs[0]) is not None and any(identifiers_of(" ".join(paragraphs)).values())


def _records(text: str) -> Iterator[Reference]:
    for position, entry in enumerate(_entries(text), 1):
        yield make_reference(_raw(entry.paragraphs()), position, entry.line)


def _raw(paragraphs: Sequence[str]) -> Raw:
    """Values by field, out of the paragraphs of an entry."""
    dated = DATED.match(paragraphs[0]) if paragraphs else None
    rest = list(paragraphs[1:] if dated else paragraphs)
    title = rest.pop(0) if rest else ""
    if rest and _LANGUAGE.fullmatch(rest[0].strip(".")):
        rest.pop(0)
    authors: list[str] = []
    if rest:
        names = names_of(rest[0])
        if names is None and _is_group(rest[0]):
            names = [rest[0].strip(" .")]
        if names is not None:
            authors = names
            rest.pop(0)
    ids = " ".join(part for part in rest if _IDS.match(part))
    retracted = any(_RETRACTED.match(part) for part in rest)
    return {
        "title": [_LANGUAGE.sub("", title).strip().removesuffix(".")],
        "authors": authors,
        "journal": [dated["journal"] if dated else ""],
        "year": [dated["year"] if dated else ""],
        "citation": [paragraphs[0] if dated else ""],
        "abstract": [" ".join(part for part in rest if not _NO_ABSTRACT.match(part))],
        "publication_types": ["Retracted Publication"] if retracted else [],
        **identifiers_of(ids or (paragraphs[0] if paragraphs else "")),
    }


def _is_group(paragraph: str) -> bool:
    """Return True for a short paragraph without a verb's ending: the name of a group that wrote."""
    return len(paragraph) < 150 and ":" not in paragraph and _NO_ABSTRACT.match(paragraph) is None


PUBMED_ABSTRACT = ReferenceFormat(
    name="pubmed-abstract",
    title="PubMed abstract text",
    recognise=_recognise,
    open=lambda text: Opened(sum(1 for _ in _entries(text)), _records(text)),
)
