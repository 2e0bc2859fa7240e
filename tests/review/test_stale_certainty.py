"""A certainty that rests on what changed since is struck in what is published, and never final."""

from __future__ import annotations

import pytest

from tests.shared.ratings import confirm_all
from workbench.review.evidence import body_entries, findings, ratings, trace
from workbench.review.publish.build_figure import build_figure
from workbench.review.session import open_review
from workbench.review.tables.build import build_table
from workbench.review.tables.final import NotFinalError

CHANGED = {
    "treatment_events": "13",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
}


@pytest.fixture
def changed(appraised):
    """The example with all appraised and rated, and a number of the cohort changed afterwards."""
    with open_review(appraised, "anna") as session:
        findings.record_finding(session, "yamakawa2025", "Survival", CHANGED, source="correction")
        yield session


def certainty(session, table: str):
    """The cell of the certainty of the cohort in a table."""
    (made,) = build_table(session, table)
    place = [column.id for column in made.columns].index("certainty")
    return made.rows[0][place]


@pytest.mark.parametrize("table", ["findings", "evidence-profile"])
def test_a_table_marks_it_and_says_why(changed, table: str) -> None:
    """For programs it is empty; the state stands beside it."""
    cell = certainty(changed, table)
    assert cell.value is None
    assert cell.label.startswith("⊕◯◯◯ very low (stale: look again)")


def test_what_it_hangs_on_and_its_trace_mark_it_too(changed) -> None:
    """It is marked wherever a certainty stands."""
    made, *_ = build_table(changed, "influence")
    cells = [row[made.ids.index("certainty")] for row in made.rows if "yamakawa2025" in str(row[2])]
    assert (None, "very low (stale: look again)") == (cells[0].value, cells[0].label)
    node = trace.trace(changed, "Survival").children[0]
    assert "very low (stale: look again): " in node.text


def test_a_confirmed_certainty_is_shown_again(changed) -> None:
    """Whoever looked again has said that it holds."""
    for domain in ("Indirectness", "Imprecision", "PublicationBias"):
        ratings.confirm(changed, "Survival", domain, body="cohort-high")
    assert "very_low" == certainty(changed, "findings").value


def test_the_certainty_of_the_whole_does_not_rest_on_it(changed) -> None:
    """Neither does the figure print it."""
    told = ratings.overall(changed)
    assert "Survival" in told[1]
    (figure,) = build_figure(changed, "certainty")
    (row,) = [row for row in figure.rows if "yamakawa2025" in row.label and "Survival" in row.label]
    assert ("", "very low (stale: look again)") == (row.symbols, row.word)


@pytest.mark.parametrize("table", ["findings", "evidence-profile", "influence"])
def test_nothing_that_shows_a_certainty_is_final_with_a_stale_one(changed, table: str) -> None:
    """It is named among what is open."""
    with pytest.raises(NotFinalError) as refused:
        build_table(changed, table, final=True)
    assert any("cohort-high" in point and "numbers changed on" in point for point in refused.value.points)


def test_a_stale_comment_strikes_nothing(appraised) -> None:
    """It stands beside the certainty, which does not rest on it."""
    with open_review(appraised, "anna") as session:
        body_entries.enter(session, "Survival", {"comment": "few"}, body="cohort-high")
        findings.record_finding(session, "yamakawa2025", "Survival", CHANGED, source="correction")
        confirm_all(session)
        row = next(row for row in ratings.evidence(session, outcome="Survival") if row.key == "cohort-high")
        assert row.entry("comment").stale
        assert "very_low" == certainty(session, "findings").value
