"""List studies quickly, also ten thousand of them: only the lines in sight are drawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.hidden_characters import show
from workbench.tui.plain import fill, join, plain
from workbench.tui.theme import level_mark, override_mark
from workbench.tui.unsaved_texts import SIGN

if TYPE_CHECKING:
    from workbench.review.studies.known_studies import StudyRow
    from workbench.review.studies.progress import Progress

HEADINGS = ("study", "checklist", "judged", "state", "judgement", "others")
NAMES = (13, 14)
"""Cells that study and checklist keep where the line is short."""
LONGEST_NAMES = (24, 20)
"""Cells that they take at most, if their names are so long and the line is."""
CELLS = (11, 9, 16, 6)
"""Cells of the columns after them; with NAMES, frame, gaps and scroll bar they fit 80 columns."""
SIGNS = 3
"""Cells before the first column: whether it is the viewer's, retracted or calibration, the cursor."""
ALLOCATED_WIDTH = 12
"""Cells of the column that says to whom studies are allocated, where anything is and there is room."""
TITLE_FROM = 30
"""Cells that must be left over for titles to be shown."""
BAR = 5
"""Cells of the bar of progress."""
SPARED = (BAR + 1, 8, 0, 0)
"""Cells that columns give up where it does not fit otherwise who is asked: the bar, the word of the state."""

STAGES = {
    "new": ("·", "new", "$text-muted"),
    "draft": ("◐", "draft", "$key"),
    "sent": ("●", "sent", "$text"),
    "compare": ("≠", "compare", "$focus"),
    "agreed": ("✓", "agreed", "$level-low"),
}
"""How far the viewer is with a study: sign, word and style."""


@dataclass(frozen=True)
class Columns:
    """The cells of each column in a list of some width.

    Attributes:
        cells: of the columns in HEADINGS.
        allocated: of the column that says to whom studies are allocated, 0 without one.
        title: what is left for the titles, 0 where that is too little.
        signs: before the first column.
    """

    cells: tuple[int, ...]
    allocated: int
    title: int
    signs: int = SIGNS

    @property
    def is_tight(self) -> bool:
        """Return True where bar and word of the state gave way."""
        return self.cells[len(NAMES)] < CELLS[0]


def columns(
    width: int, names: tuple[int, int] = NAMES, *, signs: int = SIGNS, with_allocated: bool
) -> Columns:
    """Share out the cells of a line; what is left over goes to names that are longer, and then to titles.

    Args:
        width: cells of the line.
        names: cells of the longest study and checklist.
        signs: cells before the first column.
        with_allocated: True if a column says to whom studies are allocated.
    """
    room = width - signs - sum(CELLS) - len(CELLS) - 1
    least, allocated = sum(NAMES), 0
    cells: tuple[int, ...] = CELLS
    if with_allocated:
        beside, spared = room - ALLOCATED_WIDTH - 1, sum(SPARED)
        if beside >= least:
            room, allocated = beside, ALLOCATED_WIDTH
        elif beside + spared >= least:
            room, allocated = beside + spared, ALLOCATED_WIDTH
            cells = tuple(size - less for size, less in zip(CELLS, SPARED, strict=True))
    study, checklist = _share(max(room, least), names)
    title = room - study - checklist - 1
    return Columns((study, checklist, *cells), allocated, title if title >= TITLE_FROM else 0, signs)


def _share(room: int, names: tuple[int, int]) -> tuple[int, int]:
    """Return the cells of study and checklist; what cannot be whole is cut, the checklist first."""
    study, checklist = (min(max(names[n], NAMES[n]), LONGEST_NAMES[n]) for n in range(len(NAMES)))
    checklist = max(min(checklist, room - study), NAMES[1])
    return min(study, room - checklist), checklist


class StudyList(ScrollView, can_focus=True):
    """List one line a study, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"study-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "jump(0)", "First", show=False),
        Binding("end", "jump(-1)", "Last", show=False),
    ]
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """Tell that a study is to be opened."""

        study: StudyRow

    @dataclass
    class Highlighted(Message):
        """Tell that the cursor stands on another study, or on none."""

        study: StudyRow | None

    class Fitted(Message):
        """Tell that the list has another width, so that its columns may be others."""

    @dataclass
    class InSight(Message):
        """Tell that these studies are on the screen and their progress is not known yet.

        Attributes:
            state: what `show_progress` must be given with the answer.
        """

        studies: list[StudyRow]
        state: int

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.rows: list[StudyRow] = []
        self.progress: dict[str, Progress] = {}
        self.viewer: str | None = None
        self.is_reader = False
        """True if the viewer appraises nothing, so that the columns of the own appraisal stay empty."""
        self.shape = columns(0, with_allocated=False)
        """The columns, as wide as the list is now and its longest names are."""
        self._names = NAMES
        self.unsaved: Collection[str] = ()
        """Ids of the studies on which something was typed and not saved."""
        self._has_signs = False
        self._has_allocated = False
        self._state = 0  # counts what makes answers to earlier questions void

    @property
    def current(self) -> StudyRow | None:
        """Return the study under the cursor, or None where there is none."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show_rows(self, rows: Sequence[StudyRow], keep: str | None = None) -> None:
        """Show these studies; the cursor stays on the study with the key `keep` where that is among them."""
        self._state += 1
        self.rows = list(rows)
        self._has_allocated = any(row.allocated for row in self.rows)
        self._has_signs = self._has_allocated or any(row.calibration or row.retracted for row in self.rows)
        keys, checklists = {row.key for row in self.rows}, {row.checklist or "" for row in self.rows}
        self._names = (max(map(cell_len, keys), default=0), max(map(cell_len, checklists), default=0))
        self._fit()
        places = {row.key: place for place, row in enumerate(self.rows)}
        self.cursor = places.get(keep or "", min(self.cursor, max(len(self.rows) - 1, 0)))
        self.virtual_size = Size(self.size.width, len(self.rows))
        self.refresh()
        self.call_after_refresh(self._follow)

    def show_progress(self, progress: dict[str, Progress], state: int) -> None:
        """Take over what became known of some studies, unless it is of rows that are read anew meanwhile."""
        if state == self._state:
            self.progress.update(progress)
            self.refresh()

    def forget_progress(self, key: str | None = None) -> None:
        """Ask anew for the progress of one study, or of all."""
        self._state += 1
        if key is None:
            self.progress.clear()
        else:
            self.progress.pop(key, None)
        self._ask_for_sight()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[place]
        on_cursor = place == self.cursor
        base = self.get_visual_style("study-list--cursor") if on_cursor else self.visual_style
        is_mine = self.viewer is not None and self.viewer in row.allocated
        signs = (
            ("@", is_mine),
            ("R" if row.retracted else "K", row.retracted or row.calibration),
            ("▌", on_cursor),
        )
        shape = self.shape
        marks = "".join(sign if applies else " " for sign, applies in signs)[-shape.signs :]
        found = self._cells(row, is_tight=shape.is_tight)
        cells = [fit(cell, size) for cell, size in zip(found, shape.cells, strict=True)]
        if shape.allocated:
            cells.append(plain(fill(show(", ".join(row.allocated)), shape.allocated)))
        if shape.title:
            cells.append(plain(show(row.title or "(no title printed)")))
        line = join(plain(marks), Content(" ").join(cells))
        return Strip(line.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _cells(self, row: StudyRow, *, is_tight: bool) -> tuple[Content, ...]:
        known = self.progress.get(row.key)
        nothing = Content("")
        start = (plain(row.key), plain(row.checklist or "none", "" if row.checklist else "$text-muted"))
        if row.excluded is not None:
            excluded = plain("excluded", "$text-muted")  # in a column that has room for the word
            rest = (nothing, excluded) if is_tight else (excluded, nothing)
            return (*start, nothing, *rest, nothing)
        if known is None:
            return (*start, plain("…", "$text-muted"), nothing, nothing, nothing)
        if not row.checklist:
            return (*start, nothing, nothing, nothing, nothing)
        if self.is_reader and known.state == "not_started":
            return (*start, nothing, nothing, nothing, _others(known))
        if is_tight:
            sign, _, style = STAGES[known.stage]
            judged, far = plain(f"{known.answered}/{known.asked}"), plain(sign, style)
        else:
            judged, far = bar(known), stage_mark(known.stage)
        if str(row.id) in self.unsaved:
            far = join(plain(SIGN, "bold $text-warning"), far[1:])
        if known.decides:  # what is to be decided has no appraisal of the viewer
            judged = nothing
        return (*start, judged, far, judgement_in_front(known), _others(known))

    def watch_cursor(self, old: int, new: int) -> None:
        """Keep the cursor in sight, and say where it is once it is painted there."""
        self._follow()
        top = self.scroll_offset.y
        self.refresh(*(Region(0, place - top, self.size.width, 1) for place in (old, new)))
        self.call_after_refresh(self._tell_cursor)

    def _tell_cursor(self) -> None:
        self.post_message(self.Highlighted(self.current))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_sight()

    def on_resize(self) -> None:
        """Ask for what a taller list has in sight besides."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._ask_for_sight()
        self._fit()

    def _fit(self) -> None:
        """Lay the columns out for the width and the names that there are."""
        signs = SIGNS if self._has_signs else 1
        width = self.size.width
        self.shape = columns(width, self._names, signs=signs, with_allocated=self._has_allocated)
        self.refresh()
        self.post_message(self.Fitted())

    def _follow(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
        self._ask_for_sight()

    @property
    def in_sight(self) -> list[StudyRow]:
        """Return the studies whose lines are on the screen."""
        top = self.scroll_offset.y
        return self.rows[top : top + max(self.size.height, 1)]

    def ask_anew(self) -> None:
        """Ask for the progress of all that is in sight; until the answer comes the old one is shown."""
        if self.rows:
            self.post_message(self.InSight(self.in_sight, self._state))

    def _ask_for_sight(self) -> None:
        unknown = [row for row in self.in_sight if row.key not in self.progress]
        if unknown:
            self.post_message(self.InSight(unknown, self._state))

    def action_move(self, by: int) -> None:
        """Move the cursor by some lines."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        """Move the cursor by screens."""
        self.action_move(by * max(self.size.height - 1, 1))

    def action_jump(self, place: int) -> None:
        """Move the cursor to the first or the last study."""
        self.cursor = max(len(self.rows) - 1, 0) if place < 0 else 0

    def on_click(self, event: Click) -> None:
        """Move the cursor to the study that is clicked, or open it where the cursor stands there already."""
        place = event.y + self.scroll_offset.y
        if 0 <= place < len(self.rows):
            already = place == self.cursor
            self.cursor = place
            if already or event.chain > 1:
                self.post_message(self.Chosen(self.rows[place]))


def fit(cell: Content, width: int) -> Content:
    """Return a cell of exactly so many cells."""
    if cell.cell_length <= width:
        return cell.pad_right(width - cell.cell_length)
    return cell.truncate(width, ellipsis=True, pad=True)


def bar(known: Progress) -> Content:
    """Draw how many of the judged items are answered, as a bar and in numbers."""
    done = known.answered * BAR // known.asked if known.asked else 0
    if known.answered and not done:
        done = 1
    numbers = f" {known.answered}/{known.asked}"
    return join(plain("━" * done, "$focus"), plain("─" * (BAR - done), "$frame"), plain(numbers))


def stage_mark(stage: str) -> Content:
    """Return sign and word of how far the viewer is."""
    sign, word, style = STAGES[stage]
    return plain(f"{sign} {word}", style)


def judgement_in_front(known: Progress) -> Content:
    """Return the judgement that stands: the agreed one, and until then the viewer's own."""
    if known.agreed and known.agreed_level:
        return join(level_mark(known.agreed_level, known.order), override_mark(known.agreed_overridden))
    return judgement_of(known)


def judgement_of(known: Progress) -> Content:
    """Return the viewer's judgement of the whole, `*` where it was set against the rules; or the totals."""
    if not known.overall:
        return plain(known.totals or "·", "" if known.totals else "$text-muted")
    return join(level_mark(known.overall, known.order), override_mark(known.overridden))


def _others(known: Progress) -> Content:
    if not known.others and not known.others_done:
        return plain("–", "$text-muted")
    done = f"{known.others_done}/{known.others}" if known.others else str(known.others_done)
    return plain(f"● {done}" if known.others_done else f"· {done}", "$text-muted")


def headings(shape: Columns) -> str:
    """Return the line above the list; where there is room, it says to whom studies are allocated."""
    named = zip(HEADINGS, shape.cells, strict=True)
    words = [fill(word if cell_len(word) <= size else "", size) for word, size in named]
    words += [fill("allocated to", shape.allocated)] if shape.allocated else []
    words += ["title"] if shape.title else []
    return " " * shape.signs + " ".join(words)
