"""Hold the colours of all themes: two of our own, and those made from the themes that Textual brings along.

The worse a level is, the darker it is, in all of them. The least contrasts that the colours are chosen for
are computed in a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.theme import Theme


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


READABLE, CLEAR, SEEN = 4.6, 7.0, 3.1
"""Contrasts of words that matter less, of running words and of lines on every ground; a little more than
WCAG 2.2 asks for, since colours are rounded."""
_BEST, _DIMMEST = 95.0, 8.0
"""The lightness L* of the best level on dark ground and of the worst on light ground, at the utmost."""
_DARK_GROUND = 19.0
"""The lightness of a dark ground at the utmost: on a lighter one five levels have no room above it."""
_DARK_STEPS = {"serious": 8.4, "moderate": 8.4, "good": 4.2, "low": 4.3}
_LIGHT_STEPS = {"good": 4.4, "moderate": 4.4, "serious": 9.0, "critical": 12.0}
"""By how much L* changes from the level before at least."""


def palette_like(theme: Theme) -> Palette:
    """Make a palette with the colours of a theme, changed as far as contrast and order of levels need it.

    Args:
        theme: one whose colours are given as RGB.
    """
    own = DARK if theme.dark else LIGHT
    ground = Color.parse(theme.background or own.ground)
    if theme.dark and _lightness(ground) > _DARK_GROUND:
        ground = _with_lightness(ground, _DARK_GROUND)
    ink = Color.parse(theme.foreground or own.text)
    focus = Color.parse(theme.primary)
    key = Color.parse(theme.warning or own.key)
    quote = Color.parse(theme.accent or theme.secondary or own.quote)
    grounds = (
        ground,
        ground.blend(ink, 0.03),
        ground.blend(ink, 0.07),
        ground.blend(focus, 0.12),
        ground.blend(key, 0.08),
    )
    names = ("ground", "pane", "raised", "cursor_row", "quoted")
    return Palette(
        **{name: colour.hex for name, colour in zip(names, grounds, strict=True)},
        text=_readable(ink, grounds, CLEAR, is_dark=theme.dark),
        muted=_readable(ink.blend(ground, 0.35), grounds, READABLE, is_dark=theme.dark),
        frame=_readable(ground.blend(ink, 0.25), grounds, SEEN, is_dark=theme.dark),
        focus=_readable(focus, grounds, READABLE, is_dark=theme.dark),
        key=_readable(key, grounds, READABLE, is_dark=theme.dark),
        quote=_readable(quote, grounds, READABLE, is_dark=theme.dark),
        no_information=_readable(Color.parse(own.no_information), grounds, READABLE, is_dark=theme.dark),
        **_levels(own, grounds, is_dark=theme.dark),
    )


def _levels(own: Palette, grounds: Sequence[Color], *, is_dark: bool) -> dict[str, str]:
    """Return the colours of levels: the hues of ours, as far apart in lightness as the grounds allow."""
    first, steps = ("critical", _DARK_STEPS) if is_dark else ("low", _LIGHT_STEPS)
    colour = Color.parse(_readable(Color.parse(getattr(own, first)), grounds, READABLE, is_dark=is_dark))
    levels, lightness = {first: colour.hex}, _lightness(colour)
    for name, step in steps.items():
        wanted = Color.parse(getattr(own, name))
        if is_dark:
            lightness = min(max(lightness + step, _lightness(wanted)), _BEST)
        else:
            lightness = max(min(lightness - step, _lightness(wanted)), _DIMMEST)
        levels[name] = _with_lightness(wanted, lightness).hex
    return levels


def _readable(colour: Color, grounds: Sequence[Color], least: float, *, is_dark: bool) -> str:
    """Return a colour, lighter or darker as far as it must be to have a contrast on every ground."""
    to = Color(255, 255, 255) if is_dark else Color(0, 0, 0)
    for step in range(101):
        candidate = colour.blend(to, step / 100)
        if min(_contrast(candidate, ground) for ground in grounds) >= least:
            return candidate.hex
    return to.hex


def _with_lightness(colour: Color, lightness: float) -> Color:
    """Return a colour of the same hue with a lightness L*, nearer to white or to black."""
    to = Color(255, 255, 255) if lightness > _lightness(colour) else Color(0, 0, 0)
    steps = [colour.blend(to, step / 100) for step in range(101)]
    return min(steps, key=lambda candidate: abs(_lightness(candidate) - lightness))


def _luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2.2, from 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(colour: Color, ground: Color) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((_luminance(colour), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: Color) -> float:
    """Return L* of CIE 1976, from 0 to 100."""
    y = _luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27
