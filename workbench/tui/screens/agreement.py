"""Show how far reviewers agree: where they differ first, coefficients with intervals after."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from workbench.agreement import DEFAULT_INTERVAL, INTERVALS
from workbench.errors import WorkbenchError
from workbench.review.reviewers import agreement as agreeing
from workbench.tui.commands import Command, bindings, copying
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import plain
from workbench.tui.screens import agreement_text as texts
from workbench.tui.screens.base import COMPUTING, WorkbenchScreen, conversation
from workbench.tui.widgets.headed_list import HeadedList
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, PlannedReport

COMMANDS = (
    Command("look", ("enter",), "Whole", "All of the line: studies that differ, coefficients, counts",
            True, "has_line"),
    Command("report(-1)", ("left_square_bracket",), "Previous report", "The previous checklist or pair",
            needs="has_several"),
    Command("report(1)", ("right_square_bracket",), "Report", "The next checklist or pair", True,
            "has_several", "[ ]"),
    Command("as_given", ("c",), "As given", "Answers collapsed, or as they were given", True),
    Command("calibration", ("K",), "Calibration", "The main studies, or the calibration", True),
    Command("worst", ("w",), "Why", "Why it is no higher: the items with the lowest agreement",
            True, "has_worst"),
    Command("interval", ("i",), "Interval", "Another kind of interval: how its limits are worked out"),
    copying("Copy everything about the line in front"),
    Command("move(-1)", ("up", "k"), "Up", "Previous line"),
    Command("move(1)", ("down", "j"), "Down", "Next line"),
    Command("page(-1)", ("pageup",), "Page up", "A page up in the list"),
    Command("page(1)", ("pagedown",), "Page down", "A page down in the list"),
    Command("jump(0)", ("home",), "First", "First line"),
    Command("jump(-1)", ("end",), "Last", "Last line"),
    Command("reload", ("ctrl+r",), "Read anew", "Compute anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Back", "Back to the studies", True),
)  # fmt: skip

NOTHING = {
    False: "No study has been submitted by two reviewers yet, or all such studies are calibration (K).",
    True: "No calibration study has been submitted by two reviewers. K marks one on the list of studies.",
}
"""What is said where there is no report: of the main studies, of the calibration."""


def key_of_plan(plan: PlannedReport) -> tuple[object, ...]:
    """Return what finds a report again among those that are counted another way."""
    return plan.checklist_id, plan.pair


class AgreementScreen(WorkbenchScreen):
    """Show one report at a time: a checklist with all reviewers, or with two of them.

    A report is computed when it comes to the front, so that the first does not wait for the others: its
    values first, and while they are read its intervals.

    Attributes:
        plans: the reports that there are, counted as chosen.
        number: place of the report in front among them.
        front: its key; it stays in front when the reports are counted another way or computed anew.
        interval: name of the kind of interval.
        planned: the plans by what was chosen: calibration, answers as given, interval.
        values: the reports that were in front so far, without intervals.
        computed: the same with intervals.
    """

    TITLE = "Agreement"
    SAVES = "agreement"
    CSS_PATH = "agreement.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.calibration = False
        self.given = False
        self.interval = DEFAULT_INTERVAL
        self.number = 0
        self.front: tuple[object, ...] = ()
        self.plans: list[PlannedReport] = []
        self.planned: dict[tuple[bool, bool, str], list[PlannedReport]] = {}
        self.values: dict[PlannedReport, AgreementReport] = {}
        self.computed: dict[PlannedReport, AgreementReport] = {}

    @property
    def report(self) -> AgreementReport | None:
        """Return the report in front, or None where there is none or it is not computed yet."""
        if self.number >= len(self.plans):
            return None
        plan = self.plans[self.number]
        return self.computed.get(plan) or self.values.get(plan)

    @property
    def line(self) -> AgreementLine | None:
        """Return the line under the cursor, or None where there is none."""
        here = self.query_one(HeadedList).current
        lines = self.report.lines if self.report else ()
        return next((line for line in lines if texts.key_of(line) == here), None)

    @property
    def has_line(self) -> bool:
        """Return True if there is a line to look at."""
        return self.line is not None

    @property
    def has_several(self) -> bool:
        """Return True if there is another report."""
        return len(self.plans) > 1

    @property
    def has_worst(self) -> bool:
        """Return True if the report names the items with the lowest agreement."""
        return self.report is not None and bool(self.report.worst_items)

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return everything of the line in front."""
        if self.report is None or self.line is None:
            return "", ""
        return texts.everything(self.report, self.line).plain, f"all about {self.line.id}"

    def compose(self) -> ComposeResult:
        """Lay out title, list, the line in front, notes and keys."""
        yield ScreenHeader("Agreement")
        yield StatusLine(id="strip", classes="strip")
        with Pane(id="lines-part"):
            yield Static("", id="headings")
            yield Static("", id="state")
            yield HeadedList(id="list")
        with Pane(id="front"):
            yield Static("", id="detail")
        yield Static("", id="notes")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE, keeps=("save",))

    def on_mount(self) -> None:
        """Compute the main agreement first."""
        self.query_one(HeadedList).focus()
        self.load()

    @work(exclusive=True, group="agreement", exit_on_error=False)
    async def load(self) -> None:
        """Compute the report in front of what is chosen, unless it was computed before, and show it."""
        self.hush()
        chosen = (self.calibration, self.given, self.interval)
        try:
            if chosen not in self.planned:
                self.plans = []
                self.show_state(COMPUTING)
                self.planned[chosen] = await self.gateway.compute(
                    agreeing.plan_reports,
                    calibration=self.calibration,
                    as_given=self.given,
                    interval=self.interval,
                )
            self.plans = self.planned[chosen]
            keys = [key_of_plan(plan) for plan in self.plans]
            self.number = keys.index(self.front) if self.front in keys else 0
            await self.show_front()
        except WorkbenchError as error:
            self.show_state(str(error))

    @work(exclusive=True, group="agreement", exit_on_error=False)
    async def turn(self) -> None:
        """Show the first line of the report that has come to the front."""
        await self.show_front(at_first=True)

    async def show_front(self, *, at_first: bool = False) -> None:
        """Show the report in front, computed now if it has not been before.

        Args:
            at_first: put the cursor on its first line.
        """
        plan = self.plans[self.number] if self.plans else None
        if plan is not None and self.report is None:
            self.show_state(COMPUTING)
            self.values[plan] = await self.gateway.compute(lambda _: plan.compute(intervals="none"))
        self.show_report()
        if at_first:
            self.query_one(HeadedList).jump(0)
        if plan is not None and plan not in self.computed:
            self.computed[plan] = await self.gateway.compute(lambda _: plan.compute())
            self.show_report()

    def show_state(self, sentence: str) -> None:
        """Show a sentence in place of figures, so that none stands under the wrong title."""
        kind = "calibration" if self.calibration else "main studies"
        counted = "answers as given" if self.given else "answers collapsed"
        self.query_one("#strip", Static).update(plain(f"{kind} · {counted}"))
        self.query_one("#state", Static).update(plain(sentence))
        self.query_one("#lines-part", Pane).show(heading=plain(texts.LIST_HEADING))
        self.add_class("empty")
        self.refresh_bindings()

    def show_report(self) -> None:
        """Show the report in front."""
        report = self.report
        if report is None:
            self.show_state(NOTHING[self.calibration])
            return
        self.front = key_of_plan(self.plans[self.number])
        self.remove_class("empty")
        heading = texts.title(report, self.number + 1, len(self.plans), self.given)
        self.query_one("#strip", Static).update(plain(heading))
        self.query_one("#notes", Static).update(plain("\n".join(report.notes), lines=True))
        self.query_one("#lines-part", Pane).show(heading=plain(texts.heading_of_list(report)))
        self.query_one("#headings", Static).update(texts.headings(report))
        self.query_one(HeadedList).show_groups(texts.groups(report))
        self.show_line()
        self.refresh_bindings()

    def show_line(self) -> None:
        """Show the line in front in a few rows."""
        if self.report is not None and self.line is not None:
            self.query_one("#detail", Static).update(texts.line_in_front(self.report, self.line))
            self.query_one("#front", Pane).show(heading=plain(self.line.id))

    def on_headed_list_highlighted(self, message: HeadedList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.show_line()

    def action_move(self, by: int) -> None:
        """Go to the line before or after."""
        self.query_one(HeadedList).move(by)

    def action_page(self, by: int) -> None:
        """Go some lines up or down."""
        self.query_one(HeadedList).page(by)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last line."""
        self.query_one(HeadedList).jump(place)

    def action_report(self, by: int) -> None:
        """Show the report before or after, round the ends."""
        if self.plans:
            self.number = (self.number + by) % len(self.plans)
            self.turn()

    def action_as_given(self) -> None:
        """Change between answers collapsed and as given."""
        self.given = not self.given
        self.load()

    def action_calibration(self) -> None:
        """Change between the main studies and the calibration."""
        self.calibration = not self.calibration
        self.load()

    def action_reload(self) -> None:
        """Compute anew."""
        self.planned.clear()
        self.values.clear()
        self.computed.clear()
        self.load()

    def action_look(self) -> None:
        """Show everything of the line in front."""
        if self.report is not None and self.line is not None:
            body = texts.everything(self.report, self.line)
            self.app.push_screen(MessageDialog(f"Agreement on {self.line.id}", body))

    def action_worst(self) -> None:
        """Show the items with the lowest agreement."""
        if self.report is not None and self.report.worst_items:
            self.app.push_screen(MessageDialog("Items with the lowest agreement", texts.worst(self.report)))

    @conversation
    async def action_interval(self) -> None:
        """Choose the kind of interval; each says where it is too narrow."""
        choices = [(name, texts.kind_of_interval(kind)) for name, kind in INTERVALS.items()]
        chosen = await self.ask(
            ChoiceDialog("Which interval?", choices, chosen=self.interval, does="computes it")
        )
        if chosen is not None and chosen != self.interval:
            self.interval = chosen
            self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()
