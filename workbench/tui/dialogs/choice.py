"""Let the user choose one of several in a window."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_letters
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.tui.dialogs.choosing import ChoosingDialog
from workbench.tui.dialogs.number_keys import number_bindings, numbered
from workbench.tui.dialogs.option_list import ChoiceList
from workbench.tui.plain import plain


class ChoiceDialog(ChoosingDialog[str]):
    """Choose one; returns its id.

    Args:
        choices: id and what is shown.
        chosen: id of the one that the cursor stands on at first.
        does: what enter does.
        has_own_numbers: whether the choices are numbered themselves, such as P1 and P3: then a number takes
            the one that has it, and no other stands before it.
        numbers: of each choice the number that takes it, such as the points that it stands for; none: they
            are counted from 1.
    """

    HINT = "a number or enter {does} · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        *number_bindings("choice"),
        Binding("0", "choose(0)", "Choose", show=False, id="choice.0"),
    ]

    def __init__(
        self,
        heading: str,
        choices: Sequence[tuple[str, Content]],
        *,
        explanation: str = "",
        chosen: str | None = None,
        does: str = "chooses",
        has_own_numbers: bool = False,
        numbers: Sequence[int] = (),
    ) -> None:
        super().__init__(heading, does=does)
        self.has_own_numbers = has_own_numbers
        self.choices = list(choices)
        self.numbers = tuple(numbers) or tuple(range(1, len(self.choices) + 1))
        self.explanation = explanation
        self.chosen = chosen

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the choices."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        # Ids of options are places: a choice may be the empty text, which an option's id may not.
        yield ChoiceList(*(Option(self._line(place), id=str(place)) for place in range(len(self.choices))))

    def _line(self, place: int) -> Content:
        words = self.choices[place][1]
        return words if self.has_own_numbers else numbered(self.numbers[place] - 1, words)

    def on_mount(self) -> None:
        """Put the cursor on what is chosen now."""
        options = self.query_one(OptionList)
        ids = [key for key, _ in self.choices]
        options.highlighted = ids.index(self.chosen) if self.chosen in ids else 0
        options.focus()

    def action_choose(self, number: int) -> None:
        """Take the choice with this number."""
        if self.refuses():
            return
        if self.has_own_numbers:
            own = (key for key, _ in self.choices if key.lstrip(ascii_letters) == str(number))
            if (chosen := next(own, None)) is not None:
                self.dismiss(chosen)
        elif number in self.numbers:
            self.dismiss(self.choices[self.numbers.index(number)][0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        event.stop()
        if not self.refuses():
            self.dismiss(self.choices[event.option_index][0])

    async def action_save(self) -> None:
        """Take the choice under the cursor."""
        self.query_one(OptionList).action_select()
