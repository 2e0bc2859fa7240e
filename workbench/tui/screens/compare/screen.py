"""Compare submitted appraisals side by side: differences first, each to be resolved with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.review.reviewers import reconcile
from workbench.tui.commands import bindings
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import plain
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.compare import consensus_actions, remarks
from workbench.tui.screens.compare.commands import COMMANDS, IN_HELP, TAKING
from workbench.tui.screens.compare.comparison_text import (
    all_warnings,
    groups,
    heading_of,
    headings,
    place_of,
    strip,
    study_of,
    verdict_line,
    warnings_in,
)
from workbench.tui.screens.compare.line_text import line_in_front
from workbench.tui.widgets.headed_list import HeadedList
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import ComparedLine, Comparison

WIDE_FROM = 110
"""Cells from which on the line in front stands beside the list instead of below."""

FRAME = 3
"""Cells of frame and scroll bar."""

SUBMITTED = "the consensus is submitted: R reopens it, with a reason"
_FOR_A_DRAFT = {
    key for command in (*TAKING, *COMMANDS) if command.needs == "can_change" for key in command.keys
}

LOOKS_AGAIN = 10.0
"""Seconds after which the comparison is read again."""
CHANGED = "Others changed something here · ctrl+r reads it anew"
LIST_PER_CENT = 60
"""Of the width, beside the line in front; as the style sheet has it."""


class CompareScreen(WorkbenchScreen):
    """Compare and reconcile the appraisals of one result of a study.

    Attributes:
        decided_by: who decides on differences from now on.
    """

    TITLE = "Compare"
    SAVES = "answers"
    CSS_PATH = "compare.tcss"
    COMMANDS_HERE = IN_HELP
    BINDINGS: ClassVar[list[BindingType]] = bindings([*TAKING, *COMMANDS])

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison
        self.decided_by = comparison.usual_decider
        self._name_number_keys()

    @property
    def about(self) -> str:
        """Return the result of the study that is compared."""
        return f"compare {self.comparison.study} {self.comparison.result}".rstrip()

    def _name_number_keys(self) -> None:
        """Let the footer name the keys that there is a reviewer for, not all nine."""
        keys = " ".join(map(str, range(1, min(len(self.comparison.reviewers), len(TAKING)) + 1)))
        keys_of_one = self._bindings.key_to_bindings["1"]
        self._bindings.key_to_bindings["1"] = [replace(each, key_display=keys) for each in keys_of_one]

    @property
    def can_change(self) -> bool:
        """Return True if the consensus can be changed: it is not submitted."""
        return self.comparison.consensus_state != "submitted"

    @property
    def has_warnings(self) -> bool:
        """Return True if something is to be known before anything is settled."""
        return bool(self.comparison.warnings)

    @property
    def is_submitted(self) -> bool:
        """Return True if the consensus is submitted."""
        return not self.can_change

    @property
    def line(self) -> ComparedLine | None:
        """Return the line under the cursor, or None where there is none."""
        here = self.query_one(HeadedList).current
        return next((line for line in self.comparison.lines if line.id == here), None)

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the line in front with all notes and quotes."""
        if self.line is None:
            return "", ""
        return line_in_front(self.comparison, self.line, self.decided_by).plain, f"the line {self.line.id}"

    def compose(self) -> ComposeResult:
        """Lay out title, warnings, list, the line in front and keys."""
        yield ScreenHeader("Compare", study_of(self.comparison))
        yield StatusLine(id="strip", classes="strip")
        yield Static("", id="warnings")
        with Container(id="panes"):
            with Pane(heading="Differences, weightiest first", id="left"):
                yield Static("", id="headings")
                yield HeadedList(id="list")
            with Pane(id="front"), VerticalScroll(id="detail"):
                yield Static("", id="detail-text")
        yield StatusLine(id="verdict", classes="verdict")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Show the comparison with the first difference in front."""
        self.query_one(HeadedList).focus()
        self.show_comparison(self.comparison)
        self.set_interval(LOOKS_AGAIN, self.look_anew)

    def look_anew(self) -> None:
        """Show what others have agreed or written meanwhile, in another program or on a server."""
        if self.is_at_rest:
            self.run_worker(self._show_changes(), group="look-anew", exclusive=True, exit_on_error=False)

    @property
    def is_at_rest(self) -> bool:
        """Return True if no other screen or dialog is in front, and nothing is being saved."""
        return self.app.screen is self and not self.talks

    async def _show_changes(self) -> None:
        before = self.comparison
        try:
            after = await self.gateway.compute(reconcile.compare, before.study, result=before.result)
        except WorkbenchError:
            # Going back without a key would surprise; ctrl+r does it, and says why.
            self.say(CHANGED)
            return
        # What was agreed here while it was read is newer than what was read.
        if after != before and self.comparison is before and self.is_at_rest:
            self.show_comparison(after)

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing where the consensus is submitted."""
        if event.key in _FOR_A_DRAFT and not self.can_change:
            self.say(SUBMITTED)

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")
        self.query_one("#warnings", Static).update(warnings_in(self.comparison, self.size.width - 2))
        self.show_lists()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a comparison as it stands now; the cursor stays on its line."""
        self.comparison = comparison
        self.hush()
        self.query_one("#strip", StatusLine).show(*strip(comparison))
        self.query_one("#verdict", StatusLine).show(*verdict_line(comparison))
        warnings = self.query_one("#warnings", Static)
        warnings.update(warnings_in(comparison, self.size.width - 2))
        warnings.set_class(bool(comparison.warnings), "some")
        self.show_lists()
        self.refresh_bindings()

    def show_lists(self) -> None:
        """Show the lines, and the one in front."""
        width = self.size.width
        if width >= WIDE_FROM:
            width = width * LIST_PER_CENT // 100
        width -= FRAME
        self.query_one("#headings", Static).update(headings(self.comparison, width))
        self.query_one(HeadedList).show_groups(groups(self.comparison, width))
        self.show_line()

    def show_line(self) -> None:
        """Show the line in front."""
        line = self.line
        if line is not None:
            words = line_in_front(self.comparison, line, self.decided_by)
            self.query_one("#detail-text", Static).update(words)
            self.query_one("#front", Pane).show(heading=plain(heading_of(self.comparison, line)))
            self.query_one("#left", Pane).show(status=plain(place_of(self.comparison, line)))

    def go_to(self, line: str) -> None:
        """Put a line in front."""
        self.query_one(HeadedList).go_to(line)

    def on_headed_list_highlighted(self, message: HeadedList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.show_line()
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        """Go to the line before or after."""
        self.hush()
        self.query_one(HeadedList).move(by)

    def action_page(self, by: int) -> None:
        """Go some lines up or down."""
        self.query_one(HeadedList).page(by)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last line."""
        self.query_one(HeadedList).jump(place)

    def action_next_open(self, by: int = 1) -> None:
        """Go to the next or previous difference without a consensus, round the ends if need be."""
        self.hush()
        ids = [line.id for line in self.comparison.lines][::by]
        here = self.query_one(HeadedList).current
        start = ids.index(here) + 1 if here in ids else 0
        missing = set(self.comparison.unresolved)
        following = next((line for line in [*ids[start:], *ids[:start]] if line in missing), None)
        if following is None:
            self.say("Nothing is unresolved.")
        else:
            self.go_to(following)

    def action_detail(self, by: int) -> None:
        """Scroll the line in front by half its height."""
        part = self.query_one("#detail", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    def action_look(self) -> None:
        """Show the line in front alone."""
        line = self.line
        if line is not None:
            body = line_in_front(self.comparison, line, self.decided_by)
            self.app.push_screen(MessageDialog(f"{self.comparison.study} · {line.id}", body))

    def action_facts(self) -> None:
        """Show all that is to be known before anything is settled."""
        if self.has_warnings:
            heading = f"{self.comparison.study} · what to know first"
            self.app.push_screen(MessageDialog(heading, all_warnings(self.comparison)))
        else:
            self.say("Nothing is to be known first about this comparison.")

    @conversation
    async def action_take(self, number: int) -> None:
        """Agree on what the reviewer with this number has for the line in front."""
        if self.line is not None and self.can_change:
            await consensus_actions.take_answer(self, self.line, number)

    @conversation
    async def action_choose(self) -> None:
        """Agree on a code that is chosen from all that the checklist has for the line in front."""
        if self.line is not None and self.can_change:
            await consensus_actions.choose_code(self, self.line)

    @conversation
    async def action_take_over(self) -> None:
        """Settle all open differences that change no judgement, with one reason."""
        if self.can_change:
            await consensus_actions.take_over(self)

    @conversation
    async def action_withdraw(self) -> None:
        """Take back what was agreed on the line in front."""
        if self.line is not None and self.can_change:
            await consensus_actions.withdraw(self, self.line)

    @conversation
    async def action_remark(self) -> None:
        """Write a comment on the line in front, also where the consensus is submitted."""
        if self.line is not None:
            await remarks.remark_on(self, self.line)

    @conversation
    async def action_decided_by(self) -> None:
        """Say who decides from now on."""
        await consensus_actions.choose_who_decides(self)

    @conversation
    async def action_finish(self) -> None:
        """Submit the consensus, after showing what was agreed upon; what is unresolved comes first."""
        if self.can_change:
            await consensus_actions.finish(self)

    @conversation
    async def action_reopen(self) -> None:
        """Make a submitted consensus a draft again."""
        if self.is_submitted:
            await consensus_actions.reopen(self)

    @conversation
    async def action_reload(self) -> None:
        """Read the comparison anew; where it may no longer be seen, nothing of it stays on the screen."""
        try:
            after = await self.gateway.ask(
                reconcile.compare, self.comparison.study, result=self.comparison.result
            )
        except WorkbenchError as error:
            below = self.app.screen_stack[-2]
            self.dismiss()
            if isinstance(below, WorkbenchScreen):
                below.tell(error)
            return
        self.show_comparison(after)

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()
