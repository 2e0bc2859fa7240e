"""One declaration a command: what it feeds must fit together."""

from __future__ import annotations

import re

import pytest

from tests.shared.progress import progress
from tests.tui.test_appraise import enter
from workbench.tui.commands import EVERYWHERE, Command
from workbench.tui.dialogs.help import (
    IN_FULL,
    KEYS,
    LABEL,
    NOTHING_HERE,
    ROWS_AROUND,
    HelpDialog,
    all_keys,
    found_keys,
)
from workbench.tui.palette import CommandWords
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.appraise.commands import ANSWERING, COMMANDS
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.compare.screen import CompareScreen
from workbench.tui.screens.evidence.screen import EvidenceScreen
from workbench.tui.screens.protocol import ProtocolScreen
from workbench.tui.screens.read.screen import ReadScreen
from workbench.tui.screens.studies.screen import StudiesScreen
from workbench.tui.screens.tables import TablesScreen

SCREENS = [
    *(StudiesScreen, AppraiseScreen, TablesScreen, CompareScreen, AgreementScreen, EvidenceScreen),
    *(ProtocolScreen, ReadScreen),
]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_has_a_method_and_its_condition_a_property(screen: type) -> None:
    """A key that does nothing would be worse than none."""
    for command in screen.COMMANDS_HERE:
        assert hasattr(screen, f"action_{command.name}"), command
        assert not command.needs or hasattr(screen, command.needs), command


@pytest.mark.parametrize(
    "commands",
    [
        COMMANDS + ANSWERING,
        StudiesScreen.COMMANDS_HERE,
        TablesScreen.COMMANDS_HERE,
        EvidenceScreen.COMMANDS_HERE,
        ProtocolScreen.COMMANDS_HERE,
        ReadScreen.COMMANDS_HERE,
    ],
)
def test_no_key_is_given_twice(commands: tuple[Command, ...]) -> None:
    """On one screen a key does one thing."""
    # The appraisal still reads its guidance on with g, and so has g for itself.
    everywhere = [each for each in EVERYWHERE if each.name != "go_to" or commands != COMMANDS + ANSWERING]
    keys = [key for command in (*commands, *everywhere) for key in command.keys]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_is_told_in_a_short_sentence(screen: type) -> None:
    """Help and palette show it on one line."""
    for command in screen.COMMANDS_HERE:
        assert re.match(r"[A-Z]", command.tells), command
        assert len(command.tells) <= 90, command


@pytest.mark.parametrize("screen", SCREENS)
def test_the_help_of_a_screen_with_many_keys_has_headings_for_all_of_them(screen: type) -> None:
    """None is left over, and no heading names what the screen does not have."""
    grouped = [action for _, actions in screen.HELP_GROUPS for action in actions]
    actions = [command.action for command in screen.COMMANDS_HERE]
    if len(actions) > 24:
        assert sorted(actions) == sorted(grouped)
    else:
        assert not grouped


@pytest.mark.parametrize("key", ["ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket"])
def test_keys_that_terminals_turn_into_others_are_not_used(key: str) -> None:
    """ctrl+h arrives as backspace, ctrl+i as tab, ctrl+m as enter, ctrl+[ as escape."""
    every = (*EVERYWHERE, *(command for screen in SCREENS for command in screen.COMMANDS_HERE))
    assert [] == [command for command in every if key in command.keys]


async def test_the_palette_offers_what_the_screen_can_do_now(opened) -> None:
    """Commands of the screen in front come first; what cannot be done is not offered."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        offered = [one.title for one in driver.app.get_system_commands(driver.app.screen)]
    assert {"Appraise", "Filter", "Add", "Checklist", "Go to Tables", "Help", "Quit"} <= set(offered)


async def test_a_command_is_run_from_the_palette(opened) -> None:
    """ctrl+p, a few letters, enter."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("ctrl+p")
        await driver.type("tables")
        await driver.until_shown("(g t)")
        await driver.press("down", "enter")
        await driver.until(lambda: driver.app.screen.title == "Tables", "the tables are open")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("export", "ctrl+s"), ("csv", "ctrl+s"), ("docum", "(a)"), ("comment", "(g c)"), ("remark", "(g c)")],
)
async def test_the_palette_finds_commands_by_what_they_do(opened, typed: str, found: str) -> None:
    """By a word of their sentence, or one that people use for it."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("ctrl+p")
        await driver.type(typed)
        await driver.until_shown(f"{typed}", found)
        assert "No matches" not in driver.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("highlight", "Mark"),
        ("consensus", "Go to Compare"),
        ("kappa", "Go to Agreement"),
        ("grade", "Go to Evidence"),
        ("split", "Text"),
        ("zoom", "View"),
        ("next study", "Go to Studies"),
        ("print", "Save"),
        ("delete", "Clear"),
        ("certainty", "Go to Evidence"),
        ("note", "Note"),
        ("all texts", "Find in all"),
        ("colleague", "Go to Compare"),
        ("second reviewer", "Go to Compare"),
    ],
)
async def test_the_palette_puts_first_what_people_mean(opened, typed: str, first: str) -> None:
    """Whatever they call it, on the screen where they look for it."""
    async with opened() as driver:
        await enter(driver)
        provider = CommandWords(driver.app.screen)
        hits = sorted([hit async for hit in provider.search(typed)], key=lambda hit: -hit.score)
        best = [str(hit.text or hit.match_display) for hit in hits if hit.score == hits[0].score]
    assert any(name.startswith(first) for name in best), best


@pytest.mark.parametrize(
    ("typed", "order"), [("delete", ["Exclude", "Documents"]), ("undo", ["Trail", "Exclude"])]
)
async def test_the_palette_says_on_the_list_of_studies_what_takes_back(opened, typed: str, order) -> None:
    """There is no key named so: what comes nearest is found, the likelier one first."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        provider = CommandWords(driver.app.screen)
        hits = sorted([hit async for hit in provider.search(typed)], key=lambda hit: -hit.score)
    assert order == [str(hit.text or hit.match_display) for hit in hits[:2]]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("room", [75, 111])
def test_help_names_every_key_and_below_has_a_sentence_for_each(screen: type, room: int) -> None:
    """Nothing is cut, however many keys a command has, and no line is longer than its room."""
    parts = HelpDialog("", screen.COMMANDS_HERE, screen.HELP_GROUPS).parts
    lines = [line.plain.rstrip() for line in all_keys(parts, room)]
    assert max(map(len, lines)) <= room
    page, full = lines[: lines.index(IN_FULL)], lines[lines.index(IN_FULL) + 1 :]
    assert all(f"{command.label}" in "\n".join(page) for command in screen.COMMANDS_HERE)
    words = " ".join(" ".join(line[KEYS + LABEL :].split()) for line in full)
    assert all(command.tells in words for command in screen.COMMANDS_HERE)


@pytest.mark.parametrize("screen", SCREENS)
def test_all_keys_of_a_screen_stand_on_one_page(screen: type) -> None:
    """At 120 cells and 40 lines nobody scrolls to see which keys there are."""
    parts = HelpDialog("", screen.COMMANDS_HERE, screen.HELP_GROUPS).parts
    lines = [line.plain for line in all_keys(parts, 111)]
    assert lines.index(IN_FULL) <= 40 - ROWS_AROUND


@pytest.mark.parametrize(
    ("typed", "first"), [("q", "Quote"), ("delete", "Clear"), ("highlight", "Mark"), ("silence", None)]
)
def test_help_finds_a_key_by_the_key_its_name_or_its_meaning(typed: str, first: str | None) -> None:
    """The key itself comes before words that hold its letter."""
    parts = HelpDialog("", AppraiseScreen.COMMANDS_HERE, AppraiseScreen.HELP_GROUPS).parts
    line = found_keys(parts, typed, 111)[0].plain
    assert line[KEYS:].startswith(first) if first else line.startswith("No key")


@pytest.mark.parametrize(
    ("typed", "way", "found"),
    [("q", "On Appraise (g a)", "Quote"), ("submit", "On Appraise (g a)", "Submit")],
)
def test_help_says_on_which_other_screen_something_is(typed: str, way: str, found: str) -> None:
    """Where nothing of the screen in front is called so."""
    parts = HelpDialog("Studies", StudiesScreen.COMMANDS_HERE, StudiesScreen.HELP_GROUPS).parts
    lines = [line.plain.rstrip() for line in found_keys(parts, typed, 111, "Studies")]
    after = lines[lines.index(way) + 1 :]
    assert NOTHING_HERE in lines
    assert any(line[KEYS:].startswith(found) for line in after)


def test_help_names_no_other_screen_for_what_this_one_has() -> None:
    """Why is on nearly every screen."""
    parts = HelpDialog("Studies", StudiesScreen.COMMANDS_HERE, StudiesScreen.HELP_GROUPS).parts
    assert NOTHING_HERE not in [line.plain for line in found_keys(parts, "why", 111, "Studies")]


async def test_the_palette_leads_to_the_screen_that_has_what_is_typed(opened) -> None:
    """It says the key to press there."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("ctrl+p")
        await driver.type("quote")
        await driver.until_shown("On Appraise: q Quote", "(g a, Q)")
        await driver.press("down", "enter")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "the study is open")


async def test_typing_in_the_help_filters_it_and_esc_first_empties_the_filter(opened) -> None:
    """As in the palette; the second esc goes back."""
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("question_mark")
        await driver.until_shown("Keys: Studies", "Next for you", IN_FULL)
        await driver.type("backup")
        await driver.until(lambda: "Write a copy of the review" in driver.text and IN_FULL not in driver.text)
        await driver.press("escape")
        await driver.until_shown("Keys: Studies", IN_FULL)
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")
