"""Find the words of a quote in the documents of a study, and tie passages to items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

from store.quotes import tie, untie
from store.records import WHOLE_STUDY, Study
from workbench.errors import NotFoundError, UsageError
from workbench.intake import find_quote, heading_above, nearest_passage
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.texts import ReadingText, texts_of
from workbench.review.session import ReviewSession, use_case

_LONGEST_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a quote: characters `start` to `end` of a stored document."""

    document: ReadingText
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """The passage as it is read, on one line, without what a page's end put into it."""
        first, last = self.document.from_source(self.start, self.end)
        return " ".join((self.document.text[first:last].strip() or self.text).split())

    @property
    def source(self) -> str:
        """The document, and where in it: the page, or the heading above, and what is not the study's own."""
        document, place = self.document, self.document.from_source(self.start, self.end)
        page, heading = document.page_of(self.start), heading_above(document.text, place[0])
        return ", ".join(
            [
                document.source_name,
                *([f"p. {page}"] if page else [f"“{heading}”"] if heading else []),
                *remarks_on(self),
            ]
        )


def locate(session: ReviewSession, study: Study, quote: str) -> Located:
    """Find a quote in the study's documents: exactly if possible, else overlooking spaces and typography.

    The reading text is searched first, since that is what people copy from, then the stored text; and in
    either what is the study itself before its references and other parts beside it.

    Raises:
        UsageError: no document of the study has these words, so the answer cannot rest on them; the nearest
            passage is named.
    """
    return locate_in([text for text in texts_of(session, study.id) if text.is_read], study.key, quote)


def locate_in(searched: Sequence[ReadingText], key: str, quote: str) -> Located:
    """Find a quote in the documents of the study with a key; see `locate`."""
    if not quote.strip():
        raise UsageError("an empty quote backs nothing: give the words as they stand in the text")
    for text_of in (attrgetter("study_itself"), attrgetter("text")):
        for document in searched:
            match = find_quote(text_of(document), quote)
            if match is not None:
                return _located(document, *document.to_source(match.start, match.end))
    for document in searched:
        match = find_quote(document.source, quote)
        if match is not None:
            return _located(document, match.start, match.end)
    raise UsageError(f"these words are in no document of {key}{_nearest(searched, quote)}")


@use_case
def remarks(session: ReviewSession, study: Study, quote: str) -> tuple[str, ...]:
    """Tell what a reader of a quote must know: that others wrote it, or that it is not of the study."""
    return remarks_on(locate(session, study, quote))


@use_case
def remarks_on(passage: Located) -> tuple[str, ...]:
    """Tell of a passage that others wrote it, or that it is not of the study; nothing where it is."""
    document = passage.document
    place = document.from_source(passage.start, passage.end)
    beside = document.part_beside(*place)
    others = ("second-hand: others than the authors wrote it",) if document.is_second_hand(*place) else ()
    return (*others, *((f"from “{beside}”, not from the study itself",) if beside else ()))


@use_case
def tie_quote(
    session: ReviewSession,
    study: str | Sheet,
    item: str,
    document: UUID,
    start: int,
    end: int,
    *,
    result: str = WHOLE_STUDY,
) -> Sheet:
    """Tie characters `start` to `end` of a stored document to an item of the viewer's sheet.

    Args:
        session: the open review and who works in it.
        study: the study, or the sheet in hand.
        item: id of the item.
        document: id of a document of the study.
        start: first character of the passage, from 0.
        end: character after the passage.
        result: the result that is judged.

    Returns:
        The sheet as it stands afterwards.

    Raises:
        ConflictError: the appraisal is submitted.
        UsageError: no such item, or the offsets are outside the text.
    """
    with changing(session, find_result(session, study, result)) as own:
        tie(own.draft, own.known_item(item), document, start, end)
        return own.sheet()


@use_case
def untie_quote(
    session: ReviewSession, study: str | Sheet, quote: UUID, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Take a quote away; undo brings it back.

    Raises:
        ConflictError: the appraisal is submitted.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        if own.opened is not None:
            untie(own.opened, quote)
        return own.sheet()


@use_case
def untie_words(
    session: ReviewSession, study: str | Sheet, item: str, words: str, *, result: str = WHOLE_STUDY
) -> Sheet:
    """Take the one quote of an item that has these words away; undo brings it back.

    Raises:
        ConflictError: the appraisal is submitted.
        NotFoundError: no quote of the item has the words.
        UsageError: several have.
    """
    with changing(session, find_result(session, study, result), begins=False) as own:
        item, sheet = own.known_item(item), own.sheet()
        tied = [quote for quote in sheet.quotes if quote.item_id == item]
        wanted = " ".join(words.split())
        named = [quote for quote in tied if wanted and wanted in " ".join(quote.text.split())]
        if not named:
            there = ", ".join(_shown(quote.text) for quote in tied) or "it has none"
            raise NotFoundError(f"no quote of {item} has these words: {there}")
        if len(named) > 1:
            there = ", ".join(_shown(quote.text) for quote in named)
            raise UsageError(f"{len(named)} quotes of {item} have these words: {there}; give more of one")
        if own.opened is not None:
            untie(own.opened, named[0].id)
        return own.sheet()


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + '…'}”"


def _located(document: ReadingText, start: int, end: int) -> Located:
    return Located(document, start, end, document.source[start:end])


def _nearest(searched: Sequence[ReadingText], quote: str) -> str:
    """Name the passage that comes nearest, for the message; nothing where none is like it."""
    near = [(nearest_passage(text.text, quote), text) for text in searched]
    best, document = max(near, key=lambda pair: pair[0].score, default=(None, None))
    if best is None or document is None or best.score == 0:
        return "; quote the text as it stands"
    return f"; nearest in {document.source_name}: {_shown(document.text[best.start : best.end])}"
