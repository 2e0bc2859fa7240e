"""Read PubMed's "Summary (text)": numbered citations, one a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.intake.documents.pubmed_citation import DATED, identifiers_of, read_running_citation
from workbench.intake.references.numbered_entries import NumberedEntry, numbered_entries
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, make_reference


def _recognise(source: Source) -> bool:
    """Return True if the text begins with numbered citations that have a PMID or a DOI."""
    if not source.sample.lstrip("\ufeff \t\n")[:1].isdigit():
        return False
    entries = list(numbered_entries(source.sample, ":"))
    telling = sum(1 for entry in entries if _is_citation(entry))
    return telling > 0 and telling >= 0.7 * len(entries[:-1] or entries)


def _is_citation(entry: NumberedEntry) -> bool:
    line = " ".join(entry.text.split())
    return DATED.search(line) is not None and any(identifiers_of(line).values())


def _records(text: str) -> Iterator[Reference]:
    for position, entry in enumerate(numbered_entries(text, ":"), 1):
        yield make_reference(_raw(" ".join(entry.text.split())), position, entry.line)


def _raw(line: str) -> Raw:
    """Values by field."""
    citation = read_running_citation(line)
    return {
        "title": [citation.title],
        "authors": citation.authors,
        "journal": [citation.journal],
        "year": [str(citation.year or "")],
        "citation": [line],
        **identifiers_of(line),
    }


def _open(text: str) -> Opened:
    count = sum(1 for _ in numbered_entries(text, ":"))
    return Opened(count, _records(text), ("PubMed's summary has no abstracts: export as NBIB to have them.",))


PUBMED_SUMMARY = ReferenceFormat(
    name="pubmed-summary", title="PubMed summary text", recognise=_recognise, open=_open
)
