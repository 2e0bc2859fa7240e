"""Define the one palette of all screens, dark and light, and the looks of judgements and answers.

Colour only repeats what symbol and word say. The worse a level is, the darker it is, in both themes. The
least contrasts that the colours are chosen for are computed in a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.theme import Theme

from workbench.output.symbols import LevelOrder, Tier, symbol_of, word_of
from workbench.tui.plain import plain


@dataclass(frozen=True, slots=True)
class Palette:
    """Hold the colours of one theme, as hexadecimal RGB.

    Attributes:
        ground: behind everything.
        pane: inside frames.
        raised: header and verdict line.
        cursor_row: the line under the cursor.
        quoted: behind text that is quoted.
        text: running words.
        muted: words that matter less.
        frame: lines round panes, and scroll bars.
        focus: the frame and title of the pane that has the keys.
        key: names of keys, and marks of what a reviewer set.
        quote: quotes and the items they belong to.
        low: the best level, yes answers.
        good: the level between the best and the middle, on scales of five.
        moderate: the middle level.
        serious: the level below, no answers.
        critical: the worst level.
        no_information: levels off the scale.
    """

    ground: str
    pane: str
    raised: str
    cursor_row: str
    quoted: str
    text: str
    muted: str
    frame: str
    focus: str
    key: str
    quote: str
    low: str
    good: str
    moderate: str
    serious: str
    critical: str
    no_information: str

    @property
    def grounds(self) -> tuple[str, ...]:
        """Return everything that words can stand on."""
        return self.ground, self.pane, self.raised, self.cursor_row, self.quoted


DARK = Palette(
    ground="#10151C",
    pane="#151C26",
    raised="#1C2531",
    cursor_row="#16293B",
    quoted="#2E2A1C",
    text="#E6EBF1",
    muted="#9AA7B6",
    frame="#64768F",
    focus="#6CB8F0",
    key="#F2D45C",
    quote="#C9A6F2",
    low="#BDF3DC",
    good="#D7E08E",
    moderate="#EFC863",
    serious="#F29150",
    critical="#F4607A",
    no_information="#A9B4C2",
)
LIGHT = Palette(
    ground="#F6F6F2",
    pane="#FFFFFF",
    raised="#ECEFF3",
    cursor_row="#E8F2FB",
    quoted="#FFF6DA",
    text="#17202B",
    muted="#55616F",
    frame="#747F8D",
    focus="#005E9E",
    key="#7A4B00",
    quote="#6B2FA0",
    low="#2F7866",
    good="#4A6638",
    moderate="#6A5010",
    serious="#742300",
    critical="#480020",
    no_information="#5B6673",
)


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
        "input-selection-background": palette.frame,
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
"""By the word that stands in the user's settings."""

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
