"""The E-value: published examples, conversions, and where there is none."""

from __future__ import annotations

import math

import pytest

from workbench.grade import Effect, chance_difference, e_value


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect("RR", 3.9, 1.8, 8.7), (7.26, 3.00)),
        (Effect("RR", 0.80, 0.71, 0.91), (1.81, 1.43)),
        (Effect("RR", 1.0, 0.5, 2.0), (1.0, 1.0)),
        (Effect("RR", 2.0, 0.9, 4.0), (3.41, 1.0)),
    ],
)
def test_published_examples_are_met(effect: Effect, expected: tuple[float, float]) -> None:
    """VanderWeele and Ding 2017, both examples; an interval that includes 1 has the E-value 1."""
    result = e_value(effect)
    assert pytest.approx(expected, abs=5e-3) == (result.estimate, result.limit)


def _plain(ratio: float) -> float:
    ratio = max(ratio, 1 / ratio)
    return ratio + math.sqrt(ratio * (ratio - 1))


@pytest.mark.parametrize("value", [0.3, 0.86, 1.4, 6.0])
def test_conversions_for_common_outcomes(value: float) -> None:
    """Square root for odds, the published formula for hazards, exp(0.91 d) for standardised differences."""
    hazard = (1 - 0.5 ** math.sqrt(value)) / (1 - 0.5 ** math.sqrt(1 / value))
    assert pytest.approx(_plain(math.sqrt(value))) == e_value(Effect("OR", value), common=True).estimate
    assert pytest.approx(_plain(hazard)) == e_value(Effect("HR", value), common=True).estimate
    assert pytest.approx(_plain(math.exp(0.91 * value))) == e_value(Effect("SMD", value)).estimate


@pytest.mark.parametrize("measure", ["OR", "HR"])
def test_for_rare_outcomes_a_ratio_is_taken_as_it_is(measure: str) -> None:
    """And it is said so."""
    result = e_value(Effect(measure, 3.9, 1.8, 8.7))
    assert pytest.approx((7.26, 3.0), abs=5e-3) == (result.estimate, result.limit)
    assert f"{measure} taken as RR: the outcome is rare (below 15 %)" == result.how


@pytest.mark.parametrize("measure", ["RR", "OR", "HR"])
@pytest.mark.parametrize("common", [False, True])
def test_an_effect_and_its_inverse_need_the_same(measure: str, common: bool) -> None:
    """Protective and harmful are alike."""
    one = e_value(Effect(measure, 3.0, 1.5, 6.0), common=common)
    two = e_value(Effect(measure, 1 / 3.0, 1 / 6.0, 1 / 1.5), common=common)
    assert pytest.approx((one.estimate, one.limit)) == (two.estimate, two.limit)


@pytest.mark.parametrize("effect", [Effect("RD", 0.2), Effect("MD", 3.0), Effect("CHANGE", 3.0)])
def test_differences_have_no_e_value_here(effect: Effect) -> None:
    """The sentence says what is missing."""
    result = e_value(effect)
    assert (None, None) == (result.estimate, result.limit)
    assert f"no E-value for a {effect.kind.title}: it needs the risks or the spread" == result.how


@pytest.mark.parametrize("common", [False, True])
@pytest.mark.parametrize("measure", ["RR", "OR", "HR"])
def test_the_ends_of_the_scale_neither_crash_nor_overflow(measure: str, common: bool) -> None:
    """A ratio of 0 has none; a lower limit of 0 with an interval that includes 1 has 1."""
    assert e_value(Effect(measure, 0.0), common=common).estimate is None
    assert 1.0 == e_value(Effect(measure, 0.5, 0.0, 2.0), common=common).limit
    huge = e_value(Effect(measure, 1e250, 1e200, 1e260), common=common).estimate
    assert huge is not None
    assert math.isfinite(huge)


def test_chance_alone_exceeds_the_common_limit_in_small_groups() -> None:
    """17 a group: SD 0.34, the limit 0.1 is exceeded in three of four draws."""
    result = chance_difference(17)
    assert pytest.approx((0.343, 0.672, 0.771), abs=5e-4) == (result.sd, result.bound, result.beyond_tenth)
    assert pytest.approx(math.sqrt(1 / 10 + 1 / 40)) == chance_difference(10, 40).sd
    with pytest.raises(ValueError, match="groups of 0 and 0 people"):
        chance_difference(0)
