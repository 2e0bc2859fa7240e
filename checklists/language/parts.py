"""Define the parts of a checklist as records that cannot be changed.

The field names are those of the YAML file, save where an alias says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from checklists.language.conditions import Condition, Names, Part, Text

NO_INFORMATION: Final = "NI"
NOT_ASKED: Final = "NA"

T = TypeVar("T")
Fixed: TypeAlias = Annotated[Mapping[str, T], AfterValidator(MappingProxyType)]
"""A mapping that cannot be changed once it is read."""
Tone: TypeAlias = Literal["good", "poor", "unknown", "none"]
Certainty: TypeAlias = Literal["high", "moderate", "low", "very_low"]
Role: TypeAlias = Literal[
    "grade_indirectness",
    "grade_imprecision",
    "grade_inconsistency",
    "grade_publication_bias",
    "recorded_only",
]


class AppliesTo(Part):
    """The studies that the checklist is for, and when to take another."""

    design_class: Text
    population: Text | None = None
    include_if: Names
    use_another_if: tuple[Text, ...] = ()


class AnswerOption(Part):
    """An answer: its code ("PY"), what the reader sees, and whether it speaks for or against the study."""

    code: Text
    label: Text
    tone: Tone


class Scale(Part):
    """The levels of a judgement: those in order, best to worst, and those that stand beside the order."""

    ordered: Annotated[tuple[Text, ...], Field(min_length=2)]
    off_scale: tuple[Text, ...] = ()
    labels: Fixed[Text]


class Preliminary(Part):
    """A fact to record before the items; it is not judged."""

    id: Text
    text: Text
    required: StrictBool = False
    scope: Literal["result", "review"] = "result"
    options: tuple[Text, ...] = ()
    many: StrictBool = False


class Item(Part):
    """A signalling item, always worded so that yes is good.

    Attributes:
        id: Domain number and position, such as "1.2".
        text: The statement to agree or disagree with.
        guidance: How to choose among the answers.
        answer_set: The name of the set of answers it offers.
        ask_if: A condition over earlier items of the domain; unless it holds the item counts as NA.
        ni_policy: `concern` if silence speaks against the study, `neutral` if the item looks for a problem.
        crosswalk: Ids of related items of published instruments.
        cues: Phrases by which a passage that answers it is found.
        role: What the answer is recorded for when no rule reads it.
    """

    id: Text
    text: Text
    guidance: Text
    answer_set: Text
    ask_if: Condition | None = None
    ni_policy: Literal["concern", "neutral"]
    crosswalk: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    role: Role | None = None


class Rule(Part):
    """A rule: if the condition holds, this is the judgement; `otherwise`, the last rule, always fits."""

    id: Text
    when: Condition | None = None
    otherwise: Literal[True] | None = None
    judge: Text
    because: Text


class Domain(Part):
    """A side of a study that is judged by itself.

    Attributes:
        max_judgement: The worst level it can reach, where that is not the worst of the scale.
        not_monotone: Items for which a worse answer is meant to be able to give a better judgement.
    """

    id: Text
    title: Text
    asks: Text
    key: StrictBool = False
    max_judgement: Text | None = None
    not_monotone: tuple[Text, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


class Overall(Part):
    """The rules over the judgements of the domains."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


class Flag(Part):
    """A remark shown when its condition holds; it never changes a judgement."""

    id: Text
    when: Condition
    message: Text


class GradeStart(Part):
    """The level at which GRADE starts, and how many levels (0 to -3) each judgement then takes away."""

    start: Certainty
    risk_of_bias: Fixed[Annotated[StrictInt, Field(ge=-3, le=0)]]


class Grade(Part):
    """The ways to start GRADE with this checklist: choose one, since two would count one limitation twice."""

    starts: Fixed[GradeStart]
    default: Text

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
