"""Find where quotes stand today: in the document they were taken from, or in the version that replaced it.

A stored quote is never rewritten: it says what the reviewer selected, in which text. When the text was
replaced the words are looked for in the version that is read now; where they are not, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from store import appraisals
from store.records import AppraisalKind, Quote
from workbench.intake import find_quote, on_words
from workbench.review.appraisals.sheets import Sheet, sheets_of
from workbench.review.appraisals.texts import ReadingText, cleaned, texts_of
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

Standing = Literal["as_quoted", "re_anchored", "version_before", "withdrawn", "elsewhere", "gone"]
"""As quoted: still in the document it was taken from, or in one of the same words. Re-anchored: found again
in a newer version. The others: only in a version before, in a document that is withdrawn, in one of a study
that was merged or split, in one that the review has no more."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place where a quote stands.

    Attributes:
        document: where the words can be read now, else where they were taken from; None where that is gone.
        start, end: offsets in the stored text of `document`.
    """

    quote: Quote
    standing: Standing
    document: ReadingText | None
    start: int
    end: int

    @property
    def is_flagged(self) -> bool:
        """True if the words are in none of the documents that are read."""
        return self.standing in ("version_before", "withdrawn", "elsewhere", "gone")

    @property
    def flag(self) -> str:
        """The oddity of the place where it stands; empty where there is none."""
        if self.standing == "re_anchored":
            return "re-anchored in the newer version"
        if self.standing == "version_before":
            return "only in the version before"
        if self.standing == "gone" or self.document is None:
            return "its document is not in the review any more"
        if self.standing == "elsewhere":
            return f"its document is one of {self.document.elsewhere}, which is another study"
        if self.standing == "withdrawn":
            return f"document withdrawn: {self.document.withdrawn_because}"
        return ""

    def stands_in(self, document: UUID) -> bool:
        """Return True if it is this document in which the words can be read."""
        return self.document is not None and self.document.id == document

    def place_in(self, document: UUID) -> tuple[int, int] | None:
        """Return where the words stand in the document of today or of then; None in any other."""
        if self.stands_in(document):
            return self.start, self.end
        taken = self.quote.document_id == document
        return (self.quote.start, self.quote.end) if taken else None

    @property
    def page(self) -> int | None:
        """The page of `document`, from 1; None where it has no pages."""
        return self.document.page_of(self.start) if self.document else None

    @property
    def words(self) -> str:
        """The passage as it is read, on one line, without what a page's end put into it.

        The stored quote has every character of it.
        """
        if self.document is None:
            return " ".join(self.quote.text.split())
        first, last = self.document.from_source(self.start, self.end)
        return " ".join((self.document.text[first:last].strip() or self.quote.text).split())

    @property
    def is_second_hand(self) -> bool:
        """True if others than the study's authors say it."""
        return self.document is not None and self.document.is_second_hand(
            *self.document.from_source(self.start, self.end)
        )

    @property
    def part_beside(self) -> str:
        """The title of the part with the words where that is not the study, such as its references."""
        if self.document is None:
            return ""
        return self.document.part_beside(*self.document.from_source(self.start, self.end))

    @property
    def source(self) -> str:
        """The document, the page, whether others than the authors say it, and what is odd, in words."""
        if self.document is None:
            return self.flag
        parts = [
            self.document.source_name,
            f"p. {self.page}" if self.page else "",
            "second-hand" if self.is_second_hand else "",
            f"from “{self.part_beside}”, not the study itself" if self.part_beside else "",
            self.flag,
        ]
        return ", ".join(filter(None, parts))

    def in_words(self) -> str:
        """Give the words and their source, to tell documents apart that contradict each other."""
        return f"“{self.words}” ({self.source})"

    def as_json(self) -> dict[str, Any]:
        """Return the shape for programs; `text` is what the reviewer selected, whatever the text is today."""
        return {
            "item": self.quote.item_id,
            "text": self.quote.text,
            "document": self.document.source_name if self.document else None,
            "page": self.page,
            "second_hand": self.is_second_hand,
            "standing": self.standing,
            "flag": self.flag,
        }


class Anchors:
    """A finder of the places of quotes, which reads the texts of each study once."""

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._study: UUID | None = None
        self._texts: list[ReadingText] = []

    def of(self, sheet: Sheet, item: str | None = None) -> list[Anchor]:
        """Find where the quotes of a sheet, or of one item of it, stand, in the order of the sheet."""
        wanted = [quote for quote in sheet.quotes if item in (None, quote.item_id)]
        return self.of_quotes(sheet.study.id, wanted)

    def of_quotes(self, study: UUID, quotes: Sequence[Quote]) -> list[Anchor]:
        """Find where some quotes of a study stand, in the order given."""
        if not quotes:
            return []
        # Sheets come study by study: one study's texts are kept, not those of the whole review.
        if study != self._study:
            self._study, self._texts = study, texts_of(self._session, study)
        texts = self._texts
        ids = {text.id for text in texts}
        if others := {quote.document_id for quote in quotes} - ids:
            texts = texts_of(self._session, study, others)
        return [anchor(quote, texts) for quote in quotes]


@use_case
def own_flagged(session: ReviewSession, study: str) -> list[Anchor]:
    """List the viewer's own quotes of a study that stand in no document that is read, of all results."""
    meant = find(session, study)
    own = appraisals.find_appraisals(
        session.db, study_id=meant.id, reviewer=session.require_reviewer(), kind=AppraisalKind.INDEPENDENT
    )
    anchors = Anchors(session)
    sheets = sheets_of(session, [(meant, appraisal) for appraisal in own])
    return [each for sheet in sheets for each in anchors.of(sheet) if each.is_flagged]


def anchor(quote: Quote, texts: Sequence[ReadingText]) -> Anchor:
    """Find where a quote stands among all texts of its study."""
    origin = _by_id(texts, quote.document_id)
    if origin is None:
        return Anchor(quote, "gone", None, quote.start, quote.end)
    newest = _by_id(texts, origin.newest)
    if newest is None and origin.elsewhere:
        return Anchor(quote, "elsewhere", origin, quote.start, quote.end)
    if newest is None:
        return Anchor(quote, "withdrawn", origin, quote.start, quote.end)
    if newest.source == origin.source:
        return Anchor(quote, "as_quoted", newest, quote.start, quote.end)
    place = _find_again(origin.source, quote.start, quote.end, newest.source)
    if place is not None:
        return Anchor(quote, "re_anchored", newest, *place)
    standing: Standing = "version_before" if origin.withdrawn_because is None else "withdrawn"
    return Anchor(quote, standing, origin, quote.start, quote.end)


def _by_id(texts: Iterable[ReadingText], identity: UUID | None) -> ReadingText | None:
    return next((text for text in texts if text.id == identity), None)


@lru_cache(maxsize=512)
def _find_again(old: str, start: int, end: int, new: str) -> tuple[int, int] | None:
    """Find the words of a stretch of one stored text in another, as near as may be to the same share of it.

    The reading texts are compared first, since page ends and hyphens do not stand in the way there.
    """
    before, after = cleaned(old), cleaned(new)
    first, last = before.from_source(start, end)
    near = first * len(after.text) // max(len(before.text), 1)
    words = before.text[first:last]
    whole = on_words(before.text, first, last)
    match = find_quote(after.text, words, whole_words=whole, near=near)
    if match is not None:
        return after.to_source(match.start, match.end)
    near = start * len(new) // max(len(old), 1)
    match = find_quote(new, old[start:end], whole_words=on_words(old, start, end), near=near)
    return (match.start, match.end) if match is not None else None
