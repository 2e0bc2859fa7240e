"""The word for a coefficient: what its uncertainty leaves of it."""

from __future__ import annotations

import pytest

from workbench.agreement import SCALES, benchmark_label, lower_limit_label


def test_a_wide_error_lowers_the_label() -> None:
    """0.67 with an error of 0.15 is moderate; the running sums are 0.182, 0.675 and 0.964 (Gwet 2014)."""
    result = benchmark_label(0.67, 0.15, studies=20)
    expected = [("almost perfect", 0.182), ("substantial", 0.675), ("moderate", 0.964)]
    assert expected == [(label, pytest.approx(sum_, abs=5e-4)) for label, sum_ in result.cumulative[:3]]
    assert result.label == "moderate"
    assert result.hidden_because is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "almost perfect"),
        (0.8, "almost perfect"),
        (0.79, "substantial"),
        (0.0, "slight"),
        (-0.01, "poor"),
        (-1.0, "poor"),
        (-7.0, "poor"),
    ],
)
def test_without_any_error_the_label_is_that_of_the_value(value: float, expected: str) -> None:
    """All the probability is in one place, even where missing ratings take the value below -1."""
    assert expected == benchmark_label(value, 0.0, studies=20).label


@pytest.mark.parametrize("scale", SCALES)
def test_every_scale_has_a_label_for_every_value(scale: str) -> None:
    """The sums never fall from level to level, and the last is 1."""
    for value in (-3.0, -1.0, -0.5, 0.0, 0.3, 0.62, 0.9, 1.0):
        for error in (0.0, 1e-9, 0.05, 0.4, 5.0):
            result = benchmark_label(value, error, scale, studies=10)
            sums = [probability for _, probability in result.cumulative]
            assert sums == sorted(sums)
            assert sums[-1] == 1.0
            assert result.label in [label for _, label in SCALES[scale].levels]


@pytest.mark.parametrize("scale", SCALES.values())
def test_every_scale_goes_down_to_minus_one_and_names_its_source(scale: object) -> None:
    """Levels are listed from the highest."""
    levels = scale.levels  # type: ignore[attr-defined]
    leasts = [least for least, _ in levels]
    assert leasts == sorted(leasts, reverse=True)
    assert leasts[-1] == -1.0
    assert scale.source  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "se", "studies", "expected"),
    [
        (0.9, 0.01, 9, "only 9 studies were rated twice or more; a label takes ten"),
        (0.9, 0.01, 1, "only one study was rated twice or more; a label takes ten"),
        (None, None, 50, "the coefficient is not defined"),
        (0.9, None, 50, "the standard error is not defined"),
    ],
)
def test_a_label_that_would_say_too_much_is_hidden(
    value: float | None, se: float | None, studies: int, expected: str
) -> None:
    """There is a reason in its place."""
    result = benchmark_label(value, se, studies=studies)
    assert (result.label, result.cumulative) == (None, ())
    assert expected == result.hidden_because


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"scale": "landis"}, "there is no scale 'landis'; did you mean 'landis-koch'?"),
        ({"value": 1.2}, "a coefficient is at most 1; 1.2 is none"),
        ({"value": float("nan")}, "a coefficient is at most 1; nan is none"),
        ({"se": -0.1}, "a standard error is 0 or more; -0.1 is none"),
    ],
)
def test_numbers_that_cannot_be_are_refused(given: dict[str, float | str], expected: str) -> None:
    """In one line."""
    asked = {"value": 0.5, "se": 0.1, "scale": "landis-koch", "studies": 20} | given
    with pytest.raises(ValueError, match=r"\S") as caught:
        benchmark_label(**asked)  # type: ignore[arg-type]
    assert expected == str(caught.value)


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        (1.0, "almost perfect"),
        (0.8, "almost perfect"),
        (0.79, "substantial"),
        (0.0, "slight"),
        (-0.2, "poor"),
    ],
)
def test_the_label_of_a_lower_end_is_that_of_its_level(lower: float, expected: str) -> None:
    """From ten studies on; below there is none, whatever the end."""
    assert lower_limit_label(lower, studies=10).label == expected
    below = lower_limit_label(lower, studies=9)
    assert below.label is None
    assert below.hidden_because == "only 9 studies were rated twice or more; a label takes ten"


def test_without_an_interval_there_is_no_label() -> None:
    """A point value alone says too much; one beyond 1 is refused."""
    assert lower_limit_label(None, studies=30).label is None
    assert lower_limit_label(-7.0, studies=30).label == "poor"
    with pytest.raises(ValueError, match="at most 1"):
        lower_limit_label(1.2, studies=30)
