"""Open the documents of a study, attach others, put newer versions in their place, and withdraw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.dialogs.text_prompt import TextDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.studies.study_text import file_outcome

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.content import Content

    from workbench.review.appraisals.texts import ReadingText
    from workbench.review.documents.add import AddReport
    from workbench.review.documents.replace import Withdrawn
    from workbench.review.studies.known_studies import StudyRow
    from workbench.tui.screens.studies.screen import StudiesScreen

    Attach = Callable[[Values], Awaitable[list[AddReport]]]

ATTACH, OPEN, REPLACE, WITHDRAW, RESTORE = "attach", "open", "replace", "withdraw", "restore"
NO, YES = "no", "yes"


async def show_documents(screen: StudiesScreen, row: StudyRow) -> None:
    """List the documents of a study until one is opened or the list is left."""
    from workbench.review.appraisals import texts as reading

    while True:
        every = await screen.gateway.compute(reading.all_texts, row.key)
        texts = [text for text in every if not text.elsewhere]
        choices = [(str(place), _line(text, texts)) for place, text in enumerate(texts)]
        choices.append((ATTACH, plain("Attach another document …", "italic")))
        chosen = await screen.ask(ChoiceDialog(f"Documents of {row.key}", choices, does="goes on"))
        if chosen is None:
            return
        if chosen == ATTACH:
            await _attach(screen, row.key)
        elif await _act_on(screen, row, texts[int(chosen)]):
            return


def _line(text: ReadingText, texts: list[ReadingText]) -> Content:
    return join(plain(text.source_name), plain(f"  {_kind(text)}, {_standing(text, texts)}", "$text-muted"))


def _kind(text: ReadingText) -> str:
    return text.kind.replace("_", " ")


def _standing(text: ReadingText, texts: list[ReadingText]) -> str:
    if text.withdrawn_because is not None:
        return f"withdrawn: {text.withdrawn_because}"
    if text.is_read:
        return f"{len(text.source):,} characters"
    newest = next((each.source_name for each in texts if each.id == text.newest), "")
    return f"version before {newest}" if newest else "not read any more"


async def _act_on(screen: StudiesScreen, row: StudyRow, text: ReadingText) -> bool:
    """Ask what shall become of a document, and do it; return True if it was opened."""
    choices = [(OPEN, plain("Open it"))]
    if text.is_read:
        choices.append((REPLACE, plain("Put a newer version in its place; this one is kept")))
        choices.append((WITHDRAW, plain("Withdraw it from reading; nothing is deleted")))
    elif text.withdrawn_because is not None:
        choices.append((RESTORE, plain("Bring it back into reading")))
    chosen = await screen.ask(ChoiceDialog(text.source_name, choices, does="does it"))
    if chosen == OPEN:
        await _open(screen, row, text)
        return True
    if chosen == REPLACE:
        await _replace(screen, row.key, text)
    elif chosen in (WITHDRAW, RESTORE):
        await _withdraw(screen, row.key, text, is_back=chosen == RESTORE)
    return False


async def _open(screen: StudiesScreen, row: StudyRow, text: ReadingText) -> None:
    """Open a document where the study is read; one that was withdrawn in a window."""
    from workbench.tui.screens.studies.navigation import open_appraisal

    if text.withdrawn_because is None:
        await open_appraisal(screen, row, document=str(text.id))
    else:
        heading = f"{text.source_name}, withdrawn: {text.withdrawn_because}"
        await screen.ask(MessageDialog(heading, plain(text.clean.text, lines=True)))


async def _attach(screen: StudiesScreen, study: str) -> None:
    """Ask for a file, or a folder, and attach what is there."""
    from workbench.review.documents.attach import attach

    async def save(values: Values) -> list[AddReport]:
        path = screen.workbench.files.source(values["path"])
        kind, as_document = values["kind"] or None, values["as_document"] == YES
        return await screen.gateway.ask(attach, study, [path], kind=kind, as_document=as_document)

    as_one = FormField(
        "as_document",
        "As one document",
        "Also where it holds several records",
        NO,
        choices=((NO, NO), (YES, YES)),
    )
    await _ask_for_file(screen, f"Attach a document to {study}", save, "as it is recognised", as_one)


async def _replace(screen: StudiesScreen, study: str, text: ReadingText) -> None:
    """Ask for a file, and put it in the place of a document."""
    from workbench.review.documents.replace import replace_document

    async def save(values: Values) -> list[AddReport]:
        path = screen.workbench.files.source(values["path"])
        kind = values["kind"] or None
        return await screen.gateway.ask(replace_document, study, [path], text.sha256, kind=kind)

    await _ask_for_file(screen, f"A newer version of {text.source_name}", save, f"as before: {_kind(text)}")


async def _ask_for_file(
    screen: StudiesScreen, heading: str, attach: Attach, usual: str, *more: FormField
) -> None:
    """Ask for path and kind until something was attached, or the question is left; tell what became of it."""
    from workbench.review.documents.kinds import KINDS

    done: list[AddReport] = []

    async def save(values: Values) -> Refused | None:
        if not values["path"].strip():
            return Refused(("Type a path; tab completes it.",), "path")
        try:
            reports = await attach(values)
        except WorkbenchError as error:
            return Refused((str(error),), "path")
        if not any(report.status == "added" for report in reports):
            return Refused(tuple(report.message for report in reports) or ("no file is there",), "path")
        done.extend(reports)
        return None

    kinds = (("", usual), *((kind, kind.replace("_", " ")) for kind in KINDS))
    fields = (
        FormField("path", "File", "The path of a file, such as a full text or supplement", is_path=True),
        FormField("kind", "Kind", "What it is to the study", choices=kinds),
        *more,
    )
    await screen.ask(FormDialog(heading, fields, save=save, does="attaches it"))
    if done:
        await screen.read_studies()
        await screen.ask(
            MessageDialog("What became of each file", stack([file_outcome(each) for each in done]))
        )


async def _withdraw(screen: StudiesScreen, study: str, text: ReadingText, *, is_back: bool) -> None:
    """Ask why, and take a document out of reading or bring it back."""
    from workbench.review.documents.replace import restore_document, withdraw_document

    outcome: list[Withdrawn] = []

    async def save(reason: str) -> None:
        use_case = restore_document if is_back else withdraw_document
        outcome.append(await screen.gateway.ask(use_case, study, text.sha256, reason))

    if is_back:
        heading, needed = f"Bring {text.source_name} back into reading?", ""
        told = "It is read and searched again. A reason may be given; it stands in the history."
    else:
        heading = f"Why is {text.source_name} withdrawn?"
        needed = "A reason is needed: it stands beside the quotes from it."
        told = "It is read no more. Its text and all quotes from it are kept, and the quotes are flagged."
    does = "brings it back" if is_back else "withdraws it"
    if await screen.ask(TextDialog(heading, told, needed=needed, save=save, does=does)) is not None:
        await screen.read_studies()
        screen.say(f"{outcome[-1].in_words(is_back=is_back)}.")
