"""Show the checklist beside the text: the items of a domain, and the item that is being judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

from workbench.output.recorded_items import role_in_words
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.appraise.item_text import (
    added,
    added_folded,
    based_on,
    guidance,
    hinted,
    hinted_folded,
    why_no_items,
)
from workbench.tui.screens.appraise.pieces import Pieces
from workbench.tui.theme import TONE_MARKS, TONE_STYLES, level_symbol

if TYPE_CHECKING:
    from checklists import AnswerOption, Checklist, Domain, DomainVerdict, Item
    from workbench.review.appraisals.preliminaries import Basis
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.evidence.number_hints import NumberHints


class DomainStrip(Static):
    """Show all domains in one line, each with the symbol of its judgement."""

    def show_sheet(self, sheet: Sheet, here: str) -> None:
        """Show where the judging stands; `here` is the id of the domain in front."""
        cells = []
        for domain in sheet.verdict.domains:
            style = "reverse bold" if domain.id == here else ""
            cells.append(join(plain(f" {domain.id}", style), plain(" "), _sign(sheet, domain)))
        self.update(Content("").join(cells))


def _sign(sheet: Sheet, domain: DomainVerdict) -> Content:
    """Draw how a domain stands in one cell: its level, or that it waits for the reviewer, or has none."""
    if domain.judged_by == "none" or not domain.is_needed:
        return plain("–", "$text-muted")
    if domain.final is None and domain.ask:
        return plain("!", "bold $text-warning")
    return level_symbol(domain.final, sheet.order_of(domain.id))


class ItemLines(Pieces):
    """Show the items of a domain, a line each, on a short screen side by side; a click goes to one."""

    @dataclass
    class Picked(Message):
        """Tell that an item was clicked."""

        item: str

    def __init__(self) -> None:
        super().__init__("items")
        self._ids: list[str] = []

    def show_items(
        self, sheet: Sheet, domain: Domain, here: str, anchors: Sequence[Anchor], room: int | None = None
    ) -> None:
        """Show the items that are asked, the judged ones first; `here` is the id of the one in front.

        Items that are only recorded stand in brackets. With `room`, the cells of a line, they stand side by
        side and without their words.
        """
        quoted = dict.fromkeys((anchor.quote.item_id for anchor in anchors), "”")
        quoted |= dict.fromkeys((anchor.quote.item_id for anchor in anchors if anchor.is_flagged), "!")
        own = {item.id: item for item in domain.items}
        items = [own[item] for item in sheet.verdict.shown if item in own]
        self._ids = [item.id for item in items]
        lines = [
            _item(sheet, item, item.id == here, quoted.get(item.id, " "), room is None) for item in items
        ]
        self.show_pieces(lines, room)

    def on_click(self, event: Click) -> None:
        """Go to the item."""
        piece = self.piece_at(event.x, event.y)
        if piece is not None:
            self.post_message(self.Picked(self._ids[piece]))


def _item(sheet: Sheet, item: Item, in_front: bool, quoted: str, in_line: bool) -> Content:
    """Draw an item with its code and marks; with its words where it has a line of its own.

    One that is only recorded stands in brackets, without the colour of its answer, and says what it is for.
    """
    given = sheet.answers.get(item.id)
    code = given.code if given else None
    tone = sheet.checklist.tone(item.id, code) if code and item.role is None else "none"
    noted = "✎" if given and given.note else " "
    mark = f"{TONE_MARKS[tone]}{code or '·':<2}"
    number = f"({item.shown})" if item.role else item.shown
    standing = join(
        plain("▸" if in_front else " "),
        plain(f"{' ' * in_line}{number:<{5 if in_line else 4}}", "bold" if in_front else ""),
        plain(f"{TONE_MARKS[tone]} {code or '··':<3}" if in_line else mark, TONE_STYLES[tone]),
        plain(f"{noted}{quoted}"),
    )
    role = f"{role_in_words(item.role)}: " if item.role else ""
    words = plain(f" {role}{item.text}", "bold" if in_front else "$text-muted")
    return join(standing, words) if in_line else standing


class Options(Pieces):
    """Show the answers to choose from, each with its number key; a click chooses one."""

    @dataclass
    class Picked(Message):
        """Tell that an answer was clicked; `number` counts from one."""

        number: int

    def __init__(self) -> None:
        super().__init__("options")

    def show_options(
        self, checklist: Checklist, item: str, chosen: str | None, room: int | None = None
    ) -> None:
        """Show the answers of an item, side by side with `room`; `chosen` is the code of the one given."""
        pieces = [
            _option(number, option, TONE_STYLES[checklist.tone(item, option.code)], chosen, room is None)
            for number, option in enumerate(checklist.options(item), 1)
        ]
        self.show_pieces(pieces, room)

    def on_click(self, event: Click) -> None:
        """Choose the answer."""
        piece = self.piece_at(event.x, event.y)
        if piece is not None:
            self.post_message(self.Picked(piece + 1))


def _option(number: int, option: AnswerOption, tone: str, chosen: str | None, in_line: bool) -> Content:
    is_chosen = option.code == chosen
    style = f"{tone} bold" if is_chosen else ""
    return join(
        plain("●" if is_chosen else "○", style),
        plain(f" {number} " if in_line else f"{number} ", "bold $text-primary"),
        plain(f"{option.code:<3}" if in_line else f"{option.code} ", style),
        plain(option.label, style),
    )


SHORT_BELOW = 32
"""With fewer lines than that the screen is short: items and answers stand side by side, what the reviewer
added is folded, so that the guidance keeps its place."""
UNFOLDED_FROM = 60
"""Cells in a line from which on a short screen shows notes and quotes whole: the checklist stands alone."""


class ChecklistPane(Vertical, can_focus=True):
    """Show domain, items, and the item in front with its answers, guidance, note and quotes."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Sheet, str, str, Sequence[Anchor], NumberHints | None, Sequence[Basis]] | None = (
            None
        )

    def compose(self) -> ComposeResult:
        """Lay out items above and the item in front below; guidance and what the reviewer added scroll."""
        yield Static("", id="domain")
        yield ItemLines()
        yield Static("", id="item-text")
        yield Options()
        with VerticalScroll(id="item", can_focus=False):
            yield Static("", id="extras")
            yield Static("", id="guidance")
        yield Static(plain("▾ g  reads the guidance on", "$text-primary"), id="more")

    @property
    def is_short(self) -> bool:
        """Return True if the terminal has few lines."""
        return self.app.size.height < SHORT_BELOW

    def on_resize(self, event: Resize) -> None:
        """Arrange anew what is shown."""
        self.set_class(self.is_short, "short")
        self._arrange()

    def show_sheet(
        self,
        sheet: Sheet,
        item_id: str,
        anchors: Sequence[Anchor],
        hints: NumberHints | None = None,
        domain_id: str = "",
        bases: Sequence[Basis] = (),
    ) -> None:
        """Show a sheet with one item in front; without one, why the domain in front has none.

        Args:
            sheet: the sheet.
            item_id: the item in front, empty for none.
            anchors: the quotes of the sheet and where they stand.
            hints: what the number checks flag, if the item is about the reported result.
            domain_id: the domain in front where no item is.
            bases: what the item in front rests on.
        """
        domain = sheet.checklist.domain_of(item_id).id if item_id else domain_id
        self._shown = (sheet, domain, item_id, anchors, hints, bases)
        self._arrange()

    def _arrange(self) -> None:
        if self._shown is None:
            return
        sheet, domain_id, item_id, anchors, hints, bases = self._shown
        checklist = sheet.checklist
        domain = checklist.domain(domain_id)
        room = self.content_size.width if self.is_short else None
        heading = join(plain(f"{domain.id} {domain.title}", "bold"), plain(f"  {domain.asks}", "$text-muted"))
        self.query_one("#domain", Static).update(heading)
        self.query_one(ItemLines).show_items(sheet, domain, item_id, anchors, room)
        if not item_id:
            self._show_no_item(sheet, domain_id)
            return
        item = checklist.item(item_id)
        self.query_one("#item-text", Static).update(plain(f"{item.shown}  {item.text}", "bold"))
        given = sheet.answers.get(item_id)
        self.query_one(Options).show_options(checklist, item_id, given.code if given else None, room)
        self.query_one("#guidance", Static).update(guidance(item))
        is_folded = room is not None and room < UNFOLDED_FROM
        numbers = (hinted_folded if is_folded else hinted)(hints) if hints else []
        extras = [*based_on(bases), *numbers, *(added_folded if is_folded else added)(sheet, item, anchors)]
        place = self.query_one("#extras", Static)
        place.update(stack(extras))
        place.set_class(bool(extras), "some")
        place.set_class(is_folded, "folded")
        self.call_after_refresh(self._tell_more)

    def _show_no_item(self, sheet: Sheet, domain_id: str) -> None:
        """Say why there is nothing to answer in a domain, and what can be done instead."""
        self.query_one("#item-text", Static).update(plain(why_no_items(sheet, domain_id)))
        self.query_one(Options).show_pieces([], None)
        self.query_one("#guidance", Static).update("")
        self.query_one("#extras", Static).set_class(False, "some")
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        """Name the key that scrolls where something is out of sight."""
        self.query_one("#more").set_class(self.query_one("#item", VerticalScroll).max_scroll_y > 0, "some")

    def scroll_guidance(self, by: int) -> None:
        """Scroll guidance, note and quotes by half their height."""
        part = self.query_one("#item", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    def read_on(self) -> None:
        """Scroll guidance, note and quotes by their height; from their end to the beginning."""
        part = self.query_one("#item", VerticalScroll)
        if part.scroll_y >= part.max_scroll_y:
            part.scroll_home(animate=False)
        else:
            part.scroll_relative(y=max(part.size.height - 1, 1), animate=False)

    def to_top(self) -> None:
        """Show the item in front from its beginning."""
        self.query_one("#item", VerticalScroll).scroll_home(animate=False)
