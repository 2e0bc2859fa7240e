"""Give all screens the application, the review, messages, and dialogs that no key can slip past."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.hidden_characters import show
from workbench.tui.commands import Command, HelpGroup
from workbench.tui.dialogs.entry import EntryDialog
from workbench.tui.gateway import Gateway
from workbench.tui.plain import join, plain

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.dialogs.dialog import Dialog
    from workbench.tui.draft_keeper import Place

Here = TypeVar("Here", bound="WorkbenchScreen")
Answer = TypeVar("Answer")
T = TypeVar("T")
P = ParamSpec("P")

PATIENCE = 0.3
"""Seconds after which a screen says that it is still reading; sooner, the line would only flicker."""
READING = "reading …"
COMPUTING = "computing …"
"""Stands in the place of a figure that is there later than what it belongs to."""
KEPT = "Not saved; kept as a draft, which stands there when you open this again"
IF_NOTHING_CAME = "If it cannot be pasted, this terminal lets no program copy (OSC 52)."
LAG = "All saved; another program reads the file: a copy now lacks the latest"
"""Fits into 80 columns with its margins."""


class WorkbenchScreen(Screen[None]):
    """Show something of the review; the base of all screens."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    HELP_GROUPS: ClassVar[tuple[HelpGroup, ...]] = ()
    """How the help groups the commands; one of many keys needs it."""
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "narrow"), (110, "wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "low"), (30, "tall")]  # noqa: RUF012
    HOLDS: ClassVar[float] = PATIENCE
    """Seconds for which keys wait for `load` to end; 0: until the screen itself takes them."""
    SAVES: ClassVar[str] = "report"
    """Key of what ctrl+s offers first; see `workbench.review.publish.file_outputs`."""
    talks = 0
    """Number of conversations that go on; between two dialogs of one, no key of the screen does anything."""

    def __init__(self) -> None:
        super().__init__()
        self.said: Content | None = None
        """The message that stands above the keys; None for none."""
        self._given: list[Place] = []
        """Entries that were given to the conversation that goes on, and may not be saved yet."""

    @property
    def about(self) -> str:
        """Return what the screen is about, where the headings of its dialogs do not name it."""
        return ""

    @property
    def has_unsaved(self) -> bool:
        """Return True if something was typed here and not saved; the header says so."""
        return False

    @property
    def workbench(self) -> WorkbenchApp:
        """Return the application."""
        return cast("WorkbenchApp", self.app)

    @property
    def gateway(self) -> Gateway:
        """Return the way to the review."""
        return self.workbench.gateway

    @property
    def output_in_front(self) -> str:
        """Return the key of what ctrl+s offers first."""
        return self.SAVES

    def say(self, words: str) -> None:
        """Show a short message above the keys, until the next key or change of the screen."""
        self._message(plain(words))

    def tell(self, error: WorkbenchError) -> None:
        """Show an error of a use case in the same place; what was entered stays where it is."""
        self._message(join(plain("not done: ", "bold $text-error"), plain(str(error))))

    def on_screen_resume(self) -> None:
        """Take the keys that were typed while the screen opened; one that loads takes them after that."""
        if hasattr(self, "load"):
            self.set_timer(self.HOLDS, self.take_keys)
        elif self.HOLDS:
            self.take_keys()

    def take_keys(self, *, drop: bool = False, up_to: Collection[str] = ()) -> None:
        """Take the keys that were typed while the screen opened, or drop them.

        Args:
            drop: whether all are dropped.
            up_to: names of keys; the first of them and what follows it are dropped.
        """
        opened = partial(self.workbench.keys.opened, self, drop=drop, up_to=up_to)
        self.call_after_refresh(self.app.call_later, opened)  # behind the part that is given the keys

    def on_unmount(self) -> None:
        """Leave no key waiting for a screen that is gone."""
        self.workbench.keys.talked(self)
        self.workbench.keys.opened(self)

    def on_screen_suspend(self) -> None:
        """Take the message away when another screen comes in front: back here it would be of the past.

        A dialog leaves it, and so does what another screen says here when it goes back.
        """
        stack = self.app.screen_stack
        if self in stack and isinstance(stack[-1], WorkbenchScreen):  # else it is being taken away itself
            self.hush()

    def hush(self) -> None:
        """Take the message away."""
        self._message(None)

    def show_file_state(self, *, is_whole: bool, left_out: Sequence[str] = ()) -> None:
        """Say above the title that a copy of the file would not be whole, or what cannot be read of it.

        Where all is well the lines are taken away.
        """
        self._show_above("lag", () if is_whole else (LAG,))
        # One row is named here, and all by the doctor: the lines must leave room for the screen.
        self._show_above("damage", (left_out[0], left_out[-1]) if left_out else ())

    def _show_above(self, name: str, lines: Sequence[str]) -> None:
        shown = self.query(f"#{name}")
        if lines and not shown:
            self.mount(Static(plain("; ".join(lines)), id=name), before=0)
        elif lines:
            shown.first(Static).update(plain("; ".join(lines)))
        elif shown:
            shown.remove()

    def forget(self, words: Content) -> None:
        """Take a message away with the next key, unless another came since or what it tells goes on."""
        if self.said is words and words.plain != READING and self.is_attached:
            self.hush()

    def _message(self, words: Content | None) -> None:
        self.said = words
        line = self.query_one("#message", Static)
        line.update(words or "")
        line.set_class(words is not None, "said")
        self.set_class(words is not None, "says")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return True if a command can do something now; None shows it dimmed, False not at all."""
        if self.talks:
            return None
        for command in self.COMMANDS_HERE:
            if command.name == action and command.needs:
                try:
                    can_do = getattr(self, command.needs)
                except NoMatches:  # the screen is being put together, or taken apart
                    can_do = False
                if can_do:
                    return True
                return False if command.hides else None
        return True

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show a fault of the program: without this, work beside the screen would fail in silence."""
        error = event.worker.error
        if event.worker.name == "load" and event.worker.is_finished:
            self.take_keys()
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, WorkbenchError):
            self.tell(error)
            return
        self.log.error(error)
        fault = f"a fault of the program, please report it: {type(error).__name__}: {error}"
        self.tell(WorkbenchError(fault))

    async def compute(
        self, use_case: Callable[Concatenate[ReviewSession, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a use case that only reads and may take long; where it does, say so while keys go on.

        Raises:
            WorkbenchError: as the use case does.
        """
        is_waiting = True

        def tell_waiting() -> None:
            if is_waiting:  # the timer may have run out while the result came
                self.say(READING)

        timer = self.set_timer(PATIENCE, tell_waiting)
        try:
            return await self.gateway.compute(use_case, *args, **kwargs)
        finally:
            is_waiting = False
            timer.stop()

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return what `y` copies, and what that is; two empty texts where there is nothing."""
        return "", ""

    def action_copy(self) -> Awaitable[None] | None:
        """Copy what is in front to the clipboard."""
        text, what = self.words_in_front
        if text:
            self.copy_words(text, what)
        else:
            self.say("There is nothing to copy here.")
        return None

    def copy_words(self, text: str, what: str) -> None:
        """Copy a text to the clipboard of the terminal, and say what; whether it took it nobody can tell.

        Args:
            text: what is copied; nothing hidden in it reaches the clipboard unseen.
            what: it in words, such as `the cell`.
        """
        self.app.copy_to_clipboard(show(text, keep_newlines=True))
        self.say(f"Copied {what} ({count(len(text), 'character')}). {IF_NOTHING_CAME}")

    async def action_save(self) -> None:
        """Save what the screen shows, or anything else, as a file."""
        await save_from(self)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a dialog and wait for what it gives; None where it was left. Only within a `conversation`.

        What is typed is kept as a draft of whoever works now, and offered again when the same is asked.
        """
        if not isinstance(dialog, EntryDialog) or not dialog.keeps_draft:
            return await self.app.push_screen_wait(dialog)
        keeper = self.workbench.drafts
        place = (self.gateway.drafts, dialog.about or f"{self.about}\n{dialog.heading}".strip())
        dialog.offered = await keeper.find(place)
        dialog.keep = partial(keeper.keep, place)
        answer = await self.app.push_screen_wait(dialog)
        self.workbench.show_state()
        if answer is None and dialog.is_draft_kept:
            self.say(KEPT)
        if answer is not None:
            # What saves it may come only now, and may fail: then it is still there.
            self._given.append(place)
            if dialog.saves:
                self.forget_given()
        return answer

    def forget_given(self) -> None:
        """Take the drafts of what was given away: it is saved."""
        for place in self._given:
            self.workbench.drafts.keep(place, None)
        self._given.clear()


def conversation(
    talk: Callable[Concatenate[Here, P], Awaitable[None]],
) -> Callable[Concatenate[Here, P], Awaitable[None]]:
    """Make an action of a method that opens dialogs one after another.

    The talk goes on beside the screen, but the action ends only when its first dialog is in front: whatever
    was typed ahead must not reach the screen below, where a figure would be an answer. An error of a use case
    is shown and ends the talk.
    """

    @wraps(talk)
    async def action(self: Here, /, *args: P.args, **kwargs: P.kwargs) -> None:
        async def guarded() -> None:
            self.talks += 1
            try:
                await talk(self, *args, **kwargs)
                self.forget_given()
            except WorkbenchError as error:
                self.tell(error)
            finally:
                self._given.clear()
                self.talks -= 1
                self.refresh_bindings()
                self.workbench.keys.talked(self)

        before = self.app.screen
        worker: Any = self.run_worker(guarded(), group="conversation", exclusive=True, exit_on_error=False)
        while not worker.is_finished and self.app.screen is before:
            await asyncio.sleep(0.002)

    return action


@conversation
async def _save(screen: WorkbenchScreen) -> None:
    """Save what the screen shows, or anything else, as a file."""
    from workbench.tui.screens.save_file import save_file

    await save_file(screen, screen.output_in_front)


async def save_from(screen: WorkbenchScreen) -> None:
    """Open the question what to save, unless a conversation goes on or the review is not open yet."""
    if not screen.talks and screen.gateway.is_open:
        await _save(screen)
