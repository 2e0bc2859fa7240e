"""What changes the consensus: a reviewer's answer, another code, finishing; saved before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.review.reviewers import reconcile
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.text_prompt import NEEDED_FOR_AGREEMENT, NEEDED_IN_HISTORY, LineDialog, TextDialog
from workbench.tui.plain import plain
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.compare.comparison_text import finishing, spoken, unresolved_words

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import ComparedLine, Comparison

DISCUSSION = "discussion"


class Reconciling(WorkbenchScreen):
    """The changing half of the comparison screen."""

    comparison: Comparison
    decided_by: str
    taking: int

    @property
    def can_change(self) -> bool:
        """Whether the consensus can be changed: it is not submitted."""
        return self.comparison.consensus_state != "submitted"

    @property
    def is_submitted(self) -> bool:
        """Whether the consensus is submitted."""
        return not self.can_change

    @property
    def line(self) -> ComparedLine | None:
        """The line in front; the screen fills this in."""
        raise NotImplementedError

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a comparison as it stands now; the screen fills this in."""
        raise NotImplementedError

    def go_to(self, line: str) -> None:
        """Put a line in front; the screen fills this in."""
        raise NotImplementedError

    async def action_take(self, number: int) -> None:
        """Agree on what the reviewer with this number has."""
        self.taking = number
        await self.take()

    @conversation
    async def take(self) -> None:
        """Ask for the reason and agree on what a reviewer has."""
        line = self.line
        if line is None or not self.can_change:
            return
        if self.taking > len(line.sides):
            self.say(f"There are {len(line.sides)} reviewers; c chooses another code")
            return
        side = line.sides[self.taking - 1]
        if side.code is None:
            self.say(f"{side.reviewer} has nothing for {line.id}; c chooses a code")
            return
        what = f"{side.reviewer}: {spoken(line, side).plain}"
        await self.agree_on(line, f"={side.reviewer}", what)

    @conversation
    async def action_choose(self) -> None:
        """Agree on a code that is chosen from all that the checklist has for this line."""
        line = self.line
        if line is None or not self.can_change:
            return
        if not line.options:
            self.say(f"{line.id} has nothing to choose from")
            return
        choices = [
            (code, plain(label if label == code else f"{code}  {label}")) for code, label in line.options
        ]
        chosen = line.consensus.code if line.consensus else None
        dialog = ChoiceDialog(
            f"Consensus on {line.id}", choices, explanation=line.title, chosen=chosen or line.sides[0].code
        )
        code = await self.ask(dialog)
        if code is not None:
            await self.agree_on(line, code, dict(line.options)[code])

    async def agree_on(self, line: ComparedLine, code: str, what: str) -> None:
        """Ask for the reason and save it with what is agreed on a line."""
        here = self.comparison

        async def save(reason: str) -> None:
            after = await self.gateway.ask(
                reconcile.reconcile,
                here.study,
                line.id,
                code,
                reason,
                decided_by=self.decided_by,
                result=here.result,
            )
            self.show_comparison(after)
            self.say(f"{line.id} is agreed. {unresolved_words(after) if after.unresolved else _ALL_DONE}")

        explanation = f"{what}\nDecided by {self.decided_by}."
        heading = f"Why is {line.id} so?"
        await self.ask(TextDialog(heading, explanation, needed=NEEDED_FOR_AGREEMENT, save=save))

    @conversation
    async def action_withdraw(self) -> None:
        """Take back what was agreed on the line in front."""
        line, here = self.line, self.comparison
        if line is not None and self.can_change:
            after = await self.gateway.ask(reconcile.withdraw, here.study, line.id, result=here.result)
            self.show_comparison(after)
            self.say(f"{line.id} is open again")

    @conversation
    async def action_reopen(self) -> None:
        """Make a submitted consensus a draft again."""
        here = self.comparison

        async def save(reason: str) -> None:
            after = await self.gateway.ask(reconcile.reopen_consensus, here.study, reason, result=here.result)
            self.show_comparison(after)

        if self.is_submitted:
            dialog = TextDialog(
                "Why is the consensus reopened?",
                "The reason stands in the history.",
                needed=NEEDED_IN_HISTORY,
                save=save,
            )
            await self.ask(dialog)

    @conversation
    async def action_decided_by(self) -> None:
        """Say who decides from now on."""
        choices = [
            (DISCUSSION, plain("a discussion between the reviewers")),
            ("", plain("a third person …")),
        ]
        chosen = DISCUSSION if self.decided_by == DISCUSSION else ""
        given = await self.ask(ChoiceDialog("Who decides?", choices, chosen=chosen))
        if given == "":
            before = "" if self.decided_by == DISCUSSION else self.decided_by
            given = await self.ask(
                LineDialog("Who is the third person?", "A handle or a name.", value=before)
            )
        if given and given.strip():
            self.decided_by = given.strip()
            self.show_comparison(self.comparison)
            self.say(f"From now on decided by {self.decided_by}")

    @conversation
    async def action_finish(self) -> None:
        """Submit the consensus, after showing what was agreed upon; what is unresolved comes first."""
        if not self.can_change:
            return
        if self.comparison.unresolved:
            missing = set(self.comparison.unresolved)
            self.go_to(next(line.id for line in self.comparison.lines if line.id in missing))
            self.say(unresolved_words(self.comparison))
            return
        dialog = ConfirmDialog(
            f"Finish the consensus on {self.comparison.study}?", finishing(self.comparison)
        )
        if await self.ask(dialog):
            after = await self.gateway.ask(
                reconcile.finish_consensus, self.comparison.study, result=self.comparison.result
            )
            self.show_comparison(after)
            self.say("The consensus is submitted.")


_ALL_DONE = "Nothing is unresolved; F (shift+f) finishes."
