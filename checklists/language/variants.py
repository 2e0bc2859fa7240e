"""Choose the parts of a checklist that are there for some answers to its preliminaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from checklists.language.parts import Domain, Item, Preliminary

Choices: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The options chosen for the preliminaries that decide a variant: pairs of id and options."""


def options_chosen(preliminary: Preliminary, value: str | None) -> tuple[str, ...] | None:
    """Return the options that an answer to a preliminary names, or None if it is not answered so."""
    if not value:
        return None
    options = tuple(part.strip() for part in value.split(",")) if preliminary.many else (value,)
    if preliminary.options and not set(options) <= set(preliminary.options):
        return None
    return options


def choices_of(deciding: Iterable[Preliminary], answers: Mapping[str, str]) -> Choices | None:
    """Return the options that some answers choose, or None while a preliminary that decides has no answer."""
    chosen: dict[str, tuple[str, ...]] = {}
    for preliminary in deciding:
        if not is_there(preliminary, chosen):
            continue
        options = options_chosen(preliminary, answers.get(preliminary.id))
        if options is None:
            return None
        chosen[preliminary.id] = options
    return tuple(chosen.items())


def domains_there(domains: Iterable[Domain], choices: Choices) -> tuple[Domain, ...]:
    """Return the domains that are there for some options, each with the items that are."""
    chosen = dict(choices)
    return tuple(
        domain.model_copy(update={"items": tuple(item for item in domain.items if is_there(item, chosen))})
        for domain in domains
        if is_there(domain, chosen)
    )


def is_there(part: Domain | Item | Preliminary, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    """Return True if every condition of a part holds for the options chosen, by id of the preliminary."""
    return all(
        not set(condition.options).isdisjoint(chosen.get(condition.preliminary, ()))
        for condition in part.only_if
    )
