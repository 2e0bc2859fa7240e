"""Define the kinds of result that the form of a study's numbers asks in short, and guess which is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.review.evidence.findings import FIELDS


@dataclass(frozen=True, slots=True)
class ResultKind:
    """A kind of result.

    Attributes:
        label: what stands in the row of kinds.
        hint: what it asks.
        fields: ids of the fields that it asks, in any order; the form has its own.
        columns: what the columns of a pasted table are that have no names.
    """

    label: str
    hint: str
    fields: frozenset[str]
    columns: tuple[str, ...] = ()


def _groups(*names: str) -> frozenset[str]:
    return frozenset(f"{group}_{name}" for group in ("treatment", "comparison") for name in names)


EVENTS = ResultKind(
    "events",
    "events of two arms: how many of how many, with p",
    _groups("events", "total") | {"p", "test", "wording"},
    ("events", "total"),
)
MEANS = ResultKind(
    "means",
    "measurements of two arms: people, mean and SD of each, with p",
    _groups("total", "mean", "sd") | {"p", "unit"},
    ("total", "mean", "sd"),
)
SINGLE_ARM = ResultKind(
    "single arm",
    "one group only: its events, percentage or mean",
    frozenset(
        {"single_arm", "unit"} | {f"treatment_{n}" for n in ("events", "total", "percent", "mean", "sd")}
    ),
    ("events", "total"),
)
BEFORE_AFTER = ResultKind(
    "before–after",
    "the treated before and after: people, mean and SD of each time",
    frozenset(
        {"single_arm", "p", "unit"}
        | {f"treatment_{n}" for n in ("total", "before_mean", "before_sd", "mean", "sd")}
    ),
    ("total", "mean before", "sd before", "mean", "sd"),
)
EFFECT = ResultKind(
    "effect",
    "an effect with its interval, such as a risk ratio",
    _groups("total") | {"measure", "estimate", "lower", "upper", "effect_kind", "p"},
    ("estimate", "lower", "upper", "p"),
)
SENTENCE = ResultKind(
    "sentence",
    "a result in your words, for what has no numbers",
    frozenset({"single_arm", "treatment_total", "p", "wording", "sentence"}),
)
KINDS = (EVENTS, MEANS, SINGLE_ARM, BEFORE_AFTER, EFFECT, SENTENCE)
"""In the order of their number keys."""

_MEASURED = ("_mean", "_sd", "_median", "_q1", "_q3")


def guess_kind(values: Mapping[str, str]) -> ResultKind:
    """Guess the kind of a result from the fields that are filled in; nothing at all is events.

    How many people there were says nothing of the kind.

    >>> guess_kind({"single_arm": "yes", "treatment_events": "4"}).label
    'single arm'
    >>> guess_kind({"single_arm": "yes", "treatment_total": "3", "sentence": "two were saved"}).label
    'sentence'
    >>> guess_kind({"estimate": "1.5", "p": "0.04"}).label
    'effect'
    """
    filled = filled_fields(values)
    if any("_before_" in name for name in filled):
        return BEFORE_AFTER
    in_groups = {
        name
        for name in filled
        if name.startswith(("treatment_", "comparison_")) and not name.endswith("_total")
    }
    if filled & {"sentence", "wording"} and not in_groups and "estimate" not in filled:
        return SENTENCE
    if values.get("single_arm", "").strip().casefold() == "yes":
        return SINGLE_ARM
    if any(name.endswith(_MEASURED) for name in in_groups):
        return MEANS
    has_counts = any(name.endswith(("_events", "_percent")) for name in in_groups)
    if not has_counts and filled & {"measure", "estimate", "lower", "upper"}:
        return EFFECT
    return EVENTS


def filled_fields(values: Mapping[str, str]) -> set[str]:
    """Return the ids of the fields of numbers in which something stands."""
    return {field.id for field in FIELDS if values.get(field.id, "").strip()}
