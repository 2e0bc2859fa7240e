"""What is typed is read, or refused with every reason at once; what is stored comes back the same."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from workbench.grade import (
    FIELDS,
    Centre,
    Effect,
    Group,
    NumbersError,
    PValue,
    StudyNumbers,
    numbers_from_json,
    numbers_to_json,
    problems_of,
    read_numbers,
)

ARM = {"treatment_events": "14", "treatment_total": "17"}


def _messages(**texts: str) -> list[str]:
    return [str(problem) for problem in problems_of(texts)]


def test_counts_of_two_groups_are_read() -> None:
    """With percentages as printed and p."""
    actual = read_numbers(
        {
            **ARM,
            "treatment_percent": "82.40 %",
            "comparison_events": " 9 ",
            "comparison_total": "17",
            "p": "P = 0.049",
            "sentence": "",
        }
    )
    expected = StudyNumbers(
        treatment=Group(14, 17, Decimal("82.40")), comparison=Group(9, 17), p=PValue(Decimal("0.049"))
    )
    assert expected == actual
    assert "82.40" == str(actual.treatment and actual.treatment.percent)


def test_before_and_after_are_read() -> None:
    """Mean with SD, median with quartiles, and a sign as journals set it."""
    actual = read_numbers(
        {
            "treatment_before_mean": "175·3",
            "treatment_before_sd": "50.3",
            "treatment_median": "−2",
            "treatment_q1": "-3",
            "treatment_q3": ".5",
            "unit": "points",
            "wording": "decreased",
            "single_arm": "yes",
            "whole_numbers": "no",
        }
    )
    group = Group(
        before=Centre(Decimal("175.3"), Decimal("50.3")),
        after=Centre(median=Decimal(-2), q1=Decimal(-3), q3=Decimal("0.5")),
    )
    expected = StudyNumbers(treatment=group, unit="points", wording="decreased", single_arm=True)
    assert expected == actual


def test_an_effect_is_read() -> None:
    """Whatever the case of its measure; its level is 95 % unless given."""
    actual = read_numbers(
        {"measure": "rr", "estimate": "0.80", "lower": "0.71", "upper": "0.91", "p": "<.001"}
    )
    assert Effect("RR", 0.8, 0.71, 0.91, decimals=2) == actual.effect
    assert PValue(Decimal("0.001"), "<") == actual.p


def test_a_sentence_is_enough() -> None:
    """Brackets and all."""
    assert "fell [no figures]" == read_numbers({"sentence": "fell [no figures]"}).sentence


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({**ARM, "treatment_events": "18"}, ["treatment: events: 18 events are more than the 17 people"]),
        ({**ARM, "treatment_events": "-3"}, ["treatment: events: -3 is negative; a count is 0 or more"]),
        ({**ARM, "treatment_events": "14.5"}, ["treatment: events: 14.5 is not a whole number"]),
        ({**ARM, "treatment_events": "fourteen"}, ["treatment: events: 'fourteen' is not a number"]),
        ({**ARM, "treatment_events": "1_4"}, ["treatment: events: '1_4' is not a number"]),
        ({**ARM, "treatment_events": "١٤"}, ["treatment: events: '١٤' is not a number"]),
        ({"treatment_events": "3"}, ["treatment: total: missing; a number of events needs its total"]),
        ({"treatment_percent": "3"}, ["treatment: total: missing; a percentage needs its total"]),
        ({"treatment_total": "0"}, ["treatment: total: nobody is in the group"]),
        (
            {"treatment_total": "9999999999"},
            ["treatment: total: '9999999999' is more people than any study has"],
        ),
        ({**ARM, "treatment_percent": "101"}, ["treatment: percent: 101 is outside 0 to 100 %"]),
        (
            {**ARM, "treatment_percent": "82,4"},
            ["treatment: percent: '82,4' has a comma; write a point for decimals, and no sign for thousands"],
        ),
        (
            {"treatment_mean": "1", "treatment_sd": "-1"},
            ["treatment: sd: -1 is negative; a standard deviation is 0 or more"],
        ),
        ({"treatment_sd": "1"}, ["treatment: mean: missing; a standard deviation needs its mean"]),
        (
            {"treatment_median": "5", "treatment_q1": "6", "treatment_q3": "4"},
            ["treatment: q1: 6 is above the upper quartile 4"],
        ),
        (
            {"treatment_median": "5", "treatment_q1": "6", "treatment_q3": "7"},
            ["treatment: median: 5 is outside its quartiles 6 to 7"],
        ),
        ({"treatment_median": "5", "treatment_q1": "4"}, ["treatment: q3: missing; there are two quartiles"]),
        (
            {"treatment_q1": "4", "treatment_q3": "5"},
            ["treatment: median: missing; quartiles need their median"],
        ),
        (
            {"measure": "RR", "estimate": "1", "lower": "2", "upper": "0.5"},
            ["lower limit: 2 is above the upper limit 0.5"],
        ),
        (
            {"measure": "RR", "estimate": "3", "lower": "1", "upper": "2"},
            ["estimate: 3 is outside its interval 1 to 2"],
        ),
        (
            {"measure": "RR", "lower": "1", "upper": "2"},
            ["estimate: missing; an interval needs its estimate"],
        ),
        (
            {"measure": "RR", "estimate": "1", "lower": "0.5"},
            ["upper limit: missing; an interval has two limits"],
        ),
        (
            {"estimate": "1"},
            ["measure of effect: missing; what is estimated? RR, OR, HR, RD, MD, SMD, CHANGE"],
        ),
        (
            {"measure": "HR", "estimate": "-0.5"},
            ["estimate: -0.5 is negative; a hazard ratio is 0 or more"],
        ),
        (
            {"measure": "RD", "estimate": "12"},
            ["estimate: 12 is outside -1 to 1; a risk difference is a share, 12 % is 0.12"],
        ),
        (
            {"measure": "RoM", "estimate": "1"},
            ["measure of effect: there is no measure 'RoM'; there are RR, OR, HR, RD, MD, SMD, CHANGE"],
        ),
        ({**ARM, "p": "1.2"}, ["p value: 1.2 is outside 0 to 1"]),
        ({**ARM, "p": "-0.1"}, ["p value: -0.1 is outside 0 to 1"]),
        ({**ARM, "p": "<"}, ["p value: '<' is not a number"]),
        (
            {**ARM, "p": "n.s."},
            ["p value: 'not significant' is no number; leave p empty and put it in words"],
        ),
        (
            {"p": "0.089"},
            ["nothing to keep: p alone says nothing of the size; give numbers or a sentence"],
        ),
        ({}, ["nothing to keep: give numbers or a sentence"]),
        ({"single_arm": "yes"}, ["nothing to keep: give numbers or a sentence"]),
        (
            {**ARM, "single_arm": "yes", "comparison_total": "17"},
            ["comparison: total: a single-arm finding has no comparison"],
        ),
        (
            {**ARM, "single_arm": "yes", "measure": "RR", "estimate": "2"},
            ["measure of effect: a single-arm finding has no risk ratio; CHANGE is within one group"],
        ),
        ({"comparison_total": "17"}, ["treatment: total: missing; a comparison needs the treated group"]),
        ({**ARM, "single_arm": "perhaps"}, ["one group only: 'perhaps' is neither yes nor no"]),
        (
            {**ARM, "treatment_event": "3"},
            ["treatment_event: there is no such field; did you mean treatment_events?"],
        ),
        (
            {**ARM, "confidence": "0.95", "measure": "RR", "estimate": "1"},
            ["level of the interval in %: 0.95 is no level of an interval, such as 95"],
        ),
        ({**ARM, "p": "1e-99"}, ["p value: '1e-99' has more digits than any measurement"]),
        ({"sentence": "a\0b"}, ["result in words: holds a NUL character, which no database keeps"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(texts: dict[str, str], expected: list[str]) -> None:
    """Field and reason, in the words of the form."""
    assert expected == _messages(**texts)


def test_every_problem_is_listed_at_once() -> None:
    """So that nobody mends one to be told of the next."""
    with pytest.raises(NumbersError) as caught:
        read_numbers(
            {
                "treatment_events": "20",
                "treatment_total": "17",
                "lower": "2",
                "upper": "1",
                "measure": "OR",
                "estimate": "x",
                "p": "3",
            }
        )
    expected = ["estimate", "p", "treatment_events", "lower"]
    assert expected == [problem.field for problem in caught.value.problems]
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind not in ("text",)])
@pytest.mark.parametrize("text", ["abc", "1,5", "inf", "nan", "0x10", "1 2", "--1", "٣"])
def test_text_in_a_number_is_refused_in_every_field(name: str, text: str) -> None:
    """The problem names the field."""
    assert name in [problem.field for problem in problems_of({name: text})]


@pytest.mark.parametrize("value", [[1], {"a": 1}, float("nan"), float("inf"), b"1"])
def test_stored_values_are_checked_too(value: Any) -> None:
    """A file that somebody else wrote is no exception."""
    with pytest.raises(NumbersError):
        numbers_from_json({"treatment_mean": value})


def test_stored_numbers_may_be_numbers() -> None:
    """And None is the same as absent."""
    stored = {"treatment_events": 14, "treatment_total": 17, "treatment_mean": 1.5, "p": 0.049, "unit": None}
    actual = numbers_from_json(stored)
    expected = StudyNumbers(Group(14, 17, after=Centre(Decimal("1.5"))), p=PValue(Decimal("0.049")))
    assert expected == actual


def test_what_is_stored_is_plain_json_in_the_order_of_the_form() -> None:
    """Counts as numbers; what has decimals as the text that was printed."""
    texts = {**ARM, "p": "<0.001", "single_arm": "yes", "treatment_percent": "82.40"}
    expected = (
        '{"single_arm": true, "treatment_events": 14, "treatment_total": 17, "treatment_percent": "82.40",'
        ' "p": "<0.001"}'
    )
    assert expected == json.dumps(numbers_to_json(read_numbers(texts)))


@pytest.mark.parametrize(
    ("printed", "value", "relation"),
    [
        ("≤0.05", "0.05", "≤"),
        ("P ⩽ 0·05", "0.05", "≤"),
        ("≦0.05", "0.05", "≤"),
        ("<=0.05", "0.05", "≤"),
        ("≥0.99", "0.99", "≥"),
        ("⩾ 0.99", "0.99", "≥"),
        ("＜0.001", "0.001", "<"),
        ("p < 3.2 × 10⁻⁵", "0.000032", "<"),
        ("3.2x10-5", "0.000032", "="),
        ("3·2×10−5", "0.000032", "="),
        ("3.2 · 10^-5", "0.000032", "="),
        ("10⁻⁵", "0.00001", "="),
        ("P-value: 0.04", "0.04", "="),
    ],
)
def test_p_is_read_as_it_is_printed(printed: str, value: str, relation: str) -> None:
    """ "At most" stays apart from "below", powers of ten are written out, and both come back from storage."""
    actual = read_numbers({**ARM, "p": printed})
    assert PValue(Decimal(value), relation) == actual.p
    assert actual == numbers_from_json(numbers_to_json(actual))


@pytest.mark.parametrize(
    "printed", ["10-5", "0.03-0.04", "3 × 10 5", "110-5", "0.0·5", "5 10-3", "3.2 × 105", "0.05‐"]
)
def test_p_that_could_be_misread_is_refused(printed: str) -> None:
    """A range, a power that lost its minus or its raising, and a number in pieces are no p values."""
    with pytest.raises(NumbersError):
        read_numbers({**ARM, "p": printed})


@pytest.mark.parametrize("minus", ["-", "−", "‐", "‑", "‒", "–", "－", "﹣"])
def test_every_sign_like_a_minus_is_one(minus: str) -> None:
    """Hyphens and dashes that journals set before a number make it negative."""
    actual = read_numbers({"measure": "MD", "estimate": f"{minus}1.5"})
    assert actual.effect is not None
    assert -1.5 == actual.effect.estimate
