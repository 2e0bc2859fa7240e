"""Keep what is typed until it can be taken, and give it on in its order, one key after the other."""

from __future__ import annotations

from collections import deque
from contextvars import Context
from itertools import takewhile
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from textual.events import Key, Paste
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Any

    from textual.screen import Screen

Typed: TypeAlias = Key | Paste

ENTER = frozenset({"enter", "ctrl+j"})
"""Names of the enter key: the second is what a terminal gives until the program has it to itself."""
LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
"""Keys that leave the program: they work at every moment."""
STUCK = 10.0
"""Seconds after which keys are held no longer, whatever holds them: nobody waits so long for a screen."""
STALE = 3.0
"""Seconds of work between two windows after which keys that were typed meanwhile are dropped."""
LOST = 0.25
"""Seconds after which a key counts as worked off although nothing came back, since its field is gone."""
NAMED = 12
"""How many keys that were dropped are named; what follows them is cut."""


class HeldKeys:
    """Hand keys on one by one, and none while a screen opens.

    A key first goes to the field in front, then up to the application, where the actions are. Without this
    the next one would go to the same field meanwhile, although the first may open a window.

    Args:
        wake: called where kept keys can go on.
        tell: called with what was dropped, so that no key is lost without a word.
    """

    class Passed(Message):
        """Come up to the application behind a key, twice: behind its action, then behind what that sent.

        Attributes:
            number: of the key.
            is_last: True for the second time.
        """

        def __init__(self, number: int, *, is_last: bool) -> None:
            super().__init__()
            self.number = number
            self.is_last = is_last

    def __init__(self, wake: Callable[[], object], tell: Callable[[Sequence[Typed]], object]) -> None:
        self._wake = wake
        self._tell = tell
        self._holds = 0
        self._since = 0.0
        self._keys: deque[Typed] = deque()
        self._opening: set[Screen[Any]] = set()
        self._talking: dict[Screen[Any], float] = {}
        self._number = 0
        self._is_under_way = False

    def hold(self) -> None:
        """Hold keys until `release` is called as often."""
        self._holds += 1
        self._since = monotonic()

    def release(self, *, drop: bool = False, up_to: Collection[str] = ()) -> None:
        """Let kept keys go on once nobody holds them any more, or drop them.

        Args:
            drop: whether they are dropped.
            up_to: names of keys; the first of them and what follows it are dropped.
        """
        self._holds = max(self._holds - 1, 0)
        if drop:
            self._drop(0)
        elif up_to:
            kept = takewhile(lambda typed: not (isinstance(typed, Key) and typed.key in up_to), self._keys)
            self._drop(len(list(kept)))
        if self._keys and not self._holds:
            self._wake()

    def open(self, screen: Screen[Any]) -> None:
        """Hold keys until the screen says with `opened` that it takes them."""
        if screen not in self._opening:
            self._opening.add(screen)
            self.hold()

    def opened(self, screen: Screen[Any], *, drop: bool = False, up_to: Collection[str] = ()) -> None:
        """Let the screen have the keys that were typed since it was opened, or drop them; once.

        Args:
            screen: takes keys from now on.
            drop: whether those that were typed are dropped.
            up_to: names of keys; the first of them and what follows it are dropped.
        """
        if screen in self._opening:
            self._opening.remove(screen)
            self.release(drop=drop, up_to=up_to)

    def talk(self, screen: Screen[Any]) -> None:
        """Hold keys back while a screen works off the answer of a window, until the next one or `talked`."""
        if screen not in self._talking:
            self._talking[screen] = monotonic()
            self.hold()

    def talked(self, screen: Screen[Any], *, to_window: bool = False) -> None:
        """Let the keys go on that were typed meanwhile; after a long wait nobody knows what they were for.

        Args:
            screen: what went on.
            to_window: True if a window came that they are for. Else figures, and what follows them, are
                dropped: who typed them expected a window, and the screen would take them as an answer.
        """
        since = self._talking.pop(screen, None)
        if since is None:
            return
        if not to_window:
            self._drop(len(list(takewhile(lambda typed: not _is_figure(typed), self._keys))))
        self.release(drop=monotonic() - since > STALE)

    def _drop(self, after: int) -> None:
        """Drop the keys behind the first ones, and say which."""
        keys = list(self._keys)
        self._keys = deque(keys[:after])
        if dropped := keys[after:]:
            self._tell(dropped)

    @property
    def are_worked_off(self) -> bool:
        """Return True if no key waits and none is under way."""
        return not (self._keys or self._is_under_way)

    @staticmethod
    def is_leaving(typed: Typed) -> bool:
        """Return True for a key that leaves the program, which waits for nothing."""
        return isinstance(typed, Key) and typed.key in LEAVING

    def add(self, typed: Typed) -> int | None:
        """Keep a key; return the number of the one that it waits for, None where it waits for none."""
        if self._holds and monotonic() - self._since > STUCK:
            self._holds = 0
            self._opening.clear()
            self._talking.clear()
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

    def follow(self, *, is_last: bool = False) -> Passed:
        """Return what is sent behind the key that `next` returned."""
        return Context().run(lambda: self.Passed(self._number, is_last=is_last))

    def is_current(self, number: int) -> bool:
        """Return True if a key is the one that is under way."""
        return self._is_under_way and number == self._number

    def passed(self, number: int) -> None:
        """Take note that a key is worked off."""
        if number == self._number:
            self._is_under_way = False

    def closed(self) -> None:
        """Take note that a screen was closed: the key that did it is worked off, and nothing comes back."""
        self._is_under_way = False
        if self._keys and not self._holds:
            self._wake()


def _is_figure(typed: Typed) -> bool:
    return isinstance(typed, Key) and (typed.character or "").isdecimal()


def in_words(dropped: Sequence[Typed]) -> str:
    """Say which keys were not taken.

    >>> in_words([Key("1", "1"), Key("down", None), Key("enter", chr(13)), Paste("from the paper")])
    'Typed before this was here, so not taken: 1 down enter pasted text'
    """
    named = [_name(typed) for typed in dropped[:NAMED]]
    rest = [f"and {len(dropped) - NAMED} more"] if len(dropped) > NAMED else []
    return f"Typed before this was here, so not taken: {' '.join([*named, *rest])}"


def _name(typed: Typed) -> str:
    if isinstance(typed, Paste):
        return "pasted text"
    if typed.key in ENTER:
        return "enter"
    character = typed.character or ""
    return character if character.isprintable() and character.strip() else typed.key
