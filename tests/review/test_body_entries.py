"""Effects, baseline risks, comments and chosen starts of bodies of evidence, and what tables make of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.review.conftest import answer_all
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade import NumbersError
from workbench.output import Labelled
from workbench.review.admin import history
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import body_entries, findings, outcomes, starts, summary_header
from workbench.review.evidence import ratings as certainties
from workbench.review.evidence import trace as tracing
from workbench.review.evidence.ratings import BodyRow
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table

COHORTS = ("borresen2021", "seaweed")
COUNTS = {
    "treatment_events": "3",
    "treatment_total": "20",
    "comparison_events": "6",
    "comparison_total": "20",
}
EFFECT = {
    "measure": "RR",
    "estimate": "0.53",
    "lower": "0.36",
    "upper": "0.78",
    "effect_source": "random-effects meta-analysis of 2 studies, R metafor",
}
COHORTS_HIGH, ARM = "cohort-high", "single-arm-low"
BASELINE = {"baseline": "41.2 %", "baseline_source": "a registry"}
RATED = ("inconsistency", "indirectness", "imprecision", "publication bias")


@pytest.fixture
def death(anna: ReviewSession) -> ReviewSession:
    """Death in two cohorts that anna judged, and in a single arm."""
    for study in COHORTS:
        known_studies.assign(anna, study, "psm-cohort", reason="tried")
        answer_all(anna, "PY", study)
        for preliminary in answers.judge_study(anna, study).checklist.preliminaries:
            if preliminary.required and not preliminary.options:
                answers.answer(anna, study, preliminary.id, "age")
        submission.submit(anna, study)
    known_studies.assign(anna, "itch", "single-arm-covid", reason="tried")
    outcomes.add_outcome(anna, "death", time_point="28 days", better="lower", importance=9)
    for study in COHORTS:
        findings.record_finding(anna, study, "death", COUNTS)
    alone = {"single_arm": "yes", "treatment_events": "4", "treatment_total": "9"}
    findings.record_finding(anna, "itch", "death", alone)
    return anna


def body(session: ReviewSession, place: int = 0) -> BodyRow:
    """A body of evidence of death, read anew."""
    return certainties.evidence(session, outcome="death")[place]


def rate_all(session: ReviewSession, body: str = COHORTS_HIGH) -> None:
    """Every domain that must be rated, as not serious."""
    for domain in RATED:
        certainties.rate(session, "death", domain, 0, "looked at", body=body)


def notes(session: ReviewSession, name: str) -> str:
    """The lines under a table."""
    (table,) = build_table(session, name)
    return "\n".join(table.notes)


def cells(session: ReviewSession, name: str) -> dict[str, str]:
    """The first row of a table by column, as people see it."""
    (table,) = build_table(session, name)
    texts = [cell.label if isinstance(cell, Labelled) else str(cell) for cell in table.rows[0]]
    return dict(zip(table.ids, texts, strict=True))


def test_several_studies_have_no_effect_until_one_is_entered(death: ReviewSession) -> None:
    """Never an average of ours; the row and the tables say why."""
    assert ("", "") == (body(death).effect, body(death).absolute)
    assert "does not pool studies" in body(death).effect_because
    assert "does not pool studies" in notes(death, "findings")


def test_effect_and_baseline_give_the_absolute_effect_in_both_tables(death: ReviewSession) -> None:
    """Both limits through one formula; the sources are footnotes, the comment stands where it belongs."""
    body_entries.enter(
        death, "death", EFFECT | BASELINE | {"comment": "Probably fewer die."}, body=COHORTS_HIGH
    )
    row = body(death)
    assert "RR 0.53 (0.36 to 0.78)" == row.effect
    assert "194 fewer per 1,000 (264 fewer to 91 fewer)" == row.absolute
    summary, profile = cells(death, "findings"), cells(death, "evidence-profile")
    assert "218 per 1,000 (148 to 321)" == summary["risk_with"]
    assert summary["risk_without"].startswith("412 per 1,000 [")
    assert "Probably fewer die." == summary["comment"]
    assert profile["relative_effect"].startswith("RR 0.53 (0.36 to 0.78) [")
    assert profile["absolute_effect"].startswith("194 fewer per 1,000")
    for name in ("findings", "evidence-profile"):
        assert "Effect as entered: random-effects meta-analysis of 2 studies, R metafor" in notes(death, name)
        assert "412 per 1,000 (entered as 41.2 %): a registry" in notes(death, name)
    assert "comment: Probably fewer die." in notes(death, "evidence-profile")


def test_the_suggestion_for_imprecision_takes_the_entered_effect(death: ReviewSession) -> None:
    """An interval that crosses no effect counts, and the large effect is that of the body."""
    before = {one.domain: one for one in body(death).ratings}
    assert (-1, None) == (before["Imprecision"].suggested, before["LargeEffect"].suggested)
    body_entries.enter(
        death, "death", EFFECT | {"estimate": "0.4", "lower": "0.1", "upper": "1.2"}, body=COHORTS_HIGH
    )
    after = {one.domain: one for one in body(death).ratings}
    assert -2 == after["Imprecision"].suggested
    assert "crosses one threshold" in after["Imprecision"].because
    body_entries.enter(death, "death", EFFECT | {"estimate": "0.4", "lower": "0.36"}, body=COHORTS_HIGH)
    assert 1 == next(one.suggested for one in body(death).ratings if one.domain == "LargeEffect")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (EFFECT | {"lower": "0.9", "upper": "0.4"}, "lower limit: 0.9 is above the upper limit 0.4"),
        (EFFECT | {"effect_source": " "}, "source of the effect: missing"),
        (EFFECT | BASELINE | {"baseline": "41.2"}, "says no unit"),
        ({"baseline": "41 %"}, "source of the baseline risk: missing"),
        ({"effect_source": "somewhere"}, "estimate: missing"),
        ({"weight": "1"}, "there is no such field"),
        ({}, "nothing to keep"),
    ],
)
def test_what_cannot_be_is_refused_with_every_reason_and_nothing_is_kept(
    death: ReviewSession, fields: dict[str, str], said: str
) -> None:
    """Not even the part that would do."""
    with pytest.raises(NumbersError):
        body_entries.enter(death, "death", fields, body=COHORTS_HIGH)
    assert said in "; ".join(str(problem) for problem in body_entries.problems_of_entries(fields))
    assert {""} == {entry.text for entry in body(death).entries}


def test_nothing_is_entered_where_nothing_is_compared(death: ReviewSession) -> None:
    """A risk without treatment of uncontrolled evidence would be made up; a comment is welcome."""
    with pytest.raises(ConflictError, match="nothing is compared there, so there is no effect and baseline"):
        body_entries.enter(death, "death", EFFECT | BASELINE, body=ARM)
    body_entries.enter(death, "death", {"comment": "Four of nine."}, body=ARM)
    assert "Four of nine." == body(death, 1).entry("comment").text


def test_an_entry_is_stale_after_a_new_finding_until_it_is_confirmed(death: ReviewSession) -> None:
    """The effect of two studies is not that of three; an appraisal changes no effect."""
    body_entries.enter(death, "death", EFFECT, body=COHORTS_HIGH)
    submission.reopen(death, "seaweed", "a slip")
    submission.submit(death, "seaweed")
    assert not body(death).entry("effect").stale
    findings.record_finding(death, "seaweed", "death", COUNTS | {"treatment_events": "4"})
    assert body(death).entry("effect").stale
    assert "(entered before a change)" in cells(death, "findings")["relative_effect"]
    body_entries.confirm_entry(death, "death", "effect", body=COHORTS_HIGH)
    assert not body(death).entry("effect").stale
    findings.remove_finding(death, "seaweed", "death", "another trial's")
    assert body(death).entry("effect").stale


def test_an_entry_is_taken_away_with_a_reason(death: ReviewSession) -> None:
    """What was never entered cannot be; nor confirmed."""
    body_entries.enter(death, "death", EFFECT, body=COHORTS_HIGH)
    with pytest.raises(UsageError, match="reason is empty"):
        body_entries.remove_entry(death, "death", "effect", "", body=COHORTS_HIGH)
    body_entries.remove_entry(death, "death", "effect", "a wrong table", body=COHORTS_HIGH)
    assert "" == body(death).effect
    with pytest.raises(NotFoundError, match="no effect entered"):
        body_entries.confirm_entry(death, "death", "effect", body=COHORTS_HIGH)
    with pytest.raises(UsageError, match="has no 'weight'"):
        body_entries.remove_entry(death, "death", "weight", "x", body=COHORTS_HIGH)


def test_another_start_has_its_own_levels_for_risk_of_bias(death: ReviewSession) -> None:
    """Never the start high with the deductions of low: cohorts at moderate lose one level or none."""
    for study in COHORTS:
        submission.reopen(death, study, "to override")
        overrides.override(death, study, "overall", "moderate", "confounding")
        submission.submit(death, study)
    assert ("high", -1) == (body(death).start, body(death).ratings[0].suggested)
    row = starts.choose_start(death, "death", "low", "no trial can be thought of", body=COHORTS_HIGH)[0]
    assert ("low", 0) == (row.start, row.ratings[0].suggested)
    assert "borresen2021: moderate (0)" in row.ratings[0].because


def test_ratings_and_entries_stay_with_their_start_and_the_row_says_so(death: ReviewSession) -> None:
    """They do not count under another start, and count again once it comes back."""
    rate_all(death)
    body_entries.enter(death, "death", EFFECT, body=COHORTS_HIGH)
    assert "high" == body(death).certainty
    row = starts.choose_start(death, "death", "start_low", "no trial", body=COHORTS_HIGH)[0]
    assert ("", "") == (row.certainty, row.effect)
    kept = "kept for studies with a comparison, start high; does not count here: "
    assert (kept + "imprecision, inconsistency, indirectness, publication bias, effect",) == row.kept
    starts.choose_start(death, "death", "default", "a slip", body="cohort-low")
    assert ("high", ()) == (body(death).certainty, body(death).kept)
    assert {True} == {one.stale for one in body(death).ratings if one.rated_by}


def test_a_body_that_others_join_was_reviewed_before_this_change(death: ReviewSession) -> None:
    """A study with a comparison that starts low was rated without the cohorts that come to start low too."""
    findings.record_finding(death, "itch", "death", COUNTS)
    certainties.rate(death, "death", "indirectness", -1, "one hospital", body="cohort-low")
    (row,) = starts.choose_start(death, "death", "low", "no trial", body=COHORTS_HIGH)
    assert {"borresen2021", "seaweed", "itch"} == set(row.studies)
    assert [True] == [line.stale for line in row.ratings if line.rated_by]


def test_single_arms_and_cohorts_that_start_alike_are_bodies_of_their_own(death: ReviewSession) -> None:
    """The cohorts come to start low as the single arm does; the ratings of the arm stay what they were."""
    certainties.rate(death, "death", "indirectness", -1, "one hospital", body=ARM)
    rows = starts.choose_start(death, "death", "low", "no trial", body=COHORTS_HIGH)
    assert ["cohort-low", ARM] == [row.key for row in rows]
    assert [None, -1] == [row.ratings[2].final for row in rows]


def test_a_rating_stays_with_its_body_when_another_one_comes_before_it(death: ReviewSession) -> None:
    """Somebody's finding puts a body with a higher start in front between looking and saving."""
    findings.remove_finding(death, "borresen2021", "death", "another trial's")
    findings.remove_finding(death, "seaweed", "death", "another trial's")
    (looked_at,) = certainties.evidence(death, outcome="death")
    findings.record_finding(death, "seaweed", "death", COUNTS)
    row = certainties.rate(death, "death", "imprecision", -2, "nine patients", body=looked_at.key)
    assert (ARM, 1, ("itch",)) == (row.key, row.place, row.studies)
    assert [None, -2] == [body(death, place).ratings[3].final for place in (0, 1)]


@pytest.mark.parametrize("act", ["rate", "confirm", "enter", "remove", "confirm_entry", "start"])
def test_a_body_that_is_gone_is_a_conflict_and_nothing_is_saved(death: ReviewSession, act: str) -> None:
    """Its only study was taken out between looking and saving; the other body gets nothing of it."""
    findings.remove_finding(death, "itch", "death", "another trial's")
    before = history.list_events(death)
    acts: dict[str, Callable[[], object]] = {
        "rate": lambda: certainties.rate(death, "death", "imprecision", -2, "nine patients", body=ARM),
        "confirm": lambda: certainties.confirm(death, "death", "imprecision", body=ARM),
        "enter": lambda: body_entries.enter(death, "death", {"comment": "Four of nine."}, body=ARM),
        "remove": lambda: body_entries.remove_entry(death, "death", "comment", "wrong", body=ARM),
        "confirm_entry": lambda: body_entries.confirm_entry(death, "death", "comment", body=ARM),
        "start": lambda: starts.choose_start(death, "death", "very_low", "why", body=ARM),
    }
    with pytest.raises(ConflictError, match="has no body of evidence single-arm-low"):
        acts[act]()
    assert before == history.list_events(death)


def test_of_several_bodies_one_must_be_named(death: ReviewSession) -> None:
    """By its key; a number would mean another body once a finding is added."""
    for given in ("", "0", "1"):
        with pytest.raises(
            UsageError, match=r"2 bodies of evidence: say which one.*cohort-high, single-arm-low"
        ):
            certainties.rate(death, "death", "imprecision", -2, "nine patients", body=given)


def test_the_reason_of_a_start_stands_wherever_the_certainty_does(death: ReviewSession) -> None:
    """Tables, trace, history; the whole sum begins there."""
    starts.choose_start(death, "death", "low", "no trial can be thought of", body=COHORTS_HIGH)
    rate_all(death, "cohort-low")
    told = "psm-cohort starts low here (start_low), not high: no trial can be thought of"
    assert told in body(death).start_because
    assert body(death).sum_note.startswith("starts low (2)")
    footnote = (
        "Start: low, not high, for studies judged with “Propensity-score-matched retrospective cohort”: no"
        " trial can be thought of"
    )
    for name in ("findings", "evidence-profile"):
        assert footnote in notes(death, name)
        assert "start_low" not in notes(death, name)
    leaves = [node.text for node in tracing.trace(death, "death").leaves()]
    assert any(told in text for text in leaves)
    event = next(one for one in history.list_events(death) if one.action == "start")
    assert ("anna", "no trial can be thought of") == (event.reviewer, event.reason)


@pytest.mark.parametrize(
    ("start", "reason", "said"),
    [
        ("moderate", "why", "psm-cohort has no start 'moderate'; there are start_high, start_low"),
        ("low", " ", "needs a reason"),
    ],
)
def test_a_start_that_cannot_be_is_refused(death: ReviewSession, start: str, reason: str, said: str) -> None:
    """Only what the checklist declares, and not without a reason."""
    with pytest.raises(UsageError, match=said):
        starts.choose_start(death, "death", start, reason, body=COHORTS_HIGH)
    with pytest.raises(ConflictError, match="already"):
        starts.choose_start(death, "death", "high", "why not", body=COHORTS_HIGH)


def test_a_body_with_two_checklists_asks_whose_start_is_meant(death: ReviewSession) -> None:
    """Once the cohorts have joined another study with a comparison."""
    findings.record_finding(death, "itch", "death", COUNTS)
    starts.choose_start(death, "death", "low", "no trial", body=COHORTS_HIGH)
    with pytest.raises(UsageError, match="name one of them with --checklist"):
        starts.choose_start(death, "death", "very_low", "why")
    with pytest.raises(UsageError, match="no study of this body has 'case-report'"):
        starts.choose_start(death, "death", "very_low", "why", checklist="case-report")
    rows = starts.choose_start(death, "death", "very_low", "why", checklist="single-arm-covid")
    assert ["low", "very_low"] == [row.start for row in rows]


def test_a_trace_has_the_effect_with_who_entered_it_and_its_source(death: ReviewSession) -> None:
    """Also where only imprecision is traced, whose suggestion rests on it."""
    body_entries.enter(death, "death", EFFECT | BASELINE, body=COHORTS_HIGH)
    for domain in (None, "imprecision"):
        certainty = tracing.trace(death, "death", domain=domain).children[0]
        (effect,) = [node for node in certainty.children if node.kind == "effect"]
        told = [node.text for node in effect.children]
        assert "effect: RR 0.53 (0.36 to 0.78), entered by anna" in told
        assert "source: a registry" in [node.text for node in effect.leaves()]


def test_the_header_stands_above_both_tables(death: ReviewSession) -> None:
    """A line that nobody entered is that of the studies' characteristics."""
    summary_header.enter_header(death, {"population": " adults \n in hospital ", "setting": "wards"})
    for name in ("findings", "evidence-profile"):
        assert "Population: adults in hospital\nSetting: wards\n" in notes(death, name)
    with pytest.raises(UsageError, match="there is no 'colour'"):
        summary_header.enter_header(death, {"colour": "blue"})


def test_the_long_form_has_the_numbers_for_r(death: ReviewSession) -> None:
    """Each as a number of its own, with the source; nothing of it where one checklist is meant."""
    body_entries.enter(death, "death", EFFECT | BASELINE | {"comment": "Fewer."}, body=COHORTS_HIGH)
    made = build_export(death, ExportRequest(kind="long")).files[""].decode()
    lines = {line for line in made.splitlines() if ",body," in line}
    assert any("RR,0.53,0.36,0.78,95.0,," in line and "R metafor" in line for line in lines)
    assert any(",412.0,a registry," in line for line in lines)
    assert any("Fewer." in line for line in lines)
    assert (
        ",body,"
        not in build_export(death, ExportRequest(kind="long", checklist="psm-cohort")).files[""].decode()
    )


def test_a_preview_says_what_the_form_means_so_far() -> None:
    """And only what is wrong with it, each part by itself."""
    assert ((), ()) == body_entries.preview({})
    problems, said = body_entries.preview(EFFECT | BASELINE)
    assert () == problems
    assert "absolute effect: 194 fewer per 1,000 (264 fewer to 91 fewer)" in said
    problems, said = body_entries.preview(EFFECT | {"baseline": "41"})
    assert ["baseline", "baseline_source"] == [problem.field for problem in problems]
    assert "effect: RR 0.53 (0.36 to 0.78)" in said
