"""What changes the evidence: outcomes, ratings with reasons, confirmations; saved before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.review.evidence import body_entries, outcomes
from workbench.review.evidence import ratings as certainties
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.dialogs.text_prompt import NEEDED_IN_TABLES, TextDialog
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.evidence.cell_text import level_choices, level_word
from workbench.tui.screens.evidence.cells import (
    CERTAINTY,
    OUTCOME,
    name_of,
    rating_of,
    signed,
    wants_attention,
)

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.evidence.ratings import BodyRow, RatingLine

NEW = "new outcome"
"""What the draft of an outcome is kept under that is not in the review yet."""


class Changing(WorkbenchScreen):
    """The changing half of the evidence screen."""

    drafts: dict[str, Values]

    @property
    def row(self) -> BodyRow | None:
        """The row in front; the screen fills this in."""
        raise NotImplementedError

    @property
    def column(self) -> str:
        """The column in front; the screen fills this in."""
        raise NotImplementedError

    async def read(self, keep: OutcomeLine | None = None) -> None:
        """Read everything anew; the screen fills this in."""
        raise NotImplementedError

    @property
    def rating(self) -> RatingLine | None:
        """The rating in front."""
        return rating_of(self.row, self.column) if self.row else None

    @property
    def is_stale(self) -> bool:
        """Whether the rating in front was reviewed before a change, or what was entered for its body."""
        return self.row is not None and wants_attention(self.row, self.column) and not self._is_open

    @property
    def _is_open(self) -> bool:
        return self.rating is not None and self.rating.final is None

    @conversation
    async def action_rate(self) -> None:
        """Rate the domain in front; on an outcome, change it."""
        row, column = self.row, self.column
        if row is None:
            return
        if column == OUTCOME:
            await self.fill_in(row.outcome)
        elif column == CERTAINTY:
            self.say("The certainty follows from the ratings: go to a domain; b enters effect and comment")
        elif not row.studies:
            self.say("No study has numbers for this outcome yet: f enters them")
        else:
            await self._rate(row, column)

    async def _rate(self, row: BodyRow, domain: str) -> None:
        rating = rating_of(row, domain)
        if rating is None:
            return
        now = rating.final if rating.final is not None else rating.suggested
        dialog = ChoiceDialog(
            f"{rating.title.capitalize()}: {name_of(row)}",
            level_choices(domain),
            explanation=_suggestion(rating),
            chosen=None if now is None else str(now),
        )
        chosen = await self.ask(dialog)
        if chosen is not None:
            await self._give_reason(row, rating, int(chosen))

    async def _give_reason(self, row: BodyRow, rating: RatingLine, levels: int) -> None:
        """Ask for the reason and save it with the rating."""
        word = level_word(rating.domain, levels)

        async def save(reason: str) -> None:
            await self.gateway.ask(
                certainties.rate, row.outcome.id, rating.domain, levels, reason, body=row.body
            )

        dialog = TextDialog(
            f"Why is {rating.title} {signed(levels)} {word}?",
            _suggestion(rating),
            value=rating.reason,
            needed=NEEDED_IN_TABLES if levels else "",
            save=save,
        )
        if await self.ask(dialog) is not None:
            await self.read()
            self.say(f"{rating.title}: {signed(levels)} {word}")

    @conversation
    async def action_confirm(self) -> None:
        """Say that the rating in front still holds, or what was entered for its body."""
        row, rating = self.row, self.rating
        if row is None or not self.is_stale:
            return
        if rating is None:
            stale = [entry.part for entry in row.entries if entry.stale]
            for part in stale:
                await self.gateway.ask(body_entries.confirm_entry, row.outcome.id, part, body=row.body)
            await self.read()
            self.say(f"Confirmed: {', '.join(stale)}")
            return
        await self.gateway.ask(certainties.confirm, row.outcome.id, rating.domain, body=row.body)
        await self.read()
        self.say(f"Confirmed: {rating.title} {signed(rating.final or 0)}")

    @conversation
    async def action_add(self) -> None:
        """Add an outcome."""
        await self.fill_in(None)

    async def fill_in(self, outcome: OutcomeLine | None) -> None:
        """Show the form of an outcome until it is saved or left; what was typed comes back with it."""
        key = str(outcome.id) if outcome else NEW
        kept: list[OutcomeLine] = []

        async def save(values: Values) -> Refused | None:
            try:
                kept.append(await self._save(outcome, values))
            except _ImportanceError as error:
                return Refused((str(error),), "importance")
            except WorkbenchError as error:
                return Refused((str(error),))
            return None

        heading = f"Outcome: {outcome.name}" if outcome else "A new outcome"
        dialog = FormDialog(heading, _fields(outcome), save=save, draft=self.drafts.get(key))
        if await self.ask(dialog):
            self.drafts.pop(key, None)
            await self.read(kept[-1])
        elif dialog.left_with:
            self.drafts[key] = dialog.left_with
            self.say("Not saved; what you typed stands in the form when you open it again")
        else:
            self.drafts.pop(key, None)

    async def _save(self, outcome: OutcomeLine | None, values: Values) -> OutcomeLine:
        texts = {field: values[field].strip() for field in ("name", "time_point", "unit", "better")}
        importance = _importance(values["importance"])
        if outcome is None:
            name = texts.pop("name")
            return await self.gateway.ask(outcomes.add_outcome, name, **texts, importance=importance)
        return await self.gateway.ask(outcomes.edit_outcome, outcome.id, **texts, importance=importance)


class _ImportanceError(WorkbenchError):
    """What was typed as importance is no number."""


def _importance(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise _ImportanceError(f"importance is a whole number from 1 to 9, not {text!r}")
    return int(text[:9])


def _fields(outcome: OutcomeLine | None) -> list[FormField]:
    importance = str(outcome.importance) if outcome and outcome.importance else ""
    return [
        FormField("name", "Outcome", "such as: death", outcome.name if outcome else ""),
        FormField("time_point", "Time point", "such as: 28 days", outcome.time_point if outcome else ""),
        FormField("unit", "Unit", "of a measurement, such as: mmHg", outcome.unit if outcome else ""),
        FormField("better", "What is better", "higher or lower", outcome.better if outcome else ""),
        FormField("importance", "Importance, 1 to 9", "7–9 critical, 4–6 important, 1–3 limited", importance),
    ]


def _suggestion(rating: RatingLine) -> str:
    if rating.suggested is None:
        return f"Suggested: nothing. {rating.because}".strip()
    word = level_word(rating.domain, rating.suggested)
    return f"Suggested: {signed(rating.suggested)} {word}. {rating.because}".strip()
