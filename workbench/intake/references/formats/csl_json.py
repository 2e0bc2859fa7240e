"""Read and write CSL-JSON, which Zotero and others write: a list of items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store.bibliography import FIELDS
from workbench.intake.errors import IntakeError
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, escaped, make_reference

_TEXTS = {name: (name,) for name in FIELDS} | {
    "title": ("title",),
    "journal": ("container-title", "journalAbbreviation", "container-title-short"),
    "issue": ("issue", "number"),
    "pages": ("page", "page-first"),
    "doi": ("DOI", "doi", "URL"),
    "pmid": ("PMID", "pmid"),
    "pmcid": ("PMCID", "pmcid"),
    "abstract": ("abstract",),
    "keywords": ("keyword",),
    "publication_types": ("genre",),
    "registration": ("registration",),
    "notes": ("note",),
}


_KEYS = {
    "authors": "author",
    "year": "issued",
    "journal": "container-title",
    "pages": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "registration": "note",
    "keywords": "keyword",
    "publication_types": "genre",
}
"""Fields that are written under another name than their own."""


_MARK = re.compile(r'"(?:container-title|issued|date-parts|citation-key|PMCID|PMID|DOI)"\s{0,10}:')
_LIST_INSIDE = re.compile(r'\s*\{\s{0,100}"items"\s{0,100}:\s{0,100}\[\s{0,100}(?=\{)')


def items_of(text: str) -> list[Any]:
    """The items of a CSL-JSON file: a list, an object with ``items``, or a single item.

    Raises:
        IntakeError: it is no JSON, or nothing that holds items.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise IntakeError(f"this is not valid JSON{where}: export it again as CSL-JSON") from None
    if isinstance(value, dict):
        value = value["items"] if isinstance(value.get("items"), list) else [value]
    if not isinstance(value, list):
        raise IntakeError("this JSON holds no list of references: export it again as CSL-JSON")
    return value


def looks_like_csl(item: object) -> bool:
    """Whether an object has the fields of a CSL item; a study's record has other names for them."""
    if not isinstance(item, dict):
        return False
    if "type" in item and "id" in item:
        return True
    if not ("title" in item or "DOI" in item):
        return False
    if "issued" in item or "container-title" in item:
        return True
    people = item.get("author")
    return isinstance(people, list) and any(
        isinstance(person, dict) and "family" in person for person in people
    )


def read_csl(items: Sequence[Any]) -> Iterator[Reference]:
    """The records; what is no object is passed over."""
    for position, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield make_reference(_raw(item), position)


def write_csl(records: Sequence[Reference]) -> str:
    """The records as an indented list of items."""
    items = [_item(record, number) for number, record in enumerate(records, 1)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _raw(item: Mapping[str, Any]) -> Raw:
    """Values by field."""
    raw = {name: [_text(item.get(key)) for key in keys] for name, keys in _TEXTS.items()}
    people = item.get("author") or item.get("editor")
    raw["authors"] = [_person(person) for person in people] if isinstance(people, list) else [_text(people)]
    issued = item.get("issued")
    raw["year"] = [_year(issued) if isinstance(issued, dict) else _text(issued)]
    return raw


def _text(value: object) -> str:
    """Text or a number as text; the first of a list."""
    if isinstance(value, list):
        return "; ".join(_text(part) for part in value[:1000] if not isinstance(part, list))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:40] if not isinstance(value, int) or abs(value) < 10**30 else ""
    return value if isinstance(value, str) else ""


def _person(person: object) -> str:
    """``Family, Given`` with its particles, or the name as a whole."""
    if not isinstance(person, dict):
        return _text(person)
    given = " ".join(
        part for part in (_text(person.get("given")), _text(person.get("dropping-particle"))) if part
    )
    family = " ".join(
        part for part in (_text(person.get("non-dropping-particle")), _text(person.get("family"))) if part
    )
    whole = ", ".join(part for part in (family, given, _text(person.get("suffix"))) if part)
    return whole or _text(person.get("literal")) or _text(person.get("name"))


def _year(issued: Mapping[str, Any]) -> str:
    """The year out of ``date-parts``, or out of a date in words."""
    parts = issued.get("date-parts")
    while isinstance(parts, list) and parts:
        parts = parts[0]
    return _text(parts) or _text(issued.get("raw")) or _text(issued.get("literal"))


def _item(record: Reference, number: int) -> dict[str, Any]:
    """One item with the fields that have a value."""
    values = record.values()
    item: dict[str, Any] = {"id": record.key or f"record{number}", "type": "article-journal"}
    item |= {_KEYS.get(name, name): escaped("; ".join(parts)) for name, parts in values.items()}
    item["author"] = [_named(name) for name in values["authors"]]
    year = record.bibliography.year
    item["issued"] = None if year is None else {"date-parts": [[year]]}
    item["note"] = "".join(f"Registration: {registration}" for registration in values["registration"])
    return {key: value for key, value in item.items() if value}


def _named(name: str) -> dict[str, str]:
    """A name in its parts where it has two, or three with a suffix; else, as that of a group, the whole."""
    shown = escaped(name)
    parts = shown.split(", ")
    if not 2 <= len(parts) <= len(_PARTS_OF_NAME) or not all(parts) or "," in "".join(parts):
        return {"literal": shown}
    return dict(zip(_PARTS_OF_NAME, parts, strict=False))


_PARTS_OF_NAME = ("family", "given", "suffix")


def _recognise(source: Source) -> bool:
    """Return True if the first object is a CSL item."""
    if source.start not in ("[", "{"):
        return False
    inner = _LIST_INSIDE.match(source.text)
    try:
        item, _ = json.JSONDecoder().raw_decode(source.text, inner.end() if inner else source.text.find("{"))
    except (ValueError, RecursionError):
        # Cut short or damaged: where its marks are seen, the reader will say what is wrong.
        return _MARK.search(source.sample) is not None
    return looks_like_csl(item)


def _open(text: str) -> Opened:
    items = items_of(text)
    return Opened(len(items), read_csl(items))


CSL_JSON = ReferenceFormat(
    name="csl-json", title="CSL-JSON", recognise=_recognise, open=_open, write=write_csl
)
