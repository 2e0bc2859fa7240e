"""What an earlier version overwrote when a checklist was chosen is offered, and can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import open_review, studies
from tests.cli.conftest import Run

OLD = Path(__file__).parent.parent / "old_reviews"
OFFER = "Design before the checklist was chosen: case series"


@pytest.fixture
def overwritten(ran: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A review of 0004 in which kim2023, a case series, was given psm-cohort, and its design with it."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    shutil.copy(OLD / "v0004.db", "review.db")
    with open_review("review.db") as review:
        study = studies.get_study(review, "kim2023")
        given = {"checklist": "psm-cohort", "design": "psm_retrospective_cohort", "by": "anna"}
        studies.assign_checklist(review, study.id, **given)
    return ran


def _design(ran: Run) -> str:
    return str(ran("show", "kim2023", "--format", "json").json["design"])


def test_the_design_stays_and_the_one_before_is_offered(overwritten: Run) -> None:
    """`studies`, `show` and `assign` say which it was and how it is taken back."""
    assert "psm_retrospective_cohort" == _design(overwritten)
    how = "`workbench edit kim2023 --design case_series`"
    for verb in ("studies", "show kim2023", "assign kim2023"):
        made = overwritten(*verb.split())
        told = " ".join((made.out + made.err).split())
        assert (verb, True, True) == (verb, OFFER in told, how in told)


@pytest.mark.parametrize("decided", ["case_series", "psm_retrospective_cohort", "case_report", "none"])
def test_whatever_is_decided_on_the_design_ends_the_offer(overwritten: Run, decided: str) -> None:
    """Also that it stays as it is; the checklist stays."""
    assert 0 == overwritten("edit", "kim2023", "--design", decided).code
    assert decided.replace("none", "None") == _design(overwritten)
    assert "psm-cohort" == overwritten("show", "kim2023", "--format", "json").json["checklist"]
    assert OFFER not in overwritten("studies").out


@pytest.mark.parametrize("version", ["v0001", "v0002", "v0004", "v0005", "v0007"])
def test_a_review_in_which_nothing_was_overwritten_offers_nothing(ran: Run, version: str) -> None:
    """Whatever the version that made it."""
    shutil.copy(OLD / f"{version}.db", "review.db")
    made = ran("--reviewer", "anna", "studies")
    assert (0, False) == (made.code, "Design before" in made.out + made.err)


def test_choosing_a_checklist_today_offers_nothing(as_ana: Run) -> None:
    """The design was left alone; both can be set to none, and back."""
    assert 0 == as_ana("assign", "ono", "psm-cohort", "--reason", "to see").code
    assert 0 == as_ana("assign", "ono", "none").code
    assert 0 == as_ana("edit", "ono", "--design", "none").code
    shown = as_ana("studies", "--format", "json").json[0]
    assert (None, None) == (shown["checklist"], shown["design"])
    assert 0 == as_ana("edit", "ono", "--design", "case_report").code
    assert 0 == as_ana("assign", "ono", "case-report").code
    assert "Design before" not in as_ana("studies").out
