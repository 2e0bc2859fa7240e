"""Design suggestions: a corpus of invented abstracts, and the rules behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from store.bibliography import Bibliography
from workbench.intake import DESIGN_NAMES, ROUTES, StudyText, suggest_design

CORPUS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "corpus.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CORPUS, ids=[case["id"] for case in CORPUS])
def test_corpus(case: dict[str, Any]) -> None:
    """Each invented abstract gets its design, its second designs, its checklist or none, and the reason."""
    suggestion = suggest_design(StudyText(Bibliography(title=case["title"], abstract=case["abstract"])))
    expected = (case["design"], tuple(case.get("also", ())), case["checklist"])
    assert expected == (suggestion.design, suggestion.also, suggestion.checklist)
    assert case.get("reason", "") in " ".join(suggestion.reasons)
    assert suggestion.reasons


@pytest.mark.parametrize("case", CORPUS, ids=[case["id"] for case in CORPUS])
def test_reasons_quote_short_phrases_that_are_in_the_text(case: dict[str, Any]) -> None:
    """What stands in quotation marks is found in title or abstract and has at most eight words."""
    suggestion = suggest_design(StudyText(Bibliography(title=case["title"], abstract=case["abstract"])))
    text = f"{case['title']} {case['abstract']}"
    for reason in suggestion.reasons:
        for quoted in reason.split("“")[1:]:
            phrase = quoted.split("”")[0]
            assert phrase in text
            assert len(phrase.split()) <= 8


def test_corpus_is_large_and_broad() -> None:
    """The corpus has at least 25 abstracts and every design that can be suggested."""
    assert len(CORPUS) >= 25
    designs = set(DESIGN_NAMES) - {"literature_review", "protocol"}
    assert designs <= {case["design"] for case in CORPUS}
    suggested_first = {route.checklists[0] for route in ROUTES.values() if route.checklists}
    assert suggested_first <= {case["checklist"] for case in CORPUS}


@pytest.mark.parametrize(
    ("times", "checklist", "reason"),
    [
        (
            1,
            "single-arm",
            "“COVID-19” (text) seems not to be what the patients had; if it was, single-arm-covid",
        ),
        (
            5,
            "single-arm-covid",
            "the patients have COVID-19: “with COVID-19” (text, where it is named 5 times)",
        ),
    ],
)
def test_body_of_a_text_tells_the_population_only_if_it_names_it_often(
    times: int, checklist: str, reason: str
) -> None:
    """A disease named once may be a citation; either way the suggestion says what it went by."""
    study = StudyText(
        Bibliography(
            title="Cold socks for burning feet: a single-arm trial",
            abstract="Thirty adults wore cold socks. Pain was scored before and after four weeks.",
        ),
        text=" ".join(["Socks were also worn by adults with COVID-19."] * times),
        kind="full_text",
    )
    suggestion = suggest_design(study)
    assert checklist == suggestion.checklist
    assert reason in " ".join(suggestion.reasons)


@pytest.mark.parametrize(
    ("publication_type", "expected"),
    [
        ("Case Reports", "case_report"),
        ("Randomized Controlled Trial", "randomised_trial"),
        ("Meta-Analysis", "systematic_review"),
        ("Journal Article", None),
    ],
)
def test_publication_type_counts(publication_type: str, expected: str | None) -> None:
    """What the index says of a paper is evidence, named as such; "Journal Article" says nothing."""
    study = StudyText(
        Bibliography(title="Mud", abstract="Mud was used."), publication_types=(publication_type,)
    )
    suggestion = suggest_design(study)
    assert expected == suggestion.design
    if expected:
        assert f"“{publication_type}” (publication type)" == suggestion.reasons[0]


def test_empty_study_gets_no_suggestion() -> None:
    """Without a word to go by there is no suggestion, and a reason."""
    suggestion = suggest_design(StudyText())
    assert (suggestion.design, suggestion.checklist) == (None, None)
    assert suggestion.reasons[0].startswith("unsure")


@pytest.mark.parametrize(
    "sentence",
    [
        "Randomised controlled trials are needed.",
        "Previous randomised trials were small.",
        "This was not a randomised trial.",
        "A systematic review should be done.",
        "Several case-control studies have shown this.",
        "Larger cohort studies are warranted.",
    ],
)
def test_designs_of_other_studies_do_not_count(sentence: str) -> None:
    """Designs that are denied, wished for, or reported of others do not make the design."""
    assert (
        None
        is suggest_design(
            StudyText(Bibliography(title="Mud for heels", abstract=f"Mud is old. {sentence}"))
        ).design
    )


@pytest.mark.parametrize(
    ("title", "abstract", "types", "confidence"),
    [
        ("Mud: a randomised controlled trial", "Ninety adults were randomly assigned.", (), "high"),
        ("Mud", "Mud was used.", ("Case Reports",), "high"),
        ("Mud on skin", "This cross-sectional study asked 200 adults once.", (), "moderate"),
        (
            "Mud on skin",
            "Ten patients came. Case 2 was treated twice.",
            (),
            None,
        ),
        ("Mud on skin", "Mud was used.", ("Observational Study",), None),
    ],
)
def test_confidence(title: str, abstract: str, types: tuple[str, ...], confidence: str | None) -> None:
    """Named in the title or by the index: high; named in the abstract: moderate; no suggestion: none."""
    study = StudyText(Bibliography(title=title, abstract=abstract), publication_types=types)
    assert confidence == suggest_design(study).confidence


@pytest.mark.parametrize("case", CORPUS, ids=[case["id"] for case in CORPUS])
def test_confidence_is_there_exactly_with_a_design(case: dict[str, Any]) -> None:
    """An abstaining suggestion has no confidence and no checklist; every other has one."""
    suggestion = suggest_design(StudyText(Bibliography(title=case["title"], abstract=case["abstract"])))
    assert (suggestion.design is None) is (suggestion.confidence is None)
    assert suggestion.design or suggestion.checklist is None


def test_own_study_beside_a_review_says_both() -> None:
    """A cohort with a meta-analysis is a cohort and also a systematic review."""
    study = StudyText(
        Bibliography(
            title="Warm sand: a retrospective cohort study and meta-analysis",
            abstract="We compared 100 adults given sand with 200 who were not. "
            "We searched PubMed for studies.",
        )
    )
    suggestion = suggest_design(study)
    assert ("unmatched_cohort", ("systematic_review",)) == (suggestion.design, suggestion.also)
    assert "robins-i-v2" == suggestion.checklist


@pytest.mark.parametrize(
    ("heading", "design"),
    [("Case-Control Studies", "case_control"), ("Cross-Sectional Studies/*methods", "cross_sectional")],
)
def test_subject_headings_add_to_words(heading: str, design: str) -> None:
    """A subject heading alone is not enough, but it tips what the text hints at."""
    hint = {
        "case_control": "Cases and healthy controls were asked.",
        "cross_sectional": "A postal survey was sent.",
    }
    alone = StudyText(Bibliography(title="Mud", abstract="Mud was used."), keywords=(heading,))
    both = StudyText(Bibliography(title="Mud", abstract=hint[design]), keywords=(heading,))
    assert (None, design) == (suggest_design(alone).design, suggest_design(both).design)


def test_index_calls_it_a_protocol() -> None:
    """The publication type of a protocol means that there are no results to appraise."""
    study = StudyText(
        Bibliography(title="Mud", abstract="Mud is planned."), publication_types=("Clinical Trial Protocol",)
    )
    suggestion = suggest_design(study)
    assert (("protocol",), None) == (suggestion.also, suggestion.checklist)
