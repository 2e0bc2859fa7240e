"""Describe a publication in one record, which every shape of a study holds.

A study of the review, a text as it was read, a record of a reference file and a study in an export all carry
the same `Bibliography`, and every list of its fields is made from `FIELDS`. Every room may import this
module, and no other one of the store: it needs the standard library only, and importing it loads no database.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

RETRACTED = "Retracted: "
"""How the reason for the design of a study begins that says that it was retracted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """A bibliographic record; an empty value or None means that the source does not print it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    """As printed, first author first. Where the source prints one name and "et al.", only that name."""
    year: int | None = None
    journal: str = ""
    volume: str = ""
    """As printed, such as `12` or `12 Suppl 1`."""
    issue: str = ""
    pages: str = ""
    """First and last page with a hyphen, such as `45-50`, or the number of an article, such as `e101`."""
    doi: str = ""
    """Without its resolver: `10.5555/sand.1`."""
    pmid: str = ""
    pmcid: str = ""
    """With its letters: `PMC1234567`."""
    registration: str = ""
    """The registration number of the study, such as `NCT01234567`."""
    abstract: str = ""

    @property
    def first_author(self) -> str:
        """The first author as printed, or an empty string."""
        return self.authors[0] if self.authors else ""

    def fields_to_fill(self, other: Bibliography) -> dict[str, Any]:
        """Return the values that this record lacks and another record of the same study has, by field.

        >>> Bibliography(title="Mud").fields_to_fill(Bibliography(title="Mud.", year=2020))
        {'year': 2020}
        """
        values = ((name, getattr(self, name), getattr(other, name)) for name in FIELDS)
        return {name: theirs for name, ours, theirs in values if theirs and not ours}

    def cells(self) -> dict[str, str | int | None]:
        """Return the short fields as the cells of a table, by name; the authors are joined by semicolons.

        >>> Bibliography(authors=("Byron A", "Li W")).cells()["authors"]
        'Byron A; Li W'
        """
        values = ((name, getattr(self, name)) for name in SHORT_FIELDS)
        return {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in values}


FIELDS = tuple(field.name for field in fields(Bibliography))
"""The names of the fields, in the order in which tables and JSON give them."""

SHORT_FIELDS = tuple(name for name in FIELDS if name != "abstract")
"""The fields that fit into a table: all but the abstract."""

_ACRONYMS = frozenset({"doi", "pmid", "pmcid"})


def field_in_words(name: str) -> str:
    """Return the name of a field as it stands in a sentence.

    >>> [field_in_words(name) for name in ("title", "doi")]
    ['title', 'DOI']
    """
    return name.upper() if name in _ACRONYMS else name


def field_heading(name: str) -> str:
    """Return the name of a field as it heads a column or a line.

    >>> [field_heading(name) for name in ("title", "doi")]
    ['Title', 'DOI']
    """
    return name.upper() if name in _ACRONYMS else name.capitalize()
