"""A bibliographic record, and what a file of them gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.intake.documents.prose import paragraphs
from workbench.intake.records import StudyText


@dataclass(frozen=True, slots=True)
class Reference:
    """One record of a reference file. Empty or None means: the file does not say.

    Values are made by :func:`make_reference`: one line of storable text each, tags and entities resolved.
    Two references are equal when they say the same, wherever they stood.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    """As the file prints them, mostly ``Family, Given``; first author first."""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    abstract: str = ""
    """One line; :func:`as_study` sets its labelled parts apart."""
    keywords: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    """As an index prints them, such as ``Case Reports``."""
    registration: str = ""
    position: int = field(default=0, compare=False)
    """Its number in the file, from 1."""
    line: int = field(default=0, compare=False)
    """The line it begins on, from 1; 0 where the form does not tell."""

    @property
    def first_author(self) -> str:
        """The first author as printed, or an empty string."""
        return self.authors[0] if self.authors else ""


@dataclass(frozen=True, slots=True)
class ReferenceBatch:
    """What a reference file gave."""

    records: tuple[Reference, ...]
    form: str
    """``ris``, ``nbib``, ``bibtex``, ``csl-json``, ``endnote-xml``, ``enw``, ``csv`` or ``tsv``."""
    expected: int
    """How many records the file's own marks announce; more than ``records`` where some could not be read."""
    notes: tuple[str, ...] = ()
    """What a reader should know, one sentence each."""


def as_study(reference: Reference, *, sha256: str = "", name: str = "") -> StudyText:
    """The record as a document that design suggestion, keys and the review can take.

    >>> as_study(Reference(title="Mud", abstract="AIMSMud is old.")).abstract
    'AIMS: Mud is old.'
    """
    abstract = paragraphs(reference.abstract)
    return StudyText(
        title=reference.title,
        authors=reference.authors,
        year=reference.year,
        journal=reference.journal,
        doi=reference.doi,
        pmid=reference.pmid,
        pmcid=reference.pmcid,
        registration=reference.registration,
        abstract=abstract,
        text=abstract,
        sha256=sha256,
        form="reference",
        notes=(
            "Read from a reference file." if abstract else "Read from a reference file without abstract.",
        ),
        name=name,
        publication_types=reference.publication_types,
        keywords=reference.keywords,
    )
