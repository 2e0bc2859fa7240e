"""Read and write EndNote's tagged form (``.enw``, Refer)."""

from __future__ import annotations

import re

from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.tagged import TaggedForm, open_tagged, write_tagged

_MARK = re.compile(r"^[ \t\ufeff]{0,4}%0[ \t]{1,4}[A-Z]", re.MULTILINE)

_FORM = TaggedForm(
    line=re.compile(r"[ \t\ufeff]{0,4}%([0-9A-Z@!#$&()*+\[\]^>?<\\|~=-])(?=[ \t]|$)(.*)"),
    loose=None,
    small=None,
    start="0",
    end="",
    blank_ends=False,
    fields={
        "title": ("T", "B"),
        "authors": ("A",),
        "year": ("D", "8"),
        "journal": ("J", "B", "S"),
        "volume": ("V",),
        "issue": ("N",),
        "pages": ("P",),
        "doi": ("R", "U"),
        "accession": ("M",),
        "database": ("W", "~"),
        "pmcid": ("2",),
        "abstract": ("X",),
        "keywords": ("K",),
        "publication_types": ("9",),
        "notes": ("Z",),
    },
    lists=frozenset({"K"}),
    written={
        "title": "T",
        "authors": "A",
        "year": "D",
        "journal": "J",
        "volume": "V",
        "issue": "N",
        "pages": "P",
        "doi": "R",
        "pmid": "M",
        "database": "W",
        "pmcid": "2",
        "abstract": "X",
        "keywords": "K",
        "publication_types": "9",
        "notes": "Z",
    },
    written_line="%{tag} {value}",
    start_value="Journal Article",
)


def _recognise(source: Source) -> bool:
    """Return True if a line has the tag that begins a record."""
    return _MARK.search(source.sample) is not None


ENW = ReferenceFormat(
    name="enw",
    title="EndNote .enw",
    recognise=_recognise,
    open=lambda text: open_tagged(text, _FORM),
    write=lambda records: write_tagged(records, _FORM),
)
