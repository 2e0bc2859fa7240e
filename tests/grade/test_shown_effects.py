"""How effects, their intervals and sums of people are written in both tables."""

from __future__ import annotations

import pytest

from workbench.grade import (
    Effect,
    GradedBody,
    StudyNumbers,
    Threshold,
    Thresholds,
    check_numbers,
    evidence_profile,
    numbers_from_json,
    numbers_to_json,
    read_effect,
    read_numbers,
    suggest_imprecision,
    summary_of_findings,
)
from workbench.grade.tables.evidence_profile import ProfileRow
from workbench.grade.tables.summary_of_findings import SummaryRow

COUNTS = {"comparison_events": "9", "comparison_total": "17", "treatment_total": "17"}
RATIO = {"measure": "RR", "estimate": "0.5", "lower": "0.3", "upper": "0.8"}
DIFFERENCE = {"measure": "RD", "estimate": "-0.124", "lower": "-0.248", "upper": "-0.001"}
MEAN = {"measure": "MD", "estimate": "-3.2", "lower": "-5.4", "upper": "-1.0"}
BOTH_GROUPS = read_numbers({"treatment_total": "20", "comparison_total": "30"})
NO_TOTAL = read_numbers({"sentence": "fewer fell ill"})


def one(texts: dict[str, str], **more: object) -> GradedBody:
    """A body of one study."""
    return GradedBody("x", {"a": read_numbers(texts)}, "cohort", "low", **more)  # type: ignore[arg-type]


def several(*studies: StudyNumbers) -> GradedBody:
    """A body of several studies."""
    return GradedBody("x", {f"s{n}": each for n, each in enumerate(studies)}, "cohorts", "low")


def profile_row(body: GradedBody) -> ProfileRow:
    """Its row of the evidence profile."""
    return evidence_profile([body]).rows[0]


def summary_row(body: GradedBody) -> SummaryRow:
    """Its row of the summary of findings."""
    return summary_of_findings([body]).rows[0]


def zero_cell(treated: str, compared: str) -> GradedBody:
    """A study of 17 and 17 people with so many events and no reported effect."""
    return one({**COUNTS, "treatment_events": treated, "comparison_events": compared})


def test_an_interval_of_another_level_says_so_in_every_cell() -> None:
    """The columns are headed 95 % CI."""
    body = one({**COUNTS, **RATIO, "confidence": "90"})
    assert "RR 0.5 (90 % CI 0.3 to 0.8)" == profile_row(body).relative_effect.text
    assert "265 fewer per 1,000 (90 % CI 371 fewer to 106 fewer)" == profile_row(body).absolute_effect.text
    assert "265 per 1,000 (90 % CI 159 to 424)" == summary_row(body).risk_with


def test_an_interval_of_the_usual_level_is_as_the_column_is_headed() -> None:
    """Nothing is repeated; an effect without an interval has no level."""
    assert "RR 0.5 (0.3 to 0.8)" == str(read_effect({**RATIO, "confidence": "95"}))
    assert "RR 0.5" == str(Effect("RR", 0.5, confidence=90, decimals=1))
    assert "RR 0.5 (99.5 % CI 0.3 to 0.8)" == str(read_effect({**RATIO, "confidence": "99.5"}))


@pytest.mark.parametrize(
    ("estimate", "lower", "upper", "expected"),
    [
        ("1234.56", "1200.12", "1300.55", "MD 1234.56 (1200.12 to 1300.55)"),
        ("-3.2", "-5.4", "-1.0", "MD -3.2 (-5.4 to -1.0)"),
        ("1.50", "0.9", "2.125", "MD 1.50 (0.90 to 2.125)"),
        ("3", "-1", "7", "MD 3 (-1 to 7)"),
        ("0.00001", "0.000001", "0.1", "MD 0.00001 (0.000001 to 0.10000)"),
    ],
)
def test_a_reported_effect_keeps_its_digits(estimate: str, lower: str, upper: str, expected: str) -> None:
    """Limits have the decimals of their estimate, or more where they were entered with more."""
    given = {"measure": "MD", "estimate": estimate, "lower": lower, "upper": upper}
    assert expected == str(read_effect(given))


def test_a_computed_effect_is_rounded_as_before() -> None:
    """Its digits say nothing about how exact it is."""
    assert "RR 1.56 (0.94 to 2.56)" == str(Effect("RR", 1.5556, 0.9443, 2.5626))


def test_a_mean_difference_has_the_unit_of_its_finding_or_outcome() -> None:
    """That of the finding first; a ratio has none."""
    found = one({**MEAN, "unit": "points"}, unit="score")
    assert "MD -3.2 (-5.4 to -1.0) points" == profile_row(found).relative_effect.text
    assert "MD -3.2 (-5.4 to -1.0) score" == summary_row(one(MEAN, unit="score")).relative_effect.text
    assert "RR 0.5 (0.3 to 0.8)" == str(one({**RATIO, "unit": "points"}, unit="score").effect)


def test_the_line_of_a_finding_has_the_unit_too() -> None:
    """And it is not stored twice."""
    numbers = read_numbers({**MEAN, "unit": "points"})
    assert "MD -3.2 (-5.4 to -1.0) points" == str(numbers.effect)
    assert numbers == numbers_from_json(numbers_to_json(numbers))


def test_an_entered_mean_difference_has_the_unit_of_the_outcome() -> None:
    """Or of the studies, where all have the same."""
    days, weeks = (read_numbers({**MEAN, "unit": unit}) for unit in ("days", "weeks"))
    pooled = read_effect(MEAN)
    same = GradedBody("x", {"a": days, "b": days}, "d", "low", pooled=pooled)
    assert "MD -3.2 (-5.4 to -1.0) days" == str(same.effect)
    mixed = GradedBody("x", {"a": days, "b": weeks}, "d", "low", pooled=pooled)
    assert "MD -3.2 (-5.4 to -1.0)" == str(mixed.effect)
    told = GradedBody("x", {"a": days, "b": weeks}, "d", "low", pooled=pooled, unit="days")
    assert "MD -3.2 (-5.4 to -1.0) days" == str(told.effect)


def test_a_sum_over_some_of_the_studies_says_of_how_many() -> None:
    """In the columns of patients and as participants."""
    body = several(
        read_numbers({"single_arm": "yes", "treatment_total": "6"}),
        read_numbers({"single_arm": "yes", "treatment_total": "1"}),
        read_numbers({"single_arm": "yes", "sentence": "one rash"}),
    )
    assert "7 in 2 of 3 studies" == profile_row(body).patients_treatment
    assert "7 in 2 of 3 studies" == summary_row(body).participants


def test_a_sum_over_all_studies_is_not_qualified() -> None:
    """A study with one group lacks no comparison group."""
    single = read_numbers({"single_arm": "yes", "treatment_total": "6"})
    body = several(BOTH_GROUPS, single)
    assert ("26", "30") == (str(body.patients_treatment), str(body.patients_comparison))
    assert "56 (2 studies)" == summary_row(body).participants


def test_a_comparison_group_that_is_not_told_is_not_taken_for_none() -> None:
    """A study with an effect alone has groups of unknown size."""
    body = several(BOTH_GROUPS, read_numbers(RATIO))
    assert ("20 in 1 of 2 studies", "30 in 1 of 2 studies") == (
        profile_row(body).patients_treatment,
        profile_row(body).patients_comparison,
    )
    assert "50 in 1 of 2 studies" == summary_row(body).participants


def test_participants_with_one_group_missing_are_a_lower_bound() -> None:
    """The study is counted, its comparison group is not."""
    body = several(BOTH_GROUPS, read_numbers({**RATIO, "treatment_total": "10"}))
    assert "at least 60 (2 studies)" == summary_row(body).participants
    none_told = several(NO_TOTAL, NO_TOTAL)
    assert "(2 studies)" == summary_row(none_told).participants


def test_a_risk_difference_is_the_absolute_effect_itself() -> None:
    """Without any risk known; the risks stay empty."""
    body = one(DIFFERENCE)
    assert "124 fewer per 1,000 (248 fewer to 1 fewer)" == profile_row(body).absolute_effect.text
    line = summary_row(body)
    assert ("", "", ()) == (line.risk_without.text, line.risk_with, line.risk_without.notes)
    assert "" == body.no_absolute_because
    assert "the risk difference itself" in body.baseline_note


def test_a_risk_difference_keeps_the_level_of_its_interval() -> None:
    """99 % here."""
    expected = "124 fewer per 1,000 (99 % CI 248 fewer to 1 fewer)"
    assert expected == profile_row(one({**DIFFERENCE, "confidence": "99"})).absolute_effect.text


def test_a_risk_difference_with_a_known_risk_has_both_risks() -> None:
    """9 of 17 had the event without treatment."""
    line = summary_row(one({**COUNTS, **DIFFERENCE}))
    assert ("529 per 1,000", "405 per 1,000 (281 to 528)") == (line.risk_without.text, line.risk_with)


def test_the_correction_of_a_zero_cell_is_told() -> None:
    """In a footnote of both tables."""
    body = zero_cell("0", "9")
    for notes in (evidence_profile([body]).footnotes, summary_of_findings([body]).footnotes):
        (told,) = (note.text for note in notes if note.text.startswith("Computed from the counts"))
        assert "0.5 was added to each cell" in told
        assert "0/17 against 9/17" in told


@pytest.mark.parametrize(
    ("treated", "compared", "risks"),
    [
        ("0", "9", ("529 per 1,000", "0 per 1,000 (0 to 287)")),
        ("9", "0", ("0 per 1,000", "529 per 1,000 (243 to 738)")),
    ],
)
def test_risks_beside_a_zero_cell_are_those_observed(
    treated: str, compared: str, risks: tuple[str, str]
) -> None:
    """A corrected ratio gives 28 per 1,000 where nobody had the event, and 0 where nine had it."""
    line = summary_row(zero_cell(treated, compared))
    assert risks == (line.risk_without.text, line.risk_with)


def test_an_entered_risk_without_treatment_goes_with_the_corrected_ratio() -> None:
    """And the footnote does not claim that the risks are those observed."""
    body = one({**COUNTS, "treatment_events": "0"}, baseline=0.5)
    assert "26 per 1,000" == summary_row(body).risk_with.split(" (")[0]
    assert "0.5 was added to each cell" in body.effect_note
    assert "observed" not in body.effect_note


@pytest.mark.parametrize(("people", "expected"), [("2000", 0), ("200", -2)])
def test_where_nobody_had_the_event_the_difference_is_held_against_the_threshold(
    people: str, expected: int
) -> None:
    """There is no ratio, but Newcombe's interval, and everybody's survival gives the same."""
    mids = Threshold(5.0), Threshold(5.0)
    for events, better in (("0", "lower"), (people, "higher")):
        groups = {f"{group}_total": people for group in ("treatment", "comparison")}
        groups |= {f"{group}_events": events for group in ("treatment", "comparison")}
        body = one(groups)
        suggestion = suggest_imprecision(body.precision, Thresholds(*mids, better=better))
        assert expected == suggestion.levels, suggestion.because


def test_counts_without_a_zero_cell_have_no_correction() -> None:
    """Nothing was added."""
    assert "Computed from the counts: the study gives no effect estimate." == zero_cell("1", "9").effect_note


def test_a_rare_event_is_not_printed_as_nobody() -> None:
    """3 of 100,000 are 0.003 %, and all but one of 50,000 are not everybody."""
    rare = read_numbers(
        {
            "treatment_events": "3",
            "treatment_total": "100000",
            "comparison_events": "49999",
            "comparison_total": "50000",
        }
    )
    row = profile_row(GradedBody("x", {"a": rare}, "cohort", "low"))
    assert "3/100,000 (0.003 %)" == str(row.patients_treatment)
    assert "49,999/50,000 (99.998 %)" == str(row.patients_comparison)
    computed = check_numbers(rare).computed
    assert "3/100000 = 0.003 % (0.00062 % to 0.0088 %)" == computed[0].value
