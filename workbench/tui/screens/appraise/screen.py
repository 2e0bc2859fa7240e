"""Appraise a study: the text, the item in front with its answers, and the judgement, live."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.appraisals import texts as reading
from workbench.review.appraisals.answer_numbers import answer_numbers
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
from workbench.review.sentences import name_some
from workbench.tui.commands import bindings
from workbench.tui.dialogs.entry import EntryDialog
from workbench.tui.held_keys import ENTER
from workbench.tui.reading_memory import StudyPlace, keep_place, read_place
from workbench.tui.screens.appraise import answer_actions, mark_actions, study_actions, text_actions
from workbench.tui.screens.appraise.commands import ANSWERING, COMMANDS, HELP_GROUPS, IN_HELP
from workbench.tui.screens.appraise.item_rows import Front, Questions
from workbench.tui.screens.appraise.judgement_line import verdict_line, why
from workbench.tui.screens.appraise.panes import AppraisePanes
from workbench.tui.screens.appraise.reading_pane import Mark, ReadingPane
from workbench.tui.screens.appraise.rows import Rows
from workbench.tui.screens.appraise.stops import (
    groups_of,
    nearest_asked,
    next_waiting,
    stops_of,
    waiting_items,
    where_left,
)
from workbench.tui.screens.appraise.strip import DomainStrip
from workbench.tui.screens.appraise.text_navigation import TextNavigation
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.unsaved_texts import about_appraisal, unsaved_of
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workbench.intake import Query
    from workbench.review.appraisals.marks import PlacedMark
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.appraisals.texts import ReadingText
    from workbench.review.session import ReviewSession
    from workbench.tui.dialogs.dialog import Dialog

P = ParamSpec("P")
Answer = TypeVar("Answer")

STATE_NOTES = {"submitted": "SUBMITTED, R reopens"}
"""What the header says in place of the state of saving."""
SUBMITTED = "submitted: R reopens it, with a reason"
_WHY_NOT = {
    "can_change": SUBMITTED,
    "is_submitted": "not submitted yet: every key that changes it works, S submits it",
    "can_predict": "this checklist does not ask for the direction of bias",
    "begins_with_questions": "nothing waits before the items; p has what is filled in there",
}
"""What is said when a key does nothing, by what its command needs."""
_NEEDS = {key: command.needs for command in (*ANSWERING, *COMMANDS) for key in command.keys}


class AppraiseScreen(WorkbenchScreen):
    """Read and judge one study.

    Attributes:
        item: id of the item in front; empty where the domain in front asks none.
        domain: id of the domain in front.
        place: start and end in the stored text of the document to begin with; None once it was gone to.
        every_text: the documents of the study, withdrawn ones too: quotes may point to them.
        anchors: where the quotes of the sheet stand.
        hints: what the number checks flag in the study's figures.
        settled: what is settled before the items, and what the protocol says.
        unsaved: headings of the windows in which something was typed and not saved.
        navigation: shows the texts and goes to places in them.
    """

    TITLE = "Appraise"
    SAVES = "boxes"
    CSS_PATH = "appraise.tcss"
    REMEMBERS: ClassVar[float] = 1.0
    """Seconds after which it is looked anew where the reader stands."""
    HOLDS = 5.0  # an answer must not be lost, even on a busy machine
    COMMANDS_HERE = IN_HELP
    HELP_GROUPS = HELP_GROUPS
    BINDINGS: ClassVar[list[BindingType]] = bindings([*COMMANDS[:3], *ANSWERING, *COMMANDS[3:]])

    def __init__(
        self, study: str, result: str = "", *, document: str = "", place: tuple[int, int] | None = None
    ) -> None:
        super().__init__()
        self.document = document
        self.place = place
        self.study = study
        self.result = result
        self.sheet: Sheet | None = None
        self.item = ""
        self.domain = ""
        self.every_text: list[ReadingText] = []
        self.anchors: list[Anchor] = []
        self.hints = NumberHints()
        self.settled: Preliminaries | None = None
        self.unsaved: list[str] = []
        self.navigation = TextNavigation(self, self._marks_of)
        self.navigation.follows = text_actions.follows_by_setting()
        self._left = StudyPlace()
        self._kept: StudyPlace | None = None

    @property
    def about(self) -> str:
        """Return the result of the study that is appraised; a study keeps its id when its key is changed."""
        study = str(self.sheet.study.id) if self.sheet is not None else self.study
        return about_appraisal(study, self.result)

    @property
    def has_unsaved(self) -> bool:
        """Return True if something was typed here and not saved."""
        return bool(self.unsaved)

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
    def deciding(self) -> tuple[str, ...]:
        """Return the ids of the preliminaries that decide what is asked or judged and are not filled in."""
        if self.sheet is None or not self.can_change:
            return ()
        waiting = waiting_governing(self.sheet.checklist, self.sheet.preliminaries)
        return tuple(each.id for each in waiting)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the ids of what is asked before the items: what decides, then what was not asked yet.

        What decides nothing is asked once since the program was started; the particulars have it afterwards.
        """
        if self.settled is None or self.sheet is None or not self.can_change:
            return ()
        was_asked = (self.gateway.reviewer, self.sheet.checklist.id, self.study) in self.workbench.asked_once
        given = self.sheet.preliminaries
        rest = () if was_asked else tuple(name for name in self.settled.first if not given.get(name))
        return (*self.deciding, *(name for name in rest if name not in self.deciding))

    @property
    def begins_with_questions(self) -> bool:
        """Return True if something is asked before the items."""
        return bool(self.questions)

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
        """Lay out title, domains, text and items, judgement and keys."""
        yield ScreenHeader(self.TITLE, self.study)
        yield DomainStrip()
        yield AppraisePanes(self.navigation)
        yield Static("", id="verdict")
        yield Static("", id="message")
        yield KeyLine(COMMANDS)

    def on_mount(self) -> None:
        """Read the sheet and the texts."""
        self.load()
        self.set_interval(self.REMEMBERS, self.keep_place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command can do something; False, not shown, where the sheet's state forbids it."""
        can_do = super().check_action(action, parameters)
        return False if can_do is None and self.is_ready else can_do

    @property
    def quotes_on_enter(self) -> bool:
        """Return True if enter ties the words selected in the text, which has the keys.

        Where questions wait before the items, enter opens these, as the line of keys says.
        """
        has_words = self.panes.in_text and self.query_one(ReadingPane).selected_span is not None
        return has_words and self.can_answer and not self.begins_with_questions

    async def on_key(self, event: Key) -> None:
        """Quote on enter what is selected; say why a key does nothing where the sheet is the reason."""
        if event.key == "enter" and self.is_ready and self.quotes_on_enter:
            event.stop()
            await self.action_quote()
            return
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
            comes = "come first and decide" if "," in self.undecided else "comes first and decides"
            return f"{self.undecided} {comes} which items are asked: enter opens what comes before the items"
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
                self._left = read_place(self.gateway.location, self.gateway.reviewer, self.study)
                self.navigation.tops = dict(self._left.tops)
            # Finding quotes again in a newer version takes time the first time; the places are kept.
            await self.gateway.ask(lambda _: self._anchors_of(sheet))
            self.settled = await self.gateway.ask(read_preliminaries, sheet)
        except WorkbenchError as error:
            self.tell(error)
            self.dismiss()
            return
        self.result = result
        self.domain, self.item = where_left(sheet, self._item_left(result))
        self.navigation.show_text(self._document_left())
        self.show_sheet(sheet)
        await self.read_unsaved()
        await mark_actions.read_marks(self)
        text_actions.go_to_first_place(self)
        # Nobody saw yet that enter opens the questions, nor can know that what was typed would land in them.
        self.take_keys(up_to=ENTER if self.begins_with_questions else ())
        if self.unsaved:
            self.say(f"Typed and not saved: {name_some(self.unsaved)}")
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
            self.item = nearest_asked(sheet, self.item)
        if self.item:
            self.domain = sheet.checklist.domain_of(self.item).id
        elif (self.domain, "") not in (stops := stops_of(sheet)):
            self.domain, self.item = next((stop for stop in stops if stop[0] == self.domain), stops[0])
        self.navigation.begin_item(self.result, self.item)
        self.hush()
        self.query_one(ScreenHeader).show(
            study=self._header_words(sheet), note=STATE_NOTES.get(sheet.state, "")
        )
        self.query_one(DomainStrip).show_sheet(sheet, self.domain)
        self._show_item(sheet)
        self._show_verdict(sheet)
        self.navigation.mark_quotes()
        self.refresh_bindings()
        if self.settled is not None and self.settled.sheet.preliminaries != sheet.preliminaries:
            self._read_settled(sheet)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a dialog and wait for what it gives; then show anew what is typed and not saved."""
        answer = await super().ask(dialog)
        if isinstance(dialog, EntryDialog):
            await self.read_unsaved()
        return answer

    def forget_given(self) -> None:
        """Take the drafts of what was given away, and their signs."""
        had_any = bool(self._given)
        super().forget_given()
        if had_any and self.is_ready:
            self.run_worker(self.read_unsaved(), group="unsaved", exit_on_error=False)

    async def read_unsaved(self) -> None:
        """Read what was typed here and not saved, and show its signs."""
        kept = await self.workbench.drafts.abouts(self.gateway.drafts)
        before, self.unsaved = self.unsaved, unsaved_of(kept, self.about)
        if before != self.unsaved and self.sheet is not None:
            self._show_item(self.sheet)
            self.workbench.show_state()

    @work(exclusive=True, group="settled", exit_on_error=False)
    async def _read_settled(self, sheet: Sheet) -> None:
        """Read anew what is settled before the items, and show it beside the one in front."""
        self.settled = await self.gateway.ask(read_preliminaries, sheet)
        self.show_questions()

    def _header_words(self, sheet: Sheet) -> str:
        parts = (
            sheet.study.key,
            sheet.result,
            variant_in_words(sheet.form),
            origin_in_words(sheet),
            "EXCLUDED" if sheet.study.excluded is not None else "",
        )
        return " · ".join(filter(None, parts))

    def _show_verdict(self, sheet: Sheet) -> None:
        line = self.query_one("#verdict", Static)
        line.update(verdict_line(sheet, self.domain, line.content_size.width or self.app.size.width - 2))

    def _show_item(self, sheet: Sheet) -> None:
        about_result = bool(self.item) and judges_the_result(sheet.checklist, self.item)
        hints = self.hints if about_result else None
        bases = tuple(self.settled.bases(self.item)) if self.settled and self.item else ()
        first = Questions(self.questions, decide=bool(self.deciding))
        self.panes.show_front(
            Front(sheet, self.domain, self.item, self.anchors, hints, bases, self.unsaved, first)
        )
        if self.item and not self.navigation.has_walk:
            self._find_passages(self.item)

    @work(exclusive=True, group="passages", exit_on_error=False)
    async def _find_passages(self, item: str) -> None:
        """Find the passages of an item while keys go on, and mark them if it is still in front."""
        sought = self._sought
        found = await self.gateway.compute(lambda _: self.navigation.find_passages(sought))
        if self.item == item:
            self.navigation.walk(sought, self._quotes_here, found)
            self.navigation.mark_passages()
            self.navigation.follow()
            self.navigation.tell_passages()
            self.panes.draw_passages()

    @property
    def _sought(self) -> Query:
        assert self.sheet is not None
        return reading.query_of(self.sheet.checklist.item(self.item))

    @property
    def _quotes_here(self) -> list[Anchor]:
        return [anchor for anchor in self.anchors if anchor.quote.item_id == self.item]

    def _document_left(self) -> int:
        """Return the place of the document that was read last among the texts."""
        ids = [str(text.id) for text in self.navigation.texts]
        left = self.document or self._left.document
        return ids.index(left) if left in ids else 0

    def _item_left(self, result: str) -> str:
        return self._left.item if self._left.result == result else ""

    def on_resize(self) -> None:
        """Draw the line of the judgement for another width."""
        if self.sheet is not None:
            self._show_verdict(self.sheet)

    @property
    def panes(self) -> AppraisePanes:
        """Return what holds text and items."""
        return self.query_one(AppraisePanes)

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
        """Give the answer with this number; 0 takes the answer away where it is no number of points."""
        if self.sheet is None or not self.can_answer:
            return
        options = answer_numbers(self.sheet.checklist, self.item)
        if number in options:
            await self.change(answers.answer, self.item, options[number].code, result=self.result)
        elif number:
            self.say(f"{self.item} has {count(len(options), 'answer')}: {number} is none of them")
        else:
            await self.action_clear()

    async def action_clear(self) -> None:
        """Take the answer away."""
        await self.change(answers.clear_answer, self.item, result=self.result)

    async def action_undo(self) -> None:
        """Take back the last change and go to where it was."""
        await answer_actions.undo(self)

    async def action_redo(self) -> None:
        """Bring again what was taken back last and go to where it was."""
        await answer_actions.redo(self)

    async def action_quote(self) -> None:
        """Tie the selected words to the item in front."""
        await answer_actions.quote(self)

    async def action_untie(self) -> None:
        """Take the last quote of the item in front away."""
        if self.sheet is not None:
            await answer_actions.untie_quote(self, self.sheet)

    async def action_nothing_found(self) -> None:
        """Record for the item in front that the reviewer found nothing on it in the text."""
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
        try:
            await answer_actions.settle_first(self)
        finally:
            self.show_questions()

    def remember_asked(self) -> None:
        """Take note that the questions before the items were asked: what decides nothing waits no longer."""
        if self.sheet is not None:
            self.workbench.asked_once.add((self.gateway.reviewer, self.sheet.checklist.id, self.study))

    def show_questions(self) -> None:
        """Show anew what is asked before the items."""
        if self.sheet is not None:
            self._show_item(self.sheet)
            self.refresh_bindings()

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
    async def action_particulars(self) -> None:
        """Fill in what is asked before the items, or what the study is."""
        await study_actions.show_particulars(self)

    @conversation
    async def action_figures(self) -> None:
        """See and enter the numbers of the study."""
        await study_actions.show_figures(self)

    @conversation
    async def action_assign(self) -> None:
        """Choose another checklist for the study."""
        await study_actions.choose_checklist(self)

    async def read_studies(self, keep: str | None = None) -> None:
        """Take note that the study changed; whoever changed it opens it anew."""

    @conversation
    async def action_result(self) -> None:
        """Choose which result of the study is judged."""
        await answer_actions.choose_result(self)

    def action_evidence(self, by: int = 1) -> None:
        """Go to the next text that the item in front rests on, or the one before, in any document."""
        if self.sheet is None or not self.item:
            return
        if self.navigation.go_to_passage(self._sought, self.item, by, self._quotes_here):
            self.panes.draw_passages()
        else:
            self.say("No passage has a cue of this item. That is no answer yet: read on, or x records it.")

    @conversation
    async def action_headings(self) -> None:
        """Choose a heading of the text and go there."""
        await text_actions.go_to_heading(self)

    def action_back(self) -> None:
        """Go back to where the text was read before the last jump."""
        if not self.navigation.go_back():
            self.say("There was no jump to go back from.")

    def action_follow(self) -> None:
        """Let the text follow the item in front, or leave it where it is read; remembered."""
        text_actions.change_following(self)

    def action_copy(self) -> None:
        """Copy the selected words, or the item in front."""
        text_actions.copy(self)

    @conversation
    async def action_mark(self) -> None:
        """Mark the selected words, with or without a margin note."""
        await mark_actions.mark(self)

    @conversation
    async def action_marks(self) -> None:
        """List the reader's marks; one that is to be a quote is tied to the item in front."""
        why_not = "" if self.can_answer else self._why_not("can_answer")
        item = self.item if self.can_answer else ""
        if await mark_actions.list_marks(self, item=item, why_not=why_not) is not None:
            await answer_actions.quote(self)

    def items_quoting(self, own: PlacedMark) -> list[str]:
        """Return the items that quote exactly what a mark marks."""
        place = (own.anchor.start, own.anchor.end)
        document = own.anchor.document
        if document is None:
            return []
        quoting = [each for each in self.anchors if each.place_in(document.id) == place]
        return list(dict.fromkeys(each.quote.item_id for each in quoting))

    @conversation
    async def action_find(self) -> None:
        """Ask for words and go to where they stand, in all documents of the study."""
        await text_actions.find(self)

    @conversation
    async def action_find_all(self) -> None:
        """Ask for words and list where they stand in the texts of all studies."""
        await text_actions.find_in_all_texts(self, self.navigation.sought)

    def action_fold(self) -> None:
        """Open what is folded, or fold it again."""
        self.navigation.fold()

    def on_reading_pane_moved_on(self) -> None:
        """Say on the frame of the text who speaks in the first line in sight, and on which page it stands."""
        self.navigation.tell_first_line()

    def on_text_area_selection_changed(self) -> None:
        """Say for which items the passage under the cursor is quoted."""
        self.navigation.tell_quoted()

    def go_to(self, item: str, domain: str = "") -> None:
        """Put an item in front; without one, a domain that asks none."""
        self.item, self.domain = item, domain
        if self.sheet:
            self.show_sheet(self.sheet)

    def action_move(self, by: int) -> None:
        """Go to the item before or after."""
        if self.sheet:
            stops = stops_of(self.sheet)
            place = stops.index((self.domain, self.item)) + by
            domain, item = stops[max(0, min(place, len(stops) - 1))]
            self.go_to(item, domain)

    def action_item(self, by: int) -> None:
        """Go to the item before or after, whatever part has the keys."""
        self.action_move(by)

    def action_domain(self, by: int) -> None:
        """Go to the first item of the group before or after: a domain, or what is only recorded."""
        if self.sheet:
            groups = groups_of(self.sheet)
            place = next(n for n, group in enumerate(groups) if (self.domain, self.item) in group) + by
            domain, item = groups[max(0, min(place, len(groups) - 1))][0]
            self.go_to(item, domain)

    def action_next_open(self, by: int = 1) -> None:
        """Go to the next judged item without an answer, or the one before, round the end if need be."""
        if self.sheet is None:
            return
        if self.is_submitted:
            self.say(SUBMITTED)
            return
        item = next_waiting(stops_of(self.sheet), (self.domain, self.item), waiting_items(self.sheet), by)
        if item is not None:
            self.go_to(item)
            return
        waiting = waiting_targets(self.sheet)
        recorded = any(self.sheet.checklist.item(item).role for item in self.sheet.open_items)
        rest = "; what is only recorded may stay open" if recorded else ""
        if waiting:
            self.go_to_target(waiting[0])
            self.say(f"Every item has an answer{rest}. Yours to judge (O): {', '.join(waiting)}")
        else:
            self.say(f"Every item has an answer{rest}. S (shift+s) submits.")

    def go_to_target(self, target: str) -> None:
        """Put the first item of a judged domain in front; for the whole stay where it is."""
        if self.sheet:
            for domain, item in stops_of(self.sheet):
                if domain == target:
                    self.go_to(item, domain)
                    return

    def action_why(self) -> None:
        """Show why the judgement came out as it did, from the domain in front."""
        from workbench.tui.dialogs.message import MessageDialog

        if self.sheet:
            heading = f"Why: {self.sheet.study.key}, {self.domain}"
            self.app.push_screen(MessageDialog(heading, why(self.sheet, self.domain)))

    @conversation
    async def action_document(self) -> None:
        """Choose which document of the study is read."""
        await text_actions.choose_document(self)

    def action_view(self) -> None:
        """Change between both, the text wide, the items wide."""
        self.panes.change_view()

    def action_switch(self) -> None:
        """Give the keys to the text, or to the items."""
        self.panes.switch()

    def action_select(self) -> None:
        """Begin or end a selection in the text, which gets the keys."""
        if not self.panes.in_text:
            self.panes.switch()
        self.query_one(ReadingPane).action_select_words()

    def action_split(self, by: int) -> None:
        """Make the text wider, or the items."""
        if not self.panes.move_split(by):
            self.say("The split moves where text and items stand side by side, from 110 columns.")

    def action_page(self, by: int) -> None:
        """Scroll the text by a page, or the items where they have the keys."""
        if isinstance(self.focused, Rows):
            self.focused.scroll_by_half(by)
            return
        pane = self.query_one(ReadingPane)
        pane.scroll_relative(y=by * max(pane.size.height - 1, 1), animate=False)

    def action_guidance(self, by: int) -> None:
        """Scroll the item in front."""
        name = "#list-rows" if self.panes.arrangement == "items" else "#item-rows"
        self.query_one(name, Rows).scroll_by_half(by)

    def action_leave(self) -> None:
        """End a selection that is begun, else go back to the studies; the place in the text is remembered."""
        pane = self.query_one(ReadingPane)
        if pane.selecting:
            pane.clear_selection()
            self.navigation.tell("")
            self.navigation.tell_passages()
            return
        self.keep_place()
        self.dismiss()

    def keep_place(self) -> None:
        """Remember which item is in front and where the texts are read, unless that is remembered already.

        It is called while the reader moves, so that a program that is killed opens there again.
        """
        if self.sheet is None or self.navigation.pane.is_on_its_way:
            return
        self.navigation.keep_place()
        shown = self.navigation.shown
        place = StudyPlace(
            document=str(shown.id) if shown is not None else "",
            item=self.item,
            result=self.result,
            tops=dict(self.navigation.tops),
        )
        if place != self._kept:
            self._kept = place
            keep_place(self.gateway.location, self.gateway.reviewer, self.study, place)

    async def on_rows_picked(self, message: Rows.Picked) -> None:
        """Do what was clicked: go to an item or a passage, or give an answer."""
        pick = message.pick
        if pick.questions:
            await self.action_decide()
        elif pick.item:
            self.go_to(pick.item)
        elif pick.step:
            self.navigation.go_to_step(pick.step - 1, self.item)
            self.panes.draw_passages()
        elif self.can_answer:
            await self.action_answer(pick.answer)
        else:
            self.say(self._why_not("can_answer"))
