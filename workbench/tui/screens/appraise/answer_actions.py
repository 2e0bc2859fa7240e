"""Change a sheet: answers, notes, quotes, overrides, submitting; saved before the screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, quotes, submission
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, NEEDED_IN_TABLES, LineDialog, TextDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise.judgement_text import submitting
from workbench.tui.theme import level_mark

if TYPE_CHECKING:
    from checklists import Preliminary
    from workbench.review.appraisals.sheets import Sheet
    from workbench.tui.screens.appraise.screen import AppraiseScreen

NEW_RESULT = "\n"
"""Stands in the choice of results for one that is not there yet; no result is called so."""


async def undo(screen: AppraiseScreen) -> None:
    """Take back the last change and go to where it was."""
    try:
        sheet, change = await screen.gateway.ask(
            appraisals.undo, screen.sheet or screen.study, result=screen.result
        )
    except WorkbenchError as error:
        screen.say(str(error))
        return
    target = change.rpartition(" ")[2]
    if target in sheet.verdict.shown:
        screen.item = target
    screen.show_sheet(sheet)
    screen.say(f"Undone: {change}")


async def quote(screen: AppraiseScreen) -> None:
    """Tie the selected words to the item in front."""
    text, span, item = screen.navigation.shown, screen.navigation.pane.selected_span, screen.item
    if span is None or text is None:
        screen.say("Select words first: tab goes to the text, shift with the arrows selects; or e finds")
        return
    start, end = text.to_source(*span)
    if await screen.change(quotes.tie_quote, item, text.id, start, end, result=screen.result):
        screen.say(f"Quoted for {item}")


async def untie_quote(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Take the last quote of the item in front away."""
    tied = [quote for quote in sheet.quotes if quote.item_id == screen.item]
    if not tied:
        screen.say("No passage is quoted for this item.")
    elif await screen.change(quotes.untie_quote, tied[-1].id, result=screen.result):
        screen.say("The quote is taken away; u brings it back.")


async def record_nothing_found(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Answer for the item in front that its text was searched and gives no information."""
    item = screen.item
    passages = screen.navigation.find_passages(sheet.checklist.item(item))
    if await screen.change(appraisals.nothing_found, item, len(passages), result=screen.result):
        screen.say(f"{item}: no information; that the text was searched stands in the note.")


async def write_note(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Write a note on the item in front."""
    item, result = screen.item, screen.result
    given = sheet.answers.get(item)
    dialog = TextDialog(
        f"Note on {item}",
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
    choices = [
        (domain.id, join(plain(f"{domain.id} {domain.title}  "), level_mark(domain.final)))
        for domain in sheet.verdict.domains
        if domain.judged_by != "none"
    ]
    choices += [
        (whole.target, join(plain(f"{sheet.checklist.title_of(whole.target)}  "), level_mark(whole.final)))
        for whole in sheet.verdict.overalls.values()
    ]
    here = sheet.checklist.domain_of(screen.item).id
    return await screen.ask(ChoiceDialog("Override which judgement?", choices, chosen=here))


async def _choose_level(screen: AppraiseScreen, sheet: Sheet, target: str) -> str | None:
    """Ask for a level: the empty text is "as suggested", None is leaving."""
    choices: list[tuple[str, Content]] = [
        (level, join(level_mark(level), plain(f"  {sheet.checklist.label(level, target)}", "$text-muted")))
        for level in sheet.checklist.levels_of(target)
    ]
    if target in sheet.overrides:
        choices.append(("", plain("Take the override away: as suggested")))
    verdict = sheet.verdict.on(target)
    suggested = verdict.suggested.replace("_", " ") if verdict.suggested else "still open"
    dialog = ChoiceDialog(
        f"Final judgement of {target}",
        choices,
        explanation=f"Suggested: {suggested}",
        chosen=verdict.final,
    )
    return await screen.ask(dialog)


async def submit(screen: AppraiseScreen, sheet: Sheet) -> None:
    """Submit, after showing what follows from it; with items open, go to the first and name them."""
    missing = sheet.verdict.unanswered
    if missing:
        screen.item = missing[0]
        screen.show_sheet(sheet)
        named = ", ".join(missing[:12]) + (", …" if len(missing) > 12 else "")
        screen.say(f"{len(missing)} items have no answer yet: {named}")
        return
    is_agreed = await screen.ask(ConfirmDialog(f"Submit {screen.study}?", submitting(sheet)))
    if is_agreed and await screen.change(submission.submit, result=screen.result):
        screen.say("Submitted.")


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
        sheet = screen.sheet
        choices = [
            (preliminary.id, _preliminary_line(sheet, preliminary))
            for preliminary in sheet.checklist.preliminaries
        ]
        explanation = "Recorded, not part of the judgement."
        dialog = ChoiceDialog("Before reading", choices, explanation=explanation, chosen=chosen)
        chosen = await screen.ask(dialog)
        if chosen is None:
            return
        await _fill_in(screen, sheet, chosen)


async def _fill_in(screen: AppraiseScreen, sheet: Sheet, preliminary_id: str) -> None:
    preliminary = next(each for each in sheet.checklist.preliminaries if each.id == preliminary_id)
    hint = ""
    if preliminary.options:
        several = " (several, with commas)" if preliminary.many else ""
        hint = f"One of{several}: {', '.join(preliminary.options)}"
    value = sheet.preliminaries.get(preliminary_id, "")
    given = await screen.ask(LineDialog(preliminary.text, hint, value=value))
    if given is not None:
        await screen.change(appraisals.answer, preliminary_id, given, result=screen.result)


def _preliminary_line(sheet: Sheet, preliminary: Preliminary) -> Content:
    value = sheet.preliminaries.get(preliminary.id, "")
    needed = " (needed)" if preliminary.required and not value else ""
    return join(
        plain(f"{preliminary.id} ", "bold"),
        plain(preliminary.text + needed),
        plain(f"  {value}", "$text-success"),
    )


async def choose_result(screen: AppraiseScreen) -> None:
    """Choose which result of the study is judged, or name another."""
    results = await screen.gateway.ask(appraisals.results, screen.study)
    choices = [(result, plain(result or "whole study")) for result in results]
    choices.append((NEW_RESULT, plain("another result …")))
    chosen = await screen.ask(ChoiceDialog("Which result is judged?", choices, chosen=screen.result))
    if chosen == NEW_RESULT:
        chosen = await screen.ask(
            LineDialog("Name the result", "Outcome and time point, such as: survival at 90 days")
        )
    if chosen is not None:
        screen.load(chosen.strip())
