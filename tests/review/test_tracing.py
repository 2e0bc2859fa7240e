"""The trace from a certainty down to what it rests on."""

from __future__ import annotations

import pytest

from tests.shared.ratings import confirm_all
from workbench.errors import UsageError
from workbench.review.appraisals import overrides, submission
from workbench.review.evidence import outcomes
from workbench.review.evidence import trace as tracing
from workbench.review.session import open_review
from workbench.review.tables.build import build_table


@pytest.fixture
def done(appraised):
    """The example review in which anna has appraised everything."""
    with open_review(appraised, "anna") as session:
        yield session


def kinds(node: tracing.Node) -> list[str]:
    """The kinds on the way to the first leaf that is a quote."""
    for child in node.children:
        if way := kinds(child):
            return [node.kind, *way]
    return [node.kind] if node.kind == "quote" else []


def test_risk_of_bias_goes_down_to_the_passage(done) -> None:
    """Certainty, rating, appraisal, domain, rule, answer, quote."""
    root = tracing.trace(done, "survival", domain="risk of bias")
    expected = ["outcome", "certainty", "rating", "appraisal", "domain", "rule", "answer", "quote"]
    assert expected == kinds(root)


def test_every_certainty_rests_on_quotes_notes_and_facts(done) -> None:
    """No leaf of any outcome is empty-handed once all is appraised."""
    leaves = [leaf for one in outcomes.list_outcomes(done) for leaf in tracing.trace(done, one.id).leaves()]
    assert {"quote", "note", "fact"} == {leaf.kind for leaf in leaves}
    assert [] == [leaf for leaf in leaves if not leaf.text.strip()]


def test_every_row_of_the_profile_has_its_trace(done) -> None:
    """As many certainties as rows, with the same symbols, once what was rated before is confirmed."""
    confirm_all(done)
    (table,) = build_table(done, "evidence-profile")
    cells = [row[table.ids.index("certainty")].label.partition(" (")[0] for row in table.rows]
    traced = [
        node.text.partition(":")[0]
        for one in outcomes.list_outcomes(done)
        for node in tracing.trace(done, one.id).children
    ]
    assert cells == traced


def test_another_domain_rests_on_findings_with_their_words(done) -> None:
    """Imprecision: the numbers, the passage, the source."""
    root = tracing.trace(done, "survival", domain="imprecision")
    (rating,) = [node for node in root.children[0].children if node.kind == "rating"]
    assert rating.text.startswith("imprecision: very serious (-2), rated by example, stale: rated on ")
    assert rating.text.endswith(": look again")
    finding = rating.children[-1]
    assert "yamakawa2025: 14/17 (82.4 %) against 9/17 (52.9 %); P 0.049" == finding.text
    assert ["quote", "fact"] == [leaf.kind for leaf in finding.children]


def test_an_override_is_traced_to_its_reason(done) -> None:
    """The judgement that counts and why it was set."""
    submission.reopen(done, "yamakawa2025", "once more")
    overrides.override(done, "yamakawa2025", "overall", "critical", "other times, other care")
    submission.submit(done, "yamakawa2025")
    leaves = tracing.trace(done, "survival", domain="risk").leaves()
    assert tracing.Node("note", "other times, other care") in leaves


def test_completeness_of_is_said(example) -> None:
    """A study without an appraisal is named, with nothing under it."""
    with open_review(example, "anna") as session:
        leaves = tracing.trace(session, "survival", domain="risk").leaves()
    missing = [leaf.text for leaf in leaves if leaf.kind == "missing"]
    assert ["no submitted appraisal that may be used"] * 3 == missing


def test_what_another_has_submitted_is_not_traced_before_it_may_be_seen(appraised) -> None:
    """bea, who has submitted nothing, sees no answer, note or passage of anna's appraisals."""
    with open_review(appraised, "bea") as bea:
        for one in outcomes.list_outcomes(bea):
            text = repr(tracing.trace(bea, one.id))
            assert "anna" not in text
            assert "as read" not in text


def test_an_unknown_domain_is_answered_with_those_there_are(done) -> None:
    """The message lists them."""
    with pytest.raises(UsageError, match="“risk of bias”"):
        tracing.trace(done, "survival", domain="luck")
