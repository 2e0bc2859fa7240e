"""Read a line of JSON about a study, often with the same abstract once more as text below it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.prose import comparable, one_line, paragraphs, without_tags
from workbench.intake.documents.sections import Section, own_part
from workbench.intake.records import ReaderResult

_TITLE = ("title", "articletitle", "name")
_ABSTRACT = ("abstract", "abstracttext", "summary")
_AUTHORS = ("authors", "author", "creators")
_JOURNAL = ("journal", "journalname", "periodicalname", "containertitle", "venue")
_DATE = ("publicationdate", "year", "pubdate", "publicationyear", "published", "date", "epubdate")
_PMID = ("pmid", "pubmedid")
_PMCID = ("pmcid", "pmc")
_REGISTRATION = ("registration", "registrationnumber", "trialregistration")
_TYPES = ("publicationtypes", "publicationtype")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SEMICOLONS = re.compile(r"\s*;\s*")
_COMMAS = re.compile(r",\s+(?:and\s+)?|,|\s+and\s+")
_HEADING = re.compile(r"^\s*(?:abstract|summary)\s*:?\s*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object with folded keys, and where the text after it begins."""

    values: Mapping[str, Any]
    end: int
    more: bool
    """Whether further objects follow, which are not read."""


def parse(text: str) -> Record | None:
    """The JSON object that the text begins with, when it looks like a study's record; else None."""
    start = len(text) - len(text.lstrip())
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    more = text[end : end + 200].lstrip().startswith(("{", ","))
    if isinstance(value, list):
        more = more or len(value) > 1
        value = value[0] if value else None
    if not isinstance(value, dict):
        return None
    values = {re.sub("[^a-z]", "", key.casefold()[:60]): entry for key, entry in value.items()}
    if not (_text(values, _TITLE) or _text(values, _ABSTRACT)):
        return None
    return Record(values, end, more)


def read(record: Record, text: str, sections: tuple[Section, ...]) -> ReaderResult:
    """The fields of the record; the text below serves only where the record holds no abstract."""
    values = record.values
    abstract = paragraphs(without_tags(_text(values, _ABSTRACT)))
    below = _HEADING.sub("", own_part(text, sections).strip())
    notes = ["Abstract only."]
    if abstract and below and comparable(abstract) in comparable(below):
        notes.append("The abstract is printed twice, in the record and as text; it is kept once.")
    if not abstract and below:
        abstract = paragraphs(below)
    if record.more:
        notes.append("Further records follow in this file; only the first was read.")
    pmcid = one_line(_text(values, _PMCID)).upper()
    bibliography = Bibliography(
        title=one_line(without_tags(_text(values, _TITLE))),
        authors=_authors(values),
        year=_year(values),
        journal=one_line(without_tags(_text(values, _JOURNAL))),
        doi=identifiers.clean_doi(_text(values, ("doi",))),
        pmid=one_line(_text(values, _PMID)) if _text(values, _PMID).strip().isdigit() else "",
        pmcid=pmcid if re.fullmatch(r"PMC\d{1,9}", pmcid) else "",
        registration=one_line(_text(values, _REGISTRATION)) or identifiers.registration(abstract),
        abstract=abstract,
    )
    return ReaderResult(
        bibliography,
        publication_types=_types(values),
        notes=tuple(notes),
    )


def _text(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of these fields that holds text, a number, or an object with a name."""
    for name in names:
        value = values.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("text")
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**12:
            return str(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _authors(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Authors from one string, a list of strings, or a list of objects."""
    value = next((values[name] for name in _AUTHORS if values.get(name)), None)
    if isinstance(value, str):
        # "Family, Given; Family, Given" is parted at semicolons, "Given Family, Given Family" at commas.
        names: list[str] = (_SEMICOLONS if ";" in value else _COMMAS).split(value)
    elif isinstance(value, list):
        names = [_person(entry) for entry in value]
    else:
        names = []
    return tuple(name for name in (one_line(without_tags(name)).rstrip(".") for name in names) if name)


def _person(entry: object) -> str:
    """One author of a list, as ``Given Family`` where the parts are given."""
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return ""
    whole = entry.get("name") or entry.get("literal")
    if isinstance(whole, str):
        return whole
    parts = (entry.get("given") or entry.get("firstName"), entry.get("family") or entry.get("lastName"))
    return " ".join(part for part in parts if isinstance(part, str))


def _year(values: Mapping[str, Any]) -> int | None:
    """The first year in one of the date fields."""
    for name in _DATE:
        found = _YEAR.search(_text(values, (name,))[:100])
        if found:
            return int(found[0])
    return None


def _types(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Publication types, from a list or one string parted at commas or bars."""
    value = next((values[name] for name in _TYPES if values.get(name)), "")
    names = value if isinstance(value, list) else re.split(r"[,;|]", value) if isinstance(value, str) else []
    return tuple(one_line(name) for name in names if isinstance(name, str) and name.strip())
