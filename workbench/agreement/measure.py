"""Measure the agreement of reviewers on one scale: the one function that most callers need.

The usual paradox: nearly all answers alike, much agreement, no kappa.

>>> rows = [["Y", "Y"]] * 118 + [["Y", "N"]] * 5 + [["N", "Y"]] * 2
>>> for name in ("percent_agreement", "cohen_kappa", "gwet_ac"):
...     print(name, round(agreement(rows, categories=["Y", "N"], coefficient=name).value, 2))
percent_agreement 0.94
cohen_kappa -0.02
gwet_ac 0.94

>>> agreement([["Y", "Y"]] * 9, categories=["Y", "N"], coefficient="cohen_kappa").undefined_because
"every rating is 'Y', so agreement by chance is complete and there is nothing beyond it to measure"
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from workbench.agreement.coefficients.registry import COEFFICIENTS
from workbench.agreement.estimate import Estimate, no_interval_because, undefined_because
from workbench.agreement.intervals.interval import Uncertainty, Wanted
from workbench.agreement.intervals.registry import DEFAULT_INTERVAL, INTERVALS
from workbench.agreement.names import check_name, quoted
from workbench.agreement.patterns import Patterns, Ratings, read_patterns
from workbench.agreement.result import Agreement
from workbench.agreement.weights import Matrix, check_weights

FEWEST_REPLICATES = 1_000
"""Fewer samples do not settle the tails of a 95 % interval."""

NOT_ASKED_FOR = "no interval was asked for"


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked about the ratings, once checked."""

    coefficient: str
    weights: str
    interval: str
    confidence: float
    replicates: int


def agreement(
    ratings: Ratings,
    *,
    categories: Sequence[Hashable],
    coefficient: str,
    weights: str | Matrix = "unweighted",
    interval: str = DEFAULT_INTERVAL,
    confidence: float = 0.95,
    replicates: int | None = None,
    with_interval: bool = True,
) -> Agreement:
    """Measure how far reviewers agree, and how sure that is.

    Args:
        ratings: One row a study, one code a reviewer, None where missing; or a ``collections.Counter`` of
            such rows, which saves counting them for each coefficient. A reviewer who rated nothing is left
            out. Cohen's kappa uses the studies both rated, Krippendorff's alpha those rated twice or more;
            the others learn the prevalence of the categories from studies rated once as well.
        categories: All codes in scale order, the unused ones too.
        coefficient: One of ``COEFFICIENTS``, such as "gwet_ac"; "cohen_kappa" takes two reviewers.
        weights: One of ``WEIGHTS``, or a matrix of agreement weights, rows and columns in scale order, 1 on
            the diagonal. For "gwet_ac", "unweighted" gives AC1 and everything else AC2.
        interval: One of ``INTERVALS``: "free_study" allows for one more study that nobody has seen, and is
            wide on purpose. For comparison, and too narrow below about 50 studies: "bca" and "percentile"
            draw the studies anew, "jackknife" leaves each out once, "linearised" takes Gwet's variance, for
            Cohen's kappa that of Fleiss et al. 1969.
        confidence: The level of the interval, between 0 and 1.
        replicates: How many samples to draw, 1,000 or more; None: as many as the interval takes by itself,
            10,000 for "free_study". The seed is fixed.
        with_interval: False: the value alone, which is there at once.

    Returns:
        The coefficient with its interval; where one of them is not defined, None and a sentence why.

    Raises:
        ValueError: If a code is not a category (the message says where, and names the nearest), rows differ
            in length, a name does not exist, the confidence is out of range, or Cohen's kappa is asked of
            three reviewers.

    Example:
        Example A of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, where alpha is 0.095:

        >>> first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
        >>> second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        >>> both = list(zip(first, second, strict=True))
        >>> result = agreement(both, categories=[0, 1], coefficient="krippendorff_alpha")
        >>> round(result.value, 3), result.studies, result.ratings
        (0.095, 10, 20)
    """
    check_name(coefficient, COEFFICIENTS, "coefficient")
    chosen = COEFFICIENTS[coefficient]
    named = check_weights(weights, coefficient, takes_metrics=chosen.takes_metrics)
    check_name(interval, INTERVALS, "interval")
    drawn = INTERVALS[interval].replicates if replicates is None else _replicates(replicates)
    question = _Question(coefficient, named, interval, _confidence(confidence), drawn)
    patterns = read_patterns(ratings, categories)
    if chosen.compares_two and patterns.raters > 2:
        raise ValueError(
            f"{coefficient} compares two reviewers, and {patterns.raters} have rated; "
            "take conger_kappa or fleiss_kappa, or compare them pair by pair"
        )
    estimate = Estimate(patterns, chosen, weights, tuple(categories))
    reason = undefined_because(estimate)
    if reason is not None:
        return _result(question, patterns, estimate, None, Uncertainty(undefined_because=reason), reason)
    value = estimate.value()
    no_interval = no_interval_because(estimate) if with_interval else NOT_ASKED_FOR
    if no_interval is not None:
        known = Uncertainty(undefined_because=no_interval)
    else:
        wanted = Wanted(question.confidence, question.replicates)
        known = INTERVALS[interval].measure(estimate, value, wanted)
    return _result(question, patterns, estimate, value, known, None)


def _confidence(confidence: float) -> float:
    """Check the level of the interval."""
    number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if not number or not 0 < confidence < 1:
        raise ValueError(f"the confidence lies between 0 and 1, such as 0.95; {quoted(confidence)} does not")
    return float(confidence)


def _replicates(replicates: int) -> int:
    """Check the number of samples to draw."""
    if not isinstance(replicates, int) or replicates < FEWEST_REPLICATES:
        raise ValueError(f"replicates are {FEWEST_REPLICATES:,} or more; {quoted(replicates)} is too few")
    return replicates


def _result(
    question: _Question,
    patterns: Patterns,
    estimate: Estimate,
    value: float | None,
    known: Uncertainty,
    reason: str | None,
) -> Agreement:
    """Put everything there is to say into one record."""
    raw = estimate.percent_agreement()
    return Agreement(
        coefficient=question.coefficient,
        weights=question.weights,
        value=value,
        undefined_because=reason,
        se=known.se,
        lower=known.lower,
        upper=known.upper,
        interval_undefined_because=known.undefined_because,
        interval=question.interval,
        confidence=question.confidence,
        replicates=known.replicates,
        replicates_undefined=known.replicates_undefined,
        interval_caution=known.caution,
        percent_agreement=None if math.isnan(raw) else raw,
        studies=patterns.studies,
        studies_rated_twice=patterns.rated_twice(),
        studies_rated_once=patterns.rated_once(),
        raters=patterns.raters,
        ratings=patterns.ratings,
        pairs=patterns.pairs(),
        missing=patterns.studies * patterns.raters - patterns.ratings,
    )
