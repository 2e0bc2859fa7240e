"""Keep what is typed until it can be taken, and give it on in its order, one key after the other."""

from __future__ import annotations

from collections import deque
from contextvars import Context
from typing import TYPE_CHECKING, TypeAlias

from textual.events import Key, Paste
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.screen import Screen

Typed: TypeAlias = Key | Paste

LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
"""Keys that leave the program: they work at every moment."""
LOST = 0.25
"""Seconds after which a key counts as worked off although nothing came back, since its field is gone."""


class HeldKeys:
    """Hand keys on one by one, and none while a screen opens.

    A key first goes to the field in front, then up to the application, where the actions are. Without this
    the next one would go to the same field meanwhile, although the first may open a window.

    Args:
        wake: called where kept keys can go on.
    """

    class Passed(Message):
        """Come up to the application behind a key, once that is worked off."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, wake: Callable[[], object]) -> None:
        self._wake = wake
        self._holds = 0
        self._keys: deque[Typed] = deque()
        self._opening: set[Screen[Any]] = set()
        self._number = 0
        self._is_under_way = False

    def hold(self) -> None:
        """Hold keys until `release` is called as often."""
        self._holds += 1

    def release(self, *, drop: bool = False) -> None:
        """Let kept keys go on once nobody holds them any more, or drop them."""
        self._holds = max(self._holds - 1, 0)
        if drop:
            self._keys.clear()
        if self._keys and not self._holds:
            self._wake()

    def open(self, screen: Screen[Any]) -> None:
        """Hold keys until the screen says with `opened` that it takes them."""
        if screen not in self._opening:
            self._opening.add(screen)
            self.hold()

    def opened(self, screen: Screen[Any], *, drop: bool = False) -> None:
        """Let the screen have the keys that were typed since it was opened, or drop them; once."""
        if screen in self._opening:
            self._opening.remove(screen)
            self.release(drop=drop)

    @staticmethod
    def is_leaving(typed: Typed) -> bool:
        """Return True for a key that leaves the program, which waits for nothing."""
        return isinstance(typed, Key) and typed.key in LEAVING

    def add(self, typed: Typed) -> int | None:
        """Keep a key; return the number of the one that it waits for, None where it waits for none."""
        self._keys.append(typed)
        return self._number if self._is_under_way else None

    def next(self) -> Typed | None:
        """Return the next key as if it was typed now; None where none may go on."""
        if self._holds or self._is_under_way or not self._keys:
            return None
        typed = self._keys.popleft()
        self._is_under_way = True
        self._number += 1
        # What is made in the course of a message counts as sent by its widget, and would not come past it.
        return Context().run(
            lambda: Key(typed.key, typed.character) if isinstance(typed, Key) else Paste(typed.text)
        )

    def follow(self) -> Passed:
        """Return what is sent behind the key that `next` returned."""
        return Context().run(self.Passed, self._number)

    def passed(self, number: int) -> None:
        """Take note that a key is worked off."""
        if number == self._number:
            self._is_under_way = False

    def closed(self) -> None:
        """Take note that a screen was closed: the key that did it is worked off, and nothing comes back."""
        self._is_under_way = False
        if self._keys and not self._holds:
            self._wake()
