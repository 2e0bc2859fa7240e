"""Put an item into lines that are heard: question, guidance, answers to choose from, what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.output.recorded_items import role_in_words
from workbench.review.appraisals.answer_numbers import answer_numbers

if TYPE_CHECKING:
    from checklists import Item
    from workbench.cli.dialogue.appraisal import Appraisal


def tell_item(appraisal: Appraisal, *, in_full: bool = False) -> None:
    """Read out the item in front, or say why there is none.

    Args:
        appraisal: what the dialogue is about.
        in_full: with its guidance, also where that is left out.
    """
    item = appraisal.front
    if item is None:
        appraisal.tell(_why_none(appraisal))
        return
    for line in _lines(appraisal, item, in_full=in_full or appraisal.has_guidance):
        appraisal.tell(line)


def answer_in_words(appraisal: Appraisal, item: str) -> str:
    """Return the answer of an item with its label, such as "PY, Probably yes"; empty where it has none."""
    code = appraisal.sheet.codes.get(item)
    if code is None:
        return ""
    known = appraisal.sheet.checklist.answers.get(code)
    return f"{code}, {known.label}" if known else code


def _lines(appraisal: Appraisal, item: Item, *, in_full: bool) -> Iterator[str]:
    sheet = appraisal.sheet
    place = appraisal.items.index(item.id) + 1
    domain = sheet.checklist.domain_of(item.id)
    number = f", number {item.shown} of the instrument" if item.shown != item.id else ""
    yield f"Item {item.id}{number}, {place} of {len(appraisal.items)}. {domain.id}, {domain.title}."
    yield f"Question: {item.text}"
    if item.role:
        words = role_in_words(item.role).capitalize()
        yield f"{words}: no rule reads it, and submitting does not wait for it."
    if in_full and item.guidance:
        yield f"Guidance: {item.guidance}"
        if item.ni_policy == "concern" and not item.role:
            yield "Silence counts against the study: this is expected to be reported."
    for basis in appraisal.settled.bases(item.id):
        yield f"Rests on {basis.in_words()}"
    hints = appraisal.hints()
    for hint in hints.flags:
        yield f"Number check, a hint that judges nothing: {hint.outcome}: {hint.message}"
    options = answer_numbers(sheet.checklist, item.id)
    choices = ". ".join(f"{number} is {each.code}, {each.label}" for number, each in options.items())
    yield f"Answers: {choices}."
    yield from what_stands(appraisal, item.id)


def what_stands(appraisal: Appraisal, item: str) -> Iterator[str]:
    """Yield the reviewer's own answer, note and quotes of the item in front."""
    given = answer_in_words(appraisal, item)
    yield f"Your answer: {given}." if given else "No answer yet."
    answer = appraisal.sheet.answers.get(item)
    if answer is not None and answer.note:
        yield f"Your note: {answer.note}"
    for number, anchor in enumerate(appraisal.anchors(), 1):
        yield f"Quote {number}: “{anchor.words}”, from {anchor.source}."


def _why_none(appraisal: Appraisal) -> str:
    sheet = appraisal.sheet
    stop = next((whole for whole in sheet.verdict.overalls.values() if whole.stopped), None)
    if stop is not None:
        return f"No item is asked: {stop.because}. The appraisal ends here; type submit to submit it."
    return "No item is asked yet. Type before to hear what comes first."
