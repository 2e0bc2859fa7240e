"""Judge, ask why, submit and reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.dialogue.console import sentence
from workbench.cli.dialogue.item_lines import tell_item
from workbench.cli.dialogue.moving import next_open
from workbench.cli.dialogue.spoken_judgement import standing_lines, target_line, whole_lines, why_lines
from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.output.symbols import word_of
from workbench.review.appraisals import answers, overrides, results, submission
from workbench.review.appraisals.resolve import directions, known_level, known_target
from workbench.review.appraisals.sheets import is_own_judgement
from workbench.review.appraisals.variants import waiting_governing

if TYPE_CHECKING:
    from workbench.cli.dialogue.appraisal import Appraisal


def why(appraisal: Appraisal, name: str) -> None:
    """Tell why the judgement, or that of one domain, came out as it did."""
    if not name:
        for line in whole_lines(appraisal.sheet):
            appraisal.tell(line)
        return
    judged = _target(appraisal, name)
    for line in why_lines(appraisal.sheet, judged) if judged else ():
        appraisal.tell(line)


def judge(appraisal: Appraisal, typed: str) -> None:
    """Set a judgement against the suggested one, or where none is suggested; asks for what is missing."""
    name, _, level = typed.partition(" ")
    if not name:
        for target in appraisal.sheet.form.targets:
            appraisal.tell(target_line(appraisal.sheet, target))
        appraisal.tell("Type judge, a domain or overall, and a level. A reason is asked for.")
        return
    judged = _target(appraisal, name)
    if judged is not None and appraisal.may_change():
        _judge(appraisal, judged, level.strip())


def _judge(appraisal: Appraisal, target: str, level: str) -> None:
    """Set the level of a target; ask for the level where none was typed, and for the reason."""
    chosen = _level(appraisal, target, level)
    reason = appraisal.console.ask_text(f"Why is {target} {word_of(chosen).lower()}") if chosen else ""
    if not reason:
        appraisal.tell("Nothing was changed: a judgement of yours needs a level and a reason.")
    elif appraisal.change(overrides.override, target, chosen, reason):
        appraisal.tell(f"Saved. {target_line(appraisal.sheet, target)}")


def _level(appraisal: Appraisal, target: str, typed: str) -> str:
    """Return the level that was typed, or ask until one is; empty where it was left."""
    verdict = appraisal.sheet.verdict.on(target)
    levels = verdict.ask if is_own_judgement(verdict) else appraisal.sheet.checklist.levels_of(target)
    choices = ", ".join(word_of(each).lower() for each in levels)
    if not typed:
        appraisal.tell(target_line(appraisal.sheet, target))
    while True:
        level = typed or appraisal.console.ask(f"Which level: {choices}; an empty line leaves it")
        if not level:
            return ""
        try:
            return known_level(appraisal.sheet.checklist, target, level)
        except WorkbenchError as error:
            appraisal.tell(sentence(str(error)))
            typed = ""


def predict_direction(appraisal: Appraisal, typed: str) -> None:
    """Predict the direction of bias beside a judgement; tells the possible ones where nothing is typed."""
    predicted = appraisal.sheet.form.predicted_direction
    if predicted is None:
        appraisal.tell("This checklist asks for no predicted direction of bias.")
        return
    target, _, value = typed.partition(" ")
    names = directions(appraisal.sheet.form)
    if not value.strip():
        for name in names:
            given = appraisal.sheet.direction(name.removesuffix(".direction"))
            told = given.replace("_", " ") if given else "none is predicted"
            appraisal.tell(f"{name.removesuffix('.direction')}: {told}.")
        options = ", ".join(option.replace("_", " ") for option in predicted.options)
        appraisal.tell(f"Type direction, one of these, and: {options}.")
    elif appraisal.may_change() and appraisal.change(answers.answer, f"{target}.direction", value):
        appraisal.tell(f"Saved: predicted direction of bias for {target}.")


def submit(appraisal: Appraisal, _: str) -> None:
    """Submit after telling what is submitted; where something is missing, go there."""
    sheet = appraisal.sheet
    if sheet.submitted:
        appraisal.tell("It is submitted already.")
        return
    waiting = waiting_governing(sheet.checklist, sheet.preliminaries)
    is_stopped = any(whole.stopped for whole in sheet.verdict.overalls.values())
    if waiting and not is_stopped:
        appraisal.tell(f"Not yet: {waiting[0].id} is not filled in. Type before {waiting[0].id}.")
        return
    missing = sheet.verdict.unanswered
    if missing:
        have = count(len(missing), "item has", "items have")
        appraisal.tell(f"Not yet: {have} no answer: {', '.join(missing)}.")
        next_open(appraisal)
        return
    own = submission.waiting_targets(sheet)
    if own:
        appraisal.tell(f"Not yet: {', '.join(own)} for you to judge. Type judge {own[0]}.")
        return
    for line in standing_lines(sheet):
        appraisal.tell(line)
    if sheet.missing_preliminaries:
        appraisal.tell(f"Not filled in before the items: {', '.join(sheet.missing_preliminaries)}.")
    appraisal.tell("A submitted appraisal changes only by being reopened, with a reason.")
    if not appraisal.console.agree(f"Submit {sheet.study.key}?"):
        appraisal.tell("Not submitted. Everything is saved as a draft.")
    elif appraisal.change(submission.submit):
        appraisal.tell("Submitted.")


def reopen(appraisal: Appraisal, reason: str) -> None:
    """Make a submitted appraisal a draft again, with a reason."""
    if not appraisal.sheet.submitted:
        appraisal.tell("It is not submitted, so there is nothing to reopen.")
        return
    reason = reason or appraisal.console.ask(
        "Why is it reopened? It stands in the history; an empty line leaves it"
    )
    if not reason:
        appraisal.tell("It stays submitted.")
    elif appraisal.change(submission.reopen, reason):
        appraisal.tell("Reopened: it is a draft again.")


def choose_result(appraisal: Appraisal, name: str) -> None:
    """Go to the appraisal of another result of the study; lists them where none is named."""
    if not name:
        for each in results.offered_results(appraisal.session, appraisal.study):
            told = [
                each.result or "whole study",
                "begun" if each.is_begun else "",
            ]
            appraisal.tell(", ".join(filter(None, told)) + ".")
        appraisal.tell("Type result and a name to judge it.")
        return
    named = results.name_result(appraisal.session, appraisal.study, name)
    if named.warning:
        appraisal.tell(named.warning)
        if not appraisal.console.agree("Judge it under this name?"):
            appraisal.tell("Nothing was changed.")
            return
    appraisal.load(named.result)
    appraisal.go_to((*appraisal.sheet.open_items, *appraisal.items, "")[0])
    appraisal.tell(f"From now on: {appraisal.sheet.result_label}.")
    tell_item(appraisal)


def _target(appraisal: Appraisal, name: str) -> str | None:
    """Return a domain or a whole that is judged in this appraisal; tell where there is none."""
    try:
        target = known_target(appraisal.sheet.checklist, name)
    except WorkbenchError as error:
        appraisal.tell(sentence(str(error)))
        return None
    if target not in appraisal.sheet.form.targets:
        appraisal.tell(f"{target} is not judged in this appraisal.")
        return None
    return target
