"""The findings of one outcome: each study's numbers, what they say, and the form to enter them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from workbench.errors import WorkbenchError
from workbench.review.evidence import findings
from workbench.review.studies import study_list
from workbench.tui.commands import bindings
from workbench.tui.dialogs.form import FormDialog, Refused, Values
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, LineDialog, TextDialog
from workbench.tui.plain import plain
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.evidence.commands import FINDINGS
from workbench.tui.screens.evidence.finding_text import (
    QUOTE,
    SOURCE,
    finding_in_front,
    form_fields,
    groups,
    one_line,
    preview,
)
from workbench.tui.screens.evidence.grid import WIDE_FROM
from workbench.tui.widgets.headed_list import HeadedList

if TYPE_CHECKING:
    from workbench.review.evidence.findings import FindingLine
    from workbench.review.evidence.outcomes import OutcomeLine


class FindingsScreen(WorkbenchScreen):
    """Lists the studies with their numbers for one outcome.

    Args:
        outcome: the outcome.
        drafts: forms that were left without saving, shared with the evidence screen.
    """

    TITLE = "Findings"
    CSS_PATH = "evidence.tcss"
    COMMANDS_HERE = FINDINGS
    BINDINGS: ClassVar[list[BindingType]] = bindings(FINDINGS)

    def __init__(self, outcome: OutcomeLine, drafts: dict[str, Values]) -> None:
        super().__init__()
        self.outcome = outcome
        self.drafts = drafts
        self.found: dict[str, FindingLine] = {}

    @property
    def study(self) -> str:
        """Key of the study under the cursor; empty where there is none."""
        return self.query_one(HeadedList).current

    @property
    def has_line(self) -> bool:
        """Whether there is a study under the cursor."""
        return bool(self.study)

    @property
    def has_numbers(self) -> bool:
        """Whether the study under the cursor has a finding."""
        return self.study in self.found

    def compose(self) -> ComposeResult:
        """Title, studies, the finding in front, keys."""
        yield Static(plain(f"Findings · {self.outcome.label}"), id="title", classes="bar")
        yield HeadedList(id="list")
        with VerticalScroll(id="detail", can_focus=False):
            yield Static(plain("reading the numbers …"), id="detail-text")
        yield Static("", id="message")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the findings while the screen is already to be seen."""
        self.query_one(HeadedList).focus()
        self.load()

    def on_resize(self) -> None:
        """More words have room on a larger screen."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")

    @work(exclusive=True, group="findings", exit_on_error=False)
    async def load(self) -> None:
        """Read the findings for the first time."""
        await self.read()

    async def read(self, keep: str = "") -> None:
        """Read the findings anew; the cursor goes to the study `keep`, or stays on its study."""
        lines = await self.gateway.ask(findings.list_findings, outcome=self.outcome.id)
        keys = [row.key for row in await self.gateway.ask(study_list.rows)]
        self.hush()
        self.found = {line.study: line for line in lines}
        others = [key for key in keys if key not in self.found]
        drafts = [key for key in keys if self._draft(key) in self.drafts]
        self.query_one(HeadedList).show_groups(groups(lines, others, drafts), keep)
        self.show_line()

    def show_line(self) -> None:
        """Show the finding in front."""
        finding = self.found.get(self.study)
        words = finding_in_front(finding) if finding else plain("No numbers yet: enter opens the form.")
        self.query_one("#detail-text", Static).update(words if self.study else "No studies yet.")
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def on_headed_list_highlighted(self) -> None:
        """The cursor moved."""
        self.hush()
        self.show_line()

    @conversation
    async def action_enter_numbers(self) -> None:
        """Show the form of the study under the cursor."""
        if self.study:
            await self.fill_in(self.study)

    @conversation
    async def action_other_study(self) -> None:
        """Show the form of a study that is named."""
        named = await self.ask(LineDialog("Which study?", "Its key, the beginning of one, or its DOI."))
        if named and named.strip():
            study = await self.gateway.ask(study_list.show_study, named.strip())
            await self.fill_in(study.key)

    @conversation
    async def action_remove(self) -> None:
        """Take a finding away; the reason stands in the history."""
        study = self.study
        if study not in self.found:
            return

        async def save(reason: str) -> None:
            await self.gateway.ask(findings.remove_finding, study, self.outcome.id, reason)

        dialog = TextDialog(
            f"Why are the numbers of {study} taken away?",
            "The reason stands in the history.",
            needed=NEEDED_IN_HISTORY,
            save=save,
        )
        if await self.ask(dialog) is not None:
            await self.read()
            self.say(f"Taken away: the numbers of {study}")

    async def fill_in(self, study: str) -> None:
        """Show the form until it is saved or left; what was typed comes back with it."""
        key = self._draft(study)

        async def save(values: Values) -> Refused | None:
            return await self._save(study, values)

        dialog = FormDialog(
            f"{study} · {self.outcome.label}",
            form_fields(self.found.get(study)),
            save=save,
            preview=self._preview,
            draft=self.drafts.get(key),
        )
        saved = await self.ask(dialog)
        self.drafts.pop(key, None)
        if dialog.left_with:
            self.drafts[key] = dialog.left_with
        await self.read(study)
        if saved:
            self.say(f"Saved: {study}")
        elif dialog.left_with:
            self.say("Not saved; what you typed stands in the form when you open it again")

    async def _save(self, study: str, values: Values) -> Refused | None:
        numbers = {name: text for name, text in values.items() if name not in (SOURCE, QUOTE)}
        found = self.found.get(study)
        kept = one_line(found.quote) if found else None
        try:
            await self.gateway.ask(
                findings.record_finding,
                study,
                self.outcome.id,
                numbers,
                source=values[SOURCE],
                quote=None if values[QUOTE] == kept else values[QUOTE],
            )
        except WorkbenchError as error:
            problems: tuple[findings.Problem, ...] = getattr(error, "problems", ())
            if not problems:
                return Refused((str(error),))
            return Refused(tuple(str(one) for one in problems), problems[0].field)
        return None

    async def _preview(self, values: Values) -> Content:
        """In the thread of the review: the first numbers import the statistics, which takes a while."""
        numbers = {name: text for name, text in values.items() if name not in (SOURCE, QUOTE)}
        problems, said = await self.gateway.ask(
            lambda _: findings.preview(numbers, better=self.outcome.better)
        )
        return preview(problems, said)

    def _draft(self, study: str) -> str:
        return f"{self.outcome.id} {study}"

    def action_move(self, by: int) -> None:
        """Go to the study before or after."""
        self.query_one(HeadedList).move(by)

    def action_page(self, by: int) -> None:
        """Go some studies up or down."""
        self.query_one(HeadedList).page(by)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last study."""
        self.query_one(HeadedList).jump(place)

    def action_detail(self, by: int) -> None:
        """Scroll the finding in front by half its height."""
        part = self.query_one("#detail", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    @conversation
    async def action_reload(self) -> None:
        """Read the findings anew."""
        await self.read()

    def action_leave(self) -> None:
        """Back to the evidence."""
        self.dismiss()
