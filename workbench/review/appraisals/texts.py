"""Read the texts of a study beside the checklist, and find the passages that are worth reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from checklists import Item
from store import documents
from store.records import Document
from workbench.errors import ConflictError
from workbench.intake import (
    CleanText,
    Fold,
    Query,
    best_passages,
    clean_text,
    page_of,
    page_starts,
    rank_passages,
)
from workbench.review.appraisals.resolve import known_item
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.documents.versions import read_instead
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

KIND_WORDS = {
    "abstract": "abstract",
    "full_text": "full text",
    "supplement": "supplement",
    "protocol": "protocol",
    "registry": "registry entry",
    "summary": "summary by others",
}


@dataclass(frozen=True, slots=True)
class ReadingText:
    """One document of a study as it is read: cleaned, with the parts that are not the study folded.

    Offsets of `text` and of the stored document are told apart; quotes are stored with the latter.

    Attributes:
        source: the text as it is stored.
        newest: the version that is read in its place, its own id where it is that one; None where all
            versions are withdrawn.
        withdrawn_because: why it is not read any more; None where nobody withdrew it.
        elsewhere: the study that it belongs to, where that is another one: a merge or a split of studies
            left it there.
        sha256: of the bytes as they were read.
    """

    id: UUID
    kind: str
    source_name: str
    source: str
    newest: UUID | None
    withdrawn_because: str | None
    elsewhere: str = ""
    sha256: str = ""

    @property
    def is_read(self) -> bool:
        """True if it is the version that is read and searched."""
        return self.newest == self.id

    @property
    def clean(self) -> CleanText:
        """The text to read, made when it is needed: versions before are seldom looked at."""
        return cleaned(self.source)

    @property
    def text(self) -> str:
        """The text to read."""
        return self.clean.text

    @property
    def folds(self) -> tuple[Fold, ...]:
        """The parts that are not the study, such as references."""
        return self.clean.folds

    @property
    def heading(self) -> str:
        """The heading above the text on the screen."""
        words = f"{self.source_name} ({KIND_WORDS.get(self.kind, self.kind)})"
        return words if self.is_read else f"{words} · VERSION BEFORE"

    @property
    def second_hand(self) -> tuple[tuple[int, int], ...]:
        """The stretches that others than the study's authors wrote; of a summary, all of it."""
        return ((0, len(self.text)),) if self.kind == "summary" else self.clean.second_hand

    def page_of(self, offset: int) -> int | None:
        """Return the page of a place in the stored document, from 1, or None where there are no pages."""
        return page_of(page_starts(self.source), offset)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a passage of the reading text in the stored document."""
        return self.clean.to_source(start, end)

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a passage of the stored document in the reading text."""
        return self.clean.from_source(start, end)

    def is_second_hand(self, start: int, end: int) -> bool:
        """Return True if others than the study's authors wrote a passage of the reading text."""
        return any(first < end and start < last for first, last in self.second_hand)

    def part_beside(self, start: int, end: int) -> str:
        """Return the title of the part beside the study that holds a passage; empty in the study."""
        return next((fold.title for fold in self.folds if fold.start <= start and end <= fold.end), "")

    @property
    def study_itself(self) -> str:
        """The reading text at the same places, with nothing to be found in what is not the study."""
        text = self.text
        for fold in self.folds:
            text = text[: fold.start] + _NOT_THE_STUDY * (fold.end - fold.start) + text[fold.end :]
        return text

    @property
    def authors_own(self) -> str:
        """The same without what others than the study's authors wrote."""
        text = self.study_itself
        for start, end in self.second_hand:
            text = text[:start] + _NOT_THE_STUDY * (end - start) + text[end:]
        return text


_NOT_THE_STUDY = "\ue000"
"""A character that no search takes for a space or a letter."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place worth reading for an item.

    Attributes:
        document: place of its document among those searched, from 0.
        start, end: in the reading text of that document.
        cues: the words that were found in it.
    """

    document: int
    start: int
    end: int
    cues: tuple[str, ...]


@use_case
def texts(session: ReviewSession, text: str) -> list[ReadingText]:
    """Read the documents of a study that are read, in the order in which they were added."""
    return [document for document in all_texts(session, text) if document.is_read]


@use_case
def all_texts(session: ReviewSession, text: str) -> list[ReadingText]:
    """Read all documents of a study: those that are read, then versions before, then withdrawn ones.

    Last come those of other studies that the viewer's own quotes point to.
    """
    study = find(session, text).id
    quoted = documents.quoted_from_others(session.db, study, session.reviewer) if session.reviewer else ()
    return texts_of(session, study, quoted)


def texts_of(session: ReviewSession, study: UUID, quoted: Collection[UUID] = ()) -> list[ReadingText]:
    """Read all documents of a study by its id; see `all_texts`.

    Args:
        session: the open review.
        study: the study.
        quoted: ids of documents; those of other studies come last.
    """
    known = documents.list_texts(session.db, study)
    instead = read_instead(document for document, _ in known)
    reading = [_reading_text(document, source, instead[document.id]) for document, source in known]
    reading.sort(key=lambda text: (not text.is_read, text.withdrawn_because is not None))
    if others := set(quoted) - {document.id for document, _ in known}:
        reading += _of_other_studies(session, others, reading)
    return reading


def _of_other_studies(
    session: ReviewSession, ids: Collection[UUID], own: Sequence[ReadingText]
) -> list[ReadingText]:
    """Read documents of other studies; where a study has one of the same words, that is read instead."""
    newest = {text.source: text.newest for text in reversed(own)}
    return [
        ReadingText(
            document.id,
            document.kind.value,
            document.source_name,
            source,
            newest.get(source),
            document.withdrawn_because,
            elsewhere=key,
            sha256=document.sha256,
        )
        for document, source, key in documents.list_texts_of_others(session.db, ids)
    ]


@lru_cache(maxsize=16)
def cleaned(text: str) -> CleanText:
    """Make the reading text of a stored text; kept for some, since each answer with a quote needs it."""
    return clean_text(text)


def _reading_text(document: Document, source: str, newest: Document | None) -> ReadingText:
    return ReadingText(
        document.id,
        document.kind.value,
        document.source_name,
        source,
        newest.id if newest else None,
        document.withdrawn_because,
        sha256=document.sha256,
    )


def query_of(item: Item) -> Query:
    """Return what is looked for to answer an item: its cues, and the words of its question and guidance."""
    return Query(item.cues, item.text, item.guidance)


def passages(searched: Sequence[ReadingText], wanted: Query | Iterable[str]) -> list[Passage]:
    """List the sentences of some documents that are worth reading, the likeliest first, without folded parts.

    Args:
        searched: the documents.
        wanted: what is looked for: an item, or cues alone. Of cues alone, scores of different documents are
            comparable only roughly, which is enough for an order of reading.
    """
    if isinstance(wanted, Query):
        ranked = rank_passages([(text.text, text.folds) for text in searched], wanted)
        return [
            Passage(each.text, each.passage.start, each.passage.end, each.passage.cues) for each in ranked
        ]
    wanted = tuple(wanted)
    scored = [
        (passage.score, number, passage)
        for number, text in enumerate(searched)
        for passage in best_passages(text.text, wanted, text.folds)
    ]
    scored.sort(key=lambda each: (-each[0], each[1], each[2].start))
    return [Passage(number, passage.start, passage.end, passage.cues) for _, number, passage in scored]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage for a list; offsets count characters of the stored document.

    Attributes:
        second_hand: True if others than the study's authors say it, such as a summary above an abstract.
    """

    source_name: str
    kind: str
    page: int | None
    start: int
    end: int
    cues: tuple[str, ...]
    text: str
    second_hand: bool


@use_case
def passages_for(session: ReviewSession, text: str, item: str) -> list[FoundPassage]:
    """List the passages of a study's documents that have cues of an item, the best first.

    Raises:
        UsageError: the checklist has no such item.
        ConflictError: the study has no checklist yet.
    """
    study = find(session, text)
    if study.checklist is None:
        raise ConflictError(f"{study.key} has no checklist yet: choose one with `workbench assign`")
    checklist = Catalogue(session.db).find(study.checklist)
    wanted = checklist.item(known_item(checklist, item))
    searched = [text for text in texts_of(session, study.id) if text.is_read]
    return [_found(searched[passage.document], passage) for passage in passages(searched, query_of(wanted))]


def _found(document: ReadingText, passage: Passage) -> FoundPassage:
    start, end = document.to_source(passage.start, passage.end)
    return FoundPassage(
        document.source_name,
        document.kind,
        document.page_of(start),
        start,
        end,
        passage.cues,
        " ".join(document.text[passage.start : passage.end].split()),
        document.is_second_hand(passage.start, passage.end),
    )
