"""Let the user choose a characteristic of a study in a window, or take what is suggested for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from workbench.tui.dialogs.choice import ChoiceDialog

TAKE = "="
"""What stands before a name where its suggestion is taken."""


class CharacteristicsDialog(ChoiceDialog):
    """Choose a characteristic, or take what is suggested for it.

    Args:
        suggested: the names for which something is suggested.
    """

    HINT = "a number or enter enters a value · = takes the suggestion · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("equals_sign", "take", "Take", show=False, id="characteristics.take")
    ]

    def __init__(
        self,
        heading: str,
        choices: Sequence[tuple[str, Content]],
        suggested: Sequence[str],
        *,
        explanation: str = "",
        chosen: str | None = None,
    ) -> None:
        super().__init__(heading, choices, explanation=explanation, chosen=chosen)
        self.suggested = tuple(suggested)

    def action_take(self) -> None:
        """Take what is suggested for the characteristic under the cursor."""
        place = self.query_one(OptionList).highlighted
        name = self.choices[place][0] if place is not None else ""
        if name in self.suggested:
            self.dismiss(TAKE + name)
        else:
            self.complain("nothing is suggested for it: enter lets you enter a value")
