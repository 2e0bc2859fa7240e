"""Rate the cells of the evidence screen, and confirm ratings that a change came after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.counts import count
from workbench.review.evidence import body_entries
from workbench.review.evidence import ratings as certainties
from workbench.tui.dialogs.text_prompt import NEEDED_IN_TABLES, TextDialog
from workbench.tui.screens.evidence.cell_text import level_choices, level_word
from workbench.tui.screens.evidence.cells import CERTAINTY, OUTCOME, rating_of, signed
from workbench.tui.unsaved_texts import RATING

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, RatingLine
    from workbench.tui.screens.evidence.screen import EvidenceScreen


async def rate_cell(screen: EvidenceScreen, row: BodyRow, column: str, number: int) -> None:
    """Rate a domain of a body of evidence with the level of a number; elsewhere say what to do instead."""
    rating = rating_of(row, column)
    if column == OUTCOME:
        screen.say("Go to a domain to rate it; p changes the outcome")
    elif column == CERTAINTY:
        screen.say("The certainty follows from the ratings: go to a domain; o writes effect and comment")
    elif not row.studies:
        screen.say("No study has numbers for this outcome yet: f enters them")
    elif rating is not None:
        levels = [int(level) for level, _ in level_choices(rating.domain)]
        if number > len(levels):
            screen.say(f"{rating.title.capitalize()} has {count(len(levels), 'level')}: 1 to {len(levels)}")
        else:
            await _save_rating(screen, row, rating, levels[number - 1])


async def _save_rating(screen: EvidenceScreen, row: BodyRow, rating: RatingLine, levels: int) -> None:
    """Ask for the reason and save it with the rating; another level needs a reason of its own."""
    word = level_word(rating.domain, levels)

    async def save(reason: str) -> None:
        await screen.gateway.ask(
            certainties.rate, row.outcome.id, rating.domain, levels, reason, body=row.key
        )

    dialog = TextDialog(
        f"Why is {rating.title} {signed(levels)} {word}?",
        _suggestion(rating),
        value=rating.reason if levels == rating.final else "",
        needed=NEEDED_IN_TABLES if levels else "",
        save=save,
        about=f"{RATING} {row.outcome.id} {row.key} {levels} {rating.title}",
    )
    given = await screen.ask(dialog)
    await screen.read_unsaved()
    if given is not None:
        screen.load(done=f"{rating.title}: {signed(levels)} {word}")


async def confirm_cell(screen: EvidenceScreen, row: BodyRow, column: str) -> None:
    """Confirm that a rating still holds, or what was entered for its body."""
    rating = rating_of(row, column)
    if rating is not None:
        await screen.gateway.ask(certainties.confirm, row.outcome.id, rating.domain, body=row.key)
        confirmed = f"{rating.title} {signed(rating.final or 0)}"
    else:
        parts = [entry.part for entry in row.entries if entry.stale]
        titles = [entry.title for entry in row.entries if entry.stale]
        for part in parts:
            await screen.gateway.ask(body_entries.confirm_entry, row.outcome.id, part, body=row.key)
        confirmed = ", ".join(titles)
    screen.load(done=f"Confirmed: {confirmed}")


def _suggestion(rating: RatingLine) -> str:
    if rating.suggested is None:
        return f"Suggested: nothing. {rating.because}".strip()
    word = level_word(rating.domain, rating.suggested)
    return f"Suggested: {signed(rating.suggested)} {word}. {rating.because}".strip()
