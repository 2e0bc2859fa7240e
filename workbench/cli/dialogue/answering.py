"""Answer the item in front: answers, notes, quotes, and taking them away again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.cli.dialogue.console import sentence
from workbench.cli.dialogue.item_lines import answer_in_words, tell_item, what_stands
from workbench.cli.dialogue.spoken_judgement import target_line
from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.output.recorded_items import count_apart
from workbench.review.appraisals import answers, overrides, quotes
from workbench.review.appraisals.answer_numbers import answer_numbers
from workbench.review.appraisals.resolve import known_target

if TYPE_CHECKING:
    from workbench.cli.dialogue.appraisal import Appraisal
    from workbench.review.appraisals.sheets import Sheet


def code_meant(appraisal: Appraisal, typed: str) -> str | None:
    """Return the answer that a line means: a code, its label, or its number; None where it means none."""
    if appraisal.front is None:
        return None
    options = answer_numbers(appraisal.sheet.checklist, appraisal.item)
    wanted = typed.strip().rstrip(".").casefold()
    if wanted.isdecimal() and int(wanted) in options:
        return options[int(wanted)].code
    by_name = {each.label.casefold(): each.code for each in options.values()}
    by_name |= {each.code.casefold(): each.code for each in options.values()}
    return by_name.get(wanted)


def answer(appraisal: Appraisal, typed: str) -> None:
    """Give an answer to the item in front."""
    if not appraisal.may_answer():
        return
    code = code_meant(appraisal, typed)
    if code is None:
        codes = ", ".join(appraisal.sheet.checklist.codes(appraisal.item))
        appraisal.tell(f"Item {appraisal.item} does not take {typed or 'nothing'}: it takes {codes}.")
        return
    item = appraisal.item
    if appraisal.change(answers.answer, item, code):
        appraisal.tell(f"Saved: {item} is {answer_in_words(appraisal, item)}.")
        tell_progress(appraisal, item)


def tell_progress(appraisal: Appraisal, item: str) -> None:
    """Tell how far the appraisal is, and how the domain of an item stands."""
    sheet = appraisal.sheet
    domain = sheet.checklist.domain_of(item).id
    judged = f" {target_line(sheet, domain)}" if domain in sheet.form.targets else ""
    appraisal.tell(f"{count_apart(*sheet.progress, of=' of ')}.{judged}")
    if sheet.asked and not sheet.open_items:
        appraisal.tell("Every item has an answer. Type where to hear how it stands, or submit.")


def record_nothing_found(appraisal: Appraisal, _: str) -> None:
    """Answer that the text gives no information, and note that the reviewer found nothing."""
    front = appraisal.front
    if not appraisal.may_answer() or front is None:
        return
    passages = appraisal.reading.find_passages(front)
    seen = min(appraisal.reading.told_of_item, len(passages))
    if appraisal.change(answers.nothing_found, front.id, len(passages), seen=seen):
        appraisal.tell(f"Saved: {front.id} is {answer_in_words(appraisal, front.id)}; the note says why.")
        tell_progress(appraisal, front.id)


def note(appraisal: Appraisal, text: str) -> None:
    """Write the note of the item in front: the words typed, or the lines that are asked for."""
    if not appraisal.may_answer():
        return
    given = appraisal.sheet.answers.get(appraisal.item)
    if not text:
        if given is not None and given.note:
            appraisal.tell(f"Your note: {given.note}")
        text = appraisal.console.ask_text(f"New note of {appraisal.item}, empty to leave it as it is")
    if not text:
        appraisal.tell("The note is as it was.")
    elif appraisal.change(answers.note, appraisal.item, text):
        appraisal.tell(f"Saved: note of {appraisal.item}.")


def quote(appraisal: Appraisal, text: str) -> None:
    """Quote a passage of the last list by its number, or words as they stand in a document."""
    if not appraisal.may_answer():
        return
    item = appraisal.item
    if not text:
        text = appraisal.console.ask(f"Quote for {item}, the number of a passage, or the words as they stand")
    if not text:
        appraisal.tell("Nothing was quoted.")
    elif text.isdecimal():
        passage = appraisal.reading.passage(int(text))
        if passage is None:
            appraisal.tell(
                f"There is no passage {text} in the last list. Type passages to list those of {item}."
            )
        elif appraisal.change(quotes.tie_quote, item, passage.document.id, passage.start, passage.end):
            appraisal.tell(f"Saved: quote for {item}: “{passage.words}”, from {passage.source}.")
    elif appraisal.change(answers.quote, item, text):
        appraisal.tell(f"Saved: quote for {item}.")
        for remark in quotes.remarks(appraisal.session, appraisal.sheet.study, text):
            appraisal.tell(f"The quote is {remark}.")


def drop(appraisal: Appraisal, typed: str) -> None:
    """Take something away: the answer, the note or a quote of the item, a judgement, a preliminary."""
    what, _, rest = typed.partition(" ")
    what, rest = what.casefold(), rest.strip()
    if not appraisal.may_change():
        return
    known = {each.id.casefold(): each.id for each in appraisal.sheet.checklist.preliminaries}
    if what in known:
        from workbench.cli.dialogue.before_items import fill_in

        fill_in(appraisal, known[what], "")
    elif what == "judgement":
        _drop_judgement(appraisal, rest)
    elif what == "direction":
        _drop_direction(appraisal, rest)
    elif what in ("answer", "note", "quote"):
        if appraisal.may_answer():
            _drop_of_item(appraisal, what, rest)
    else:
        appraisal.tell(
            "Say what is taken away: drop answer, drop note, drop quote or drop mark and its number, drop "
            "judgement and its domain, drop direction and its domain, or drop and the id of what comes "
            "before the items."
        )


def _drop_of_item(appraisal: Appraisal, what: str, rest: str) -> None:
    item, sheet = appraisal.item, appraisal.sheet
    given = sheet.answers.get(item)
    if what == "answer":
        if item not in sheet.codes:
            appraisal.tell(f"{item} has no answer.")
        elif appraisal.change(answers.clear_answer, item):
            appraisal.tell(f"Saved: {item} has no answer any more. Its note and quotes stay.")
    elif what == "note":
        if given is None or not given.note:
            appraisal.tell(f"{item} has no note.")
        elif appraisal.change(answers.note, item, ""):
            appraisal.tell(f"Saved: {item} has no note any more; undo brings it back.")
    else:
        _drop_quote(appraisal, rest)


def _drop_quote(appraisal: Appraisal, number: str) -> None:
    tied = [each for each in appraisal.sheet.quotes if each.item_id == appraisal.item]
    if not tied:
        appraisal.tell(f"{appraisal.item} has no quote.")
        return
    place = int(number) if number.isdecimal() else len(tied) if len(tied) == 1 and not number else 0
    if not 1 <= place <= len(tied):
        appraisal.tell(f"{appraisal.item} has {count(len(tied), 'quote')}: say which, such as drop quote 1.")
    elif appraisal.change(quotes.untie_quote, tied[place - 1].id):
        appraisal.tell(f"Saved: quote {place} of {appraisal.item} is taken away; undo brings it back.")


def _drop_judgement(appraisal: Appraisal, name: str) -> None:
    try:
        target = known_target(appraisal.sheet.checklist, name)
    except WorkbenchError as error:
        appraisal.tell(sentence(str(error)))
        return
    if appraisal.change(overrides.clear_override, target):
        appraisal.tell(f"Saved. {target_line(appraisal.sheet, target)}")


def _drop_direction(appraisal: Appraisal, name: str) -> None:
    targets = {target.casefold(): target for target in appraisal.sheet.form.targets}
    target = targets.get(name.casefold())
    if target is None or appraisal.sheet.direction(target) is None:
        appraisal.tell(f"No direction is predicted for {name or 'that'}.")
    elif appraisal.change(answers.clear_answer, f"{target}.direction"):
        appraisal.tell(f"Saved: no direction is predicted for {target} any more.")


def undo(appraisal: Appraisal, _: str) -> None:
    """Take back the last change of the appraisal, and go to the item where it was."""
    _step(appraisal, answers.undo, "Taken back")


def redo(appraisal: Appraisal, _: str) -> None:
    """Bring again what was taken back last, and go to the item where it was."""
    _step(appraisal, answers.redo, "Brought again")


def _step(appraisal: Appraisal, use_case: Callable[..., tuple[Sheet, str]], done: str) -> None:
    try:
        sheet, change = use_case(appraisal.session, appraisal.sheet, result=appraisal.sheet.result)
    except WorkbenchError as error:
        appraisal.refuse(error)
        return
    appraisal.show(sheet)
    appraisal.tell(f"{done}: {change}.")
    target = change.rpartition(" ")[2]
    if target in appraisal.items:
        appraisal.go_to(target)
        for line in what_stands(appraisal, target):
            appraisal.tell(f"{target}: {line}")
    else:
        tell_item(appraisal)
