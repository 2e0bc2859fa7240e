"""Design suggestions where a word of the text points to another design than the study has."""

from __future__ import annotations

import pytest

from store.bibliography import Bibliography
from workbench.intake import DesignSuggestion, StudyText, suggest_design


def suggest(title: str, abstract: str, *types: str) -> DesignSuggestion:
    """Return the suggestion for a record with this title, abstract and publication types."""
    return suggest_design(StudyText(Bibliography(title=title, abstract=abstract), publication_types=types))


@pytest.mark.parametrize(
    "title",
    [
        "Predictors of admission among COVID-19 cases in one city",
        "Who fell ill: SARS-CoV-2 cases in a port",
        "Dose of insulin in type 2 patients of a village",
        "Warm socks for grade 3 patients",
        "Loss of smell in COVID 19 cases",
        "Sleep after H5N1 cases in a school",
        "Rates of 1.9 cases by district",
    ],
)
def test_number_within_a_name_counts_no_patients(title: str) -> None:
    """The number of a disease, type, grade or rate is not a number of cases."""
    suggestion = suggest(title, "Data of the health office were analysed. Older age mattered.")
    assert suggestion.design is None


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "Itchy elbows in one of the first SARS-CoV-2 cases: a case report",
            "We report the case of a 45-year-old woman. Unlike other SARS-CoV-2 patients she had no fever.",
        ),
        (
            "Honey for a type 2 diabetes foot: a case report",
            "A 61-year-old man with type 2 diabetes was given honey.",
        ),
        (
            "A stiff thumb: case report",
            "We describe a 30-year-old cook. Only four cases have been reported so far.",
        ),
        (
            "Blue nails: a case report",
            "We present a 70-year-old man. A search of the literature found 12 similar patients.",
        ),
    ],
)
def test_one_patient_stays_one_beside_other_numbers(title: str, abstract: str) -> None:
    """Numbers of diseases and patients of other papers make no series of a single case."""
    suggestion = suggest(title, abstract)
    assert ("case_report", "case-report") == (suggestion.design, suggestion.checklist)


@pytest.mark.parametrize(
    ("title", "abstract", "phrase"),
    [
        ("Case report: mud baths in four patients with gout", "Pain fell.", "four patients"),
        ("Rainbow nails: case report of two sisters", "Both had striped nails.", "two sisters"),
        (
            "Honey on burns: case report",
            "This case report describes three boys with burns who were given honey.",
            "three boys",
        ),
        ("Hiccups for a week: a case report", "We present 2 men with hiccups.", "2 men"),
        ("Two case reports of green tears", "The tears cleared.", "Two case reports"),
    ],
)
def test_several_patients_make_a_series(title: str, abstract: str, phrase: str) -> None:
    """A case report of several patients is a case series, and the reason quotes the number."""
    suggestion = suggest(title, abstract)
    assert ("case_series", "case-series") == (suggestion.design, suggestion.checklist)
    assert f"“{phrase}" in " ".join(suggestion.reasons)


@pytest.mark.parametrize(
    ("title", "abstract", "design"),
    [
        ("Oat baths in 24 adults with itch", "We treated 24 adults with oat baths.", "case_series"),
        (
            "Knee taping after falls: a retrospective cohort study",
            "We compared 90 adults with tape with 110 without; the hazard ratio was 0.8.",
            "unmatched_cohort",
        ),
        (
            "Rare itch: a systematic review",
            "MEDLINE was searched and 40 articles were included.",
            "systematic_review",
        ),
        (
            "Singing for asthma",
            "Sixty adults were randomly assigned to singing or reading.",
            "randomised_trial",
        ),
    ],
)
def test_own_words_count_more_than_the_term_case_reports(title: str, abstract: str, design: str) -> None:
    """The index term "Case Reports" does not outweigh a design or a number that the study prints."""
    suggestion = suggest(title, abstract, "Case Reports")
    assert design == suggestion.design


def test_term_left_out_is_named_in_the_reasons() -> None:
    """Where the own words win against an index term, a reason says so."""
    suggestion = suggest("Knee tape: a retrospective cohort study", "Adults were followed.", "Case Reports")
    assert (
        "the study's own words count more than the index term “Case Reports” (publication type)"
        in suggestion.reasons
    )


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "Tired after COVID-19: a longitudinal study",
            "We followed 300 recovered patients and 300 uninfected neighbours with yearly letters.",
        ),
        (
            "Tubes after knee repair in COVID-19",
            "Adults were taken by date of birth. One group had a tube, the other group had none.",
        ),
        (
            "Salt mist in COVID-19",
            "In this single-group study adults took mist and were set against controls.",
        ),
        (
            "Zinc in COVID-19: an uncontrolled trial",
            "All patients received zinc. Fever was less common than in the control group of the ward below.",
        ),
        (
            "Steam in COVID-19: before-and-after study",
            "Steam was given to adults; healthy volunteers were measured too.",
        ),
    ],
)
def test_named_controls_make_no_single_arm(title: str, abstract: str) -> None:
    """Words for one group do not make a single arm where a second group is named."""
    suggestion = suggest(title, abstract)
    assert "single_arm_before_after" != suggestion.design
    assert not (suggestion.checklist or "").startswith("single-arm")


@pytest.mark.parametrize(
    "denial", ["without a control group", "no control group was formed", "there was no comparison group"]
)
def test_denied_controls_leave_a_single_arm(denial: str) -> None:
    """A control group that the text says it lacks is no second group."""
    suggestion = suggest(
        "Salt mist in COVID-19: a single-arm study", f"Forty patients with COVID-19 took mist; {denial}."
    )
    assert "single_arm_before_after" == suggestion.design


@pytest.mark.parametrize(
    ("title", "abstract", "design"),
    [
        (
            "Two case reports with a review of the literature: mud in gout",
            "Two men aged 40 and 51 years with gout were given mud. Both improved.",
            "case_series",
        ),
        (
            "Three patients with blue tears and a review of the literature",
            "We describe three patients whose tears were blue.",
            "case_series",
        ),
        (
            "Sleepy twins: case report and review of the literature",
            "We report twins who slept all day. We review what is known.",
            "case_report",
        ),
    ],
)
def test_cases_beside_a_review_are_no_review(title: str, abstract: str, design: str) -> None:
    """The authors' own cases decide; the review of the literature beside them is the second design."""
    suggestion = suggest(title, abstract)
    assert (design, ("literature_review",)) == (suggestion.design, suggestion.also)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Broken hips: a retrospective chart review", "The charts of 210 adults were read."),
        ("Broken wrists: a ten-year review", "This retrospective review covers 80 adults."),
        ("Falls on ice: a review of 40 cases", "Records were read."),
        ("Burns at work: an institutional review", "This record review covers one ward."),
        ("Sore backs: a multicenter review of medical records", "This chart review covers three wards."),
    ],
)
def test_review_of_charts_is_no_narrative_review(title: str, abstract: str) -> None:
    """Reading the records of patients is not reviewing the literature."""
    assert "narrative_review" != suggest(title, abstract).design


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "Mud for gout: a systematic review",
            "This review sums up mud. This systematic review found 12 studies.",
        ),
        (
            "Mud for gout: a scoping review",
            "This review maps mud. In this review we discuss where trials are missing.",
        ),
        ("Mud for gout: a meta-analytic review", "The present review counts effects."),
        (
            "Mud for gout: a mixed methods systematic review",
            "We review what patients say. Our review found ten studies.",
        ),
        (
            "Mud for gout",
            "This review used these steps. Search strategy: we searched MEDLINE. Ten trials were included.",
        ),
    ],
)
def test_systematic_review_that_says_this_review(title: str, abstract: str) -> None:
    """A systematic review that calls itself "this review" stays a systematic review."""
    assert "systematic_review" == suggest(title, abstract).design


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "Mud for gout",
            "This randomised trial will compare mud with sand. Adults will be recruited from one town.",
        ),
        (
            "Sand for gout",
            "In this study 40 participants will receive sand in a double-blind, placebo-controlled way.",
        ),
        (
            "Rationale and design of the mud trial",
            "We report the design of a randomised trial. Pain is the main outcome.",
        ),
        (
            "Mud against sand",
            "INTERVENTION: mud, randomly assigned. CONDITION: gout. PRIMARY OUTCOME: pain.",
        ),
        ("Mud for gout: a study protocol", "Adults were randomly assigned to mud or sand."),
    ],
)
def test_planned_study_is_a_protocol(title: str, abstract: str) -> None:
    """A study that is planned or registered is called a protocol, in words that the reasons quote."""
    suggestion = suggest(title, abstract)
    assert (("protocol",), None) == (suggestion.also, suggestion.checklist)
    assert any(reason.startswith("planned, not reported: “") for reason in suggestion.reasons)


@pytest.mark.parametrize(
    "sentence",
    [
        "Future trials will assess the dose.",
        "Results: pain fell. A larger study will include children.",
        "Adults received a multiple-dose protocol of mud.",
        "We found less pain. We will test sand next.",
    ],
)
def test_plans_for_later_make_no_protocol(sentence: str) -> None:
    """A report that announces its next study is still a report."""
    suggestion = suggest(
        "Mud: a randomised trial", f"Ninety adults were randomly assigned to mud. {sentence}"
    )
    assert ("randomised_trial", ()) == (suggestion.design, suggestion.also)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tariff was compared tofacitinib being dear.",
        "It was versusually read.",
        "A showcase reported mud.",
        "Cox2 was measured.",
        "PSMA was stained.",
    ],
)
def test_phrase_does_not_end_within_a_word(sentence: str) -> None:
    """A phrase that goes on as another word, or begins in one, says nothing."""
    suggestion = suggest("Mud on skin", sentence)
    assert not [reason for reason in suggestion.reasons if reason.endswith("(abstract)")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mud was compared with sand; ten versus twelve, with controls.",
        "Users of mud were compared with others, adjusted for age; multivariable models gave four.",
        "The hazard ratio, adjusted for age, was 1.2 versus the control group, compared to sand.",
    ],
)
def test_comparisons_alone_give_low_confidence(sentence: str) -> None:
    """A cohort that no phrase names, only comparisons, is suggested with low confidence."""
    suggestion = suggest("Mud and sand", sentence)
    assert ("unmatched_cohort", "low") == (suggestion.design, suggestion.confidence)


@pytest.mark.parametrize(
    "title",
    [
        "Barley soup in hiccups of tuba players: a case series.",
        "Nettle tea for stiff thumbs: a retrospective case-series from three centres",
        "A clinical series of willow wraps",
    ],
)
def test_a_series_stays_one_beside_the_index_term_case_reports(title: str) -> None:
    """PubMed gives "Case Reports" to series as well; the study's own words decide where no number tells."""
    suggestion = suggest(title, "Ten of the tuba players improved.", "Case Reports")
    assert ("case_series", "case-series") == (suggestion.design, suggestion.checklist)
