"""Read the texts of a study by ear: passages for an item, words looked for, and the text piece by piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.counts import count
from workbench.intake import sentence_spans
from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.quotes import Located
from workbench.review.appraisals.texts import KIND_WORDS, Passage

if TYPE_CHECKING:
    from checklists import Item
    from workbench.cli.dialogue.console import Console
    from workbench.review.appraisals.texts import ReadingText
    from workbench.review.session import ReviewSession

AT_ONCE: Final = 5
"""How many passages are read out before `more` is asked for."""
_PIECE: Final = 1_200
"""Characters of a text that are read out before `more` is asked for; it ends with a paragraph."""
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass
class _Listing:
    """Passages that can be heard and quoted by their number.

    Attributes:
        passages: all of them, the best first.
        told: how many were read out.
        of_item: True if they were found for the item in front, and not for words.
    """

    passages: Sequence[Passage]
    of_item: bool
    told: int = 0


class TextReading:
    """The documents of a study that are read, and what of them was listed or read out last.

    Args:
        session: the open review.
        console: where lines are told.
        study: the study, as the user names it.
    """

    def __init__(self, session: ReviewSession, console: Console, study: str) -> None:
        self._session = session
        self._console = console
        self._study = study
        self._texts: list[ReadingText] | None = None
        self._listing = _Listing((), of_item=True)
        self._document, self._offset = 0, 0
        self._goes_on_with_text = True
        self._has_folds = False

    @property
    def texts(self) -> list[ReadingText]:
        """The documents that are read, in the order in which they were added."""
        if self._texts is None:
            self._texts = reading.texts(self._session, self._study)
        return self._texts

    def forget_passages(self) -> None:
        """Forget the passages that were listed for another item; those for words stay."""
        if self._listing.of_item:
            self._listing = _Listing((), of_item=True)

    @property
    def told_of_item(self) -> int:
        """How many passages of the item in front were read out."""
        return self._listing.told if self._listing.of_item else 0

    def find_passages(self, item: Item) -> list[Passage]:
        """Find the passages worth reading for an item, the best first."""
        return reading.passages(self.texts, reading.query_of(item))

    def list_passages(self, passages: Sequence[Passage], *, of_item: bool) -> None:
        """Read out the first of some passages; the others follow with `more`."""
        self._listing = _Listing(passages, of_item)
        self._goes_on_with_text = False
        self._tell_passages()

    def hold_passages(self, passages: Sequence[Passage]) -> None:
        """Take passages that were told already as the last list."""
        self._listing = _Listing(passages, of_item=False, told=len(passages))
        self._goes_on_with_text = False

    def passage(self, number: int) -> Located | None:
        """Return a passage of the last list by its number, from 1; None where the list has none."""
        if not 1 <= number <= len(self._listing.passages):
            return None
        passage = self._listing.passages[number - 1]
        document = self.texts[passage.document]
        start, end = document.to_source(passage.start, passage.end)
        return Located(document, start, end, document.source[start:end])

    def find_words(self, words: str) -> list[Passage]:
        """Find the sentences that hold some words, in any document, whatever their case and spaces."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
        return [
            Passage(number, start, end, (words,))
            for number, text in enumerate(self.texts)
            for start, end in sentence_spans(text.text)
            if pattern.search(text.text, start, end)
        ]

    def tell_documents(self) -> None:
        """List the documents."""
        for number, text in enumerate(self.texts, 1):
            kind = KIND_WORDS.get(text.kind, text.kind)
            characters = count(len(text.text), "character")
            self._console.tell(f"Document {number}: {text.source_name}, {kind}, {characters}.")
        if not self.texts:
            self._console.tell("The study has no document; `workbench add` attaches one.")

    def read_document(self, number: int) -> None:
        """Read a document from its beginning."""
        if not 1 <= number <= len(self.texts):
            self._console.tell(f"There is no document {number}. Type documents to hear which there are.")
            return
        self._document, self._offset = number - 1, 0
        self._tell_text()

    def read_around(self, number: int) -> None:
        """Read the text on from the paragraph before a passage of the last list."""
        if not 1 <= number <= len(self._listing.passages):
            self._console.tell(f"There is no passage {number}. Type passages to list those of this item.")
            return
        passage = self._listing.passages[number - 1]
        text = self.texts[passage.document].text
        before = [each.start() for each in _PARAGRAPH.finditer(text, 0, passage.start)][-2:]
        self._document, self._offset = passage.document, before[0] if before else 0
        self._tell_text()

    def more(self) -> None:
        """Go on with what was read out last: passages, or the text."""
        if self._goes_on_with_text:
            self._tell_text()
        else:
            self._tell_passages()

    def switch_folds(self) -> None:
        """Read the parts that are not the study, such as references, or leave them out again."""
        self._has_folds = not self._has_folds
        told = "read as well" if self._has_folds else "left out"
        self._console.tell(f"Parts that are not the study, such as references, are {told}.")

    def _tell_passages(self) -> None:
        listing = self._listing
        upcoming = range(listing.told, min(listing.told + AT_ONCE, len(listing.passages)))
        for place in upcoming:
            located = self.passage(place + 1)
            if located is not None:
                self._console.tell(
                    f"Passage {place + 1} of {len(listing.passages)}, {located.source}: {located.words}"
                )
        listing.told = max(listing.told, upcoming.stop)
        if not upcoming:
            self._console.tell("There are no more passages.")
        elif listing.told < len(listing.passages):
            self._console.tell("Type more for further ones, quote and a number to quote one.")

    def _tell_text(self) -> None:
        """Read out about a page of a screen, whole paragraphs, and say where it ended."""
        self._goes_on_with_text = True
        if not self.texts:
            self.tell_documents()
            return
        document = self.texts[self._document]
        if self._offset == 0:
            self._console.tell(f"Document {self._document + 1}: {document.heading}.")
        page = document.page_of(document.to_source(self._offset, self._offset)[0]) if self._offset else None
        told = 0
        for paragraph in _PARAGRAPH.finditer(document.text, self._offset):
            if told >= _PIECE:
                break
            self._offset = paragraph.end()
            fold = next((each for each in document.folds if each.start <= paragraph.start() < each.end), None)
            if fold is not None and not self._has_folds:
                if paragraph.start() <= fold.start + 1:
                    self._console.tell(f"Left out: {fold.title}. Type folds to have such parts read.")
                continue
            here = document.page_of(document.to_source(*paragraph.span())[0])
            if here != page and here is not None:
                self._console.tell(f"Page {here}.")
            page = here
            self._console.tell(paragraph[0])
            told += len(paragraph[0])
        else:
            self._offset = len(document.text)
            self._console.tell("End of the document." if told else "The document was read to its end.")
            return
        share = round(100 * self._offset / len(document.text))
        self._console.tell(f"{share} per cent of the document; more reads on.")
