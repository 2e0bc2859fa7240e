"""Show what is known of a study beside its text, one fact in front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.review.studies.known_characteristics import heading_of
from workbench.tui.plain import join, plain, stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.studies.known_characteristics import CharacteristicLine
    from workbench.review.studies.suggested_characteristics import Suggestion


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold a characteristic with its value, or with what is suggested for it."""

    name: str
    line: CharacteristicLine | None
    suggestion: Suggestion | None


class FactsPane(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Show the facts, one below the other, with the words of the one in front."""

    def compose(self) -> ComposeResult:
        """Lay out the facts."""
        yield Static("", id="facts")

    def show_facts(self, facts: Sequence[Fact], in_front: str) -> None:
        """Show the facts, and bring the one in front into sight."""
        parts: list[Content] = []
        for fact in facts:
            parts += _in_front(fact) if fact.name == in_front else [_line(fact, "  ")]
        self.query_one("#facts", Static).update(stack(parts))
        place = next((number for number, fact in enumerate(facts) if fact.name == in_front), 0)
        self.scroll_to(y=max(0, place - 2), animate=False)


def _line(fact: Fact, mark: str) -> Content:
    heading = plain(f"{mark}{heading_of(fact.name):<12}", "bold" if mark.strip() else "")
    if fact.line is not None:
        return join(heading, plain(str(fact.line.value)))
    if fact.suggestion is not None:
        return join(heading, plain(f"= {fact.suggestion.value}", "$text-warning"))
    return join(heading, plain("–", "$text-muted"))


def _in_front(fact: Fact) -> list[Content]:
    """Draw the fact in front with the words that it rests on, and what a key can do about it."""
    parts = [_line(fact, "▸ ")]
    if fact.line is not None:
        if fact.line.quote:
            parts.append(plain(f"    “{fact.line.quote}”", "italic"))
        by = f"entered by {fact.line.entered_by}" if fact.line.entered_by else ""
        source = " · ".join(filter(None, [fact.line.source, by])) or "no source given"
        parts.append(plain(f"    {source}", "$text-muted"))
    elif fact.suggestion is not None:
        parts.append(plain(f"    suggested: “{fact.suggestion.quote}”", "italic"))
        parts.append(plain(f"    {fact.suggestion.source} · = takes it", "$text-muted"))
    return parts
