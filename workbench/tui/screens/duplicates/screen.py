"""Show the pairs of studies that may be the same beside each other, and take decisions on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.intake.references import Sureness
from workbench.review.studies import duplicates
from workbench.review.studies.records_beside import records_beside
from workbench.tui.commands import bindings
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.dialogs.text_prompt import LineDialog
from workbench.tui.plain import plain
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.duplicates import decisions, pair_text
from workbench.tui.screens.duplicates.commands import COMMANDS
from workbench.tui.widgets.headed_list import HeadedList
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.review.studies.duplicates import Decision, DuplicatePair
    from workbench.review.studies.records_beside import RecordsBeside

FRAME = 10
"""Cells of a dialog that are no text."""


class DuplicatesScreen(WorkbenchScreen):
    """List the pairs, the surest first, and below what was decided; the one in front stands below in two
    columns.
    """

    TITLE = "Duplicates"
    SAVES = "references"
    CSS_PATH = "duplicates.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[DuplicatePair] = []
        self.decided: list[Decision] = []
        self.named: list[DuplicatePair] = []
        """Pairs that the user named, which stand before the others of their kind."""
        self.records: RecordsBeside | None = None

    @property
    def is_ready(self) -> bool:
        """Return True if somebody said who is working."""
        return self.gateway.reviewer is not None

    @property
    def pair(self) -> DuplicatePair | None:
        """Return the pair under the cursor that waits for a decision, or None."""
        here = self.query_one(HeadedList).current
        return next((pair for pair in self.pairs if pair_text.id_of(pair.study, pair.other) == here), None)

    @property
    def decision(self) -> Decision | None:
        """Return the decision under the cursor, or None."""
        here = self.query_one(HeadedList).current
        return next((each for each in self.decided if pair_text.id_of(each.study, each.other) == here), None)

    @property
    def has_pair(self) -> bool:
        """Return True if there are two records to look at."""
        return self.records is not None

    @property
    def is_open_pair(self) -> bool:
        """Return True if the cursor stands on a pair that waits for a decision."""
        return self.pair is not None and self.gateway.reviewer is not None

    @property
    def is_decided(self) -> bool:
        """Return True if the cursor stands on a decision."""
        return self.decision is not None and self.gateway.reviewer is not None

    def compose(self) -> ComposeResult:
        """Lay out title, list, the two records in front, and keys."""
        yield ScreenHeader("Duplicates")
        yield StatusLine(id="strip", classes="strip")
        with Pane(heading="Pairs", id="pairs"):
            yield Static(plain(pair_text.NOTHING), id="empty")
            yield HeadedList(id="list")
        with Pane(heading="Both records", id="front"), VerticalScroll(id="detail"):
            yield Static("", id="records")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Look for pairs."""
        self.query_one(HeadedList).focus()
        self.load()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.show_pairs()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, done: str = "") -> None:
        """Look for pairs anew, and say what was done before; the cursor stays near where it was."""
        place = self._place()
        found = await self.compute(duplicates.list_pairs)
        self.decided = await self.gateway.ask(duplicates.list_decisions)
        settled = {each.other for each in self.decided if each.kind == "merged"}
        known = {frozenset((pair.study, pair.other)) for pair in found}
        known |= {frozenset((each.study, each.other)) for each in self.decided}
        self.named = [
            pair
            for pair in self.named
            if frozenset((pair.study, pair.other)) not in known and not {pair.study, pair.other} & settled
        ]
        self.pairs = [*self.named, *found]
        self.hush()
        self.show_pairs(self._at(place))
        if done:
            self.say(done)

    def show_pairs(self, keep: str = "") -> None:
        """Show all pairs and decisions; the cursor goes to one of them, or stays."""
        different = sum(pair.sureness is Sureness.DIFFERENT_WORKS for pair in self.pairs)
        alike = len(self.pairs) - different
        counted = f"{count(alike, 'pair')} to decide on"
        shared = f" · {different:,} with an identifier on different works" if different else ""
        self.query_one("#strip", Static).update(plain(f"{counted}{shared}"))
        self.set_class(not self.pairs and not self.decided, "empty")
        groups = pair_text.groups(self.pairs, self.decided, self.size.width - 6)
        self.query_one(HeadedList).show_groups(groups, keep)
        self.read_records()

    @work(exclusive=True, group="records", exit_on_error=False)
    async def read_records(self) -> None:
        """Read the two records under the cursor; only the last place of the cursor counts."""
        keys = self.query_one(HeadedList).current.split(" ")
        self.records = None
        if len(keys) == 2:
            self.records = await self.gateway.ask(records_beside, *keys)
            words = pair_text.beside(self.records, self.size.width - 5)
            self.query_one("#records", Static).update(words)
            self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        else:
            self.query_one("#records", Static).update("")
        self.refresh_bindings()

    def on_headed_list_highlighted(self, message: HeadedList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.hush()
        self.read_records()

    def _place(self) -> int:
        here = self.query_one(HeadedList).current
        ids = self._ids()
        return ids.index(here) if here in ids else 0

    def _at(self, place: int) -> str:
        ids = self._ids()
        return ids[min(place, len(ids) - 1)] if ids else ""

    def _ids(self) -> list[str]:
        return [
            *(pair_text.id_of(pair.study, pair.other) for pair in self.pairs),
            *(pair_text.id_of(each.study, each.other) for each in self.decided),
        ]

    def action_move(self, by: int) -> None:
        """Go to the pair before or after."""
        self.query_one(HeadedList).move(by)

    def action_page(self, by: int) -> None:
        """Go some pairs up or down."""
        self.query_one(HeadedList).page(by)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last pair."""
        self.query_one(HeadedList).jump(place)

    def action_reload(self) -> None:
        """Look for pairs anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()

    def action_look(self) -> None:
        """Show both records in full."""
        if self.records is not None:
            words = pair_text.beside(self.records, min(self.size.width, 120) - FRAME, in_full=True)
            heading = f"{self.records.first} and {self.records.second}"
            self.app.push_screen(MessageDialog(heading, words))

    @conversation
    async def action_name(self) -> None:
        """Ask for two studies, and put them among the pairs."""
        named: list[duplicates.DuplicatePair] = []

        async def name(typed: str) -> None:
            keys = typed.split()
            if len(keys) != 2:
                raise WorkbenchError("name two keys, a space between")
            named.append(await self.gateway.ask(duplicates.name_pair, *keys))

        heading, explanation = "Which two studies may be the same?", "Two keys, a space between."
        await self.ask(LineDialog(heading, explanation, save=name, does="adds them to the pairs"))
        if not named:
            return
        pair = named[-1]
        ids = {frozenset((each.study, each.other)) for each in self.pairs}
        if frozenset((pair.study, pair.other)) not in ids:
            self.named.insert(0, pair)
            self.pairs.insert(0, pair)
        self.show_pairs(pair_text.id_of(pair.study, pair.other))

    @conversation
    async def action_merge(self, kept: int) -> None:
        """Merge the two studies under the cursor into the first or the second of them."""
        if self.pair is not None:
            keys = (self.pair.study, self.pair.other)
            self._done(await decisions.merge(self, *(keys if kept == 1 else keys[::-1])))

    @conversation
    async def action_distinct(self) -> None:
        """Keep that the two studies under the cursor are not the same."""
        if self.pair is not None:
            self._done(await decisions.mark_distinct(self, self.pair))

    @conversation
    async def action_take_back(self) -> None:
        """Take the decision under the cursor back."""
        if self.decision is not None:
            self._done(await decisions.take_back(self, self.decision))

    def _done(self, what: str | None) -> None:
        if what is not None:
            self.load(what)
