"""The texts of a study, for reading beside the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from checklists import find_checklist
from store import appraisals as stored
from store import documents
from store.records import Document
from workbench.errors import ConflictError
from workbench.intake import CleanText, Fold, best_passages, clean_text, page_of, page_starts
from workbench.review.appraisals.resolve import known_item
from workbench.review.appraisals.sheets import Sheet, begin, read_sheet
from workbench.review.documents.versions import read_instead
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.study_list import find

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
    """One document of a study as it is read: cleaned, with the parts that are not the study to be folded.

    Offsets of `text` and of the stored document are told apart; quotes are stored with the latter.

    Attributes:
        source: the text as it is stored.
        newest: the version that is read in its place, its own id where it is that one; None where all
            versions are withdrawn.
        withdrawn_because: why it is not read any more; None where nobody withdrew it.
    """

    id: UUID
    kind: str
    source_name: str
    source: str
    newest: UUID | None
    withdrawn_because: str | None

    @property
    def is_read(self) -> bool:
        """Whether it is the version that is read and searched."""
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
        """Parts that are not the study, such as references."""
        return self.clean.folds

    @property
    def heading(self) -> str:
        """What stands above it on the screen."""
        words = f"{self.source_name} ({KIND_WORDS.get(self.kind, self.kind)})"
        return words if self.is_read else f"{words} · VERSION BEFORE"

    @property
    def second_hand(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the reading text that others than the study's authors wrote; of a summary, all."""
        return ((0, len(self.text)),) if self.kind == "summary" else self.clean.second_hand

    def page_of(self, offset: int) -> int | None:
        """The page on which a place of the stored document stands, from 1; None where there are no pages."""
        return page_of(page_starts(self.source), offset)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of the reading text stands in the stored document."""
        return self.clean.to_source(start, end)

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of the stored document stands in the reading text."""
        return self.clean.from_source(start, end)

    def is_second_hand(self, start: int, end: int) -> bool:
        """Whether a passage of the reading text was written by others than the study's authors."""
        return any(first < end and start < last for first, last in self.second_hand)

    def part_beside(self, start: int, end: int) -> str:
        """Title of the part beside the study in which a passage of the reading text stands; else empty."""
        return next((one.title for one in self.folds if one.start <= start and end <= one.end), "")

    @property
    def study_itself(self) -> str:
        """The reading text at the same places, with nothing to be found in what is not the study."""
        text = self.text
        for one in self.folds:
            text = text[: one.start] + _NOT_THE_STUDY * (one.end - one.start) + text[one.end :]
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
    """The documents of a study that are read, with their texts, in the order in which they were added."""
    return [one for one in all_texts(session, text) if one.is_read]


@use_case
def all_texts(session: ReviewSession, text: str) -> list[ReadingText]:
    """All documents of a study: first those that are read, then versions before, then withdrawn ones."""
    return texts_of(session, find(session, text).id)


def texts_of(session: ReviewSession, study: UUID) -> list[ReadingText]:
    """All documents of a study by its id; see `all_texts`."""
    known = documents.list_documents(session.db, study)
    instead = read_instead(known)
    made = [_reading_text(one, documents.read_text(session.db, one.id), instead[one.id]) for one in known]
    return sorted(made, key=lambda one: (not one.is_read, one.withdrawn_because is not None))


@lru_cache(maxsize=16)
def cleaned(text: str) -> CleanText:
    """The reading text of a stored text; kept for some, since each answer with a quote needs it."""
    return clean_text(text)


def _reading_text(document: Document, source: str, newest: Document | None) -> ReadingText:
    return ReadingText(
        document.id,
        document.kind.value,
        document.source_name,
        source,
        newest.id if newest else None,
        document.withdrawn_because,
    )


def passages(searched: Sequence[ReadingText], cues: Iterable[str]) -> list[Passage]:
    """The sentences of some documents that have cues, the most telling first; folded parts are left out.

    Scores of different documents are comparable only roughly, which is enough for an order of reading.
    """
    wanted = tuple(cues)
    found = [
        (one.score, number, one)
        for number, text in enumerate(searched)
        for one in best_passages(text.text, wanted, text.folds)
    ]
    found.sort(key=lambda each: (-each[0], each[1], each[2].start))
    return [Passage(number, one.start, one.end, one.cues) for _, number, one in found]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage for a list; offsets count characters of the stored document.

    Attributes:
        second_hand: whether others than the study's authors say it, such as a summary above an abstract.
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
    """The passages of a study's documents that have cues of an item of its checklist, the best first.

    Raises:
        UsageError: the checklist has no such item.
        ConflictError: the study has no checklist yet.
    """
    study = find(session, text)
    if study.checklist is None:
        raise ConflictError(f"{study.key} has no checklist yet: choose one with `workbench assign`")
    checklist = find_checklist(study.checklist)
    wanted = checklist.item(known_item(checklist, item))
    searched = texts(session, study.key)
    found = []
    for one in passages(searched, wanted.cues):
        document = searched[one.document]
        start, end = document.to_source(one.start, one.end)
        words = " ".join(document.text[one.start : one.end].split())
        found.append(
            FoundPassage(
                document.source_name,
                document.kind,
                document.page_of(start),
                start,
                end,
                one.cues,
                words,
                document.is_second_hand(one.start, one.end),
            )
        )
    return found


@use_case
def tie_quote(
    session: ReviewSession, text: str, item: str, document: UUID, start: int, end: int, *, result: str = ""
) -> Sheet:
    """Tie characters `start` to `end` of a stored document to an item of the viewer's sheet.

    Raises:
        ConflictError: the appraisal is submitted.
        UsageError: the offsets are outside the text.
    """
    sheet = read_sheet(session, find(session, text), result)
    appraisal = begin(session, sheet)
    stored.add_quote(session.db, appraisal.id, item, document, start, end, by=session.require_reviewer())
    return read_sheet(session, sheet.study, sheet.result)


@use_case
def untie_quote(session: ReviewSession, text: str, quote: UUID, *, result: str = "") -> Sheet:
    """Take a quote away; undo brings it back.

    Raises:
        ConflictError: the appraisal is submitted.
    """
    sheet = read_sheet(session, find(session, text), result)
    if sheet.appraisal is not None:
        stored.remove_quote(session.db, sheet.appraisal.id, quote, by=session.require_reviewer())
    return read_sheet(session, sheet.study, sheet.result)
