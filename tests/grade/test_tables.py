"""Rows of the evidence profile and of the summary of findings, column by column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.grade import (
    Cell,
    Effect,
    Footnote,
    GradedBody,
    Rating,
    RatingState,
    Standing,
    Suggestion,
    evidence_profile,
    rate,
    read_numbers,
    summary_of_findings,
)
from workbench.grade.tables.cells import header_notes
from workbench.grade.tables.summary_of_findings import NOTHING_ENTERED

SURVIVAL = read_numbers(
    {
        "treatment_total": "17",
        "treatment_percent": "82.4",
        "comparison_total": "17",
        "comparison_percent": "52.9",
        "p": "0.049",
    }
)
NO_TEST = "publication bias not assessable by tests"
SIX_OF_SIX = read_numbers({"single_arm": "yes", "treatment_events": "6", "treatment_total": "6"})

COHORT = GradedBody(
    outcome="survival",
    time_point="day 90",
    importance=9,
    studies={"cohort": SURVIVAL},
    design="matched cohort, earlier comparison",
    start="high",
    ratings=(
        rate("RiskOfBias", -2, "Serious by checklist.", Suggestion("RiskOfBias", -3, "critical")),
        rate("Inconsistency", 0, ""),
        rate("Indirectness", 0, ""),
        rate("Imprecision", -1, "23 events."),
        rate("PublicationBias", 0, ""),
    ),
)
SERIES = GradedBody(
    outcome="survival",
    time_point="3 months",
    importance=9,
    studies={"series": SIX_OF_SIX},
    design="case series",
    start="very_low",
    ratings=(rate("Imprecision", -1, "23 events."), rate("LargeEffect", 1, "All lived.")),
    comment="All had glucocorticoids too.",
)


def test_a_row_of_the_profile_has_every_column() -> None:
    """One comparative study with counts only."""
    (row,) = evidence_profile([COHORT]).rows
    assert ("survival (day 90)", 1, "matched cohort, earlier comparison") == (
        row.outcome,
        row.studies,
        row.design,
    )
    assert Cell("very serious", (1,)) == row.ratings["RiskOfBias"]
    assert Cell("not assessable (one study)") == row.ratings["Inconsistency"]
    assert Cell("not serious") == row.ratings["Indirectness"]
    assert Cell("serious", (2,)) == row.ratings["Imprecision"]
    unrated = "large effect, dose-response gradient and plausible confounding"
    assert Cell(f"{NO_TEST}; {unrated} not assessed") == row.other_considerations
    assert ("14/17 (82.4 %)", "9/17 (52.9 %)") == (row.patients_treatment, row.patients_comparison)
    assert Cell("RR 1.56 (0.94 to 2.56)", (3,)) == row.relative_effect
    assert "294 more per 1,000 (30 fewer to 471 more)" == row.absolute_effect.text
    assert ("very_low", "9 (critical)") == (row.body.certainty, row.importance)
    assert "starts high (4), 3 levels down = 1: very low" == row.body.sum_note


def test_every_rating_that_counts_has_a_footnote_and_the_same_text_one_number() -> None:
    """With the suggestion where the person rated otherwise."""
    profile = evidence_profile([COHORT, SERIES])
    expected = (
        Footnote(1, "Downgraded two levels for risk of bias: Serious by checklist. (suggested: -3)"),
        Footnote(2, "Downgraded one level for imprecision: 23 events."),
        Footnote(3, "Computed from the counts: the study gives no effect estimate."),
        Footnote(4, "Risk without treatment: 9/17 (52.9 %), the comparison group of cohort."),
        Footnote(5, "Upgraded one level for large effect: All lived."),
        Footnote(6, "Rating up does not count: something was rated down."),
    )
    assert expected == profile.footnotes
    assert Cell("serious", (2,)) == profile.rows[1].ratings["Imprecision"]


def test_a_single_arm_has_empty_cells_where_nothing_is_compared() -> None:
    """Never 0, never a comparison that nobody made."""
    (row,) = evidence_profile([SERIES]).rows
    assert ("", Cell(""), "") == (row.patients_comparison, row.relative_effect, row.absolute_effect.text)
    assert "6/6 (100.0 %)" == row.patients_treatment
    (summed,) = summary_of_findings([SERIES]).rows
    assert ("", "", Cell("")) == (summed.risk_without.text, summed.risk_with, summed.relative_effect)
    assert "No comparison. 6/6 (100.0 %). All had glucocorticoids too." == summed.comment
    assert "6 (1 study)" == summed.participants


def test_what_nobody_rated_says_so() -> None:
    """Not "not serious"."""
    (row,) = evidence_profile([SERIES]).rows
    assert (
        Cell("not rated")
        == row.ratings["RiskOfBias"]
        == row.ratings["Inconsistency"]
        == row.ratings["Indirectness"]
    )


def test_what_the_program_suggests_is_not_shown_as_rated() -> None:
    """Neither in its cell, nor in its footnote, nor in the certainty that rests on it."""
    standing = Standing(states={"RiskOfBias": RatingState.SUGGESTED}, state=RatingState.SUGGESTED)
    body = GradedBody("x", {"a": SIX_OF_SIX}, "d", "high", (Rating("RiskOfBias", -1, "Two of nine."),))
    (row,) = evidence_profile([replace(body, standing=standing)]).rows
    assert "Suggested: -1 (not rated) [a]" == row.ratings["RiskOfBias"].shown
    assert "⊕⊕⊕◯ moderate (rests on what is suggested and not rated)" == row.certainty.shown
    (row,) = summary_of_findings([replace(body, standing=standing)]).rows
    assert "⊕⊕⊕◯ moderate (rests on what is suggested and not rated) [a]" == row.certainty.shown


def test_what_nobody_looked_at_is_not_called_none() -> None:
    """Reasons to rate up that nobody rated are named, where they could count."""
    rated = GradedBody("x", {"a": SIX_OF_SIX}, "d", "low", (rate("PublicationBias", 0, ""),))
    (row,) = evidence_profile([rated]).rows
    unrated = "large effect, dose-response gradient and plausible confounding"
    assert f"{NO_TEST}; {unrated} not assessed" == row.other_considerations.text
    (row,) = evidence_profile([replace(rated, randomised=True, start="high")]).rows
    assert NO_TEST == row.other_considerations.text


@pytest.mark.parametrize(
    ("studies", "words"), [(9, "publication bias not assessable by tests"), (10, "none")]
)
def test_publication_bias_that_no_test_can_assess_is_not_called_none(studies: int, words: str) -> None:
    """With fewer than ten studies, whatever else is rated, unless somebody suspects it all the same."""
    keys = dict.fromkeys(f"study{n}" for n in range(studies))
    undetected = rate("PublicationBias", 0, "Nothing seen.")
    body = GradedBody("x", keys, "trials", "high", (undetected,), randomised=True)
    up = replace(
        body, ratings=(undetected, rate("LargeEffect", 1, "All lived.")), randomised=False, start="low"
    )
    suspected = replace(body, ratings=(rate("PublicationBias", -1, "All paid by the maker."),))
    first, second, third = evidence_profile([body, up, suspected]).rows
    assert words == first.other_considerations.text
    assert second.other_considerations.text in (f"large effect: large; {NO_TEST}", "large effect: large")
    assert (NO_TEST in second.other_considerations.text) == (words == NO_TEST)
    assert "publication bias: strongly suspected" == third.other_considerations.text


def test_a_sum_over_single_arms_is_called_crude() -> None:
    """With the range over the studies; of one study it is its own share."""
    other = read_numbers({"single_arm": "yes", "treatment_events": "1", "treatment_total": "4"})
    body = GradedBody("x", {"a": SIX_OF_SIX, "b": other}, "d", "low")
    words = "7/10 (70.0 %), the crude sum of 2 studies; 25.0 % to 100.0 % study by study"
    (row,) = evidence_profile([body]).rows
    assert words == row.patients_treatment
    (row,) = summary_of_findings([body]).rows
    assert f"No comparison. {words}." == row.comment


def test_rows_of_one_outcome_say_their_body() -> None:
    """Design and studies; the only row of an outcome is called as the outcome is."""
    bodies = [
        GradedBody("x", {"a": SIX_OF_SIX}, "case series", "low"),
        GradedBody("x", dict.fromkeys("bcde"), "cohort", "high"),
        GradedBody("y", {"a": None}, "cohort", "high"),
    ]
    names = ["x: case series, a", "x: cohort, 4 studies", "y"]
    assert names == [row.outcome for row in evidence_profile(bodies).rows]
    assert names == [row.outcome for row in summary_of_findings(bodies).rows]


def test_rating_up_that_does_not_count_says_so() -> None:
    """In the cell and in a footnote."""
    (row,) = evidence_profile([SERIES]).rows
    assert f"large effect: large (does not count); {NO_TEST}" == row.other_considerations.text
    body = GradedBody("x", {"a": SIX_OF_SIX}, "d", "low", (rate("LargeEffect", 1, "All lived."),))
    (row,) = evidence_profile([body]).rows
    said = f"large effect: large; {NO_TEST}"
    assert (said, "moderate") == (row.other_considerations.text, row.body.certainty)


def test_several_studies_without_a_pooled_effect_have_none() -> None:
    """Counts are added up for the columns of patients, never for an effect; a footnote says why."""
    body = GradedBody("x", {"a": SURVIVAL, "b": SURVIVAL}, "cohorts", "high")
    table = evidence_profile([body])
    (row,) = table.rows
    assert "does not pool studies" in table.footnotes[0].text
    assert ("28/34 (82.4 %)", "18/34 (52.9 %)") == (row.patients_treatment, row.patients_comparison)
    assert (Cell("", (1,)), "") == (row.relative_effect, row.absolute_effect.text)


def test_a_pooled_effect_is_taken_from_the_person_who_gives_it() -> None:
    """With the risk of the comparison groups, or another if one is given; no footnote of ours."""
    pooled = Effect("RR", 1.2, 1.0, 1.5)
    body = GradedBody("x", {"a": SURVIVAL, "b": SURVIVAL}, "cohorts", "high", pooled=pooled)
    (row,) = summary_of_findings([body]).rows
    assert (Cell("RR 1.20 (1.00 to 1.50)"), "529 per 1,000") == (row.relative_effect, row.risk_without.text)
    low = GradedBody("x", {"a": SURVIVAL}, "cohort", "high", pooled=pooled, baseline=0.1)
    (row,) = summary_of_findings([low]).rows
    assert ("100 per 1,000", "120 per 1,000 (100 to 150)") == (row.risk_without.text, row.risk_with)


def test_a_study_without_counts_leaves_the_sum_of_people_only() -> None:
    """A sum over some studies must not look like one over all."""
    people = read_numbers({"treatment_total": "20", "sentence": "less oxygen was needed"})
    body = GradedBody("x", {"a": SIX_OF_SIX, "b": people}, "series", "very_low")
    assert "26" == str(body.patients_treatment)
    assert "" == str(GradedBody("x", {"a": None}, "series", "very_low").patients_treatment)


def test_a_hazard_ratio_needs_a_baseline_risk_from_a_person() -> None:
    """The counts may be of survivors while the hazard is of death."""
    texts = {
        "treatment_events": "14",
        "treatment_total": "17",
        "comparison_events": "9",
        "comparison_total": "17",
    }
    numbers = read_numbers({**texts, "measure": "HR", "estimate": "0.5", "lower": "0.3", "upper": "0.8"})
    assert GradedBody("x", {"a": numbers}, "d", "high").absolute is None
    given = GradedBody("x", {"a": numbers}, "d", "high", baseline=0.47).absolute
    assert given is not None
    assert 470 == given.without


def test_the_summary_has_its_header_and_every_column() -> None:
    """Participants are both groups together."""
    header = {
        "population": "exacerbation of interstitial pneumonia",
        "setting": "",
        "treatment": "baricitinib",
    }
    table = summary_of_findings([COHORT], header=header)
    (row,) = table.rows
    population = "Population: exacerbation of interstitial pneumonia"
    assert (population, "Setting: not stated", "Treatment: baricitinib") == table.notes[:3]
    assert ("529 per 1,000", "824 per 1,000 (500 to 1,000)") == (row.risk_without.text, row.risk_with)
    assert ("34 (1 study)", "very_low") == (row.participants, row.body.certainty)
    assert "A risk beyond 0 or 1,000 per 1,000 is shown as that limit." == row.comment
    assert ("⊕◯◯◯ very low", 2) == (row.certainty.text, len(row.certainty.notes))


def test_what_is_compared_for_whom_stands_above_where_all_three_are_named() -> None:
    """Put together from several studies it would be no title."""
    header = {"population": "pneumonia", "treatment": "baricitinib", "comparison": "usual care"}
    first = summary_of_findings([COHORT], header=header).notes[0]
    assert "baricitinib compared with usual care for pneumonia" == first
    several = header | {"treatment": "baricitinib; tofacitinib"}
    assert "Population: pneumonia" == summary_of_findings([COHORT], header=several).notes[0]


def test_a_table_says_how_to_read_it() -> None:
    """Rounding with risks, what a certainty is about without a comparison, and starts that clash."""
    assert any("computed before rounding" in note for note in summary_of_findings([COHORT]).notes)
    alone = summary_of_findings([SERIES]).notes
    assert any("not about an effect of the treatment" in note for note in alone)
    assert not any("computed before rounding" in note for note in alone)
    low = replace(COHORT, start="low")
    clash = "a review follows one of them"
    assert any(clash in note for note in evidence_profile([COHORT, low]).notes)
    assert not any(clash in note for note in evidence_profile([COHORT, replace(low, randomised=True)]).notes)


def test_an_outcome_without_results_is_told_from_one_that_no_study_reported() -> None:
    """The program knows what was entered, not what the studies report; with results nothing is said."""
    empty = GradedBody("mortality", {}, "", "high", importance=9)
    (row,) = summary_of_findings([empty]).rows
    assert row.statement.text.startswith("No study reported")
    assert NOTHING_ENTERED in summary_of_findings([SERIES, empty]).notes
    assert NOTHING_ENTERED not in summary_of_findings([SERIES]).notes


def test_the_follow_up_is_said_or_said_to_be_missing() -> None:
    """A time point says it alone."""
    assert "" == replace(COHORT, time_point="day 90").follow_up_text
    assert "follow-up 28 to 90 days" == replace(COHORT, follow_up="28 to 90 days").follow_up_text
    assert "follow-up not reported" == replace(COHORT, time_point="").follow_up_text


def test_the_summary_has_at_most_seven_outcomes_and_names_the_others() -> None:
    """The most important ones; bodies of one outcome count once and stay together."""
    many = [GradedBody(f"o{n}", {"a": SIX_OF_SIX}, "d", "low", importance=n) for n in range(1, 10)]
    second = GradedBody("o9", {"b": SIX_OF_SIX}, "d", "very_low", importance=9)
    table = summary_of_findings([*many, second])
    assert ["o9: d, a", "o9: d, b", "o8", "o7", "o6", "o5", "o4", "o3"] == [row.outcome for row in table.rows]
    assert "beyond the seven most important: o2, o1" in table.notes


def test_an_importance_that_is_none_is_refused() -> None:
    """1 to 9."""
    with pytest.raises(ValueError, match="importance is a whole number from 1 to 9"):
        evidence_profile([GradedBody("x", {"a": None}, "d", "low", importance=12)])


def test_what_is_open_or_out_of_date_stands_in_cells_and_notes() -> None:
    """A refused certainty, a rating and an effect from before a change, and what is kept for other bodies."""
    because = "rated on 2026-05-03; numbers changed on 2026-05-09: look again"
    standing = Standing(
        refused_because="not rated yet: imprecision",
        states={"Indirectness": RatingState.STALE},
        because={"Indirectness": because},
        stale=("effect",),
        marked=(f"indirectness: stale: {because}",),
        dormant=("kept for cohort-low, does not count here: imprecision",),
    )
    body = replace(COHORT, standing=standing)
    table = evidence_profile([body])
    (row,) = table.rows
    assert f"not serious (stale: {because})" == row.ratings["Indirectness"].shown
    assert "RR 1.56 (0.94 to 2.56) (entered before a change) [c]" == row.relative_effect.shown
    assert ("not yet", None) == (row.certainty.shown, row.body.certainty)
    sum_note = "so far: starts high (4), 3 levels down = 1: very low"
    assert (
        f"survival (day 90), cohort: no certainty yet: not rated yet: imprecision ({sum_note})",
        f"survival (day 90), cohort: indirectness: stale: {because}",
        "survival (day 90), cohort: kept for cohort-low, does not count here: imprecision",
    ) == table.notes[5:]


def test_letters_run_row_by_row_and_from_left_to_right() -> None:
    """The risk comes before the effect and that before the certainty; the same text has the same letter."""
    cohort = replace(
        COHORT,
        baseline=0.5,
        baseline_source="a register",
        pooled=Effect("RR", 0.8, 0.6, 0.9),
        pooled_source="ours",
    )
    other = replace(cohort, outcome="relapse", importance=5, start_note="Start: chosen")
    first, second = summary_of_findings([cohort, other]).rows
    assert ["500 per 1,000 [a]", "RR 0.80 (0.60 to 0.90) [b]"] == [
        first.risk_without.shown,
        first.relative_effect.shown,
    ]
    assert (3, 4) == first.certainty.notes
    assert first.certainty.shown.endswith(" [c] [d]")
    assert ((1,), (2,), (5, 3, 4)) == (
        second.risk_without.notes,
        second.relative_effect.notes,
        second.certainty.notes,
    )


def test_after_z_comes_aa_in_a_table_with_many_footnotes() -> None:
    """Thirty reasons have thirty letters, below the table as beside the cells."""
    silent = replace(COHORT, studies={"cohort": None})
    bodies = [
        replace(silent, outcome=f"outcome {n}", ratings=(rate("Imprecision", -1, f"reason {n}"),))
        for n in range(30)
    ]
    profile = evidence_profile(bodies)
    cells = [row.ratings["Imprecision"].shown.rpartition(" ")[2] for row in profile.rows]
    assert ["[a]", "[z]", "[aa]", "[ab]"] == [cells[place] for place in (0, 25, 26, 27)]
    assert cells == [str(note).partition(" ")[0] for note in profile.footnotes]


def test_the_line_above_a_table_has_no_capitals_within() -> None:
    """Names and abbreviations keep theirs."""
    header = {"population": "Adults", "treatment": "JAK inhibitors", "comparison": "Usual care"}
    assert "JAK inhibitors compared with usual care for adults" == header_notes(header)[0]
