"""Published values, and those of independent implementations, are met.

Each dataset of ``golden_agreement.json`` carries its source; so does each published value.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.agreement import INTERVALS, Agreement, agreement

GOLDEN = json.loads((Path(__file__).parent / "golden_agreement.json").read_text(encoding="utf-8"))


def _name(case: dict[str, Any]) -> str:
    weights = case["weights"] if isinstance(case["weights"], str) else "matrix"
    return f"{case['dataset']}-{case['coefficient']}-{weights}"


def _having(field: str) -> list[Any]:
    return [pytest.param(case, id=_name(case)) for case in GOLDEN["results"] if case.get(field) is not None]


def _measure(case: dict[str, Any], interval: str) -> Agreement:
    data = GOLDEN["datasets"][case["dataset"]]
    return agreement(
        data["ratings"],
        categories=data["categories"],
        coefficient=case["coefficient"],
        weights=case["weights"],
        interval=interval,
    )


@pytest.mark.parametrize("case", _having("value"))
def test_the_value_is_met_to_nine_digits(case: dict[str, Any]) -> None:
    """Every coefficient has its known value."""
    expected = case["value"]
    actual = _measure(case, "jackknife").value
    assert expected == pytest.approx(actual, abs=1e-9)


@pytest.mark.parametrize("case", _having("se_jackknife"))
def test_the_jackknife_error_is_met_to_six_digits(case: dict[str, Any]) -> None:
    """Leaving each study out gives the known standard error."""
    expected = case["se_jackknife"]
    actual = _measure(case, "jackknife").se
    assert expected == pytest.approx(actual, abs=1e-6)


@pytest.mark.parametrize("case", _having("se"))
def test_the_linearised_error_is_met_to_six_digits(case: dict[str, Any]) -> None:
    """Gwet's variance, and that of Fleiss, Cohen and Everitt, give the known standard error."""
    expected = case["se"]
    actual = _measure(case, "linearised").se
    assert expected == pytest.approx(actual, abs=1e-6)


@pytest.mark.parametrize("case", _having("ci95"))
def test_the_linearised_interval_is_met_to_six_digits(case: dict[str, Any]) -> None:
    """The interval is Student's for Gwet's variance and the normal one for Cohen's kappa, and stops at 1."""
    result = _measure(case, "linearised")
    expected = case["ci95"]
    actual = [result.lower, result.upper]
    assert expected == pytest.approx(actual, abs=1e-6)


@pytest.mark.parametrize("case", _having("published"))
def test_the_published_value_is_met_to_its_last_digit(case: dict[str, Any]) -> None:
    """What was printed is what comes out, to half a unit of the third decimal or better."""
    expected = case["published"]["value"]
    actual = _measure(case, "jackknife").value
    assert expected == pytest.approx(actual, abs=5.1e-4)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=_name(case)) for case in GOLDEN["results"] if case["value"] is None]
)
def test_what_is_not_defined_is_said_to_be_so(case: dict[str, Any]) -> None:
    """There is a reason instead of a number, whatever interval is asked for."""
    for interval in INTERVALS:
        result = _measure(case, interval)
        assert (result.value, result.se, result.lower, result.upper) == (None, None, None, None)
        assert result.undefined_because
        assert result.undefined_because == result.interval_undefined_because


@pytest.mark.parametrize(
    ("coefficient", "expected"),
    [("percent_agreement", 0.90), ("cohen_kappa", 0.44), ("brennan_prediger", 0.80), ("gwet_ac", 0.88)],
)
def test_much_agreement_on_one_answer_lowers_kappa_but_not_ac1(coefficient: str, expected: float) -> None:
    """The paradox of Feinstein and Cicchetti 1990: a table of 85, 5, 5 and 5."""
    ratings = [["Y", "Y"]] * 85 + [["Y", "N"]] * 5 + [["N", "Y"]] * 5 + [["N", "N"]] * 5
    actual = agreement(ratings, categories=["Y", "N"], coefficient=coefficient, interval="jackknife").value
    assert expected == pytest.approx(actual, abs=0.005)
