"""Correct the record of a study: title, authors, year, identifiers, key and design."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from checklists.errors import did_you_mean
from store import studies as stored_studies
from store.bibliography import FIELDS, Bibliography, field_in_words
from store.study_edits import edit_study
from workbench.errors import ConflictError, UsageError
from workbench.intake.design.checklists_by_design import ROUTES
from workbench.intake.documents.journal_places import read_pages
from workbench.output.design_names import design_in_words
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.earlier_design import earlier_design
from workbench.review.studies.known_studies import StudyListing, find, show_study

NONE: Final = "none"
"""What is typed for "no design"."""

_AHEAD: Final = 2
"""By how many years a year of publication may be ahead: issues are dated in advance."""

_DOI_START: Final = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)+")


@use_case
def edit(
    session: ReviewSession,
    text: str,
    fields: Mapping[str, str],
    *,
    key: str | None = None,
    design: str | None = None,
) -> StudyListing:
    """Correct the record of a study; the history keeps what stood there before.

    Args:
        session: the open review and who works in it.
        text: what `find` takes.
        fields: names of fields of `Bibliography` to what was typed; an empty text takes the value away.
        key: another key; the one before still finds the study.
        design: id or name of a design, or "none"; it is taken as confirmed. The checklist stays.

    Raises:
        NotFoundError: no such study.
        ConflictError: another study has the key.
        UsageError: nothing to change was given, or a value is not of its kind.
    """
    if not fields and key is None and design is None:
        raise UsageError("nothing to change was given: name a field, such as --title or --year")
    study = find(session, text)
    values = {name: parse_field(name, typed) for name, typed in fields.items()}
    if "title" in values and not values["title"] and study.bibliography.title:
        raise UsageError("a study needs a title: give the one that its report has, or a few words of yours")
    meant = None if design is None else known_design(design)
    with session.db.writing():
        record = replace(study.bibliography, **values)
        by = session.require_reviewer()
        changed = edit_study(
            session.db, study.id, key=study.key if key is None else key.strip(), bibliography=record, by=by
        )
        if design is not None:
            was_overwritten = earlier_design(session, study.key) is not None
            stored_studies.assign_checklist(
                session.db,
                study.id,
                checklist=study.checklist,
                design=meant,
                by=by,
                decides_design=meant != study.design or was_overwritten,
            )
    return show_study(session, changed.key)


@use_case
def take_back_design(session: ReviewSession, text: str) -> str:
    """Give a study the design that an earlier version overwrote when a checklist was chosen.

    Returns:
        The design in words.

    Raises:
        NotFoundError: no such study.
        ConflictError: no checklist took a design away from it, or somebody has decided on it since.
    """
    design = earlier_design(session, text)
    if design is None:
        raise ConflictError(f"no checklist took a design away from {find(session, text).key}")
    edit(session, text, {}, design=design)
    return design_in_words(design)


def known_design(typed: str) -> str | None:
    """Return the id of a design from its id or its name in words, None for "none".

    Raises:
        UsageError: there is no such design.
    """
    wanted = typed.strip().casefold()
    if wanted == NONE:
        return None
    by_words = {design_in_words(design).casefold(): design for design in ROUTES}
    wanted = by_words.get(wanted, wanted)
    if wanted not in ROUTES:
        raise UsageError(f"there is no design {typed.strip()!r}: {did_you_mean(wanted, [*ROUTES, NONE])}")
    return wanted


def parse_field(name: str, typed: str) -> Any:
    """Return the value of a field of `Bibliography` from what somebody typed.

    Raises:
        UsageError: there is no such field, or the text is no value of it.

    >>> parse_field("authors", "Byron A; Li W; ")
    ('Byron A', 'Li W')
    >>> parse_field("doi", "https://doi.org/10.5555/sand.1")
    '10.5555/sand.1'
    """
    if name not in FIELDS:
        raise UsageError(f"a study has no field {name!r}: {did_you_mean(name, FIELDS)}")
    cleaned = " ".join(typed.split())
    parse = _PARSERS.get(name)
    return cleaned if parse is None else parse(cleaned)


def field_as_typed(record: Bibliography, name: str) -> str:
    """Return the value of a field as it is typed, for a form."""
    value = getattr(record, name)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def _authors(typed: str) -> tuple[str, ...]:
    return tuple(name for part in typed.split(";") if (name := part.strip()))


def _year(typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) > 0):
        raise UsageError(f"a year has four digits, such as 2024: {typed!r} has not")
    if int(typed) > datetime.now(UTC).year + _AHEAD:
        raise UsageError(f"{typed} is yet to come: give the year in which the study was published")
    return int(typed)


def _doi(typed: str) -> str:
    doi = _DOI_START.sub("", typed)
    if doi and not (doi.startswith("10.") and "/" in doi and " " not in doi):
        raise UsageError(f"a DOI begins with 10. and has a slash, such as 10.1000/abc: {typed!r} has not")
    return doi


def _pmid(typed: str) -> str:
    if typed and not (typed.isascii() and typed.isdigit()):
        raise UsageError(f"a {field_in_words('pmid')} is a number, such as 34567890: {typed!r} is not")
    return typed


def _pmcid(typed: str) -> str:
    number = typed.upper().removeprefix("PMC")
    if typed and not (number.isascii() and number.isdigit()):
        raise UsageError(
            f"a {field_in_words('pmcid')} is PMC and a number, such as PMC1234567: {typed!r} is not"
        )
    return f"PMC{number}" if typed else ""


_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "authors": _authors,
    "year": _year,
    "pages": lambda typed: read_pages([typed]),
    "doi": _doi,
    "pmid": _pmid,
    "pmcid": _pmcid,
}
