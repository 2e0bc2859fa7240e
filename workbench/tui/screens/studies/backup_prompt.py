"""Ask for a name, and write a backup of the review under it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.served import is_served
from workbench.tui.dialogs.text_prompt import LineDialog

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from workbench.tui.screens.studies.screen import StudiesScreen


async def write_backup(screen: StudiesScreen) -> None:
    """Ask for the name of a file until a backup is written there, or the question is left."""
    if is_served():
        # A copy of the review holds what is hidden from whoever would get it.
        screen.say(
            "A backup holds everybody's work: whoever runs the server makes it, with `workbench backup`"
        )
        return
    location = screen.gateway.location

    async def save(name: str) -> None:
        with screen.workbench.files.written(name) as path:
            await screen.gateway.back_up(str(path))

    dialog = LineDialog(
        "Back up the review",
        "A copy of the review, whole, also while others work in it. It can be opened as a review itself.",
        value=_suggested(location),
        needed="Name the file to write.",
        save=save,
        does="backs up",
        is_path=True,
        writes=True,
    )
    name = await screen.ask(dialog)
    if name is not None:
        screen.say(f"Wrote {name.strip()}")


def _suggested(location: str) -> str:
    """Return a name beside the review with the day in it; empty for a review on a server."""
    if "://" in location:
        return ""
    path = Path(location)
    return str(path.with_name(f"{path.stem}-{datetime.now(UTC):%Y-%m-%d}{path.suffix}"))
