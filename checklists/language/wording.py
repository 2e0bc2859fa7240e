"""Put conditions in plain words, for the screens and for `checklists show`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checklists.language.answer_codes import NOT_ASKED
from checklists.language.conditions import (
    EVERY_DOMAIN,
    EVERY_ITEM,
    AllOf,
    AnyOf,
    Condition,
    CountOf,
    DomainsAre,
    ItemIs,
    NotSo,
    OverallIs,
    PreliminaryIs,
    TotalIs,
    expand,
)
from checklists.language.model import Checklist

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def explain(condition: Condition | None, checklist: Checklist) -> str:
    """Say a rule's condition in words, on one line; None is the condition of `otherwise`.

    Example:
        >>> from checklists import find_checklist
        >>> checklist = find_checklist("psm-cohort")
        >>> explain(checklist.domain("D3").rules[1].when, checklist)
        '3.1 is "No, and likely to matter" or 3.2 is ("Probably no" or "No")'
    """
    return "no earlier rule applies" if condition is None else _say(condition, checklist)


def _say(condition: Condition, checklist: Checklist) -> str:
    if isinstance(condition, ItemIs):
        return f"{condition.item} is {_answers(condition.names, (condition.item,), checklist)}"
    if isinstance(condition, CountOf):
        return _say_count(condition, checklist)
    if isinstance(condition, DomainsAre):
        return _say_domains(condition, checklist)
    if isinstance(condition, TotalIs):
        title = checklist.total(condition.total).title
        return f"the total {condition.total} ({title}) is {_limits(condition.at_least, condition.at_most)}"
    if isinstance(condition, PreliminaryIs):
        options = _join((f'"{option.replace("_", " ")}"' for option in condition.options), "or")
        return f"{condition.preliminary} is {options}"
    if isinstance(condition, OverallIs):
        levels = _join((f'"{checklist.label(level)}"' for level in condition.levels), "or")
        return f"the overall judgement is {levels}"
    if isinstance(condition, NotSo):
        return f"not ({_say(condition.part, checklist)})"
    joint = " and " if isinstance(condition, AllOf) else " or "
    return joint.join(_within(part, condition, checklist) for part in condition.parts)


def _within(part: Condition, whole: AllOf | AnyOf, checklist: Checklist) -> str:
    """Say a part of a condition, in brackets where it would otherwise run into its neighbours."""
    if isinstance(part, ItemIs) and len(whole.parts) > 1:
        answers = _answers(part.names, (part.item,), checklist)
        return f"{part.item} is ({answers})" if '" or "' in answers else f"{part.item} is {answers}"
    said = _say(part, checklist)
    mixed = isinstance(part, (AllOf, AnyOf)) and type(part) is not type(whole) and len(part.parts) > 1
    return f"({said})" if mixed and len(whole.parts) > 1 else said


def _say_count(condition: CountOf, checklist: Checklist) -> str:
    named = condition.count.items
    items = checklist.item_ids(named) if named == EVERY_ITEM else named
    answers = _answers(condition.count.names, items, checklist)
    if named == EVERY_ITEM and condition.at_least == "all":
        return f"all items are {answers}"
    if condition.at_most is not None or named == EVERY_ITEM:
        which = "items" if named == EVERY_ITEM else f"of {_join(items, 'and')}"
        return f"{_limits(condition.at_least, condition.at_most)} {which} are {answers}"
    least = len(items) if condition.at_least == "all" else condition.at_least or 0
    return f"{_so_many(least, items)} {'is' if least == 1 else 'are'} {answers}"


def _say_domains(condition: DomainsAre, checklist: Checklist) -> str:
    levels = _join((f'"{checklist.label(level)}"' for level in condition.levels), "or")
    every = condition.domains == EVERY_DOMAIN
    if condition.at_least == "all" and every:
        return f"all domains are {levels}"
    if condition.at_most is not None:
        which = "domains" if every else f"of {_join(condition.domains, 'and')}"
        return f"{_limits(condition.at_least, condition.at_most)} {which} are {levels}"
    least = len(condition.domains) if condition.at_least == "all" else condition.at_least or 0
    verb = "is" if least == 1 else "are"
    if every:
        noun = "domain" if least == 1 else "domains"
        return f"at least {_number(least)} {noun} {verb} {levels}"
    return f"{_so_many(least, condition.domains)} {verb} {levels}"


def _limits(least: int | str | None, most: int | None) -> str:
    """Say between which numbers a number lies."""
    parts = []
    if least is not None:
        parts.append("all" if isinstance(least, str) else f"at least {_number(least)}")
    if most is not None:
        parts.append(f"at most {_number(most)}")
    return " and ".join(parts)


def _answers(names: tuple[str, ...], items: tuple[str, ...], checklist: Checklist) -> str:
    """Return the labels of codes that the items can have, in the order of the checklist's answers."""
    there = [item for item in items if checklist.has_item(item)]
    possible = {option.code for item in there for option in checklist.options(item)} | {NOT_ASKED}
    wanted = expand(names, checklist.groups) & possible
    labels = (f'"{option.label}"' for code, option in checklist.answers.items() if code in wanted)
    return _join(labels, "or")


def _so_many(least: int, names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    if least == len(names):
        return _join(names, "and")
    return f"at least {_number(least)} of {_join(names, 'and')}"


def _number(number: int) -> str:
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def _join(parts: Iterable[str], word: str) -> str:
    listed = list(parts)
    if not listed:
        return "nothing"
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {word} {listed[-1]}"
