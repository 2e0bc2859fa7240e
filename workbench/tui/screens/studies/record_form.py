"""Show the record of a study as a form, and save what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from store.bibliography import Bibliography
    from workbench.review.studies.known_studies import StudyListing, StudyRow
    from workbench.tui.screens.studies.screen import StudiesScreen

_HINTS = {
    "authors": "First author first, a semicolon between two: Byron A; Li W",
    "year": "Four digits",
    "pages": "First and last page, such as 45-50, or the article's number",
    "doi": "With or without https://doi.org/",
    "pmcid": "PMC and a number",
    "registration": "Such as NCT01234567",
    "abstract": "Used for suggestions and searching",
    "key": "What you type for the study; the key before still finds it",
    "design": "Such as case report or randomised trial, or none; the checklist stays",
}


async def edit_record(screen: StudiesScreen, row: StudyRow) -> None:
    """Show the form of a study until it is saved or left; what was typed and not saved is kept."""
    from workbench.review.studies.edit_record import edit
    from workbench.review.studies.known_studies import show_study

    listing = await screen.gateway.ask(show_study, row.key)
    fields = _fields(listing)
    before = {field.id: field.value for field in fields}
    saved: list[StudyListing] = []

    async def save(values: Values) -> Refused | None:
        changed = {name: value for name, value in values.items() if value.strip() != before[name]}
        key, design = changed.pop("key", None), changed.pop("design", None)
        if not changed and key is None and design is None:
            return None
        try:
            done = await screen.gateway.ask(
                edit, listing.key, changed, key=key, design=design or _none(design)
            )
        except WorkbenchError as error:
            return Refused((str(error),))
        saved.append(done)
        return None

    await screen.ask(FormDialog(f"Record of {row.key}", fields, save=save))
    if saved:
        await screen.read_studies(saved[-1].key)
        screen.say(f"{saved[-1].key} is corrected; the history keeps what stood there before")


def _none(design: str | None) -> str | None:
    """Return the word for no design where its field was emptied; None where it was not touched."""
    return None if design is None else "none"


def _fields(listing: StudyListing) -> list[FormField]:
    from store.bibliography import FIELDS, field_heading
    from workbench.output.design_names import design_in_words

    record: Bibliography = listing.bibliography
    own = [
        FormField(name, field_heading(name), _HINTS.get(name, ""), _as_typed(record, name)) for name in FIELDS
    ]
    return [
        *own,
        FormField("key", "Key", _HINTS["key"], listing.key, group="In this review"),
        FormField(
            "design", "Design", _HINTS["design"], design_in_words(listing.design), group="In this review"
        ),
    ]


def _as_typed(record: Bibliography, name: str) -> str:
    from workbench.review.studies.edit_record import field_as_typed

    return field_as_typed(record, name)
