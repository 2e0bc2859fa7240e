"""Hold what measuring agreement gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """One coefficient of agreement with its interval, or why there is none.

    Attributes:
        coefficient: The coefficient's name, such as "gwet_ac".
        weights: The name of the weights; "given" for a matrix of the caller's.
        value: The coefficient, at most 1; None where it is not defined.
        undefined_because: A sentence if ``value`` is None, else None.
        se: The standard error: of the jackknife, or linearised if that interval was asked for; else None.
        lower: The lower end of the interval, or None.
        upper: The upper end of the interval, or None.
        interval_undefined_because: A sentence if the ends are None, else None. The standard error may be
            there all the same.
        interval: The kind of interval, such as "free_study".
        confidence: The level of the interval, such as 0.95.
        replicates: How many drawn samples the interval rests on; 0 where none are drawn.
        replicates_undefined: How many more were drawn in which the coefficient is not defined.
        interval_caution: A sentence where this value makes the interval less sure than it says, else None;
            what holds of a kind of interval always is in ``INTERVALS``.
        percent_agreement: The raw agreement beside it, unweighted, over the studies rated twice or more; None
            where there is no such study.
        studies: The studies given, whoever rated them.
        studies_rated_twice: How many of them two or more reviewers rated.
        studies_rated_once: How many of them one reviewer rated.
        raters: The reviewers who rated anything; the others are left out.
        ratings: How many ratings these reviewers gave.
        pairs: How many pairs of ratings of one study there are; of two reviewers, the studies both rated.
        missing: How many ratings of these reviewers are missing; ``ratings + missing`` is
            ``studies * raters``.
    """

    coefficient: str
    weights: str
    value: float | None
    undefined_because: str | None
    se: float | None
    lower: float | None
    upper: float | None
    interval_undefined_because: str | None
    interval: str
    confidence: float
    replicates: int
    replicates_undefined: int
    interval_caution: str | None
    percent_agreement: float | None
    studies: int
    studies_rated_twice: int
    studies_rated_once: int
    raters: int
    ratings: int
    pairs: int
    missing: int
