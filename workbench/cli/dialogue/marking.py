"""Mark passages for oneself in the dialogue, hear the marks, and take them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.dialogue.console import sentence
from workbench.errors import WorkbenchError
from workbench.review.appraisals import marks
from workbench.review.appraisals.texts import Passage

if TYPE_CHECKING:
    from workbench.cli.dialogue.appraisal import Appraisal
    from workbench.review.appraisals.marks import PlacedMark


def mark(appraisal: Appraisal, typed: str) -> None:
    """Mark a passage of the last list by its number, or words as they stand, with a margin note if wanted."""
    passage = appraisal.reading.passage(int(typed)) if typed.isdecimal() else None
    if typed.isdecimal() and passage is None:
        appraisal.tell(
            f"There is no passage {typed} in the last list. Type passages to list those of this item."
        )
        return
    session = appraisal.session
    try:
        made = (
            marks.mark_words(session, appraisal.study, typed)
            if passage is None
            else marks.mark_passage(session, passage.document, passage.start, passage.end)
        )
        appraisal.tell("Marked, for you alone.")
        if note := appraisal.console.ask("Margin note, empty for none"):
            marks.write_margin_note(session, made, note)
            appraisal.tell("Saved: margin note.")
    except WorkbenchError as error:
        appraisal.tell(sentence(f"Not done: {error}"))


def tell_marks(appraisal: Appraisal, _: str) -> None:
    """Read out the marks with their notes; their numbers can be quoted and read around as passages can."""
    texts = appraisal.reading.texts
    own = _own(appraisal)
    passages = []
    for number, each in enumerate(own, 1):
        anchor = each.anchor
        place = next(n for n, text in enumerate(texts) if anchor.stands_in(text.id))
        passages.append(Passage(place, *texts[place].from_source(anchor.start, anchor.end), ()))
        appraisal.tell(f"Mark {number} of {len(own)}, {anchor.source}: {anchor.words}")
        if each.mark.note:
            appraisal.tell(f"Margin note: {each.mark.note}")
    appraisal.reading.hold_passages(passages)
    if own:
        appraisal.tell("Type quote and a number to quote one, drop mark and a number to take one away.")
    else:
        appraisal.tell("You marked nothing in this study. Type mark and the number of a passage, or words.")


def drop_mark(appraisal: Appraisal, number: str) -> None:
    """Take a mark away by its number in the list of marks."""
    own = _own(appraisal)
    place = int(number) if number.isdecimal() else 0
    if not 1 <= place <= len(own):
        appraisal.tell("Say which mark: drop mark and its number. Type marks to hear them.")
        return
    note = own[place - 1].mark.note
    marks.remove_mark(appraisal.session, own[place - 1].mark)
    appraisal.tell(f"Mark {place} is taken away." + (f" Its margin note was: {note}" if note else ""))


def _own(appraisal: Appraisal) -> list[PlacedMark]:
    """Return the marks whose words stand in the documents that are read."""
    texts = appraisal.reading.texts
    placed = marks.marks_in(appraisal.session, texts).placed
    return [each for each in placed if any(each.anchor.stands_in(text.id) for text in texts)]
