"""Settle which variant of a checklist an appraisal has, and what a change of it sets aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from checklists.language.conditions import PreliminaryIs, leaves
from checklists.language.model import DIRECTION
from checklists.language.variants import options_chosen
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.sheets import Sheet, answers_to_judge

if TYPE_CHECKING:
    from checklists import Checklist, Domain, Item, Preliminary


class SetAsideError(ConflictError):
    """A change would set answers aside, and nobody has agreed to that yet.

    Args:
        message: what would happen, and how to agree.
        items: the ids of the answered items that would no longer be asked.
    """

    def __init__(self, message: str, items: tuple[str, ...]) -> None:
        super().__init__(message)
        self.items = items


@lru_cache(maxsize=256)
def governing(checklist: Checklist) -> tuple[Preliminary, ...]:
    """Return the preliminaries on which it depends which items are asked, or what the whole is judged."""
    conditions = (rule.when for overall in checklist.overalls.values() for rule in overall.rules)
    read = {
        leaf.preliminary
        for condition in conditions
        if condition is not None
        for leaf in leaves(condition)
        if isinstance(leaf, PreliminaryIs)
    }
    return tuple(each for each in checklist.preliminaries if each in checklist.deciding or each.id in read)


@lru_cache(maxsize=256)
def to_agree_on(checklist: Checklist) -> tuple[Preliminary, ...]:
    """Return the preliminaries on which a consensus rests: those that govern, and what a study is judged on.

    All answers are about the outcome or the claim that is judged, which a checklist asks for each study. What
    holds for the whole review is settled in the protocol.
    """
    governs = governing(checklist)
    return tuple(
        each
        for each in checklist.preliminaries
        if each in governs or (each.required and each.scope != "review")
    )


def same_entry(preliminary: Preliminary, values: Iterable[str], *, governs: bool) -> str | None:
    """Return what several entered alike in a preliminary, or None where they differ.

    Capitals and spaces are no difference in free words, nor is it one that somebody entered nothing where
    nothing depends on it.
    """
    given = [" ".join(value.split()) for value in values]
    if not governs:
        given = [value for value in given if value] or [""]
    is_alike = len({value if preliminary.options else value.casefold() for value in given}) == 1
    return given[0] if is_alike else None


def waiting_preliminaries(checklist: Checklist, values: Mapping[str, str]) -> tuple[Preliminary, ...]:
    """Return the preliminaries that decide which items are asked, are asked themselves, and not filled in."""
    return _waiting(checklist.deciding, values)


def waiting_governing(checklist: Checklist, values: Mapping[str, str]) -> tuple[Preliminary, ...]:
    """Return the preliminaries that anything depends on, are asked themselves, and not filled in."""
    return _waiting(governing(checklist), values)


def _waiting(preliminaries: tuple[Preliminary, ...], values: Mapping[str, str]) -> tuple[Preliminary, ...]:
    chosen: dict[str, tuple[str, ...]] = {}
    waiting = []
    for preliminary in preliminaries:
        if not _is_there(preliminary, chosen):
            continue
        options = options_chosen(preliminary, values.get(preliminary.id, "").strip())
        if options is None:
            waiting.append(preliminary)
        else:
            chosen[preliminary.id] = options
    return tuple(waiting)


def asked_preliminaries(checklist: Checklist, values: Mapping[str, str]) -> tuple[Preliminary, ...]:
    """Return the preliminaries that are asked, given the values so far; what anything depends on is first."""
    chosen = {
        each.id: options_chosen(each, values.get(each.id, "").strip()) or () for each in checklist.deciding
    }
    there = [each for each in checklist.preliminaries if _is_there(each, chosen)]
    return tuple(sorted(there, key=lambda each: each not in governing(checklist)))


def _is_there(part: Preliminary | Domain | Item, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    return all(
        not set(condition.options).isdisjoint(chosen.get(condition.preliminary, ()))
        for condition in part.only_if
    )


def variant_in_words(checklist: Checklist) -> str:
    """Return the options that made a variant, such as "P1 assignment"; empty for a whole checklist."""
    return "; ".join(f"{name} {', '.join(options)}" for name, options in checklist.choices)


def require_decided(sheet: Sheet) -> None:
    """Refuse to answer items while it is open which of them are asked.

    Raises:
        ConflictError: a preliminary that decides it is not filled in.
    """
    waiting = waiting_preliminaries(sheet.checklist, sheet.preliminaries)
    if waiting:
        first = waiting[0]
        raise ConflictError(
            f"{sheet.study.key}: {first.id} decides which items are asked; fill it in first: "
            f"`workbench answer {sheet.study.key} {first.id} …` ({options_in_words(first)})"
        )


def require_there(sheet: Sheet, item: str) -> None:
    """Refuse an item that the variant does not have.

    Raises:
        ConflictError: it does not.
    """
    target = item.removesuffix(DIRECTION)
    is_there = target in sheet.form.targets if item.endswith(DIRECTION) else sheet.form.has_item(item)
    if sheet.form.choices and not is_there:
        raise ConflictError(
            f"{item} is not asked in the variant {variant_in_words(sheet.form)} of {sheet.checklist.id}"
        )


def require_asked(sheet: Sheet, preliminary: Preliminary) -> None:
    """Refuse a preliminary that is asked only after another option of the one before it.

    Raises:
        UsageError: it is not asked.
    """
    if preliminary not in asked_preliminaries(sheet.checklist, sheet.preliminaries):
        needed = " and ".join(
            f"{each.preliminary} is {' or '.join(each.options)}" for each in preliminary.only_if
        )
        raise UsageError(f"{preliminary.id} is asked only if {needed}")


def options_in_words(preliminary: Preliminary) -> str:
    """Return the options of a preliminary, as a message lists them."""
    if preliminary.many:
        return f"one or more of {', '.join(preliminary.options)}"
    return " or ".join(preliminary.options)


def set_aside(sheet: Sheet, preliminary: Preliminary, value: str) -> tuple[str, ...]:
    """Return the answered items that are no longer asked once a preliminary has another value.

    Args:
        sheet: the sheet as it stands.
        preliminary: the preliminary.
        value: its new value; empty to take it away, which leaves no item asked.
    """
    if preliminary not in sheet.checklist.deciding or not sheet.form.choices:
        return ()
    answered = [item for item in sheet.verdict.shown if item in sheet.codes]
    values = {**sheet.preliminaries, preliminary.id: value}
    given = answers_to_judge(sheet.checklist, {}, values)
    if sheet.checklist.is_undecided(given):
        return (
            tuple(answered)
            if not value
            else tuple(item for item in answered if not _stays(sheet.checklist, item, values))
        )
    variant = sheet.checklist.variant(given)
    return tuple(item for item in answered if not variant.has_item(item))


def _stays(checklist: Checklist, item: str, values: Mapping[str, str]) -> bool:
    """Return True if an item may still be asked while another preliminary is to be filled in."""
    return may_be_there(checklist, checklist.domain_of(item), values) and may_be_there(
        checklist, checklist.item(item), values
    )


def may_be_there(checklist: Checklist, part: Domain | Item, values: Mapping[str, str]) -> bool:
    """Return True if a domain or an item is there, or may be, while preliminaries are to be filled in."""
    chosen = {
        each.id: options_chosen(each, values.get(each.id, "").strip()) or each.options
        for each in checklist.deciding
    }
    return _is_there(part, chosen)
