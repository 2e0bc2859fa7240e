"""Run the application: it opens the first screen and holds what every screen can do."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from workbench.config import read_settings, remember
from workbench.tui.commands import EVERYWHERE, Command, bindings
from workbench.tui.dialogs.entry import EntryDialog
from workbench.tui.draft_keeper import DraftKeeper
from workbench.tui.gateway import Gateway
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.screens.studies.screen import StudiesScreen
from workbench.tui.theme import THEMES, WORKBENCH_DARK
from workbench.tui.widgets.header import ScreenHeader

THEME = "theme"
"""The setting that remembers whether this user reads on dark or on light ground."""
ENDED_BY = ("SIGTERM", "SIGHUP")
"""Signals that end the program, as far as the system has them."""
IDLE = 2.0
"""Seconds after which it is looked anew whether the file holds every change."""


class WorkbenchApp(App[str | None]):
    """Run the workbench on a review; return a message where it could not go on, else None."""

    TITLE = "Appraisal workbench"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, location: str, reviewer: str | None = None) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES.get(read_settings().values.get(THEME, ""), WORKBENCH_DARK).name
        self.gateway = Gateway(location, reviewer, on_damage=self.see_to_the_file, on_state=self.show_state)
        self.drafts = DraftKeeper(self._tell_of_drafts)
        self._home: asyncio.AbstractEventLoop | None = None
        self.asked_once: set[tuple[str | None, str]] = set()
        """By reviewer and checklist, what was asked once for all studies since the workbench was opened."""

    def on_mount(self) -> None:
        """Show the first frame; the review is opened while it is on screen."""
        self._home = asyncio.get_running_loop()
        self.push_screen(StudiesScreen())
        self.set_interval(IDLE, self.see_to_the_file)
        if not self.is_headless:
            self._listen_to_signals()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the names of our palette a colour in every theme, also in those of Textual."""
        return WORKBENCH_DARK.variables

    def show_state(self) -> None:
        """Show in the header who works, and whether all is saved."""
        for header in self.screen.query(ScreenHeader):
            header.refresh()

    @work(exclusive=True, group="file", exit_on_error=False)
    async def see_to_the_file(self) -> None:
        """Bring into the file what another program held up, and say so while that cannot be done.

        What cannot be read of the review is named in the same place.
        """
        is_whole = await self.gateway.make_whole()
        if isinstance(self.screen, WorkbenchScreen):
            self.screen.show_file_state(is_whole=is_whole, left_out=self.gateway.left_out)

    def on_unmount(self) -> None:
        """Close the review. Nothing is pending: every change was saved when it was made."""
        self.drafts.close()
        self.gateway.close()

    def get_driver_class(self) -> type[Driver]:
        """Return what draws: on a terminal of Unix, a driver that bears that it is closed."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from workbench.tui.terminal import TerminalDriver  # where there is `termios`

        return TerminalDriver

    def keep_drafts(self) -> None:
        """Write what stands in every open dialog and is not saved, and return when it is written."""
        for screen in self.screen_stack:
            if isinstance(screen, EntryDialog):
                screen.keep_draft()
        self.drafts.flush()

    async def action_quit(self) -> None:
        """Leave; a text that is being typed stays as a draft."""
        if isinstance(self.screen, EntryDialog):
            await self.screen.settle()
        self.keep_drafts()
        self.exit()

    def _listen_to_signals(self) -> None:
        """Leave in order when the program is told to end, or its terminal is closed."""
        loop = asyncio.get_running_loop()
        for name in ENDED_BY:
            with suppress(
                NotImplementedError, AttributeError, ValueError, RuntimeError
            ):  # not on every system
                number = int(getattr(signal, name))
                loop.add_signal_handler(number, partial(self._end_by, number))

    def _end_by(self, number: int) -> None:
        self.keep_drafts()
        self.exit(return_code=128 + number)

    def _tell_of_drafts(self, words: str) -> None:
        """Say once, from any thread, what is wrong with drafts."""
        if self._home is not None:
            self._home.call_soon_threadsafe(self._show_of_drafts, words)

    def _show_of_drafts(self, words: str) -> None:
        if isinstance(self.screen, EntryDialog):
            self.screen.note(words)
        elif isinstance(self.screen, WorkbenchScreen):
            self.screen.say(words)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Fill the palette: what the screen in front can do at this moment, then what every screen can."""
        own: Iterable[Command] = getattr(screen, "COMMANDS_HERE", ())
        for command in [*own, *EVERYWHERE]:
            if command.name == "command_palette":
                continue
            if screen.check_action(command.name, ()) or screen is not self.screen:
                yield SystemCommand(
                    command.label,
                    f"{command.tells}  ({command.key_label})",
                    self._runner(screen, command),
                )
        yield SystemCommand(
            "Light or dark", "Change between the light and the dark theme", self.action_flip_theme
        )

    def _runner(self, screen: Screen[object], command: Command):  # type: ignore[no-untyped-def]
        async def run() -> None:
            await self.run_action(command.action, screen)

        return run

    def action_flip_theme(self) -> None:
        """Change between the light and the dark theme, and remember it for the next time."""
        word = "light" if self.theme == WORKBENCH_DARK.name else "dark"
        self.theme = THEMES[word].name
        remember(THEME, word)

    def action_help(self) -> None:
        """Show what every key of the screen in front does."""
        from workbench.tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            own: Iterable[Command] = getattr(self.screen, "COMMANDS_HERE", ())
            self.push_screen(HelpDialog(self.screen.title or "", tuple(own)))


def run_review(location: str, reviewer: str | None = None) -> str | None:
    """Open a review in the terminal and stay until the user leaves.

    Returns:
        Why the workbench could not go on, or None when the user left.

    Raises:
        SystemExit: a signal ended it, or a fault of the program.
    """
    app = WorkbenchApp(location, reviewer)
    trouble = app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
    return trouble
