"""Read what the five example studies report for the outcomes of the example review."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field


class ExampleFinding(BaseModel):
    """The finding of one study for an outcome.

    Attributes:
        study: its key.
        source: where it stands in the article, in our words.
        quote: words of our fact sheet of the study.
        fields: the fields of a finding as text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    study: str
    source: str
    quote: str
    fields: dict[str, str]


class ExampleOutcome(BaseModel):
    """One outcome with its findings, and the ratings that need no appraisal.

    Attributes:
        ratings: key of the body of evidence, to GRADE domain, to levels and reason.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    time_point: str
    unit: str = ""
    better: str
    importance: int
    findings: tuple[ExampleFinding, ...]
    ratings: dict[str, dict[str, tuple[int, str]]] = Field(default_factory=dict)


@cache
def example_outcomes() -> tuple[ExampleOutcome, ...]:
    """Return the outcomes of the example review, in the order of the file.

    >>> [outcome.name for outcome in example_outcomes()]
    ['Survival', 'Oxygenation', 'Imaging', 'CT score', 'Adverse events']
    """
    text = files("workbench.examples").joinpath("outcomes.yaml").read_text(encoding="utf-8")
    return tuple(ExampleOutcome.model_validate(outcome) for outcome in yaml.safe_load(text))
