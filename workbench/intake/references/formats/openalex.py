"""Read the JSON of OpenAlex, whose abstracts are indexes of words with their places."""

from __future__ import annotations

from typing import Any

from workbench.intake.documents.json_values import Record, at, text_of
from workbench.intake.references.json_service import json_format
from workbench.intake.references.values import Raw

_MOST_WORDS = 20_000


def _is_record(record: Record) -> bool:
    """Return True for an object with an id or with fields of OpenAlex."""
    if "openalex.org/W" in text_of(record.get("id")):
        return True
    return "abstract_inverted_index" in record or "authorships" in record


def _raw(record: Record) -> Raw:
    people = record.get("authorships") or record.get("authors")
    return {
        "title": [text_of(record.get("title")), text_of(record.get("display_name"))],
        "authors": [_person(person) for person in people] if isinstance(people, list) else [],
        "year": [text_of(record.get("publication_year")), text_of(record.get("publication_date"))],
        "journal": [
            text_of(at(record, "primary_location", "source", "display_name")),
            text_of(at(record, "host_venue", "display_name")),
            text_of(at(record, "venue", "display_name")),
        ],
        "volume": [text_of(at(record, "biblio", "volume"))],
        "issue": [text_of(at(record, "biblio", "issue"))],
        "pages": [text_of(at(record, "biblio", "first_page"))],
        "last_page": [text_of(at(record, "biblio", "last_page"))],
        "doi": [text_of(record.get("doi")), text_of(at(record, "ids", "doi"))],
        "pmid": [text_of(at(record, "ids", "pmid")).rstrip("/").rsplit("/", 1)[-1]],
        "pmcid": [_pmcid(text_of(at(record, "ids", "pmcid")))],
        "abstract": [in_order(record.get("abstract_inverted_index")), text_of(record.get("abstract"))],
        "keywords": [text_of(at(word, "display_name")) for word in _list(record.get("keywords"))],
        "publication_types": [
            text_of(record.get("type")),
            "Retracted Publication" if record.get("is_retracted") is True else "",
        ],
    }


def in_order(index: Any) -> str:
    """Return the text of an inverted index.

    >>> in_order({"were": [1], "Oats": [0, 3], "not": [2]})
    'Oats were not Oats'
    """
    if not isinstance(index, dict):
        return ""
    places = (
        (place, str(word))
        for word, at_places in index.items()
        for place in _list(at_places)
        if isinstance(place, int)
    )
    return " ".join(word for _, word in sorted(places)[:_MOST_WORDS])


def _person(person: object) -> str:
    names = (at(person, "author", "display_name"), at(person, "raw_author_name"), at(person, "display_name"))
    return next((name for name in map(text_of, names) if name), "")


def _pmcid(value: str) -> str:
    """Return a PubMed Central id with its letters, out of an address that may lack them."""
    bare = value.rstrip("/").rsplit("/", 1)[-1]
    return f"PMC{bare}" if bare.isdigit() else bare


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


OPENALEX = json_format("openalex", "OpenAlex JSON", _is_record, _raw)
