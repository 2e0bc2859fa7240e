"""Hold the dialogue: greet, take line after line, and end with everything saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.dialogue.appraisal import Appraisal
from workbench.cli.dialogue.before_items import settle_first
from workbench.cli.dialogue.console import Console, EndOfInput, sentence
from workbench.cli.dialogue.item_lines import tell_item
from workbench.cli.dialogue.moving import tell_appraisal
from workbench.cli.dialogue.text_reading import TextReading
from workbench.cli.dialogue.words import follow
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession


def hold(session: ReviewSession, study: str, result: str) -> None:
    """Appraise a study in a dialogue of lines, until the input ends or the user leaves.

    Args:
        session: the open review and who works in it.
        study: the study, as the user names it.
        result: the result that is judged.

    Raises:
        WorkbenchError: the study cannot be appraised at all, such as one without a checklist.
    """
    console = Console()
    appraisal = Appraisal(session, console, study, result, TextReading(session, console, study))
    try:
        _greet(appraisal)
        while not appraisal.is_over:
            typed = console.ask(f"Item {appraisal.item}" if appraisal.item else "No item")
            try:
                follow(appraisal, typed)
            except WorkbenchError as error:
                appraisal.refuse(error)
    except EndOfInput:
        pass
    appraisal.tell(f"Everything is saved. {_last_words(appraisal)}")


def _greet(appraisal: Appraisal) -> None:
    title = appraisal.sheet.study.bibliography.title
    appraisal.tell(sentence(title or appraisal.study))
    tell_appraisal(appraisal)
    appraisal.tell("Type help to hear what can be typed. Every answer is saved at once.")
    settle_first(appraisal)
    tell_item(appraisal)


def _last_words(appraisal: Appraisal) -> str:
    sheet = appraisal.sheet
    if sheet.submitted:
        return f"{sheet.study.key} is submitted."
    state = "not begun" if sheet.appraisal is None else "a draft"
    return f"{sheet.study.key} is {state}; workbench read {sheet.study.key} goes on with it."
