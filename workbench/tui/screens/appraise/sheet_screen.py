"""What the appraisal screen has in front, what can be done with it now, and why not where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from workbench.tui.screens.appraise.commands import ANSWERING, COMMANDS
from workbench.tui.screens.base import WorkbenchScreen

if TYPE_CHECKING:
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.appraisals.texts import ReadingText

SUBMITTED = "submitted: R reopens it, with a reason"
_WHY_NOT = {
    "can_change": SUBMITTED,
    "is_submitted": "not submitted yet: every key that changes it works, S submits it",
}
"""What is said when a key does nothing, by what its command needs."""
_NEEDS = {key: command.needs for command in (*ANSWERING, *COMMANDS) for key in command.keys}


class SheetScreen(WorkbenchScreen):
    """The sheet in front, and which keys can do something with it."""

    study: str
    result: str
    item: str
    sheet: Sheet | None
    texts: list[ReadingText]
    """The documents to read: first those of today, then versions before."""
    every_text: list[ReadingText]
    """Withdrawn ones too: quotes may point to them."""
    anchors: list[Anchor]
    """Where the quotes of the sheet stand."""
    text_number: int

    @property
    def is_ready(self) -> bool:
        """Whether the sheet is there."""
        return self.sheet is not None

    @property
    def can_change(self) -> bool:
        """Whether answers can be given: the sheet is there and not submitted."""
        return self.sheet is not None and not self.sheet.submitted

    @property
    def is_submitted(self) -> bool:
        """Whether the appraisal is submitted."""
        return self.sheet is not None and self.sheet.submitted

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command can do something now; what a sheet of this state never lets do is not shown."""
        can_do = super().check_action(action, parameters)
        return False if can_do is None and self.is_ready else can_do

    def on_key(self, event: Key) -> None:
        """A key that nothing took: say why it does nothing where the state of the sheet is the reason."""
        needs = _NEEDS.get(event.key, "")
        if self.is_ready and needs in _WHY_NOT and not getattr(self, needs):
            self.say(_WHY_NOT[needs])
