"""The default interval: the values to meet, what it is for two reviewers, and what must not change it."""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import beta

from workbench.agreement import DEFAULT_INTERVAL, agreement, resampling
from workbench.agreement.intervals import free_study

GOLDEN = json.loads((Path(__file__).parent / "golden_agreement_intervals.json").read_text(encoding="utf-8"))
CASES = [
    pytest.param(data, result, id=f"{data['name'][:2]}-{result['coefficient']}-{result['weights']}")
    for data in GOLDEN["datasets"]
    for result in data["results"]
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_the_known_values_and_ends_are_met(data: dict[str, Any], expected: dict[str, Any]) -> None:
    """The value to nine digits; each end within what the seed may do to it."""
    result = agreement(
        data["ratings"],
        categories=data["categories"],
        coefficient=expected["coefficient"],
        weights=expected["weights"],
    )
    assert (result.interval, result.confidence) == ("free_study", GOLDEN["confidence"])
    if expected["value"] is None:
        assert (result.value, result.lower, result.upper) == (None, None, None)
        assert result.undefined_because
        return
    assert result.replicates == GOLDEN["draws"]
    assert expected["value"] == pytest.approx(result.value, abs=1e-9)
    assert expected["lower"] == pytest.approx(result.lower, abs=expected["tolerance_lower"])
    assert expected["upper"] == pytest.approx(result.upper, abs=expected["tolerance_upper"])


@pytest.mark.parametrize(
    ("alike", "studies"), [(4, 4), (10, 10), (9, 10), (18, 20), (45, 50), (4, 8), (0, 5)]
)
def test_per_cent_agreement_of_two_has_the_interval_of_clopper_and_pearson(alike: int, studies: int) -> None:
    """Up to what drawing adds to it; so its coverage is at least what it says."""
    rows = [["Y", "Y"]] * alike + [["Y", "N"]] * (studies - alike)
    result = agreement(rows, categories=["Y", "N"], coefficient="percent_agreement")
    lower = beta.ppf(0.025, alike, studies - alike + 1) if alike else 0.0
    upper = beta.ppf(0.975, alike + 1, studies - alike) if alike < studies else 1.0
    assert result.lower == pytest.approx(lower, abs=0.01)
    assert result.upper == pytest.approx(upper, abs=0.01)


def test_it_is_the_default() -> None:
    """A caller who names no interval gets it."""
    assert DEFAULT_INTERVAL == "free_study"


def test_blocks_of_draws_do_not_change_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by drawing in parts, and the ends stay as they are to the last digit."""
    draw = random.Random(3)
    rows = [[draw.choice("abcd") for _ in range(3)] for _ in range(40)]
    asked: dict[str, Any] = {"categories": list("abcd"), "coefficient": "conger_kappa"}
    at_once = agreement(rows, **asked)
    monkeypatch.setattr(resampling, "_NUMBERS_AT_ONCE", 5_000)
    in_blocks = agreement(rows, **asked)
    assert (at_once.lower, at_once.upper) == pytest.approx((in_blocks.lower, in_blocks.upper), abs=1e-12)


def test_the_free_study_is_rated_in_every_way_that_the_data_allow() -> None:
    """By all; where a rating is missing in the data also by some, but never by fewer than two."""
    assert free_study.ways_to_rate(3, 2, False).tolist() == [list(way) for way in product(range(2), repeat=3)]
    with_missing = free_study.ways_to_rate(3, 2, True).tolist()
    assert with_missing == sorted(with_missing)
    assert len(with_missing) == 8 + 3 * 4
    assert all(3 - way.count(-1) >= 2 for way in with_missing)


def test_of_very_many_ways_only_the_extreme_ones_are_tried() -> None:
    """Two categories in turns, and through the scale: full agreement and most disagreement are among them."""
    ways = free_study.ways_to_rate(12, 3, True)
    assert len(ways) == len({tuple(way) for way in ways.tolist()}) == 9 + 3
    assert [[k] * 12 for k in range(3)] == [way for way in ways.tolist() if len(set(way)) == 1]
    assert [0, 1, 2] * 4 in ways.tolist()


def test_shares_of_the_free_study_are_even_steps_of_its_distribution() -> None:
    """The quantiles of Beta(1, n), without chance."""
    shares = free_study.free_shares(7, 500)
    steps = 1 - (np.arange(1, 501) - 0.5) / 500
    assert np.allclose(shares, beta.ppf(steps, 1, 7))


def test_a_missing_jackknife_does_not_take_the_interval_away() -> None:
    """Kappa hangs on one study; its error is not defined, and the interval is wide."""
    rows = [["Y", "Y"]] * 9 + [["N", "N"]]
    result = agreement(rows, categories=["Y", "N"], coefficient="cohen_kappa")
    assert (result.value, result.se, result.upper) == (1.0, None, 1.0)
    assert result.lower is not None
    assert result.lower < 0.2


def test_a_negative_value_says_that_the_interval_is_less_sure() -> None:
    """A value that is not negative says nothing of the kind."""
    asked = {"categories": ["Y", "N"], "coefficient": "gwet_ac"}
    negative = agreement([["Y", "N"]] * 4 + [["Y", "Y"]], **asked)  # type: ignore[arg-type]
    positive = agreement([["Y", "Y"]] * 4 + [["Y", "N"]], **asked)  # type: ignore[arg-type]
    assert negative.value is not None
    assert negative.value < 0
    assert negative.interval_caution == free_study.NEGATIVE
    assert positive.interval_caution is None


def test_a_study_rated_once_does_not_make_alpha_surer() -> None:
    """It has nothing to pair, so it is no study that enters."""
    rows = [["Y", "Y"]] * 5 + [["N", "N"], ["Y", "N"]]
    asked = {"categories": ["Y", "N"], "coefficient": "krippendorff_alpha"}
    without = agreement(rows, **asked)  # type: ignore[arg-type]
    with_more = agreement([*rows, *[["Y", None]] * 40], **asked)  # type: ignore[arg-type]
    assert (without.value, without.lower, without.upper) == (
        with_more.value,
        with_more.lower,
        with_more.upper,
    )
