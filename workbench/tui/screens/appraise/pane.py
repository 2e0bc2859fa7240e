"""The checklist beside the text: the items of a domain, and the item that is being judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import TONE_MARKS, TONE_STYLES, level_symbol

if TYPE_CHECKING:
    from checklists import AnswerOption, Domain, Item
    from workbench.desk.sheets import Sheet


class DomainStrip(Static):
    """All domains in one line, each with the symbol of its judgement."""

    def show_sheet(self, sheet: Sheet, here: str) -> None:
        """Show where the judging stands; `here` is the id of the domain in front."""
        cells = []
        for domain in sheet.verdict.domains:
            style = "reverse bold" if domain.id == here else ""
            cells.append(join(plain(f" {domain.id}", style), plain(" "), level_symbol(domain.final)))
        self.update(Content("").join(cells))


class ItemLines(Static):
    """The items of the domain in front, a line each; a click goes to one."""

    @dataclass
    class Picked(Message):
        """An item was clicked."""

        item: str

    def __init__(self) -> None:
        super().__init__("", id="items")
        self._ids: list[str] = []

    def show_items(self, sheet: Sheet, domain: Domain, here: str) -> None:
        """Show the items that are asked; `here` is the id of the one in front."""
        asked = set(sheet.verdict.asked)
        items = [item for item in domain.items if item.id in asked]
        self._ids = [item.id for item in items]
        self.update(stack([self._line(sheet, item, item.id == here) for item in items]))

    def _line(self, sheet: Sheet, item: Item, in_front: bool) -> Content:
        given = sheet.answers.get(item.id)
        code = given.code if given else None
        tone = sheet.checklist.answers[code].tone if code else "none"
        quoted = "”" if any(quote.item_id == item.id for quote in sheet.quotes) else " "
        noted = "✎" if given and given.note else " "
        return join(
            plain("▸ " if in_front else "  "),
            plain(f"{item.id:<4}", "bold" if in_front else ""),
            plain(f"{TONE_MARKS[tone]} {code or '··':<3}", TONE_STYLES[tone]),
            plain(f"{noted}{quoted} "),
            plain(item.text, "bold" if in_front else "$text-muted"),
        )

    def on_click(self, event: Click) -> None:
        """Go to the item."""
        if 0 <= event.y < len(self._ids):
            self.post_message(self.Picked(self._ids[event.y]))


class Options(Static):
    """The answers to choose from, each with its number key; a click chooses one."""

    @dataclass
    class Picked(Message):
        """An answer was clicked; `number` counts from one."""

        number: int

    def __init__(self) -> None:
        super().__init__("", id="options")
        self._count = 0

    def show_options(self, options: tuple[AnswerOption, ...], chosen: str | None) -> None:
        """Show the answers; `chosen` is the code of the one given."""
        self._count = len(options)
        self.update(stack([_option(number, one, chosen) for number, one in enumerate(options, 1)]))

    def on_click(self, event: Click) -> None:
        """Choose the answer."""
        if 0 <= event.y < self._count:
            self.post_message(self.Picked(event.y + 1))


def _option(number: int, option: AnswerOption, chosen: str | None) -> Content:
    is_chosen = option.code == chosen
    style = f"{TONE_STYLES[option.tone]} bold" if is_chosen else ""
    return join(
        plain("● " if is_chosen else "○ ", style),
        plain(f"{number} ", "bold $text-primary"),
        plain(f"{option.code:<3}", style),
        plain(option.label, style),
    )


class ChecklistPane(Vertical, can_focus=True):
    """Domain, items, the item in front with its answers, guidance, note and quotes."""

    def compose(self) -> ComposeResult:
        """Items above, the item in front below."""
        yield Static("", id="domain")
        yield ItemLines()
        with VerticalScroll(id="item", can_focus=False):
            yield Static("", id="item-text")
            yield Options()
            yield Static("", id="extras")
            yield Static("", id="guidance")

    def show_sheet(self, sheet: Sheet, item_id: str) -> None:
        """Show a sheet with one item in front."""
        checklist = sheet.checklist
        domain, item = checklist.domain_of(item_id), checklist.item(item_id)
        heading = join(plain(f"{domain.id} {domain.title}", "bold"), plain(f"  {domain.asks}", "$text-muted"))
        self.query_one("#domain", Static).update(heading)
        self.query_one(ItemLines).show_items(sheet, domain, item_id)
        self.query_one("#item-text", Static).update(plain(f"{item.id}  {item.text}", "bold"))
        given = sheet.answers.get(item_id)
        self.query_one(Options).show_options(checklist.options(item_id), given.code if given else None)
        self.query_one("#guidance", Static).update(_guidance(item))
        extras = _extras(sheet, item)
        place = self.query_one("#extras", Static)
        place.update(stack(extras))
        place.set_class(bool(extras), "some")

    def scroll_guidance(self, by: int) -> None:
        """Scroll the item in front by half its height."""
        part = self.query_one("#item", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    def to_top(self) -> None:
        """Show the item in front from its beginning."""
        self.query_one("#item", VerticalScroll).scroll_home(animate=False)


def _guidance(item: Item) -> Content:
    lines = [plain(item.guidance, lines=True)]
    if item.ni_policy == "concern":
        lines.append(
            plain("Silence counts against the study: this is expected to be reported.", "$text-muted")
        )
    if item.role:
        lines.append(
            plain(f"Not part of the judgement; kept for {item.role.replace('_', ' ')}.", "$text-muted")
        )
    return stack(lines)


def _extras(sheet: Sheet, item: Item) -> list[Content]:
    """What the reviewer added to the item: note and quotes."""
    given = sheet.answers.get(item.id)
    lines: list[Content] = []
    if given and given.note:
        lines.append(join(plain("✎ note: ", "bold"), plain(given.note, lines=True)))
    for quote in sheet.quotes:
        if quote.item_id == item.id:
            lines.append(join(plain("” "), plain(quote.text, "italic")))
    return lines
