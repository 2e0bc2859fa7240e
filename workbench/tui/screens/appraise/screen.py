"""The appraisal: left the document, right the checklist, below the judgement, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.quote_anchors import Anchor, anchor
from workbench.tui.commands import bindings
from workbench.tui.plain import plain
from workbench.tui.screens.appraise.checklist_pane import ChecklistPane, DomainStrip, ItemLines, Options
from workbench.tui.screens.appraise.commands import ANSWERING, COMMANDS, IN_HELP
from workbench.tui.screens.appraise.judgement_text import verdict_lines, why
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.appraise.sheet_screen import SUBMITTED
from workbench.tui.screens.appraise.text_actions import Searching
from workbench.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.appraisals.texts import ReadingText

STATE_WORDS = {"not_started": "not begun", "draft": "draft, saved", "submitted": "SUBMITTED"}


class AppraiseScreen(Searching):
    """Reads and judges one study."""

    TITLE = "Appraise"
    CSS_PATH = "appraise.tcss"
    COMMANDS_HERE = IN_HELP
    BINDINGS: ClassVar[list[BindingType]] = bindings([*ANSWERING, *COMMANDS])

    def __init__(self, study: str, result: str = "") -> None:
        super().__init__()
        self.study = study
        self.result = result
        self.sheet: Sheet | None = None
        self.item = ""
        self.texts: list[ReadingText] = []
        self.every_text: list[ReadingText] = []
        self.anchors: list[Anchor] = []
        self.text_number = 0

    def compose(self) -> ComposeResult:
        """Title, domains, text and checklist, judgement, keys."""
        yield Static(plain(f"{self.study} …"), id="title", classes="bar")
        yield DomainStrip("", id="strip")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Static("", id="source")
                yield ReadingPane()
            yield ChecklistPane()
        yield Static("", id="verdict")
        yield Static("", id="message")
        yield KeyLine(COMMANDS)

    def on_mount(self) -> None:
        """Read the sheet and the texts."""
        self.query_one(ChecklistPane).focus()
        self.load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read everything anew, and stand where the work was left."""
        try:
            sheet = await self.gateway.ask(answers.judge_study, self.study, result=self.result)
            if not self.texts:
                self.every_text = await self.gateway.ask(reading.all_texts, self.study)
                self.texts = [one for one in self.every_text if one.withdrawn_because is None]
            # Finding quotes again in a newer version takes time the first time; what is found is kept.
            await self.gateway.ask(lambda _: self.anchors_of(sheet))
        except WorkbenchError as error:
            self.tell(error)
            self.dismiss()
            return
        self.item = _where_left(sheet)
        self.show_text(0)
        self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet as it stands now."""
        self.sheet = sheet
        self.anchors = self.anchors_of(sheet)
        if self.item not in sheet.verdict.asked:
            self.item = _nearest_asked(sheet, self.item)
        self.begin_item()
        domain = sheet.checklist.domain_of(self.item)
        self.hush()
        parts = (sheet.study.key, STATE_WORDS[sheet.state], sheet.result_label, sheet.checklist.title)
        self.query_one("#title", Static).update(plain(" · ".join(parts)))
        self.query_one(DomainStrip).show_sheet(sheet, domain.id)
        self.query_one(ChecklistPane).show_sheet(sheet, self.item, self.anchors)
        self.query_one("#verdict", Static).update(verdict_lines(sheet, domain.id))
        self.mark_quotes()
        self.refresh_bindings()

    def show_text(self, number: int) -> None:
        """Show one of the documents."""
        if self.texts:
            self.text_number = number % len(self.texts)
            self.query_one(ReadingPane).read(self.texts[self.text_number])
            self.mark_quotes()
        self.tell_document()

    def anchors_of(self, sheet: Sheet) -> list[Anchor]:
        """Where the quotes of a sheet stand."""
        return [anchor(one, self.every_text) for one in sheet.quotes]

    def mark_quotes(self) -> None:
        """Mark the quoted passages of the document in front."""
        if self.sheet and self.texts:
            here = self.texts[self.text_number]
            marked = [(one, place) for one in self.anchors if (place := one.place_in(here.id)) is not None]
            self.query_one(ReadingPane).mark(
                [(*here.from_source(*place), one.quote.item_id) for one, place in marked]
            )

    def go_to(self, item: str) -> None:
        """Put an item in front."""
        self.item = item
        if self.sheet:
            self.show_sheet(self.sheet)
            self.query_one(ChecklistPane).to_top()

    def action_move(self, by: int) -> None:
        """Go to the item before or after."""
        if self.sheet:
            asked = self.sheet.verdict.asked
            place = asked.index(self.item) + by
            self.go_to(asked[max(0, min(place, len(asked) - 1))])

    def action_domain(self, by: int) -> None:
        """Go to the first item of the domain before or after."""
        if self.sheet:
            domains = self.sheet.checklist.domains
            here = [domain.id for domain in domains].index(self.sheet.checklist.domain_of(self.item).id)
            self.go_to(domains[max(0, min(here + by, len(domains) - 1))].items[0].id)

    def action_next_open(self) -> None:
        """Go to the next item without an answer, round the end if need be."""
        if self.sheet is None:
            return
        if self.is_submitted:
            self.say(SUBMITTED)
            return
        asked, missing = self.sheet.verdict.asked, set(self.sheet.verdict.unanswered)
        start = asked.index(self.item) + 1
        for item in [*asked[start:], *asked[:start]]:
            if item in missing:
                self.go_to(item)
                return
        self.say("Every item has an answer. S (shift+s) submits.")

    def action_why(self) -> None:
        """Show why the judgement came out as it did."""
        from workbench.tui.dialogs.message import MessageDialog

        if self.sheet:
            self.app.push_screen(MessageDialog(f"Why: {self.sheet.study.key}", why(self.sheet)))

    def action_document(self) -> None:
        """Read the next document."""
        self.show_text(self.text_number + 1)

    def action_view(self) -> None:
        """Change between text and checklist, text alone, checklist alone."""
        if self.has_class("only-text"):
            self.set_classes("only-checklist")
        elif self.has_class("only-checklist"):
            self.set_classes("")
        else:
            self.set_classes("only-text")

    def action_switch(self) -> None:
        """Go between checklist and text."""
        pane, text = self.query_one(ChecklistPane), self.query_one(ReadingPane)
        (pane if text.has_focus else text).focus()

    def action_page(self, by: int) -> None:
        """Scroll the text by a page."""
        pane = self.query_one(ReadingPane)
        pane.scroll_relative(y=by * max(pane.size.height - 1, 1), animate=False)

    def action_guidance(self, by: int) -> None:
        """Scroll the guidance."""
        self.query_one(ChecklistPane).scroll_guidance(by)

    def action_read_on(self) -> None:
        """Read the guidance on; at its end, again from its beginning."""
        self.query_one(ChecklistPane).read_on()

    def action_leave(self) -> None:
        """Back to the studies."""
        self.dismiss()

    def on_item_lines_picked(self, message: ItemLines.Picked) -> None:
        """An item was clicked."""
        self.go_to(message.item)

    async def on_options_picked(self, message: Options.Picked) -> None:
        """An answer was clicked."""
        if self.can_change:
            await self.action_answer(message.number)


def _where_left(sheet: Sheet) -> str:
    """The first item without an answer after the one answered last; the first of all in a new sheet."""
    asked = sheet.verdict.asked
    if not sheet.answers:
        return asked[0]
    last = max(sheet.answers.values(), key=lambda one: one.answered_at).item_id
    start = asked.index(last) + 1 if last in asked else 0
    missing = set(sheet.verdict.unanswered)
    return next((item for item in [*asked[start:], *asked[:start]] if item in missing), asked[0])


def _nearest_asked(sheet: Sheet, item: str) -> str:
    """The item that is asked and stands nearest before one that no longer is."""
    asked = set(sheet.verdict.asked)
    every = [one.id for one in sheet.checklist.items]
    before = every[: every.index(item)] if item in every else []
    return next((one for one in reversed(before) if one in asked), sheet.verdict.asked[0])
