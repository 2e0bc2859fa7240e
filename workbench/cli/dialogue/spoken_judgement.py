"""Put judgements into sentences that are heard: levels as words, no symbols, one fact a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checklists import DomainVerdict
from checklists.language.wording import explain
from workbench.output.symbols import word_of
from workbench.review.appraisals.imported_words import origin_in_words
from workbench.review.appraisals.tipping_answers import tips_of
from workbench.review.appraisals.tipping_text import tipping_lines

if TYPE_CHECKING:
    from checklists import OverallVerdict
    from workbench.review.appraisals.sheets import Sheet


def standing(verdict: DomainVerdict | OverallVerdict) -> str:
    """Say how a judgement stands, such as "moderate" or "open, still possible: low or serious"."""
    if verdict.final is None and verdict.ask:
        return f"for you to judge: {_either(verdict.ask)}"
    if not verdict.is_needed:
        return "not needed"
    if verdict.judged_by == "none":
        return "recorded, not judged"
    if verdict.final is not None:
        return word_of(verdict.final).lower()
    return f"open, still possible: {_either(verdict.possible)}" if verdict.possible else "open"


def target_line(sheet: Sheet, target: str) -> str:
    """Say how the judgement of a domain or of a whole stands, with its name."""
    title = sheet.checklist.title_of(target)
    is_domain = target in {domain.id for domain in sheet.form.domains}
    name = f"{target}, {title}" if is_domain else title
    override = sheet.overrides.get(target)
    changed = f", overridden because: {override.reason}" if target in sheet.overridden and override else ""
    return f"{name}: {standing(sheet.verdict.on(target))}{changed}."


def standing_lines(sheet: Sheet) -> Iterator[str]:
    """Yield a line for each judgement, the whole first, then totals and flags."""
    wholes = [whole.target for whole in sheet.verdict.overalls.values()]
    domains = [target for target in sheet.form.targets if target not in wholes]
    for target in (*wholes, *domains):
        yield target_line(sheet, target)
    for total in sheet.checklist.totals:
        yield f"{total.title}: {sheet.total_in_words(total.id)}."
    for flag in sheet.verdict.flags:
        yield f"Flag {flag.id}: {flag.message}"


def why_lines(sheet: Sheet, target: str) -> Iterator[str]:
    """Yield why a judgement came out as it did: the rule, what it read, and what the reviewer set."""
    verdict = sheet.verdict.on(target)
    yield target_line(sheet, target)
    if verdict.rule:
        yield f"Rule {verdict.rule}: {verdict.because}."
        yield from _read(sheet, verdict)
    elif verdict.possible and verdict.final is None:
        yield "No rule has fired yet: it depends on answers that are missing."
    override = sheet.overrides.get(target)
    if override is not None and target not in sheet.overridden:
        yield f"Judged by you, because: {override.reason}"
    elif override is not None and verdict.suggested is not None:
        yield f"Suggested was {word_of(verdict.suggested).lower()}."
    direction = sheet.direction(target)
    if direction is not None:
        yield f"Predicted direction of bias: {direction.replace('_', ' ')}."


def whole_lines(sheet: Sheet) -> Iterator[str]:
    """Yield why the whole came out as it did, what it hangs on, then the same for each domain."""
    if origin := origin_in_words(sheet):
        yield f"{origin}."
    wholes = [whole.target for whole in sheet.verdict.overalls.values()]
    for target in wholes:
        yield from why_lines(sheet, target)
    yield from tipping_lines(sheet, tips_of(sheet))
    for target in sheet.form.targets:
        if target not in wholes:
            yield from why_lines(sheet, target)
    for total in sheet.checklist.totals:
        yield f"{total.title}: {sheet.total_in_words(total.id)}."
    for flag in sheet.verdict.flags:
        yield f"Flag {flag.id}: {flag.message}"
    if not sheet.form.targets:
        yield "This checklist judges nothing: its answers are recorded."


def _read(sheet: Sheet, verdict: DomainVerdict | OverallVerdict) -> Iterator[str]:
    if isinstance(verdict, DomainVerdict):
        rule = next(each for each in sheet.checklist.domain(verdict.id).rules if each.id == verdict.rule)
        if rule.when is not None:
            yield f"It fires when {explain(rule.when, sheet.checklist)}."
        for item, code in verdict.answers.items():
            known = sheet.checklist.answers.get(code)
            text = f" {sheet.checklist.item(item).text}" if sheet.checklist.has_item(item) else ""
            yield f"{item} is {code}{f', {known.label}' if known else ''}.{text}"
        return
    behind = verdict.domains | verdict.answers
    if behind:
        read = ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in behind.items() if value)
        yield f"It read: {read}."


def _either(levels: tuple[str, ...]) -> str:
    return " or ".join(word_of(level).lower() for level in levels)
