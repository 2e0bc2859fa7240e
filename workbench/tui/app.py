"""Run the application: it opens the first screen and holds what every screen can do."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.widget import Widget

from workbench.config import read_settings, remember
from workbench.errors import WorkbenchError
from workbench.served import files_folder, is_served
from workbench.tui.commands import EVERYWHERE, Command, bindings
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.entry import EntryDialog
from workbench.tui.draft_keeper import DraftKeeper
from workbench.tui.files import BrowserFiles, OwnFiles, UserFiles
from workbench.tui.gateway import ALL_SAVED, Gateway
from workbench.tui.held_keys import LOST, HeldKeys, Typed, in_words
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.screens.studies.screen import StudiesScreen
from workbench.tui.theme import THEME_WORDS, WORKBENCH_DARK, theme_called
from workbench.tui.unsaved_texts import SIGN
from workbench.tui.widgets.header import ScreenHeader

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.content import Content

THEME = "theme"
"""The setting that remembers in which theme this user reads."""
ENDED_BY = ("SIGTERM", "SIGHUP")
"""Signals that end the program, as far as the system has them."""
DRAFT_KEPT = "not saved · draft kept"
"""What the header says while a window holds what is typed and not saved."""
UNSAVED_TEXT = f" · {SIGN} unsaved text"
"""Stands behind the state: not `draft`, which is what an appraisal is before it is submitted."""
LEAVES_AGAIN = "ctrl+c again leaves the workbench; answers are saved, and drafts are kept"
"""What the first ctrl+c says where nothing is selected."""
READ_WITHIN = 1.0
"""Seconds for which it is said again which keys were not taken, whatever else is said meanwhile."""
IDLE = 2.0
"""Seconds after which it is looked anew whether the file holds every change."""


def _palette() -> type[Provider]:
    """Return what finds commands, imported when the palette is opened."""
    from workbench.tui.palette import CommandWords

    return CommandWords


class WorkbenchApp(App[None]):
    """Run the workbench on a review."""

    TITLE = "Appraisal workbench"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        # A window has its own keys alone; one that leaves the program must work over every window.
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit.always"),
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}

    def __init__(self, location: str, reviewer: str | None = None) -> None:
        super().__init__()
        self.theme_word = read_settings().values.get(THEME, "")
        theme = theme_called(self.theme_word)
        self.register_theme(theme)
        self.theme = theme.name
        self.gateway = Gateway(location, reviewer, on_damage=self.see_to_the_file, on_state=self.show_state)
        self.drafts = DraftKeeper(self._tell_of_drafts)
        folder = files_folder()
        self.files: UserFiles = BrowserFiles(folder, self._send_file) if folder is not None else OwnFiles()
        self.failure: WorkbenchError | None = None
        """Why the review could not be opened; it is told once the screen is given back."""
        self._home: asyncio.AbstractEventLoop | None = None
        self.keys = HeldKeys(partial(self.call_later, self._hand_on_keys), self._tell_of_dropped)
        """Keeps what is typed while the screen that it is for is not there yet."""
        self._dropped = ""  # which keys were not taken, for as long as it is to be said
        self._told_at: float | None = None  # when that was said first
        self._was_interrupted = False  # by ctrl+c, with no other key since
        self._taker: Widget | None = None  # what the key under way went to
        self._stood: tuple[WorkbenchScreen, Content] | None = None  # what was said before that key
        self.asked_once: set[tuple[str | None, str, str]] = set()
        """Reviewer, checklist and study of what was asked before the items since the workbench was opened."""

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
        for screen in self.screen_stack:
            for header in screen.query(ScreenHeader):
                header.refresh()

    @property
    def saving_state(self) -> str:
        """Return whether all is saved, in the words of the header; an open window may hold a draft."""
        has_draft = any(
            isinstance(screen, EntryDialog) and screen.is_draft_kept for screen in self.screen_stack
        )
        if has_draft:
            return DRAFT_KEPT
        state = self.gateway.saving_state
        screen = self.screen_stack[-1] if self.screen_stack else None
        has_unsaved = isinstance(screen, WorkbenchScreen) and screen.has_unsaved
        return f"{state}{UNSAVED_TEXT}" if has_unsaved and state == ALL_SAVED else state

    def on_entry_dialog_draft_changed(self) -> None:
        """Show in the header that something is typed and not saved, or that nothing is."""
        self.show_state()

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
        """Return what draws: in a browser, or on a terminal of Unix one that bears that it is closed."""
        if is_served():
            from workbench.tui.browser import BrowserDriver

            return BrowserDriver
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from workbench.tui.terminal import TerminalDriver  # where there is `termios`

        return TerminalDriver

    def _send_file(self, file: BinaryIO, name: str) -> None:
        """Let the browser save a file; it is closed when all of it is sent."""
        self.deliver_binary(file, save_filename=name, mime_type="application/octet-stream")

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

    async def action_interrupt(self) -> None:
        """Ask for ctrl+c once more before leaving: in other programs it copies, and is pressed for that."""
        screen, is_second = self.screen, self._was_interrupted
        self._was_interrupted = True
        if is_second:
            await self.action_quit()
        elif isinstance(screen, WorkbenchScreen):
            screen.say(LEAVES_AGAIN)
        elif isinstance(screen, Dialog):
            screen.complain(LEAVES_AGAIN)

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

    def action_command_palette(self) -> None:
        """Open the palette."""
        from workbench.tui.palette import CommandsDialog

        if not isinstance(self.screen, CommandsDialog):
            self.push_screen(CommandsDialog(id="--command-palette"))

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
        from workbench.tui.dialogs.go_to import PLACES, TELLS

        for letter, (name, _) in PLACES.items():
            yield SystemCommand(
                f"Go to {name}", f"{TELLS[letter]}  (g {letter})", partial(self.go_to, letter)
            )

    def _runner(self, screen: Screen[object], command: Command):  # type: ignore[no-untyped-def]
        async def run() -> None:
            await self.run_action(command.action, screen)

        return run

    def _tell_of_dropped(self, dropped: Sequence[Typed]) -> None:
        """Say which keys were not taken; the question before which they came may be about to open."""
        self._dropped, self._told_at = in_words(dropped), None
        self._show_dropped()

    def _show_dropped(self) -> None:
        """Say which keys were not taken once those that were are worked off: these change what is said."""
        if not self._dropped or not self.screen_stack or not self.keys.are_worked_off:
            return
        screen, words = self.screen, self._dropped
        self._told_at = monotonic() if self._told_at is None else self._told_at

        def show() -> None:
            if isinstance(screen, Dialog):
                screen.complain(words)
            elif isinstance(screen, WorkbenchScreen):
                screen.say(words)

        screen.call_later(show)  # a screen that is being opened has no line for it yet

    def _forget_dropped(self) -> None:
        """Take note of a key that was typed when it could be read which ones were not taken."""
        if self._told_at is not None and monotonic() - self._told_at > READ_WITHIN:
            self._dropped, self._told_at = "", None

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **named: Any) -> Any:
        """Open a screen or a window; keys typed from now on are for it, and wait until it takes them."""
        before = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, WorkbenchScreen | Dialog):
            self.keys.open(screen)
        pushed = super().push_screen(screen, *args, **named)
        if before is not None:
            self.keys.talked(before, to_window=True)
        if isinstance(screen, Dialog):
            self._show_dropped()
        return pushed

    def pop_screen(self) -> AwaitComplete:
        """Close the screen or window in front; keys typed from now on are for the one below."""
        closed = super().pop_screen()
        if isinstance(self.screen, WorkbenchScreen) and self.screen.talks:
            self.keys.talk(self.screen)
        self.keys.closed()
        return closed

    async def on_event(self, event: Event) -> None:
        """Hand on what is typed in its order; leaving always works."""
        if not isinstance(event, Key | Paste) or event.is_forwarded or self.keys.is_leaving(event):
            await super().on_event(event)
            return
        self._was_interrupted = False
        self._forget_dropped()
        waits_for = self.keys.add(event)
        if waits_for is not None:
            self.set_timer(LOST, partial(self._pass, waits_for))
        await self._hand_on_keys()

    async def _hand_on_keys(self) -> None:
        """Give the next key to the field in front, and what tells that it is worked off behind it."""
        if not self.is_running or not self.screen_stack:
            return  # the workbench is being left
        typed = self.keys.next()
        if typed is None:
            return
        self._taker = self.focused or self.screen
        screen = self.screen
        said = screen.said if isinstance(screen, WorkbenchScreen) else None
        self._stood = (screen, said) if isinstance(screen, WorkbenchScreen) and said is not None else None
        await super().on_event(typed)
        await self._follow_key(self.keys.follow())

    async def _follow_key(self, follower: HeldKeys.Passed) -> None:
        if self._taker is None or not self._taker.is_attached or not self._taker.post_message(follower):
            await self._pass(follower.number)

    async def on_held_keys_passed(self, message: HeldKeys.Passed) -> None:
        """Go on with the next key once also what the action sent is worked off, such as what was chosen."""
        if message.is_last:
            await self._pass(message.number)
        elif self.keys.is_current(message.number):
            await self._follow_key(self.keys.follow(is_last=True))

    async def _pass(self, number: int) -> None:
        if self._stood is not None:
            # Only now: taken away before, the lines would move twice where the key says something else.
            screen, words = self._stood
            if self.screen is screen or screen.talks:  # the help may be opened because of what is said
                screen.forget(words)
            self._stood = None
        self.keys.passed(number)
        await self._hand_on_keys()
        self._show_dropped()

    async def action_go_to(self) -> None:
        """Show the screens with a letter each; go where the next letter says."""
        from workbench.tui.dialogs.go_to import GoToLine

        if isinstance(self.screen, WorkbenchScreen):
            await self.push_screen(GoToLine(), self.go_to)

    def go_to(self, letter: str | None) -> None:
        """Go to the screen with a letter; keys typed meanwhile are worked off there."""
        if letter is not None:
            self.keys.hold()
            self.run_worker(self._go_to(letter), group="go", exit_on_error=False)

    async def _go_to(self, letter: str) -> None:
        from workbench.tui.dialogs.go_to import PLACES

        try:
            while not isinstance(screen := self.screen, StudiesScreen):
                await screen.dismiss()
            while screen.talks:  # a screen that was waited for reads the list anew when it is left
                await asyncio.sleep(0.002)
            if action := PLACES[letter][1]:
                await self.run_action(action, screen)
        finally:
            self.keys.release()

    async def action_save(self) -> None:
        """Save what the screen in front shows, or anything else, as a file."""
        if isinstance(self.screen, WorkbenchScreen):
            await self.screen.action_save()

    def action_choose_theme(self) -> None:
        """List the themes; each is seen while the cursor stands on it."""
        from workbench.tui.dialogs.theme_choice import ThemeDialog

        if not isinstance(self.screen, Dialog):
            self.push_screen(ThemeDialog(self.theme_word or THEME_WORDS[0]), self._take_theme)

    def _take_theme(self, word: str | None) -> None:
        """Keep a theme for this time and the next."""
        if word is None:
            return
        theme, self.theme_word = theme_called(word), word
        self.register_theme(theme)
        self.theme = theme.name
        remember(THEME, word)

    def action_help(self) -> None:
        """Show what every key of the screen in front does."""
        from workbench.tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            own: Iterable[Command] = getattr(self.screen, "COMMANDS_HERE", ())
            groups = getattr(self.screen, "HELP_GROUPS", ())
            self.push_screen(HelpDialog(self.screen.title or "", tuple(own), groups))


def run_review(location: str, reviewer: str | None = None) -> None:
    """Open a review in the terminal and stay until the user leaves.

    Raises:
        WorkbenchError: the review cannot be opened.
        SystemExit: a signal ended it, or a fault of the program.
    """
    app = WorkbenchApp(location, reviewer)
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        raise SystemExit(app.return_code)
