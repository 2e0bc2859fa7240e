"""Show the evidence of the review: outcomes by GRADE domains, editable, each cell with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.review.evidence import ratings as certainties
from workbench.review.evidence import trace as tracing
from workbench.review.sentences import name_some
from workbench.tui.commands import bindings
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import COMPUTING, WorkbenchScreen, conversation
from workbench.tui.screens.evidence import body_actions, rating_actions
from workbench.tui.screens.evidence.cell_text import EMPTY, cell_in_front, overall_line, title
from workbench.tui.screens.evidence.cells import (
    COLUMN_NAMES,
    COLUMNS,
    LEGENDS,
    column_title,
    name_of,
    rating_of,
    wants_attention,
)
from workbench.tui.screens.evidence.commands import EVIDENCE, IN_HELP, RATING
from workbench.tui.screens.evidence.grid import WIDE_FROM, EvidenceGrid, first_row, headings, places
from workbench.tui.screens.evidence.outcome_form import fill_in_outcome
from workbench.tui.unsaved_texts import SIGN, unsaved_by_outcome
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.stacked_panes import share_lines
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.evidence.ratings import BodyRow
    from workbench.review.evidence.trace import Node
    from workbench.review.session import ReviewSession


AROUND = 5
"""Lines outside of both panes: title, strip, overall certainty, legend and keys."""
FRAME, BESIDE = 3, 3
"""Lines of the grid's frame and headings, and cells of its frame and scroll bar."""
LEAST_LINES = 6
"""Lines of the grid where the window is low."""


class EvidenceScreen(WorkbenchScreen):
    """Show every body of evidence with its ratings, and the cell under the cursor in words."""

    TITLE = "Evidence"
    SAVES = "findings"
    AUTO_FOCUS = ""  # the grid gets the keys once it has rows; an empty one is hidden
    CSS_PATH = "evidence.tcss"
    COMMANDS_HERE = IN_HELP
    BINDINGS: ClassVar[list[BindingType]] = bindings([*RATING, *EVIDENCE])

    def __init__(self) -> None:
        super().__init__()
        self.unsaved: dict[str, list[str]] = {}
        """What was typed and not saved, in words, by the id of the outcome; empty: of one to come."""
        self.counted = ""
        """How many outcomes there are and what waits, in words."""

    @property
    def has_unsaved(self) -> bool:
        """Return True if something was typed here and not saved."""
        return bool(self.unsaved)

    @property
    def row(self) -> BodyRow | None:
        """Return the row in front, or None where there is none."""
        return self.query_one(EvidenceGrid).current

    @property
    def column(self) -> str:
        """Return the name of the column in front."""
        return self.query_one(EvidenceGrid).column_name

    @property
    def has_row(self) -> bool:
        """Return True if there is a cell in front."""
        return self.row is not None

    @property
    def has_studies(self) -> bool:
        """Return True if the body in front has studies that GRADE has a start for."""
        return self.row is not None and bool(self.row.start)

    @property
    def has_starts(self) -> bool:
        """Return True if GRADE may start somewhere for the studies of the body in front."""
        return self.row is not None and bool(self.row.starts)

    @property
    def has_entries(self) -> bool:
        """Return True if anything is entered for the body in front."""
        return self.row is not None and any(entry.text for entry in self.row.entries)

    @property
    def can_confirm(self) -> bool:
        """Return True if the rating in front, or an entry of its body, can be confirmed by who works here."""
        if self.row is None:
            return False
        rating = rating_of(self.row, self.column)
        if rating is None:
            return wants_attention(self.row, self.column)
        is_own = rating.rated_by == self.gateway.reviewer
        return bool(rating.rated_by) and (rating.stale or not (is_own or rating.confirmed_by))

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the words on the cell in front."""
        if self.row is None:
            return "", ""
        title = f"{name_of(self.row)}: {column_title(self.row, self.column)}"
        return f"{title}\n{cell_in_front(self.row, self.column).plain}", "the cell"

    def compose(self) -> ComposeResult:
        """Lay out title, overall certainty, grid, the cell in front, legend and keys."""
        yield ScreenHeader("Evidence")
        yield StatusLine(plain("reading …"), id="strip", classes="strip")
        with Pane(heading="Certainty of evidence", id="bodies"):
            yield Static("", id="headings")
            yield Static(stack([plain(line) for line in EMPTY]), id="empty")
            yield EvidenceGrid(id="grid")
        with Pane(id="front"), VerticalScroll(id="detail"):
            yield Static("", id="detail-text")
        yield StatusLine(id="overall")
        yield Static(plain(COLUMN_NAMES), id="columns")
        yield StatusLine(plain(LEGENDS[0]), id="legend", classes="verdict")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Read the evidence while the screen is already to be seen."""
        self.query_one("#legend", StatusLine).show(*map(plain, LEGENDS))
        self.load()

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")
        self.lay_out()

    def lay_out(self) -> None:
        """Fit columns and headings to the width, and give the grid the lines that it needs."""
        grid, bodies = self.query_one(EvidenceGrid), self.query_one("#bodies", Pane)
        if grid.rows:
            room = self.size.height - AROUND
            frame = FRAME - self.has_class("low")
            share_lines(bodies, room, len(grid.rows) + frame, LEAST_LINES)
        else:
            bodies.styles.height = None
        width = self.size.width - BESIDE
        self.query_one("#headings", Static).update(plain(headings(places(width, grid.rows), width)))

    @work(exclusive=True, group="evidence", exit_on_error=False)
    async def load(self, keep: OutcomeLine | None = None, done: str = "") -> None:
        """Read everything, or read it anew, while keys go on.

        Args:
            keep: the outcome that the cursor goes to; without it the cursor stays on its cell.
            done: what is said then, such as what was saved before.
        """
        reading = await self.compute(certainties.read_evidence)
        self.hush()
        if done:
            self.say(done)
        rows = [replace(row, hangs_on=(COMPUTING,)) if row.studies else row for row in reading.rows]
        level, why = reading.overall
        cells = [(row, column) for row in rows for column in COLUMNS if wants_attention(row, column)]
        # Of the ratings only those already given can be stale; a certainty wants attention for nothing else.
        stale = sum(rating is None or rating.stale for rating in (rating_of(*cell) for cell in cells))
        self.counted = title(rows, len(cells) - stale, stale)
        self.query_one("#overall", Static).update(overall_line(level, why))
        self.query_one(EvidenceGrid).show_rows(rows, first_row(rows, keep))
        self.set_class(not rows, "empty")
        self.lay_out()
        if rows and self.focused is None:  # without rows the grid is hidden and cannot have the keys
            self.query_one(EvidenceGrid).focus()
        await self.read_unsaved()
        self.show_cell()
        # What the certainty hangs on takes as long again, and stands behind one cell.
        self.query_one(EvidenceGrid).show_rows(
            await self.gateway.compute(certainties.what_rows_hang_on, reading)
        )
        self.show_words()

    async def read_unsaved(self) -> None:
        """Read on which outcomes something was typed and not saved, and show it."""
        kept = await self.workbench.drafts.abouts(self.gateway.drafts)
        grid = self.query_one(EvidenceGrid)
        here = {"", *(str(row.outcome.id) for row in grid.rows)}
        self.unsaved = {
            outcome: words for outcome, words in unsaved_by_outcome(kept).items() if outcome in here
        }
        new = f" · {SIGN} a new outcome typed and not saved: a shows it" if "" in self.unsaved else ""
        self.query_one("#strip", Static).update(plain(f"{self.counted}{new}"))
        grid.unsaved = frozenset(self.unsaved)
        grid.refresh()
        self.workbench.show_state()
        self.show_words()

    def show_cell(self) -> None:
        """Show the cell in front in words."""
        if self.row is not None:
            self.show_words()
            grid = self.query_one(EvidenceGrid)
            self.query_one("#bodies", Pane).show(status=plain(f"{grid.line + 1} of {len(grid.rows)}"))
            self.query_one("#front", Pane).show(
                heading=plain(f"{name_of(self.row)} · {column_title(self.row, self.column)}")
            )
            self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def show_words(self) -> None:
        """Show the words about the cell in front, as far as they were scrolled."""
        if self.row is not None:
            words = [cell_in_front(self.row, self.column)]
            if unsaved := self.unsaved.get(str(self.row.outcome.id), []):
                told = f"{SIGN} typed and not saved: {name_some(unsaved)}"
                words.insert(0, plain(told, "$text-warning"))
            self.query_one("#detail-text", Static).update(stack(words))

    def on_evidence_grid_highlighted(self) -> None:
        """Show what the cursor stands on now."""
        self.hush()
        self.show_cell()

    async def on_evidence_grid_chosen(self) -> None:
        """Trace a cell that was clicked again."""
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

    def action_next_open(self, by: int = 1) -> None:
        """Go to the next or previous cell that somebody must rate or confirm."""
        if not self.query_one(EvidenceGrid).next_open(by):
            self.say("Everything is rated, and nothing changed since.")

    @conversation
    async def action_rate(self, number: int) -> None:
        """Rate the domain in front with the level of this number."""
        if self.row is not None:
            await rating_actions.rate_cell(self, self.row, self.column, number)

    @conversation
    async def action_confirm(self) -> None:
        """Confirm that the rating in front still holds, or what was entered for its body."""
        if self.row is not None and self.can_confirm:
            await rating_actions.confirm_cell(self, self.row, self.column)

    @conversation
    async def action_add(self) -> None:
        """Add an outcome."""
        await fill_in_outcome(self, None)

    @conversation
    async def action_enter_body(self) -> None:
        """Enter effect, baseline risk and comment of the body in front."""
        if self.row is not None and self.has_studies:
            await body_actions.fill_in_body(self, self.row)

    @conversation
    async def action_take_away(self) -> None:
        """Take an effect, a baseline risk or a comment away, with a reason."""
        if self.row is not None and self.has_entries:
            await body_actions.remove_entry(self, self.row)

    @conversation
    async def action_choose_start(self) -> None:
        """Start GRADE elsewhere for the studies in front, with a reason."""
        if self.row is not None and self.has_studies:
            await body_actions.choose_start(self, self.row)

    @conversation
    async def action_particulars(self) -> None:
        """Change the outcome in front, or what stands above the summary of findings."""
        chosen: str | None = "header"
        if self.row is not None:
            choices = [
                ("outcome", plain(f"The outcome: {name_of(self.row)}")),
                ("header", plain("Above the summary of findings: population, setting, …")),
            ]
            chosen = await self.ask(ChoiceDialog("Particulars", choices, does="opens the form"))
        if chosen == "header":
            await body_actions.fill_in_header(self)
        elif chosen == "outcome" and self.row is not None:
            await fill_in_outcome(self, self.row.outcome)

    @conversation
    async def action_trace(self) -> None:
        """Show what the cell in front rests on."""
        from workbench.tui.screens.evidence.trace_screen import TraceScreen

        row, column = self.row, self.column
        if row is None:
            return
        rating = rating_of(row, column)

        def read(session: ReviewSession) -> Node:
            node = tracing.trace(session, row.outcome.id, domain=column if rating else None)
            # The trace has one branch a body of evidence.
            return next((child for child in node.children if child.key == row.key), node)

        what = rating.title if rating else "certainty"
        await self.app.push_screen(TraceScreen(f"Trace · {name_of(row)} · {what}", read))

    @conversation
    async def action_findings(self) -> None:
        """Show the studies' numbers for the outcome in front."""
        from workbench.tui.screens.evidence.findings_screen import FindingsScreen

        if self.row is not None:
            await self.app.push_screen(FindingsScreen(self.row.outcome), self._findings_left)

    def _findings_left(self, _: None) -> None:
        self.load()

    def action_reload(self) -> None:
        """Read everything anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()
