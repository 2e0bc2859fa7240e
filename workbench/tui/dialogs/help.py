"""Show the keys of the screen on one page, and find them by typing, from what makes the keys work."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from workbench.output.line_breaks import cut
from workbench.tui.commands import EVERYWHERE, Command, HelpGroup
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.fields import LineField
from workbench.tui.elsewhere import Match, find_elsewhere, rank
from workbench.tui.plain import fill, join, plain, stack

WIDEST = 116
"""Cells of the window at most; its lines would be too long to read otherwise."""
EDGES = 5
"""Cells that frame, padding and scroll bar take."""
ROWS_AROUND = 7
"""Lines of the window that frame, heading, filter and the line of keys take."""
COLUMNS = 3
KEYS, LABEL = 14, 18
"""Cells for the keys and for the name of a command where its sentence stands beside it."""
SHORT_KEYS = 9
"""Cells for the key on the page of all keys."""
STYLE_OF_KEYS, STYLE_OF_HEADING = "bold $key", "bold $text-primary"
IN_FULL = "Each of them in full"
NOTHING = "No key of this screen or of another is called so. esc empties the filter."
NOTHING_HERE = "No key of this screen is called so, but elsewhere:"


class HelpDialog(Dialog[None]):
    """Show all keys of a screen by their names, below with a sentence each; what is typed filters them.

    Args:
        screen_title: what the screen is called.
        commands: those of the screen.
        groups: headings, each with the actions that stand below it; none: they stand in their own order.
    """

    HINT = "type a key or a word to filter · arrows and pages scroll · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Up", show=False, priority=True, id="help.up"),
        Binding("down", "scroll(1)", "Down", show=False, priority=True, id="help.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, id="help.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True, id="help.page-down"),
        Binding("f1", "leave", "Back", show=False, priority=True, id="help.again"),
    ]

    def __init__(
        self, screen_title: str, commands: Sequence[Command], groups: Sequence[HelpGroup] = ()
    ) -> None:
        super().__init__(f"Keys: {screen_title}" if screen_title else "Keys")
        own = _grouped(commands, groups)
        first = [(heading or "This screen", commands) for heading, commands in own]
        self.of_screen = screen_title
        self.parts = [*first, ("On every screen", EVERYWHERE)]

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, and the keys below it."""
        field = LineField("", id="filter", compact=True)
        field.placeholder = "filter: a key, a word …"
        yield field
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Let letters filter at once."""
        self.query_one(Input).focus()
        self.show_keys()

    def on_resize(self) -> None:
        """Lay the keys out for the window as it is now."""
        self.show_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the keys that go with what is typed."""
        event.stop()
        self.show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back: enter does nothing else here."""
        event.stop()
        self.dismiss(None)

    def show_keys(self) -> None:
        """Show all keys, or those that go with the filter; the window keeps its height."""
        room = min(self.app.size.width, WIDEST) - EDGES
        every = all_keys(self.parts, room)
        rows = max(self.app.size.height - ROWS_AROUND, 3)
        body = self.query_one("#body", VerticalScroll)
        body.styles.height = min(len(every), rows)
        typed = self.query_one(Input).value.strip()
        lines = found_keys(self.parts, typed, room, self.of_screen) if typed else every
        self.query_one("#keys", Static).update(stack(lines))
        body.scroll_home(animate=False)

    async def action_leave(self) -> None:
        """Empty the filter, or go back where it is empty."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#body").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        body = self.query_one("#body")
        body.scroll_relative(y=by * max(body.size.height - 1, 1), animate=False)


Parts = Sequence[tuple[str, Sequence[Command]]]


def all_keys(parts: Parts, room: int) -> list[Content]:
    """Lay out all keys by their names in columns, and below each with its sentence.

    Args:
        parts: headings with their commands.
        room: cells of a line.
    """
    lines: list[Content] = []
    for heading, commands in parts:
        lines += [plain(heading, STYLE_OF_HEADING), *_in_columns(commands, room), Content("")]
    lines.append(plain(IN_FULL, STYLE_OF_HEADING))
    for _, commands in parts:
        lines += [line for command in commands for line in _in_full(command, room)]
    return lines


def found_keys(parts: Parts, typed: str, room: int, here: str = "") -> list[Content]:
    """Lay out with their sentences the commands that go with what was typed, the nearest first.

    Where none is called so, say on which other screen one is.

    Args:
        parts: headings with their commands.
        typed: a key, or words that a command is called by, here or elsewhere.
        room: cells of a line.
        here: the title of the screen.
    """
    ranked = [
        (near, command)
        for _, commands in parts
        for command in commands
        if (near := rank(command, typed)) is not None
    ]
    ranked.sort(key=lambda entry: entry[0])
    lines = [line for _, command in ranked for line in _in_full(command, room)]
    elsewhere = _elsewhere(find_elsewhere(typed, here, ranked[0][0] if ranked else None), room)
    return [*lines, *([Content("")] if lines and elsewhere else []), *elsewhere] or [
        plain(line, "$text-muted") for line in wrap(NOTHING, max(room, 1))
    ]


def _elsewhere(matches: Sequence[Match], room: int) -> list[Content]:
    """Say on which other screens something is called so, with the keys that lead there."""
    lines = [plain(NOTHING_HERE, "$text-muted")] if matches else []
    for title in dict.fromkeys(match.title for match in matches):
        of_screen = [match for match in matches if match.title == title]
        lines += [Content(""), plain(f"On {title} ({of_screen[0].place.way})", STYLE_OF_HEADING)]
        lines += [line for match in of_screen for line in _in_full(match.command, room)]
    return lines


def _grouped(commands: Sequence[Command], groups: Sequence[HelpGroup]) -> list[tuple[str, Sequence[Command]]]:
    """Return the commands below their headings; those of no group come last."""
    by_action = {command.action: command for command in commands}
    found = [
        (heading, [by_action.pop(action) for action in actions if action in by_action])
        for heading, actions in groups
    ]
    rest = [("Other" if groups else "", list(by_action.values()))] if by_action else []
    return [*found, *rest]


def _in_columns(commands: Sequence[Command], room: int) -> list[Content]:
    """Name each command behind its first key, from top to bottom and then from left to right."""
    width = max(room // COLUMNS, SHORT_KEYS + 2)
    height = -(-len(commands) // COLUMNS)
    return [join(*(_short(command, width) for command in commands[row::height])) for row in range(height)]


def _short(command: Command, width: int) -> Content:
    label = command.key_label
    key = label if len(label) < SHORT_KEYS else label.split()[0]
    return join(
        plain(fill(key, SHORT_KEYS), STYLE_OF_KEYS), plain(fill(command.label, max(width - SHORT_KEYS, 1)))
    )


def _in_full(command: Command, room: int) -> list[Content]:
    """Put keys, name and sentence beside one another; each goes on below itself where it has no room."""
    keys = wrap(command.key_label, KEYS - 1, break_on_hyphens=False)
    sentence = wrap(command.tells, max(room - KEYS - LABEL, 10), break_on_hyphens=False)
    names = [cut(command.label, LABEL - 1)]
    return [
        join(plain(fill(left, KEYS), STYLE_OF_KEYS), plain(fill(name, LABEL), "bold"), plain(right))
        for left, name, right in zip_longest(keys, names, sentence, fillvalue="")
    ]
