"""Make a reference from the raw values of a record: every form ends here, so that all give the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.bibliography import FIELDS, Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.journal_places import printed_place, read_pages
from workbench.intake.documents.prose import one_line, without_tags
from workbench.intake.references.names import split_names
from workbench.intake.references.records import Reference

Raw = Mapping[str, Sequence[str]]
"""Values by field: those of :class:`Bibliography` and :class:`Reference`, ``notes`` and ``accession``, in
which ids may hide, and ``first_page``, ``last_page``, ``article_number`` and ``citation``, which hold pages.
"""

_LONGEST = 200_000
"""Characters of a value that are kept; an abstract has a hundredth of that."""
_MOST = 5_000
"""Names or keywords that are kept; the largest collaborations have 3,000 authors."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ANSI = re.compile("\x1b\\[[0-9;?]{0,20}[A-Za-z]")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)", re.ASCII)
_PMID = re.compile(
    r"(?:PMID:?\s{0,3}|PUBMED:?\s{1,3}|https?://\S{0,40}(?:pubmed|ncbi)\S{0,30}/)?([1-9]\d{0,7})(?:\s?\[pmid\]|\.0|/)?",
    re.IGNORECASE | re.ASCII,
)
_SOURCE_TAIL = re.compile(r"\.\s(?:Conference:|\d{1,4}\s?\(|\d{1,4}\s?:|\(no pagination\)).*$")
"""What Ovid prints behind a journal: the conference, volume and pages."""
_PMID_LABELLED = re.compile(
    r"\bPMID\s{0,2}:?\s{0,3}(\d{1,8})(?!\d)|(?<!\d)(\d{1,8})\s?\[pmid\]", re.IGNORECASE | re.ASCII
)
_PMCID = re.compile(r"(?:PMC\s?ID:?\s{0,3})?PMC\s?(\d{1,9})(?:\.\d)?", re.IGNORECASE | re.ASCII)
_PMCID_LABELLED = re.compile(r"\bPMCID: ?PMC\d{1,9}\b", re.IGNORECASE | re.ASCII)
_REGISTRATION_LABELLED = re.compile(r"\bregistration(?: number)?: ?(\S[^;]{0,60})", re.IGNORECASE)
_SHORTEST_ID = 7
"""Digits of a record's id that can be a PMID; programs number their own records from 1."""
_NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "n.a.", "<na>", "[not available]"})
"""What programs write into a field that has no value."""
_NO_GIVEN = re.compile(r",\s?(?:null|none|nan|n/a)$", re.IGNORECASE)
_NUMBER = re.compile(r"\(\d{5,20}\)$", re.ASCII)
_PARTS = re.compile(r"\s*[;|]\s*")


def make_reference(raw: Raw, position: int = 0, line: int = 0) -> Reference:
    """Make a reference from raw values; of each field the first value that says something counts.

    >>> reference = make_reference({"title": ["<i>Mud</i>\\n again"], "authors": ["Byron, A.; Li, W"]})
    >>> reference.bibliography.title, reference.bibliography.authors
    ('Mud again', ('Byron, A.', 'Li, W'))
    """
    notes = [clean(value) for value in raw.get("notes", ())]
    labelled_pmcids = (match[0] for note in notes for match in _PMCID_LABELLED.finditer(note))
    values: dict[str, Any] = {name: _first(raw, name) for name in FIELDS} | {
        "authors": _names(raw.get("authors", ())),
        "journal": _SOURCE_TAIL.sub("", _first(raw, "journal")),
        **_place(raw),
        "year": _year(raw.get("year", ())),
        "doi": _doi(raw.get("doi", ())),
        "pmid": _pmid(raw, notes),
        "pmcid": _pmcid((*raw.get("pmcid", ()), *labelled_pmcids)),
        "registration": _registration(raw, notes),
    }
    return Reference(
        Bibliography(**values),
        keywords=_list(raw.get("keywords", ())),
        # Some RIS exports write the DOI where others write the kind of work.
        publication_types=(
            *(kind for kind in _list(raw.get("publication_types", ())) if not identifiers.clean_doi(kind)),
            *(
                ["Retracted Publication"]
                if any(raw.get("retracted_in", ())) and not _says_retracted(raw)
                else []
            ),
        ),
        position=position,
        line=line,
    )


def _says_retracted(raw: Raw) -> bool:
    """Return True if the kinds of publication say already that it was retracted."""
    return any("retracted" in kind.casefold() for kind in raw.get("publication_types", ()))


def clean(value: str) -> str:
    """One line of storable text: tags and entities resolved once, control characters and ANSI codes gone.

    >>> clean("<b>A</b>\\x1b[31m &lt; b\\x07")
    'A < b'
    """
    shown = without_tags(value[:_LONGEST]) if "&" in value or "<" in value else value[:_LONGEST]
    return one_line(_CONTROLS.sub("", _ANSI.sub("", shown)))


def escaped(value: str) -> str:
    """A value so that :func:`clean` gives it back, even where it looks like a tag or an entity.

    >>> escaped("a < b"), escaped("&lt; <b>")
    ('a < b', '&amp;lt; &lt;b>')
    """
    if without_tags(value) == value:
        return value
    return value.replace("&", "&amp;").replace("<", "&lt;")


def says_something(reference: Reference) -> bool:
    """Return True if there is anything to know a study by."""
    bibliography = reference.bibliography
    return bool(bibliography.title or bibliography.doi or bibliography.pmid or bibliography.abstract)


def is_nothing(value: str) -> bool:
    """Return True for a blank value, and for what programs write into a field that has none."""
    return value.strip().casefold() in _NOTHING


def _first(raw: Raw, name: str) -> str:
    """Return the first value that says something."""
    shown = (clean(value) for value in raw.get(name, ()))
    return next((value for value in shown if not is_nothing(value)), "")


def _place(raw: Raw) -> dict[str, str]:
    """Return volume, issue and pages from their fields; else as the record's own citation has them."""
    pages = [value for name in ("pages", "first_page", "article_number") for value in raw.get(name, ())]
    shown = (clean(value) for value in pages)
    own = {
        "volume": _first(raw, "volume"),
        "issue": _first(raw, "issue"),
        "pages": read_pages(
            (value for value in shown if not is_nothing(value) and not _PMCID.fullmatch(value)),
            _first(raw, "last_page"),
        ),
    }
    if any(own.values()):
        return own
    printed = printed_place(_first(raw, "citation"))
    return {name: printed.get(name, "") for name in own} | {"pages": read_pages([printed.get("pages", "")])}


def _parts(values: Iterable[str]) -> Iterable[str]:
    """Values cut at semicolons and bars, which no name and no keyword holds."""
    for value in values:
        yield from (part.strip() for part in _PARTS.split(clean(value)))


def _list(values: Iterable[str]) -> tuple[str, ...]:
    """Each part once, in the order of the file."""
    return tuple(dict.fromkeys(part for part in _parts(values) if part))[:_MOST]


def _names(values: Iterable[str]) -> tuple[str, ...]:
    """Return names as printed, without the comma that some exports leave at the end."""
    parts = (_without_number(_NO_GIVEN.sub("", part.strip(" ,"))) for part in _parts(values))
    names = (name for part in parts for name in split_names(part))
    return tuple(name for name in names if any(character.isalnum() for character in name))[:_MOST]


def _without_number(name: str) -> str:
    """A name without the author number that Scopus puts behind it."""
    while name.endswith(")") and (number := _NUMBER.search(name[-25:])):
        name = name[: -len(number[0])].strip(" ,")
    return name


def _year(values: Iterable[str]) -> int | None:
    """The first year from 1500 on."""
    found = next((match for match in (_YEAR.search(value[:100]) for value in values) if match), None)
    return int(found[0]) if found else None


def _doi(values: Iterable[str]) -> str:
    """Return the first value that is a DOI of a whole work, without its resolver."""
    for value in values:
        doi = identifiers.clean_doi(clean(value).removesuffix("[doi]"))
        # Trimming may leave a prefix without a name ("10.1234/."), which is no DOI.
        if doi and identifiers.clean_doi(doi) == doi and not identifiers.is_part_doi(doi):
            return doi
    return ""


def _pmid(raw: Raw, notes: list[str]) -> str:
    """A PubMed id from its field, else PubMed's accession number, else a labelled one in the notes."""
    for value in raw.get("pmid", ()):
        found = _PMID.fullmatch(clean(value))
        if found:
            return found[1]
    source = " ".join(clean(value) for value in raw.get("database", ())).casefold()
    if "embase" in source:  # elsewhere this custom field holds whatever its owner likes
        for value in raw.get("embase_pmid", ()):
            found = _PMID.fullmatch(clean(value))
            if found:
                return found[1]
    if "pubmed" in source or "medline" in source or "nlm" in source.split():
        record_ids = (value for value in raw.get("record_id", ()) if len(value.strip()) >= _SHORTEST_ID)
        for value in (*raw.get("accession", ()), *record_ids):
            found = _PMID.fullmatch(clean(value))
            if found:
                return found[1]
    for note in (*(clean(value) for value in raw.get("accession", ())), *notes):
        labelled = _PMID_LABELLED.search(note)
        if labelled:
            return labelled[1] or labelled[2]
    return ""


def _pmcid(values: Iterable[str]) -> str:
    """The first PubMed Central id, with its letters."""
    found = next((match for match in (_PMCID.fullmatch(clean(value)) for value in values) if match), None)
    return f"PMC{found[1]}" if found else ""


def _registration(raw: Raw, notes: list[str]) -> str:
    """A registration number out of its own field, or out of a note that calls it one."""
    labelled = (match[1] for match in (_REGISTRATION_LABELLED.search(note) for note in notes) if match)
    for value in (*(clean(entry) for entry in raw.get("registration", ())), *labelled):
        number = identifiers.registration_number(value)
        if number:
            return number
    return ""
