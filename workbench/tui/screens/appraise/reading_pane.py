"""Show the text of a document, to move in by sentences, to select from, to find passages in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import MouseUp
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from workbench.hidden_characters import show_in_place
from workbench.tui.screens.appraise.folded_text import FoldedText, Stretch
from workbench.tui.screens.appraise.margin import WIDTH, Margin, Mark, PassageMark
from workbench.tui.screens.appraise.reading_places import (
    page_marks,
    page_words,
    sentence_at,
    sentences_of,
    shown_headings,
)
from workbench.tui.screens.appraise.second_hand import BEGINS, headings, parts_by_others

if TYPE_CHECKING:
    from workbench.review.appraisals.texts import ReadingText

__all__ = ["Mark", "ReadingPane"]


_WORD = re.compile(r"\S+")
_SPARED = 2
"""Lines that a message may take."""
MEASURE = 86
"""Cells that a line of text has at most, however wide the pane is."""
NEAR = 2_000
"""Characters round the cursor in which the next word is looked for."""


class ReadingPane(TextArea):
    """Show a document, read only. Offsets that go in and out count characters of the reading text.

    Control characters are replaced one for one, so that a place on the screen is a place in the text.
    """

    DEFAULT_CSS = """
    ReadingPane .reading--quoted { color: $quote; }
    ReadingPane .reading--marked { color: $key; }
    ReadingPane .reading--highlight { background: $quoted-ground; }
    ReadingPane .reading--suggested { color: $key; }
    ReadingPane .reading--front { color: $primary; }
    ReadingPane .reading--page { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("reading--quoted", "reading--marked", "reading--highlight"),
        *("reading--suggested", "reading--front", "reading--page"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "sentence(1)", "Next sentence", show=False, id="text.down"),
        Binding("up,k", "sentence(-1)", "Sentence before", show=False, id="text.up"),
        Binding("right", "word(1)", "Next word", show=False, id="text.right"),
        Binding("left", "word(-1)", "Word before", show=False, id="text.left"),
        Binding("space", "select_words", "Select", show=False, id="text.space"),
        Binding("pagedown", "screen.page(1)", "Page down", show=False, id="text.page-down"),
        Binding("pageup", "screen.page(-1)", "Page up", show=False, id="text.page-up"),
        Binding("home", "end_of_text(-1)", "Beginning", show=False, id="text.home"),
        Binding("ctrl+a", "screen.find_all", "Find in all", show=False, id="text.find-all"),
        Binding("end", "end_of_text(1)", "End", show=False, id="text.end"),
    ]

    by_others: reactive[bool] = reactive(False, init=False)
    """True if the first line in sight is second-hand; the line that says so may be out of sight."""

    page_of_top: reactive[str] = reactive("", init=False)
    """On which page the first line in sight stands."""

    class MovedOn(Message):
        """Tell that the first line in sight is of another page, or of somebody else, than before."""

    def __init__(self) -> None:
        super().__init__(
            "",
            read_only=True,
            soft_wrap=True,
            show_cursor=True,
            id="reading",
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.document_shown: ReadingText | None = None
        self.unfolded = False
        self.selecting = False
        """True while moving extends the selection, between one press of space and the next."""
        self.margin = Margin(self)
        self._folded = FoldedText("")
        self._starts: list[int] = [0]
        self._second_hand: list[tuple[int, int]] = []
        self._bold: list[tuple[int, int]] = []
        self._muted: list[tuple[int, int]] = []
        self._wanted_top: int | None = None
        self._scroll_stays = False

    @property
    def wrap_width(self) -> int:
        """Return the cells after which lines are broken; longer ones are hard to read."""
        return min(super().wrap_width, MEASURE)

    @property
    def gutter_width(self) -> int:
        """Return the cells left of the text, which say what a passage belongs to."""
        return WIDTH

    def read(self, document: ReadingText, top: int | None = None) -> None:
        """Show a document, with the parts folded that are not the study.

        Args:
            document: what is shown.
            top: place in the reading text that the first line in sight has; without it the beginning.
        """
        self.document_shown = document
        self.unfolded = False
        self.selecting = False
        self._wanted_top = None
        self._lay_out()
        # The cursor stands where the study begins, not on the line of something folded above it.
        begin = self._folded.to_view(_first_open(document) if top is None else top)
        self.selection = Selection.cursor(self._place(begin or 0))
        if top is not None:
            self.scroll_to_place(top)

    def scroll_to_place(self, place: int) -> None:
        """Bring a place of the text to the first line in sight, once the lines have their width."""
        self._wanted_top = place
        self.call_after_refresh(self._scroll_to_wanted)

    def _scroll_to_wanted(self) -> None:
        """Bring the place that was asked for to the top; in too high a pane, once it is lower."""
        top = self._wanted_top
        view = self._folded.to_view(top) if top is not None else None
        if view is None:
            self._wanted_top = None
            return
        row = self.wrapped_document.location_to_offset(self._place(view)).y
        self.scroll_to(y=row, animate=False, force=True)
        if row <= self.max_scroll_y:
            self._wanted_top = None

    def on_resize(self) -> None:
        """Go on to the place that was asked for: the pane gets its height from the item below it."""
        if self._wanted_top is not None:
            self.call_after_refresh(self._scroll_to_wanted)

    @property
    def is_on_its_way(self) -> bool:
        """Return True if a place that was asked for is still to be brought to the first line in sight."""
        return self._wanted_top is not None

    @property
    def top(self) -> int:
        """Return the place in the text where the first line in sight begins."""
        return self._folded.to_text(self._offset(self._location_of_row(round(self.scroll_y))))

    def _location_of_row(self, row: int) -> tuple[int, int]:
        return self.wrapped_document.offset_to_location(Offset(0, max(row, 0)))

    def fold(self) -> None:
        """Open what is folded, or fold it again; what was in sight stays near."""
        here = self.place
        self.unfolded = not self.unfolded
        self._lay_out()
        place = self._folded.to_view(here)
        if place is not None:
            self.selection = Selection.cursor(self._place(place))
            self.scroll_cursor_visible(center=True, animate=False)

    @property
    def has_folds(self) -> bool:
        """Return True if the document has parts that are folded at first."""
        return self.document_shown is not None and bool(self.document_shown.folds)

    def _lay_out(self) -> None:
        document = self.document_shown
        if document is None:
            return
        folds = () if self.unfolded else document.folds
        stretches = [Stretch(fold.start, fold.end, f"{fold.title} (folded, z opens)") for fold in folds]
        titles = shown_headings(document)
        pages = page_marks(document, titles)
        self._folded = FoldedText(document.text, [*headings(document), *pages, *stretches])
        shown = show_in_place(self._folded.view).replace("\r", "␍")
        self._starts = [0]
        for line in shown.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.margin.clear()
        self._second_hand = self._rows_by_others(document)
        self._bold = self._in_view((title.start, title.end) for title in titles)
        self._muted = [
            (first - len(page.label) if page.start < page.end else first, first + len(page.label))
            for page in pages
            if (first := self._folded.to_view(page.start)) is not None
        ]
        self.text = shown
        self._look_at_first_line()

    def _in_view(self, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return where stretches of the text stand in what is shown; what is folded away is left out."""
        places = []
        for start, end in stretches:
            first, last = self._folded.to_view(start), self._folded.to_view(max(end - 1, start))
            if first is not None and last is not None:
                places.append((first, last + 1))
        return places

    def _rows_by_others(self, document: ReadingText) -> list[tuple[int, int]]:
        """Return first and last line of each second-hand part, with the line above it that says so."""
        return [
            (max(self._place(first)[0] - 1, 0), self._place(last - 1)[0])
            for first, last in self._in_view(parts_by_others(document))
        ]

    @property
    def _others_style(self) -> str:
        """Set apart from the authors' own text; where all of it is by others, it is to be read with ease."""
        whole = self.document_shown is not None and self.document_shown.kind == "summary"
        return "" if whole else "dim italic"

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and see who speaks in the line that is the first now, and on which page."""
        super().watch_scroll_y(old_value, new_value)
        self._look_at_first_line()

    def _look_at_first_line(self) -> None:
        row, _ = self._location_of_row(round(self.scroll_y))
        self.by_others = self._is_by_others(row)
        self.page_of_top = page_words(self.document_shown, self.top) if self.document_shown else ""

    def watch_by_others(self) -> None:
        """Tell the screen, which says so in a line that is always in sight."""
        self.post_message(self.MovedOn())

    def watch_page_of_top(self) -> None:
        """Tell the screen, whose frame names the page."""
        self.post_message(self.MovedOn())

    def _is_by_others(self, row: int) -> bool:
        return any(first <= row <= last for first, last in self._second_hand)

    def mark(self, passages: Iterable[Mark]) -> None:
        """Mark passages that are quoted, each with the id of its item behind it."""
        self.margin.mark(sorted(passages), self._marks_in_view)
        self._line_cache.clear()
        self.refresh()

    def highlight(self, passages: Iterable[Mark]) -> None:
        """Show what the reader marked, each with the word of the margin behind it."""
        self.margin.highlight(sorted(passages), self._marks_in_view)
        self._line_cache.clear()
        self.refresh()

    def suggest(self, passages: Iterable[Mark]) -> None:
        """Mark passages that are worth reading for the item in front, with its id."""
        self.margin.suggest(passages, self._marks_in_view)
        self.refresh()

    def _marks_in_view(self, marks: Iterable[Mark], kind: str) -> list[PassageMark]:
        return [
            PassageMark(*place, label, kind)
            for start, end, label in marks
            for place in self._in_view([(start, end)])
        ]

    def get_line(self, line_index: int) -> Text:
        """Return a line of the document with headings, pages and quoted passages set apart."""
        line = super().get_line(line_index)
        begin = self._starts[line_index] if line_index < len(self._starts) else 0
        if self._is_by_others(line_index):
            line.stylize("bold" if line.plain == BEGINS else self._others_style)
        muted = self.get_component_rich_style("reading--page", partial=True)
        quoted = [(mark.first, mark.last) for mark in self.margin.quoted]
        marked = [(mark.first, mark.last) for mark in self.margin.marked]
        ground = self.get_component_rich_style("reading--highlight", partial=True)
        drawn = ((self._bold, "bold"), (self._muted, muted), (marked, ground), (quoted, "underline"))
        for stretches, style in drawn:
            for first, last in stretches:
                if first < begin + len(line) and last > begin:
                    line.stylize(style, max(first - begin, 0), min(last - begin, len(line)))
        front = self.front_in_view
        if front is not None and front[0] < begin + len(line) and front[1] > begin:
            # What is by others is dim, which would take the selection its contrast.
            line.stylize("not dim", max(front[0] - begin, 0), min(front[1] - begin, len(line)))
        return line

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: what the passage belongs to, then the text."""
        strip = super().render_line(y)
        row = y + round(self.scroll_y)
        gutter = self.margin.gutter(*self.row_in_view(row), is_first=y == 0)
        return Strip.join([gutter, strip.crop(0, max(self.size.width - WIDTH, 0))])

    def row_in_view(self, row: int) -> tuple[int, int]:
        """Return start and end of a line of the screen in what is shown, counted from the first line."""
        wrapped = self.wrapped_document
        if row >= wrapped.height:
            return (len(self.text) + 1, len(self.text) + 1)
        line, column = self._location_of_row(row)
        ends = [*wrapped.get_offsets(line), len(self.document[line]) + 1]
        end = next((end for end in ends if end > column), ends[-1])
        return self._starts[line] + column, self._starts[line] + end

    @property
    def front_in_view(self) -> tuple[int, int] | None:
        """Return where the selection stands in what is shown; None where nothing is selected."""
        first, last = sorted(map(self._offset, (self.selection.start, self.selection.end)))
        return (first, last) if first < last else None

    @property
    def items_here(self) -> str:
        """Return the ids of the items whose quotes the cursor stands in, or an empty text."""
        here = self._offset(self.selection.end)
        names = [mark.label for mark in self.margin.quoted if mark.first <= here <= mark.last]
        return ", ".join(dict.fromkeys(names))

    @property
    def selected_span(self) -> tuple[int, int] | None:
        """Start and end of the selection in the text, or None where nothing is selected."""
        view = self.front_in_view
        if view is None:
            return None
        first, last = map(self._folded.to_text, view)
        return (first, last) if first < last else None

    def clear_selection(self) -> None:
        """Select nothing; the cursor and what is in sight stay, also where the cursor is out of sight."""
        self.selecting = False
        self._scroll_stays = True
        try:
            self.selection = Selection.cursor(self.selection.end)
        finally:
            self._scroll_stays = False

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, unless a selection is only cleared."""
        return Offset() if self._scroll_stays else super().scroll_cursor_visible(center, animate)

    def select_span(self, start: int, end: int, *, center: bool = True) -> bool:
        """Select a passage and bring it into sight, opening the folds if it lies in one."""
        self.selecting = False
        if self._folded.to_view(start) is None or self._folded.to_view(end) is None:
            self.fold()
        first, last = self._folded.to_view(start), self._folded.to_view(end)
        if first is None or last is None:
            return False
        self.selection = Selection(self._place(first), self._place(last))
        self.show_selection(center=center)
        return True

    def bring_into_sight(self, start: int, end: int) -> None:
        """Scroll to a passage and put the cursor at its beginning; nothing is selected by it.

        One that is folded away is left there.
        """
        first, last = self._folded.to_view(start), self._folded.to_view(end)
        if first is None or last is None:
            return
        with self.prevent(TextArea.SelectionChanged):
            self.selection = Selection(self._place(first), self._place(last))
            self.show_selection(center=True)
            self.selection = Selection.cursor(self._place(first))

    def show_selection(self, *, center: bool) -> None:
        """Scroll until all of the selection is in sight, as far as it fits."""
        first, last = sorted([self.selection.start, self.selection.end])
        top = self.wrapped_document.location_to_offset(first).y
        end = self.wrapped_document.location_to_offset(last).y
        height = min(end - top + 1, max(self.content_size.height, 1))
        # A message below takes lines of this pane: what is in its last ones counts as out of sight.
        if center and self._is_in_sight(top, min(height + _SPARED, max(self.content_size.height, 1))):
            return
        self.scroll_to_region(Region(0, top, 1, height), center=center, animate=False, force=True)

    def is_place_in_sight(self, place: int) -> bool:
        """Return True if a place of the text is in one of the lines in sight."""
        view = self._folded.to_view(place)
        if view is None:
            return False
        return self._is_in_sight(self.wrapped_document.location_to_offset(self._place(view)).y)

    def _is_in_sight(self, row: int, height: int = 1) -> bool:
        first = round(self.scroll_y)
        return first <= row and row + height <= first + self.content_size.height

    @property
    def place(self) -> int:
        """Return where the cursor stands in the text."""
        return self._folded.to_text(self._offset(self.selection.end))

    def action_sentence(self, by: int) -> None:
        """Select the sentence after or before the one in front, or extend the selection by it."""
        if self.document_shown is None:
            return
        if self.selecting:
            self._extend(by)
            return
        span = self.selected_span
        row = self.wrapped_document.location_to_offset(self.selection.start).y
        if span is None or not self._is_in_sight(row):
            here = self.place if self._is_in_sight(row) else self.top
            wanted = sentence_at(self.document_shown.text, here)
        else:
            wanted = self._sentence_beside(span[0], by)
        if wanted is not None:
            self.select_span(*wanted, center=False)

    def select_sentence(self) -> bool:
        """Select the sentence that the cursor stands in, or the first in sight; False without a text.

        A heading is no sentence: it is the one after it.
        """
        document = self.document_shown
        if document is None:
            return False
        row = self.wrapped_document.location_to_offset(self.selection.end).y
        wanted = sentence_at(document.text, self.place if self._is_in_sight(row) else self.top)
        headings = {document.text[heading.start : heading.end] for heading in shown_headings(document)}
        while wanted is not None and document.text[slice(*wanted)].strip() in headings:
            wanted = self._sentence_beside(wanted[0], 1)
        return wanted is not None and self.select_span(*wanted, center=False)

    def _sentence_beside(self, place: int, by: int) -> tuple[int, int] | None:
        """Return the sentence before or after the one that holds a place; folded ones are passed over."""
        found = [each for each in sentences_of(self._text) if self._folded.to_view(each[0] + 1) is not None]
        number = bisect_right(found, (place, len(self._text) + 1)) - 1 + by
        return found[number] if 0 <= number < len(found) else None

    @property
    def _text(self) -> str:
        return self.document_shown.text if self.document_shown is not None else ""

    def _extend(self, by: int) -> None:
        """Move the end of the selection to the end of the sentence, or to its beginning."""
        ends = [end if by > 0 else start for start, end in sentences_of(self._text)]
        beyond = [end for end in ends if (end > self.place if by > 0 else end < self.place)]
        if not beyond:
            return
        view = self._folded.to_view(beyond[0] if by > 0 else beyond[-1])
        if view is not None:
            self.selection = Selection(self.selection.start, self._place(view))
            self.scroll_cursor_visible(animate=False)

    def action_select_words(self) -> None:
        """Begin a selection at the cursor or the sentence in front, or end the one that is begun.

        Where neither is in sight it begins with the first line that is.
        """
        if not self.selecting:
            self.selection = Selection.cursor(self._begin_in_sight)
        self.selecting = not self.selecting
        self.post_message(self.SelectionChanged(self.selection, self))

    @property
    def _begin_in_sight(self) -> tuple[int, int]:
        """Return where the selection or the cursor begins; the first line in sight where that is not."""
        begin = min(self.selection.start, self.selection.end)
        row = self.wrapped_document.location_to_offset(begin).y
        return begin if self._is_in_sight(row) else self._location_of_row(round(self.scroll_y))

    def action_word(self, by: int) -> None:
        """Move the cursor by a word; from a selected sentence to its beginning, from out of sight into it."""
        begin = self._begin_in_sight
        if not self.selecting and (self.selected_span is not None or begin != self.selection.start):
            self.selection = Selection.cursor(begin)
            return
        here = self._offset(self.selection.end)
        words = [match.span() for match in _WORD.finditer(self.text, max(here - NEAR, 0), here + NEAR)]
        ends = (
            [end for _, end in words if end > here]
            if by > 0
            else [begin for begin, _ in words if begin < here]
        )
        if ends:
            place = self._place(ends[0] if by > 0 else ends[-1])
            self.selection = Selection(self.selection.start if self.selecting else place, place)
            self.scroll_cursor_visible(animate=False)

    def action_copy(self) -> None:
        """Copy the selected words as `y` does, and say so; with nothing selected the key goes on."""
        if self.selected_span is None:
            raise SkipAction
        self.call_later(self.run_action, "screen.copy")

    def action_end_of_text(self, by: int) -> None:
        """Go to the beginning or the end of the text."""
        found = sentences_of(self._text)
        if found:
            self.select_span(*(found[0] if by < 0 else found[-1]), center=False)

    async def _on_mouse_up(self, event: MouseUp) -> None:
        """End a selection with the mouse at whole words; a click alone puts the sentence in front."""
        await super()._on_mouse_up(event)
        if (view := self.front_in_view) is not None:
            self._select_whole_words(*view)
        elif self.document_shown is not None:
            wanted = sentence_at(self._text, self.place)
            if wanted is not None and wanted[0] <= self.place <= wanted[1]:
                self.select_span(*wanted, center=False)

    def _select_whole_words(self, first: int, last: int) -> None:
        """Extend a selection to the words that it begins and ends in; blanks at its ends are left out.

        Args:
            first: where it begins in what is shown.
            last: where it ends.
        """
        near = _WORD.finditer(self.text, max(first - NEAR, 0), last + NEAR)
        words = [match.span() for match in near if match.start() < last and match.end() > first]
        if words:
            self.selection = Selection(self._place(words[0][0]), self._place(words[-1][1]))

    def page_words(self) -> str:
        """Say on which page the selection stands, or the first line in sight; empty without pages."""
        if self.document_shown is None:
            return ""
        span = self.selected_span
        return page_words(self.document_shown, span[0] if span else self.top)

    def _offset(self, place: tuple[int, int]) -> int:
        row, column = place
        return self._starts[row] + column

    def _place(self, offset: int) -> tuple[int, int]:
        row = max(bisect_right(self._starts, offset) - 1, 0)
        return row, offset - self._starts[row]


def _first_open(document: ReadingText) -> int:
    """Return where the first part stands that is not folded."""
    place = 0
    for fold in sorted(document.folds, key=lambda fold: fold.start):
        if document.text[place : fold.start].strip():
            break
        place = fold.end
    return min(place, len(document.text))
