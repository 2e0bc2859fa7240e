"""From final judgements to levels for risk of bias: by share of weight, never by a mean."""

from __future__ import annotations

import pytest

from workbench.grade import BodyKey, Contribution, WeighedBody, separate_bodies, suggest_risk_of_bias

HIGH = {"low": 0, "moderate": -1, "serious": -2, "critical": -3, "no_information": -2}
LOW = {"low": 0, "moderate": 0, "serious": -1, "critical": -2, "no_information": -1}


def _study(
    key: str, weight: float, judgement: str | None, start: str | None = "high", randomised: bool = False
) -> Contribution:
    return Contribution(key, weight, start, HIGH if start == "high" else LOW, judgement, randomised)


def _levels(*studies: tuple[float, str | None], start: str = "high") -> int | None:
    given = [_study(f"s{n}", weight, judgement, start) for n, (weight, judgement) in enumerate(studies)]
    return suggest_risk_of_bias(WeighedBody(BodyKey(False, True, start), tuple(given))).levels


@pytest.mark.parametrize(
    ("studies", "expected"),
    [
        ([(50, "serious"), (50, "low")], -2),
        ([(49.9, "serious"), (50.1, "low")], -1),
        ([(25, "serious"), (75, "low")], -1),
        ([(24.9, "serious"), (75.1, "low")], 0),
        ([(50, "moderate"), (50, "low")], -1),
        ([(49.9, "moderate"), (50.1, "low")], 0),
        ([(25, "moderate"), (25, "serious"), (50, "low")], -1),
        ([(25, "critical"), (25, "no_information"), (50, "low")], -2),
        ([(50, "critical"), (50, "low")], -3),
        ([(49, "critical"), (1, "serious"), (50, "low")], -2),
        ([(1, "low")], 0),
    ],
)
def test_both_sides_of_every_limit(studies: list[tuple[float, str]], expected: int) -> None:
    """Half and a quarter of the weight are included."""
    assert expected == _levels(*studies)


@pytest.mark.parametrize("judgement", HIGH)
def test_a_body_of_one_study_gets_what_its_checklist_declares(judgement: str) -> None:
    """For both starts of a definition."""
    assert HIGH[judgement] == _levels((17, judgement))
    assert LOW[judgement] == _levels((17, judgement), start="low")


def test_thirds_in_floating_point_do_not_miss_a_limit() -> None:
    """0.1 + 0.2 against 0.3: shares are exact fractions of the weights given."""
    assert -2 == _levels((0.5, "serious"), (0.25, "low"), (0.25, "low"))


def test_studies_without_an_appraisal_are_left_out_and_named() -> None:
    """The shares are of what is appraised."""
    body = WeighedBody(
        BodyKey(False, True, "high"),
        (_study("a", 60, "serious"), _study("b", 30, None), _study("c", 10, None)),
    )
    result = suggest_risk_of_bias(body, weighted_by="participants")
    assert (-2, ("b", "c"), 0.6) == (result.levels, result.missing, result.appraised)
    expected = (
        "3 studies, start high. a: serious (-2). By participants: 100 % at -2; suggests -2. "
        "No appraisal of b and c to go by."
    )
    assert expected == result.because


def test_less_than_half_appraised_gives_no_result() -> None:
    """What the appraised part says is kept apart, as provisional."""
    body = WeighedBody(BodyKey(False, True, "high"), (_study("a", 49, "low"), _study("b", 51, None)))
    result = suggest_risk_of_bias(body)
    assert (None, 0) == (result.levels, result.provisional)
    assert "Only 49 % of the weight is appraised, less than half: no result." in result.because


def test_half_appraised_is_enough() -> None:
    """Less than half is refused, half is not."""
    assert 0 == _levels((50, "low"), (50, None))


def test_nothing_appraised_gives_nothing() -> None:
    """Not 0."""
    result = suggest_risk_of_bias(WeighedBody(BodyKey(False, True, "high"), (_study("a", 5, None),)))
    assert (None, None, ()) == (result.levels, result.provisional, result.shares)


def test_different_starts_are_separate_bodies() -> None:
    """Randomised apart from not randomised, and what has no checklist last."""
    given = [
        _study("none", 1, None, None),
        _study("series", 6, "serious", "very_low"),
        _study("cohort", 34, "serious", "high"),
        _study("trial", 100, "low", "high", randomised=True),
        _study("arm", 20, "serious", "low"),
        _study("cohort2", 40, "low", "high"),
    ]
    actual = [
        (body.key.start, body.key.randomised, [each.study for each in body.contributions])
        for body in separate_bodies(given)
    ]
    expected = [
        ("high", True, ["trial"]),
        ("high", False, ["cohort", "cohort2"]),
        ("low", False, ["arm"]),
        ("very_low", False, ["series"]),
        (None, False, ["none"]),
    ]
    assert expected == actual


def test_at_the_floor_it_is_shown_for_the_record() -> None:
    """A case series starts very low and cannot fall."""
    body = WeighedBody(BodyKey(False, True, "very_low"), (_study("a", 6, "critical", "very_low"),))
    assert suggest_risk_of_bias(body).because.endswith("Shown for the record: very low cannot fall further.")


@pytest.mark.parametrize(
    ("study", "message"),
    [
        (_study("a", -1, "low"), "a: a weight is a number, 0 or more; -1 is none"),
        (_study("a", float("nan"), "low"), "a: a weight is a number"),
        (_study("a", float("inf"), "low"), "a: a weight is a number"),
        (_study("a", 0, "low"), "a body of evidence takes at least one study with a weight above 0"),
        (_study("a", 1, "fair"), "a: its checklist has no levels for 'fair'; there are low, moderate"),
        (_study("a", 1, "low", "medium"), "there is no certainty 'medium'"),
    ],
)
def test_what_cannot_be_is_refused_with_the_study(study: Contribution, message: str) -> None:
    """Weights and judgements."""
    with pytest.raises(ValueError, match=message):
        suggest_risk_of_bias(WeighedBody(BodyKey(False, True, "high"), (study,)))


def test_a_study_contributes_once() -> None:
    """Twice would give it twice the weight."""
    with pytest.raises(ValueError, match="a is there twice"):
        separate_bodies([_study("a", 1, "low"), _study("a", 2, "low")])
