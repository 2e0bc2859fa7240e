"""Define colours and the looks of judgements and answers; colour only repeats what symbol and word say."""

from __future__ import annotations

from textual.content import Content
from textual.theme import Theme

from workbench.output.symbols import LevelOrder, Tier, symbol_of, word_of
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

TIER_STYLES: dict[Tier, str] = {
    "best": "$text-success",
    "good": "$text-success",
    "middle": "$text-warning",
    "poor": "$text-error",
    "worst": "$text-error bold",
    "beside": "$text-muted",
    "none": "$text-muted",
}
"""The style of a judgement, by how it stands on its scale."""
TIER_CLASSES: dict[Tier, str] = {
    "best": "success",
    "good": "success",
    "middle": "warning",
    "poor": "error",
    "worst": "critical",
    "beside": "muted",
}
"""The same for widgets that draw their lines themselves: ends of the names of their component classes."""
TONE_STYLES = {
    "good": "$text-success",
    "poor": "$text-error",
    "unknown": "$text-warning",
    "none": "$text-muted",
}
TONE_MARKS = {"good": "+", "poor": "−", "unknown": "?", "none": "·"}


def level_mark(level: str | None, order: LevelOrder | None = None) -> Content:
    """Return symbol and word of a judgement; without a scale, of risk of bias."""
    symbol = symbol_of(level, order)
    return plain(symbol.mark(), TIER_STYLES[symbol.tier])


def level_symbol(level: str | None, order: LevelOrder | None = None) -> Content:
    """Return the symbol of a judgement alone, for where the word stands near."""
    symbol = symbol_of(level, order)
    return plain(symbol.symbol, TIER_STYLES[symbol.tier])


def possible_words(possible: tuple[str, ...]) -> str:
    """List what a judgement can still become, such as "moderate / serious"."""
    return " / ".join(word_of(level).lower() for level in possible)
