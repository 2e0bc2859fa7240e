"""Let the user choose among numbered options, one or several of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.tui.dialogs.choosing import ChoosingDialog
from workbench.tui.dialogs.number_keys import number_bindings, numbered
from workbench.tui.dialogs.option_list import ChoiceList
from workbench.tui.plain import plain


class OptionsDialog(ChoosingDialog[str]):
    """Choose by number keys; returns the option, of several the chosen ones with commas between.

    Args:
        heading: what is asked.
        options: what may be chosen.
        explanation: what follows from the choice.
        chosen: what is chosen at first.
        many: whether several may be chosen.
        none: the words for choosing nothing; empty where something must be chosen.
    """

    HINT = "numbers choose · enter takes the one under the cursor · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        *number_bindings("options"),
        Binding("space", "mark", "Mark", show=False, priority=True, id="options.mark"),
    ]

    def __init__(
        self,
        heading: str,
        options: Sequence[str],
        *,
        explanation: str = "",
        chosen: Collection[str] = (),
        many: bool = False,
        none: str = "",
    ) -> None:
        super().__init__(heading)
        self.options = [*options, *([""] if none else [])]
        self.explanation = explanation
        self.chosen = [option for option in options if option in chosen]
        self.many = many
        self.none = none
        if many:
            self.HINT = "several may be: numbers or space mark them · enter takes them · esc goes back"

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the options."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        yield ChoiceList(*(self._option(place) for place in range(len(self.options))))

    def on_mount(self) -> None:
        """Put the cursor on what is chosen now."""
        options = self.query_one(OptionList)
        now = self.chosen[0] if self.chosen else ""
        is_offered = now in self.options and not (self.many and not now)
        options.highlighted = self.options.index(now) if is_offered else 0
        options.focus()

    def _option(self, place: int) -> Option:
        option = self.options[place]
        mark = ("[x] " if option in self.chosen else "[ ] ") if self.many and option else ""
        words = option.replace("_", " ") if option else self.none
        return Option(numbered(place, plain(mark + words)), id=str(place))

    def action_choose(self, number: int) -> None:
        """Choose the option with this number, or mark it where several may be."""
        if number > len(self.options) or self.refuses():
            return
        if self.many and self.options[number - 1]:
            self._mark(number - 1)
        else:
            self.dismiss(self.options[number - 1])

    def action_mark(self) -> None:
        """Mark the option under the cursor, or take the mark away."""
        place = self.query_one(OptionList).highlighted
        if self.many and place is not None and self.options[place]:
            self._mark(place)

    def _mark(self, place: int) -> None:
        option = self.options[place]
        if option in self.chosen:
            self.chosen.remove(option)
        else:
            self.chosen.append(option)
        options = self.query_one(OptionList)
        options.replace_option_prompt_at_index(place, self._option(place).prompt)
        options.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the option under the cursor, or all that are marked."""
        event.stop()
        if self.refuses():
            return
        option = self.options[event.option_index]
        if not (self.many and option):
            self.dismiss(option)
        elif self.chosen:
            self.dismiss(", ".join(option for option in self.options if option in self.chosen))
        else:
            self.complain("Mark at least one: space or its number.")

    async def action_save(self) -> None:
        """Take the option under the cursor, or all that are marked."""
        self.query_one(OptionList).action_select()
