"""GRADE: what is suggested, what a person rates, what follows, and what of it a viewer may see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store import history, studies
from tests.shared.ratings import confirm_all
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.admin import settings
from workbench.review.appraisals import answers, submission
from workbench.review.evidence import findings, outcomes
from workbench.review.evidence import ratings as certainties
from workbench.review.reviewers import calibration
from workbench.review.session import open_review
from workbench.review.studies import exclusion
from workbench.review.tables.build import build_table


@pytest.fixture
def new(example):
    """The example review with anna at work: nothing is appraised."""
    with open_review(example, "anna") as session:
        yield session


@pytest.fixture
def done(appraised):
    """The example review in which anna has appraised everything."""
    with open_review(appraised, "anna") as session:
        yield session


def appraise(session, study: str, code: str = "PY", result: str = "") -> None:
    """Give every item the same answer, and submit."""
    while unanswered := answers.judge_study(session, study, result=result).verdict.unanswered:
        answers.answer(session, study, unanswered[0], code, result=result)
    submission.submit(session, study, result=result)


def line(row, domain: str):
    """The line of a GRADE domain."""
    return next(one for one in row.ratings if one.domain == domain)


def test_without_appraisals_nothing_is_graded_and_the_missing_are_named(new) -> None:
    """Every study of every row is missing; no certainty, and the sum so far stands beside."""
    rows = certainties.evidence(new)
    assert all(row.missing == row.studies and not row.certainty and not row.symbols for row in rows)
    assert "less than half by participants is appraised; missing: yamakawa2025" in rows[0].refused_because
    assert "so far: starts high (4), 3 levels down = 1: very low" == rows[0].sum_note


def test_starts_are_rows_of_their_own_the_highest_first(new) -> None:
    """Survival: the matched cohort, and two series; never averaged."""
    rows = certainties.evidence(new, outcome="survival")
    expected = [("high", ("yamakawa2025",)), ("very_low", ("exacerbation", "harada2024"))]
    assert expected == [(row.start, row.studies) for row in rows]
    assert [(0, "psm-cohort starts high"), (1, "case-series starts very low")] == [
        (row.place, row.start_because) for row in rows
    ]


def test_appraised_every_outcome_has_a_certainty(done) -> None:
    """Risk of bias follows from the appraisals; the sum goes on past the floor."""
    rows = certainties.evidence(done)
    assert {""} == {row.refused_because for row in rows}
    assert {"very_low"} == {row.certainty for row in rows}
    assert {("⊕◯◯◯", "+---")} == {(row.symbols, row.ascii_symbols) for row in rows}
    assert "starts very low (1), 3 levels down = -2: 3 levels past the floor, so very low" == rows[1].sum_note
    assert "" == certainties.overall(done)[0]  # what was rated before the appraisals is to be looked at again
    confirm_all(done)
    assert ("very_low", True) == (certainties.overall(done)[0], "Survival" in certainties.overall(done)[1])


def test_a_calibration_study_counts_in_the_certainty(done) -> None:
    """It is left out of agreement only."""
    before = certainties.evidence(done), certainties.overall(done)
    calibration.calibrate(done, "yamakawa2025", True)
    assert before == (certainties.evidence(done), certainties.overall(done))


def test_one_reading_gives_the_rows_and_the_certainty_of_the_whole(done) -> None:
    """The screen asks once and gets what two readings would say, and last what the certainty hangs on."""
    reading = certainties.read_evidence(done)
    rows = certainties.evidence(done)
    assert any(row.hangs_on for row in rows)
    assert [replace(row, hangs_on=()) for row in rows] == [*reading.rows]
    assert (rows, certainties.overall(done)) == (
        certainties.what_rows_hang_on(done, reading),
        reading.overall,
    )


def test_what_the_certainty_hangs_on_is_told_of_what_still_stands(done) -> None:
    """An appraisal reopened while the screen shows its rows is a draft: nothing of it is told any more."""
    reading = certainties.read_evidence(done)
    submission.reopen(done, "yamakawa2025", "the supplement came")
    rows = certainties.what_rows_hang_on(done, reading)
    assert [*reading.rows] == [replace(row, hangs_on=()) for row in rows]
    before = {row.key: row.hangs_on for row in certainties.evidence(done, outcome="survival")}
    assert before == {row.key: row.hangs_on for row in rows if row.outcome.name.startswith("Survival")}


def test_of_the_steps_in_appraisals_those_of_studies_with_findings_are_read(done) -> None:
    """All other actions are read on any study, oldest first."""
    study = studies.get_study(done.db, "yamakawa2025").id
    events = history.list_events_on(done.db, [study], actions=["submit"], always=["finding", "study.add"])
    everything = history.list_events(done.db, actions=["submit", "finding", "study.add"])
    expected = [
        event for event in everything if event.action != "submit" or event.study_key == "yamakawa2025"
    ]
    assert expected == events
    assert {"submit", "finding", "study.add"} == {event.action for event in events}
    assert {"yamakawa2025"} == {event.study_key for event in events if event.action == "submit"}


def test_risk_of_bias_has_its_arithmetic_and_nobody_as_rater(done) -> None:
    """Shares by participants, in words, and the final judgement behind each."""
    risk = line(certainties.evidence(done, outcome="survival")[1], "RiskOfBias")
    assert ("", risk.suggested) == (risk.rated_by, risk.final)
    assert "exacerbation: low (0); harada2024: no information (-1)" in risk.because
    assert "By participants: 33.3 % at -1, 66.7 % at 0; suggests 0" in risk.because


@pytest.mark.parametrize(("study", "refused"), [("exacerbation", False), ("harada2024", True)])
def test_less_than_half_of_the_weight_gives_no_result(new, study, refused) -> None:
    """Six of nine patients are enough, three are not; the other study is named as missing."""
    appraise(new, study)
    row = certainties.evidence(new, outcome="survival")[1]
    other = {"exacerbation": "harada2024", "harada2024": "exacerbation"}[study]
    assert ((other,), refused) == (row.missing, "risk of bias" in row.refused_because)
    assert f"No appraisal of {other}" in line(row, "RiskOfBias").because


def test_weights_are_equal_where_people_are_not_known(anna) -> None:
    """The sentence says which it is."""
    outcomes.add_outcome(anna, "Walking")
    findings.record_finding(anna, "pretend2016", "walking", {"sentence": "better"})
    (row,) = certainties.evidence(anna)
    assert "0 % of the studies, all alike is appraised" in line(row, "RiskOfBias").because


def test_a_hidden_appraisal_changes_nothing_that_a_viewer_sees(example) -> None:
    """Before anna has submitted, what bea submits has no part in suggestions, sums, news or tables."""
    with open_review(example, "anna") as anna, open_review(example, "bea") as bea:
        appraise(anna, "harada2024")
        answers.answer(anna, "exacerbation", "1.1", "Y")

        def seen() -> str:
            made = [build_table(anna, name) for name in ("evidence-profile", "findings")]
            return repr((certainties.evidence(anna), certainties.overall(anna), made))

        before = seen()
        for study in ("yamakawa2025", "exacerbation"):
            appraise(bea, study, "PN" if study == "exacerbation" else "NI")
        assert before == seen()
        assert certainties.evidence(bea, outcome="survival")[0].missing == ()


def test_the_own_appraisal_counts_before_that_of_others_and_the_difference_is_told(example) -> None:
    """Both have submitted: each is rated on the own one until they reconcile."""
    with open_review(example, "anna") as anna, open_review(example, "bea") as bea:
        appraise(anna, "exacerbation", "PY")
        appraise(bea, "exacerbation", "PN")
        mine, hers = (
            line(certainties.evidence(session, outcome="ct score")[0], "RiskOfBias")
            for session in (anna, bea)
        )
        assert (0, -2) == (mine.final, hers.final)
        assert "Not reconciled: bea judges exacerbation high" in mine.because


def test_where_blindness_is_lifted_others_count_the_most_severe_first(example) -> None:
    """A third person without an own appraisal sees what others submitted."""
    with open_review(example, "anna") as anna, open_review(example, "bea") as bea:
        appraise(anna, "exacerbation", "PY")
        appraise(bea, "exacerbation", "PN")
        with open_review(example, "carl") as carl:
            assert ("exacerbation",) == certainties.evidence(carl, outcome="ct score")[0].missing
            settings.lift_blindness(carl, "carl decides")
            row = certainties.evidence(carl, outcome="ct score")[0]
    assert ((), -2) == (row.missing, line(row, "RiskOfBias").final)


def test_an_appraisal_of_the_outcome_counts_before_one_of_the_whole_study(new) -> None:
    """And one of another result never counts."""
    appraise(new, "exacerbation", "PN", result="CT score (before onset)")
    assert certainties.evidence(new, outcome="imaging")[0].missing[0] == "exacerbation"
    appraise(new, "exacerbation", "PY")
    appraise(new, "exacerbation", "PN", result="survival at 90 days")
    survival, imaging = (certainties.evidence(new, outcome=one)[-1] for one in ("survival", "imaging"))
    assert ["exacerbation: high (-2)", "exacerbation: low (0)"] == [
        line(row, "RiskOfBias").because.split(". ")[1].split(";")[0] for row in (survival, imaging)
    ]


def test_a_rating_needs_its_reason_and_stands_beside_the_suggestion(done) -> None:
    """Rated otherwise than suggested, down or to nothing: why?"""
    with pytest.raises(UsageError, match="needs a reason"):
        certainties.rate(done, "survival", "imprecision", -1, " ", body="cohort-high")
    with pytest.raises(UsageError, match="say why it is rated 0"):
        certainties.rate(done, "survival", "imprecision", 0, "", body="cohort-high")
    row = certainties.rate(
        done, "survival", "imprecision", -1, "the interval is nearly clear", body="cohort-high"
    )
    rated = line(row, "Imprecision")
    assert (-2, -1, "serious", "anna", "the interval is nearly clear") == (
        rated.suggested,
        rated.final,
        rated.word,
        rated.rated_by,
        rated.reason,
    )
    assert "anna rated imprecision -1 (was -2)" in row.recently[0]


def test_only_the_body_that_is_meant_is_rated(done) -> None:
    """The same domain of the other start keeps its rating."""
    certainties.rate(done, "survival", "imprecision", -1, "enough", body="single-arm-very-low")
    rows = certainties.evidence(done, outcome="survival")
    assert [-2, -1] == [line(row, "Imprecision").final for row in rows]


@pytest.mark.parametrize(
    ("domain", "levels", "words"),
    [
        ("imprecision", -4, "no rating -4"),
        ("large", -1, "no rating -1"),
        ("in", -1, "could be Inconsistency or Indirectness"),
        ("luck", -1, "no GRADE domain 'luck'"),
    ],
)
def test_what_cannot_be_rated_is_said(done, domain, levels, words) -> None:
    """Levels that a domain has not, domains that are none."""
    with pytest.raises(UsageError, match=words):
        certainties.rate(done, "survival", domain, levels, "because", body="cohort-high")


def test_up_does_not_count_where_anything_went_down(done) -> None:
    """The note keeps both."""
    row = certainties.rate(done, "survival", "large effect", 1, "more than a half more", body="cohort-high")
    assert "1 level up ignored: something was rated down" in row.sum_note


def test_a_rating_made_before_a_change_says_so_until_it_is_confirmed(done) -> None:
    """Reopening an appraisal of the body, or another finding, makes ratings older than what they rest on."""
    certainties.rate(done, "survival", "imprecision", -2, "23 events", body="cohort-high")
    fresh = certainties.evidence(done, outcome="survival")[0]
    assert not line(fresh, "Imprecision").stale
    submission.reopen(done, "yamakawa2025", "the supplement came")
    row = certainties.evidence(done, outcome="survival")[0]
    assert (True, ("yamakawa2025",)) == (line(row, "Imprecision").stale, row.missing)
    assert "anna reopened the appraisal of yamakawa2025" in row.recently[0]
    confirmed = certainties.confirm(done, "survival", "imprecision", body="cohort-high")
    assert not line(confirmed, "Imprecision").stale
    findings.record_finding(done, "yamakawa2025", "survival", {"sentence": "more lived"})
    assert line(certainties.evidence(done, outcome="survival")[0], "Imprecision").stale


def test_rating_the_same_again_confirms_it(done) -> None:
    """Nobody must change a rating to say that it stands."""
    submission.reopen(done, "yamakawa2025", "once more")
    before = line(certainties.evidence(done, outcome="survival")[0], "Imprecision")
    row = certainties.rate(done, "survival", "imprecision", before.final, before.reason, body="cohort-high")
    assert (True, False) == (before.stale, line(row, "Imprecision").stale)


def test_a_draft_that_is_answered_leaves_ratings_as_they_are(new) -> None:
    """Nothing that counts changes before an appraisal is submitted."""
    answers.answer(new, "yamakawa2025", "1.1", "Y")
    assert not certainties.evidence(new, outcome="survival")[0].stale
    appraise(new, "yamakawa2025")
    assert certainties.evidence(new, outcome="survival")[0].stale


def test_an_outcome_without_findings_has_nothing_to_rate(anna) -> None:
    """It has a row that says so; rating and confirming say what to do first."""
    outcomes.add_outcome(anna, "Death", importance=9)
    (row,) = certainties.evidence(anna)
    assert ("", (), "no study has a finding for it yet") == (row.start, row.studies, row.refused_because)
    assert ("", "not graded yet: Death") == certainties.overall(anna)
    with pytest.raises(ConflictError, match="has no finding yet"):
        certainties.rate(anna, "death", "imprecision", -1, "few")
    findings.record_finding(anna, "pretend2016", "death", {"sentence": "nobody died"})
    with pytest.raises(NotFoundError, match="not rated yet"):
        certainties.confirm(anna, "death", "imprecision")


def test_the_example_invents_no_judgement_of_bias(new) -> None:
    """Its ratings are all under its own name, and none is of risk of bias."""
    lines = [one for row in certainties.evidence(new) for one in row.ratings]
    assert {"example", ""} == {one.rated_by for one in lines}
    assert {""} == {one.rated_by for one in lines if one.domain == "RiskOfBias"}


def test_leaving_a_study_out_asks_for_another_look(done) -> None:
    """Ratings made with it, and ratings made without it, are stale after the body changed so."""
    certainties.rate(done, "survival", "imprecision", -2, "few patients", body="single-arm-very-low")

    def rated():
        row = next(
            row for row in certainties.evidence(done, outcome="survival") if "harada2024" in row.studies
        )
        return row.studies, line(row, "Imprecision").stale

    assert (("exacerbation", "harada2024"), False) == rated()
    exclusion.exclude(done, "exacerbation", "not of the review")
    assert (("harada2024",), True) == rated()
    certainties.rate(done, "survival", "imprecision", -2, "fewer patients", body="single-arm-very-low")
    assert (("harada2024",), False) == rated()
    exclusion.include(done, "exacerbation", "it is after all")
    assert (("exacerbation", "harada2024"), True) == rated()
