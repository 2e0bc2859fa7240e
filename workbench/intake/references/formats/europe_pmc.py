"""Read the JSON of Europe PMC."""

from __future__ import annotations

import re

from workbench.intake.documents.json_values import Record, at, text_of, texts_of
from workbench.intake.references.json_service import json_format
from workbench.intake.references.values import Raw


def _is_record(record: Record) -> bool:
    """Return True for an object with the fields that only Europe PMC has."""
    if "authorString" in record or "abstractText" in record or "pubYear" in record:
        return True
    return "source" in record and "id" in record and "pmid" in record


def _raw(record: Record) -> Raw:
    people = at(record, "authorList", "author")
    names = [_person(person) for person in people] if isinstance(people, list) else []
    types = at(record, "pubTypeList", "pubType") or record.get("pubType")
    return {
        "title": [text_of(record.get("title"))],
        # "Silva A, Costa R, Oat Group." parts its names by commas.
        "authors": names or re.split(r",\s+", text_of(record.get("authorString")).rstrip(". ")),
        "year": [text_of(record.get("pubYear")), text_of(record.get("firstPublicationDate"))],
        "journal": [
            text_of(at(record, "journalInfo", "journal", "title")),
            text_of(record.get("journalTitle")),
        ],
        "volume": [text_of(at(record, "journalInfo", "volume")), text_of(record.get("journalVolume"))],
        "issue": [text_of(at(record, "journalInfo", "issue")), text_of(record.get("issue"))],
        "pages": [text_of(record.get("pageInfo"))],
        "doi": [text_of(record.get("doi"))],
        "pmid": [text_of(record.get("pmid"))],
        "pmcid": [text_of(record.get("pmcid"))],
        "abstract": [text_of(record.get("abstractText"))],
        "keywords": texts_of(at(record, "keywordList", "keyword")),
        "publication_types": [part for text in texts_of(types) for part in re.split(r";\s*", text)],
    }


def _person(person: object) -> str:
    """Return a name as ``Family, Given``, or the name of a group."""
    family, given = text_of(at(person, "lastName")), text_of(at(person, "firstName"))
    whole = ", ".join(part for part in (family, given or text_of(at(person, "initials"))) if part)
    return whole or text_of(at(person, "fullName")) or text_of(at(person, "collectiveName"))


EUROPE_PMC = json_format("europe-pmc", "Europe PMC JSON", _is_record, _raw)
