"""What the example studies report for the outcomes of the example review."""

from __future__ import annotations

import pytest

from tests.examples.test_loading import SEEDS, printed, runs
from workbench.examples import ExampleOutcome, example_outcomes, example_studies
from workbench.grade import GRADE_DOMAINS, problems_of, rate

__all__ = ["printed"]

OUTCOMES = example_outcomes()
SHEETS = {study.key: study.document_text for study in example_studies()}


def own_words(outcome: ExampleOutcome) -> str:
    """Sources, sentences and reasons."""
    findings = [f"{one.source} \n{one.fields.get('sentence', '')}" for one in outcome.findings]
    reasons = [reason for domains in outcome.ratings.values() for _, reason in domains.values()]
    return " \n".join([outcome.name, outcome.time_point, *findings, *reasons])


def test_four_kinds_of_outcome_and_all_five_studies() -> None:
    """Survival, oxygenation, imaging and harms; every study speaks to at least one."""
    assert {"Survival", "Oxygenation", "Imaging", "Adverse events"} <= {one.name for one in OUTCOMES}
    assert set(SHEETS) == {finding.study for one in OUTCOMES for finding in one.findings}


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: one.name)
def test_every_finding_can_be_entered_and_quotes_its_fact_sheet(outcome: ExampleOutcome) -> None:
    """No problem in the fields, and the quote stands in the sheet of that study."""
    assert [] == [problem for one in outcome.findings for problem in problems_of(one.fields)]
    assert [] == [one.quote for one in outcome.findings if one.quote not in SHEETS[one.study]]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: one.name)
def test_ratings_have_reasons_and_leave_risk_of_bias_to_the_appraisals(outcome: ExampleOutcome) -> None:
    """Each rating can be one; nobody has appraised anything yet."""
    for domains in outcome.ratings.values():
        assert "RiskOfBias" not in domains
        assert set(domains) <= set(GRADE_DOMAINS)
        for domain, (levels, reason) in domains.items():
            assert reason == rate(domain, levels, reason).reason


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not beside this checkout")
@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: one.name)
def test_no_sentence_is_copied(outcome: ExampleOutcome, printed: set[tuple[str, ...]]) -> None:
    """No run of eight words occurs in any of the five documents."""
    assert [] == sorted(runs(own_words(outcome)) & printed)
