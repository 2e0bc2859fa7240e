"""Define the themes of all screens, and the looks of judgements and answers.

Colour only repeats what symbol and word say. The worse a level is, the darker it is, in every theme.
"""

from __future__ import annotations

from functools import cache

from textual.content import Content
from textual.theme import BUILTIN_THEMES, Theme

from workbench.output.symbols import LevelOrder, Tier, symbol_of, word_of
from workbench.tui.palettes import DARK, LIGHT, Palette, palette_like
from workbench.tui.plain import plain


def _variables(palette: Palette) -> dict[str, str]:
    """Return the names that style sheets and styles of words use, with their colours."""
    return {
        "text": palette.text,
        "text-muted": palette.muted,
        "frame": palette.frame,
        "focus": palette.focus,
        "key": palette.key,
        "quote": palette.quote,
        "cursor-row": palette.cursor_row,
        "quoted-ground": palette.quoted,
        "level-low": palette.low,
        "level-good": palette.good,
        "level-moderate": palette.moderate,
        "level-serious": palette.serious,
        "level-critical": palette.critical,
        "no-information": palette.no_information,
        # Textual's own names, so that its widgets and words without a level are of the same palette.
        "text-primary": palette.focus,
        "text-secondary": palette.quote,
        "text-accent": palette.key,
        "text-success": palette.low,
        "text-warning": palette.moderate,
        "text-error": palette.serious,
        "border": palette.focus,
        "border-blurred": palette.frame,
        "block-cursor-background": palette.cursor_row,
        "block-cursor-foreground": palette.text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": palette.raised,
        "block-cursor-blurred-foreground": palette.text,
        "block-hover-background": palette.raised,
        # As a marker pen does: words on the colour of lines were hard to tell from words on none.
        "input-selection-background": palette.key,
        "input-selection-foreground": palette.pane,
        "screen-selection-background": palette.key,
        "screen-selection-foreground": palette.pane,
        "footer-background": palette.ground,
        "footer-foreground": palette.text,
        "footer-key-foreground": palette.key,
        "footer-key-background": palette.ground,
        "footer-description-foreground": palette.text,
        "footer-description-background": palette.ground,
        "footer-item-background": palette.ground,
        "scrollbar": palette.frame,
        "scrollbar-hover": palette.focus,
        "scrollbar-active": palette.focus,
        "scrollbar-background": palette.pane,
        "scrollbar-background-hover": palette.pane,
        "scrollbar-background-active": palette.pane,
        "scrollbar-corner-color": palette.pane,
    }


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=palette.focus,
        secondary=palette.quote,
        accent=palette.key,
        success=palette.low,
        warning=palette.moderate,
        error=palette.serious,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.pane,
        panel=palette.raised,
        dark=dark,
        variables=_variables(palette),
    )


WORKBENCH_DARK = _theme("workbench-dark", DARK, dark=True)
WORKBENCH_LIGHT = _theme("workbench-light", LIGHT, dark=False)
THEMES = {"dark": WORKBENCH_DARK, "light": WORKBENCH_LIGHT}
"""Our own, by the word that stands in the user's settings."""
_LEFT_OUT = ("textual-", "ansi-")
"""How themes of Textual begin that are left out: too near to ours, or with the colours of the terminal, of
which nobody knows the contrast."""
THEME_WORDS = (*THEMES, *sorted(name for name in BUILTIN_THEMES if not name.startswith(_LEFT_OUT)))
"""Every theme, by the word that stands in the user's settings."""


@cache
def theme_called(word: str) -> Theme:
    """Return a theme by its word; the dark one where no theme is called so."""
    if word in THEMES or word not in THEME_WORDS:
        return THEMES.get(word, WORKBENCH_DARK)
    theme = BUILTIN_THEMES[word]
    return _theme(f"workbench-{word}", palette_like(theme), dark=theme.dark)


TIER_STYLES: dict[Tier, str] = {
    "best": "$level-low",
    "good": "$level-good",
    "middle": "$level-moderate",
    "poor": "bold $level-serious",
    "worst": "bold $background on $level-critical",
    "beside": "$no-information",
    "none": "$text-muted",
}
"""The style of symbol and word of a judgement, by how it stands on its scale."""
SYMBOL_STYLES: dict[Tier, str] = {**TIER_STYLES, "worst": "bold $level-critical"}
"""The style of the symbol alone."""
TIER_CLASSES: dict[Tier, str] = {
    "best": "success",
    "good": "good",
    "middle": "warning",
    "poor": "error",
    "worst": "critical",
    "beside": "beside",
    "none": "muted",
}
"""The same for widgets that draw their lines themselves: ends of the names of their component classes."""
TONE_STYLES = {
    "good": "$level-low",
    "poor": "$level-serious",
    "unknown": "$no-information",
    "none": "$text-muted",
}
TONE_MARKS = {"good": "+", "poor": "−", "unknown": "?", "none": "·"}
OVERRIDE_STYLE = "bold $key"
"""The style of the `*` behind a judgement that a reviewer set against the rules."""


def level_mark(level: str | None, order: LevelOrder | None = None) -> Content:
    """Return symbol and word of a judgement; without a scale, of risk of bias."""
    symbol = symbol_of(level, order)
    return plain(symbol.mark(), TIER_STYLES[symbol.tier])


def level_symbol(level: str | None, order: LevelOrder | None = None) -> Content:
    """Return the symbol of a judgement alone, for where the word stands near."""
    symbol = symbol_of(level, order)
    return plain(symbol.symbol, SYMBOL_STYLES[symbol.tier])


def override_mark(is_overridden: bool) -> Content:
    """Return `*` for a judgement that a reviewer set against the rules, else nothing."""
    return plain("*", OVERRIDE_STYLE) if is_overridden else Content("")


def possible_words(possible: tuple[str, ...]) -> str:
    """List what a judgement can still become, such as "moderate / serious"."""
    return " / ".join(word_of(level).lower() for level in possible)
