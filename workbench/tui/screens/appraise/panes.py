"""Lay out the parts of the appraisal, text and items, and show in them what is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from workbench.config import read_settings, remember
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.appraise.checklist_rows import checklist_rows, codes_of_domain
from workbench.tui.screens.appraise.item_rows import Front, answer_line, brief_rows, item_rows
from workbench.tui.screens.appraise.layout import (
    ALONE_BELOW,
    ANSWERS_FROM,
    TALL_FROM,
    Arrangement,
    View,
    arrange,
    moved_split,
    next_view,
    split_from,
)
from workbench.tui.screens.appraise.margin import WIDTH
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.appraise.rows import Pick, Row, Rows, whole
from workbench.tui.unsaved_texts import SIGN
from workbench.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from workbench.tui.screens.appraise.text_navigation import TextNavigation

SPLIT_SETTING = "split.appraise"
"""The setting that remembers how wide the text is side by side."""
ARRANGEMENTS: tuple[Arrangement, ...] = ("side", "stacked", "text", "items", "tiny")
PASSAGES = 5
"""How many passages are listed below the text where the window is large."""
IN_SIGHT = 8
"""Rows of the item in front that a low window shows at least; see `#item-rows` in appraise.tcss."""
CLEAR = 2
"""Cells between the name of an item's domain and the signs of its answers on one line."""
TOO_SMALL = "Window too small; everything is saved"


class AppraisePanes(Container):
    """Hold the text and the items, arranged for the window and the view.

    Args:
        navigation: shows the texts, and knows the passages of the item in front.
    """

    def __init__(self, navigation: TextNavigation) -> None:
        super().__init__(id="panes")
        self.navigation = navigation
        self.view: View = "both"
        self.in_text = True
        """True if the text has the keys, or would have them if it were shown."""
        self.arrangement: Arrangement = "stacked"
        self.front: Front | None = None
        self._split = split_from("")

    def compose(self) -> ComposeResult:
        """Lay out all parts; the arrangement shows some of them."""
        with Vertical(id="reading-side"):
            yield Pane(ReadingPane(), heading="Text", id="text-pane")
            yield Pane(Rows(id="passage-rows"), heading="Passages", id="passage-pane")
            yield Static("", id="passage-brief")
        with Vertical(id="item-side"):
            yield Pane(Rows(id="item-rows", tells_more=True), id="item-pane")
            yield Pane(Rows(id="list-rows"), id="list-pane")
            yield Rows(id="item-brief")
        yield Static(plain(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Take the split that was remembered."""
        self._split = split_from(read_settings().values.get(SPLIT_SETTING, ""))
        for name in ("#passage-rows", "#item-brief"):
            self.query_one(name).can_focus = False
        self.lay_out()

    def on_resize(self, event: Resize) -> None:
        """Arrange the parts for another size; the one with the keys keeps them."""
        self.lay_out()

    def lay_out(self) -> None:
        """Show the parts that the window and the view have room for."""
        width, height = self.app.size
        self.arrangement = arrange(width, height, self.view, in_text=self.in_text)
        screen = self.screen
        for name in ARRANGEMENTS:
            screen.set_class(name == self.arrangement, f"arranged-{name}")
        screen.set_class(height < TALL_FROM, "low")
        screen.set_class(height < ALONE_BELOW, "alone")
        screen.set_class(height < ANSWERS_FROM, "bare")
        screen.set_class(self.in_text, "reads")
        side = self.arrangement == "side"
        self.query_one("#reading-side").styles.width = f"{self._split}%" if side else None
        self.query_one("#item-rows").can_focus = self.arrangement == "stacked"
        self.redraw()
        self.call_after_refresh(self.redraw)  # what is as wide as its pane knows the new width only then
        self._give_keys()

    def _give_keys(self) -> None:
        wanted = self.with_keys
        if self.app.screen is self.screen and wanted is not None and not wanted.has_focus:
            wanted.focus(scroll_visible=False)

    @property
    def with_keys(self) -> Widget | None:
        """Return the part that has the keys in this arrangement."""
        parts = {"side": "#list-rows", "stacked": "#item-rows", "items": "#list-rows", "text": "#reading"}
        if self.arrangement == "tiny":
            return None
        if self.in_text and self.arrangement != "items":
            return self.query_one("#reading")
        return self.query_one(parts[self.arrangement])

    def change_view(self) -> None:
        """Go on to the next view; where only one part has room, to the other one."""
        if self.view == "both" and self.arrangement in ("text", "items"):
            self.in_text = not self.in_text
        else:
            self.view = next_view(self.view)
        self.lay_out()

    def switch(self) -> None:
        """Give the keys to the other part; where that is not shown, show it in place of this one."""
        self.in_text = not self.in_text
        if self.view != "both" and self.arrangement in ("text", "items"):
            self.view = "text" if self.in_text else "items"
        self.lay_out()

    def move_split(self, by: int) -> bool:
        """Make the text wider or narrower, and remember it; return False where it has all the width."""
        if self.arrangement != "side":
            return False
        self._split = moved_split(self._split, by)
        remember(SPLIT_SETTING, str(self._split))
        self.lay_out()
        return True

    def show_front(self, front: Front) -> None:
        """Show what is in front."""
        is_new = self.front is None or (self.front.item, self.front.domain) != (front.item, front.domain)
        self.front = front
        self.redraw()
        if is_new:
            self.query_one("#item-rows", Rows).scroll_home(animate=False)

    def redraw(self) -> None:
        """Draw the parts that are shown."""
        front = self.front
        if front is None:
            return
        if self.arrangement in ("side", "stacked"):
            self._draw_item(front)
        if self.arrangement in ("side", "items"):
            self._draw_list(front)
        if self.arrangement == "text":
            draw = answer_line if self.screen.has_class("alone") else brief_rows
            self.query_one("#item-brief", Rows).show(lambda width: (draw(front, width), None))
        self.draw_passages()

    def _draw_item(self, front: Front) -> None:
        pane = self.query_one("#item-pane", Pane)
        in_sight = IN_SIGHT if self.arrangement == "stacked" else None
        self.query_one("#item-rows", Rows).show(lambda width: (item_rows(front, width, in_sight), None))
        room = max(pane.outer_size.width - 6, 20)
        shares_line = self.screen.has_class("low")
        codes = codes_of_domain(front, room * 2 // 3 if shares_line else room)
        pane.show(_heading(front, room - codes.cell_length - CLEAR if shares_line else room), codes)

    def _draw_list(self, front: Front) -> None:
        pane = self.query_one("#list-pane", Pane)
        is_open = self.arrangement == "items"
        rows = self.query_one("#list-rows", Rows)
        rows.show(lambda width: checklist_rows(front, width, is_open=is_open))
        room = max(pane.outer_size.width - 10, 20)
        codes = codes_of_domain(front, room // 2) if is_open else plain("")
        pane.show(plain(f"Checklist · {front.sheet.checklist.title}"), codes)

    def draw_passages(self) -> None:
        """Show the best passages of the item in front, or the one that is read beside a wide checklist."""
        if self.arrangement == "items":
            self.query_one("#passage-brief", Static).update(self._brief())
        elif self.arrangement == "side" and self.front is not None:
            front, pane = self.front, self.query_one("#passage-pane", Pane)
            pane.show(plain(f"Passages for {front.item}" if front.item else "Passages"), plain("e next"))
            self.query_one("#passage-rows", Rows).show(lambda width: (self._passages(width), None))

    def _passages(self, width: int) -> list[Row]:
        places = self.navigation.found[:PASSAGES]
        if not places:
            return [
                Row(plain("no passage has a cue of this item; x notes that you found nothing", "$text-muted"))
            ]
        rows = []
        for step, place in enumerate(places):
            text = self.navigation.texts[place.document]
            words = " ".join(text.text[place.start : place.end].split())
            page = text.page_of(text.to_source(place.start, place.end)[0])
            is_front = step == self.navigation.step
            begin = join(
                plain("▌" if is_front else " ", "$focus"),
                plain("❝ " if place.is_quoted else "  ", "$quote"),
                plain(f"p. {page}  " if page else "", "$text-muted"),
            )
            line = join(begin, plain(words).truncate(max(width - begin.cell_length, 0), ellipsis=True))
            if is_front:
                line = line.pad_right(max(width - line.cell_length, 0)).stylize("on $cursor-row")
            rows.append(whole(line, Pick(step=step + 1)))
        return rows

    def _brief(self) -> Content:
        """Draw the first two lines of the passage in front, with what it belongs to."""
        words = self.navigation.words_in_front
        width = max(self.size.width - WIDTH - 2, 1)
        lines = plain(words or "no passage in front: e goes to the best one", "" if words else "$text-muted")
        bar = plain("▌ " if words else "  ", "$focus")
        names = [self.front.item if self.front and words else "", ""]
        shown = lines.wrap(width)[:2] or [plain("")]
        shown = [*shown, plain("")][:2]
        return stack(
            [
                join(plain(f" {name[:4]:<5}", "$key"), bar, line)
                for name, line in zip(names, shown, strict=True)
            ]
        )


def _heading(front: Front, width: int) -> Content:
    """Name the domain in front, which of its items is in front of how many, and what stands below it.

    Where there is no room for all, the name of the domain is cut.
    """
    checklist = front.sheet.checklist
    domain = checklist.domain(front.domain)
    name = plain(f"{domain.id} {domain.title}")
    if not front.item:
        return name
    is_recorded = bool(checklist.item(front.item).role)
    own = [
        item
        for item in front.sheet.verdict.shown
        if bool(checklist.item(item).role) == is_recorded
        and (is_recorded or checklist.domain_of(item).id == front.domain)
    ]
    if is_recorded:
        name = plain(f"Recorded only · {domain.id} {domain.title}")
    given = front.sheet.answers.get(front.item)
    quotes = sum(anchor.quote.item_id == front.item for anchor in front.anchors)
    note = "✎" if given and given.note else ""
    added = [f"❝{quotes}" if quotes else "", SIGN if front.has_unsaved_note(front.item) else note]
    told = " ".join(filter(None, added))
    rest = join(
        plain(f" · {own.index(front.item) + 1} of {len(own)}" if front.item in own else " · not asked now"),
        plain(f" · {told}" if told else "", "$quote"),
    )
    return join(name.truncate(max(width - rest.cell_length, 1), ellipsis=True), rest)
