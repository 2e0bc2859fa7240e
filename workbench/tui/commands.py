"""Declare commands: one declaration feeds key binding, footer, palette, help and enablement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Declare something that a key does on a screen.

    Attributes:
        action: the screen's `action_…` method, with its arguments if it has some.
        keys: keys that do it, the first one is shown.
        label: a word or two for the footer.
        tells: a sentence for the help and the palette.
        footer: whether the footer has room for it.
        needs: name of a property of the screen that must be true for the command to do anything; it is
            shown dimmed otherwise, unless it hides. Empty: always.
        shown: how the key is written, where its name is unclear.
        spare: whether a footer that has no room for all leaves it out before others.
        hides: whether the footer leaves it out, instead of dimmed, where it cannot do anything.
    """

    action: str
    keys: tuple[str, ...]
    label: str
    tells: str
    footer: bool = False
    needs: str = ""
    shown: str = ""
    spare: bool = False
    hides: bool = False

    @property
    def key_label(self) -> str:
        """Return the keys as the help writes them."""
        return self.shown or " ".join(_NAMES.get(key, key) for key in self.keys)

    @property
    def name(self) -> str:
        """Return the action without its arguments."""
        return self.action.partition("(")[0]

    def binding(self) -> Binding:
        """Return Textual's form of it."""
        return Binding(
            ",".join(self.keys),
            self.action,
            self.label,
            show=self.footer,
            key_display=self.shown or None,
            tooltip=self.tells,
            id=f"{self.name}.{self.keys[0]}",
        )


HelpGroup: TypeAlias = tuple[str, tuple[str, ...]]
"""A heading of the help, and the actions that stand below it, as commands name them."""

_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "equals_sign": "=",
}


def copying(tells: str, label: str = "Copy") -> Command:
    """Declare `y` on a screen: what it copies to the clipboard."""
    return Command("copy", ("y",), label, tells, True, spare=True)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of a screen."""
    return [command.binding() for command in commands]


EVERYWHERE = (
    Command("go_to", ("g",), "Go to", "Go to another screen: a line lists them with a letter each", True),
    Command(
        "save",
        ("ctrl+s",),
        "Save",
        "Save a table, figure, text or export as a file, with a preview of what goes in",
        True,
        shown="ctrl+s",
        spare=True,
    ),
    Command(
        "help", ("question_mark", "f1"), "Help", "Show what every key of this screen does", True, shown="?"
    ),
    Command("command_palette", ("ctrl+p",), "Palette", "Search the commands of this screen by name"),
    Command(
        "suspend_process",
        ("ctrl+z",),
        "Suspend",
        "Go to the shell, `fg` comes back; in a text field it undoes typing",
    ),
    Command(
        "choose_theme",
        ("ctrl+t",),
        "Theme",
        "Choose other colours, seen at once: dark, light, nord, gruvbox, solarized, …",
    ),
    Command("quit", ("ctrl+q",), "Quit", "Leave; every answer is saved already"),
    Command("interrupt", ("ctrl+c",), "Copy or leave", "Copy the words that are selected; twice, leave"),
)
"""Commands that every screen has."""
