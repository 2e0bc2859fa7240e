"""Find words in the texts of all studies of a review, a part of the documents at a time.

What is searched is the text as it is read: a word that a line's end, a tag or a soft hyphen cuts in the
stored text is found. That text takes long to make: it is not made where the stored one cannot have the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from store import documents as stored
from store.document_search import DocumentPlace, list_document_places, texts_with
from workbench.errors import UsageError
from workbench.intake import as_typed, clean_text, page_of, page_starts
from workbench.review.documents.versions import present
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

AT_FIRST, AT_ONCE = 2, 400
"""Documents of the first part, whose places are to be seen at once, and of the later ones at most."""
MOST = 20
"""Places that are given of one document; of the others it is said how many there are."""
BEFORE, AFTER = 30, 120
"""Characters of the line of a place before and behind the words."""
_HALVED_FROM = 6
"""Letters from which on a word is looked for by its halves: where it is cut somewhere, one half is whole."""
_CUT = r"(?:\u00ad\s*|-?\s*\n\s*|<[^<>\n]{0,60}>|[*\u200b-\u200f\u2060\ufeff])*"
"""What may stand inside a word of a stored text and is not read."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Hold where some words stand, and the line with them.

    Attributes:
        start, end: characters of the stored document.
        page: of the source, from 1; None where it has no pages.
        before, words, after: of the line, without line breaks.
    """

    start: int
    end: int
    page: int | None
    before: str
    words: str
    after: str

    @property
    def line(self) -> str:
        """The line as one text."""
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True, slots=True)
class DocumentPlaces:
    """Hold the places of some words in a document.

    Attributes:
        study: key of the study.
        checklist: what the study is judged with; None for nothing yet.
        document: id of the document.
        places: at most `MOST`, in the order of the text.
        more: how many there are besides.
    """

    study: str
    checklist: str | None
    document: UUID
    source_name: str
    kind: str
    places: tuple[TextPlace, ...]
    more: int


@use_case
def searched_documents(session: ReviewSession, first: str = "") -> list[DocumentPlace]:
    """List the documents that are read, by the key of their study.

    Args:
        session: the open review.
        first: key of a study whose documents come before all others.
    """
    places = list_document_places(session.db)
    if stored.has_versions(session.db):
        every = stored.list_all_documents(session.db)
        read = {document.id for those in every.values() for document in present(those)}
        places = [place for place in places if place.id in read]
    return sorted(places, key=lambda place: place.study != first) if first else places


def in_parts(places: Sequence[DocumentPlace]) -> Iterator[Sequence[DocumentPlace]]:
    """Divide documents into those that are searched at once."""
    size, begin = AT_FIRST, 0
    while begin < len(places):
        yield places[begin : begin + size]
        begin, size = begin + size, min(3 * size, AT_ONCE)


@use_case
def find_in(session: ReviewSession, places: Sequence[DocumentPlace], words: str) -> list[DocumentPlaces]:
    """Find words in some documents, whatever their case, spaces and typography.

    Raises:
        UsageError: there are no words.
    """
    if not words.strip():
        raise UsageError("there is nothing to find: give some words")
    found = {row[0]: row[1:] for row in texts_with(session.db, [place.id for place in places], _parts(words))}
    may_have, pattern = _in_stored(words), words_pattern(words)
    listed = []
    for place in places:
        name, kind, source = found.get(place.id, ("", "", ""))
        if source and may_have.search(as_typed(source)):
            here, more = _places(source, pattern)
            if here:
                listed.append(DocumentPlaces(place.study, place.checklist, place.id, name, kind, here, more))
    return listed


@use_case
def find_in_all(
    session: ReviewSession, words: str, study: str = "", most: int | None = None
) -> tuple[list[DocumentPlaces], bool]:
    """Find words in the texts of all studies, or of one of them.

    Args:
        session: the open review.
        words: what is looked for.
        study: the one study, as `find` takes it; empty for all.
        most: places after which the search ends; None: it goes through all documents.

    Returns:
        The documents with the words, and True if all that were to be searched are.

    Raises:
        UsageError: there are no words.
    """
    key = find(session, study).key if study else ""
    places = [place for place in searched_documents(session) if key in ("", place.study)]
    listed: list[DocumentPlaces] = []
    parts = list(in_parts(places))
    for number, part in enumerate(parts, 1):
        listed += find_in(session, part, words)
        if most is not None and sum(len(each.places) for each in listed) >= most:
            return listed, number == len(parts)
    return listed, True


@lru_cache(maxsize=16)
def words_pattern(words: str) -> re.Pattern[str]:
    """Return what finds words in a text that `as_typed` wrote, whatever their case and the spaces between."""
    return re.compile(r"\s+".join(re.escape(word) for word in as_typed(words).split()), re.IGNORECASE)


@lru_cache(maxsize=16)
def _in_stored(words: str) -> re.Pattern[str]:
    """Return what is found in each stored text whose reading text has the words, and in few others."""
    letters = [
        [re.escape(letter) if letter.isascii() and letter.isalnum() else r"\S{1,12}?" for letter in word]
        for word in as_typed(words).split()
    ]
    return re.compile(rf"(?:\s|{_CUT})+?".join(_CUT.join(word) for word in letters), re.IGNORECASE)


def _parts(words: str) -> list[str]:
    """Return parts of words of which a stored text with the words has at least one."""
    longest = max(re.findall(r"[A-Za-z]+|[0-9]+", as_typed(words)), key=len, default="")
    half = len(longest) // 2
    return [longest[:half], longest[half:]] if len(longest) >= _HALVED_FROM else [longest][: len(longest)]


def _places(source: str, pattern: re.Pattern[str]) -> tuple[tuple[TextPlace, ...], int]:
    """Return the first places in a stored text, and how many there are besides."""
    clean, starts = clean_text(source), page_starts(source)
    matches = list(pattern.finditer(as_typed(clean.text)))
    places: list[TextPlace] = []
    for match in matches[:MOST]:
        start, end = clean.to_source(*match.span())
        page = page_of(starts, start) if starts else None
        places.append(TextPlace(start, end, page, *_line(clean.text, *match.span())))
    return tuple(places), len(matches) - len(places)


def _line(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the words of a place with what stands before and behind it, cut between words."""
    before, after = text[max(start - BEFORE, 0) : start], text[end : end + AFTER]
    if start > BEFORE:
        before = "…" + before.partition(" ")[2]
    if end + AFTER < len(text):
        after = after.rpartition(" ")[0] + "…"
    return _on_one_line(before), " ".join(text[start:end].split()), _on_one_line(after)


def _on_one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
