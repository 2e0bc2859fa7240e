"""Draw the grid of outcomes and GRADE domains: short cells, one of them under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.grade import GRADE_DOMAINS, NOTHING_COMPARED
from workbench.hidden_characters import show
from workbench.output.line_breaks import cut
from workbench.tui.screens.evidence.cells import (
    CERTAINTY,
    COLUMNS,
    LONGER,
    OUTCOME,
    SHORT,
    cell_of,
    rating_of,
    wants_attention,
)
from workbench.tui.unsaved_texts import SIGN

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.evidence.ratings import BodyRow

WIDE_FROM = 110
"""Cells from which on there is room for the effect, and for more words below."""
LONGER_FROM = 150
"""Cells from which on there is room for longer headings besides."""

MARKER, STUDIES, CERTAIN, DOMAIN = 2, 4, 14, 4
"""Cells of the cursor's sign, of the number of studies, of symbols and word of a certainty, of a rating."""
DIFFERENT = 5
"""Cells of a rating where one may differ from what is suggested, and have its mark besides."""
LEAST_NAME, LEAST_EFFECT = 14, 8
"""Cells that the name of an outcome and the effect get at least."""
EFFECT = "effect"
"""A column that is read only, behind the number of studies."""


@dataclass(frozen=True, slots=True)
class Place:
    """Say where a column stands in a line."""

    column: str
    start: int
    width: int


def places(width: int, rows: Sequence[BodyRow] = ()) -> list[Place]:
    """Place the columns of a grid of this width; the number of studies stands behind the first.

    A rating gets the cells that it may need with one between, whatever it is now, so that no column moves
    when one is rated; and the name of the outcome what is left. From
    `WIDE_FROM` the effect stands between them, with half of that at most where the names are long.
    """
    words = _headings(width)
    domains = [max([DOMAIN, cell_len(words[name]) + 1, *_needed(rows, name)]) for name in GRADE_DOMAINS]
    left = width - MARKER - STUDIES - sum(domains) - CERTAIN
    effect = 0
    if width >= WIDE_FROM:
        wanted = max([LEAST_EFFECT, *(cell_len(effect_of(row)) + 2 for row in rows)])
        names = max([LEAST_NAME, *(cell_len(_name(row, width)) + 1 for row in rows)])
        effect = min(wanted, max(left - names, left // 2))
    columns = [Place(OUTCOME, MARKER, max(left - effect, LEAST_NAME))]
    start = MARKER + columns[0].width + STUDIES
    if effect:
        columns.append(Place(EFFECT, start, effect))
        start += effect
    for domain, cells in zip(GRADE_DOMAINS, domains, strict=True):
        columns.append(Place(domain, start, cells))
        start += cells
    return [*columns, Place(CERTAINTY, start, CERTAIN)]


def _needed(rows: Sequence[BodyRow], domain: str) -> list[int]:
    ratings = [rating_of(row, domain) for row in rows]
    may_differ = any(rating is not None and rating.suggested is not None for rating in ratings)
    return [DIFFERENT if may_differ else DOMAIN, *(cell_len(cell_of(row, domain)) + 1 for row in rows)]


def _headings(width: int) -> dict[str, str]:
    domains = LONGER if width >= LONGER_FROM else SHORT
    return {OUTCOME: "Outcome", EFFECT: "Effect", CERTAINTY: "Certainty"} | domains


def headings(columns: Sequence[Place], width: int) -> str:
    """Return the line above a grid of this width."""
    words = _headings(width)
    line = " " * MARKER + set_cell_size(words[OUTCOME], columns[0].width) + set_cell_size("  n", STUDIES)
    return line + "".join(set_cell_size(words[place.column], place.width) for place in columns[1:])


def effect_of(row: BodyRow) -> str:
    """Return the effect of a body in the few words of a cell."""
    if row.effect or not row.studies:
        return row.effect
    return "no comparison" if row.effect_because.startswith(NOTHING_COMPARED) else "none shown"


RowKey = tuple[UUID, str]
"""What finds a row again after reading anew: its outcome, and which of the outcome's bodies it is."""


def key_of(row: BodyRow) -> RowKey:
    """Return the key of a row."""
    return row.outcome.id, row.key


def first_row(rows: Sequence[BodyRow], outcome: OutcomeLine | None) -> RowKey | None:
    """Return the key of the first row of an outcome; None where there is no such outcome."""
    return next((key_of(row) for row in rows if outcome and row.outcome.id == outcome.id), None)


class EvidenceGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """Draw one line a body of evidence. The keys are the screen's, so that help lists them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "evidence-grid--row",
        "evidence-grid--cell",
        "evidence-grid--attention",
        "evidence-grid--rated",
        "evidence-grid--quiet",
    }

    @dataclass
    class Highlighted(Message):
        """Tell that the cursor stands on another cell."""

    @dataclass
    class Chosen(Message):
        """Tell that the cell under the cursor was clicked again."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.rows: list[BodyRow] = []
        self.unsaved: frozenset[str] = frozenset()
        """Ids of outcomes on which something was typed and not saved."""
        self.line = 0
        self.column = 1
        self._columns: list[Place] = []
        self._placed_in = 0

    @property
    def current(self) -> BodyRow | None:
        """Return the row under the cursor, or None where there is none."""
        return self.rows[self.line] if self.line < len(self.rows) else None

    @property
    def column_name(self) -> str:
        """Return the name of the column under the cursor."""
        return COLUMNS[self.column]

    @property
    def columns(self) -> list[Place]:
        """Return where the columns stand in the width that there is; the rows are looked at once."""
        width = self.size.width
        if self._placed_in != width:
            self._columns, self._placed_in = places(width, self.rows), width
        return self._columns

    def show_rows(self, rows: Sequence[BodyRow], keep: RowKey | None = None) -> None:
        """Show these rows; the cursor goes to the row with the key `keep`, or stays with its row."""
        keep = keep or (key_of(self.current) if self.current else None)
        self.rows, self._placed_in = list(rows), 0
        keys = [key_of(row) for row in self.rows]
        self.line = keys.index(keep) if keep in keys else min(self.line, max(len(keys) - 1, 0))
        self.virtual_size = Size(self.size.width, len(self.rows))
        self.refresh()
        self.call_after_refresh(self._follow)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor on a cell; it stops at the edges."""
        here = (self.line, self.column)
        self.line = max(0, min(line, len(self.rows) - 1))
        self.column = max(0, min(column, len(COLUMNS) - 1))
        if here != (self.line, self.column):
            self._follow()
            self.refresh()
            self.post_message(self.Highlighted())

    def next_open(self, by: int = 1) -> bool:
        """Go to the next or previous cell to rate or confirm; return False if there is none."""
        cells = [(line, column) for line in range(len(self.rows)) for column in range(len(COLUMNS))]
        here = self.line * len(COLUMNS) + self.column
        following = [*cells[here + 1 :], *cells[: here + 1]]
        for line, column in following if by > 0 else [*following[-2::-1], *following[-1:]]:
            if wants_attention(self.rows[line], COLUMNS[column]):
                self.go_to(line, column)
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """Draw one line of the grid."""
        line = y + self.scroll_offset.y
        width = self.size.width
        if line >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row, front = self.rows[line], line == self.line
        base = self.get_component_rich_style("evidence-grid--row") if front else self.rich_style
        columns = self.columns
        is_unsaved = not row.place and str(row.outcome.id) in self.unsaved
        segments = [Segment(f"{'▸' if front else ' '}{SIGN if is_unsaved else ' '}", base)]
        for place, words in zip(columns, self._words(row, columns), strict=True):
            name = "cell" if front and place.column == self.column_name else self._manner(row, place.column)
            segments.append(Segment(words, base + self._style(name) if name else base))
            if place.column == OUTCOME:
                segments.append(Segment(set_cell_size(f"{len(row.studies):>3}", STUDIES), base))
        return Strip(segments).adjust_cell_length(width, base)

    def _words(self, row: BodyRow, columns: Sequence[Place]) -> list[str]:
        first = set_cell_size(_name(row, columns[0].width - 1), columns[0].width)
        return [first, *(set_cell_size(_cell(row, place), place.width) for place in columns[1:])]

    def _manner(self, row: BodyRow, column: str) -> str:
        if column == EFFECT:
            return "" if row.effect else "quiet"
        if wants_attention(row, column):
            return "attention"
        rating = rating_of(row, column)
        return "rated" if rating and rating.final else ""

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"evidence-grid--{name}", partial=True)

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._follow()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the cell that is clicked, or say that it was clicked again."""
        line = event.y + self.scroll_offset.y
        if not 0 <= line < len(self.rows):
            return
        places_left = [place.column for place in self.columns if event.x >= place.start]
        column = max((COLUMNS.index(name) for name in places_left if name in COLUMNS), default=0)
        if (line, column) == (self.line, self.column):
            self.post_message(self.Chosen())
        self.go_to(line, column)

    def _follow(self) -> None:
        self.scroll_to_region(Region(0, self.line, 1, 1), animate=False, force=True)


def _cell(row: BodyRow, place: Place) -> str:
    if place.column == EFFECT:
        return cut(show(effect_of(row)), place.width - 2)
    return cell_of(row, place.column)


def _name(row: BodyRow, width: int) -> str:
    """Fit the outcome into so many cells: where they are few, the name is cut and the time point stays."""
    if row.place:
        return cut(show("└ " + ", ".join(row.checklist_ids)), width)
    name, when = show(row.outcome.name), show(row.outcome.time_point)
    if not when or cell_len(when) > width // 2:
        return cut(show(row.outcome.label), width)
    return f"{cut(name, width - cell_len(when) - 3)} ({when})"
