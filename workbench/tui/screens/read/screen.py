"""Read a study that no checklist judges: left its documents, right what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.intake import find_quote, reason_for_none
from workbench.output.design_names import design_in_words
from workbench.review.appraisals import texts as reading
from workbench.review.studies import characteristics, known_characteristics, known_studies
from workbench.review.studies.suggested_characteristics import suggested
from workbench.tui.commands import bindings
from workbench.tui.dialogs.text_prompt import TextDialog
from workbench.tui.plain import plain, stack
from workbench.tui.screens.appraise import mark_actions, text_actions
from workbench.tui.screens.appraise.reading_pane import Mark, ReadingPane
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.appraise.text_navigation import TextNavigation
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.read.commands import COMMANDS, HELP_GROUPS
from workbench.tui.screens.read.facts_pane import Fact, FactsPane
from workbench.tui.screens.studies import characteristics_form, navigation, study_actions
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from workbench.review.appraisals.marks import PlacedMark
    from workbench.review.appraisals.texts import ReadingText
    from workbench.review.studies.known_studies import StudyListing

NOTE = "note"


class ReadScreen(WorkbenchScreen):
    """Read a study and say what it is.

    Args:
        study: its key.

    Attributes:
        place: start and end in the stored text of the document to begin with; None once it was gone to.
        every_text: the documents of the study, withdrawn ones too: marks may point to them.
        facts: what is known of it or suggested, in the order of tables.
        in_front: name of the fact that keys are about.
        navigation: shows the texts and goes to places in them.
    """

    TITLE = "Read"
    SAVES = "characteristics"
    CSS_PATH = "read.tcss"
    COMMANDS_HERE = COMMANDS
    HELP_GROUPS = HELP_GROUPS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, study: str, *, document: str = "", place: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.document = document
        self.place = place
        self.study = study
        self.listing: StudyListing | None = None
        self.every_text: list[ReadingText] = []
        self.facts: list[Fact] = []
        self.in_front = next(iter(known_characteristics.KINDS))
        self.navigation = TextNavigation(self, self._marks_of)

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the words that are selected in the text."""
        selected = self.navigation.selected
        return (" ".join(selected.words.split()), "the selected words") if selected is not None else ("", "")

    @property
    def is_ready(self) -> bool:
        """Return True once the study is there."""
        return self.listing is not None

    @property
    def fact(self) -> Fact:
        """Return the fact in front."""
        return next(fact for fact in self.facts if fact.name == self.in_front)

    def compose(self) -> ComposeResult:
        """Lay out title, text and facts, where the study stands, and keys."""
        yield ScreenHeader(self.TITLE, self.study)
        with Horizontal(id="panes"):
            yield Pane(ReadingPane(), heading="Text", id="text-pane")
            yield Pane(FactsPane(), heading="What the study is", id="facts-pane")
        yield Static("", id="standing")
        yield Static("", id="message")
        yield KeyLine(COMMANDS)

    def on_mount(self) -> None:
        """Read the study and its texts."""
        self.query_one(FactsPane).focus()
        self.load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read the study and its texts, and show the first."""
        try:
            self.every_text = await self.gateway.ask(reading.all_texts, self.study)
            own = (text for text in self.every_text if not text.elsewhere)
            self.navigation.texts = [text for text in own if text.withdrawn_because is None]
            ids = [str(text.id) for text in self.navigation.texts]
            # What is suggested takes time in a long text.
            self.navigation.show_text(ids.index(self.document) if self.document in ids else 0)
            await self.read_studies()
            await mark_actions.read_marks(self)
            text_actions.go_to_first_place(self)
        except WorkbenchError as error:
            self.tell(error)
            self.dismiss()
            return
        self.refresh_bindings()

    async def read_studies(self, keep: str | None = None) -> None:
        """Read anew what is known of the study.

        Args:
            keep: its key, as the list of studies takes it.
        """
        listing = await self.gateway.ask(known_studies.show_study, keep or self.study)
        offered = {each.name: each for each in await self.gateway.ask(suggested, self.study)}
        lines = {line.name: line for line in listing.characteristics}
        names = [
            *known_characteristics.KINDS,
            *(name for name in lines if name not in known_characteristics.KINDS),
        ]
        self.listing = listing
        self.facts = [Fact(name, lines.get(name), offered.get(name)) for name in names]
        self.in_front = self.in_front if self.in_front in names else names[0]
        self._show(listing)

    def _show(self, listing: StudyListing) -> None:
        self.hush()
        record = listing.bibliography
        year = f" ({record.year})" if record.year else ""
        title = (record.title or "(no title printed)") + year
        note = "EXCLUDED" if listing.excluded is not None else None
        self.query_one(ScreenHeader).show(note=note or "")
        self.query_one("#facts-pane", Pane).show(plain(title))
        design = design_in_words(listing.design) or "design not recognised"
        words = [plain(f"{design}, no checklist (c chooses one): {reason_for_none(listing.design)}")]
        if listing.excluded is not None:
            words.append(plain(f"excluded: {listing.excluded}; X takes it in again", "$text-warning"))
        self.query_one("#standing", Static).update(stack(words))
        self.query_one(FactsPane).show_facts(self.facts, self.in_front)
        self.navigation.mark_quotes()
        self.refresh_bindings()

    def _marks_of(self, text: ReadingText) -> list[Mark]:
        """Return where the words that the facts rest on stand in a text, with the headings of the facts."""
        marks = []
        for fact in self.facts:
            if fact.line is not None and (match := find_quote(text.text, fact.line.quote)):
                marks.append((match.start, match.end, fact.line.heading))
        return marks

    def action_move(self, by: int) -> None:
        """Put the fact before or after in front."""
        self.hush()
        names = [fact.name for fact in self.facts]
        self.in_front = names[max(0, min(names.index(self.in_front) + by, len(names) - 1))]
        self.navigation.begin_item("", self.in_front)
        self.query_one(FactsPane).show_facts(self.facts, self.in_front)

    def action_evidence(self) -> None:
        """Go to the next passage with a cue of the fact in front, the best first, in any document."""
        kind = known_characteristics.KINDS.get(self.in_front)
        cues = kind.cues if kind is not None else (self.in_front.replace("_", " "),)
        heading = known_characteristics.heading_of(self.in_front)
        self.hush()
        if not self.navigation.go_to_passage(cues, heading):
            self.say(f"No passage has a cue of it: read on, or enter “{known_characteristics.NOT_REPORTED}”")

    def action_to_quote(self) -> None:
        """Go to the words that the fact in front rests on, entered or suggested."""
        fact = self.fact
        words = fact.line.quote if fact.line is not None else fact.suggestion.quote if fact.suggestion else ""
        for number, text in enumerate(self.navigation.texts):
            match = find_quote(text.text, words) if words and text.is_read else None
            if match is not None:
                self.navigation.select(number, match.start, match.end)
                return
        self.say("It rests on no words of a document")

    @conversation
    async def action_enter(self) -> None:
        """Enter the fact in front, with the selected words where there are some."""
        await characteristics_form.enter_one(
            self, self.study, self.in_front, self.fact.line, self.navigation.selected
        )
        await self.read_studies()

    @conversation
    async def action_take(self) -> None:
        """Enter what is suggested for the fact in front."""
        if self.fact.suggestion is None:
            self.say("Nothing is suggested for it: enter lets you enter a value")
            return
        await characteristics_form.take_suggestion(self, self.study, self.in_front)
        await self.read_studies()

    @conversation
    async def action_characterise(self) -> None:
        """Choose what to enter, with the selected words where there are some."""
        selected = self.navigation.selected
        await characteristics_form.enter_characteristics(self, self.study, selected, first=self.in_front)
        await self.read_studies()

    @conversation
    async def action_note(self) -> None:
        """Write a note on the study as a whole."""
        line = next((fact.line for fact in self.facts if fact.name == NOTE), None)

        async def save(words: str) -> None:
            await self.gateway.ask(characteristics.characterise, self.study, NOTE, words)

        dialog = TextDialog(
            f"Note on {self.study}",
            "On the study as a whole. Everybody who works on the review sees it.",
            value=str(line.value) if line is not None else "",
            save=save,
        )
        if await self.ask(dialog) is not None:
            await self.read_studies()

    @conversation
    async def action_exclude(self) -> None:
        """Leave the study out of the review, or take it in again."""
        if self.listing is not None:
            await study_actions.exclude_or_include(self, self.listing)

    @conversation
    async def action_assign(self) -> None:
        """Choose a checklist, and go on to judge the study with it."""
        if self.listing is None or not await study_actions.choose_checklist(self, self.listing):
            return
        if self.listing.checklist is not None:
            self.app.switch_screen(AppraiseScreen(self.study))

    @conversation
    async def action_reasons(self) -> None:
        """Show what is known of the study, and why its design was suggested."""
        await navigation.show_reasons(self, self.study)

    @conversation
    async def action_history(self) -> None:
        """Show who changed what in this study."""
        await navigation.show_history(self, self.study)

    @conversation
    async def action_mark(self) -> None:
        """Mark the selected words, with or without a margin note."""
        await mark_actions.mark(self)

    @conversation
    async def action_marks(self) -> None:
        """List the reader's marks."""
        await mark_actions.list_marks(self, why_not="Facts are entered here: enter takes the selected words.")

    def items_quoting(self, own: PlacedMark) -> list[str]:
        """Return nothing: a study without a checklist has no items."""
        return []

    @conversation
    async def action_find(self) -> None:
        """Ask for words and go to where they stand, in all documents of the study."""
        await text_actions.find(self)

    @conversation
    async def action_headings(self) -> None:
        """Choose a heading of the text and go there."""
        await text_actions.go_to_heading(self)

    @conversation
    async def action_find_all(self) -> None:
        """Ask for words and list where they stand in the texts of all studies."""
        await text_actions.find_in_all_texts(self, self.navigation.sought)

    def action_back(self) -> None:
        """Go back to where the text was read before the last jump."""
        if not self.navigation.go_back():
            self.say("There was no jump to go back from.")

    def action_fold(self) -> None:
        """Open what is folded, or fold it again."""
        self.navigation.fold()

    @conversation
    async def action_document(self) -> None:
        """Choose which document of the study is read."""
        await text_actions.choose_document(self)

    def on_reading_pane_moved_on(self) -> None:
        """Say on the frame of the text who speaks in the first line in sight, and on which page it stands."""
        self.navigation.tell_first_line()

    def on_text_area_selection_changed(self) -> None:
        """Say which fact rests on the passage under the cursor."""
        self.navigation.tell_quoted()

    def action_view(self) -> None:
        """Change between text and facts, text alone, facts alone."""
        after = {"": "only-text", "only-text": "only-facts", "only-facts": ""}
        now = next((name for name in ("only-text", "only-facts") if self.has_class(name)), "")
        self.set_classes(after[now])

    def action_switch(self) -> None:
        """Go between facts and text."""
        pane, text = self.query_one(FactsPane), self.query_one(ReadingPane)
        (pane if text.has_focus else text).focus()

    def action_page(self, by: int) -> None:
        """Scroll the text by a page."""
        pane = self.query_one(ReadingPane)
        pane.scroll_relative(y=by * max(pane.size.height - 1, 1), animate=False)

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()
