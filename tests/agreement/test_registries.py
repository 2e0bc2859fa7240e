"""What is registered of coefficients and intervals, and what reports show of it."""

from __future__ import annotations

import pytest

from workbench.agreement import (
    COEFFICIENTS,
    DEFAULT_INTERVAL,
    INTERVALS,
    SHORT_TITLES,
    WEIGHTS,
    agreement,
    shown_variants,
)

NOMINAL_OF_TWO = ["gwet_ac1", "cohen_kappa", "brennan_prediger", "krippendorff_alpha_nominal"]
NOMINAL_OF_MORE = [
    "gwet_ac1",
    "fleiss_kappa",
    "conger_kappa",
    "brennan_prediger",
    "krippendorff_alpha_nominal",
]
ORDERED_OF_TWO = [
    "gwet_ac2_linear",
    "cohen_kappa_linear",
    "cohen_kappa_quadratic",
    "krippendorff_alpha_ordinal",
]
ORDERED_OF_MORE = [
    "gwet_ac2_linear",
    "conger_kappa_linear",
    "conger_kappa_quadratic",
    "krippendorff_alpha_ordinal",
]
RAW = ["percent_agreement"]


@pytest.mark.parametrize(
    ("reviewers", "ordered", "judgements", "expected"),
    [
        (2, False, False, [*NOMINAL_OF_TWO, *RAW]),
        (3, False, False, [*NOMINAL_OF_MORE, *RAW]),
        (2, True, False, [*NOMINAL_OF_TWO, *ORDERED_OF_TWO, *RAW]),
        (5, True, False, [*NOMINAL_OF_MORE, *ORDERED_OF_MORE, *RAW]),
        (2, True, True, [*ORDERED_OF_TWO, "gwet_ac1", *RAW]),
        (3, True, True, [*ORDERED_OF_MORE, "gwet_ac1", *RAW]),
    ],
)
def test_reports_show_what_is_right_for_scale_and_reviewers(
    reviewers: int, ordered: bool, judgements: bool, expected: list[str]
) -> None:
    """Gwet's first; Cohen's kappa of two and Conger's of more; the raw agreement last."""
    variants = shown_variants(reviewers, ordered=ordered, judgements=judgements)
    assert expected == [variant.name for _, variant in variants]


def test_every_variant_has_a_name_of_its_own_and_can_be_measured() -> None:
    """With its weights, on an ordered scale."""
    named = [(each, variant) for each in COEFFICIENTS.values() for variant in each.variants]
    assert sorted(SHORT_TITLES) == sorted(variant.name for _, variant in named)
    rows = [["low", "low"], ["low", "high"], ["high", "high"], ["some", "high"]] * 5
    for coefficient, variant in named:
        assert variant.weights in WEIGHTS
        result = agreement(
            rows,
            categories=["low", "some", "high"],
            coefficient=coefficient.name,
            weights=variant.weights,
            interval="jackknife",
        )
        assert result.value is not None


def test_registered_names_are_the_keys() -> None:
    """So that a name in a call finds what calls itself so."""
    assert list(COEFFICIENTS) == [coefficient.name for coefficient in COEFFICIENTS.values()]
    assert list(INTERVALS) == [interval.name for interval in INTERVALS.values()]
    assert DEFAULT_INTERVAL in INTERVALS
