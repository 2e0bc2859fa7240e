"""Entering what belongs to a body of evidence beside its ratings, and the header of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.errors import WorkbenchError
from workbench.grade import CERTAINTY_WORDS
from workbench.review.evidence import body_entries, starts, summary_header
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, Save, TextDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.base import conversation
from workbench.tui.screens.evidence.cells import name_of
from workbench.tui.screens.evidence.rating_actions import Changing

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, StartLine

HEADER = "header"
"""What the draft of the header is kept under."""


class Entering(Changing):
    """The part of the evidence screen that enters what belongs to a body."""

    @property
    def has_studies(self) -> bool:
        """Whether the body in front has studies that GRADE has a start for."""
        return self.row is not None and bool(self.row.start)

    @property
    def has_entries(self) -> bool:
        """Whether anything is entered for the body in front."""
        return self.row is not None and any(entry.text for entry in self.row.entries)

    @conversation
    async def action_enter_body(self) -> None:
        """Show the form of effect, baseline risk and comment until it is saved or left."""
        row = self.row
        if row is None or not self.has_studies:
            return
        before = _values(row)

        async def save(values: Values) -> Refused | None:
            return await self._save_body(row, before, values)

        key = f"{row.outcome.id} {row.start}"
        fields = [
            FormField(one.id, one.label, one.hint, before[one.id], one.group) for one in body_entries.FORM
        ]
        dialog = FormDialog(
            f"Body of evidence: {name_of(row)}, starts {CERTAINTY_WORDS[row.start]}",
            fields,
            save=save,
            preview=self._preview_body,
            draft=self.drafts.get(key),
        )
        await self._fill(dialog, key, f"Saved: {name_of(row)}")

    async def _save_body(self, row: BodyRow, before: Values, values: Values) -> Refused | None:
        """Only parts that are different are saved; what was emptied is taken away with a reason."""
        parts = {
            body_entries.PART_OF[name] for name in values if values[name].strip() != before[name].strip()
        }
        changed = {name: text for name, text in values.items() if body_entries.PART_OF[name] in parts}
        filled = {body_entries.PART_OF[name] for name, text in changed.items() if text.strip()}
        if emptied := parts - filled:
            named = " and ".join(sorted(emptied))
            return Refused((f"{named}: leave the form and press delete to take it away, with a reason",))
        if not parts:
            return None
        try:
            await self.gateway.ask(body_entries.enter, row.outcome.id, changed, body=row.body)
        except WorkbenchError as error:
            problems = getattr(error, "problems", ())
            reasons = tuple(str(one) for one in problems) or (str(error),)
            return Refused(reasons, problems[0].field if problems else "")
        return None

    async def _preview_body(self, values: Values) -> Content:
        problems, said = await self.gateway.ask(lambda _: body_entries.preview(values))
        lines = [plain(f"✗ {problem}", "$text-error") for problem in problems]
        lines += [plain(f"= {sentence}") for sentence in said]
        hint = "The absolute effect appears here while you type. Studies are not pooled here."
        return stack(lines or [plain(hint, "$text-muted")])

    @conversation
    async def action_take_away(self) -> None:
        """Take an effect, a baseline risk or a comment away; the reason stands in the history."""
        row = self.row
        if row is None or not self.has_entries:
            return
        choices = [
            (entry.part, join(plain(f"{entry.part:<9} ", "bold"), plain(entry.text)))
            for entry in row.entries
            if entry.text
        ]
        part = await self.ask(ChoiceDialog("What is taken away?", choices))
        if part is None:
            return

        async def take_away(reason: str) -> None:
            await self.gateway.ask(body_entries.remove_entry, row.outcome.id, part, reason, body=row.body)

        await self._with_reason(f"Why is the {part} taken away?", take_away, f"Taken away: {part}")

    @conversation
    async def action_choose_start(self) -> None:
        """Start GRADE elsewhere for the studies in front, with a reason."""
        row = self.row
        if row is None or not self.has_studies:
            return
        choices = [(f"{one.checklist} {one.name}", _start(one)) for one in row.starts]
        now = next((f"{one.checklist} {one.name}" for one in row.starts if one.chosen), None)
        words = (
            "Each start has levels for risk of bias and ratings of its own: those of the old start are kept"
            " under it and do not count under the new one."
        )
        heading = f"Where does GRADE start? {name_of(row)}"
        chosen = await self.ask(ChoiceDialog(heading, choices, explanation=words, chosen=now))
        if chosen is None:
            return
        checklist, _, name = chosen.rpartition(" ")

        async def choose(reason: str) -> None:
            meant = (row.outcome.id, name, reason)
            await self.gateway.ask(starts.choose_start, *meant, checklist=checklist, body=row.body)

        await self._with_reason(f"Why does {checklist} start at {name}?", choose, f"Start: {name}")

    @conversation
    async def action_header(self) -> None:
        """Show the form of what stands above the summary of findings."""
        entered = await self.gateway.ask(summary_header.read_header)

        async def save(values: Values) -> Refused | None:
            try:
                await self.gateway.ask(summary_header.enter_header, values)
            except WorkbenchError as error:
                return Refused((str(error),))
            return None

        hint = "empty: taken from the characteristics of the studies"
        fields = [FormField(name, name.capitalize(), hint, text) for name, text in entered.items()]
        heading = "Above the summary of findings"
        dialog = FormDialog(heading, fields, save=save, draft=self.drafts.get(HEADER))
        await self._fill(dialog, HEADER, "Saved: the header")

    async def _fill(self, dialog: FormDialog, key: str, done: str) -> None:
        """Show a form; what was typed comes back with it when it was left without saving."""
        saved = await self.ask(dialog)
        self.drafts.pop(key, None)
        if dialog.left_with:
            self.drafts[key] = dialog.left_with
        await self.read()
        if saved:
            self.say(done)
        elif dialog.left_with:
            self.say("Not saved; what you typed stands in the form when you open it again")

    async def _with_reason(self, heading: str, save: Save, done: str) -> None:
        """Ask for the reason of a change, and read anew once it is made."""
        explanation = "The reason stands in the history."
        dialog = TextDialog(heading, explanation, needed=NEEDED_IN_HISTORY, save=save)
        if await self.ask(dialog) is not None:
            await self.read()
            self.say(done)


def _values(row: BodyRow) -> Values:
    """The fields of the form as they are entered now."""
    found = dict.fromkeys(body_entries.PART_OF, "")
    for entry in row.entries:
        names = {"risk": "baseline", "text": "comment"}
        found |= {names.get(name, name): text for name, text in entry.fields.items()}
        if f"{entry.part}_source" in found:
            found[f"{entry.part}_source"] = entry.source
    return {name: found[name] for name in body_entries.PART_OF}


def _start(one: StartLine) -> Content:
    own = ", the checklist's own" if one.own else ""
    now = " ← now" if one.chosen else ""
    words = f"{one.checklist} starts {CERTAINTY_WORDS[one.level]}"
    return join(plain(f"{words}  "), plain(f"{one.name}{own}{now}", "$text-muted"))
