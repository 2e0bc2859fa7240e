"""The agreement on one line: which coefficients, on which scale, and why these.

Nearly all answers to an item are often alike; kappa is then near 0 however much reviewers agree, so Gwet's AC
comes first and kappa beside it. Judgements are ordered, so a difference of one level counts less than one of
three; that there is no information is no point on that order, and is left out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.agreement import Agreement, Ratings

_AC1 = ("gwet_ac1", "Gwet's AC1", "gwet_ac", "unweighted", False)
_Asked = tuple[str, str, str, str, bool]
"""Name, title, coefficient, weights, whether on the ordered part of the scale only."""


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
    """What is measured.

    Attributes:
        ratings: codes on the scale, in rows of one code a reviewer; as rows or as counts of rows.
        categories: all codes, those in order first.
        ordered: those in order; empty where the order does not count.
        judgements: whether these are judgements, whose order counts first.
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
    """All coefficients that are right for the scale and the number of reviewers, the leading one first."""
    from workbench.agreement import agreement, leave_out

    beside = [one for one in question.categories if one not in question.ordered]
    on_order, _ = leave_out(question.ratings, beside)
    found = []
    for name, title, coefficient, weights, is_ordered in _asked(question):
        measured = agreement(
            on_order if is_ordered else question.ratings,
            categories=list(question.ordered if is_ordered else question.categories),
            coefficient=coefficient,
            weights=weights,
            interval=question.interval,
        )
        found.append(_coefficient(name, title, measured))
    return tuple(found)


def _asked(question: Question) -> Iterator[_Asked]:
    if question.judgements:
        yield from _ordered(question)
        yield _AC1
    else:
        yield _AC1
        yield from _nominal(question)
        if question.ordered:
            yield from _ordered(question)
    yield ("percent_agreement", "Per cent agreement", "percent_agreement", "unweighted", False)


def _ordered(question: Question) -> Iterator[_Asked]:
    yield ("gwet_ac2_linear", "Gwet's AC2, linear weights", "gwet_ac", "linear", True)
    kappa, title = (
        ("cohen_kappa", "Cohen's kappa") if question.reviewers == 2 else ("conger_kappa", "Conger's kappa")
    )
    for weights in ("linear", "quadratic"):
        yield (f"{kappa}_{weights}", f"{title}, {weights} weights", kappa, weights, True)
    yield (
        "krippendorff_alpha_ordinal",
        "Krippendorff's alpha, ordinal",
        "krippendorff_alpha",
        "krippendorff_ordinal",
        True,
    )


def _nominal(question: Question) -> Iterator[_Asked]:
    kappas = [("cohen_kappa", "Cohen's kappa")]
    if question.reviewers > 2:
        kappas = [("fleiss_kappa", "Fleiss' kappa"), ("conger_kappa", "Conger's kappa")]
    yield from ((name, title, name, "unweighted", False) for name, title in kappas)
    yield ("brennan_prediger", "Brennan-Prediger (PABAK)", "brennan_prediger", "unweighted", False)
    yield (
        "krippendorff_alpha_nominal",
        "Krippendorff's alpha, nominal",
        "krippendorff_alpha",
        "unweighted",
        False,
    )


def _coefficient(name: str, title: str, found: Agreement) -> Coefficient:
    from workbench.agreement import benchmark_label

    se = found.se if found.value is not None else None
    label = benchmark_label(found.value, se, studies=found.studies_rated_twice)
    return Coefficient(
        name=name,
        title=title,
        value=found.value,
        lower=found.lower,
        upper=found.upper,
        se=found.se,
        undefined_because=_in_words(found.undefined_because),
        label=label.label if name != "percent_agreement" else None,
        label_hidden_because=label.hidden_because
        if name != "percent_agreement"
        else "per cent agreement is not corrected for chance",
        interval_undefined_because=found.interval_undefined_because if found.value is not None else None,
    )


def _in_words(because: str | None) -> str | None:
    """The reason with the ids of judgements in it written as people read them.

    >>> _in_words("every rating is 'some_concerns'")
    'every rating is “some concerns”'
    """
    return because and _QUOTED.sub(lambda found: f"“{found[1].replace('_', ' ')}”", because)
