"""Show the findings of one outcome: each study's numbers, what they say, and the form to enter them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.review.evidence import findings
from workbench.review.studies import known_studies
from workbench.tui.commands import bindings
from workbench.tui.dialogs.form import Refused, Values
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
    in_one_line,
    preview,
)
from workbench.tui.screens.evidence.grid import WIDE_FROM
from workbench.tui.screens.evidence.numbers_form import ONE_GROUP, NumbersForm
from workbench.tui.unsaved_texts import FINDING
from workbench.tui.widgets.headed_list import HeadedList
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.review.evidence.findings import FindingLine
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.session import ReviewSession


class FindingsScreen(WorkbenchScreen):
    """List the studies with their numbers for one outcome.

    Args:
        outcome: the outcome.
        first: key of the study that the cursor goes to at first; empty for the first of all.
    """

    TITLE = "Findings"
    SAVES = "number-checks"
    CSS_PATH = "evidence.tcss"
    COMMANDS_HERE = FINDINGS
    BINDINGS: ClassVar[list[BindingType]] = bindings(FINDINGS)

    def __init__(self, outcome: OutcomeLine, first: str = "") -> None:
        super().__init__()
        self.first = first
        self.outcome = outcome
        self.findings: dict[str, FindingLine] = {}
        self.has_drafts = False

    @property
    def study(self) -> str:
        """Return the key of the study under the cursor, or an empty text where there is none."""
        return self.query_one(HeadedList).current

    @property
    def has_line(self) -> bool:
        """Return True if there is a study under the cursor."""
        return bool(self.study)

    @property
    def has_numbers(self) -> bool:
        """Return True if the study under the cursor has a finding."""
        return self.study in self.findings

    @property
    def has_unsaved(self) -> bool:
        """Return True if numbers were typed here and not saved."""
        return self.has_drafts

    def compose(self) -> ComposeResult:
        """Lay out title, studies, the finding in front and keys."""
        yield ScreenHeader("Findings")
        yield StatusLine(plain(self.outcome.label, "bold"), id="strip", classes="strip")
        with Pane(heading="Studies", id="studies"):
            yield HeadedList(id="list")
        with Pane(heading="Numbers", id="front"), VerticalScroll(id="detail"):
            yield Static(plain("reading the numbers …"), id="detail-text")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Read the findings while the screen is already to be seen."""
        self.query_one(HeadedList).focus()
        self.load(self.first)

    def on_resize(self) -> None:
        """Give the finding in front more room on a larger screen."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")

    @work(exclusive=True, group="findings", exit_on_error=False)
    async def load(self, keep: str = "", done: str = "") -> None:
        """Read the findings, or read them anew, while keys go on.

        Args:
            keep: key of the study that the cursor goes to; without it the cursor stays on its study.
            done: what is said then, such as what was saved before.
        """
        lines, keys = await self.compute(_read_findings, self.outcome.id)
        self.hush()
        if done:
            self.say(done)
        self.findings = {line.study: line for line in lines}
        others = [key for key in keys if key not in self.findings]
        kept = await self.workbench.drafts.abouts(self.gateway.drafts)
        drafts = [key for key in keys if self._draft(key) in kept]
        self.has_drafts = bool(drafts)
        self.workbench.show_state()
        self.query_one(HeadedList).show_groups(groups(lines, others, drafts), keep)
        self.show_line()

    def show_line(self) -> None:
        """Show the finding in front."""
        finding = self.findings.get(self.study)
        words = finding_in_front(finding) if finding else plain("No numbers yet: enter opens the form.")
        self.query_one("#detail-text", Static).update(words if self.study else "No studies yet.")
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def on_headed_list_highlighted(self) -> None:
        """Show what the cursor stands on now."""
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
        keys: list[str] = []

        async def find(named: str) -> None:
            keys.append((await self.gateway.ask(known_studies.show_study, named.strip())).key)

        explanation = "Its key, the beginning of one, or its DOI."
        needed = "Type the key of a study, the beginning of one, or its DOI."
        await self.ask(
            LineDialog("Which study?", explanation, needed=needed, save=find, does="opens its form")
        )
        if keys:
            await self.fill_in(keys[-1])

    @conversation
    async def action_remove(self) -> None:
        """Take a finding away; the reason stands in the history."""
        study = self.study
        if study not in self.findings:
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
            self.load(done=f"Taken away: the numbers of {study}")

    async def fill_in(self, study: str) -> None:
        """Show the form until it is saved or left; what was typed comes back with it."""
        finding = self.findings.get(study)

        async def save(values: Values) -> Refused | None:
            return await self._save(study, finding, values)

        dialog = NumbersForm(
            f"{study} · {self.outcome.label}",
            form_fields(finding),
            save=save,
            preview=self._preview,
            about=self._draft(study),
        )
        dialog.ask = self.ask
        self.load(study, f"Saved: {study}" if await self.ask(dialog) else "")

    async def _save(self, study: str, finding: FindingLine | None, values: Values) -> Refused | None:
        numbers = {name: text for name, text in values.items() if name not in (SOURCE, QUOTE)}
        shown = in_one_line(finding.quote) if finding else None
        try:
            await self.gateway.ask(
                findings.record_finding,
                study,
                self.outcome.id,
                numbers,
                source=values[SOURCE],
                quote=None if values[QUOTE] == shown else values[QUOTE],
            )
        except WorkbenchError as error:
            problems: tuple[findings.Problem, ...] = getattr(error, "problems", ())
            if not problems:
                return Refused((str(error),))
            fields = tuple(problem.field for problem in problems)
            return Refused(tuple(str(problem) for problem in problems), fields[0], fields)
        return None

    async def _preview(self, values: Values) -> Content:
        """Say what the numbers mean, in a thread: the first ones import the statistics for a while.

        An empty form lacks everything, which is no fault yet; saving it names what is missing.
        """
        numbers = {name: text for name, text in values.items() if name not in (SOURCE, QUOTE)}
        if not any(text.strip() for name, text in numbers.items() if name != ONE_GROUP):
            return preview((), ())
        problems, check_lines = await self.gateway.ask(
            lambda _: findings.preview(numbers, better=self.outcome.better)
        )
        return preview(problems, check_lines)

    def _draft(self, study: str) -> str:
        return f"{FINDING} {self.outcome.id} {study}"

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

    def action_reload(self) -> None:
        """Read the findings anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the evidence."""
        self.dismiss()


def _read_findings(session: ReviewSession, outcome: UUID) -> tuple[list[FindingLine], list[str]]:
    lines = findings.list_findings(session, outcome=outcome)
    return lines, [row.key for row in known_studies.rows(session) if row.excluded is None]
