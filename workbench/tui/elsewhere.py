"""Find commands on the screens that are not in front, for words that nothing in front is called by."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from workbench.tui.dialogs.go_to import PLACES
from workbench.tui.palette import SYNONYMS

if TYPE_CHECKING:
    from workbench.tui.commands import Command


class Place(NamedTuple):
    """A screen, and the keys that lead to it from anywhere.

    Attributes:
        module: the module of its class, imported only when it is searched.
        name: the name of the class.
        letter: its letter after `g`, or that of the screen on which it is opened.
        then: the key that opens it there; empty where the letter is its own.
    """

    module: str
    name: str
    letter: str
    then: str = ""

    @property
    def way(self) -> str:
        """Return the keys as people read them."""
        return f"g {self.letter}, {self.then}" if self.then else f"g {self.letter}"

    def commands(self) -> tuple[Command, ...]:
        """Return what the screen declares."""
        declared: tuple[Command, ...] = getattr(import_module(self.module), self.name).COMMANDS_HERE
        return declared


_HERE = "workbench.tui.screens"
_MODULES = {
    "Studies": (f"{_HERE}.studies.screen", "StudiesScreen"),
    "Appraise": (f"{_HERE}.appraise.screen", "AppraiseScreen"),
    "Compare": (f"{_HERE}.compare.screen", "CompareScreen"),
    "Evidence": (f"{_HERE}.evidence.screen", "EvidenceScreen"),
    "Tables": (f"{_HERE}.tables", "TablesScreen"),
    "Agreement": (f"{_HERE}.agreement", "AgreementScreen"),
    "Methods": (f"{_HERE}.methods", "MethodsScreen"),
    "Protocol": (f"{_HERE}.protocol", "ProtocolScreen"),
    "Progress": (f"{_HERE}.workload", "WorkloadScreen"),
    "Duplicates": (f"{_HERE}.duplicates.screen", "DuplicatesScreen"),
}
SCREENS: dict[str, Place] = {
    **{title: Place(*_MODULES[title], letter) for letter, (title, _) in PLACES.items()},
    "Findings": Place(f"{_HERE}.evidence.findings_screen", "FindingsScreen", "e", "f"),
    "Trace": Place(f"{_HERE}.evidence.trace_screen", "TraceScreen", "e", "enter"),
}
"""By title, the screens that can be named from anywhere."""

MOST = 6
"""Commands named at most: whoever gets more types another letter."""
BY_SENTENCE = 4
"""The rank of a command of which only the sentence has the words."""


class Match(NamedTuple):
    """A command on another screen.

    Attributes:
        title: the title of the screen.
        place: the screen.
        command: what its key does there.
    """

    title: str
    place: Place
    command: Command


def rank(command: Command, typed: str) -> int | None:
    """Return how near a command is to what was typed, 0 being nearest; None: it has none of it."""
    if typed in command.key_label.split() or typed in command.keys:
        return 0
    words, label = typed.casefold(), command.label.casefold()
    if label.startswith(words):
        return 1
    others = SYNONYMS.get(command.label, "")
    if f" {words}" in f" {others}":
        return 2 if others.startswith(words) else 3
    every = f"{label} {command.tells.casefold()} {command.key_label.casefold()}"
    return BY_SENTENCE if all(word in every for word in words.split()) else None


def find_elsewhere(typed: str, here: str, nearest: int | None) -> list[Match]:
    """Return the commands of other screens that go with what was typed better than those in front.

    A key is better than a name or a synonym, and these are better than a word of a sentence.

    Args:
        typed: a key, or words that a command is called by.
        here: the title of the screen in front.
        nearest: the rank of the nearest command in front; None where there is none.
    """
    below = BY_SENTENCE if nearest is None or nearest == BY_SENTENCE else min(nearest, 1)
    ranked = [
        (near, Match(title, place, command))
        for title, place in SCREENS.items()
        if title != here
        for command in place.commands()
        if (near := rank(command, typed)) is not None
    ]
    ranked.sort(key=lambda entry: entry[0])
    better = [match for near, match in ranked if near < below]
    return (better or [match for _, match in ranked if nearest is None])[:MOST]
