"""Find the records that are the same study: by DOI, then PMID, then title, year and first author."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.bibliography import Bibliography
from workbench.intake.documents.citation_keys import family_name
from workbench.intake.documents.identifiers import clean_doi
from workbench.intake.references.possible_duplicates import is_other_work
from workbench.intake.references.records import Reference

Reason = Literal["doi", "pmid", "title"]


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that are one study, two or more in number."""

    reason: Reason
    """The strongest of the reasons that hold the group together."""
    value: str
    """What they share: the DOI, the PMID, or the title of the first."""
    references: tuple[int, ...]
    """Their places in the references that were asked about, from 0."""
    known: tuple[int, ...]
    """Their places among what was known already, from 0."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records of one study differ; the first one's value was kept."""

    field: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What merging did."""

    filled: tuple[str, ...]
    """Fields that were empty and were taken from the other record."""
    differing: tuple[Difference, ...]


_STRENGTH: dict[Reason, int] = {"doi": 0, "pmid": 1, "title": 2}
_SHORTEST_TITLE = 12
"""Letters of a title below which it tells nothing ("Editorial", "Reply")."""
_LISTS = ("keywords", "publication_types")
"""The lists of a record beside its bibliography."""
_CANDIDATES = 50
"""Records of one title that are compared, so that a thousand editorials take no thousand squared."""


def find_duplicates(
    references: Sequence[Bibliography], known: Sequence[Bibliography] = ()
) -> tuple[DuplicateGroup, ...]:
    """Find the groups of records that are one study, in the order of their first reference.

    Two records whose DOIs differ are two studies unless their PMID is the same; title, year and first
    author count only between records that no DOI and no PMID tells apart. A shared DOI or PMID makes no one
    study of records whose titles and first authors both differ: see `find_shared_identifiers`. Groups within
    ``known`` alone are left out.
    """
    records = [*references, *known]
    parents = list(range(len(records)))
    reasons: dict[int, tuple[Reason, str]] = {}
    members = {number: [number] for number in range(len(records))}

    def may_join(place: int, number: int, reason: Reason) -> bool:
        if reason == "title":
            return _agree(records[place], records[number])
        # A shared identifier joins no different works, not even by way of a record that fits both.
        both = (members[_root(parents, place)][:_CANDIDATES], members[_root(parents, number)][:_CANDIDATES])
        return not any(
            is_other_work(records[first], records[second]) for first in both[0] for second in both[1]
        )

    for reason in _STRENGTH:
        first: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for key in _keys(record, reason):
                candidates = first.get(key, [])[:_CANDIDATES]
                partner = next((place for place in candidates if may_join(place, number, reason)), None)
                if partner is None:
                    first.setdefault(key, []).append(number)
                elif _root(parents, partner) != _root(parents, number):
                    joined = members[_root(parents, partner)] + members[_root(parents, number)]
                    members[min(_root(parents, partner), _root(parents, number))] = joined
                    _unite(parents, reasons, number, partner, (reason, _shown(record, key, reason)))
    return tuple(_groups(parents, reasons, len(references)))


def find_shared_identifiers(
    references: Sequence[Bibliography], known: Sequence[Bibliography] = ()
) -> tuple[DuplicateGroup, ...]:
    """Find the DOIs and PMIDs that stand on different works, as a supplement's DOI does on its posters.

    A group names the works, not the records that are one with another of the group.
    """
    records = [*references, *known]
    groups = []
    reasons: tuple[Reason, ...] = ("doi", "pmid")
    for reason in reasons:
        places: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for key in _keys(record, reason):
                works = places.setdefault(key, [])
                if all(is_other_work(records[place], record) for place in works[:_CANDIDATES]):
                    works.append(number)
        for value, works in places.items():
            mine = tuple(place for place in works if place < len(references))
            theirs = tuple(place - len(references) for place in works if place >= len(references))
            if len(works) > 1 and mine:
                groups.append(DuplicateGroup(reason, value, mine, theirs))
    return tuple(groups)


def merge(first: Reference, second: Reference) -> tuple[Reference, MergeReport]:
    """Fill the empty fields of the first record from the second, and report what differs.

    >>> mud, mud_again = Bibliography(title="Mud"), Bibliography(title="Mud.", year=2020)
    >>> merge(Reference(mud), Reference(mud_again))[1]
    MergeReport(filled=('year',), differing=())
    """
    filled = first.bibliography.fields_to_fill(second.bibliography)
    filled_lists = {name: getattr(second, name) for name in _LISTS if not getattr(first, name)}
    filled_lists = {name: values for name, values in filled_lists.items() if values}
    merged = replace(first, bibliography=replace(first.bibliography, **filled), **filled_lists)
    report = MergeReport((*filled, *filled_lists), tuple(_differences(first, second)))
    return merged, report


def _differences(first: Reference, second: Reference) -> Iterator[Difference]:
    """Give the fields that both records have and that differ in more than case, accents and signs."""
    other = second.values()
    for name, values in first.values().items():
        kept, others = "; ".join(values), "; ".join(other[name])
        if kept and others and _folded(kept) != _folded(others):
            yield Difference(name, kept, others)


def _keys(record: Bibliography, reason: Reason) -> Iterator[str]:
    """Yield what a record is looked up by."""
    if reason == "doi" and record.doi:
        yield _doi(record)
    elif reason == "pmid" and record.pmid:
        yield record.pmid.strip().lstrip("0")
    elif reason == "title":
        title = _folded(record.title)
        if len(title) >= _SHORTEST_TITLE and record.authors:
            yield f"{title}|{record.year}|{_family(record.authors[0])}"


def _doi(record: Bibliography) -> str:
    """Return a DOI as it is compared: without resolver and case."""
    return (clean_doi(record.doi) or record.doi.strip()).casefold()


def _family(name: str) -> str:
    """Return the folded family name, also of names that are not in Latin letters."""
    return family_name(name) or _folded(name)


def _agree(first: Bibliography, second: Bibliography) -> bool:
    """Return True if neither DOI nor PMID tells two records apart."""
    return not (first.doi and second.doi and _doi(first) != _doi(second)) and not (
        first.pmid and second.pmid and first.pmid.strip() != second.pmid.strip()
    )


def _folded(text: str) -> str:
    """Return letters and digits alone, without case, accents, signs and spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def _shown(record: Bibliography, key: str, reason: Reason) -> str:
    """Return what a group shares, as people read it."""
    return record.title if reason == "title" else key


def _root(parents: list[int], number: int) -> int:
    """Return the representative of a record's group."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _unite(
    parents: list[int],
    reasons: dict[int, tuple[Reason, str]],
    number: int,
    partner: int,
    why: tuple[Reason, str],
) -> None:
    """Join two groups; the stronger reason stays."""
    low, high = sorted((_root(parents, number), _root(parents, partner)))
    given = [reason for reason in (reasons.pop(low, None), reasons.pop(high, None), why) if reason]
    parents[high] = low
    reasons[low] = min(given, key=lambda reason: _STRENGTH[reason[0]])


def _groups(
    parents: list[int], reasons: dict[int, tuple[Reason, str]], count: int
) -> Iterator[DuplicateGroup]:
    """Yield the groups with at least one of the references asked about."""
    members: dict[int, list[int]] = {}
    for number in range(len(parents)):
        root = _root(parents, number)
        if root in reasons:
            members.setdefault(root, []).append(number)
    for root, numbers in members.items():
        mine = tuple(number for number in numbers if number < count)
        if mine:
            reason, value = reasons[root]
            yield DuplicateGroup(
                reason, value, mine, tuple(number - count for number in numbers if number >= count)
            )
