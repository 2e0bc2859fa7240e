"""Mark passages of the texts for oneself, list the marks, and make quotes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.errors import WorkbenchError
from workbench.output.line_breaks import cut
from workbench.review.appraisals import marks
from workbench.tui.dialogs.marks import MarksDialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.text_prompt import TextDialog
from workbench.tui.plain import join, plain, stack

if TYPE_CHECKING:
    from workbench.review.appraisals.marks import PlacedMark
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.read.screen import ReadScreen

OWN = "Only you see it: it is kept in your settings folder, never in the review."
NOTHING_SELECTED = "There is no text to mark words in: d attaches documents"
NONE = "Nothing is marked in the texts of this study: select words, then m marks them"
SHOWN = 150
"""Cells of a passage that the list and the dialogs show."""


async def read_marks(screen: AppraiseScreen | ReadScreen) -> None:
    """Read the marks in the texts of the study anew, and show them; texts are read without if need be."""
    try:
        own = await screen.gateway.ask(marks.marks_in, screen.every_text)
    except WorkbenchError as error:
        screen.tell(error)
        return
    screen.navigation.own_marks = own.placed
    screen.navigation.mark_quotes()
    if own.put_aside:
        screen.say(f"A mark could not be read; its file is put aside: {', '.join(own.put_aside)}")


async def mark(screen: AppraiseScreen | ReadScreen) -> None:
    """Mark the selected words, with a margin note if one is typed; on a mark, write its note.

    Where nothing is selected, it is the sentence in front: what is typed next must find the window.
    """
    if screen.navigation.selected is None:
        screen.navigation.pane.select_sentence()
    passage, own = screen.navigation.selected, screen.navigation.mark_here
    if passage is None:
        screen.say(NOTHING_SELECTED)
    elif own is not None:
        await _write_note(screen, own)
    else:

        async def save(note: str) -> None:
            await screen.gateway.ask(marks.mark_passage, passage.document, passage.start, passage.end, note)

        dialog = TextDialog(
            "Mark the selected words",
            f"“{cut(passage.words, SHOWN)}”\nA margin note, or nothing. {OWN}",
            save=save,
            does="marks them",
            about=f"mark {passage.document.id} {passage.start}-{passage.end}",
        )
        if await screen.ask(dialog) is not None:
            screen.navigation.pane.selecting = False  # what is marked is no longer being selected
            await read_marks(screen)
            screen.navigation.tell_quoted()
            screen.say("Marked: M (shift+m) lists your marks in this study")


async def _write_note(screen: AppraiseScreen | ReadScreen, own: PlacedMark) -> None:
    """Write the margin note of a mark."""

    async def save(note: str) -> None:
        await screen.gateway.ask(marks.write_margin_note, own.mark, note)

    dialog = TextDialog(
        "Margin note",
        f"“{cut(own.anchor.words, SHOWN)}”\nAn empty note leaves the mark alone. {OWN}",
        value=own.mark.note,
        save=save,
        about=f"margin note {own.mark.id}",
    )
    if await screen.ask(dialog) is not None:
        await read_marks(screen)


async def list_marks(
    screen: AppraiseScreen | ReadScreen, *, item: str = "", why_not: str = ""
) -> PlacedMark | None:
    """List the marks until the reader goes to one, or back; return one that is to be quoted.

    Args:
        screen: shows the texts.
        item: what a mark can be quoted for; empty for nothing.
        why_not: what is said where it is empty.
    """
    navigation = screen.navigation
    here = navigation.mark_here
    chosen = here.mark.id if here is not None else None
    while own_marks := navigation.own_marks:
        choices = [(own.mark.id, _lines(screen, own)) for own in own_marks]
        dialog = MarksDialog(choices, chosen=chosen, item=item, why_not=why_not)
        chosen = await screen.ask(dialog)
        picked = next((own for own in own_marks if own.mark.id == chosen), None)
        if picked is None:
            return None
        if dialog.deed == "note":
            await _write_note(screen, picked)
        elif dialog.deed == "remove":
            await _remove(screen, picked)
        else:
            is_there = _go_to(screen, picked)
            return picked if is_there and dialog.deed == "quote" else None
    screen.say(NONE)
    return None


async def _remove(screen: AppraiseScreen | ReadScreen, own: PlacedMark) -> None:
    """Take a mark away; one with a note after a question, since nothing brings the note back."""
    if own.mark.note:
        body = stack([plain(f"“{cut(own.anchor.words, SHOWN)}”"), plain(own.mark.note, lines=True)])
        question = ConfirmDialog("Take the mark and its note away?", body, does="takes both away")
        if not await screen.ask(question):
            return
    await screen.gateway.ask(marks.remove_mark, own.mark)
    await read_marks(screen)


def _go_to(screen: AppraiseScreen | ReadScreen, own: PlacedMark) -> bool:
    """Go to a mark in the text; return False, and say why, where its words cannot be read."""
    navigation, document = screen.navigation, own.anchor.document
    number = next(
        (n for n, text in enumerate(navigation.texts) if document is not None and text.id == document.id),
        None,
    )
    if number is None or document is None:
        screen.say(own.anchor.flag or "The document with these words is not read here.")
        return False
    navigation.select(number, *document.from_source(own.anchor.start, own.anchor.end))
    navigation.tell_quoted()
    return True


def _lines(screen: AppraiseScreen | ReadScreen, own: PlacedMark) -> Content:
    """Draw a mark of the list: where, its words, what it is quoted for, and its note."""
    anchor = own.anchor
    several = len(screen.navigation.texts) > 1 or anchor.is_flagged
    source = anchor.source if several else f"p. {anchor.page}" if anchor.page else ""
    items = screen.items_quoting(own)
    words = [
        plain(f"“{cut(anchor.words, SHOWN)}”"),
        plain(f"  {source}" if source else "", "$text-warning" if anchor.is_flagged else "$text-muted"),
        plain(f"  quoted for {', '.join(items)}" if items else "", "$quote"),
    ]
    lines = [join(*words)]
    if own.mark.note:
        lines.append(plain(f"✎ {own.mark.note}", lines=True))
    return stack(lines)
