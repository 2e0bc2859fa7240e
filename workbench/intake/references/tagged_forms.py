"""What tells RIS, NBIB and ``.enw`` apart: how a line looks, what ends a record, what a tag means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggedForm:
    """What tells one tagged form from another."""

    line: re.Pattern[str]
    """A line with a tag: the tag, then the value."""
    loose: re.Pattern[str] | None
    """What is accepted where no line of the file has the proper form of the start mark."""
    start: str
    end: str
    """The tag that ends a record, or an empty string."""
    blank_ends: bool
    """Whether a blank line ends a record too."""
    fields: Mapping[str, Sequence[str]]
    """Tags by field, the preferred one first."""
    lists: frozenset[str]
    """Tags whose continuation lines are values of their own."""
    written: Mapping[str, str]
    """Which tag each field is written under."""


RIS = TaggedForm(
    line=re.compile(r"[ \t\ufeff]{0,4}([A-Z][A-Z0-9])[ \xa0]{2}-(.*)"),
    loose=re.compile(r"[ \t]{0,4}([A-Z][A-Z0-9])[ \t\xa0]{1,4}-(.*)"),
    start="TY",
    end="ER",
    blank_ends=False,
    fields={
        "title": ("TI", "T1", "CT", "BT", "ST"),
        "authors": ("AU", "A1"),
        "year": ("PY", "Y1", "DA", "YR"),
        "journal": ("JF", "T2", "JO", "JA", "J2", "T3"),
        "doi": ("DO", "DI", "UR", "L3", "M3", "N1"),
        "accession": ("AN", "U1", "ID"),
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
        "title": "TI",
        "authors": "AU",
        "year": "PY",
        "journal": "JF",
        "doi": "DO",
        "pmid": "AN",
        "database": "DB",
        "pmcid": "C2",
        "abstract": "AB",
        "keywords": "KW",
        "publication_types": "M3",
        "notes": "N1",
    },
)

NBIB = TaggedForm(
    line=re.compile(r"([A-Z][A-Z0-9 ]{3})-(.*)"),
    loose=None,
    start="PMID",
    end="",
    blank_ends=True,
    fields={
        "title": ("TI", "BTI", "TT"),
        "authors": ("FAU", "AU", "FED", "CN"),
        "year": ("DP", "DEP", "EDAT"),
        "journal": ("JT", "TA"),
        "doi": ("LID", "AID"),
        "pmid": ("PMID",),
        "pmcid": ("PMC",),
        "abstract": ("AB", "OAB"),
        "keywords": ("OT", "MH"),
        "publication_types": ("PT",),
        "registration": ("SI",),
    },
    lists=frozenset(),
    written={
        "pmid": "PMID",
        "title": "TI",
        "authors": "FAU",
        "year": "DP",
        "journal": "JT",
        "doi": "LID",
        "pmcid": "PMC",
        "abstract": "AB",
        "keywords": "OT",
        "publication_types": "PT",
        "registration": "SI",
    },
)

ENW = TaggedForm(
    line=re.compile(r"[ \t\ufeff]{0,4}%([0-9A-Z@!#$&()*+\[\]^>?<\\|~=-])(?=[ \t]|$)(.*)"),
    loose=None,
    start="0",
    end="",
    blank_ends=False,
    fields={
        "title": ("T", "B"),
        "authors": ("A",),
        "year": ("D", "8"),
        "journal": ("J", "B", "S"),
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
        "doi": "R",
        "pmid": "M",
        "database": "W",
        "pmcid": "2",
        "abstract": "X",
        "keywords": "K",
        "publication_types": "9",
        "notes": "Z",
    },
)
TAGGED = {"ris": RIS, "nbib": NBIB, "enw": ENW}
