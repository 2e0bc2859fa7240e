"""What conclusions hang on: every listed change is real, none is missing, nothing hidden has a part in it.

The oracle is the program as people use it: the change is made in the review, and the certainty read again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlmodel import col, update

from checklists import judge
from store.appraisal_tables import StoredAnswer
from tests.review.conftest import as_other
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.output.table import cell_text
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import outcomes
from workbench.review.evidence import ratings as certainties
from workbench.review.evidence.influence_listing import Influence, list_influence
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import exclusion
from workbench.review.tables.build import build_table

STUDY = "yamakawa2025"


class UndoneError(Exception):
    """Raised at the end of a trial, so that nothing of it stays."""


@contextmanager
def trial(session: ReviewSession) -> Iterator[None]:
    """Take back whatever the block changes."""
    try:
        with session.db.writing():
            yield
            raise UndoneError
    except UndoneError:
        pass


@pytest.fixture
def done(appraised):
    """The example review in which anna has appraised everything."""
    with open_review(appraised, "anna") as session:
        yield session


def rated(session: ReviewSession) -> None:
    """Rate the matched cohort so that its certainty for survival follows risk of bias alone."""
    for domain in ("Indirectness", "Imprecision"):
        certainties.rate(session, "survival", domain, 0, "not a concern", body="cohort-high")


def state(session: ReviewSession, outcome: str, body: str) -> tuple[int | None, str]:
    """The levels suggested for risk of bias and the certainty, as anybody reads them."""
    (row,) = certainties.evidence(session, outcome=outcome, body=body)
    (line,) = (line for line in row.ratings if line.domain == "RiskOfBias")
    return line.suggested, row.certainty


def changes_of(influence: Influence, body: str = "") -> dict[tuple[str, str, str, str | None], object]:
    """The changes of the only body, or of one, by what is changed."""
    (chosen,) = (each for each in influence.bodies if not body or each.influence.row.key == body)
    return {
        (change.kind, change.study, change.target, change.after): change.result
        for change in chosen.influence.changes
    }


def results_of_all_answers(
    session: ReviewSession, study: str, outcome: str, body: str
) -> dict[tuple[str, str, str, str | None], tuple[int | None, str]]:
    """Change each answer of the viewer's own appraisal in the review, and read the certainty each time."""
    sheet = answers.judge_study(session, study)
    assert sheet.appraisal is not None
    results = {}
    for item in sheet.verdict.answered:
        for code in sheet.checklist.codes(item):
            if code not in ("NA", sheet.codes[item]):
                with trial(session), session.db.writing() as transaction:
                    mine = col(StoredAnswer.appraisal_id) == sheet.appraisal.id
                    one = update(StoredAnswer).where(mine, col(StoredAnswer.item_id) == item)
                    transaction.execute(one.values(code=code))
                    results["answer", study, item, code] = state(session, outcome, body)
    return results


@pytest.mark.parametrize(
    ("study", "outcome", "body", "certainties_met"),
    [
        (STUDY, "survival", "cohort-high", {"moderate", "low", ""}),
        ("exacerbation", "imaging", "single-arm-very-low", {"very_low"}),
    ],
)
def test_every_answer_is_tried_and_what_it_changes_is_told(
    done, study, outcome, body, certainties_met
) -> None:
    """As the certainty itself comes out when the answer is changed in the review."""
    rated(done)
    before = state(done, outcome, body)
    results = results_of_all_answers(done, study, outcome, body)
    expected = {key: result for key, result in results.items() if result != before}
    found = {
        key: (result.risk_of_bias, result.certainty)
        for key, result in changes_of(list_influence(done, outcome), body).items()
        if key[:2] == ("answer", study)
    }
    assert certainties_met == {certainty for _, certainty in expected.values()}
    assert expected == found


def test_the_lines_name_what_is_near_by_what_results(done) -> None:
    """Items that would have the same result stand together, and the ratings last."""
    rated(done)
    (body, _) = list_influence(done, STUDY).bodies
    (same, *_) = list_influence(done, "survival").bodies
    expected = (
        f"Certainty high would be moderate if 1.1, 1.3, 1.4, 1.6 or another of {STUDY} were WN or "
        f"2.1, 2.3, 2.7, 3.3 or another of {STUDY} were PN; "
        f"low if 1.2, 1.5, 3.2, 4.2 or another of {STUDY} were PN; open if 5.1 of {STUDY} were PN."
    )
    assert (expected, f"With {STUDY} judged moderate instead of low: moderate.") == body.lines
    assert body.lines == same.lines[:-1]
    domains = "risk of bias, inconsistency, indirectness, imprecision or another"
    assert f"Rated one level lower for {domains}: moderate." == same.lines[-1]


def test_each_study_left_out_is_as_if_it_were_excluded(judged) -> None:
    """For bodies of several studies: suggestion and certainty of what is left."""
    for outcome in ("survival", "imaging", "adverse events"):
        for each in list_influence(judged, outcome).bodies:
            row = each.influence.row
            found = changes_of(Influence((), (each,)))
            for study in row.studies if len(row.studies) > 1 else ():
                with trial(judged):
                    exclusion.exclude(judged, study, "as a trial")
                    expected = state(judged, outcome, row.key)
                result = found.get(("study", study, "", None), each.influence.now)
                assert expected == (result.risk_of_bias, result.certainty)


def test_each_overall_judgement_one_level_off_is_as_if_it_were_overridden(judged) -> None:
    """The neighbours on the scale, for the studies with a body of their own."""
    rated(judged)
    sheet = answers.judge_study(judged, STUDY)
    assert sheet.verdict.final_overall == "serious"
    found = changes_of(list_influence(judged, "survival"), "cohort-high")
    results = {}
    for level in ("low", "moderate", "critical"):
        with trial(judged):
            submission.reopen(judged, STUDY, "as a trial")
            overrides.override(judged, STUDY, "overall", level, "as a trial")
            submission.submit(judged, STUDY)
            results[level] = state(judged, "survival", "cohort-high")
    assert {"moderate", "critical"} == {key[3] for key in found if key[0] == "overall"}
    for level in ("moderate", "critical"):
        result = found["overall", STUDY, "overall", level]
        assert results[level] == (result.risk_of_bias, result.certainty)


def test_each_rating_one_level_off_is_as_if_it_were_rated_so(judged) -> None:
    """Also the reasons to rate up that nobody has rated, and those that change nothing."""
    rated(judged)
    (each,) = (one for one in list_influence(judged, "survival").bodies
               if one.influence.row.key == "cohort-high")  # fmt: skip
    found = changes_of(Influence((), (each,)))
    tried = 0
    for line in each.influence.row.ratings:
        for levels in ((line.final or 0) - 1, (line.final or 0) + 1):
            with trial(judged):
                try:
                    row = certainties.rate(
                        judged, "survival", line.domain, levels, "as a trial", body="cohort-high"
                    )
                except UsageError:  # the domain has no such level
                    assert ("rating", "", line.domain, str(levels)) not in found
                    continue
                tried += 1
                result = found.get(("rating", "", line.domain, str(levels)), each.influence.now)
                assert row.certainty == result.certainty
    assert tried > 6


def test_an_override_taken_away(judged) -> None:
    """The suggestion comes back, in the appraisal and in the body."""
    rated(judged)
    submission.reopen(judged, STUDY, "to override")
    before = state(judged, "survival", "cohort-high")
    overrides.override(judged, STUDY, "overall", "low", "the confounders are known")
    submission.submit(judged, STUDY)
    assert (0, "high") == state(judged, "survival", "cohort-high") != before
    influence = list_influence(judged, STUDY)
    result = changes_of(Influence((), influence.bodies[:1]))["override", STUDY, "overall", None]
    (own,) = (one for one in influence.appraisals if one.sheet.reviewer == "anna")
    assert (-2, "low") == (result.risk_of_bias, result.certainty)
    assert (
        "Overall low is the reviewer's own override, in place of serious: no answer changes it." in own.lines
    )
    assert "Without the override of overall: serious." in own.lines


def test_where_reviewers_differ_stands_first_and_names_them(both) -> None:
    """What the other answered comes before what is only a step away."""
    anna, bea = list_influence(both).appraisals
    assert [True] * 2 == [bool(tip.given_by) for tip in anna.tips[:2]]
    assert {("1.3", "PN", ("bea",)), ("2.1", "PN", ("bea",))} <= {
        (tip.change.target, tip.change.after, tip.given_by) for tip in anna.tips
    }
    assert sorted(tip.rank for tip in anna.tips) == [tip.rank for tip in anna.tips]
    assert {"anna"} == {name for tip in bea.tips for name in tip.given_by}


def test_a_comparison_begins_with_what_would_change_the_overall(judged) -> None:
    """Each line says what the other answer alone would change, as judging the changed answers says."""
    for study in ("sugino2023", "exacerbation", "baricitinib", STUDY):
        comparison = reconcile.compare(judged, study)
        apart = [line for line in comparison.lines if line.kind == "item" and not line.agree]
        places = {"overall": 0, "domain": 1, "": 2}
        wanted = sorted(apart, key=lambda line: (not line.changes_judgement, places[line.reach]))
        assert wanted == apart
        (mine,) = (each.sheet for each in list_influence(judged, study).appraisals
                   if each.sheet.reviewer == "anna")  # fmt: skip
        for line in apart:
            levels = [
                judge(mine.checklist, _answered(mine, line.id, side.code), overrides={}).final_overall
                for side in line.sides
                if line.id in mine.codes and side.code not in (None, "NA")
            ]
            if any(level != mine.verdict.final_overall for level in levels):
                assert "overall" == line.reach
                assert any("anna's judgements would be: overall " in tip for tip in line.tips)


def _answered(sheet, item: str, code: str | None) -> dict[str, str]:
    """The answers that are asked, with another one to one item."""
    return {name: given for name, given in sheet.codes.items() if name in sheet.verdict.shown} | {
        item: str(code)
    }


def test_the_lines_stand_beside_the_certainty(done) -> None:
    """Whoever reads or rates gets them with the row."""
    rated(done)
    (row,) = certainties.evidence(done, outcome="survival", body="cohort-high")
    (each, _) = list_influence(done, "survival").bodies
    assert each.lines == row.hangs_on
    changed = certainties.rate(done, "survival", "Imprecision", -1, "few", body="cohort-high")
    assert changed.hangs_on[0].startswith("Certainty moderate would be low if ")


def test_a_rating_of_a_person_stays_and_the_lines_say_so(done) -> None:
    """The certainty follows the rating then; only the suggestion changes."""
    rated(done)
    certainties.rate(done, "survival", "risk of bias", -1, "less than it looks", body="cohort-high")
    before = state(done, "survival", "cohort-high")
    (each,) = (one for one in list_influence(done, "survival").bodies
               if one.influence.row.key == "cohort-high")  # fmt: skip
    still_judged = [
        change
        for change in each.influence.changes
        if change.kind == "answer" and change.result.risk_of_bias is not None
    ]
    assert still_judged
    assert {before[1]} == {change.result.certainty for change in still_judged}
    assert f"Certainty moderate would be open if 5.1 of {STUDY} were PN." == each.lines[0]
    assert any("stays until somebody rates it anew" in line for line in each.lines)


def test_nothing_of_hidden_work_has_a_part(judged_made, tmp_path) -> None:
    """A reviewer who has not submitted sees no other appraisal in it; the own draft is there, and alone."""
    path = str(shutil.copy(judged_made, tmp_path / "blind.db"))
    with open_review(path, "dora") as session:
        blind = list_influence(session)
        assert () == blind.appraisals
        assert {(None, "")} == {(each.influence.now.risk_of_bias, each.influence.now.certainty)
                                for each in blind.bodies}  # fmt: skip
        answers.answer(session, STUDY, "1.1", "Y")
        own = list_influence(session, STUDY)
        assert ["dora"] == [each.sheet.reviewer for each in own.appraisals]
        assert [] == [tip for each in own.appraisals for tip in each.tips if tip.given_by]
        told = " ".join(line for each in (*own.appraisals, *own.bodies) for line in each.lines)
        assert not any(name in told for name in ("anna", "bea", "cara"))


def test_a_draft_of_somebody_else_never_enters(judged) -> None:
    """Reopened work disappears from it until it is submitted again."""
    bea = as_other(judged, "bea")
    submission.reopen(bea, STUDY, "a slip")
    reviewers = {each.sheet.reviewer for each in list_influence(judged, STUDY).appraisals}
    assert {"anna", "cara"} == reviewers
    assert {"bea"} == {each.sheet.reviewer for each in list_influence(bea, STUDY).appraisals}


def test_at_most_five_lines_and_no_number_of_changes(judged) -> None:
    """Whatever is judged: sentences, not a score."""
    random = Random(1)
    for study in ("harada2024", "exacerbation"):
        submission.reopen(judged, study, "to override")
        for domain in ("D1", "D2", "D3"):
            overrides.override(judged, study, domain, random.choice(("low", "high")), "as read")
        submission.submit(judged, study)
    influence = list_influence(judged)
    listed = [each.lines for each in (*influence.appraisals, *influence.bodies)]
    assert all(1 <= len(lines) <= 5 for lines in listed)
    assert 15 == len(influence.appraisals)


def test_a_word_that_is_neither_study_nor_outcome(judged) -> None:
    """One line says where both are listed."""
    with pytest.raises(NotFoundError, match="no study and no outcome 'nothing'"):
        list_influence(judged, "nothing")
    outcomes.add_outcome(judged, "Survival", time_point="30 days")
    with pytest.raises(ConflictError, match="'survival' could be 2 outcomes"):
        list_influence(judged, "survival")


def test_an_overridden_domain_hangs_on_no_answer(judged) -> None:
    """Its level is the reviewer's, whatever the answers are."""
    sheet = answers.judge_study(judged, STUDY)
    assert sheet.appraisal is not None
    (before, *_) = list_influence(judged, STUDY).appraisals
    with trial(judged):
        submission.reopen(judged, STUDY, "as a trial")
        overrides.override(judged, STUDY, "D1", "low", "as read")
        submission.submit(judged, STUDY)
        (after, *_) = list_influence(judged, STUDY).appraisals
    changed = {level.target for tip in before.tips for level in tip.change.levels}
    left = {level.target for tip in after.tips if tip.change.kind == "answer" for level in tip.change.levels}
    assert "D1" in changed
    assert "D1" not in left


def test_the_table_names_bodies_by_their_designs(judged) -> None:
    """As the summary of findings does: a cohort whose finding is of one group is no single-arm study."""
    (bodies, *_) = build_table(judged, "influence")
    shown = {cell_text(row[1]) for row in bodies.rows}
    assert {"PSM cohort, start high", "case series, start very low"} <= shown
    assert {"cohort-high", "single-arm-very-low"} <= {row[1].value for row in bodies.rows}
