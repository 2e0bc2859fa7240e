"""Define the parts of a checklist as records that cannot be changed.

The field names are those of the YAML file, save where an alias says otherwise.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, model_validator

from checklists.language.conditions import Condition, Names, Part, Text
from checklists.language.fixed import Fixed

ALL: Final = ("all",)
"""Every judged item, where a list of items is expected."""
ONLY_AXIS: Final = "overall"
"""The axis of a checklist that names none."""

Certainty: TypeAlias = Literal["high", "moderate", "low", "very_low"]
Whole: TypeAlias = Literal["none"]
JudgedBy: TypeAlias = Literal["rules", "reviewer", "none"]
Role: TypeAlias = Literal[
    "grade_indirectness",
    "grade_imprecision",
    "grade_inconsistency",
    "grade_publication_bias",
    "recorded_only",
]


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


OneOrMore: TypeAlias = Annotated[Names, BeforeValidator(_one_or_more)]
"""A text, or a list of texts."""


class AppliesTo(Part):
    """The studies that the checklist is for, and when to take another."""

    design_classes: OneOrMore = Field(alias="design_class")
    population: Text | None = None
    include_if: tuple[Text, ...] = ()
    use_another_if: tuple[Text, ...] = ()


class Scale(Part):
    """The levels of a judgement: those in order, best to worst, and those that stand beside the order."""

    ordered: Annotated[tuple[Text, ...], Field(min_length=2)]
    off_scale: tuple[Text, ...] = ()
    labels: Fixed[Text] = Field(default_factory=lambda: MappingProxyType({}))

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels in order, best to worst, then those beside the order."""
        return self.ordered + self.off_scale

    def rank(self, level: str) -> int | None:
        """Return a level's place in the order, 0 the best; None beside it."""
        return self.ordered.index(level) if level in self.ordered else None

    def is_better(self, level: str, other: str) -> bool:
        """Return True if a level is better than another.

        A level beside the order is worse than the best and better than the worst, and not compared with those
        between.
        """
        ranks = self.rank(level), self.rank(other)
        if None not in ranks:
            return ranks[0] < ranks[1]  # type: ignore[operator]
        if level == other:
            return False
        return (ranks[1] is None and ranks[0] == 0) or (
            ranks[0] is None and ranks[1] == len(self.ordered) - 1
        )


class OnlyIf(Part):
    """A part is there only if a preliminary has one of these options."""

    preliminary: Text
    options: Names = Field(alias="is")


def _one_condition(value: object) -> object:
    return (value,) if isinstance(value, dict) else value


Variant: TypeAlias = Annotated[tuple[OnlyIf, ...], BeforeValidator(_one_condition)]
"""What must all hold for a part to be there; empty if it always is."""


class Preliminary(Part):
    """A fact to record before the items; it is not judged, but may decide which parts are there."""

    id: Text
    text: Text
    required: StrictBool = False
    scope: Literal["result", "review"] = "result"
    options: tuple[Text, ...] = ()
    many: StrictBool = False
    only_if: Variant = ()


class Item(Part):
    """A signalling item.

    Attributes:
        id: Domain number and position, such as "1.2".
        number: The number that is shown, where that is not the id.
        text: The statement to agree or disagree with.
        guidance: How to choose among the answers.
        answer_set: The name of the set of answers it offers.
        yes_is: `bad` if the item asks for the problem, so that order and tone of its codes are turned.
        points: What each code counts in a total, where the item differs from its set.
        ask_if: A condition over earlier items of the domain; unless it holds the item counts as NA.
        only_if: The variants that have this item.
        ni_policy: `concern` if silence speaks against the study, `neutral` if the item looks for a problem;
            None where the checklist does not say.
        crosswalk: Ids of related items of published instruments.
        cues: Phrases by which a passage that answers it is found.
        role: What the answer is recorded for when no rule reads it.
    """

    id: Text
    number: Text | None = None
    text: Text = ""
    guidance: Text = ""
    answer_set: Text = ""
    yes_is: Literal["good", "bad"] = "good"
    points: Fixed[StrictInt] | None = None
    ask_if: Condition | None = None
    only_if: Variant = ()
    ni_policy: Literal["concern", "neutral"] | None = None
    crosswalk: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    role: Role | None = None

    @property
    def shown(self) -> str:
        """The number that readers see."""
        return self.number or self.id


class Rule(Part):
    """A rule: if the condition holds, this is the judgement; `otherwise`, the last rule, always fits.

    Attributes:
        ask: In place of a judgement: the levels among which the reviewer chooses, with a reason.
        stop: True if the rest of the form is not needed once the rule holds.
    """

    id: Text
    when: Condition | None = None
    otherwise: Literal[True] | None = None
    judge: Text | None = None
    ask: tuple[Text, ...] | None = None
    stop: StrictBool = False
    because: Text

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that it may lead to: one, or those that it asks the reviewer to choose among."""
        return (self.judge,) if self.judge is not None else self.ask or ()


class Exemption(Part):
    """A step to a worse answer that is meant to be able to give a better judgement."""

    item: Text
    better: Text = Field(alias="from")
    worse: Text = Field(alias="to")
    because: Text


class Domain(Part):
    """A side of a study that is judged by itself.

    Attributes:
        axis: The overall that it counts in; the only one if the checklist names no axes.
        scale: The name of its scale; the first if it names none.
        levels: The levels of the scale that it may have, where that is not all of them.
        judged_by: `rules`; `reviewer`, perhaps with a suggestion; or `none`, if its answers are only kept.
        max_judgement: The worst level it can reach, where that is not the worst of the scale.
        not_monotone: Items, or steps between two answers of an item, for which a worse answer is meant to be
            able to give a better judgement.
        only_if: The variants that have this domain.
    """

    id: Text
    title: Text
    asks: Text = ""
    key: StrictBool = False
    axis: Text = ONLY_AXIS
    scale: Text | None = None
    levels: tuple[Text, ...] | None = None
    judged_by: JudgedBy = "rules"
    max_judgement: Text | None = None
    not_monotone: tuple[Text | Exemption, ...] = ()
    only_if: Variant = ()
    items: tuple[Item, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def is_judged(self) -> bool:
        """True if the domain has a level, by rules or by the reviewer."""
        return self.judged_by != "none"


class Overall(Part):
    """The rules over the whole of an axis, or the word that the reviewer judges it.

    Attributes:
        scale: The name of its scale; that of the domains on its axis if it names none.
        levels: The levels of the scale that it may have, where that is not all of them.
        source: Where the rules come from; it must be said where they read a total.
    """

    rules: tuple[Rule, ...] = ()
    judged_by: Literal["rules", "reviewer"] = "rules"
    scale: Text | None = None
    levels: tuple[Text, ...] | None = None
    source: Text | None = None


class Total(Part):
    """A sum of points.

    Attributes:
        items: Items or domains; `all` is every judged item. An item that is not asked or not there counts 0.
        out_of: The highest sum there can be, or one for each option of the preliminary that decides.
    """

    id: Text
    title: Text
    items: OneOrMore
    out_of: StrictInt | Fixed[StrictInt] | None = None


class PredictedDirection(Part):
    """A choice beside a judgement: which way the bias is likely to go. No rule reads it."""

    per: tuple[Literal["domain", "overall"], ...]
    options: Names


class Flag(Part):
    """A remark shown when its condition holds; it never changes a judgement."""

    id: Text
    when: Condition
    message: Text


class Upgrade(Part):
    """The answers that an explicit upgrade takes over from an earlier version."""

    version: Text = Field(alias="from")
    keep: tuple[Text, ...] = ()
    ask_again: tuple[Text, ...] = ()


class SilenceExempt(Part):
    """An answer that may cost less than silence, and why."""

    item: Text
    code: Text
    because: Text


class GradeStart(Part):
    """The level at which GRADE starts, and how many levels (0 to -3) each judgement then takes away."""

    start: Certainty
    risk_of_bias: Fixed[Annotated[StrictInt, Field(ge=-3, le=0)]]


class Grade(Part):
    """The ways to start GRADE with this checklist: choose one, since two would count one limitation twice."""

    starts: Fixed[GradeStart]
    default: Text
    axis: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_starts(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        starts = {key: value for key, value in data.items() if key.startswith("start_")}
        return {"starts": starts} | {key: value for key, value in data.items() if key not in starts}


class OxfordCase(Part):
    """A condition over answers, and the level where it holds."""

    when: Condition
    level: Annotated[StrictInt, Field(ge=1, le=5)]


class Oxford(Part):
    """The level of evidence after OCEBM 2011 (1 to 5): the first case that holds, else the default."""

    default: Annotated[StrictInt, Field(ge=1, le=5)]
    cases: tuple[OxfordCase, ...] = Field((), alias="if")
    note: Text | None = None
