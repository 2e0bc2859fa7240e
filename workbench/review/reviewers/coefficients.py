"""Measure the agreement on one line of a report by all coefficients that are right for it.

Which these are, and in what order, is registered in `workbench.agreement.coefficients.registry`. That there
is no information is no point on the order of judgements, and is left out of the weighted coefficients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from workbench.agreement import Agreement, Ratings, Variant

Intervals = Literal["all", "shown", "none"]
"""Which coefficients get an interval: all; those alone that tables, figures and sentences show, which takes
half the time; or none, so that the values are there at once."""

LEADING = 2
"""So many coefficients of a judgement are shown besides the raw agreement, and one of an item."""

BESIDE = "each pair of ratings has one outside the order of levels, such as no information"
"""Why a coefficient is not defined where all pairs are left out; by itself it would say that nobody rated."""

_QUOTED = re.compile(r"'(\w+)'")

FEWEST_FOR_OTHER_INTERVALS = 50
"""With fewer studies an interval that is too narrow gives no label: its lower end is too high."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its interval, or why there is none.

    Attributes:
        name: short and stable, for programs, such as `gwet_ac1`.
        title: for people, such as `Gwet's AC1`.
        undefined_because: a sentence where `value` is None, else None.
        label: the benchmark label of the lower end of the interval, or None.
        label_hidden_because: a sentence where there is no label, else None.
        interval_undefined_because: a sentence where there is a value and no interval, else None.
        interval_caution: a sentence where this value makes the interval less sure than it says, else None.
        rated_twice: on how many studies it rests that were rated twice or more.
        pairs: how many pairs of ratings it compares; of two reviewers as many as these studies.
        pairs_left_out: how many more there are that it leaves out, because a rating is beside the order.
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
    interval_caution: str | None = None
    rated_twice: int = 0
    pairs: int = 0
    pairs_left_out: int = 0

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
        intervals: which coefficients get one.
    """

    ratings: Ratings
    categories: tuple[str, ...]
    ordered: tuple[str, ...]
    judgements: bool
    reviewers: int
    interval: str
    intervals: Intervals = "all"


def coefficients(question: Question) -> tuple[Coefficient, ...]:
    """Measure all coefficients that are right for the scale and the reviewers, the leading one first."""
    from workbench.agreement import agreement, leave_out, shown_variants

    beside = [category for category in question.categories if category not in question.ordered]
    on_order, _ = leave_out(question.ratings, beside)
    variants = [
        *shown_variants(question.reviewers, ordered=bool(question.ordered), judgements=question.judgements)
    ]
    leading = LEADING if question.judgements else 1

    def measure(place: int, *, is_shown: bool) -> Agreement:
        coefficient, variant = variants[place]
        is_ordered = variant.scale == "ordered"
        return agreement(
            on_order if is_ordered else question.ratings,
            categories=list(question.ordered if is_ordered else question.categories),
            coefficient=coefficient.name,
            weights=variant.weights,
            interval=question.interval,
            with_interval=question.intervals == "all" or (question.intervals == "shown" and is_shown),
        )

    results = [
        measure(place, is_shown=place < leading or variant.scale == "raw")
        for place, (_, variant) in enumerate(variants)
    ]
    pairs = max(result.pairs for result in results)
    if question.intervals == "shown" and any(result.pairs < pairs for result in results[:leading]):
        # One that leaves pairs out has the first one beside it that compares them all.
        beside_it = [
            place
            for place, (_, variant) in enumerate(variants)
            if variant.scale != "raw" and results[place].pairs == pairs
        ]
        for place in beside_it[:1]:
            results[place] = measure(place, is_shown=True)
    return tuple(
        _coefficient(variant, result, pairs) for (_, variant), result in zip(variants, results, strict=True)
    )


def _coefficient(variant: Variant, result: Agreement, pairs: int) -> Coefficient:
    label, hidden_because = _label(result, is_raw=variant.scale == "raw")
    return Coefficient(
        name=variant.name,
        title=variant.title,
        value=result.value,
        lower=result.lower,
        upper=result.upper,
        se=result.se,
        undefined_because=BESIDE if pairs and not result.pairs else _in_words(result.undefined_because),
        label=label,
        label_hidden_because=hidden_because,
        interval_undefined_because=None if result.value is None else result.interval_undefined_because,
        interval_caution=result.interval_caution,
        rated_twice=result.studies_rated_twice,
        pairs=result.pairs,
        pairs_left_out=pairs - result.pairs,
    )


def _label(result: Agreement, *, is_raw: bool) -> tuple[str | None, str | None]:
    """Return the label of the lower end, and why there is none."""
    from workbench.agreement import INTERVALS, lower_limit_label

    if is_raw:
        return None, "per cent agreement is not corrected for chance"
    if result.value is None:
        return None, "the coefficient is not defined"
    label = lower_limit_label(result.lower, studies=result.studies_rated_twice)
    caution = INTERVALS[result.interval].caution
    if label.label is not None and caution and result.studies_rated_twice < FEWEST_FOR_OTHER_INTERVALS:
        return None, f"this interval is {caution}"
    return label.label, label.hidden_because


def _in_words(because: str | None) -> str | None:
    """Write the ids of judgements in a reason as people read them.

    >>> _in_words("every rating is 'some_concerns'")
    'every rating is “some concerns”'
    """
    return because and _QUOTED.sub(lambda match: f"“{match[1].replace('_', ' ')}”", because)
