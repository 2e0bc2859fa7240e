"""Define a checklist: what is asked, what may be answered, and how it is judged.

Everything is addressed by string id ("1.2", "D1", "D1-R2"), never by position, and nothing here holds an
answer.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from checklists.errors import UnknownDomain, UnknownItem, UnknownJudgement, did_you_mean, quoted
from checklists.language.conditions import Names, Part, Text
from checklists.language.parts import (
    AnswerOption,
    AppliesTo,
    Domain,
    Fixed,
    Flag,
    Grade,
    Item,
    Overall,
    Oxford,
    Preliminary,
    Rule,
    Scale,
)


class Checklist(Part):
    """A checklist: immutable, without answers; two are equal when their text is the same."""

    schema_: Literal["appraisal-checklist/0.1"] = Field(alias="schema")
    id: Text
    version: Text
    status: Literal["draft", "released", "retired"]
    title: Text
    wording: Literal["original", "licensed"]
    applies_to: AppliesTo
    unit_of_assessment: Literal["result", "claim", "study"]
    answers: Fixed[AnswerOption]
    answer_sets: Fixed[Names]
    groups: Fixed[Names]
    scale: Scale = Field(alias="judgement_scale")
    preliminaries: tuple[Preliminary, ...] = ()
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    overall: Overall
    flags: tuple[Flag, ...] = ()
    grade: Grade
    oxford: Oxford = Field(alias="oxford_2011")
    _source: str = PrivateAttr("")
    _file: str = PrivateAttr("<text>")

    @model_validator(mode="before")
    @classmethod
    def _name_answers(cls, data: Any) -> Any:
        answers = data.get("answers") if isinstance(data, dict) else None
        if not isinstance(answers, dict):
            return data
        named = {
            code: {"code": code} | option if isinstance(option, dict) else option
            for code, option in answers.items()
        }
        return data | {"answers": named}

    def model_post_init(self, context: Any) -> None:
        """Keep the exact text and the name of the file, which the loader hands over as context."""
        if context:
            self._source, self._file = context["source"], context["file"]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Checklist) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @property
    def source(self) -> str:
        """The exact YAML text it was read from."""
        return self._source

    @property
    def file(self) -> str:
        """The name of the file it was read from, as given to the loader."""
        return self._file

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal: what an appraisal pins."""
        return hashlib.sha256(self._source.encode()).hexdigest()

    @property
    def overall_rules(self) -> tuple[Rule, ...]:
        """The rules over the judgements of the domains."""
        return self.overall.rules

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all domains, in order."""
        return tuple(item for domain in self.domains for item in domain.items)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels: those in order, best to worst, then those beside the order."""
        return self.scale.ordered + self.scale.off_scale

    @cached_property
    def _by_item(self) -> dict[str, tuple[Item, Domain]]:
        return {item.id: (item, domain) for domain in self.domains for item in domain.items}

    @cached_property
    def _by_domain(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.domains}

    def item(self, item_id: str) -> Item:
        """Return the item with this id, or raise UnknownItem with the nearest id."""
        return self._find_item(item_id)[0]

    def domain_of(self, item_id: str) -> Domain:
        """Return the domain of an item, or raise UnknownItem."""
        return self._find_item(item_id)[1]

    def _find_item(self, item_id: str) -> tuple[Item, Domain]:
        match = self._by_item.get(item_id)
        if match is None:
            raise UnknownItem(
                f"{self.id} has no item {quoted(item_id)}; {did_you_mean(item_id, self._by_item)}"
            )
        return match

    def domain(self, domain_id: str) -> Domain:
        """Return the domain with this id, or raise UnknownDomain with the nearest id."""
        match = self._by_domain.get(domain_id)
        if match is None:
            known = did_you_mean(domain_id, self._by_domain)
            raise UnknownDomain(f"{self.id} has no domain {quoted(domain_id)}; {known}")
        return match

    def options(self, item_id: str) -> tuple[AnswerOption, ...]:
        """Return the answers an item offers, in the order of its set, or raise UnknownItem."""
        return tuple(self.answers[code] for code in self.answer_sets[self.item(item_id).answer_set])

    def label(self, level: str) -> str:
        """Return the label that readers see for a level, or raise UnknownJudgement with the nearest level."""
        label = self.scale.labels.get(level)
        if label is None:
            known = did_you_mean(level, self.levels)
            raise UnknownJudgement(f"{self.id} has no judgement {quoted(level)}; {known}")
        return label

    def rank(self, level: str) -> int | None:
        """Return a level's place in the order, 0 the best; None beside it. It may raise UnknownJudgement."""
        self.label(level)
        return self.scale.ordered.index(level) if level in self.scale.ordered else None
