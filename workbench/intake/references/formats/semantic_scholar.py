"""Read the JSON of Semantic Scholar."""

from __future__ import annotations

import re

from workbench.intake.documents.json_values import Record, at, text_of, texts_of
from workbench.intake.references.json_service import json_format
from workbench.intake.references.values import Raw


def _is_record(record: Record) -> bool:
    """Return True for an object with ids of Semantic Scholar."""
    return "paperId" in record or "corpusId" in record or "corpusid" in record or "externalIds" in record


def _raw(record: Record) -> Raw:
    people = record.get("authors")
    ids = record.get("externalIds") or record.get("externalids")
    pmcid = text_of(at(ids, "PubMedCentral"))
    types = texts_of(record.get("publicationTypes") or record.get("publicationtypes"))
    return {
        "title": [text_of(record.get("title"))],
        "authors": [text_of(at(person, "name")) for person in people] if isinstance(people, list) else [],
        "year": [text_of(record.get("year")), text_of(record.get("publicationDate"))],
        "journal": [text_of(at(record, "journal", "name")), text_of(record.get("venue"))],
        "volume": [text_of(at(record, "journal", "volume"))],
        "pages": [text_of(at(record, "journal", "pages"))],
        "doi": [text_of(at(ids, "DOI")), text_of(record.get("doi"))],
        "pmid": [text_of(at(ids, "PubMed"))],
        "pmcid": [f"PMC{pmcid}" if pmcid.isdigit() else pmcid],
        "abstract": [text_of(record.get("abstract"))],
        # "CaseReport", "ClinicalTrial"
        "publication_types": [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind) for kind in types],
    }


SEMANTIC_SCHOLAR = json_format("semantic-scholar", "Semantic Scholar JSON", _is_record, _raw)
