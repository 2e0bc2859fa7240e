"""Define the closed rule language: six forms, read from YAML, evaluated in three values, never run as code.

    {item: "1.1", is: ["SN", not_good]}                       an answer is one of these codes or groups
    {all: […]}  {any: […]}  {not: …}                          and, or, not
    {count: {items: ["1.1", "1.2"], is: [poor]}, at_least: 1} so many answers are among these
    {domains: all, is: [serious], at_least: 3}                so many domains are at one of these levels

A condition over answers that are not all given is True, False or None (not yet known), after Kleene's strong
logic: Kleene SC, Introduction to Metamathematics, 1952, section 64. It is True or False only if it stays so
whatever is answered later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

Text = Annotated[StrictStr, StringConstraints(pattern=r"\S")]
Names = Annotated[tuple[Text, ...], Field(min_length=1)]
AtLeast = Annotated[StrictInt, Field(ge=1)]

EVERY_DOMAIN: Final = ("all",)
FORMS: Final = ("item", "all", "any", "not", "count", "domains")


class Part(BaseModel):
    """A piece of a definition: it cannot be changed, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _domain_names(value: object) -> object:
    if value == "all":
        return EVERY_DOMAIN
    if isinstance(value, str):
        raise PydanticCustomError("domain_names", 'must be the word "all" or a list of domain ids')
    return value


class ItemIs(Part):
    """The form `{item, is}`: the answer to the item is one of these codes, or in one of these groups."""

    item: Text
    names: Names = Field(alias="is")


class AllOf(Part):
    """The form `{all: […]}`: every part holds."""

    parts: tuple[Condition, ...] = Field(alias="all", min_length=1)


class AnyOf(Part):
    """The form `{any: […]}`: at least one part holds."""

    parts: tuple[Condition, ...] = Field(alias="any", min_length=1)


class NotSo(Part):
    """The form `{not: …}`: the part does not hold."""

    part: Condition = Field(alias="not")


class Counted(Part):
    """The items to look at and the codes or groups to count."""

    items: Names
    names: Names = Field(alias="is")


class CountOf(Part):
    """The form `{count: {items, is}, at_least}`: so many of the items have one of these answers."""

    count: Counted
    at_least: AtLeast


class DomainsAre(Part):
    """The form `{domains, is, at_least}`: so many domains (`all` is every one) are at these levels."""

    domains: Annotated[Names, BeforeValidator(_domain_names)]
    levels: Names = Field(alias="is")
    at_least: AtLeast


def _form_of(value: object) -> str | None:
    if isinstance(value, dict):
        return next((f"<{form}>" for form in FORMS if form in value), None)
    return None


Condition: TypeAlias = Annotated[
    Annotated[ItemIs, Tag("<item>")]
    | Annotated[AllOf, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[NotSo, Tag("<not>")]
    | Annotated[CountOf, Tag("<count>")]
    | Annotated[DomainsAre, Tag("<domains>")],
    Discriminator(_form_of),
]
for _form in (AllOf, AnyOf, NotSo):
    _form.model_rebuild()

Codes: TypeAlias = Mapping[str, str | None]
"""Item id to code; None while the answer is not known."""
Levels: TypeAlias = Mapping[str, frozenset[str]]
"""Domain id to the levels that are still possible: one once it is settled."""
Truth: TypeAlias = Callable[[Codes, Levels], bool | None]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition made ready to be evaluated many times.

    Attributes:
        truth: True if it holds, False if not, None while that is open.
        reads: The items and domains it looks at, in the order in which they appear.
        decisive: Once it holds, the items and domains that make it hold.
    """

    truth: Truth
    reads: tuple[str, ...]
    decisive: Callable[[Codes, Levels], tuple[str, ...]]


def leaves(condition: Condition) -> Iterator[ItemIs | CountOf | DomainsAre]:
    """Yield every part of a condition that looks at answers or levels, from left to right."""
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, NotSo):
        yield from leaves(condition.part)
    else:
        yield condition


def expand(names: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the codes behind a list of codes and group names."""
    return frozenset(code for name in names for code in groups.get(name, (name,)))


def compile_condition(
    condition: Condition, groups: Mapping[str, tuple[str, ...]], domains: tuple[str, ...]
) -> Compiled:
    """Turn a condition into functions.

    Args:
        condition: The condition; its names are taken to be valid, as loading has seen to it.
        groups: Group name to codes.
        domains: Every domain id, for `domains: all`.
    """
    if isinstance(condition, ItemIs):
        return _count((condition.item,), expand(condition.names, groups), 1)
    if isinstance(condition, CountOf):
        return _count(condition.count.items, expand(condition.count.names, groups), condition.at_least)
    if isinstance(condition, DomainsAre):
        names = domains if condition.domains == EVERY_DOMAIN else condition.domains
        return _levels(names, frozenset(condition.levels), condition.at_least)
    if isinstance(condition, NotSo):
        return _negate(compile_condition(condition.part, groups, domains))
    parts = tuple(compile_condition(part, groups, domains) for part in condition.parts)
    return _join(parts, settling=isinstance(condition, AnyOf))


def _count(items: tuple[str, ...], wanted: frozenset[str], at_least: int) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        sure = open_ = 0
        for item in items:
            code = codes[item]
            if code is None:
                open_ += 1
            elif code in wanted:
                sure += 1
        return True if sure >= at_least else None if sure + open_ >= at_least else False

    def single(codes: Codes, levels: Levels) -> bool | None:
        code = codes[items[0]]
        return None if code is None else code in wanted

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        return tuple(item for item in items if codes[item] in wanted)

    return Compiled(single if len(items) == 1 else truth, items, decisive)


def _levels(domains: tuple[str, ...], wanted: frozenset[str], at_least: int) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        sure = open_ = 0
        for domain in domains:
            possible = levels[domain]
            if possible <= wanted:
                sure += 1
            elif not possible.isdisjoint(wanted):
                open_ += 1
        return True if sure >= at_least else None if sure + open_ >= at_least else False

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        return tuple(domain for domain in domains if levels[domain] <= wanted)

    return Compiled(truth, domains, decisive)


def _negate(part: Compiled) -> Compiled:
    def truth(codes: Codes, levels: Levels) -> bool | None:
        value = part.truth(codes, levels)
        return None if value is None else not value

    # That something does not hold rests on everything it looks at.
    return Compiled(truth, part.reads, lambda codes, levels: part.reads)


def _join(parts: tuple[Compiled, ...], *, settling: bool) -> Compiled:
    """Join parts by `any` (a part that is True settles it) or by `all` (a part that is False does)."""
    truths = tuple(part.truth for part in parts)

    def truth(codes: Codes, levels: Levels) -> bool | None:
        open_ = False
        for each in truths:
            value = each(codes, levels)
            if value is settling:
                return settling
            open_ = open_ or value is None
        return None if open_ else not settling

    def decisive(codes: Codes, levels: Levels) -> tuple[str, ...]:
        holding = (part for part in parts if part.truth(codes, levels))
        return tuple(dict.fromkeys(name for part in holding for name in part.decisive(codes, levels)))

    reads = tuple(dict.fromkeys(name for part in parts for name in part.reads))
    return Compiled(truth, reads, decisive)
