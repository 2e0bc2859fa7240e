"""Build the export of the studies as references, for reference managers: RIS, BibTeX or CSL-JSON.

What was written is read again, and a record that comes back otherwise is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from store.bibliography import FIELDS, Bibliography, field_in_words
from store.records import Study
from workbench.author_names import inverted_name
from workbench.errors import ConflictError
from workbench.intake.references import Reference, read_references, write_references
from workbench.output.exports.export import Export
from workbench.review.publish.exports import ExportRequest
from workbench.review.studies.study_labels import in_reference_order
from workbench.review.view import View

_SUFFIXES = {"ris": ("ris",), "bibtex": ("bib",), "csl-json": ("json",)}


def build(view: View, request: ExportRequest, form: str) -> Export:
    """Return the studies that are not left out of the review, in the order of a reference list.

    Raises:
        UsageError: no such suffix.
        ConflictError: there are no studies.
    """
    request.require_suffix(*_SUFFIXES[form])
    studies = [study for study, _ in in_reference_order(view.included.values())]
    if not studies:
        raise ConflictError("there are no studies yet: add one with `workbench add FILE`")
    text = write_studies(studies, form)
    hidden = ("appraisals, answers and characteristics",)
    return Export(
        {"": text.encode("utf-8", "backslashreplace")}, (*hidden, *changed_when_read(studies, text, form))
    )


def write_studies(studies: Sequence[Study], form: str) -> str:
    """Return the bibliographic records in a form of references, each known by the key of its study.

    Names are turned to `Family, Given`; those of groups stay as they are.
    """
    references = [Reference(_with_names_inverted(study.bibliography), key=study.key) for study in studies]
    return write_references(references, form)


def changed_when_read(studies: Sequence[Study], text: str, form: str) -> tuple[str, ...]:
    """Name the studies whose record is another one when what was written is read again."""
    batch = read_references(text.encode("utf-8", "backslashreplace"), f"studies.{_SUFFIXES[form][0]}")
    read = [reference.bibliography for reference in batch.records]
    if len(read) != len(studies):
        return (f"{len(studies) - len(read)} of the records, which cannot be read again",)
    return tuple(
        f"{study.key}: {', '.join(field_in_words(name) for name in names)} may be read differently"
        for study, record in zip(studies, read, strict=True)
        if (names := _differing(_with_names_inverted(study.bibliography), record))
    )


def _with_names_inverted(record: Bibliography) -> Bibliography:
    """Return a record whose authors stand with the family first, as reference managers take them."""
    return replace(record, authors=tuple(map(inverted_name, record.authors)))


def _differing(written: Bibliography, read: Bibliography) -> list[str]:
    return [name for name in FIELDS if getattr(written, name) != getattr(read, name)]


ris = partial(build, form="ris")
bibtex = partial(build, form="bibtex")
csl = partial(build, form="csl-json")
