"""The evidence of the review: outcomes by GRADE domains, editable, each cell with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from workbench.review.evidence import ratings as certainties
from workbench.review.evidence import trace as tracing
from workbench.tui.commands import bindings
from workbench.tui.dialogs.form import Values
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import conversation
from workbench.tui.screens.evidence.body_actions import Entering
from workbench.tui.screens.evidence.cell_text import EMPTY, cell_in_front, overall_line, title
from workbench.tui.screens.evidence.cells import COLUMNS, LEGEND, name_of, rating_of, wants_attention
from workbench.tui.screens.evidence.commands import EVIDENCE
from workbench.tui.screens.evidence.grid import WIDE_FROM, EvidenceGrid, headings

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.evidence.ratings import BodyRow


class EvidenceScreen(Entering):
    """Shows every body of evidence with its ratings, and the cell under the cursor in words."""

    TITLE = "Evidence"
    CSS_PATH = "evidence.tcss"
    COMMANDS_HERE = EVIDENCE
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVIDENCE)

    def __init__(self) -> None:
        super().__init__()
        self.drafts: dict[str, Values] = {}

    @property
    def row(self) -> BodyRow | None:
        """The row in front."""
        return self.query_one(EvidenceGrid).current

    @property
    def column(self) -> str:
        """The column in front."""
        return self.query_one(EvidenceGrid).column_name

    @property
    def has_row(self) -> bool:
        """Whether there is a cell in front."""
        return self.row is not None

    def compose(self) -> ComposeResult:
        """Title, overall certainty, grid, the cell in front, legend, keys."""
        yield Static(plain("Evidence · reading …"), id="title", classes="bar")
        yield Static("", id="overall")
        yield Static("", id="headings")
        yield Static(stack([plain(line) for line in EMPTY]), id="empty")
        yield EvidenceGrid(id="grid")
        with VerticalScroll(id="detail", can_focus=False):
            yield Static("", id="detail-text")
        yield Static(plain(LEGEND), id="legend")
        yield Static("", id="message")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the evidence while the screen is already to be seen."""
        self.query_one(EvidenceGrid).focus()
        self.load()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")
        self.query_one("#headings", Static).update(plain(headings(self.size.width - 1)))

    @work(exclusive=True, group="evidence", exit_on_error=False)
    async def load(self) -> None:
        """Read the evidence for the first time."""
        await self.read()

    async def read(self, keep: OutcomeLine | None = None) -> None:
        """Read everything anew; the cursor stays on its cell, or goes to the outcome that is named."""
        rows = await self.gateway.ask(certainties.evidence)
        level, why = await self.gateway.ask(certainties.overall)
        self.hush()
        cells = [(row, column) for row in rows for column in COLUMNS if wants_attention(row, column)]
        # Of the ratings only those already given can be stale; a certainty wants attention for nothing else.
        stale = sum(rating is None or rating.stale for rating in (rating_of(*cell) for cell in cells))
        self.query_one("#title", Static).update(plain(title(rows, len(cells) - stale, stale)))
        self.query_one("#overall", Static).update(overall_line(level, why))
        self.query_one(EvidenceGrid).show_rows(rows, (keep.id, 0) if keep else None)
        self.set_class(not rows, "empty")
        self.show_cell()

    def show_cell(self) -> None:
        """Show the cell in front in words."""
        if self.row is not None:
            self.query_one("#detail-text", Static).update(cell_in_front(self.row, self.column))
            self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def on_evidence_grid_highlighted(self) -> None:
        """The cursor moved."""
        self.hush()
        self.show_cell()

    async def on_evidence_grid_chosen(self) -> None:
        """The cell was clicked again."""
        await self.action_trace()

    def action_move(self, down: int, right: int) -> None:
        """Go to another cell."""
        grid = self.query_one(EvidenceGrid)
        grid.go_to(grid.line + down, grid.column + right)

    def action_page(self, by: int) -> None:
        """Go some rows up or down."""
        grid = self.query_one(EvidenceGrid)
        grid.go_to(grid.line + by * max(grid.size.height - 1, 1), grid.column)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last row."""
        grid = self.query_one(EvidenceGrid)
        grid.go_to(len(grid.rows) - 1 if place < 0 else 0, grid.column)

    def action_detail(self, by: int) -> None:
        """Scroll the words about the cell by half their height."""
        part = self.query_one("#detail", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    def action_next_open(self) -> None:
        """Go to the next cell that somebody must rate or confirm."""
        if not self.query_one(EvidenceGrid).next_open():
            self.say("Everything is rated, and nothing changed since.")

    @conversation
    async def action_trace(self) -> None:
        """Show what the cell in front rests on."""
        from workbench.tui.screens.evidence.trace_screen import TraceScreen

        row, column = self.row, self.column
        if row is None:
            return
        rating = rating_of(row, column)
        node = await self.gateway.ask(tracing.trace, row.outcome.id, domain=column if rating else None)
        if row.body < len(node.children):
            node = node.children[row.body]  # the trace has one branch a body of evidence
        what = rating.title if rating else "certainty"
        await self.app.push_screen(TraceScreen(f"Trace · {name_of(row)} · {what}", node))

    @conversation
    async def action_findings(self) -> None:
        """Show the studies' numbers for the outcome in front."""
        from workbench.tui.screens.evidence.findings_screen import FindingsScreen

        if self.row is not None:
            await self.app.push_screen(FindingsScreen(self.row.outcome, self.drafts), self._findings_left)

    def _findings_left(self, _: None) -> None:
        self.load()

    @conversation
    async def action_reload(self) -> None:
        """Read everything anew."""
        await self.read()

    @conversation
    async def action_leave(self) -> None:
        """Back to the studies; forms that were not saved are asked about first."""
        if self.drafts:
            count = len(self.drafts)
            forms = f"{count} form is" if count == 1 else f"{count} forms are"
            words = plain(f"{forms} not saved. What was typed there is lost when you leave.")
            if not await self.ask(ConfirmDialog("Leave the evidence?", words)):
                return
        self.dismiss()
