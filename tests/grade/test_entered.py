"""An effect and a baseline risk that a person enters for a body of evidence, and what follows from them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    Effect,
    GradedBody,
    NumbersError,
    absolute_effect,
    effect_from_json,
    effect_problems,
    effect_to_json,
    evidence_profile,
    read_baseline,
    read_effect,
    read_numbers,
    summary_of_findings,
)

POOLED = {"measure": "RR", "estimate": "0.53", "lower": "0.36", "upper": "0.78"}
COMPARED = read_numbers(
    {"treatment_events": "3", "treatment_total": "20", "comparison_events": "6", "comparison_total": "20"}
)
ALONE = read_numbers({"single_arm": "yes", "treatment_events": "3", "treatment_total": "20"})
TOLD = read_numbers({"sentence": "fewer died"})


def two(**given: object) -> GradedBody:
    """Two studies that compare."""
    return GradedBody("death", {"a": COMPARED, "b": COMPARED}, "cohorts", "high", **given)


def test_an_effect_comes_back_as_it_was_entered() -> None:
    """Through JSON, with its decimals and the level of its interval."""
    effect = read_effect(POOLED | {"estimate": "0.50", "confidence": "90"})
    assert effect == effect_from_json(effect_to_json(effect))
    assert ("0.50", 90.0) == (effect_to_json(effect)["estimate"], effect.confidence)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"lower": "0.9", "upper": "0.4"}, "lower"),
        ({"upper": ""}, "upper"),
        ({"estimate": "0.9"}, "estimate"),
        ({"estimate": ""}, "estimate"),
        ({"measure": ""}, "measure"),
        ({"measure": "XX"}, "measure"),
        ({"measure": "CHANGE"}, "measure"),
        ({"lower": "0"}, "lower"),
        ({"estimate": "half"}, "estimate"),
        ({"measure": "RD", "estimate": "12", "lower": "", "upper": ""}, "estimate"),
        ({"confidence": "5"}, "confidence"),
        ({"p": "0.04"}, "p"),
    ],
)
def test_an_effect_that_cannot_be_is_refused_with_its_field(changed: dict[str, str], field: str) -> None:
    """Limits in order around the estimate, a known measure that compares, ratios above 0."""
    assert field in [problem.field for problem in effect_problems(POOLED | changed)]
    with pytest.raises(NumbersError):
        read_effect(POOLED | changed)


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("41.2 %", 0.412),
        ("41.2%", 0.412),
        ("41·2 per cent", 0.412),
        ("412 per 1,000", 0.412),
        ("412 per 1000", 0.412),
        ("412/1000", 0.412),
        ("7/17", 7 / 17),
        ("7 of 17", 7 / 17),
        ("0 %", 0.0),
        ("100 %", 1.0),
        ("17/17", 1.0),
    ],
)
def test_a_baseline_risk_is_read_with_its_unit(text: str, risk: float) -> None:
    """Per cent, per 1,000, or events of people."""
    assert pytest.approx(risk) == read_baseline(text).risk


@pytest.mark.parametrize(
    "text",
    [
        "",
        "41.2",
        "0.412",
        "101 %",
        "-1 %",
        "18/17",
        "7/0",
        "many",
        "1/2/3",
        "nan %",
        "5 per",
        "9" * 200 + "%",
    ],
)
def test_a_baseline_risk_that_cannot_be_is_refused(text: str) -> None:
    """Above all a number without unit: 0.4 may be a share, per cent, or per 1,000."""
    with pytest.raises(NumbersError, match="baseline risk: "):
        read_baseline(text)


@given(st.text(max_size=80))
def test_no_text_but_a_risk_or_a_reason(text: str) -> None:
    """Whatever is typed: a share from 0 to 1, or one sentence why not."""
    with suppress(NumbersError):
        assert 0 <= read_baseline(text).risk <= 1


@pytest.mark.parametrize(
    ("measure", "estimate", "lower", "upper", "expected"),
    [
        ("RR", 0.5, 0.25, 1.0, (200, 100, 400)),
        ("OR", 0.5, 0.25, 1.0, (250, 143, 400)),
        ("HR", 0.5, 0.25, 1.0, (225, 120, 400)),
        ("RD", -0.1, -0.2, 0.05, (300, 200, 450)),
    ],
)
def test_both_limits_go_through_the_same_formula(measure, estimate, lower, upper, expected) -> None:
    """At a baseline of 400 per 1,000."""
    effect = Effect(measure, estimate, lower, upper)
    body = two(pooled=effect, baseline=read_baseline("40 %"))
    found = body.absolute
    assert found is not None
    assert expected == tuple(round(number) for number in (found.with_treatment, found.lower, found.upper))
    assert found == absolute_effect(effect, 0.4)


def test_sources_are_footnotes_of_both_tables() -> None:
    """How the effect was got, where the baseline risk is from, why it starts elsewhere."""
    body = two(
        pooled=read_effect(POOLED),
        pooled_source="random-effects meta-analysis of 2 studies",
        baseline=read_baseline("9/17"),
        baseline_source="a registry",
        comment="Probably fewer die.",
        start_note="Start: low, not high: no trial in sight",
    )
    wanted = {
        "Effect as entered: random-effects meta-analysis of 2 studies",
        "Risk without treatment 529.4 per 1,000 (entered as 9/17): a registry",
        "Start: low, not high: no trial in sight",
    }
    profile, summary = evidence_profile([body]), summary_of_findings([body])
    assert wanted <= {note.text for note in profile.footnotes}
    assert wanted <= {note.text for note in summary.footnotes}
    (row,), (line,) = profile.rows, summary.rows
    assert all((row.relative_effect.notes, row.absolute_effect.notes, row.certainty.notes))
    assert all((line.relative_effect.notes, line.risk_without.notes, line.certainty.notes))
    assert ("529 per 1,000", "281 per 1,000 (191 to 413)") == (line.risk_without.text, line.risk_with)
    assert "Probably fewer die." == line.comment


def test_several_studies_without_an_effect_say_that_none_is_pooled_here() -> None:
    """Never an average of ours, and no absolute effect without an effect."""
    body = two(baseline=0.4)
    assert (None, None) == (body.effect, body.absolute)
    assert "does not pool" in body.effect_note
    assert "there is no effect to make it from" == body.no_absolute_because


def test_of_several_studies_the_median_of_their_risks_is_taken_and_told() -> None:
    """Where several studies have an effect and nobody gave a baseline risk."""
    body = two(pooled=read_effect(POOLED))
    assert "Risk without treatment: the median of the comparison groups of 2 studies." == body.baseline_note


def test_a_small_risk_counts_as_much_as_a_large_one_in_the_median() -> None:
    """Three comparison groups of different sizes; their counts are not added up."""
    studies = {
        key: read_numbers(
            {
                "treatment_events": "1",
                "treatment_total": "10",
                "comparison_events": events,
                "comparison_total": total,
            }
        )
        for key, events, total in (("a", "1", "10"), ("b", "4", "10"), ("c", "900", "1000"))
    }
    assert 0.4 == GradedBody("death", studies, "cohorts", "high").risk_without


def test_an_effect_of_studies_with_one_group_counts_for_nothing() -> None:
    """A comparison is never made up; a sentence alone does not say how many groups there were."""
    body = GradedBody("death", {"a": ALONE, "b": ALONE}, "series", "low", pooled=read_effect(POOLED))
    assert (False, None, None) == (body.compared, body.effect, body.absolute)
    assert GradedBody("death", {"a": TOLD}, "cohort", "high", pooled=read_effect(POOLED)).compared


def test_one_study_keeps_its_own_effect_until_another_is_chosen() -> None:
    """An adjusted one in the place of what its counts give."""
    alone = GradedBody("death", {"a": COMPARED}, "cohort", "high")
    chosen = GradedBody("death", {"a": COMPARED}, "cohort", "high", pooled=read_effect(POOLED))
    assert (0.5, 0.53) == (alone.effect.estimate, chosen.effect.estimate)  # type: ignore[union-attr]
    assert (True, False) == (alone.effect_is_computed, chosen.effect_is_computed)


def test_a_hazard_ratio_asks_for_a_baseline_risk() -> None:
    """And a difference of means has none."""
    assert "hazard ratio" in two(pooled=Effect("HR", 0.5)).no_absolute_because
    assert "mean difference is no risk" in two(pooled=Effect("MD", 5)).no_absolute_because
