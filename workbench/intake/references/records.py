"""Hold the records of a reference file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from store.bibliography import FIELDS, Bibliography
from workbench.intake.documents.prose import paragraphs
from workbench.intake.records import StudyText


@dataclass(frozen=True, slots=True)
class Reference:
    """One record of a reference file.

    Values are made by :func:`make_reference`: one line of storable text each, tags and entities resolved.
    Two references are equal when they say the same, wherever they stood.
    """

    bibliography: Bibliography
    """What the file says of the study. Authors mostly as ``Family, Given``; the abstract is one line, whose
    labelled parts :func:`as_study` sets apart.
    """
    keywords: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    """As an index prints them, such as ``Case Reports``."""
    position: int = field(default=0, compare=False)
    """Its number in the file, from 1."""
    key: str = field(default="", compare=False)
    """What it is to be cited by where it is written; empty: its number."""
    line: int = field(default=0, compare=False)
    """The line it begins on, from 1; 0 where the form does not tell."""

    def values(self) -> dict[str, tuple[str, ...]]:
        """Return the values by field, as writers need them: no value where the field is empty.

        >>> Reference(Bibliography(title="Mud", year=2020)).values()["year"]
        ('2020',)
        """
        given = {name: getattr(self.bibliography, name) for name in FIELDS}
        given |= {"keywords": self.keywords, "publication_types": self.publication_types}
        lists = {name: value if isinstance(value, tuple) else (value,) for name, value in given.items()}
        return {
            name: tuple(str(value) for value in values if value not in (None, ""))
            for name, values in lists.items()
        }


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
    """Return the record as a document that design suggestion, keys and the review can take.

    >>> as_study(Reference(Bibliography(title="Mud", abstract="AIMSMud is old."))).bibliography.abstract
    'AIMS: Mud is old.'
    """
    abstract = paragraphs(reference.bibliography.abstract)
    with_abstract = "Read from a reference file."
    without_abstract = "Read from a reference file without abstract."
    return StudyText(
        replace(reference.bibliography, abstract=abstract),
        text=abstract,
        sha256=sha256,
        form="reference",
        notes=(with_abstract if abstract else without_abstract,),
        name=name,
        publication_types=reference.publication_types,
        keywords=reference.keywords,
    )
