"""Find one's way in the texts of a study: passages with cues, words, quoted passages, folds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widgets import Static, TextArea

from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.quotes import Located
from workbench.tui.plain import plain
from workbench.tui.screens.appraise.reading_pane import Mark, ReadingPane
from workbench.tui.screens.appraise.second_hand import SECOND_HAND

if TYPE_CHECKING:
    from workbench.intake import Query
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.texts import Passage, ReadingText
    from workbench.tui.screens.base import WorkbenchScreen


class TextNavigation:
    """Show the texts of a study, and go to places in them for the item in front.

    Args:
        screen: shows the text in its reading pane and messages in its message line.
        marks: returns the passages of a text that are to be underlined.

    Attributes:
        texts: the documents to read: first those of today, then versions before.
        number: place among them of the one that is shown.
        sought: words that were looked for last.
    """

    def __init__(self, screen: WorkbenchScreen, marks: Callable[[ReadingText], list[Mark]]) -> None:
        self.screen = screen
        self._marks = marks
        self.texts: list[ReadingText] = []
        self.number = 0
        self.sought = ""
        self._front = ("", "")  # the result and the item that hit, quote and selection belong to
        self._last_hit = -1
        self._last_quote = -1
        self._source_line = ""

    @property
    def pane(self) -> ReadingPane:
        """Return the pane that shows the text."""
        return self.screen.query_one(ReadingPane)

    @property
    def shown(self) -> ReadingText | None:
        """Return the document that is shown, or None where the study has none."""
        return self.texts[self.number] if self.texts else None

    def show_text(self, number: int) -> None:
        """Show one of the documents from its beginning; after the last comes the first."""
        if self.texts:
            self.number = number % len(self.texts)
            self.pane.read(self.texts[self.number])
            self.mark_quotes()
        self.tell_document()

    def mark_quotes(self) -> None:
        """Mark the quoted passages of the document that is shown."""
        if self.shown is not None:
            self.pane.mark(self._marks(self.shown))

    @property
    def selected(self) -> Located | None:
        """Return the passage that is selected, or None where nothing is, or nothing but blanks."""
        span = self.pane.selected_span
        if span is None or self.shown is None:
            return None
        start, end = self.shown.to_source(*span)
        words = self.shown.source[start:end]
        return Located(self.shown, start, end, words) if words.strip() else None

    def tell(self, words: str) -> None:
        """Say something in the line above the text; that somebody else speaks in it is said before."""
        self._source_line = words
        is_second_hand = self.pane.by_others and SECOND_HAND not in words
        before = f"{SECOND_HAND} · " if is_second_hand else ""
        self.screen.query_one("#source", Static).update(plain(before + words))

    def tell_speaker(self) -> None:
        """Say the same anew: somebody else began or ended to speak in the first line in sight."""
        self.tell(self._source_line)

    def tell_document(self) -> None:
        """Name the document in the line above the text."""
        if self.shown is None:
            self.tell("no document: a on the list of studies adds one")
            return
        count = f"  {self.number + 1} of {len(self.texts)} (d)" if len(self.texts) > 1 else ""
        self.tell(self.shown.heading + count)

    def tell_quoted(self) -> None:
        """Say for which items the passage under the cursor is quoted."""
        items = self.pane.items_here
        if items and self.shown is not None:
            self.tell(f"quoted for {items} · {self.shown.heading}")

    def begin_item(self, result: str, item: str) -> None:
        """End what belongs to the item that was in front: passage, quote, selection, the line above the text.

        Words that are looked for stay: they are of the text, and `f` finds them again from here on.
        """
        if self._front == (result, item):
            return
        self._front = (result, item)
        self._last_hit = self._last_quote = -1
        with self.pane.prevent(TextArea.SelectionChanged):  # it would speak of the passage that was left
            self.pane.clear_selection()
        self.tell_document()

    def select(self, number: int, start: int, end: int) -> None:
        """Select a passage of a document and bring it into sight."""
        if number != self.number:
            self.show_text(number)
        self.pane.select_span(start, end)

    def find_passages(self, sought: Query | Sequence[str]) -> list[Passage]:
        """Find the passages worth reading for an item, or with some cues, in any document of today."""
        # Those of today come first, so that a place among them is a place among all.
        return reading.passages([text for text in self.texts if text.is_read], sought)

    def go_to_passage(self, sought: Query | Sequence[str], wanted: str) -> bool:
        """Go to the next passage worth reading, the best first; return False where there is none.

        Args:
            sought: what is looked for: an item, or cues alone.
            wanted: what that is, such as the id of the item.
        """
        passages = self.find_passages(sought)
        if not passages:
            return False
        place = self._last_hit = (self._last_hit + 1) % len(passages)
        passage = passages[place]
        self.select(passage.document, passage.start, passage.end)
        met = ", ".join(passage.cues)
        text = self.texts[passage.document]
        by = f", {SECOND_HAND}" if text.is_second_hand(passage.start, passage.end) else ""
        self.tell(f"passage {place + 1} of {len(passages)}{by} for {wanted}: {met} · {text.heading}")
        return True

    def go_to_quote(self, item: str, anchors: Sequence[Anchor]) -> None:
        """Go to the next passage that is quoted for an item."""
        quoted = [anchor for anchor in anchors if anchor.quote.item_id == item]
        if not quoted:
            self.screen.say("No passage is quoted for this item yet: e finds passages, q quotes.")
            return
        self._last_quote = (self._last_quote + 1) % len(quoted)
        anchor = quoted[self._last_quote]
        number = next((n for n, text in enumerate(self.texts) if anchor.stands_in(text.id)), None)
        if number is None:
            self.screen.say(f"The quote cannot be shown in its text: {anchor.source}")
            return
        self.select(number, *self.texts[number].from_source(anchor.start, anchor.end))
        if anchor.flag or anchor.is_second_hand:
            self.tell(f"quoted for {item}: {anchor.source}")

    def go_to_words(self) -> None:
        """Go to where the words that were looked for stand next, through all documents."""
        if not self.sought or not self.texts:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, self.sought.split())), re.IGNORECASE)
        places = [
            (number, match.start(), match.end())
            for number, text in enumerate(self.texts)
            if text.is_read or number == self.number
            for match in pattern.finditer(text.text)
        ]
        if not places:
            self.screen.say(f"“{self.sought}” is in no document of this study.")
            return
        here = (self.number, self.pane.place)
        after = next((n for n, (number, _, end) in enumerate(places) if (number, end) > here), 0)
        self.select(*places[after])
        self.tell(f"{after + 1} of {len(places)}: {self.sought}")

    def fold(self) -> None:
        """Open what is folded, or fold it again."""
        if self.pane.has_folds:
            self.pane.fold()
        else:
            self.screen.say("Nothing is folded in this document.")
