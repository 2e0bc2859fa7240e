"""Fill in what a checklist asks before its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.dialogue.console import sentence
from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.appraisals.resolve import checked_value
from workbench.review.appraisals.variants import governing, set_aside, waiting_governing

if TYPE_CHECKING:
    from checklists import Preliminary
    from workbench.cli.dialogue.appraisal import Appraisal
    from workbench.review.appraisals.preliminaries import PreliminaryLine


def before(appraisal: Appraisal, typed: str) -> None:
    """List what comes before the items, or fill in one of it: an id, and its value or nothing."""
    name, _, value = typed.partition(" ")
    if not name:
        for line in appraisal.settled.lines:
            appraisal.tell(_in_words(appraisal, line))
        if not appraisal.settled.lines:
            appraisal.tell("This checklist asks nothing before its items.")
        return
    by_id = {each.casefold(): line for each, line in appraisal.settled.by_id.items()}
    asked = by_id.get(name.casefold())
    if asked is None:
        appraisal.tell(f"Nothing called {name} is asked before the items. Type before to hear what is.")
    elif appraisal.may_change():
        if value.strip():
            fill_in(appraisal, asked.preliminary.id, value.strip())
        else:
            ask_for(appraisal, asked)


def settle_first(appraisal: Appraisal) -> None:
    """Ask for what decides on the items or the judgement, and name what else comes first."""
    while not appraisal.sheet.submitted:
        waiting = waiting_governing(appraisal.sheet.checklist, appraisal.sheet.preliminaries)
        if not waiting or not ask_for(appraisal, appraisal.settled.by_id[waiting[0].id]):
            break
    for name in appraisal.settled.first:
        appraisal.tell(
            f"{_in_words(appraisal, appraisal.settled.by_id[name])} Type before {name} to fill it in."
        )


def ask_for(appraisal: Appraisal, line: PreliminaryLine) -> bool:
    """Ask for the value of a preliminary; return True if one was saved."""
    preliminary = line.preliminary
    appraisal.tell(_in_words(appraisal, line))
    offered = " / ".join(line.offered.splitlines())
    kept = f"an empty line takes what the protocol says, {offered}" if offered else "an empty line leaves it"
    several = " or several with commas;" if preliminary.many else ";"
    what = f"A number or an option{several}" if preliminary.options else "Its value;"
    while value := appraisal.console.ask(f"{preliminary.id}. {what} {kept}") or line.offered:
        if fill_in(appraisal, preliminary.id, value):
            return True
    appraisal.tell(f"{preliminary.id} is as it was. Type before {preliminary.id} to fill it in later.")
    return False


def fill_in(appraisal: Appraisal, name: str, typed: str) -> bool:
    """Fill in a preliminary, after asking where answers would be set aside; return True if it was saved."""
    preliminary = next(each for each in appraisal.sheet.checklist.preliminaries if each.id == name)
    try:
        value = checked_value(preliminary, _options_meant(preliminary, typed))
        aside = set_aside(appraisal.sheet, preliminary, value)
    except WorkbenchError as error:
        appraisal.tell(sentence(str(error)))
        return False
    if aside:
        are = count(len(aside), "answer is", "answers are")
        appraisal.tell(
            f"With {name} {value or 'empty'} {are} no longer asked for: {', '.join(aside)}. They are kept."
        )
        if not appraisal.console.agree("Set them aside?"):
            appraisal.tell("Nothing was changed.")
            return False
    if not appraisal.change(answers.answer, name, value, sets_aside=bool(aside)):
        return False
    appraisal.tell(f"Saved: {name} is {appraisal.sheet.preliminaries.get(name) or 'empty'}.")
    return True


def _options_meant(preliminary: Preliminary, typed: str) -> str:
    """Return what was typed with the numbers of options, and other spellings of case, as the options."""
    by_name = {option.casefold(): option for option in preliminary.options}
    by_name |= {str(number): option for number, option in enumerate(preliminary.options, 1)}
    if not preliminary.options:
        return typed
    parts = typed.split(",") if preliminary.many else [typed]
    return ",".join(by_name.get(part.strip().casefold(), part.strip()) for part in parts)


def _in_words(appraisal: Appraisal, line: PreliminaryLine) -> str:
    preliminary = line.preliminary
    options = ". ".join(f"{number} is {option}" for number, option in enumerate(preliminary.options, 1))
    parts = [
        sentence(f"{preliminary.id}: {preliminary.text}"),
        f"Options: {options}." if options else "",
        "Several can be chosen." if preliminary.many else "",
        "It decides what is asked or judged." if preliminary in governing(appraisal.sheet.checklist) else "",
        "It is needed." if preliminary.required and not line.value else "",
        f"Filled in: {line.value}" + (f", {line.when}." if line.when else ".")
        if line.value
        else "Not filled in.",
        f"The protocol says: {line.offered}." if line.offered else "",
    ]
    return " ".join(filter(None, parts))
