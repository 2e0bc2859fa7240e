"""Show the sentences for the manuscript, in full or short, with the facts behind them on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.review.publish.manuscript import methods_file, methods_text
from workbench.tui.commands import Command, bindings, copying
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.publish.manuscript.manuscript_sentences import Sentence

COMMANDS = (
    Command("facts", ("w",), "Why", "Show or hide what each sentence rests on", True),
    Command("short", ("c",), "Short", "The short text, or the full one", True),
    copying("Copy the sentences, as short and with what they rest on as shown"),
    Command("reload", ("ctrl+r",), "Read anew", "Write the sentences anew", True),
    Command("leave", ("escape",), "Back", "Back", True),
)


class MethodsScreen(WorkbenchScreen):
    """Show the sentences in the order of a manuscript."""

    TITLE = "Methods"
    SAVES = "methods"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.is_short = False
        self.with_facts = False
        self.sentences: list[Sentence] = []

    def compose(self) -> ComposeResult:
        """Lay out title, text and keys."""
        yield ScreenHeader("Methods")
        yield StatusLine(id="strip", classes="strip")
        with Pane(heading="Sentences for the manuscript"), VerticalScroll(id="text"):
            yield Static("", id="sentences")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE, keeps=("save", "copy"))

    def on_mount(self) -> None:
        """Write the sentences."""
        self.query_one("#text", VerticalScroll).focus()
        self.load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read the review and show the sentences of the chosen length."""
        try:
            self.sentences = await self.compute(methods_text.methods, short=self.is_short)
        except WorkbenchError as error:
            self.sentences = []
            self.hush()
            self.query_one("#strip", Static).update(plain("no text yet"))
            self.query_one("#sentences", Static).update(plain(str(error), lines=True))
            return
        self.hush()
        self.show_sentences()

    def show_sentences(self) -> None:
        """Show the sentences that are in hand."""
        which = "short" if self.is_short else "full"
        words = plain(f"{which} text · {count(len(self.sentences), 'sentence')}")
        self.query_one("#strip", Static).update(words)
        lines = lines_of(self.sentences, self.with_facts)
        self.query_one("#sentences", Static).update(stack(lines))

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the sentences that are shown."""
        lines = methods_file.lines_of(self.sentences, with_facts=self.with_facts)
        return "\n".join(lines), count(len(self.sentences), "sentence")

    def action_facts(self) -> None:
        """Show or hide what each sentence rests on."""
        self.with_facts = not self.with_facts
        self.show_sentences()

    def action_short(self) -> None:
        """Change between the short and the full text."""
        self.is_short = not self.is_short
        self.load()

    def action_reload(self) -> None:
        """Write the sentences anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def lines_of(sentences: Sequence[Sentence], with_facts: bool) -> list[Content]:
    """Write each sentence, and below it what it rests on where that is wanted, and what was not checked."""
    lines: list[Content] = []
    for sentence in sentences:
        lines.append(plain(sentence.text))
        if with_facts:
            lines.extend(
                plain(f"  ▪ {each.what}: {each.in_words} ({each.source})", "$text-muted")
                for each in sentence.facts
            )
        if note := methods_text.unchecked([sentence]):
            lines.append(plain(f"  ({note})", "$text-muted"))
    return lines
