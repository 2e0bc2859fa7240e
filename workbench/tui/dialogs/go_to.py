"""Show the screens with a letter each, and go where one letter says."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.plain import join, plain

PLACES: dict[str, tuple[str, str]] = {
    "s": ("Studies", ""),
    "a": ("Appraise", "open"),
    "c": ("Compare", "compare"),
    "e": ("Evidence", "visit('evidence')"),
    "t": ("Tables", "visit('tables')"),
    "g": ("Agreement", "visit('agreement')"),
    "m": ("Methods", "visit('methods')"),
    "p": ("Protocol", "protocol"),
    "w": ("Progress", "visit('workload')"),
    "d": ("Duplicates", "duplicates"),
}
"""By letter, a screen and the action of the list of studies that opens it; none for the list itself."""


TELLS: dict[str, str] = {
    "s": "All studies: what is next, add, import, exclude, hand out, merge",
    "a": "Read the study and answer the items of its checklist",
    "c": "Where reviewers differ on a study: comments, consensus",
    "e": "Outcomes, findings of the studies, ratings of certainty by GRADE",
    "t": "Judgements, summary of findings, evidence profile, influence, characteristics",
    "g": "How far reviewers agree: per cent, kappa, AC1, disagreements",
    "m": "The methods as text for the manuscript, to be copied",
    "p": "Question, people, thresholds and rules of the review, blindness",
    "w": "Who has how much left, and what to do next",
    "d": "Studies that may be one paper twice: merge, split, keep apart",
}
"""By letter, what can be found on a screen."""


class GoToLine(ModalScreen[str | None]):
    """Show the line at the foot; return the letter, or None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        *(Binding(letter, f"dismiss({letter!r})", name, show=False) for letter, (name, _) in PLACES.items()),
    ]

    def on_key(self, event: Key) -> None:
        """Close for a key that is no letter, such as one with ctrl, and leave it to the screen below."""
        if not event.is_printable and event.key != "escape":
            event.stop()
            self.dismiss(None)
            self.app.call_later(self.app.post_message, Key(event.key, event.character))

    def compose(self) -> ComposeResult:
        """Lay out the letters with the names of the screens."""
        names = [join(plain(f"{letter} ", "bold $key"), plain(name)) for letter, (name, _) in PLACES.items()]
        half = len(names) // 2
        first = join(plain("Go to  ", "bold"), Content("  ").join(names[:half]))
        second = join(Content("  ").join(names[half:]), plain("  esc Back", "$text-muted"))
        with Vertical():
            yield Static(first)
            yield Static(second)
