"""Define the closed rule language: nine forms, read from YAML, never run as code.

{item: "1.1", is: ["SN", not_good]}                       an answer is one of these codes or groups
{all: […]}  {any: […]}  {not: …}                          and, or, not
{count: {items: ["1.1", "1.2"], is: [poor]}, at_least: 1} so many answers are among these
{count: {items: all, is: [poor]}, at_most: 2}             no more than so many
{domains: all, is: [serious], at_least: 3}                so many domains are at one of these levels
{total: T, at_least: 7}                                   a sum of points has reached a limit
{preliminary: P1, is: [adhering]}                         a preliminary has one of these options
{overall: [serious]}                                      the whole is at one of these levels (flags only)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, TypeAlias

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
EVERY_ITEM: Final = ("all",)
FORMS: Final = ("item", "all", "any", "not", "count", "domains", "total", "preliminary", "overall")


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


def _item_names(value: object) -> object:
    return EVERY_ITEM if value == "all" else value


class Counted(Part):
    """The items to look at (`all` is every judged one) and the codes or groups to count."""

    items: Annotated[Names, BeforeValidator(_item_names)]
    names: Names = Field(alias="is")


class CountOf(Part):
    """The form `{count: {items, is}, at_least}` or `at_most`: so many items have one of these answers."""

    count: Counted
    at_least: AtLeast | Literal["all"] | None = None
    at_most: Annotated[StrictInt, Field(ge=0)] | None = None


class DomainsAre(Part):
    """The form `{domains, is, at_least}`: so many domains (`all` is every one) are at these levels."""

    domains: Annotated[Names, BeforeValidator(_domain_names)]
    levels: Names = Field(alias="is")
    at_least: AtLeast | Literal["all"] | None = None
    at_most: Annotated[StrictInt, Field(ge=0)] | None = None


class TotalIs(Part):
    """The form `{total, at_least}` or `at_most`: a sum of points reaches a limit, or does not exceed it."""

    total: Text
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None


class PreliminaryIs(Part):
    """The form `{preliminary, is}`: one of these options is chosen."""

    preliminary: Text
    options: Names = Field(alias="is")


class OverallIs(Part):
    """The form `{overall: […]}`: the whole is at one of these levels; for flags only."""

    levels: Names = Field(alias="overall")


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
    | Annotated[DomainsAre, Tag("<domains>")]
    | Annotated[TotalIs, Tag("<total>")]
    | Annotated[PreliminaryIs, Tag("<preliminary>")]
    | Annotated[OverallIs, Tag("<overall>")],
    Discriminator(_form_of),
]
for _form in (AllOf, AnyOf, NotSo):
    _form.model_rebuild()

Leaf: TypeAlias = ItemIs | CountOf | DomainsAre | TotalIs | PreliminaryIs | OverallIs
"""A condition that looks at answers or levels by itself."""


def leaves(condition: Condition) -> Iterator[Leaf]:
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
