"""Read Zotero RDF. Attachments, notes and collections are passed over, and no link is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from workbench.intake.documents.safe_xml import elements, root_name, words
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, make_reference

_MARKS = ("zotero.org/namespaces/export", "purl.org/net/biblio")
_NO_WORKS = frozenset(
    {"Attachment", "Memo", "Collection", "Journal", "Series", "Person", "Subject", "Tag", "Annotation"}
)
_DOI = re.compile(r"(?:DOI[ :]|https?://\S{0,80}doi)", re.IGNORECASE)


def _recognise(source: Source) -> bool:
    """Return True for RDF that names Zotero's vocabulary."""
    if source.start != "<" or root_name(source.sample) != "RDF":
        return False
    return any(mark in source.sample for mark in _MARKS)


def _open(text: str) -> Opened:
    nodes = [(found.element, found.line) for found in elements(text, lambda _, depth: depth == 1)]
    by_name = {node.get("about", ""): node for node, _ in nodes}
    works = [(node, line) for node, line in nodes if _is_work(node)]
    return Opened(len(works), _records(works, by_name))


def _is_work(node: Element) -> bool:
    """Return True for what is itself a publication."""
    return node.tag not in _NO_WORKS and words(node.find("itemType")) not in ("attachment", "note")


def _records(works: list[tuple[Element, int]], by_name: Mapping[str, Element]) -> Iterator[Reference]:
    for position, (node, line) in enumerate(works, 1):
        yield make_reference(_raw(node, by_name), position, line)


def _raw(node: Element, by_name: Mapping[str, Element]) -> Raw:
    """Values by field; the journal stands inside the item or in a node of its own."""
    hosts = []
    for part in node.findall("isPartOf"):
        host = by_name.get(part.get("resource", ""))
        hosts += [*part, *([host] if host is not None else [])]
    identifiers = [words(entry) for owner in (node, *hosts) for entry in owner.findall("identifier")]
    people = node.find("authors")
    people = people if people is not None else node.find("editors")
    return {
        "title": [words(node.find("title"))],
        "authors": [_person(person) for person in people.iter("Person")] if people is not None else [],
        "year": [words(node.find("date"))],
        "journal": [words(host.find("title")) for host in hosts],
        "volume": [words(owner.find("volume")) for owner in (*hosts, node)],
        "issue": [words(owner.find("number")) for owner in (*hosts, node)],
        "pages": [words(node.find("pages"))],
        "doi": [re.sub(r"^DOI ", "", entry) for entry in identifiers if _DOI.match(entry)],
        "pmid": [entry for entry in identifiers if entry.startswith("PMID")],
        "abstract": [words(node.find("abstract"))],
        "keywords": [
            words(value) if (value := subject.find(".//value")) is not None else words(subject)
            for subject in node.findall("subject")
        ],
        "notes": [words(node.find("description"))],
    }


def _person(person: Element) -> str:
    """Return a name as ``Family, Given``."""
    given = words(person.find("givenName")) or words(person.find("givenname"))
    return ", ".join(part for part in (words(person.find("surname")), given) if part)


ZOTERO_RDF = ReferenceFormat(name="zotero-rdf", title="Zotero RDF", recognise=_recognise, open=_open)
