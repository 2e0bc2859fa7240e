"""Measure the agreement on one line of a report by all coefficients that are right for it.

Which these are, and in what order, is registered in `workbench.agreement.coefficients`. That there is no
information is no point on the order of judgements, and is left out of the weighted coefficients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.agreement import Agreement, Ratings, Variant

_QUOTED = re.compile(r"'(\w+)'")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its interval, or why there is none.

    Attributes:
        name: short and stable, for programs, such as `gwet_ac1`.
        title: for people, such as `Gwet's AC1`.
        undefined_because: a sentence where `value` is None, else None.
        label: the benchmark label by Gwet's cumulative rule, or None.
        label_hidden_because: a sentence where there is no label, else None.
        interval_undefined_because: a sentence where there is a value and no interval, else None.
    """

    name: str
    title: str
    value: float | None
    lower: float | None
    upper: float | None
    se: float | None
    undefined_because: str | None
    label: str | None
    label_hidden_because: str | None
    interval_undefined_because: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench agreement --format json` prints; relied upon from outside."""
        return {name: getattr(self, name) for name in Coefficient.__slots__}


@dataclass(frozen=True, slots=True)
class Question:
    """The ratings of one line and how they are to be measured.

    Attributes:
        ratings: codes on the scale, in rows of one code a reviewer; as rows or as counts of rows.
        categories: all codes, those in order first.
        ordered: those in order; empty where the order does not count.
        judgements: True if these are judgements, whose order counts first.
        reviewers: how many are compared.
        interval: the kind of interval.
    """

    ratings: Ratings
    categories: tuple[str, ...]
    ordered: tuple[str, ...]
    judgements: bool
    reviewers: int
    interval: str


def coefficients(question: Question) -> tuple[Coefficient, ...]:
    """Measure all coefficients that are right for the scale and the reviewers, the leading one first."""
    from workbench.agreement import agreement, leave_out, shown_variants

    beside = [category for category in question.categories if category not in question.ordered]
    on_order, _ = leave_out(question.ratings, beside)
    variants = shown_variants(
        question.reviewers, ordered=bool(question.ordered), judgements=question.judgements
    )
    measured = []
    for coefficient, variant in variants:
        is_ordered = variant.scale == "ordered"
        result = agreement(
            on_order if is_ordered else question.ratings,
            categories=list(question.ordered if is_ordered else question.categories),
            coefficient=coefficient.name,
            weights=variant.weights,
            interval=question.interval,
        )
        measured.append(_coefficient(variant, result))
    return tuple(measured)


def _coefficient(variant: Variant, result: Agreement) -> Coefficient:
    from workbench.agreement import benchmark_label

    label = benchmark_label(
        result.value, None if result.value is None else result.se, studies=result.studies_rated_twice
    )
    is_raw = variant.scale == "raw"
    return Coefficient(
        name=variant.name,
        title=variant.title,
        value=result.value,
        lower=result.lower,
        upper=result.upper,
        se=result.se,
        undefined_because=_in_words(result.undefined_because),
        label=None if is_raw else label.label,
        label_hidden_because="per cent agreement is not corrected for chance"
        if is_raw
        else label.hidden_because,
        interval_undefined_because=None if result.value is None else result.interval_undefined_because,
    )


def _in_words(because: str | None) -> str | None:
    """Write the ids of judgements in a reason as people read them.

    >>> _in_words("every rating is 'some_concerns'")
    'every rating is “some concerns”'
    """
    return because and _QUOTED.sub(lambda match: f"“{match[1].replace('_', ' ')}”", because)
