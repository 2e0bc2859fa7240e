"""Appraise a study: left the document, right the checklist, below the judgement, live."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.imported_words import origin_in_words
from workbench.review.appraisals.preliminaries import Preliminaries, read_preliminaries
from workbench.review.appraisals.quote_anchors import Anchor, anchor
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.submission import waiting_targets
from workbench.review.appraisals.variants import (
    variant_in_words,
    waiting_governing,
    waiting_preliminaries,
)
from workbench.review.evidence.number_hints import NumberHints, judges_the_result, number_hints
from workbench.tui.commands import bindings
from workbench.tui.dialogs.text_prompt import LineDialog
from workbench.tui.plain import plain
from workbench.tui.screens.appraise import answer_actions
from workbench.tui.screens.appraise.checklist_pane import ChecklistPane, DomainStrip, ItemLines, Options
from workbench.tui.screens.appraise.commands import ANSWERING, COMMANDS, IN_HELP
from workbench.tui.screens.appraise.judgement_text import verdict_lines, why
from workbench.tui.screens.appraise.reading_pane import Mark, ReadingPane
from workbench.tui.screens.appraise.text_navigation import TextNavigation
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.studies import characteristics_form
from workbench.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.appraisals.texts import ReadingText
    from workbench.review.session import ReviewSession

P = ParamSpec("P")

STATE_WORDS = {"not_started": "not begun", "draft": "draft, saved", "submitted": "SUBMITTED"}
SUBMITTED = "submitted: R reopens it, with a reason"
_WHY_NOT = {
    "can_change": SUBMITTED,
    "is_submitted": "not submitted yet: every key that changes it works, S submits it",
    "can_predict": "this checklist does not ask for the direction of bias",
}
"""What is said when a key does nothing, by what its command needs."""
_NEEDS = {key: command.needs for command in (*ANSWERING, *COMMANDS) for key in command.keys}


class AppraiseScreen(WorkbenchScreen):
    """Read and judge one study.

    Attributes:
        item: id of the item in front; empty where the domain in front asks none.
        domain: id of the domain in front.
        every_text: the documents of the study, withdrawn ones too: quotes may point to them.
        anchors: where the quotes of the sheet stand.
        hints: what the number checks flag in the study's figures.
        settled: what is settled before the items, and what the protocol says.
        navigation: shows the texts and goes to places in them.
    """

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
        self.domain = ""
        self.every_text: list[ReadingText] = []
        self.anchors: list[Anchor] = []
        self.hints = NumberHints()
        self.settled: Preliminaries | None = None
        self.navigation = TextNavigation(self, self._marks_of)

    @property
    def about(self) -> str:
        """Return the result of the study that is appraised; a study keeps its id when its key is changed."""
        study = str(self.sheet.study.id) if self.sheet is not None else self.study
        return f"appraisal {study} {self.result}".rstrip()

    @property
    def is_ready(self) -> bool:
        """Return True once the sheet is there."""
        return self.sheet is not None

    @property
    def can_change(self) -> bool:
        """Return True if answers can be given: the sheet is there and not submitted."""
        return self.sheet is not None and not self.sheet.submitted

    @property
    def can_answer(self) -> bool:
        """Return True if the item in front can be answered: there is one, and nothing decides on it first."""
        return self.can_change and bool(self.item) and not self.undecided

    @property
    def begins_with_questions(self) -> bool:
        """Return True if the checklist asks something before its items, and this is its first study."""
        if self.settled is None or not self.can_change or not self.settled.first:
            return False
        checklist_id = self.settled.sheet.checklist.id
        return (self.gateway.reviewer, checklist_id) not in self.workbench.asked_once

    @property
    def undecided(self) -> str:
        """Return the ids of the preliminaries that decide what is asked and are not filled in."""
        if self.sheet is None:
            return ""
        waiting = waiting_preliminaries(self.sheet.checklist, self.sheet.preliminaries)
        return ", ".join(each.id for each in waiting)

    @property
    def can_predict(self) -> bool:
        """Return True if a predicted direction of bias can be given."""
        return self.can_change and self.sheet is not None and bool(directions(self.sheet.form))

    @property
    def is_submitted(self) -> bool:
        """Return True if the appraisal is submitted."""
        return self.sheet is not None and self.sheet.submitted

    def compose(self) -> ComposeResult:
        """Lay out title, domains, text and checklist, judgement and keys."""
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command can do something; False, not shown, where the sheet's state forbids it."""
        can_do = super().check_action(action, parameters)
        return False if can_do is None and self.is_ready else can_do

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing where the state of the sheet is the reason."""
        needs = _NEEDS.get(event.key, "")
        if self.is_ready and needs and not getattr(self, needs, True):
            self.say(self._why_not(needs))

    def _why_not(self, needs: str) -> str:
        if needs == "can_predict" and not self.can_change:
            return SUBMITTED
        if needs != "can_answer":
            return _WHY_NOT.get(needs, "")
        if not self.can_change:
            return SUBMITTED
        if self.undecided:
            return f"{self.undecided} comes first: it decides which items are asked; p fills it in"
        return "no item is asked here"

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, result: str | None = None) -> None:
        """Read everything anew, and stand where the work was left.

        Args:
            result: the result that is judged from then on; until it is read, the one before stays in front.
        """
        result = self.result if result is None else result
        try:
            sheet = await self.gateway.ask(answers.judge_study, self.study, result=result)
            if not self.every_text:
                self.every_text = await self.gateway.ask(reading.all_texts, self.study)
                own = (text for text in self.every_text if not text.elsewhere)
                self.navigation.texts = [text for text in own if text.withdrawn_because is None]
            # Finding quotes again in a newer version takes time the first time; the places are kept.
            await self.gateway.ask(lambda _: self._anchors_of(sheet))
            self.settled = await self.gateway.ask(read_preliminaries, sheet)
        except WorkbenchError as error:
            self.tell(error)
            self.dismiss()
            return
        self.result = result
        self.domain, self.item = _where_left(sheet)
        self.navigation.show_text(0)
        self.show_sheet(sheet)
        waits = self.can_change and waiting_governing(sheet.checklist, sheet.preliminaries)
        if waits or self.begins_with_questions:
            await self.action_decide()
        await self._read_hints()

    async def _read_hints(self) -> None:
        """Read what the number checks flag; the sheet does not wait for it."""
        try:
            self.hints = await self.gateway.compute(number_hints, self.study)
        except WorkbenchError as error:
            self.tell(error)
            return
        if self.hints.tally and self.sheet is not None:
            self._show_item(self.sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet as it stands now; where another item is in front than before, begin with it."""
        self.sheet = sheet
        self.anchors = self._anchors_of(sheet)
        if self.item and self.item not in sheet.verdict.shown:
            self.item = _nearest_asked(sheet, self.item)
        if self.item:
            self.domain = sheet.checklist.domain_of(self.item).id
        elif (self.domain, "") not in (stops := stops_of(sheet)):
            self.domain, self.item = next((stop for stop in stops if stop[0] == self.domain), stops[0])
        self.navigation.begin_item(self.result, self.item)
        self.hush()
        variant = variant_in_words(sheet.form)
        parts = (
            sheet.study.key,
            STATE_WORDS[sheet.state],
            origin_in_words(sheet),
            sheet.result_label,
            "EXCLUDED" if sheet.study.excluded is not None else "",
            variant,
            sheet.checklist.title,
        )
        self.query_one("#title", Static).update(plain(" · ".join(filter(None, parts))))
        self.query_one(DomainStrip).show_sheet(sheet, self.domain)
        self._show_item(sheet)
        self.query_one("#verdict", Static).update(verdict_lines(sheet, self.domain))
        self.navigation.mark_quotes()
        self.refresh_bindings()
        if self.settled is not None and self.settled.sheet.preliminaries != sheet.preliminaries:
            self._read_settled(sheet)

    @work(exclusive=True, group="settled", exit_on_error=False)
    async def _read_settled(self, sheet: Sheet) -> None:
        """Read anew what is settled before the items, and show it beside the one in front."""
        self.settled = await self.gateway.ask(read_preliminaries, sheet)
        if self.sheet is not None:
            self._show_item(self.sheet)

    def _show_item(self, sheet: Sheet) -> None:
        about_result = bool(self.item) and judges_the_result(sheet.checklist, self.item)
        hints = self.hints if about_result else None
        bases = self.settled.bases(self.item) if self.settled and self.item else ()
        self.query_one(ChecklistPane).show_sheet(sheet, self.item, self.anchors, hints, self.domain, bases)

    def _anchors_of(self, sheet: Sheet) -> list[Anchor]:
        return [anchor(quote, self.every_text) for quote in sheet.quotes]

    def _marks_of(self, text: ReadingText) -> list[Mark]:
        """Return where the quotes of the sheet stand in a text, with the ids of their items."""
        places = [(anchor.place_in(text.id), anchor.quote.item_id) for anchor in self.anchors]
        return [(*text.from_source(*place), item) for place, item in places if place is not None]

    async def change(
        self,
        use_case: Callable[Concatenate[ReviewSession, str | Sheet, P], Sheet],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Make a change and show the sheet after it; where it cannot be made, show why and return False."""
        try:
            await self.make(use_case, *args, **kwargs)
        except WorkbenchError as error:
            self.tell(error)
            return False
        return True

    async def make(
        self,
        use_case: Callable[Concatenate[ReviewSession, str | Sheet, P], Sheet],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Make a change and show the sheet after it.

        Raises:
            WorkbenchError: it cannot be made.
        """
        self.show_sheet(await self.gateway.ask(use_case, self.sheet or self.study, *args, **kwargs))

    async def action_answer(self, number: int) -> None:
        """Give the answer with this number."""
        if self.sheet is None or not self.can_answer:
            return
        options = self.sheet.checklist.options(self.item)
        if number <= len(options):
            await self.change(answers.answer, self.item, options[number - 1].code, result=self.result)

    async def action_clear(self) -> None:
        """Take the answer away."""
        await self.change(answers.clear_answer, self.item, result=self.result)

    async def action_undo(self) -> None:
        """Take back the last change and go to where it was."""
        await answer_actions.undo(self)

    async def action_quote(self) -> None:
        """Tie the selected words to the item in front."""
        await answer_actions.quote(self)

    async def action_untie(self) -> None:
        """Take the last quote of the item in front away."""
        if self.sheet is not None:
            await answer_actions.untie_quote(self, self.sheet)

    async def action_nothing_found(self) -> None:
        """Record for the item in front that its text was searched and gives no information."""
        if self.sheet is not None:
            await answer_actions.record_nothing_found(self, self.sheet)

    @conversation
    async def action_note(self) -> None:
        """Write a note on the item in front."""
        if self.sheet is not None:
            await answer_actions.write_note(self, self.sheet)

    @conversation
    async def action_override(self) -> None:
        """Set a final judgement that differs from the suggested one, or go back to the suggested one."""
        if self.sheet is not None:
            await answer_actions.override(self, self.sheet)

    @conversation
    async def action_direction(self) -> None:
        """Predict the direction of bias beside a judgement."""
        if self.sheet is not None:
            await answer_actions.predict_direction(self, self.sheet)

    @conversation
    async def action_decide(self) -> None:
        """Fill in what decides on the items or the judgement, or holds for all studies, before the items."""
        await answer_actions.settle_first(self)

    @conversation
    async def action_submit(self) -> None:
        """Submit, after showing what follows from it."""
        if self.sheet is not None:
            await answer_actions.submit(self, self.sheet)

    @conversation
    async def action_reopen(self) -> None:
        """Make a submitted appraisal a draft again."""
        await answer_actions.reopen(self)

    @conversation
    async def action_before_reading(self) -> None:
        """Fill in what the checklist asks before the items."""
        await answer_actions.fill_in_preliminaries(self)

    @conversation
    async def action_result(self) -> None:
        """Choose which result of the study is judged."""
        await answer_actions.choose_result(self)

    @conversation
    async def action_characterise(self) -> None:
        """Enter what the study is, with the selected words where there are some."""
        await characteristics_form.enter_characteristics(self, self.study, self.navigation.selected)

    def action_evidence(self) -> None:
        """Go to the next passage with cues of the item in front, the best first, in any document."""
        if self.sheet is not None and self.item:
            sought = reading.query_of(self.sheet.checklist.item(self.item))
            if not self.navigation.go_to_passage(sought, self.item):
                self.say(
                    "No passage has a cue of this item. That is no answer yet: read on, or x records it."
                )

    def action_to_quote(self) -> None:
        """Go to the next passage that is quoted for the item in front."""
        self.navigation.go_to_quote(self.item, self.anchors)

    @conversation
    async def action_find(self) -> None:
        """Ask for words and go to where they stand next."""
        dialog = LineDialog(
            "Find in the text",
            "Case does not matter.",
            value=self.navigation.sought,
            does="finds",
            keeps_draft=False,
        )
        words = await self.ask(dialog)
        if words and words.strip():
            self.navigation.sought = words.strip()
            self.navigation.go_to_words()

    def action_find_next(self) -> None:
        """Go to where the words that were looked for stand next."""
        self.navigation.go_to_words()

    def action_fold(self) -> None:
        """Open what is folded, or fold it again."""
        self.navigation.fold()

    def on_reading_pane_by_others(self) -> None:
        """Say that somebody else than the authors begins or ends to speak in the first line in sight."""
        self.navigation.tell_speaker()

    def on_text_area_selection_changed(self) -> None:
        """Say for which items the passage under the cursor is quoted."""
        self.navigation.tell_quoted()

    def go_to(self, item: str, domain: str = "") -> None:
        """Put an item in front; without one, a domain that asks none."""
        self.item, self.domain = item, domain
        if self.sheet:
            self.show_sheet(self.sheet)
            self.query_one(ChecklistPane).to_top()

    def action_move(self, by: int) -> None:
        """Go to the item before or after."""
        if self.sheet:
            stops = stops_of(self.sheet)
            place = stops.index((self.domain, self.item)) + by
            domain, item = stops[max(0, min(place, len(stops) - 1))]
            self.go_to(item, domain)

    def action_domain(self, by: int) -> None:
        """Go to the first item of the domain before or after."""
        if self.sheet:
            stops = stops_of(self.sheet)
            domains = list(dict.fromkeys(domain for domain, _ in stops))
            place = domains.index(self.domain) + by
            domain = domains[max(0, min(place, len(domains) - 1))]
            self.go_to(next(item for name, item in stops if name == domain), domain)

    def action_next_open(self) -> None:
        """Go to the next item without an answer, recorded ones too, round the end if need be."""
        if self.sheet is None:
            return
        if self.is_submitted:
            self.say(SUBMITTED)
            return
        stops, missing = stops_of(self.sheet), set(self.sheet.open_items)
        start = stops.index((self.domain, self.item)) + 1
        for _, item in [*stops[start:], *stops[:start]]:
            if item in missing:
                self.go_to(item)
                return
        waiting = waiting_targets(self.sheet)
        if waiting:
            self.go_to_target(waiting[0])
            self.say(f"Every item has an answer. For you to judge (O): {', '.join(waiting)}")
        else:
            self.say("Every item has an answer. S (shift+s) submits.")

    def go_to_target(self, target: str) -> None:
        """Put the first item of a judged domain in front; for the whole stay where it is."""
        if self.sheet:
            for domain, item in stops_of(self.sheet):
                if domain == target:
                    self.go_to(item, domain)
                    return

    def action_why(self) -> None:
        """Show why the judgement came out as it did."""
        from workbench.tui.dialogs.message import MessageDialog

        if self.sheet:
            self.app.push_screen(MessageDialog(f"Why: {self.sheet.study.key}", why(self.sheet)))

    def action_document(self) -> None:
        """Read the next document."""
        self.navigation.show_text(self.navigation.number + 1)

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
        """Go back to the studies."""
        self.dismiss()

    def on_item_lines_picked(self, message: ItemLines.Picked) -> None:
        """Go to the item that was clicked."""
        self.go_to(message.item)

    async def on_options_picked(self, message: Options.Picked) -> None:
        """Give the answer that was clicked."""
        if self.can_answer:
            await self.action_answer(message.number)
        else:
            self.say(self._why_not("can_answer"))


Stop = tuple[str, str]
"""A place to stand: the id of a domain, and of an item; that is empty where the domain asks none."""


def stops_of(sheet: Sheet) -> list[Stop]:
    """Return the places to stand, domain by domain: each item that is asked, or the domain without one."""
    stops: list[Stop] = []
    for domain in sheet.verdict.domains:
        own = [item for item in sheet.verdict.shown if sheet.checklist.domain_of(item).id == domain.id]
        stops += [(domain.id, item) for item in own or [""]]
    return stops


def _where_left(sheet: Sheet) -> Stop:
    """Return the first open item after the one answered last, or the first of all in a new sheet."""
    stops = stops_of(sheet)
    if not sheet.answers:
        return stops[0]
    last = max(sheet.answers.values(), key=lambda answer: answer.answered_at).item_id
    items = [item for _, item in stops]
    start = items.index(last) + 1 if last in items else 0
    missing = set(sheet.open_items)
    return next((stop for stop in [*stops[start:], *stops[:start]] if stop[1] in missing), stops[0])


def _nearest_asked(sheet: Sheet, item: str) -> str:
    """Return the item that is asked and stands nearest before one that no longer is; empty if none is."""
    asked = set(sheet.verdict.shown)
    every = [each.id for each in sheet.checklist.items]
    before = every[: every.index(item)] if item in every else []
    first = sheet.verdict.shown[0] if asked else ""
    return next((each for each in reversed(before) if each in asked), first)
