"""Studies are left out with a reason, and taken in again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Run

STUDY = "sugino2023"


@pytest.fixture
def as_bea(ran: Run) -> Run:
    """The example review, with bea at work."""
    assert 0 == ran("demo", "review.db").code
    return lambda *words: ran("--db", "review.db", "--reviewer", "bea", *words)


def _keys(ran: Run, table: str) -> set[str]:
    return {row["study"] for row in ran("table", table, "--format", "json").json}


def _appraised(ran: Run) -> str:
    return ran("table", "appraisal", "--format", "json").out


def _counted(ran: Run) -> str:
    """What the certainty rests on, without the last steps and what is stale: they tell of the exclusion."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            told = {"recently", "stale", "state", "state_because", "open"}
            kept = {name: each for name, each in value.items() if name not in told}
            return {name: without(each) for name, each in kept.items()}
        return [without(each) for each in value] if isinstance(value, list) else value

    return json.dumps(without(ran("certainty", "--format", "json").json))


def test_an_excluded_study_leaves_every_table_and_is_listed(as_bea: Run) -> None:
    """It is gone from characteristics, and stands with reason and reviewer in a table of its own."""
    assert STUDY in _keys(as_bea, "characteristics")
    assert 0 == as_bea("exclude", STUDY, "--reason", "retracted in 2017").code
    assert STUDY not in _keys(as_bea, "characteristics")
    (row,) = as_bea("table", "excluded", "--format", "json").json
    assert (STUDY, "retracted in 2017", "bea") == (row["study"], row["reason"], row["by"])
    listed = {study["key"]: study["excluded"] for study in as_bea("studies", "--format", "json").json}
    assert ("retracted in 2017", None) == (listed[STUDY], listed["harada2024"])


def test_its_appraisal_and_findings_leave_the_evidence_and_come_back(as_bea: Run) -> None:
    """Appraisals, agreement and certainty go by the studies that are included; nothing is lost."""
    study = "yamakawa2025"
    assert 0 == as_bea("answer", study, "1.1", "WN").code
    before = [_appraised(as_bea), _counted(as_bea)]
    assert all(study in each for each in before)
    assert 0 == as_bea("exclude", study, "--reason", "not of the review").code
    assert all(study not in each for each in (_appraised(as_bea), _counted(as_bea)))
    assert 0 == as_bea("include", study, "--reason", "it is after all").code
    assert before == [_appraised(as_bea), _counted(as_bea)]
    assert [] == as_bea("table", "excluded", "--format", "json").json


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("exclude", STUDY, "--reason", " "), 2, "needs a reason"),
        (("include", STUDY, "--reason", "x"), 4, "is not excluded"),
        (("exclude", "nobody", "--reason", "x"), 3, "no study"),
        (("exclude", STUDY), 2, "--reason"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    as_bea: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    """Nothing changes then."""
    done = as_bea(*words)
    assert (code, True) == (done.code, told in done.err)
    assert [] == as_bea("table", "excluded", "--format", "json").json


def test_another_reason_says_which_one_it_replaces(as_ana: Run) -> None:
    """Nothing is replaced in silence."""
    assert 0 == as_ana("exclude", "ono", "--reason", "a letter").code
    again = as_ana("exclude", "ono", "--reason", "another drug")
    assert "ono is excluded: another drug." in again.err
    assert "the reason was: a letter" in again.err


def test_numbers_of_an_excluded_study_are_refused_with_the_way_on(as_ana: Run) -> None:
    """They would count nowhere."""
    as_ana("outcomes", "add", "Death")
    as_ana("exclude", "ono", "--reason", "a letter")
    refused = as_ana("finding", "ono", "Death", "--events-treatment", "1", "--total-treatment", "2")
    assert (4, True) == (refused.code, "`workbench include ono --reason …`" in refused.err)


def test_a_study_keeps_a_title(as_ana: Run) -> None:
    """Its tables would have a hole that nobody can find."""
    refused = as_ana("edit", "ono", "--title", " ")
    assert (2, True) == (refused.code, "a study needs a title" in refused.err)


def test_a_new_outcome_offers_those_of_the_protocol(as_ana: Run) -> None:
    """What the protocol names and nobody added yet is told."""
    as_ana("protocol", "set", "outcomes", "Death: 90 days\nPain")
    assert "the protocol also names: Pain" in as_ana("outcomes", "add", "Death").err
    assert "the protocol" not in as_ana("outcomes", "add", "Pain").err
