"""Show what the team settles for the whole review, and write it field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.review.admin import protocol as settling
from workbench.tui.commands import Command, bindings, copying
from workbench.tui.dialogs.options import OptionsDialog
from workbench.tui.dialogs.text_prompt import LineDialog, TextDialog
from workbench.tui.plain import fill, join, plain, stack
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.unsaved_texts import PROTOCOL, SIGN
from workbench.tui.widgets.headed_list import Group, HeadedList
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.admin.protocol import Protocol, ProtocolLine

COMMANDS = (
    Command("write", ("enter",), "Write", "Write the field under the cursor, in several lines if need be",
            True, "can_write"),
    Command("add", ("a",), "Add", "Add a field of your own", True, "is_ready"),
    copying("Copy the field under the cursor"),
    Command("move(-1)", ("up", "k"), "Up", "Previous field"),
    Command("move(1)", ("down", "j"), "Down", "Next field"),
    Command("page(-1)", ("pageup",), "Page up", "A page up in the list"),
    Command("page(1)", ("pagedown",), "Page down", "A page down in the list"),
    Command("jump(0)", ("home",), "First", "First field"),
    Command("jump(-1)", ("end",), "Last", "Last field"),
    Command("reload", ("ctrl+r",), "Read anew", "Read the protocol anew, with what others wrote"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)  # fmt: skip

LATE = "!"
"""Stands before a field that was written after the first study was appraised."""
NOTHING = "–"
TITLE_WIDTH = 26
"""Cells of the title of a field in the list."""
_EMPTY_TAKES_AWAY = "An empty text takes the field away."


class ProtocolScreen(WorkbenchScreen):
    """List the fields of the protocol, with the one under the cursor in full below."""

    TITLE = "Protocol"
    SAVES = "protocol"
    CSS_PATH = "protocol.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.protocol: Protocol | None = None
        self.unsaved: set[str] = set()
        """Fields in which something was typed and not saved."""

    @property
    def is_ready(self) -> bool:
        """Return True once the protocol is read and somebody said who is working."""
        return self.protocol is not None and self.gateway.reviewer is not None

    @property
    def line(self) -> ProtocolLine | None:
        """Return the line under the cursor, or None where there is none."""
        here = self.query_one(HeadedList).current
        lines = self.protocol.lines if self.protocol else ()
        return next((line for line in lines if _key(line) == here), None)

    @property
    def can_write(self) -> bool:
        """Return True if the line under the cursor is a field that can be written."""
        return self.is_ready and self.line is not None and not self.line.is_preliminary

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the value of the field under the cursor."""
        return (self.line.value, f"the field {self.line.title}") if self.line is not None else ("", "")

    @property
    def has_unsaved(self) -> bool:
        """Return True if something was typed here and not saved."""
        return bool(self.unsaved)

    def compose(self) -> ComposeResult:
        """Lay out title, list, the field in front, notes and keys."""
        yield ScreenHeader("Protocol")
        yield StatusLine(id="strip", classes="strip")
        with Pane(heading="Fields", id="fields"):
            yield HeadedList(id="list")
        with Pane(id="front"), VerticalScroll(id="detail"):
            yield Static("", id="field")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Read the protocol."""
        self.query_one(HeadedList).focus()
        self.load()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.show_protocol()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, done: str = "", keep: str = "") -> None:
        """Read the protocol anew, say what was done before, and put the cursor on a field."""
        self.hush()
        self.protocol = await self.gateway.ask(settling.read_protocol)
        await self.read_unsaved()
        self.show_protocol(keep)
        if done:
            self.say(done)

    async def read_unsaved(self) -> None:
        """Read in which fields something was typed and not saved."""
        kept = await self.workbench.drafts.abouts(self.gateway.drafts)
        lines = self.protocol.lines if self.protocol is not None else ()
        self.unsaved = {line.field for line in lines if about_field(line.field) in kept}
        self.workbench.show_state()

    def show_protocol(self, keep: str = "") -> None:
        """Show all fields; the cursor goes to one of them, or stays on its field."""
        if self.protocol is None:
            return
        lines = self.protocol.lines
        fields = [line for line in lines if not line.is_preliminary]
        late = len(self.protocol.late)
        counted = f"{sum(1 for line in fields if line.value)} of {len(fields)} written"
        marked = f" · {LATE} {late} after the first study was appraised" if late else ""
        self.query_one("#strip", Static).update(plain(f"{counted}{marked}"))
        groups = (
            ("The review", [line for line in fields if "." not in line.field]),
            ("Asked once for all studies of a checklist", [line for line in fields if "." in line.field]),
            ("Entered in appraisals", [line for line in lines if line.is_preliminary]),
        )
        self.query_one(HeadedList).show_groups([self._group(*group) for group in groups], keep)
        self.show_line()
        self.refresh_bindings()

    def _group(self, heading: str, lines: Sequence[ProtocolLine]) -> Group:
        shown = tuple(
            (_key(line), _in_list(line, self.size.width - 6, is_unsaved=line.field in self.unsaved))
            for line in lines
        )
        return Group(plain(heading, "bold $text-primary"), shown)

    def show_line(self) -> None:
        """Show the field under the cursor in full."""
        if self.line is not None and self.protocol is not None:
            self.query_one("#field", Static).update(_in_full(self.line, self.protocol.notes))
            self.query_one("#front", Pane).show(heading=plain(self.line.title))

    def on_headed_list_highlighted(self, message: HeadedList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.hush()
        self.show_line()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """Go to the field before or after."""
        self.query_one(HeadedList).move(by)

    def action_page(self, by: int) -> None:
        """Go some fields up or down."""
        self.query_one(HeadedList).page(by)

    def action_jump(self, place: int) -> None:
        """Go to the first or the last field."""
        self.query_one(HeadedList).jump(place)

    def action_reload(self) -> None:
        """Read the protocol anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()

    @conversation
    async def action_write(self) -> None:
        """Write the field under the cursor."""
        if self.line is not None:
            here = self.line.field
            await write_field(self, self.line)
            await self.read_unsaved()
            self.show_protocol(here)

    @conversation
    async def action_add(self) -> None:
        """Ask for the name of a field of the team's own, and write it."""
        dialog = LineDialog(
            "A field of your own",
            "Its name, such as: dose range; or what a checklist asks, such as: rob-2.P1",
        )
        name = await self.ask(dialog)
        if name is None or not name.strip():
            return
        line = await self.gateway.ask(settling.find_line, name)
        await write_field(self, line)


async def write_field(screen: ProtocolScreen, line: ProtocolLine) -> None:
    """Ask for the text of a field until it is saved or left; what was typed and not saved is kept."""

    async def save(text: str) -> None:
        saved, _ = await screen.gateway.ask(settling.write_protocol, line.field, text, seen=line.value)
        late = f"; {saved.remark}" if saved.is_late else ""
        taken = f"Taken away: {line.title}" if line.value else "Nothing is written"
        done.append(f"Saved: {saved.title}{late}" if saved.value else taken)

    done: list[str] = []
    if line.options and not line.is_many:
        dialog = OptionsDialog(
            line.title,
            line.options,
            chosen=[line.value],
            none="Nothing settled",
        )
        chosen = await screen.ask(dialog)
        if chosen is not None and chosen != line.value:
            await save(chosen)
    else:
        explanation = "\n".join([f"{line.hint}.", *([_EMPTY_TAKES_AWAY] if line.value else [])])
        about = about_field(line.field)
        await screen.ask(TextDialog(line.title, explanation, value=line.value, save=save, about=about))
    if done:
        screen.load(done[-1], keep=line.field)


def about_field(field: str) -> str:
    """Return what a draft of a field is about."""
    return f"{PROTOCOL} {field}"


def _key(line: ProtocolLine) -> str:
    """Return what finds a line in the list: a field, or what one reviewer entered."""
    return f"{line.field} {line.by}" if line.is_preliminary else line.field


def _in_list(line: ProtocolLine, width: int, *, is_unsaved: bool = False) -> Content:
    """Draw a field in one line: its title, the beginning of its text, a mark where it came late."""
    is_question = line.is_preliminary or "." in line.field
    title = line.field if is_question else line.title
    who = f"  {line.by} {line.when}".rstrip() if line.value else ""
    room = max(width - TITLE_WIDTH - 4 - len(who), 8)
    words = " / ".join(line.value.splitlines()) or line.remark or NOTHING
    if is_unsaved:
        words = f"{SIGN} typed and not saved: enter shows it"
    return join(
        plain(f"{LATE if line.is_late else ' '} ", "bold $text-warning"),
        plain(fill(title, TITLE_WIDTH), "bold" if line.value else ""),
        plain("  "),
        plain(fill(words, room), "" if line.value else "$text-muted"),
        plain(who, "$text-muted"),
    )


def _in_full(line: ProtocolLine, notes: Sequence[str]) -> Content:
    """Draw a field with its whole text, who wrote it and when, and what the protocol does not fit with."""
    parts = [plain(line.title, "bold")]
    parts.append(plain(line.value, lines=True) if line.value else plain(f"{line.hint}.", "$text-muted"))
    if line.written:
        parts.append(plain(line.written, "$text-warning" if line.is_late else "$text-muted"))
    if line.field in ("outcomes", "adjudicator"):
        parts.extend(plain(note, "$text-warning") for note in notes)
    return stack(parts)
