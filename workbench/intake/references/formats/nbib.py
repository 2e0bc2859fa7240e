"""Read and write NBIB, PubMed's own tagged form (MEDLINE), which ERIC uses too."""

from __future__ import annotations

import re

from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.tagged import TaggedForm, open_tagged, write_tagged

_MARK = re.compile(r"^PMID- {0,3}\d{0,9}[ \t]{0,4}$", re.MULTILINE)
_TAG = re.compile(r"^(?:TI|AB|AU|DP|JT|TA)  - |^(?:FAU|OWN|STAT|LID|BTI) ?- ", re.MULTILINE)

_ANY_TAG = re.compile(r"^([A-Z][A-Z0-9]{1,3} {0,2})(?<=[A-Z0-9 ]{4})- ", re.MULTILINE)
_BEGINNING, _FEWEST_TAGS = 20_000, 4

_FORM = TaggedForm(
    line=re.compile(r"([A-Z][A-Z0-9 ]{3})-(.*)"),
    loose=None,
    small=None,
    start="PMID",
    end="",
    blank_ends=True,
    fields={
        "title": ("TI", "BTI", "TT"),
        "authors": ("FAU", "AU", "FED", "CN"),
        "year": ("DP", "DEP", "EDAT"),
        "journal": ("JT", "TA"),
        "volume": ("VI",),
        "issue": ("IP",),
        "pages": ("PG",),
        "citation": ("SO",),
        "doi": ("LID", "AID"),
        "pmid": ("PMID",),
        "pmcid": ("PMC",),
        "abstract": ("AB", "OAB"),
        "keywords": ("OT", "MH"),
        "publication_types": ("PT",),
        "registration": ("SI",),
        "retracted_in": ("RIN",),
    },
    lists=frozenset(),
    written={
        "pmid": "PMID",
        "title": "TI",
        "authors": "FAU",
        "year": "DP",
        "journal": "JT",
        "volume": "VI",
        "issue": "IP",
        "pages": "PG",
        "doi": "LID",
        "pmcid": "PMC",
        "abstract": "AB",
        "keywords": "OT",
        "publication_types": "PT",
        "registration": "SI",
    },
    written_line="{tag:<4}- {value}",
    written_doi="{doi} [doi]",
)


def _recognise(source: Source) -> bool:
    """Return True if a line holds a PubMed id and others hold tags of four characters, or ERIC's tags do."""
    if _MARK.search(source.sample):
        return _TAG.search(source.sample) is not None or source.sample.lstrip().startswith("PMID-")
    # ERIC's records have no PubMed id. RIS writes some of these tags as well, but has marks of its own.
    first = _ANY_TAG.match(source.sample.lstrip("\ufeff \t\n"))
    tags = {match[1].strip() for match in _ANY_TAG.finditer(source.sample[:_BEGINNING])}
    return first is not None and "TI" in tags and len(tags) >= _FEWEST_TAGS and not tags & {"TY", "ER", "VN"}


NBIB = ReferenceFormat(
    name="nbib",
    title="NBIB (MEDLINE)",
    recognise=_recognise,
    open=lambda text: open_tagged(text, _FORM),
    write=lambda records: write_tagged(records, _FORM),
)
