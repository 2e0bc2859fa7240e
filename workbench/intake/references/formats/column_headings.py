"""Say which heading of a table names which field, and how a cell holds several values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from store.bibliography import FIELDS

HEADINGS: Mapping[str, tuple[str, ...]] = {name: (name,) for name in FIELDS} | {
    "title": (
        "title",
        "article title",
        "document title",
        "primary title",
        "title primary",
        "study title",
        "ti",
    ),
    "authors": (
        "author full names",
        "authors",
        "author",
        "author names",
        "author s",
        "authors primary",
        "authorships author display name",
        "authorships raw author name",
        "first author",
        "au",
    ),
    "year": (
        "publication year",
        "published year",
        "year",
        "pub year",
        "year published",
        "date",
        "publication date",
        "date of publication",
        "create date",
        "py",
    ),
    "journal": (
        "journal",
        "journal book",
        "source title",
        "publication title",
        "journal title",
        "source",
        "secondary title",
        "periodical full",
        "periodical abbrev",
        "primary location source display name",
        "publication",
        "so",
    ),
    "volume": ("volume", "vol", "volume number", "biblio volume", "vl"),
    "issue": ("issue", "issue number", "journal issue", "biblio issue"),
    "pages": ("pages", "page numbers", "page range", "page s"),
    "first_page": ("page start", "start page", "first page", "beginning page", "biblio first page", "bp"),
    "last_page": ("page end", "end page", "last page", "ending page", "biblio last page", "ep"),
    "article_number": ("article number", "art no", "article no"),
    "citation": ("citation",),
    "doi": ("doi", "digital object identifier", "doi link", "di"),
    "pmid": ("pmid", "pubmed id", "pubmed", "medline pmid", "pubmedid", "ids pmid", "pm"),
    "pmcid": ("pmcid", "pmc id", "pmc", "pubmed central id"),
    "accession": ("accession number", "accession"),
    "abstract": ("abstract", "abstract note", "ab", "abstracts"),
    "keywords": (
        *("keywords", "author keywords", "index keywords", "manual tags", "mesh terms"),
        *("emtree medical index terms major focus", "emtree medical index terms"),
        *("emtree drug index terms major focus", "emtree drug index terms"),
    ),
    "publication_types": ("publication type", "publication types", "document type", "article type"),
    "registration": (
        "registration",
        "clinical trial number",
        "clinical trial numbers",
        "trial registration",
        "trial registry number",
    ),
    "notes": ("notes", "note"),
}
"""Headings, folded, the preferred one first; a field is at least known by its own name."""
_SOURCE = re.compile(
    r"(?P<journal>\S.{0,300}?)"
    r"(?: \((?P<year>(?:1[5-9]|20)\d{2})\)(?=$|[ ,.:;])|[,.;] (?P<bare>(?:1[5-9]|20)\d{2})(?=[;,]))"
)
"""A journal with what follows it: "J. Imaginary Joints (2021) 3:2 (1-9)", "J Joints. 2021;3(2):1-9"."""
_INITIALS = re.compile(r"[^\W\d_][\w'’\-]*(?: [\w'’.\-]+)+")


def values_of_cell(field: str, cell: str) -> list[str]:
    """A cell as values; lists are parted by semicolons, or by commas where those are plain."""
    if field == "authors":
        return _people(cell)
    if field == "keywords" and ";" not in cell:
        return cell.replace(",", ";").split(";")
    return [cell]


def _people(cell: str) -> list[str]:
    """Names parted by semicolons, by "and", or by commas where every part is a whole name.

    >>> _people("Byron A, Hopper G.M."), _people("Byron, Ada"), _people("Byron, A. and Hopper, G.")
    (['Byron A', 'Hopper G.M.'], ['Byron, Ada'], ['Byron, A.', 'Hopper, G.'])
    """
    if ";" in cell:
        return [cell]
    if " and " in cell or " & " in cell:
        return re.split(r",? (?:and|&) ", cell)
    parts = [part.strip() for part in cell.rstrip(". ").split(",")] if "," in cell else []
    if len(parts) > 1 and all(_INITIALS.fullmatch(part[:200]) for part in parts):
        return [part.strip() for part in cell.split(",")]
    return [cell]


def with_year_of_source(raw: dict[str, list[str]]) -> dict[str, list[str]]:
    """Part a journal that is followed by its year and pages, as Embase prints the source.

    >>> with_year_of_source({"journal": ["J Joints (2021) 3:2 (1-9)"]})
    {'journal': ['J Joints'], 'year': ['2021'], 'citation': ['J Joints (2021) 3:2 (1-9)']}
    """
    journal = next(iter(raw.get("journal", ())), "")
    source = _SOURCE.match(journal)
    if source is None:
        return raw
    return {
        **raw,
        "journal": [source["journal"]],
        "year": [*raw.get("year", ()), source["year"] or source["bare"]],
        "citation": [*raw.get("citation", ()), journal],
    }
