"""One sentence says what a body of evidence says, with its certainty in the verb."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    CERTAINTIES,
    Effect,
    GradedBody,
    Rating,
    Standing,
    StudyNumbers,
    Threshold,
    Thresholds,
    informative_statement,
    read_baseline,
    read_numbers,
    statement_of,
)
from workbench.grade.body.statement import OTHER_UNIT

with (Path(__file__).parent / "golden_informative_statements.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))

COUNTS = {"treatment_events": "20", "treatment_total": "500"}
COMPARED = read_numbers(COUNTS | {"comparison_events": "50", "comparison_total": "500"})
ALONE = read_numbers(COUNTS | {"single_arm": "yes"})
LESS = Threshold(20)


def body(studies: dict[str, StudyNumbers | None] | None = None, **given: object) -> GradedBody:
    """One randomised study of death, rated down one level for imprecision."""
    known = {"a": COMPARED} if studies is None else studies
    rated: dict[str, object] = {"ratings": (Rating("Imprecision", -1, "wide"),), "treatment": "baricitinib"}
    return GradedBody("Death", known, "trial", "high", **(rated | given))


@pytest.mark.parametrize(
    "row", [row for row in GOLDEN if row["evidence"] == "compared"], ids=lambda row: row["statement"]
)
def test_each_golden_statement_is_met(row: dict[str, str]) -> None:
    """By certainty, size and direction; the longer form only where it is asked for."""
    longer = row["size"] == "any"
    size = {"fewer": "important", "more": "important", "none": "trivial"}[row["direction"]] if longer else ""
    text = informative_statement(
        row["certainty"], size or row["size"], row["direction"], treatment="X", outcome="O", longer=longer
    )
    assert row["statement"].format(X="X", O="O") == text


def golden(evidence: str) -> str:
    """The statement where there is no effect to state."""
    return next(row["statement"] for row in GOLDEN if row["evidence"] == evidence).format(O="death")


def test_where_no_statement_is_made_the_reason_is_given() -> None:
    """No study, no certainty, several studies without an effect."""
    assert golden("no_study") == statement_of(body({})).text
    refused = body(standing=Standing(refused_because="not rated yet: imprecision"))
    assert ("", golden("not_graded")) == (statement_of(refused).text, statement_of(refused).because)
    assert golden("effect_not_entered") == statement_of(body({"a": COMPARED, "b": COMPARED})).because


def test_nothing_is_stated_while_something_changed() -> None:
    """A comment from before a change does not matter to the statement."""
    stale = statement_of(body(standing=Standing(stale=("Imprecision",))))
    assert ("", True) == (stale.text, "looked at again" in stale.because)
    assert statement_of(body(standing=Standing(stale=("comment",)))).text


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        (Thresholds(), "Baricitinib probably reduces death; no size is given, as no threshold was set."),
        (Thresholds(LESS), "Baricitinib probably reduces death."),
        (Thresholds(Threshold(70)), "Baricitinib probably makes little or no difference to death."),
        (Thresholds(LESS, small=Threshold(60)), "Baricitinib probably reduces death slightly."),
        (Thresholds(LESS, large=Threshold(50)), "Baricitinib probably leads to a large reduction in death."),
        (
            Thresholds(LESS, unit="points"),
            f"Baricitinib probably reduces death; no size is given, as {OTHER_UNIT}.",
        ),
    ],
)
def test_the_size_comes_from_thresholds(thresholds: Thresholds, expected: str) -> None:
    """60 fewer per 1,000, whatever the interval says."""
    assert expected == statement_of(body(thresholds=thresholds)).text


def test_a_ratio_without_a_risk_has_no_size() -> None:
    """It is not made up from the ratio."""
    ratio = {"a": StudyNumbers(effect=Effect("OR", 0.4, 0.3, 0.5))}
    text = "Baricitinib probably reduces death; no size is given, as no risk without treatment is known."
    assert text == statement_of(body(ratio, thresholds=Thresholds(LESS))).text
    known = body(ratio, thresholds=Thresholds(LESS), baseline=read_baseline("20 %"))
    assert "Baricitinib probably reduces death." == statement_of(known).text


def test_without_a_comparison_no_effect_is_stated() -> None:
    """The counts, and what they do not show."""
    alone = "Death: 20 of 500 people given baricitinib."
    caution = "Without a comparison this does not show an effect of baricitinib."
    assert f"{alone} {caution}" == statement_of(body({"a": ALONE})).text
    assert "40 of 1,000 people given baricitinib in 2 studies, simply added up." in (
        statement_of(body({"a": ALONE, "b": ALONE})).text
    )
    text = statement_of(body({"a": None})).text
    assert (
        "None of the studies here reports death for a comparison group: nothing can be said of an effect"
        in text
    )


def test_a_hazard_ratio_is_stated_where_its_event_is_known() -> None:
    """A ratio of 0.6 for survival would be read as harm, and is most often one of death."""
    hazard = {"a": StudyNumbers(effect=Effect("HR", 0.6, 0.5, 0.7))}
    assert statement_of(body(hazard, thresholds=Thresholds(better="lower"))).text
    for better in ("", "higher"):
        assert "hazard ratio" in statement_of(body(hazard, thresholds=Thresholds(better=better))).because


def test_what_a_person_wrote_stands() -> None:
    """In the place of what follows from the numbers."""
    own = statement_of(body(own_statement="It helps a little."))
    assert ("It helps a little.", True) == (own.text, own.is_written)


@given(st.sampled_from(CERTAINTIES), st.sampled_from(["trivial", "small", "important", "large", "unsized"]),
       st.sampled_from(["fewer", "more", "none"]))  # fmt: skip
def test_no_statement_uses_the_words_that_mislead(certainty: str, size: str, direction: str) -> None:
    """No significance, no trend, and never "no effect" or "no difference" by itself."""
    text = informative_statement(certainty, size, direction, treatment="X", outcome="O")
    assert not any(word in text for word in ("significant", "trend", "no effect"))
    assert "no difference" not in text.replace("little or no difference", "")


@pytest.mark.parametrize(
    ("events", "total", "treatment", "expected"),
    [
        (1, 1, "baricitinib", "Death: 1 of 1 person given baricitinib. Without a"),
        (0, 17, "JAK inhibitors", "Death: none of 17 people given JAK inhibitors. Without a"),
    ],
)
def test_one_person_and_nobody_are_counted_in_words(
    events: int, total: int, treatment: str, expected: str
) -> None:
    """And the sentence says nothing of the treatment with a verb that could be wrong."""
    given = {"treatment_events": str(events), "treatment_total": str(total), "single_arm": "yes"}
    alone = body({"a": read_numbers(given)}, treatment=treatment)
    assert statement_of(alone).shown.startswith(expected)
