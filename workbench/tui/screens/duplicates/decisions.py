"""Ask for the reason of a decision on two studies, say what will happen, and take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.review.studies import duplicates
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, TextDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from workbench.review.studies.duplicates import Decision, DuplicatePair
    from workbench.tui.screens.duplicates.screen import DuplicatesScreen


async def merge(screen: DuplicatesScreen, kept: str, other: str) -> str | None:
    """Say what merging does, ask why, and merge; None where it was left.

    Raises:
        WorkbenchError: the two cannot be merged.
    """
    report = await screen.gateway.ask(duplicates.preview, kept, other)
    what = [f"{other} leaves all lists and counts; its key finds {kept}. 0 takes it back."]
    what += [f"· {sentence}" for sentence in report.sentences]

    async def save(reason: str) -> None:
        await screen.gateway.ask(duplicates.merge, kept, other, reason)

    heading = f"Why are {kept} and {other} one study?"
    return await _ask(screen, heading, what, save, f"{other} is merged into {kept}")


async def mark_distinct(screen: DuplicatesScreen, pair: DuplicatePair) -> str | None:
    """Ask why two studies are not the same, and keep it; None where it was left."""

    async def save(reason: str) -> None:
        await screen.gateway.ask(duplicates.mark_distinct, pair.study, pair.other, reason)

    heading = f"Why are {pair.study} and {pair.other} two studies?"
    told = ["They are not listed among the pairs any more. 0 takes it back."]
    return await _ask(screen, heading, told, save, f"{pair.study} and {pair.other} are distinct")


async def take_back(screen: DuplicatesScreen, decision: Decision) -> str | None:
    """Ask why a decision is taken back, and take it back; None where it was left."""

    async def split(reason: str) -> None:
        await screen.gateway.ask(duplicates.split, decision.other, reason)

    async def list_again(reason: str) -> None:
        await screen.gateway.ask(duplicates.take_back_distinct, decision.study, decision.other, reason)

    told = [f"{decision.by} wrote on {decision.at:%Y-%m-%d}: {decision.reason}"]
    if decision.kind == "merged":
        heading = f"Why is {decision.other} a study of its own?"
        told += ["What moved returns, with what was answered since; what is new stays."]
        return await _ask(screen, heading, told, split, f"{decision.other} is a study of its own again")
    heading = f"Why may {decision.study} and {decision.other} be one study after all?"
    done = f"{decision.study} and {decision.other} are listed again where they look alike"
    return await _ask(screen, heading, told, list_again, done)


async def _ask(
    screen: DuplicatesScreen,
    heading: str,
    told: list[str],
    save: Callable[[str], Awaitable[None]],
    done: str,
) -> str | None:
    dialog = TextDialog(heading, "\n".join(told), needed=NEEDED_IN_HISTORY, save=save)
    return done if await screen.ask(dialog) is not None else None
