"""Find the pairs of records that may be one study, by what they share, the surest first.

Records are sorted into blocks by each thing that two of them can share, and only those of one block are
compared, so that ten thousand take a second or two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final

from store.bibliography import SHORT_FIELDS, Bibliography
from workbench.intake.documents.identifiers import clean_doi
from workbench.intake.references.overlap import family_names, shared_of_overlap
from workbench.intake.references.possible_duplicates import (
    OTHER_KIND,
    is_other_work,
    plain_title,
    share_name,
)


class Sureness(StrEnum):
    """How sure it is that two records are of one study, the surest first."""

    VERY_LIKELY = "very likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    OVERLAP = "possible overlap"
    """Their titles differ, and authors, hospital or period say that they may count the same people."""
    DIFFERENT_WORKS = "different works"
    """They share an identifier, a document or an abstract, but neither titles nor first authors agree."""


DOCUMENT: Final = "document"
ABSTRACT: Final = "abstract"
REGISTRATION: Final = "registration"
RECORD: Final = "title, year and first author"
TITLE: Final = "title"
NEAR_TITLE: Final = "nearly the same title"
"""What two records can share, besides the fields of `IDENTIFIERS`."""
IDENTIFIERS: Final = ("doi", "pmid", "pmcid")
"""The fields that stand for one publication."""

_SURE = (Sureness.VERY_LIKELY, Sureness.LIKELY, Sureness.POSSIBLE)
_ALL_PAIRS = 20
"""Records that share one thing and are compared each with each; of more, only neighbours by title."""
_COMMON = 50
"""A word or a beginning of more titles than this tells nothing."""
_RAREST = 4
"""Words of a title by which others are looked for."""
_BEGINNING = 25
"""Letters by which titles are looked for that may lack a subtitle."""
_LONG_BEGINNING = 40
"""Letters that a title must have to be the same as a longer one that begins with it."""
_LONG_ABSTRACT = 150
"""Letters from which on an abstract is one that no two studies have; "No abstract available" is shorter."""
_TELLING = 5
"""Words of a title that says something without year and author."""
_ALIKE, _HALF, _SPELLED_ALIKE = 0.8, 0.5, 0.93
"""Share of the words of both titles that both have, from which on they are nearly the same; with half of the
words in common, the same of the letters in their order, for misprints.
"""
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"})
_NO_LETTERS = re.compile(r"[\W_]+")
_REGISTRATION = re.compile(r"[A-Z]{0,12}[-/ ]?\d[\d\-/]{5,}", re.IGNORECASE)


@dataclass(frozen=True)
class ComparedRecord:
    """A study as far as it is compared with others.

    Attributes:
        key: what the pairs name it by.
        documents: the sha256 of each of its documents.
    """

    key: str
    bibliography: Bibliography
    documents: frozenset[str] = frozenset()

    @cached_property
    def title(self) -> str:
        """The words of the title, without case, accents, signs, and what stands in brackets beside it."""
        return plain_title(self.bibliography.title)

    @cached_property
    def letters(self) -> str:
        """The title without spaces."""
        return self.title.replace(" ", "")

    @cached_property
    def abstract(self) -> str:
        """The letters and digits of the abstract; empty where it is too short to tell studies apart."""
        letters = _NO_LETTERS.sub("", self.bibliography.abstract.casefold())
        return letters if len(letters) >= _LONG_ABSTRACT else ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the title."""
        return frozenset(self.title.split())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The words of the title that tell parts, phases and doses apart."""
        return frozenset(word for word in self.words if word in _ROMAN or any(map(str.isdigit, word)))

    @cached_property
    def is_other_kind(self) -> bool:
        """True for a correction, a letter or a reply, which has the title of a paper and is not the paper."""
        return OTHER_KIND.search(self.bibliography.title) is not None

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """The identifiers that are known, as they are compared, by field."""
        values = ((name, _identifier(name, getattr(self.bibliography, name))) for name in IDENTIFIERS)
        return {name: value for name, value in values if value}

    @cached_property
    def authors(self) -> frozenset[str]:
        """The family names of the authors."""
        return family_names(self.bibliography.authors)

    @cached_property
    def registrations(self) -> frozenset[str]:
        """The registration numbers, of which a record may name several."""
        return registration_numbers(self.bibliography.registration)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field in which two records differ; one of the values may be empty."""

    field: str
    first: str | int | None
    second: str | int | None

    @property
    def is_of_one(self) -> bool:
        """True if only one of the two prints it."""
        return not self.first or not self.second


@dataclass(frozen=True, slots=True)
class LikePair:
    """Two records that may be one study.

    Attributes:
        first, second: their keys.
        shared: what they share: fields, `document`, `abstract`, or how far their titles agree.
        differing: the fields in which they differ.
    """

    first: str
    second: str
    sureness: Sureness
    shared: tuple[str, ...]
    differing: tuple[FieldDifference, ...]


def like_pairs(records: Iterable[ComparedRecord]) -> list[LikePair]:
    """Return the pairs of records that share something, the surest first.

    Of more than twenty records that share one thing, such as the posters under the DOI of a supplement,
    only those whose titles stand side by side in the order of the alphabet are compared.

    Args:
        records: with keys that are unique.
    """
    known = sorted(records, key=lambda record: record.key)
    candidates = {pair for block in _blocks(known) for pair in _pairs_in(block, known)}
    pairs = (compare_records(known[first], known[second]) for first, second in candidates)
    rank = {sureness: place for place, sureness in enumerate(Sureness)}
    return sorted(
        (pair for pair in pairs if pair is not None),
        key=lambda pair: (rank[pair.sureness], -len(pair.shared), pair.first, pair.second),
    )


def compare_records(first: ComparedRecord, second: ComparedRecord) -> LikePair | None:
    """Return what two records share and where they differ; None where they share nothing that counts."""
    shared = [name for name, value in first.identifiers.items() if second.identifiers.get(name) == value]
    if first.documents & second.documents:
        shared.append(DOCUMENT)
    is_one_text = bool(shared)
    if first.abstract and first.abstract == second.abstract:
        shared.append(ABSTRACT)
    if first.registrations & second.registrations:
        shared.append(REGISTRATION)
    titles_agree = _titles_agree(first, second)
    if not shared and not titles_agree:
        return _overlap(first, second)
    authors_agree = _authors_agree(first.bibliography, second.bibliography)
    if titles_agree and authors_agree and (title := _title_shared(first, second)):
        shared.append(title)
    if not shared:
        return _overlap(first, second)
    if is_other_work(first.bibliography, second.bibliography):
        sureness = Sureness.DIFFERENT_WORKS
    else:
        is_likely = RECORD in shared or ABSTRACT in shared or (REGISTRATION in shared and titles_agree)
        start = 0 if is_one_text else 1 if is_likely else 2
        against = _contradicts(first, second) + (not titles_agree) + (not authors_agree)
        sureness = _SURE[min(start + against, 2)]
    differing = field_differences(first.bibliography, second.bibliography)
    return LikePair(first.key, second.key, sureness, tuple(shared), differing)


def _overlap(first: ComparedRecord, second: ComparedRecord) -> LikePair | None:
    """Return what two records of other titles share that may have people in common; else None."""
    if first.is_other_kind or second.is_other_kind:
        return None
    texts = first.bibliography.abstract, second.bibliography.abstract
    shared = shared_of_overlap((first.authors, second.authors), texts)
    if not shared:
        return None
    differing = field_differences(first.bibliography, second.bibliography)
    return LikePair(first.key, second.key, Sureness.OVERLAP, shared, differing)


def field_differences(first: Bibliography, second: Bibliography) -> tuple[FieldDifference, ...]:
    """Return the short fields in which two records differ; case, resolvers and punctuation aside.

    >>> one, two = Bibliography(title="Mud.", year=2020), Bibliography(title="MUD", doi="10.5555/m")
    >>> [difference.field for difference in field_differences(one, two)]
    ['year', 'doi']
    """
    cells, others = first.cells(), second.cells()
    return tuple(
        FieldDifference(name, cells[name], others[name])
        for name in SHORT_FIELDS
        if _compared(name, cells[name]) != _compared(name, others[name])
    )


def registration_numbers(value: str) -> frozenset[str]:
    """Return the registration numbers in a text that may name several.

    >>> sorted(registration_numbers("NCT01234567; EudraCT 2011-000123-11"))
    ['2011-000123-11', 'NCT01234567']
    """
    numbers = (match.group().upper().replace(" ", "") for match in _REGISTRATION.finditer(value))
    return frozenset(re.sub(r"^EUDRACT[-/]?", "", number) for number in numbers)


def _blocks(records: Sequence[ComparedRecord]) -> Iterator[Sequence[int]]:
    """Yield the places of records that share something by which pairs are looked for."""
    same: dict[Hashable, list[int]] = defaultdict(list)
    near: dict[Hashable, list[int]] = defaultdict(list)
    usage = Counter(word for record in records for word in record.words)
    for place, record in enumerate(records):
        for thing in (*record.identifiers.items(), *record.registrations, *record.documents):
            same[thing].append(place)
        if record.abstract:
            same["abstract", record.abstract].append(place)
        if record.letters:
            same["title", record.letters].append(place)
            near["begins", record.letters[:_BEGINNING]].append(place)
        for name in record.authors:
            near["author", name].append(place)
        for word in sorted(record.words, key=lambda word: (usage[word], word))[:_RAREST]:
            near["word", word].append(place)
    yield from (block for block in same.values() if len(block) > 1)
    yield from (block for block in near.values() if 1 < len(block) <= _COMMON)


def _pairs_in(block: Sequence[int], records: Sequence[ComparedRecord]) -> Iterable[tuple[int, int]]:
    if len(block) <= _ALL_PAIRS:
        return combinations(block, 2)

    def by_title(place: int) -> tuple[str, int, int]:
        return records[place].letters, records[place].bibliography.year or 0, place

    ordered = sorted(block, key=by_title)
    return ((min(pair), max(pair)) for pair in pairwise(ordered))


def _titles_agree(first: ComparedRecord, second: ComparedRecord) -> bool:
    """Return True unless both titles are known and plainly differ."""
    if not first.letters or not second.letters:
        return True
    if first.is_other_kind != second.is_other_kind:
        return False
    shorter, longer = sorted((first, second), key=lambda record: len(record.letters))
    if len(shorter.letters) >= _LONG_BEGINNING and longer.letters.startswith(shorter.letters):
        return shorter.numbers <= longer.numbers
    if first.letters == second.letters or first.numbers != second.numbers:
        return first.letters == second.letters
    share = len(first.words & second.words) / len(first.words | second.words)
    return share >= _ALIKE or (share >= _HALF and _are_spelled_alike(first.letters, second.letters))


def _are_spelled_alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _SPELLED_ALIKE and matcher.ratio() >= _SPELLED_ALIKE


def _authors_agree(first: Bibliography, second: Bibliography) -> bool:
    """Return True unless both first authors are known and share no name."""
    return not first.authors or not second.authors or share_name(first.first_author, second.first_author)


def _title_shared(first: ComparedRecord, second: ComparedRecord) -> str | None:
    """Return how titles that agree do, together with year and first author; None where that is not enough.

    Of records that lack a year or a first author the titles must have five words: "Reply to the editor" of
    an unknown year says nothing.
    """
    if not first.letters or not second.letters:
        return None
    is_same = first.letters == second.letters
    years = first.bibliography.year, second.bibliography.year
    has_all = all((*years, first.bibliography.authors, second.bibliography.authors))
    if is_same and has_all and years[0] == years[1]:
        return RECORD
    if not has_all and min(len(first.title.split()), len(second.title.split())) < _TELLING:
        return None
    if is_same:
        return TITLE
    return NEAR_TITLE if not all(years) or abs((years[0] or 0) - (years[1] or 0)) <= 1 else None


def _contradicts(first: ComparedRecord, second: ComparedRecord) -> bool:
    """Return True if both have an identifier of one kind, and not the same."""
    pairs = ((value, second.identifiers.get(name)) for name, value in first.identifiers.items())
    return any(other is not None and other != value for value, other in pairs)


def _identifier(field: str, value: str) -> str:
    """Return an identifier as it is compared, empty where there is none."""
    if field == "doi":
        return (clean_doi(value) or value.strip()).casefold()
    return value.strip().upper().removeprefix("PMC").lstrip("0")


def _compared(field: str, value: str | int | None) -> object:
    """Return the value of a field as it is compared with that of another record."""
    if isinstance(value, int) or not value:
        return value or ""
    if field in IDENTIFIERS:
        return _identifier(field, value)
    return plain_title(value).replace(" ", "")
