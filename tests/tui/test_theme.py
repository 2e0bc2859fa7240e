"""The palette: what can be read on what, computed from the colours."""

from __future__ import annotations

import dataclasses

import pytest
from textual.theme import BUILTIN_THEMES

from workbench.config import read_settings, remember
from workbench.tui.dialogs.theme_choice import ThemeDialog
from workbench.tui.palettes import DARK, LIGHT, Palette, palette_like
from workbench.tui.theme import THEME_WORDS, THEMES, theme_called

LEVELS = ("low", "good", "moderate", "serious", "critical")
LEAST = {
    "text": (12.0, 14.3),
    "muted": (5.9, 5.5),
    "focus": (6.7, 5.9),
    "key": (9.8, 6.4),
    "quote": (7.0, 7.2),
    "low": (11.6, 4.5),
    "moderate": (9.0, 6.6),
    "serious": (6.1, 9.2),
    "critical": (4.6, 14.0),
    "no_information": (6.8, 5.1),
}
"""By colour, the least contrast on any ground in dark and in light, as SCREENS.md § 5 lists them."""
OTHERS = {word: palette_like(BUILTIN_THEMES[word]) for word in THEME_WORDS if word not in THEMES}
EVERY = {"dark": DARK, "light": LIGHT, **OTHERS}
PALETTES = pytest.mark.parametrize("palette", EVERY.values(), ids=EVERY)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, of sRGB."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """L* of CIE 1976, from 0 to 100."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


@pytest.mark.parametrize("name", LEAST)
def test_words_reach_the_contrasts_of_the_design_on_every_ground(name: str) -> None:
    """The least of each colour over all grounds, to one decimal."""
    for palette, wanted in zip((DARK, LIGHT), LEAST[name], strict=True):
        least = min(contrast(getattr(palette, name), ground) for ground in palette.grounds)
        assert wanted == pytest.approx(least, abs=0.06)


@PALETTES
def test_every_colour_of_words_has_a_contrast_of_four_and_a_half(palette: Palette) -> None:
    """Also one that is added later."""
    names = {field.name for field in dataclasses.fields(palette)}
    for name in names - {"ground", "pane", "raised", "cursor_row", "quoted", "frame"}:
        for ground in palette.grounds:
            assert contrast(getattr(palette, name), ground) >= 4.5, (name, ground)


@PALETTES
def test_frames_can_be_seen(palette: Palette) -> None:
    """Lines are signs: 3 to 1."""
    assert min(contrast(palette.frame, ground) for ground in palette.grounds) >= 3
    if palette in (DARK, LIGHT):
        on_panes = min(contrast(palette.frame, ground) for ground in (palette.ground, palette.pane))
        assert pytest.approx(3.7, abs=0.06) == on_panes


@PALETTES
def test_the_worse_a_level_is_the_darker(palette: Palette) -> None:
    """So that the order shows in grey and to whoever sees no colours."""
    levels = [lightness(getattr(palette, name)) for name in LEVELS]
    assert sorted(levels, reverse=True) == levels
    steps = [levels[place] - levels[place + 1] for place in range(4)]
    assert min(steps) >= 4
    assert min(levels[0] - levels[2], *steps[2:]) >= 8


@PALETTES
def test_a_reversed_word_of_the_worst_level_can_be_read(palette: Palette) -> None:
    """It stands in the colour of the ground."""
    assert contrast(palette.ground, palette.critical) >= 4.5


@pytest.mark.parametrize("word", THEME_WORDS)
def test_selected_words_stand_out_and_can_be_read(word: str) -> None:
    """In texts, in fields and on the screen; their ground is told from that of the pane, also in grey."""
    theme = theme_called(word)
    assert theme.surface is not None
    for place in ("input", "screen"):
        ground = theme.variables[f"{place}-selection-background"]
        assert contrast(ground, theme.surface) >= 4.5
        assert contrast(theme.variables[f"{place}-selection-foreground"], ground) >= 4.5


@pytest.mark.parametrize("word", ["dark", "light", "nord", "solarized-light"])
async def test_a_theme_is_remembered_for_the_next_time(opened, word: str) -> None:
    """In the user's settings, never in the review."""
    remember("theme", word)
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        assert theme_called(word).name == driver.app.theme
        await driver.press("ctrl+t")
        await driver.until(lambda: isinstance(driver.app.screen, ThemeDialog), "themes are listed")
        await driver.press("ctrl+t", "enter")
        await driver.until(lambda: not isinstance(driver.app.screen, ThemeDialog), "one is chosen")
        other = driver.app.theme
    assert other != theme_called(word).name
    assert theme_called(read_settings().values["theme"]).name == other


async def test_a_theme_is_seen_while_the_cursor_stands_on_it_and_esc_brings_the_old_one_back(opened) -> None:
    """Nobody has to know what the names mean."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        before = driver.app.theme
        await driver.press("ctrl+t")
        await driver.until_shown("gruvbox")
        await driver.press("down")
        await driver.until(lambda: driver.app.theme == THEMES["light"].name, "light")
        await driver.press("down")
        await driver.until(lambda: driver.app.theme == theme_called(THEME_WORDS[2]).name, "the next")
        await driver.press("escape")
        await driver.until(lambda: driver.app.theme == before, "the theme before")
    assert "theme" not in read_settings().values


async def test_a_bar_stands_before_the_choice_under_the_cursor(opened) -> None:
    """Its ground alone is hard to see in some themes, and in grey."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("ctrl+t")
        await driver.until_shown("▌1 dark")
        await driver.press("down")
        await driver.until_shown("▌2 light", " 1 dark")


async def test_the_palette_finds_a_theme_by_its_name(opened) -> None:
    """Whoever types nord or dark comes to the list of themes."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("ctrl+p")
        await driver.type("nord")
        await driver.until_shown("(ctrl+t)")


def test_a_theme_that_nobody_knows_is_the_dark_one() -> None:
    """Settings may come from a newer version."""
    assert theme_called("nosuch") is THEMES["dark"]
    assert "nord" in THEME_WORDS
    assert not [word for word in THEME_WORDS if word.startswith("ansi")]
