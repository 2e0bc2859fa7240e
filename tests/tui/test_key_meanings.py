"""One meaning for each key on all screens, and the keys that go from screen to screen."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest

from tests.shared.progress import progress
from workbench import config
from workbench.tui.commands import EVERYWHERE, Command
from workbench.tui.dialogs.go_to import PLACES
from workbench.tui.elsewhere import SCREENS as ELSEWHERE
from workbench.tui.key_meanings import MEANINGS
from workbench.tui.key_news import LONG, WORDS, are_keys_new
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.screens.compare.screen import CompareScreen
from workbench.tui.screens.duplicates.screen import DuplicatesScreen
from workbench.tui.screens.evidence.findings_screen import FindingsScreen
from workbench.tui.screens.evidence.screen import EvidenceScreen
from workbench.tui.screens.evidence.trace_screen import TraceScreen
from workbench.tui.screens.methods import MethodsScreen
from workbench.tui.screens.protocol import ProtocolScreen
from workbench.tui.screens.read.screen import ReadScreen
from workbench.tui.screens.studies.screen import StudiesScreen
from workbench.tui.screens.tables import TablesScreen
from workbench.tui.screens.workload import WorkloadScreen

SCREENS = [
    *(StudiesScreen, AppraiseScreen, ReadScreen, CompareScreen, EvidenceScreen, FindingsScreen, TraceScreen),
    *(TablesScreen, AgreementScreen, MethodsScreen, ProtocolScreen, WorkloadScreen, DuplicatesScreen),
]


def test_every_screen_is_walked() -> None:
    """A screen that is added must be in the list of this test."""
    ours = [screen for screen in _below(WorkbenchScreen) if screen.__module__.startswith("workbench.")]
    assert {screen.__name__ for screen in ours} == {each.__name__ for each in SCREENS}


def _below(screen: type) -> set[type]:
    return {screen_class for below in screen.__subclasses__() for screen_class in (below, *_below(below))}


def test_every_screen_but_the_text_alone_can_be_named_from_elsewhere() -> None:
    """With the title that it has and the keys that lead to it."""
    named = {title: getattr(import_module(place.module), place.name) for title, place in ELSEWHERE.items()}
    assert {screen for screen in SCREENS if screen is not ReadScreen} == set(named.values())
    assert list(named) == [screen.TITLE for screen in named.values()]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_means_the_same_on_every_screen(screen: type[WorkbenchScreen]) -> None:
    """Each command of a screen is one of the actions that its key stands for everywhere."""
    commands: tuple[Command, ...] = (*screen.COMMANDS_HERE, *EVERYWHERE)
    wrong = [
        (key, command.name)
        for command in commands
        for key in command.keys
        if (key not in MEANINGS or command.name not in MEANINGS[key].actions) and command not in EVERYWHERE
    ]
    assert [] == wrong
    for command in EVERYWHERE:
        assert all(command.name in MEANINGS[key].actions for key in command.keys), command


def test_meanings_are_told_in_words_of_their_own() -> None:
    """Two letters never mean the same, save those that are spare keys of one another."""
    words = [
        meaning.words for key, meaning in MEANINGS.items() if len(key) == 1 and key not in "jk0123456789"
    ]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("letter", sorted(set(PLACES) - {"a", "c", "s"}))
async def test_g_and_a_letter_go_to_a_screen_from_any_other(opened, letter) -> None:
    """From the list and from another screen alike; the list is always below."""
    async with opened() as driver:
        await driver.until_shown(progress("psm-cohort"))
        title = PLACES[letter][0]
        await driver.press("g", letter)
        await driver.until(lambda: driver.app.screen.title == title, title)
        other = "e" if letter != "e" else "t"
        await driver.press("g", other)
        await driver.until(lambda: driver.app.screen.title == PLACES[other][0], PLACES[other][0])
        assert ["Studies", PLACES[other][0]] == [each.title for each in driver.app.screen_stack[-2:]]
        await driver.press("g", "s")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the studies")


async def test_the_line_of_places_leaves_the_screen_in_sight(opened) -> None:
    """It stands at the foot, over what one was reading."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("g")
        await driver.until_shown("Go to", "Duplicates", "borresen2021")


async def test_keys_typed_before_the_review_is_open_are_kept(opened) -> None:
    """They go to the list once it is there, in their order."""
    async with opened() as driver:
        await driver.press("g", "t", "5")
        await driver.until(lambda: driver.app.screen.title == "Tables", "the tables")
        await driver.until(lambda: driver.app.screen.shown_name == "answers", "the table of answers")


async def test_n_goes_to_the_next_study_that_waits(opened, appraised) -> None:
    """What is submitted and waits for nobody is passed over; where nothing waits it is said."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("n")
        await driver.until_shown("Nothing here waits for you.")
    async with opened() as driver:
        await driver.until_shown(progress("psm-cohort"))
        await driver.press("X")
        await driver.until_shown("Why is borresen2021 left out?")
        await driver.type("letter")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is excluded")
        await driver.press("N")
        await driver.until_shown("▌seaweed")
        await driver.press("n")
        await driver.until_shown("▌imagina2018")


def test_moved_keys_are_told_for_a_week_to_whoever_knew_the_old_ones() -> None:
    """A file that this version made, or no file, means a new user."""
    today = date(2026, 11, 26)
    assert not are_keys_new(today)
    config.remember_reviewer("anna")
    assert not are_keys_new(today)
    path = config.settings_path()
    path.write_text('{"reviewer": "anna"}', encoding="utf-8")
    assert are_keys_new(today)
    assert are_keys_new(today + LONG - timedelta(days=1))
    assert not are_keys_new(today + LONG)


async def test_the_line_on_moved_keys_stands_on_the_list(opened) -> None:
    """Whole at 80 columns."""
    config.remember_reviewer("anna")
    config.settings_path().write_text('{"reviewer": "anna"}', encoding="utf-8")
    async with opened() as driver:
        await driver.until_shown("borresen2021", WORDS)
