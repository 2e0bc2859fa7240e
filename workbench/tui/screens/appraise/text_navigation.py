"""Find one's way in the texts of a study: passages with cues, words, quoted passages, folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import TextArea

from workbench.counts import count
from workbench.intake import as_typed
from workbench.output.line_breaks import cut
from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.quotes import Located
from workbench.review.documents.text_search import words_pattern
from workbench.tui.plain import plain
from workbench.tui.screens.appraise.reading_pane import Mark, ReadingPane
from workbench.tui.screens.appraise.second_hand import SECOND_HAND
from workbench.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.intake import Query
    from workbench.review.appraisals.marks import PlacedMark
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.texts import Passage, ReadingText
    from workbench.tui.screens.base import WorkbenchScreen


MARKED = 5
"""How many of the best passages are marked beside the text."""
SHOWN_OF_NOTE = 40
"""Cells of a margin note that stand on the frame; the list of marks has all of it."""
MOST_VISITED = 50
"""How many places the way back remembers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a passage to go to; `document` is its place among the texts, offsets are of the reading text.

    Attributes:
        is_quoted: True if it is quoted already.
        cues: words that were found in it.
    """

    document: int
    start: int
    end: int
    is_quoted: bool = False
    cues: tuple[str, ...] = ()


class TextNavigation:
    """Show the texts of a study, and go to places in them for the item in front.

    Args:
        screen: has a pane `#text-pane` with the reading pane in it.
        marks: returns the passages of a text that are quoted.

    Attributes:
        texts: the documents to read: first those of today, then versions before.
        number: place among them of the one that is shown.
        sought: words that were looked for last.
        tops: by id of a document, where its first line in sight began when it was left.
        own_marks: what the reader marked in the texts.
        follows: True if another item in front brings its first passage into sight.
    """

    def __init__(self, screen: WorkbenchScreen, marks: Callable[[ReadingText], list[Mark]]) -> None:
        self.screen = screen
        self._marks = marks
        self.texts: list[ReadingText] = []
        self.number = 0
        self.sought = ""
        self.tops: dict[str, int] = {}
        self.own_marks: tuple[PlacedMark, ...] = ()
        self.follows = True
        self._followed: Place | None = None  # where following led last
        self._left_at: tuple[int, float] | None = None  # the document and scrolled rows as the item came
        self._front = ("", "")  # the result and the item that passages and selection belong to
        self._walk: list[Place] | None = None
        self._step = -1
        self._status = ""
        self._told_of: tuple[int, int] | None = None  # the selection that the status is about
        self._visited: list[tuple[int, int]] = []
        self._seen: dict[tuple[str, str], set[tuple[int, int, int]]] = {}  # by front: document, start, end

    @property
    def pane(self) -> ReadingPane:
        """Return the pane that shows the text."""
        return self.screen.query_one(ReadingPane)

    @property
    def shown(self) -> ReadingText | None:
        """Return the document that is shown, or None where the study has none."""
        return self.texts[self.number] if self.texts else None

    def show_text(self, number: int) -> None:
        """Show one of the documents where it was left; after the last comes the first."""
        if self.texts:
            self.keep_place()
            self.number = number % len(self.texts)
            document = self.texts[self.number]
            top = self.tops.get(str(document.id))
            self.pane.read(document, top if top is not None and top <= len(document.text) else None)
            self.mark_quotes()
            self.mark_passages()
        self.tell("")

    def keep_place(self) -> None:
        """Remember where the document that is shown was read."""
        if self.shown is not None and self.pane.document_shown is not None:
            self.tops[str(self.pane.document_shown.id)] = self.pane.top

    def mark_quotes(self) -> None:
        """Show the quoted passages of the document that is shown, and those that the reader marked."""
        if self.shown is not None:
            text = self.shown
            self.pane.mark(self._marks(text))
            self.pane.highlight(
                (*text.from_source(*place), "note" if own.mark.note else "mark")
                for own in self.own_marks
                if (place := own.place_in(text.id)) is not None
            )

    def mark_passages(self) -> None:
        """Mark the best passages for the item in front in the document that is shown."""
        name = self._front[1]
        here = [place for place in (self._walk or [])[:MARKED] if place.document == self.number]
        self.pane.suggest([(place.start, place.end, name) for place in here if not place.is_quoted])

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
        """Say something on the frame of the text, before the page; left stands which document it is."""
        self._status = words
        self._told_of = self.pane.selected_span
        self._draw_title()

    def _draw_title(self) -> None:
        pane = self.screen.query_one("#text-pane", Pane)
        if self.shown is None:
            pane.show(plain("Text"), plain("no document: a on the list of studies adds one"))
            return
        parts = ["Text", SECOND_HAND if self.pane.by_others else "", self.shown.heading]
        number = f" ({self.number + 1} of {len(self.texts)})" if len(self.texts) > 1 else ""
        words = "selecting, space ends" if self.pane.selecting else self._status
        where = " · ".join(filter(None, [words, self.pane.page_words()]))
        pane.show(plain(" · ".join(filter(None, parts)) + number), plain(where))

    def tell_first_line(self) -> None:
        """Say the same anew: the first line in sight is of another page, or of somebody else."""
        self._draw_title()

    def tell_quoted(self) -> None:
        """Say for which items the passage under the cursor is quoted, once another one is in front."""
        if self.pane.selected_span != self._told_of or self.pane.selecting:
            items = self.pane.items_here
            own = self.mark_here
            self._status = f"quoted for {items}" if items else _shown_note(own) if own is not None else ""
        self._draw_title()

    @property
    def mark_here(self) -> PlacedMark | None:
        """Return the reader's shortest mark that holds all of the selection; None where none does."""
        span = self.pane.selected_span
        if span is None or self.shown is None:
            return None
        text = self.shown
        place = text.to_source(*span)
        holding = [own for own in self.own_marks if own.holds(text.id, *place)]
        return min(holding, key=lambda own: own.anchor.end - own.anchor.start, default=None)

    def begin_item(self, result: str, item: str) -> None:
        """End what belongs to the item that was in front: passages, selection, what the frame says.

        Words that are looked for stay: they are of the text, and enter finds them again from here on.
        """
        if self._front == (result, item):
            return
        # The first item of a sheet leaves the text where it was read the last time.
        self._left_at = (self.number, self.pane.scroll_y) if self._front[1] else None
        self._front = (result, item)
        self._walk, self._step = None, -1
        with self.pane.prevent(TextArea.SelectionChanged):  # it would speak of the passage that was left
            self.pane.clear_selection()
        self.pane.suggest([])
        self.tell("")

    def select(self, number: int, start: int, end: int) -> None:
        """Select a passage of a document and bring it into sight; `go_back` leads back from there."""
        self._remember_place()
        if number != self.number:
            self.show_text(number)
        self.pane.select_span(start, end)

    def _remember_place(self) -> None:
        self._visited = [*self._visited[-MOST_VISITED:], (self.number, self.pane.top)]

    def go_to_source(self, document: UUID, start: int, end: int) -> None:
        """Select characters of a stored document, if it is among the texts."""
        for number, text in enumerate(self.texts):
            if text.id == document:
                self.select(number, *text.from_source(start, end))

    def go_back(self) -> bool:
        """Go back to where the reader was before the last jump; return False where there was none."""
        if not self._visited:
            return False
        number, top = self._visited.pop()
        if number != self.number:
            self.show_text(number)
        self.pane.clear_selection()
        self.pane.scroll_to_place(top)
        self.tell("")
        self.tell_passages()
        return True

    def go_to_heading(self, start: int, end: int) -> None:
        """Bring a heading of the text to the first line in sight; `go_back` leads back from there."""
        self.select(self.number, start, end)
        self.pane.clear_selection()
        self.pane.scroll_to_place(start)
        self.tell("")

    def find_passages(self, sought: Query | Sequence[str]) -> list[Passage]:
        """Find the passages worth reading for an item, or with some cues, in any document of today."""
        # Those of today come first, so that a place among them is a place among all.
        return reading.passages([text for text in self.texts if text.is_read], sought)

    def count_seen(self, passages: Sequence[Passage]) -> int:
        """Count the passages for the item in front that the reader went to since the screen was opened."""
        seen = self._seen.get(self._front, set())
        return sum((passage.document, passage.start, passage.end) in seen for passage in passages)

    @property
    def has_walk(self) -> bool:
        """Return True if the places for the item in front are found."""
        return self._walk is not None

    def walk(
        self,
        sought: Query | Sequence[str],
        anchors: Sequence[Anchor] = (),
        passages: Sequence[Passage] | None = None,
    ) -> list[Place]:
        """Return the places to go to for the item in front: its quotes, then passages worth reading.

        The order stays until another item is in front, whatever is quoted meanwhile.

        Args:
            sought: what is looked for: the item, or cues alone.
            anchors: its quotes.
            passages: the passages, where they are found already.
        """
        if self._walk is None:
            quotes = self._quoted_places(anchors)
            passages = self.find_passages(sought) if passages is None else passages
            found = [
                Place(passage.document, passage.start, passage.end, cues=passage.cues) for passage in passages
            ]
            fresh = [place for place in found if not any(_overlap(place, quote) for quote in quotes)]
            self._walk = [*quotes, *fresh]
        return self._walk

    def tell_passages(self) -> None:
        """Say on the frame how many places there are to read for the item in front, until one is gone to."""
        if self._step < 0 and not self._status and self._walk:
            self.tell(f"e: {count(len(self._walk), 'passage')} for {self._front[1]}")

    def follow(self) -> None:
        """Show the first place for the item in front; not where the reader did something in the text since.

        Nothing is selected by it: what is quoted for an item is chosen with it in front. `go_back` leads to
        where the reader was, past all the places that following led to.
        """
        is_as_left = self._left_at == (self.number, self.pane.scroll_y)
        has_begun = self._step >= 0 or self.pane.selecting or self.pane.selected_span is not None
        if not (self.follows and is_as_left and self._walk) or has_begun:
            return
        place, before = self._walk[0], self._followed
        was_led_here = (
            before is not None
            and before.document == self.number
            and self.pane.is_place_in_sight(before.start)
        )
        if not was_led_here:
            self._remember_place()
        if place.document != self.number:
            self.show_text(place.document)
        self.pane.bring_into_sight(place.start, place.end)
        self._followed = place

    def _quoted_places(self, anchors: Sequence[Anchor]) -> list[Place]:
        places = []
        for anchor in anchors:
            for number, text in enumerate(self.texts):
                if anchor.stands_in(text.id):
                    start, end = text.from_source(anchor.start, anchor.end)
                    places.append(Place(number, start, end, is_quoted=True))
        return places

    @property
    def found(self) -> list[Place]:
        """Return the places that `walk` found for the item in front; none before."""
        return self._walk or []

    @property
    def words_in_front(self) -> str:
        """Return the words that are selected, else those in the first line in sight."""
        if self.shown is None:
            return ""
        span = self.pane.selected_span
        return " ".join(self.shown.text[slice(*span)].split()) if span else ""

    @property
    def step(self) -> int:
        """Return which of the places was gone to last, from 0; -1 for none."""
        return self._step

    def go_to_passage(
        self, sought: Query | Sequence[str], wanted: str, by: int = 1, anchors: Sequence[Anchor] = ()
    ) -> bool:
        """Go to the next passage, or the one before; return False where there is none.

        Args:
            sought: what is looked for: the item, or cues alone.
            wanted: what that is, such as the id of the item.
            by: 1 or -1.
            anchors: the quotes of the item, which come first.
        """
        places = self.walk(sought, anchors)
        if not places:
            return False
        self._step = (max(self._step, -1 if by > 0 else 0) + by) % len(places)
        self.go_to_step(self._step, wanted)
        return True

    def go_to_step(self, step: int, wanted: str) -> None:
        """Go to one of the places that `walk` returned, from 0."""
        places = self._walk or []
        self._step, place = step, places[step]
        self._seen.setdefault(self._front, set()).add((place.document, place.start, place.end))
        self.select(place.document, place.start, place.end)
        text = self.texts[place.document]
        by = f", {SECOND_HAND}" if text.is_second_hand(place.start, place.end) else ""
        kind = "quote" if place.is_quoted else "passage"
        self.tell(f"{kind} {step + 1} of {len(places)}{by} for {wanted}")

    def find_words(self, words: str) -> list[Place]:
        """Find words in all documents that are read, and in the one that is shown, in their order."""
        pattern = words_pattern(words)
        return [
            Place(number, match.start(), match.end())
            for number, text in enumerate(self.texts)
            if text.is_read or number == self.number
            for match in pattern.finditer(as_typed(text.text))
        ]

    def go_to_words(self) -> str:
        """Go to where the words that were looked for stand next, and say which of how many that is."""
        if not self.sought or not self.texts:
            return ""
        places = self.find_words(self.sought)
        if not places:
            return f"“{self.sought}” is in no document of this study."
        here = (self.number, self.pane.place)
        after = next((n for n, place in enumerate(places) if (place.document, place.end) > here), 0)
        place = places[after]
        self.select(place.document, place.start, place.end)
        told = f"{after + 1} of {len(places)}: {self.sought}"
        self.tell(told)
        return told

    def end_finding(self) -> None:
        """Take away what the frame says of the words that were looked for; they stay selected."""
        self.tell("")
        self.tell_passages()

    def fold(self) -> None:
        """Open what is folded, or fold it again."""
        if self.pane.has_folds:
            self.pane.fold()
            self.mark_quotes()
            self.mark_passages()
        else:
            self.screen.say("Nothing is folded in this document.")


def _shown_note(own: PlacedMark) -> str:
    """Return a margin note as the frame has room for it, or that there is none."""
    note = " ".join(own.mark.note.split())
    return f"note: {cut(note, SHOWN_OF_NOTE)}" if note else "marked"


def _overlap(one: Place, other: Place) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
