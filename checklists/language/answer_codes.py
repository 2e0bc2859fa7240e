"""Define the codes that items are answered with: each with its words, and the sets that items offer.

Which codes a checklist has stands under `answers` in its definition; these here the program itself knows.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from pydantic import Field, StrictInt, model_validator

from checklists.language.conditions import Names, Part, Text
from checklists.language.fixed import Fixed

NO_INFORMATION: Final = "NI"
NOT_ASKED: Final = "NA"

Tone: TypeAlias = Literal["good", "poor", "unknown", "none"]


class AnswerOption(Part):
    """An answer: its code ("PY"), what the reader sees, and whether it speaks for or against the study."""

    code: Text
    label: Text
    tone: Tone


class SilenceAs(Part):
    """Silence ranks with another code of the set."""

    code: Text = Field(alias="as")


class AnswerSet(Part):
    """The answers that an item may offer.

    Attributes:
        codes: The codes, from good to poor, then those of silence, then NA.
        points: What each code counts in a total; a code that is left out counts 0.
        silence: Where codes of tone `unknown` stand in the order that the proof holds the rules to: below
            every good answer (`between`), below all (`worst`), nowhere (`unranked`), or with another code.
        order: `none` if the codes are not ranked.
    """

    codes: Names
    points: Fixed[StrictInt] = Field(default_factory=lambda: MappingProxyType({}))
    silence: Literal["between", "worst", "unranked"] | SilenceAs = "between"
    order: Literal["listed", "none"] = "listed"

    @model_validator(mode="before")
    @classmethod
    def _accept_list(cls, data: Any) -> Any:
        return {"codes": data} if isinstance(data, (list, tuple)) else data
