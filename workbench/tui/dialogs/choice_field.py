"""Let one line of a form choose among a few values, or among many by typing the beginning of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget

from workbench.output.line_breaks import cut
from workbench.tui.dialogs.number_keys import numbered
from workbench.tui.plain import join, plain

ROW_UNTIL = 14
"""So many values stand beside one another; of more only the one in front is shown."""


class ChoiceField(Widget, can_focus=True):
    """Show the values of a field in its line, the chosen one marked.

    The arrows go on to the next; of a few a number takes one; letters go to the next, a word of which begins
    with what was typed.

    Args:
        value: the one that is chosen at first.
        choices: value and words.
    """

    DEFAULT_CSS = """
    ChoiceField { height: 1; width: 1fr; }
    """
    MOST_TYPED: ClassVar[float] = 1.0
    """Seconds after which letters begin another word."""

    class Chosen(Message):
        """Say that another value was chosen."""

        def __init__(self, field: ChoiceField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, value: str, choices: Sequence[tuple[str, str]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choices = list(choices)
        self._value = value if value in self._values else self.choices[0][0]
        self._typed = ""
        self._typed_at = 0.0

    @property
    def _values(self) -> list[str]:
        return [value for value, _ in self.choices]

    @property
    def value(self) -> str:
        """Return the chosen value."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        if value in self._values and value != self._value:
            self._value = value
            self.refresh()
            self.post_message(self.Chosen(self))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the chosen one stays where it is among them, else the first is chosen."""
        self.choices = list(choices)
        if self._value not in self._values:
            self._value = self.choices[0][0]
        self._fit()

    @property
    def is_row(self) -> bool:
        """Return True if all values are shown beside one another."""
        return len(self.choices) <= ROW_UNTIL

    def on_mount(self) -> None:
        """Take the lines that the values need."""
        self._fit()

    def on_resize(self) -> None:
        """Break the values anew."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = len(self._lines()) if self.is_row else 1
        self.refresh()

    def _lines(self) -> list[Content]:
        """Return the values in lines, broken between them."""
        lines = [Content("")]
        for place, (value, words) in enumerate(self.choices):
            is_chosen = value == self._value
            style = "bold reverse" if is_chosen else ""
            part = numbered(place, plain(f"{'●' if is_chosen else ''}{words}", style))
            # The mark needs its cell also where it is not, so that lines do not break anew with each key.
            needed = part.cell_length + (0 if is_chosen else 1)
            if lines[-1] and lines[-1].cell_length + 2 + needed > max(self.size.width, 1):
                lines.append(Content(""))
            lines[-1] = join(lines[-1], "  ", part) if lines[-1] else part
        return lines

    def render(self) -> Content:
        """Draw the values, or of many the one in front."""
        if self.is_row:
            return Content("\n").join(self._lines())
        place = self._values.index(self._value)
        rest = f"  {place + 1} of {len(self.choices)}"
        room = max(self.size.width - len(rest) - 4, 1)
        style = "bold reverse" if self.has_focus else "bold"
        words = plain(cut(self.choices[place][1], room), style)
        return join(plain("‹ "), words, plain(" ›"), plain(rest, "$text-muted"))

    def on_focus(self) -> None:
        """Draw the choice as that of the field in front."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw it as that of another field."""
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Choose; no letter reaches another field."""
        place = self._values.index(self._value)
        if event.key in ("left", "right"):
            place = (place + (1 if event.key == "right" else -1)) % len(self.choices)
        elif event.key in ("home", "end"):
            place = 0 if event.key == "home" else len(self.choices) - 1
        elif not event.is_printable or event.character is None:
            return
        elif event.character.isdecimal() and self.is_row:
            place = int(event.character) - 1
        else:
            place = self._begins_with(event.character, event.time, place)
        event.stop()
        event.prevent_default()
        if 0 <= place < len(self.choices):
            self.value = self._values[place]

    def _begins_with(self, character: str, now: float, place: int) -> int:
        """Return the place of the next choice a word of which begins with what was typed."""
        goes_on = bool(self._typed) and now - self._typed_at < self.MOST_TYPED
        self._typed_at = now
        typed = self._typed + character.casefold()
        if goes_on and (longer := self._find(typed, place)) is not None:
            self._typed = typed
            return longer
        self._typed = character.casefold()  # none goes on so: the letter begins another word
        found = self._find(self._typed, place + 1)
        return place if found is None else found

    def _find(self, typed: str, first: int) -> int | None:
        """Return the place of the next choice a word of which begins so, or None."""
        for step in range(len(self.choices)):
            here = (first + step) % len(self.choices)
            words = self.choices[here][1].casefold().replace("(", " ")
            if f" {typed}" in f" {words}":
                return here
        return None
