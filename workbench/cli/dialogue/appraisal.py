"""Hold what a dialogue is about: the sheet, the item in front, and what was listed last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from workbench.cli.dialogue.console import sentence
from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.appraisals.preliminaries import Preliminaries, read_preliminaries
from workbench.review.appraisals.quote_anchors import Anchor, Anchors
from workbench.review.appraisals.variants import waiting_preliminaries
from workbench.review.evidence.number_hints import NumberHints, judges_the_result, number_hints

if TYPE_CHECKING:
    from checklists import Item
    from workbench.cli.dialogue.console import Console
    from workbench.cli.dialogue.text_reading import TextReading
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.session import ReviewSession

P = ParamSpec("P")


class Appraisal:
    """One's own appraisal of a study in a dialogue.

    Args:
        session: the open review and who works in it.
        console: where lines are told and asked.
        study: the study, as the user names it.
        result: the result that is judged.
        reading: the texts of the study.

    Attributes:
        sheet: the appraisal as it was last read or saved.
        item: id of the item in front; empty where none is asked.
        has_guidance: False where the guidance is left out when an item is read.
        is_over: True once the dialogue was ended.
    """

    def __init__(
        self, session: ReviewSession, console: Console, study: str, result: str, reading: TextReading
    ) -> None:
        self.session = session
        self.console = console
        self.reading = reading
        self.sheet: Sheet = answers.judge_study(session, study, result=result)
        self.item = ""
        self.has_guidance = True
        self.is_over = False
        self._settled: Preliminaries | None = None
        self._hints: NumberHints | None = None
        self.go_to((*self.sheet.open_items, *self.sheet.asked, "")[0])

    @property
    def study(self) -> str:
        """The key of the study."""
        return self.sheet.study.key

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that are asked; none while it is open which are."""
        return (
            () if waiting_preliminaries(self.sheet.checklist, self.sheet.preliminaries) else self.sheet.asked
        )

    @property
    def front(self) -> Item | None:
        """The item in front; None where none is asked."""
        return self.sheet.checklist.item(self.item) if self.item in self.items else None

    @property
    def settled(self) -> Preliminaries:
        """What is settled before the items, read anew after a change."""
        if self._settled is None:
            self._settled = read_preliminaries(self.session, self.sheet)
        return self._settled

    def hints(self) -> NumberHints:
        """Return what the number checks flag, where the item in front judges the reported result."""
        if not self.item or not judges_the_result(self.sheet.checklist, self.item):
            return NumberHints()
        if self._hints is None:
            self._hints = number_hints(self.session, self.study)
        return self._hints

    def anchors(self) -> list[Anchor]:
        """Find where the quotes of the item in front stand."""
        return Anchors(self.session).of(self.sheet, self.item)

    def tell(self, text: str) -> None:
        """Tell the user a text."""
        self.console.tell(text)

    def go_to(self, item: str) -> None:
        """Put an item in front; passages that were listed for another one are forgotten."""
        if item != self.item:
            self.reading.forget_passages()
        self.item = item

    def load(self, result: str) -> None:
        """Read the appraisal of a result from the review."""
        self.sheet = answers.judge_study(self.session, self.study, result=result)
        self._keep_in_front()

    def may_change(self) -> bool:
        """Return True if the appraisal can be changed; tell why where it cannot."""
        if self.sheet.submitted:
            self.tell("This appraisal is submitted. Type reopen to make it a draft again, with a reason.")
        return not self.sheet.submitted

    def may_answer(self) -> bool:
        """Return True if there is an item in front that can be answered; tell why where there is none."""
        if not self.may_change():
            return False
        waiting = waiting_preliminaries(self.sheet.checklist, self.sheet.preliminaries)
        if waiting:
            names = ", ".join(each.id for each in waiting)
            self.tell(
                f"First comes what decides which items are asked: type before {waiting[0].id}. Open: {names}."
            )
        elif self.front is None:
            self.tell("No item is in front: nothing is asked here. Type where to hear how it stands.")
        return self.front is not None

    def change(
        self,
        use_case: Callable[Concatenate[ReviewSession, Sheet, P], Sheet],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Make a change, which is saved when this returns; tell why where it is refused.

        Returns:
            True if it was saved.
        """
        try:
            self.show(use_case(self.session, self.sheet, *args, **kwargs))
        except WorkbenchError as error:
            self.refuse(error)
            return False
        return True

    def show(self, sheet: Sheet) -> None:
        """Take over a sheet as it stands after a change."""
        self.sheet = sheet
        self._keep_in_front()

    def refuse(self, error: WorkbenchError) -> None:
        """Tell why something was refused, and read the sheet anew: somebody else may have changed it."""
        self.tell(sentence(f"Not done: {error}"))
        self.load(self.sheet.result)

    def _keep_in_front(self) -> None:
        """Go to the first open item where the one in front is not asked any more."""
        self._settled = None
        if self.item not in self.items:
            open_items = [item for item in self.sheet.open_items if item in self.items]
            self.go_to((*open_items, *self.items, "")[0])
