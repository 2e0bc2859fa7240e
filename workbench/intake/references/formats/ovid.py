"""Read the tagged text of Ovid, whose records have numbers in angle brackets above them."""

from __future__ import annotations

import re

from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.tagged import TaggedForm, open_tagged

_BEGINS = re.compile(r"^VN {1,2}- ?Ovid", re.MULTILINE)
_NUMBERED = re.compile(r"^<\d{1,6}\.?\s?>\s{0,100}^(?:VN|DB|UI|AN|TI|AU) {1,2}- ", re.MULTILINE)
_FORM = TaggedForm(
    line=re.compile(r"\ufeff?([A-Z][A-Z0-9]{1,2}) {1,2}- ?(.*)"),
    loose=None,
    small=None,
    start="VN",
    end="",
    blank_ends=True,
    skipped=re.compile(r"\ufeff?<\d{1,6}\.?\s?>\s{0,9}"),
    fields={
        "title": ("TI", "OT"),
        "authors": ("FA", "AU"),
        "year": ("YR", "PY", "DP", "DG", "SO"),
        "journal": ("JN", "JT", "JA", "SO"),
        "volume": ("VO", "VI"),
        "issue": ("IP",),
        "pages": ("PG",),
        "citation": ("SO",),
        "doi": ("DO", "DI"),
        "accession": ("UI", "AN"),
        "database": ("DB",),
        "pmid": ("PM",),
        "abstract": ("AB",),
        "keywords": ("KW", "MH", "SH", "DE"),
        "publication_types": ("PT",),
        "registration": ("CN", "SI"),
    },
    lists=frozenset(),
    written={},
)


def _recognise(source: Source) -> bool:
    """Return True if a line names Ovid as the vendor, or numbers in angle brackets stand above tags."""
    return _BEGINS.search(source.sample) is not None or _NUMBERED.search(source.sample) is not None


OVID = ReferenceFormat(
    name="ovid",
    title="Ovid tagged text",
    recognise=_recognise,
    open=lambda text: open_tagged(text, _FORM),
)
