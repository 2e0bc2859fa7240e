"""Leaving a study out asks for another look at the bodies that it was in, and at no others."""

from __future__ import annotations

import pytest

from workbench.review.evidence import ratings
from workbench.review.session import open_review
from workbench.review.studies import exclusion


@pytest.fixture
def survival(example):
    """The example: survival has a cohort in one body, and two series in another, all rated."""
    with open_review(example, "anna") as session:
        yield session


def stale(session) -> dict[str, bool]:
    """Whether the bodies of survival and of adverse events were rated before a change, by key."""
    rows = [*ratings.evidence(session, outcome="survival"), *ratings.evidence(session, outcome="adverse")]
    return {f"{row.outcome.name}: {row.key}": row.stale for row in rows}


def test_only_the_body_of_the_study_is_stale(survival) -> None:
    """Harada is one of the series of both outcomes; the cohort and the single arms stay as they are."""
    assert not any(stale(survival).values())
    exclusion.exclude(survival, "harada2024", "another drug")
    assert {
        "Survival: cohort-high": False,
        "Survival: single-arm-very-low": True,
        "Adverse events: single-arm-low": False,
        "Adverse events: single-arm-very-low": True,
    } == stale(survival)


def test_taken_in_again_it_is_the_same_bodies(survival) -> None:
    """The last change is what is told."""
    exclusion.exclude(survival, "harada2024", "another drug")
    exclusion.include(survival, "harada2024", "it is after all")
    told = stale(survival)
    assert [True, True] == [told[key] for key in told if key.endswith("very-low")]
    assert [False, False] == [told[key] for key in told if not key.endswith("very-low")]


def test_a_body_that_loses_its_only_study_leaves_the_others_alone(survival) -> None:
    """Nothing is left of the cohort's body; the series were rated without it."""
    exclusion.exclude(survival, "yamakawa2025", "not ours")
    told = stale(survival)
    assert "Survival: cohort-high" not in told
    assert not told["Survival: single-arm-very-low"]
    assert told["Adverse events: single-arm-low"]
