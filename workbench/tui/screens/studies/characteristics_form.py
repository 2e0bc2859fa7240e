"""Show what a study is, and enter a characteristic with the words that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.characteristics import TAKE, CharacteristicsDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.plain import join, plain

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from typing import TypeAlias

    from textual.content import Content

    from workbench.review.appraisals.quotes import Located
    from workbench.review.studies.known_characteristics import CharacteristicLine
    from workbench.review.studies.suggested_characteristics import Suggestion
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.read.screen import ReadScreen
    from workbench.tui.screens.studies.screen import StudiesScreen

    FormScreen: TypeAlias = StudiesScreen | AppraiseScreen | ReadScreen

OWN = "own name"
"""The choice that asks for a characteristic of the team's own."""
_WIDEST = 60
"""Characters of a value in the list."""


async def enter_characteristics(
    screen: FormScreen, study: str, selected: Located | None = None, *, first: str | None = None
) -> None:
    """Let the reviewer choose one characteristic after another, and enter it, until the list is left.

    Args:
        screen: shows the dialogs.
        study: its key.
        selected: words of a document that are the value of one; the list is left once it is entered.
        first: name of the characteristic that the cursor stands on at first.
    """
    from workbench.review.studies.characteristics import characteristics_of
    from workbench.review.studies.known_characteristics import KINDS
    from workbench.review.studies.suggested_characteristics import suggested

    here = first
    while True:
        lines = {line.name: line for line in await screen.gateway.ask(characteristics_of, study)}
        offered = {each.name: each for each in await screen.gateway.ask(suggested, study)}
        names = [*KINDS, *(name for name in lines if name not in KINDS)]
        choices = [(name, _choice(name, lines.get(name), offered.get(name))) for name in names]
        choices.append((OWN, plain("A characteristic of your own")))
        dialog = CharacteristicsDialog(
            f"Characteristics of {study}",
            choices,
            list(offered),
            explanation=f"Which of them do these words give? “{_cut(selected.words)}”" if selected else "",
            chosen=here,
        )
        here = await screen.ask(dialog)
        if here is None:
            return
        if here.startswith(TAKE):
            here = here.removeprefix(TAKE)
            await take_suggestion(screen, study, here)
        elif await enter_one(screen, study, here, lines.get(here), selected) and selected is not None:
            return


async def take_suggestion(screen: FormScreen, study: str, name: str) -> None:
    """Enter what is suggested for a characteristic.

    Raises:
        WorkbenchError: nothing is suggested any more.
    """
    from workbench.review.studies.suggested_characteristics import accept

    await screen.gateway.ask(accept, study, name)


def _choice(name: str, line: CharacteristicLine | None, offered: Suggestion | None) -> Content:
    from workbench.review.studies.known_characteristics import heading_of

    heading = plain(f"{heading_of(name):<14}", "bold")
    if line is not None:
        source = f"  ({line.source})" if line.source else ""
        return join(heading, plain(str(line.value)), plain(source, "$text-muted"))
    if offered is not None:
        words = f"= {_cut(str(offered.value))}"
        return join(
            heading, plain(words, "$text-warning"), plain(f"  “{_cut(offered.quote)}”", "$text-muted")
        )
    return join(heading, plain("–"))


def _cut(words: str) -> str:
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


async def enter_one(
    screen: FormScreen,
    study: str,
    name: str,
    line: CharacteristicLine | None,
    selected: Located | None = None,
) -> bool:
    """Ask for a value with its words and its source; what is refused stays typed.

    Returns:
        True if it was saved.
    """
    from workbench.review.studies.characteristics import characterise
    from workbench.review.studies.known_characteristics import heading_of

    is_new = name == OWN
    place = (selected.document.id, selected.start, selected.end) if selected is not None else None

    async def save(values: Values) -> Refused | None:
        try:
            await screen.gateway.ask(
                characterise,
                study,
                values["name"] if is_new else name,
                values["value"],
                quote=values["quote"],
                source=values["source"],
                at=place,
            )
        except WorkbenchError as error:
            return Refused((str(error),))
        return None

    heading = "A characteristic of your own" if is_new else f"{heading_of(name)} of {study}"
    # Words that are selected anew are not those that a draft was about.
    words = f" {place[1]}-{place[2]} of {place[0]}" if place is not None else ""
    about = f"characteristic {study} {name}{words}"
    dialog = FormDialog(heading, _fields(name, line, selected), save=save, about=about)
    return await screen.ask(dialog) is True


def _fields(name: str, line: CharacteristicLine | None, selected: Located | None) -> list[FormField]:
    """Return the fields of a characteristic: filled from the selected words, else with what is entered."""
    from workbench.review.studies.characteristics import value_in
    from workbench.review.studies.known_characteristics import KINDS

    own = [FormField("name", "Name", "Such as: dose per day")] if name == OWN else []
    hint = KINDS[name].hint if name in KINDS else "Empty takes it away"
    if selected is not None:
        value, quote, source = value_in(name, selected.words), selected.words, selected.source
        hint = f"{hint} · now: {line.value}" if line is not None else hint
    else:
        value, quote, source = (
            (str(line.value), line.quote, line.source) if line is not None else ("", "", "")
        )
    return [
        *own,
        FormField("value", "Value", hint, value),
        FormField("quote", "Quote", "The words as they stand in a document", quote),
        FormField("source", "Source", "Where else it stands: a table, a registry", source),
    ]
