"""Show what a study is, and enter a characteristic with the words that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.plain import join, plain

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.studies.characteristics import CharacteristicLine
    from workbench.review.studies.study_list import StudyRow
    from workbench.tui.screens.studies.screen import StudiesScreen

OWN = "own name"
"""The choice that asks for a characteristic of the team's own."""


async def enter_characteristics(screen: StudiesScreen, row: StudyRow) -> None:
    """Let the reviewer choose one characteristic after another, and enter it, until the list is left."""
    from workbench.review.studies.characteristics import KINDS, characteristics_of

    here: str | None = None
    while True:
        lines = {line.name: line for line in await screen.gateway.ask(characteristics_of, row.key)}
        names = [*KINDS, *(name for name in lines if name not in KINDS)]
        choices = [(name, _choice(name, lines.get(name))) for name in names]
        choices.append((OWN, plain("A characteristic of your own")))
        dialog = ChoiceDialog(f"Characteristics of {row.key}", choices, chosen=here)
        here = await screen.ask(dialog)
        if here is None:
            return
        await _enter(screen, row.key, here, lines.get(here))


def _choice(name: str, line: CharacteristicLine | None) -> Content:
    from workbench.review.studies.characteristics import heading_of

    value = "–" if line is None else str(line.value)
    source = f"  ({line.source})" if line is not None and line.source else ""
    return join(plain(f"{heading_of(name):<14}", "bold"), plain(value), plain(source, "$text-muted"))


async def _enter(screen: StudiesScreen, study: str, name: str, line: CharacteristicLine | None) -> None:
    """Ask for a value with its words and its source; what is refused stays typed."""
    from workbench.review.studies.characteristics import KINDS, characterise, heading_of

    is_new = name == OWN
    own = [FormField("name", "Name", "Such as: dose per day")] if is_new else []
    hint = KINDS[name].hint if name in KINDS else "Empty takes it away"
    fields = [
        *own,
        FormField("value", "Value", hint, "" if line is None else str(line.value)),
        FormField(
            "quote", "Quote", "The words as they stand in a document", "" if line is None else line.quote
        ),
        FormField(
            "source",
            "Source",
            "Where else it stands: a table, a registry",
            "" if line is None else line.source,
        ),
    ]

    async def save(values: Values) -> Refused | None:
        meant = values["name"] if is_new else name
        try:
            await screen.gateway.ask(
                characterise, study, meant, values["value"], quote=values["quote"], source=values["source"]
            )
        except WorkbenchError as error:
            return Refused((str(error),))
        return None

    key = f"{study} {name}"
    heading = "A characteristic of your own" if is_new else f"{heading_of(name)} of {study}"
    dialog = FormDialog(heading, fields, save=save, draft=screen.drafts.get(key))
    is_saved = await screen.ask(dialog)
    screen.drafts.pop(key, None)
    if not is_saved and dialog.left_with:
        screen.drafts[key] = dialog.left_with
        screen.say("Not saved; what you typed stands in the form when you open it again")
