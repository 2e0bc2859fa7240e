"""Define colours and the looks of judgements and answers; colour only repeats what symbol and word say."""

from __future__ import annotations

from textual.content import Content
from textual.theme import Theme

from workbench.output.symbols import symbol_of
from workbench.tui.plain import plain

WORKBENCH_DARK = Theme(
    name="workbench-dark",
    primary="#56B4E9",
    secondary="#CC79A7",
    accent="#F0E442",
    success="#009E73",
    warning="#E69F00",
    error="#FF7B5A",
    background="#10151C",
    surface="#161D27",
    panel="#212B39",
    dark=True,
)
WORKBENCH_LIGHT = Theme(
    name="workbench-light",
    primary="#005A8C",
    secondary="#8C3B6B",
    accent="#7A5C00",
    success="#00694D",
    warning="#8A5A00",
    error="#A83200",
    background="#F7F7F4",
    surface="#FFFFFF",
    panel="#E6E9EC",
    dark=False,
)

LEVEL_STYLES = {
    "low": "$text-success",
    "some_concerns": "$text-warning",
    "moderate": "$text-warning",
    "serious": "$text-error",
    "high": "$text-error",
    "critical": "$text-error bold",
    "no_information": "$text-muted",
}
LEVEL_CLASSES = {
    "low": "success",
    "some_concerns": "warning",
    "moderate": "warning",
    "serious": "error",
    "high": "error",
    "critical": "critical",
    "no_information": "muted",
}
"""The same for widgets that draw their lines themselves: ends of the names of their component classes."""
TONE_STYLES = {
    "good": "$text-success",
    "poor": "$text-error",
    "unknown": "$text-warning",
    "none": "$text-muted",
}
TONE_MARKS = {"good": "+", "poor": "−", "unknown": "?", "none": "·"}


def level_mark(level: str | None) -> Content:
    """Return symbol and word of a judgement."""
    return plain(symbol_of(level).mark(), LEVEL_STYLES.get(level or "", "$text-muted"))


def level_symbol(level: str | None) -> Content:
    """Return the symbol of a judgement alone, for where the word stands near."""
    return plain(symbol_of(level).symbol, LEVEL_STYLES.get(level or "", "$text-muted"))


def possible_words(possible: tuple[str, ...]) -> str:
    """List what a judgement can still become, such as "moderate / serious"."""
    words = [symbol_of(level).word.lower() for level in possible]
    return " / ".join(words)
