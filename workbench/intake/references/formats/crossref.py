"""Read the JSON of Crossref, whose titles are lists."""

from __future__ import annotations

from typing import Any

from workbench.intake.documents.json_values import Record, at, text_of, texts_of
from workbench.intake.references.json_service import json_format
from workbench.intake.references.values import Raw

_DATES = ("published-print", "issued", "published", "published-online", "created")


def _is_record(record: Record) -> bool:
    """Return True for an object with a DOI whose titles are lists, as no item of CSL-JSON has them."""
    return "DOI" in record and (
        isinstance(record.get("title"), list)
        or isinstance(record.get("container-title"), list)
        or "is-referenced-by-count" in record
    )


def _raw(record: Record) -> Raw:
    people = record.get("author") or record.get("editor")
    title, subtitle = text_of(record.get("title")), text_of(record.get("subtitle"))
    whole = f"{title}: {subtitle}" if subtitle and subtitle.casefold() not in title.casefold() else title
    return {
        "title": [whole],
        "authors": [_person(person) for person in people] if isinstance(people, list) else [],
        "year": [_year(record.get(name)) for name in _DATES],
        "journal": [text_of(record.get("container-title")), text_of(record.get("short-container-title"))],
        "volume": [text_of(record.get("volume"))],
        "issue": [text_of(record.get("issue"))],
        "pages": [text_of(record.get("page")), text_of(record.get("article-number"))],
        "doi": [text_of(record.get("DOI"))],
        "abstract": [text_of(record.get("abstract"))],
        "keywords": texts_of(record.get("subject")),
        "publication_types": [
            text_of(record.get("type")).replace("-", " "),
            "Retracted Publication" if _is_retracted(record) else "",
        ],
        "registration": [
            text_of(at(trial, "clinical-trial-number"))
            for trial in _list(record.get("clinical-trial-number"))
        ],
    }


def _person(person: object) -> str:
    """Return a name as ``Family, Given``, or the name of a group."""
    parts = (text_of(at(person, "family")), text_of(at(person, "given")), text_of(at(person, "suffix")))
    return ", ".join(part for part in parts if part) or text_of(at(person, "name"))


def _year(date: Any) -> str:
    """Return the year of ``{"date-parts": [[2021, 3]]}``."""
    parts = at(date, "date-parts")
    while isinstance(parts, list) and parts:
        parts = parts[0]
    return text_of(parts)


def _is_retracted(record: Record) -> bool:
    """Return True if a later record retracts this one."""
    return any(
        text_of(at(update, "type")).startswith("retract") for update in _list(record.get("updated-by"))
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


CROSSREF = json_format("crossref", "Crossref JSON", _is_record, _raw)
