"""Finding one's way in the texts: passages with cues, words, quoted passages, folds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.widgets import Static, TextArea

from workbench.review.appraisals import answers
from workbench.review.appraisals import texts as reading
from workbench.tui.dialogs.text_prompt import LineDialog
from workbench.tui.plain import plain
from workbench.tui.screens.appraise.answer_actions import Changes
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.appraise.second_hand import SECOND_HAND
from workbench.tui.screens.base import conversation

if TYPE_CHECKING:
    from workbench.review.appraisals.texts import Passage


class Searching(Changes):
    """The searching half of the appraisal screen."""

    shown_for: tuple[str, str] = ("", "")
    """The result and the item that passage, selection and the line above the text belong to."""
    last_hit: int = -1
    last_quote: int = -1
    sought: str = ""
    source_words: str = ""

    def show_text(self, number: int) -> None:
        """Show one of the documents; the screen fills this in."""
        raise NotImplementedError

    def tell_document(self) -> None:
        """Name the document in the line above the text."""
        if not self.texts:
            self.tell_source("no document: add one with `workbench add`")
            return
        count = f"  {self.text_number + 1} of {len(self.texts)} (d)" if len(self.texts) > 1 else ""
        self.tell_source(self.texts[self.text_number].heading + count)

    def tell_source(self, words: str) -> None:
        """Say something in the line above the text; that somebody else speaks in it is said before."""
        self.source_words = words
        second_hand = self.query_one(ReadingPane).by_others and SECOND_HAND not in words
        before = f"{SECOND_HAND} · " if second_hand else ""
        self.query_one("#source", Static).update(plain(before + words))

    def on_reading_pane_by_others(self) -> None:
        """Somebody else than the authors begins or ends to speak in the first line in sight."""
        self.tell_source(self.source_words)

    def on_text_area_selection_changed(self) -> None:
        """Say for which items the passage under the cursor is quoted."""
        items = self.query_one(ReadingPane).items_here
        if items and self.texts:
            self.tell_source(f"quoted for {items} · {self.texts[self.text_number].heading}")

    def begin_item(self) -> None:
        """End what belongs to the item that was in front: passage, quote, selection, the line above the text.

        Words that are looked for stay: they are of the text, and `f` finds them again from here on.
        """
        here = (self.result, self.item)
        if self.shown_for == here:
            return
        self.shown_for = here
        self.last_hit = self.last_quote = -1
        pane = self.query_one(ReadingPane)
        with pane.prevent(TextArea.SelectionChanged):  # it would speak of the passage that was left
            pane.clear_selection()
        self.tell_document()

    def select(self, number: int, start: int, end: int) -> None:
        """Select a passage of a document and bring it into sight."""
        if number != self.text_number:
            self.show_text(number)
        self.query_one(ReadingPane).select_span(start, end)

    def action_evidence(self) -> None:
        """Go to the next passage with cues of the item in front, the best first, in any document."""
        found = self._passages()
        if not found:
            self.say("No passage has a cue of this item. That is no answer yet: read on, or x records it.")
            return
        place = self.last_hit = (self.last_hit + 1) % len(found)
        passage = found[place]
        self.select(passage.document, passage.start, passage.end)
        cues = ", ".join(passage.cues)
        text = self.texts[passage.document]
        by = f", {SECOND_HAND}" if text.is_second_hand(passage.start, passage.end) else ""
        self.tell_source(f"passage {place + 1} of {len(found)}{by} for {self.item}: {cues} · {text.heading}")

    def _passages(self) -> list[Passage]:
        if self.sheet is None:
            return []
        # Those of today come first, so that a place among them is a place among all.
        return reading.passages(
            [one for one in self.texts if one.is_read], self.sheet.checklist.item(self.item).cues
        )

    async def action_nothing_found(self) -> None:
        """Record for the item in front that its text was searched and gives no information."""
        if self.sheet is not None:
            seen = len(self._passages())
            if await self.change(answers.nothing_found, self.item, seen, result=self.result):
                self.say(f"{self.item}: no information; that the text was searched stands in the note.")

    def action_to_quote(self) -> None:
        """Go to the next passage that is quoted for the item in front."""
        quotes = [one for one in self.anchors if one.quote.item_id == self.item]
        if not quotes:
            self.say("No passage is quoted for this item yet: e finds passages, q quotes.")
            return
        self.last_quote = (self.last_quote + 1) % len(quotes)
        meant = quotes[self.last_quote]
        number = next((n for n, text in enumerate(self.texts) if meant.stands_in(text.id)), None)
        if number is None:
            self.say(f"The quote cannot be shown in its text: {meant.source}")
            return
        self.select(number, *self.texts[number].from_source(meant.start, meant.end))
        if meant.flag or meant.is_second_hand:
            self.tell_source(f"quoted for {self.item}: {meant.source}")

    @conversation
    async def action_find(self) -> None:
        """Ask for words and go to where they stand next."""
        words = await self.ask(LineDialog("Find in the text", "Case does not matter.", value=self.sought))
        if words and words.strip():
            self.sought = words.strip()
            self.action_find_next()

    def action_find_next(self) -> None:
        """Go to where the words that were looked for stand next, through all documents."""
        if not self.sought or not self.texts:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, self.sought.split())), re.IGNORECASE)
        places = [
            (number, match.start(), match.end())
            for number, text in enumerate(self.texts)
            if text.is_read or number == self.text_number
            for match in pattern.finditer(text.text)
        ]
        if not places:
            self.say(f"“{self.sought}” is in no document of this study.")
            return
        here = (self.text_number, self.query_one(ReadingPane).place)
        after = next((n for n, (number, _, end) in enumerate(places) if (number, end) > here), 0)
        self.select(*places[after])
        self.tell_source(f"{after + 1} of {len(places)}: {self.sought}")

    def action_fold(self) -> None:
        """Open what is folded, or fold it again."""
        pane = self.query_one(ReadingPane)
        if pane.has_folds:
            pane.fold()
        else:
            self.say("Nothing is folded in this document.")
