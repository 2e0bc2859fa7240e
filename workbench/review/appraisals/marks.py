"""Mark passages of texts for oneself, with or without a margin note, and find them again.

Marks are the reader's own and are kept in the settings folder; nothing of them is written into the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn
from uuid import UUID, uuid4

from store import documents
from store.records import Quote
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.reading_marks import MarkFolder, ReadingMark, StoredMarks
from workbench.review.appraisals.quote_anchors import Anchor, anchor
from workbench.review.appraisals.quotes import locate
from workbench.review.appraisals.texts import ReadingText, texts_of
from workbench.review.session import ReviewSession, review_id, use_case
from workbench.review.studies.known_studies import find

LONGEST_NOTE = 20_000
"""Characters of a margin note."""
_NO_APPRAISAL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """Hold a mark and where its words stand today, which is found as the place of a quote is."""

    mark: ReadingMark
    anchor: Anchor

    def place_in(self, document: UUID) -> tuple[int, int] | None:
        """Return start and end in the stored text of a document, of today or of then; None in another."""
        return self.anchor.place_in(document)

    def holds(self, document: UUID, start: int, end: int) -> bool:
        """Return True if all of a passage of a document is marked by it."""
        place = self.place_in(document)
        return place is not None and place[0] <= start and end <= place[1]


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """Hold the marks of the reader in some texts.

    Attributes:
        placed: in the order of the texts, then of their places.
        put_aside: paths of files that could not be read as marks.
    """

    placed: tuple[PlacedMark, ...] = ()
    put_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyMark:
    """A mark for a list over studies; `study` is empty where the review has its document no more."""

    study: str
    placed: PlacedMark


@use_case
def marks_in(session: ReviewSession, texts: Sequence[ReadingText]) -> OwnMarks:
    """Return the marks of whoever works in the documents of a study; none while nobody is known to.

    Raises:
        WorkbenchError: they cannot be read.
    """
    if session.reviewer is None:
        return OwnMarks()
    own = [text for text in texts if not text.elsewhere]
    stored = _read(session, [str(text.id) for text in own])
    return OwnMarks(_placed(stored.marks, own), stored.put_aside)


@use_case
def mark_passage(
    session: ReviewSession, document: ReadingText, start: int, end: int, note: str | None = None
) -> ReadingMark:
    """Mark characters `start` to `end` of a stored document.

    Where just these are marked already there is no second mark, and only a note that is given is written.

    Raises:
        UsageError: nothing is there to mark, or the note is too long.
        WorkbenchError: the mark cannot be kept.
    """
    words = document.source[start:end]
    if start < 0 or not words.strip():
        raise UsageError("there are no words to mark: select some in the text")
    for known in _read(session, [str(document.id)]).marks:
        if (known.start, known.end) == (start, end):
            return known if note is None else write_margin_note(session, known, note)
    mark = ReadingMark(
        uuid4().hex, str(document.id), start, end, words, _checked(note or ""), datetime.now(UTC)
    )
    _write(session, mark)
    return mark


@use_case
def write_margin_note(session: ReviewSession, mark: ReadingMark, note: str) -> ReadingMark:
    """Write the margin note of a mark; an empty one takes the note away, and the mark stays.

    Raises:
        UsageError: the note is too long.
        WorkbenchError: it cannot be kept.
    """
    noted = replace(mark, note=_checked(note))
    _write(session, noted)
    return noted


@use_case
def remove_mark(session: ReviewSession, mark: ReadingMark) -> None:
    """Take a mark and its note away.

    Raises:
        WorkbenchError: it cannot be taken away.
    """
    folder = _folder(session)
    try:
        folder.remove(mark)
    except OSError as problem:
        _fail(folder, problem)


@use_case
def mark_words(session: ReviewSession, study: str, words: str, note: str | None = None) -> ReadingMark:
    """Mark words of a study's documents; see `mark_passage`.

    Raises:
        UsageError: no document of the study has these words.
    """
    found = locate(session, find(session, study), words)
    return mark_passage(session, found.document, found.start, found.end, note)


@use_case
def remove_mark_of_words(session: ReviewSession, study: str, words: str) -> ReadingMark:
    """Take the one mark of a study away that has these words.

    Raises:
        NotFoundError: no mark has them.
        UsageError: several have.
    """
    meant, wanted = find(session, study), " ".join(words.split())
    own = marks_in(session, texts_of(session, meant.id)).placed
    named = [each for each in own if wanted and wanted in each.anchor.words]
    if not named:
        raise NotFoundError(
            f"no mark in {meant.key} has these words: `workbench marks {meant.key}` lists those there are"
        )
    if len(named) > 1:
        raise UsageError(f"{len(named)} marks in {meant.key} have these words; give more of one")
    remove_mark(session, named[0].mark)
    return named[0].mark


@use_case
def list_marks(session: ReviewSession, study: str = "") -> tuple[list[StudyMark], tuple[str, ...]]:
    """List the marks of whoever works, of a study or of all, and the files that could not be read.

    Raises:
        UsageError: nobody said who works.
    """
    session.require_reviewer()
    if study:
        meant = find(session, study)
        own = marks_in(session, texts_of(session, meant.id))
        return [StudyMark(meant.key, each) for each in own.placed], own.put_aside
    stored = _read(session, None)
    listed: list[StudyMark] = []
    known: set[str] = set()
    marked = {UUID(mark.document) for mark in stored.marks}
    for key, study_id in sorted(_studies_of(session, marked).items()):
        texts = texts_of(session, study_id)
        ids = {str(text.id) for text in texts}
        known |= ids
        here = [mark for mark in stored.marks if mark.document in ids]
        listed += [StudyMark(key, each) for each in _placed(here, texts)]
    gone = [mark for mark in stored.marks if mark.document not in known]
    listed += [StudyMark("", each) for each in _placed(gone, ())]
    return listed, stored.put_aside


def _studies_of(session: ReviewSession, ids: Iterable[UUID]) -> dict[str, UUID]:
    """Return the studies that have some documents, by key."""
    found = documents.list_texts_of_others(session.db, set(ids))
    return {key: document.study_id for document, _, key in found}


def _placed(marks: Iterable[ReadingMark], texts: Sequence[ReadingText]) -> tuple[PlacedMark, ...]:
    order = {text.id: number for number, text in enumerate(texts)}
    placed = [PlacedMark(mark, anchor(_as_quote(mark), texts)) for mark in marks]

    def place(each: PlacedMark) -> tuple[int, int, int]:
        document = each.anchor.document
        return (
            order.get(document.id, len(order)) if document else len(order),
            each.anchor.start,
            each.anchor.end,
        )

    return tuple(sorted(placed, key=place))


def _as_quote(mark: ReadingMark) -> Quote:
    """Return a mark in the shape whose place is looked for; it belongs to no appraisal and no item."""
    return Quote(UUID(mark.id), _NO_APPRAISAL, "", UUID(mark.document), mark.start, mark.end, mark.text)


def _checked(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"a margin note has at most {LONGEST_NOTE:,} characters; this one has {len(note):,}")
    return note


def _folder(session: ReviewSession) -> MarkFolder:
    return MarkFolder(review_id(session), session.require_reviewer())


def _read(session: ReviewSession, ids: Sequence[str] | None) -> StoredMarks:
    folder = _folder(session)
    try:
        return folder.read(ids)
    except OSError as problem:
        _fail(folder, problem)


def _write(session: ReviewSession, mark: ReadingMark) -> None:
    folder = _folder(session)
    try:
        folder.write(mark)
    except OSError as problem:
        _fail(folder, problem)


def _fail(folder: MarkFolder, problem: OSError) -> NoReturn:
    raise WorkbenchError(
        f"marks cannot be kept in {folder.path.parent.parent} ({problem.strerror or problem}):"
        " make that folder readable and writable"
    ) from problem
