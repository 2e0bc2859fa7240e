"""Which records are the same study: by DOI, then PMID, then title, year and first author. None is merged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, Protocol

from workbench.intake.documents.identifiers import clean_doi
from workbench.intake.documents.keys import family_name
from workbench.intake.references.records import Reference

Reason = Literal["doi", "pmid", "title"]


class Identity(Protocol):
    """What a study is known by. A record of a review has it, as a reference has."""

    @property
    def title(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def year(self) -> int | None: ...
    @property
    def doi(self) -> str: ...
    @property
    def pmid(self) -> str: ...


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
_CANDIDATES = 50
"""Records of one title that are compared, so that a thousand editorials take no thousand squared."""
_MERGED = ("title", "authors", "year", "journal", "doi", "pmid", "pmcid", "abstract", "keywords")
_ALSO_MERGED = ("publication_types", "registration")


def find_duplicates(
    references: Sequence[Identity], known: Sequence[Identity] = ()
) -> tuple[DuplicateGroup, ...]:
    """Groups of records that are one study, in the order of their first reference.

    Two records whose DOIs differ are two studies unless their PMID is the same; title, year and first
    author count only between records that no DOI and no PMID tells apart. Groups within ``known`` alone
    are left out.
    """
    records = [*references, *known]
    parents = list(range(len(records)))
    reasons: dict[int, tuple[Reason, str]] = {}
    for reason in _STRENGTH:
        first: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for key in _keys(record, reason):
                partner = next(
                    (
                        one
                        for one in first.get(key, [])[:_CANDIDATES]
                        if reason != "title" or _agree(records[one], record)
                    ),
                    None,
                )
                if partner is None:
                    first.setdefault(key, []).append(number)
                elif _root(parents, partner) != _root(parents, number):
                    _unite(parents, reasons, partner, number, (reason, _shown(record, key, reason)))
    return tuple(_groups(parents, reasons, len(references)))


def merge(one: Reference, other: Reference) -> tuple[Reference, MergeReport]:
    """The first record with its empty fields filled from the second, and a report of what differs.

    >>> merge(Reference(title="Mud"), Reference(title="Mud.", year=2020))[1]
    MergeReport(filled=('year',), differing=())
    """
    filled: dict[str, object] = {}
    differing = []
    for name in (*_MERGED, *_ALSO_MERGED):
        mine, theirs = getattr(one, name), getattr(other, name)
        if theirs and not mine:
            filled[name] = theirs
        elif theirs and _folded(_words(mine)) != _folded(_words(theirs)):
            differing.append(Difference(name, _words(mine), _words(theirs)))
    kept = {field.name: getattr(one, field.name) for field in fields(one)}
    return replace(Reference(**kept), **filled), MergeReport(tuple(filled), tuple(differing))  # type: ignore[arg-type]


def _keys(record: Identity, reason: Reason) -> Iterator[str]:
    """What a record is looked up by."""
    if reason == "doi" and record.doi:
        yield _doi(record)
    elif reason == "pmid" and record.pmid:
        yield record.pmid.strip().lstrip("0")
    elif reason == "title":
        title = _folded(record.title)
        if len(title) >= _SHORTEST_TITLE and record.authors:
            yield f"{title}|{record.year}|{_family(record.authors[0])}"


def _doi(record: Identity) -> str:
    """A DOI as it is compared: without resolver and case."""
    return (clean_doi(record.doi) or record.doi.strip()).casefold()


def _family(name: str) -> str:
    """The folded family name, also of names that are not in Latin letters."""
    return family_name(name) or _folded(name)


def _agree(one: Identity, other: Identity) -> bool:
    """Whether neither DOI nor PMID tells two records apart."""
    return not (one.doi and other.doi and _doi(one) != _doi(other)) and not (
        one.pmid and other.pmid and one.pmid.strip() != other.pmid.strip()
    )


def _folded(text: str) -> str:
    """Letters and digits alone, without case, accents, and what signs and spaces stand between."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def _words(value: object) -> str:
    """A field's value as text."""
    return "; ".join(value) if isinstance(value, tuple) else str(value if value is not None else "")


def _shown(record: Identity, key: str, reason: Reason) -> str:
    """What a group shares, as people read it."""
    return record.title if reason == "title" else key


def _root(parents: list[int], number: int) -> int:
    """The representative of a record's group."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _unite(
    parents: list[int],
    reasons: dict[int, tuple[Reason, str]],
    one: int,
    other: int,
    why: tuple[Reason, str],
) -> None:
    """Joins two groups; the stronger reason stays."""
    low, high = sorted((_root(parents, one), _root(parents, other)))
    given = [reason for reason in (reasons.pop(low, None), reasons.pop(high, None), why) if reason]
    parents[high] = low
    reasons[low] = min(given, key=lambda reason: _STRENGTH[reason[0]])


def _groups(
    parents: list[int], reasons: dict[int, tuple[Reason, str]], count: int
) -> Iterator[DuplicateGroup]:
    """Groups with at least one of the references asked about."""
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
