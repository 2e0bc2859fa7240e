"""Read and write RIS, which nearly every reference manager and database exports."""

from __future__ import annotations

import re

from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.tagged import TaggedForm, open_tagged, write_tagged

_MARK = re.compile(
    r"^[ \t\ufeff]{0,4}(?:TY[ \t\xa0]{1,4}-[ \t]{0,4}[A-Z]|[Tt][Yy][ \xa0]{2}-[ \t]{0,4}[A-Za-z]{4}\b)",
    re.MULTILINE,
)

_FORM = TaggedForm(
    line=re.compile(r"[ \t\ufeff]{0,4}([A-Z][A-Z0-9]|[a-z][a-z0-9])[ \xa0]{2}-(.*)"),
    loose=re.compile(r"[ \t]{0,4}((?!ER)[A-Z][A-Z0-9]|ER(?=[ \t\xa0]{1,4}-[ \t]{0,4}$))[ \t\xa0]{1,4}-(.*)"),
    small=re.compile(r"[ \t]{0,4}([A-Za-z][A-Za-z0-9])[ \t\xa0]{1,4}-(.*)"),
    start="TY",
    end="ER",
    blank_ends=False,
    fields={
        "title": ("TI", "T1", "CT", "BT", "ST"),
        "authors": ("AU", "A1"),
        "year": ("PY", "Y1", "DA", "YR"),
        "journal": ("JF", "T2", "JO", "JA", "J2", "T3"),
        "volume": ("VL",),
        "issue": ("IS", "CP"),
        "pages": ("SP", "C7"),
        "last_page": ("EP",),
        "doi": ("DO", "DI", "UR", "L3", "M3", "N1"),
        "accession": ("AN", "U1"),
        "record_id": ("ID",),
        "database": ("DB", "DP"),
        "pmid": ("PMID",),
        "embase_pmid": ("C5",),
        "pmcid": ("C2", "C7", "PM"),
        "abstract": ("AB", "N2"),
        "keywords": ("KW",),
        "publication_types": ("M3", "PT"),
        "notes": ("N1", "RN", "M1"),
    },
    lists=frozenset({"KW"}),
    written={
        "record_id": "ID",
        "title": "TI",
        "authors": "AU",
        "year": "PY",
        "journal": "JF",
        "volume": "VL",
        "issue": "IS",
        "first_page": "SP",
        "last_page": "EP",
        "doi": "DO",
        "pmid": "AN",
        "database": "DB",
        "pmcid": "C2",
        "abstract": "AB",
        "keywords": "KW",
        "publication_types": "M3",
        "notes": "N1",
    },
    written_line="{tag:<4}- {value}",
    start_value="JOUR",
)


def _recognise(source: Source) -> bool:
    """Return True if a line has the tag that begins a record."""
    return _MARK.search(source.sample) is not None


RIS = ReferenceFormat(
    name="ris",
    title="RIS",
    recognise=_recognise,
    open=lambda text: open_tagged(text, _FORM),
    write=lambda records: write_tagged(records, _FORM),
)
