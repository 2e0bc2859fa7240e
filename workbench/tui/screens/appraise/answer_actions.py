"""Change a sheet: answers, notes, quotes, overrides, submitting; saved before the screen shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from checklists.language.model import DIRECTION
from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, quotes, results, submission
from workbench.review.appraisals.preliminaries import read_preliminaries
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import is_own_judgement
from workbench.review.appraisals.texts import query_of
from workbench.review.appraisals.variants import (
    governing,
    set_aside,
    waiting_governing,
)
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.options import OptionsDialog
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, NEEDED_IN_TABLES, LineDialog, TextDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise.judgement_line import submitting
from workbench.tui.theme import level_mark
from workbench.tui.unsaved_texts import note_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checklists import DomainVerdict, OverallVerdict, Preliminary
    from workbench.review.appraisals.preliminaries import PreliminaryLine
    from workbench.review.appraisals.sheets import Sheet
    from workbench.tui.screens.appraise.screen import AppraiseScreen

NO_TEXT = "There is no text to select from: d attaches documents"
NEW_RESULT = "\n"
"""Stands in the choice of results for one that is not there yet; no result is called so."""


async def undo(screen: AppraiseScreen) -> None:
    """Take back the last change and go to where it was."""
    await _step(screen, appraisals.undo, "Undone", "U brings it again")


async def redo(screen: AppraiseScreen) -> None:
    """Bring again what was taken back last and go to where it was."""
    await _step(screen, appraisals.redo, "Redone", "u takes it back")


async def _step(
    screen: AppraiseScreen, use_case: Callable[..., tuple[Sheet, str]], done: str, then: str
) -> None:
    try:
        sheet, change = await screen.gateway.ask(use_case, screen.sheet or screen.study, result=screen.result)
    except WorkbenchError as error:
        screen.say(str(error))
        return
    target = change.rpartition(" ")[2]
    if target in sheet.verdict.shown:
        screen.item = target
    screen.show_sheet(sheet)
    screen.say(f"{done}: {change} ({then})")


async def quote(screen: AppraiseScreen) -> None:
    """Tie the selected words to the item in front."""
    text, span, item = screen.navigation.shown, screen.navigation.pane.selected_span, screen.item
    if span is None or text is None:
        # Nobody is to quote what was not seen: the first key shows it, the second one ties it.
        is_in_front = screen.navigation.pane.select_sentence()
        screen.say(
            f"The sentence in front is selected now: q again quotes it for {item}" if is_in_front else NO_TEXT
        )
        return
    start, end = text.to_source(*span)
    if await screen.change(quotes.tie_quote, item, text.id, start, end, result=screen.result):
        screen.navigation.pane.selecting = False
        screen.navigation.tell_first_line()
        screen.say(f"Quoted for {item}")


async def untie_quote(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Take the last quote of the item in front away."""
    tied = [quote for quote in sheet.quotes if quote.item_id == screen.item]
    if not tied:
        screen.say("No passage is quoted for this item.")
    elif await screen.change(quotes.untie_quote, tied[-1].id, result=screen.result):
        screen.say("The quote is taken away; u brings it back.")


async def record_nothing_found(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Answer for the item in front that its text gives no information, as far as the reviewer found."""
    item, navigation = screen.item, screen.navigation
    passages = navigation.find_passages(query_of(sheet.checklist.item(item)))
    seen = navigation.count_seen(passages)
    if not await screen.change(
        appraisals.nothing_found, item, len(passages), seen=seen, result=screen.result
    ):
        return
    told = f"{item}: no information; the note says that you found nothing"
    if len(passages) > seen:
        screen.say(f"{told}. Passages not looked at yet: {len(passages) - seen} of {len(passages)} (e)")
    else:
        screen.say(f"{told}.")


async def write_note(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Write a note on the item in front."""
    item, result = screen.item, screen.result
    given = sheet.answers.get(item)
    dialog = TextDialog(
        note_heading(item),
        sheet.checklist.item(item).text,
        value=given.note if given else "",
        save=lambda note: screen.make(appraisals.note, item, note, result=result),
    )
    await screen.ask(dialog)


async def override(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Set a final judgement that differs from the suggested one, or go back to the suggested one."""
    target = await _choose_target(screen, sheet)
    if target is None:
        return
    level = await _choose_level(screen, sheet, target)
    if level is None:
        return
    result = screen.result
    if level == "":
        await screen.change(overrides.clear_override, target, result=result)
        return
    given = sheet.overrides.get(target)
    dialog = TextDialog(
        f"Why is {target} {level.replace('_', ' ')}?",
        "The reason stands beside the judgement in every table.",
        value=given.reason if given and given.judgement == level else "",
        needed=NEEDED_IN_TABLES,
        save=lambda reason: screen.make(overrides.override, target, level, reason, result=result),
    )
    await screen.ask(dialog)


async def _choose_target(screen: AppraiseScreen, sheet: Sheet) -> str | None:
    verdicts = {sheet_target: sheet.verdict.on(sheet_target) for sheet_target in sheet.form.targets}
    choices = [
        (target, _target_line(sheet, target, verdict))
        for target, verdict in verdicts.items()
        if verdict.is_needed
    ]
    if not choices:
        screen.say("This checklist judges nothing: its answers are recorded.")
        return None
    if len(choices) == 1:
        return choices[0][0]
    waiting = submission.waiting_targets(sheet)
    here = screen.domain if screen.domain in waiting or not waiting else waiting[0]
    asks = any(is_own_judgement(verdict) for verdict in verdicts.values())
    heading = "Which judgement?" if asks else "Override which judgement?"
    return await screen.ask(ChoiceDialog(heading, choices, chosen=here))


def _target_line(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> Content:
    """Draw a judgement to choose: its name, and its level or that the reviewer is to judge."""
    title = sheet.checklist.title_of(target)
    name = f"{target} {title}  " if target in {domain.id for domain in sheet.form.domains} else f"{title}  "
    if verdict.final is None and verdict.ask:
        return join(plain(name), plain("for you to judge", "$text-warning"))
    return join(plain(name), level_mark(verdict.final, sheet.order_of(target)))


async def _choose_level(screen: AppraiseScreen, sheet: Sheet, target: str) -> str | None:
    """Ask for a level: the empty text is "as suggested", None is leaving."""
    verdict, order = sheet.verdict.on(target), sheet.order_of(target)
    own = is_own_judgement(verdict)
    levels = verdict.ask if own else sheet.checklist.levels_of(target)
    choices: list[tuple[str, Content]] = [
        (
            level,
            join(level_mark(level, order), plain(f"  {sheet.checklist.label(level, target)}", "$text-muted")),
        )
        for level in levels
    ]
    if target in sheet.overrides:
        choices.append(("", plain("Take it away" if own else "Take the override away: as suggested")))
    suggested = verdict.suggested.replace("_", " ") if verdict.suggested else "still open"
    explanation = f"Suggested: {suggested}"
    if own:
        explanation = f"No level is suggested{f': {verdict.because}' if verdict.because else ''}."
    heading = f"Your judgement of {target}" if own else f"Final judgement of {target}"
    dialog = ChoiceDialog(heading, choices, explanation=explanation, chosen=verdict.final)
    return await screen.ask(dialog)


async def predict_direction(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Choose the predicted direction of bias beside a judgement, or take it away."""
    predicted, result = sheet.form.predicted_direction, screen.result
    names = directions(sheet.form)
    if predicted is None or not names:
        return
    name: str | None = names[0]
    if len(names) > 1:
        choices = [(each, _direction_line(sheet, each)) for each in names]
        here = f"{screen.domain}{DIRECTION}"
        name = await screen.ask(ChoiceDialog("Predicted direction of which bias?", choices, chosen=here))
    if name is None:
        return
    target = name.removesuffix(DIRECTION)
    dialog = OptionsDialog(
        f"Predicted direction of bias: {sheet.checklist.title_of(target)}",
        predicted.options,
        explanation="Optional, recorded beside the judgement; no rule reads it.",
        chosen=[sheet.direction(target) or ""],
        none="No prediction",
    )
    chosen = await screen.ask(dialog)
    if chosen:
        await screen.change(appraisals.answer, name, chosen, result=result)
    elif chosen == "" and sheet.direction(target) is not None:
        await screen.change(appraisals.clear_answer, name, result=result)


def _direction_line(sheet: Sheet, name: str) -> Content:
    target = name.removesuffix(DIRECTION)
    given = (sheet.direction(target) or "").replace("_", " ")
    return join(plain(f"{sheet.checklist.title_of(target)}  "), plain(given, "$text-success"))


async def submit(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Submit, after showing what follows from it; with items open, go to the first and name them."""
    first = waiting_governing(sheet.checklist, sheet.preliminaries)
    if first:
        names = ", ".join(each.id for each in first)
        screen.say(f"{names} decides what is asked or judged, and is not filled in: p fills it in")
        return
    missing = sheet.verdict.unanswered
    if missing:
        screen.item = missing[0]
        screen.show_sheet(sheet)
        named = ", ".join(missing[:12]) + (", …" if len(missing) > 12 else "")
        screen.say(f"{count(len(missing), 'item has', 'items have')} no answer yet: {named}")
        return
    waiting = submission.waiting_targets(sheet)
    if waiting:
        screen.go_to_target(waiting[0])
        verb = "waits" if len(waiting) == 1 else "wait"
        screen.say(f"{', '.join(waiting)} {verb} for your judgement: O (shift+o) gives it, with a reason")
        return
    is_agreed = await screen.ask(
        ConfirmDialog(f"Submit {screen.study}?", submitting(sheet, screen.unsaved), does="submits")
    )
    if is_agreed and await screen.change(submission.submit, result=screen.result):
        screen.say("Submitted. esc goes to the list, where n opens the next study; g c compares")


async def reopen(screen: AppraiseScreen) -> None:
    """Make a submitted appraisal a draft again, with a reason."""
    result = screen.result
    dialog = TextDialog(
        "Why is it reopened?",
        "The reason stands in the history.",
        needed=NEEDED_IN_HISTORY,
        save=lambda reason: screen.make(submission.reopen, reason, result=result),
    )
    await screen.ask(dialog)


async def fill_in_preliminaries(screen: AppraiseScreen) -> None:
    """Fill in what the checklist asks before the items, one after another, until it is left."""
    chosen: str | None = None
    while screen.sheet is not None:
        settled = await screen.gateway.ask(read_preliminaries, screen.sheet)
        choices = [(line.preliminary.id, _preliminary_line(line)) for line in settled.lines]
        explanation = "Recorded, not part of the judgement."
        if governing(screen.sheet.checklist):
            explanation = "What decides on the items or the judgement comes first; the rest is recorded."
        dialog = ChoiceDialog(
            "Before reading", choices, explanation=explanation, chosen=chosen, has_own_numbers=True
        )
        chosen = await screen.ask(dialog)
        if chosen is None:
            return
        line = settled.by_id[chosen]
        given = await _ask_for(screen, screen.sheet, line)
        if given is not None and given != line.value:
            await _enter(screen, screen.sheet, line, given)


async def settle_first(screen: AppraiseScreen) -> None:
    """Ask one after another what comes before the first item, until it is settled or left.

    That is what decides on the items or the judgement, and in the first study of a checklist what it asks
    once for all, or needs to be submitted; this can be left empty, and filled in later. One answer may
    decide whether another question is asked, so that they are read anew after each.
    """
    asked: list[str] = []
    while screen.sheet is not None:
        screen.settled = settled = await screen.gateway.ask(read_preliminaries, screen.sheet)
        waiting = [name for name in screen.questions if name not in asked]
        if not waiting:
            break
        name = waiting[0]
        decides = name in screen.deciding
        line = settled.by_id[name]
        total = len(asked) + len(waiting)
        place = f"Question {len(asked) + 1} of {total} before the items." if total > 1 else ""
        is_shared = line.preliminary.scope == "review"
        given = await _ask_for(screen, screen.sheet, line, place=place, once=is_shared)
        is_left = given is None or (decides and not given)
        if not decides and is_left:
            screen.remember_asked()
        if is_left:
            is_open = (
                "is not filled in yet" if len(waiting) == 1 else "and what follows are not filled in yet"
            )
            screen.say(f"{name} {is_open}: {'enter' if decides else 'p'} asks again")
            return
        if given and not await _enter(screen, screen.sheet, line, given):
            return
        asked.append(name)
    screen.remember_asked()


async def _ask_for(
    screen: AppraiseScreen, sheet: Sheet, line: PreliminaryLine, *, place: str = "", once: bool = False
) -> str | None:
    """Ask for the value of a preliminary, beginning with what the protocol says; None where it was left.

    Args:
        screen: asks.
        sheet: the appraisal.
        line: what is asked.
        place: says which of several questions it is.
        once: True if the answer holds for all studies of the checklist.
    """
    value = line.value or line.offered
    decides = line.preliminary in governing(sheet.checklist)
    told = [
        place,
        "Asked once, for all studies of this checklist." if once else "",
        "This decides what is asked or judged." if decides else "",
        "The protocol says what stands here; enter takes it." if line.offered else "",
    ]
    return await screen.ask(_preliminary_dialog(line.preliminary, value, told, decides=decides))


async def _enter(screen: AppraiseScreen, sheet: Sheet, line: PreliminaryLine, given: str) -> bool:
    """Fill in a preliminary, after asking where answers would be set aside; return False if it was not."""
    name, value = line.preliminary.id, line.value
    aside = set_aside(sheet, line.preliminary, given)
    if aside:
        answers = count(len(aside), "answer is", "answers are")
        words = (
            f"With {name} {given or 'empty'} {answers} no longer asked for: {', '.join(aside)}.\n"
            f"They are kept, and come back if {name} is {value} again."
        )
        if not await screen.ask(
            ConfirmDialog("Set answers aside?", plain(words, lines=True), does="sets them aside")
        ):
            return False
    return await screen.change(appraisals.answer, name, given, result=screen.result, sets_aside=bool(aside))


def _preliminary_dialog(
    preliminary: Preliminary, value: str, told: Sequence[str], *, decides: bool
) -> Dialog[str]:
    """Return the dialog for a preliminary: its options with number keys, or a line where it has none.

    Args:
        preliminary: what is asked.
        value: what stands there, or what the protocol says.
        told: what the window says above; empty texts are left out.
        decides: True if it must be filled in before anything is asked or judged.
    """
    explanation = "\n".join(filter(None, told))
    if not preliminary.options:
        return LineDialog(preliminary.text, explanation, value=value)
    return OptionsDialog(
        preliminary.text,
        preliminary.options,
        explanation=explanation,
        chosen=[option.strip() for option in value.split(",")],
        many=preliminary.many,
        none="" if decides else "Leave it empty",
    )


def _preliminary_line(line: PreliminaryLine) -> Content:
    preliminary = line.preliminary
    needed = " (needed)" if preliminary.required and not line.value else ""
    offered = f"  the protocol says: {line.offered}" if line.offered else ""
    return join(
        plain(f"{preliminary.id} ", "bold"),
        plain(preliminary.text + needed),
        plain(f"  {_value_in_words(line)}", "$text-success"),
        plain(f"  {line.when}" if line.when else "", "$text-warning" if line.late else "$text-muted"),
        plain(offered, "$text-muted"),
    )


def _value_in_words(line: PreliminaryLine) -> str:
    """Return what was entered; an option as it is offered."""
    return line.value.replace("_", " ") if line.preliminary.options else line.value


async def choose_result(screen: AppraiseScreen) -> None:
    """Choose which result of the study is judged: one that is begun, an outcome of the review, or another."""
    offered = await screen.gateway.ask(results.offered_results, screen.study)
    choices = [(each.result, _result_line(each)) for each in offered]
    choices.append((NEW_RESULT, plain("another result …")))
    chosen = await screen.ask(ChoiceDialog("Which result is judged?", choices, chosen=screen.result))
    if chosen == NEW_RESULT:
        chosen = await _name_result(screen)
    if chosen is not None:
        screen.load(chosen)


def _result_line(offered: results.OfferedResult) -> Content:
    told = filter(None, ["begun" * offered.is_begun, "outcome of the review" * offered.is_outcome])
    return join(plain(offered.result or "whole study"), plain(f"  {', '.join(told)}", "$text-muted"))


async def _name_result(screen: AppraiseScreen) -> str | None:
    """Ask for the name of a result; where no outcome of the review has it, offer those that are near."""
    typed = await screen.ask(
        LineDialog("Name the result", "Outcome and time point, such as: survival at 90 days")
    )
    if typed is None:
        return None
    named = await screen.gateway.ask(results.name_result, screen.study, typed)
    if not named.warning:
        return named.result
    choices = [(name, plain(name)) for name in named.near]
    choices.append((named.result, join(plain("keep the name  "), plain(named.result, "bold"))))
    return await screen.ask(
        ChoiceDialog("No outcome of the review is called so", choices, explanation=named.warning)
    )
