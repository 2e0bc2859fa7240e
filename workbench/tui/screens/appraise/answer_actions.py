"""What changes a sheet: answers, notes, quotes, overrides, submitting; saved before the screen shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual.content import Content

from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, quotes, submission
from workbench.review.appraisals.sheets import OVERALL
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, NEEDED_IN_TABLES, LineDialog, TextDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise.judgement_text import submitting
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.appraise.sheet_screen import SheetScreen
from workbench.tui.screens.base import conversation
from workbench.tui.theme import level_mark

if TYPE_CHECKING:
    from checklists import Preliminary
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.session import ReviewSession

P = ParamSpec("P")
T = TypeVar("T")


class Changes(SheetScreen):
    """The changing half of the appraisal screen."""

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet as it stands now; the screen fills this in."""
        raise NotImplementedError

    def load(self) -> Any:
        """Read everything anew; the screen fills this in."""
        raise NotImplementedError

    async def change(
        self,
        use_case: Callable[Concatenate[ReviewSession, str | Sheet, P], Sheet],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Make a change and show the sheet after it. True where it was made; else the reason is shown."""
        try:
            await self.make(use_case, *args, **kwargs)
        except WorkbenchError as error:
            self.tell(error)
            return False
        return True

    async def make(
        self,
        use_case: Callable[Concatenate[ReviewSession, str | Sheet, P], Sheet],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Make a change and show the sheet after it.

        Raises:
            WorkbenchError: it cannot be made.
        """
        self.show_sheet(await self.gateway.ask(use_case, self.sheet or self.study, *args, **kwargs))

    async def action_answer(self, number: int) -> None:
        """Give the answer with this number."""
        if self.sheet is None:
            return
        options = self.sheet.checklist.options(self.item)
        if number <= len(options):
            await self.change(appraisals.answer, self.item, options[number - 1].code, result=self.result)

    async def action_clear(self) -> None:
        """Take the answer away."""
        await self.change(appraisals.clear_answer, self.item, result=self.result)

    async def action_undo(self) -> None:
        """Take back the last change and go to where it was."""
        try:
            sheet, what = await self.gateway.ask(
                appraisals.undo, self.sheet or self.study, result=self.result
            )
        except WorkbenchError as error:
            self.say(str(error))
            return
        target = what.rpartition(" ")[2]
        if target in sheet.verdict.asked:
            self.item = target
        self.show_sheet(sheet)
        self.say(f"Undone: {what}")

    async def action_quote(self) -> None:
        """Tie the selected words to the item in front."""
        span = self.query_one(ReadingPane).selected_span
        if span is None or not self.texts:
            self.say("Select words first: tab goes to the text, shift with the arrows selects; or e finds")
            return
        text, item = self.texts[self.text_number], self.item
        start, end = text.to_source(*span)
        if await self.change(quotes.tie_quote, item, text.id, start, end, result=self.result):
            self.say(f"Quoted for {item}")

    async def action_untie(self) -> None:
        """Take the last quote of the item in front away."""
        tied = [quote for quote in self.sheet.quotes if quote.item_id == self.item] if self.sheet else []
        if not tied:
            self.say("No passage is quoted for this item.")
        elif await self.change(quotes.untie_quote, tied[-1].id, result=self.result):
            self.say("The quote is taken away; u brings it back.")

    @conversation
    async def action_note(self) -> None:
        """Write a note on the item in front."""
        if self.sheet is None:
            return
        item = self.item
        given = self.sheet.answers.get(item)
        dialog = TextDialog(
            f"Note on {item}",
            self.sheet.checklist.item(item).text,
            value=given.note if given else "",
            save=lambda note: self.make(appraisals.note, item, note, result=self.result),
        )
        await self.ask(dialog)

    @conversation
    async def action_override(self) -> None:
        """Set a final judgement that differs from the suggested one, or go back to the suggested one."""
        if self.sheet is None:
            return
        target = await self._choose_target(self.sheet)
        if target is None:
            return
        level = await self._choose_level(self.sheet, target)
        if level is None:
            return
        if level == "":
            await self.change(overrides.clear_override, target, result=self.result)
            return
        given = self.sheet.overrides.get(target)
        dialog = TextDialog(
            f"Why is {target} {level.replace('_', ' ')}?",
            "The reason stands beside the judgement in every table.",
            value=given.reason if given else "",
            needed=NEEDED_IN_TABLES,
            save=lambda reason: self.make(overrides.override, target, level, reason, result=self.result),
        )
        await self.ask(dialog)

    async def _choose_target(self, sheet: Sheet) -> str | None:
        verdict = sheet.verdict
        choices = [
            (one.id, join(plain(f"{one.id} {one.title}  "), level_mark(one.final))) for one in verdict.domains
        ]
        choices.append((OVERALL, join(plain("Overall  "), level_mark(verdict.overall.final))))
        here = sheet.checklist.domain_of(self.item).id
        return await self.ask(ChoiceDialog("Override which judgement?", choices, chosen=here))

    async def _choose_level(self, sheet: Sheet, target: str) -> str | None:
        """A level, the empty text for "as suggested", or None for leaving."""
        choices: list[tuple[str, Content]] = [
            (level, join(level_mark(level), plain(f"  {sheet.checklist.label(level)}", "$text-muted")))
            for level in sheet.checklist.levels
        ]
        if target in sheet.overrides:
            choices.append(("", plain("Take the override away: as suggested")))
        verdict = sheet.verdict.overall if target == OVERALL else sheet.verdict.domain(target)
        suggested = verdict.suggested.replace("_", " ") if verdict.suggested else "still open"
        dialog = ChoiceDialog(
            f"Final judgement of {target}",
            choices,
            explanation=f"Suggested: {suggested}",
            chosen=verdict.final,
        )
        return await self.ask(dialog)

    @conversation
    async def action_submit(self) -> None:
        """Submit, after showing what follows from it."""
        if self.sheet is None:
            return
        missing = self.sheet.verdict.unanswered
        if missing:
            self.item = missing[0]
            self.show_sheet(self.sheet)
            named = ", ".join(missing[:12]) + (", …" if len(missing) > 12 else "")
            self.say(f"{len(missing)} items have no answer yet: {named}")
            return
        agreed = await self.ask(ConfirmDialog(f"Submit {self.study}?", submitting(self.sheet)))
        if agreed and await self.change(submission.submit, result=self.result):
            self.say("Submitted.")

    @conversation
    async def action_reopen(self) -> None:
        """Make a submitted appraisal a draft again."""
        dialog = TextDialog(
            "Why is it reopened?",
            "The reason stands in the history.",
            needed=NEEDED_IN_HISTORY,
            save=lambda reason: self.make(submission.reopen, reason, result=self.result),
        )
        await self.ask(dialog)

    @conversation
    async def action_before_reading(self) -> None:
        """Fill in what the checklist asks before the items."""
        chosen: str | None = None
        while self.sheet is not None:
            choices = [
                (one.id, _preliminary_line(self.sheet, one)) for one in self.sheet.checklist.preliminaries
            ]
            dialog = ChoiceDialog(
                "Before reading", choices, explanation="Recorded, not part of the judgement.", chosen=chosen
            )
            chosen = await self.ask(dialog)
            if chosen is None:
                return
            await self._fill_in(chosen)

    async def _fill_in(self, preliminary_id: str) -> None:
        if self.sheet is None:
            return
        preliminary = next(one for one in self.sheet.checklist.preliminaries if one.id == preliminary_id)
        value = self.sheet.preliminaries.get(preliminary_id, "")
        hint = ""
        if preliminary.options:
            several = " (several, with commas)" if preliminary.many else ""
            hint = f"One of{several}: {', '.join(preliminary.options)}"
        given = await self.ask(LineDialog(preliminary.text, hint, value=value))
        if given is not None:
            await self.change(appraisals.answer, preliminary_id, given, result=self.result)

    @conversation
    async def action_result(self) -> None:
        """Choose which result of the study is judged."""
        known = await self.gateway.ask(appraisals.results, self.study)
        choices = [(one, plain(one or "whole study")) for one in known]
        choices.append(("\n", plain("another result …")))
        chosen = await self.ask(ChoiceDialog("Which result is judged?", choices, chosen=self.result))
        if chosen == "\n":
            chosen = await self.ask(
                LineDialog("Name the result", "Outcome and time point, such as: survival at 90 days")
            )
        if chosen is not None:
            self.result = chosen.strip()
            self.load()


def _preliminary_line(sheet: Sheet, preliminary: Preliminary) -> Content:
    value = sheet.preliminaries.get(preliminary.id, "")
    needed = " (needed)" if preliminary.required and not value else ""
    return join(
        plain(f"{preliminary.id} ", "bold"),
        plain(preliminary.text + needed),
        plain(f"  {value}", "$text-success"),
    )
