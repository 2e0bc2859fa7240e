"""The keys of all small windows: enter confirms, ctrl+s saves from anywhere, esc goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.tui.dialogs.characteristics import CharacteristicsDialog
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused
from workbench.tui.dialogs.message import ConfirmDialog, MessageDialog
from workbench.tui.dialogs.option_list import ChoiceList
from workbench.tui.dialogs.options import OptionsDialog
from workbench.tui.dialogs.text_prompt import LineDialog, TextDialog
from workbench.tui.plain import plain
from workbench.tui.theme import WORKBENCH_DARK

PAIR = [("a", Content("first")), ("b", Content("second"))]


def form(saved: list[dict[str, str]], *names: str) -> FormDialog:
    """A form with these fields that keeps what is saved and refuses an x in the first."""

    async def save(values: dict[str, str]) -> Refused | None:
        if values[names[0]] == "x":
            return Refused(("no x",), names[0])
        saved.append(values)
        return None

    return FormDialog("Fill", [FormField(name, name) for name in names], save=save)


class Palettes(App[None]):
    """A bare application that knows the names of our colours."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give them the colours of the dark palette."""
        return WORKBENCH_DARK.variables


async def show(app: App[None], dialog: Dialog[Any]) -> list[Any]:
    """Put a dialog in front; what it gives comes into the list."""
    given: list[Any] = []
    await app.push_screen(dialog, given.append)
    return given


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and let them be worked off."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


MAKERS: dict[str, tuple[Callable[[], Dialog[Any]], Any]] = {
    "message": (lambda: MessageDialog("Told", Content("words")), None),
    "confirm": (lambda: ConfirmDialog("Sure?", Content("words"), does="submits"), True),
    "choice": (lambda: ChoiceDialog("Which?", PAIR, chosen="b"), "b"),
    "characteristics": (lambda: CharacteristicsDialog("Which?", PAIR, ["a"], chosen="b"), "b"),
    "options": (lambda: OptionsDialog("Which?", ["go", "halt"], chosen=["halt"]), "halt"),
    "several options": (
        lambda: OptionsDialog("Which?", ["go", "halt"], chosen=["go", "halt"], many=True),
        "go, halt",
    ),
    "line": (lambda: LineDialog("Who?", value="anna"), "anna"),
    "text": (lambda: TextDialog("Why?", value="so"), "so"),
    "form of one field": (lambda: form([], "n"), True),
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
async def test_enter_confirms_one_field_or_a_question(name: str) -> None:
    """And the bottom line says so, with the way back."""
    make, expected = MAKERS[name]
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, make())
        await pilot.pause()
        hint = str(app.screen.query_one("#dialog-hint", Static).content)
        assert ("enter" in hint, "esc goes back" in hint) == (True, True)
        await press(pilot, "enter")
        assert [expected] == given


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "message"])
async def test_ctrl_s_does_the_same(name: str) -> None:
    """In every window that gives something."""
    make, expected = MAKERS[name]
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, make())
        await press(pilot, "ctrl+s")
        assert [expected] == given


@pytest.mark.parametrize("name", MAKERS)
async def test_esc_goes_back_and_changes_nothing(name: str) -> None:
    """Y and n mean nothing where a question is asked."""
    make, _ = MAKERS[name]
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, make())
        if name in ("message", "confirm"):
            await press(pilot, "y", "n", "q")
            assert [] == given
        await press(pilot, "escape")
        assert [None] == given


async def test_enter_goes_from_field_to_field_and_saves_on_the_last() -> None:
    """The bottom line changes with it; what is refused leads back to its field."""
    saved: list[dict[str, str]] = []
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, form(saved, "n", "country"))
        await press(pilot, "x", "enter")
        assert "enter or ctrl+s saves" in str(app.screen.query_one("#dialog-hint", Static).content)
        await press(pilot, "J", "P", "enter")
        assert (app.screen.focused.id, given) == ("field-n", [])  # type: ignore[union-attr]
        assert "enter goes to the next field" in str(app.screen.query_one("#dialog-hint", Static).content)
        await press(pilot, "backspace", "9", "enter", "enter")
        assert ([True], [{"n": "9", "country": "JP"}]) == (given, saved)


async def test_ctrl_j_begins_a_new_line() -> None:
    """At the cursor, and in place of what is selected."""
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, TextDialog("Why?", value="ab"))
        await press(pilot, "left", "ctrl+j", "end", "shift+left", "ctrl+j", "c", "enter")
        assert ["a\n\nc"] == given


async def test_an_enter_that_ended_the_dialog_before_does_not_answer_a_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever pressed it twice is told that nothing is done yet."""
    monkeypatch.setattr(ConfirmDialog, "PAUSE", 1e9)
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, ConfirmDialog("Sure?", Content("words"), does="submits"))
        await press(pilot, "enter")
        trouble = app.screen.query_one("#dialog-trouble", Static)
        assert "Nothing is done yet: enter submits, esc goes back." == str(trouble.content)
        assert [] == given


async def test_a_number_chooses_in_every_list() -> None:
    """The numbers stand in front of the choices; a number that no choice has does nothing."""
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, ChoiceDialog("Which?", PAIR))
        await press(pilot, "3")
        assert [] == given
        await press(pilot, "2")
        assert ["b"] == given


async def test_where_nothing_is_chosen_enter_leaves_it_empty() -> None:
    """An option is never taken because the cursor happens to stand on it."""
    app = Palettes()
    async with app.run_test() as pilot:
        given = await show(app, OptionsDialog("Which?", ["go", "halt"], none="Leave it empty"))
        await press(pilot, "enter")
        assert [""] == given


async def test_several_options_can_be_left_empty() -> None:
    """The words for nothing cannot be marked beside others: they end the choice."""
    app = Palettes()
    async with app.run_test() as pilot:
        dialog = OptionsDialog("Which?", ["go", "halt"], chosen=["go"], many=True, none="Leave it empty")
        given = await show(app, dialog)
        await press(pilot, "2", "3")
        assert [""] == given


@pytest.mark.parametrize("dialog", [ChoiceDialog, OptionsDialog])
async def test_text_typed_into_a_list_of_choices_chooses_nothing(opened, dialog) -> None:
    """Neither its figures nor the enter behind it; the key again does, and after an arrow at once."""
    choices = (
        ["first", "second"]
        if dialog is OptionsDialog
        else [("1st", plain("first")), ("2nd", plain("second"))]
    )
    for keys, expected in ((["enter"], 0), (["down", "enter"], 1), (["2"], 1)):
        async with opened() as driver:
            await driver.until_shown("borresen2021")
            taken: list[object] = []
            await driver.app.push_screen(dialog("Which?", choices), taken.append)
            await driver.type("of 2 them")
            await driver.until_shown("Letters choose nothing here")
            await driver.press("enter")
            await driver.until_shown("Nothing is chosen yet")
            assert [] == taken
            await driver.press(*keys)
            await driver.until(lambda: taken, "chosen")  # noqa: B023
            assert choices[expected] in (taken[0], (taken[0], choices[expected][1]))


@pytest.mark.parametrize("dialog", [ChoiceDialog("Which?", PAIR), OptionsDialog("Which?", ["a", "b"])])
async def test_the_choice_under_the_cursor_has_a_mark(dialog: Dialog[Any]) -> None:
    """From the beginning, on the first one: a ground of another colour is hard to see."""
    app = Palettes()
    async with app.run_test() as pilot:
        await show(app, dialog)
        await pilot.pause()
        assert ["▌1", " 2"] == [line[:2] for line in _lines_of(app)]
        await press(pilot, "down")
        assert [" 1", "▌2"] == [line[:2] for line in _lines_of(app)]


def _lines_of(app: App[None]) -> list[str]:
    options = app.screen.query_one(ChoiceList)
    return [options.render_line(y).text for y in range(2)]
