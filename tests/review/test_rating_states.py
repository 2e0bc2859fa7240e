"""How far a rating has come: suggested, rated, unreconciled, agreed, stale."""

from __future__ import annotations

import pytest

from store import outcomes as stored
from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError
from workbench.grade import RatingState
from workbench.review.admin import protocol
from workbench.review.appraisals import submission
from workbench.review.evidence import body_entries, findings, outcomes
from workbench.review.evidence import ratings as certainties
from workbench.review.evidence.body_records import RatingLine
from workbench.review.session import ReviewSession, work_as
from workbench.review.tables.build import build_table

NUMBERS = {"treatment_events": "3", "treatment_total": "19"}
NUMBERS |= {"comparison_events": "9", "comparison_total": "17"}


@pytest.fixture
def judged(anna: ReviewSession) -> ReviewSession:
    """Anna at work, who alone has appraised the only study of an outcome."""
    answer_all(anna, "Y")
    submission.submit(anna, STUDY)
    outcomes.add_outcome(anna, "survival", importance=9)
    findings.record_finding(anna, STUDY, "survival", NUMBERS)
    return anna


@pytest.fixture
def both(judged: ReviewSession, bea: ReviewSession) -> ReviewSession:
    """Anna at work; bea has submitted the same."""
    answer_all(bea, "Y")
    submission.submit(bea, STUDY)
    return judged


def line(session: ReviewSession, domain: str) -> RatingLine:
    """The rating of a domain of the only body."""
    (row,) = certainties.evidence(session)
    return next(one for one in row.ratings if one.domain == domain)


def test_what_the_program_proposes_is_suggested(judged: ReviewSession) -> None:
    """Also where it stands until somebody rates; and of one study inconsistency cannot be assessed."""
    bias = line(judged, "RiskOfBias")
    assert (RatingState.SUGGESTED, f"Suggested: {bias.suggested or 0} (not rated)") == (
        bias.state,
        bias.shown,
    )
    assert (RatingState.SUGGESTED, None) == (
        line(judged, "Imprecision").state,
        line(judged, "Imprecision").final,
    )
    assert RatingState.NOT_RATED is line(judged, "Indirectness").state
    assert "not assessable: one study: not assessable" == line(judged, "Inconsistency").state_text


def test_one_who_appraises_alone_rates_and_that_is_enough(judged: ReviewSession) -> None:
    """The state is that of the weakest rating; nothing is open once all are rated."""
    for domain in ("risk of bias", "indirectness", "imprecision", "publication bias"):
        certainties.rate(judged, "survival", domain, 0, "no reason to doubt it")
    (row,) = certainties.evidence(judged)
    assert (RatingState.RATED, ()) == (row.state, row.open_points)


def test_of_two_who_appraise_the_other_must_confirm(both: ReviewSession, bea: ReviewSession) -> None:
    """Rated by one it is unreconciled; confirmed it is agreed; changed it is not confirmed any more."""
    certainties.rate(both, "survival", "imprecision", -1, "few events")
    assert RatingState.UNRECONCILED is line(both, "Imprecision").state
    certainties.confirm(both, "survival", "imprecision")
    assert RatingState.UNRECONCILED is line(both, "Imprecision").state
    certainties.confirm(bea, "survival", "imprecision")
    agreed = line(both, "Imprecision")
    assert ("agreed: anna, bea", "bea") == (agreed.state_text, agreed.confirmed_by)
    certainties.rate(bea, "survival", "imprecision", -2, "very few events")
    assert ("bea", "", RatingState.UNRECONCILED) == (
        line(both, "Imprecision").rated_by,
        line(both, "Imprecision").confirmed_by,
        line(both, "Imprecision").state,
    )


def test_the_same_rating_by_another_confirms_it(both: ReviewSession, bea: ReviewSession) -> None:
    """Two people who say the same agree."""
    for session in (both, bea):
        certainties.rate(session, "survival", "imprecision", -1, "few events")
    assert RatingState.AGREED is line(both, "Imprecision").state


def test_a_change_makes_it_stale_and_takes_the_second_person_away(
    both: ReviewSession, bea: ReviewSession
) -> None:
    """The rater says that it still holds; that another one agrees must be said again."""
    certainties.rate(both, "survival", "imprecision", -1, "few events")
    certainties.confirm(bea, "survival", "imprecision")
    findings.record_finding(both, STUDY, "survival", NUMBERS | {"treatment_events": "4"})
    stale = line(both, "Imprecision")
    assert (RatingState.STALE, "") == (stale.state, stale.confirmed_by)
    assert "numbers changed on" in stale.state_because
    certainties.confirm(both, "survival", "imprecision")
    assert RatingState.UNRECONCILED is line(both, "Imprecision").state
    certainties.confirm(bea, "survival", "imprecision")
    assert RatingState.AGREED is line(both, "Imprecision").state


def test_another_threshold_asks_for_another_look_at_imprecision(judged: ReviewSession) -> None:
    """And not at what does not rest on thresholds."""
    for domain in ("imprecision", "indirectness"):
        certainties.rate(judged, "survival", domain, -1, "so it seems")
    (outcome,) = stored.list_outcomes(judged.db)
    stored.edit_outcome(judged.db, outcome.id, {"unit": "days"}, by="anna")
    assert RatingState.RATED is line(judged, "Imprecision").state
    change = {"thresholds": {"mid_benefit": {"value": 10, "source": "the panel"}}}
    stored.edit_outcome(judged.db, outcome.id, change, by="anna")
    assert RatingState.STALE is line(judged, "Imprecision").state
    assert "thresholds changed on" in line(judged, "Imprecision").state_because
    assert RatingState.RATED is line(judged, "Indirectness").state


def test_appraisals_that_differ_leave_risk_of_bias_unreconciled(
    judged: ReviewSession, bea: ReviewSession
) -> None:
    """Whoever confirms the rating: it rests on what is not settled."""
    answer_all(bea, "N")
    submission.submit(bea, STUDY)
    certainties.rate(judged, "survival", "risk of bias", -1, "as anna judged it")
    certainties.confirm(bea, "survival", "risk of bias")
    bias = line(judged, "RiskOfBias")
    assert RatingState.UNRECONCILED is bias.state
    assert f"the appraisals of {STUDY} differ, without a consensus" == bias.state_because


def test_who_appraises_nothing_confirms_nothing_unless_the_protocol_says_so(judged: ReviewSession) -> None:
    """A guest cannot make a rating agreed."""
    certainties.rate(judged, "survival", "imprecision", -1, "few events")
    carl = work_as(judged, "carl")
    with pytest.raises(ConflictError, match="carl appraises no study"):
        certainties.confirm(carl, "survival", "imprecision")
    with pytest.raises(ConflictError, match="carl appraises no study"):
        certainties.rate(carl, "survival", "imprecision", -1, "few events")
    protocol.write_protocol(judged, "adjudicator", "carl")
    certainties.confirm(carl, "survival", "imprecision")
    assert "carl" == line(judged, "Imprecision").confirmed_by


def test_tables_give_numbers_and_notes_to_programs(judged: ReviewSession) -> None:
    """Unrounded, each under a name of its own; and how far the ratings have come."""
    certainties.rate(judged, "survival", "imprecision", -1, "few events")
    for name in ("findings", "evidence-profile"):
        (table,) = build_table(judged, name)
        (values,) = table.data
        assert ("RR", 19, 9, 17, 36) == (
            values["effect_measure"],
            values["treatment_total"],
            values["comparison_events"],
            values["comparison_total"],
            values["people"],
        )
        assert (3 / 19) / (9 / 17) == pytest.approx(values["effect_estimate"])
        assert -1 == values["Imprecision_levels"]
        assert "few events" in values["notes"]
        assert "suggested" in values["open"]


def test_levels_up_count_against_the_rule_with_a_reason_that_is_printed(judged: ReviewSession) -> None:
    """Without it they do not count where something was rated down; taken away they do not count again."""
    for domain, levels in (("indirectness", -1), ("imprecision", 0), ("publication bias", 0)):
        certainties.rate(judged, "survival", domain, levels, "so it seems")
    certainties.rate(judged, "survival", "risk of bias", 0, "no reason to doubt it")
    with pytest.raises(ConflictError, match="nothing is rated up"):
        body_entries.enter(judged, "survival", {"up_anyway": "steep in every study", "comment": "Few."})
    assert "" == certainties.evidence(judged, outcome="survival")[0].entry("comment").text
    before = certainties.rate(judged, "survival", "dose-response", 1, "it rises with the dose")
    assert "ignored" in before.sum_note
    after = body_entries.enter(judged, "survival", {"up_anyway": "steep in every study"})
    assert after.sum_note.endswith("rated up against the rule: steep in every study")
    for name in ("findings", "evidence-profile"):
        (table,) = build_table(judged, name)
        assert any("Rated up all the same: steep in every study" in note for note in table.notes)
    gone = body_entries.remove_entry(judged, "survival", "up_anyway", "not so steep")
    assert before.sum_note == gone.sum_note
