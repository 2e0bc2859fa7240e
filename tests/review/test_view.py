"""One reading of the review for one use case."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.review.conftest import STUDY, answer_all
from workbench.review.admin import protocol, settings
from workbench.review.appraisals import answers, submission
from workbench.review.blindness import visibility
from workbench.review.evidence import findings, outcomes
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies
from workbench.review.view import View


def test_a_view_of_one_study_knows_no_other(anna: ReviewSession) -> None:
    """Its studies, appraisals and findings are those of the study, whatever else the review has."""
    outcomes.add_outcome(anna, "survival", importance=9)
    for study in (STUDY, "borresen2021"):
        findings.record_finding(anna, study, "survival", {"sentence": "nobody died"})
    view = View(anna, known_studies.find(anna, STUDY))
    assert [STUDY] == [study.key for study in view.studies.values()]
    assert [(STUDY,)] == [line.studies for line in view.outcomes]
    assert [(STUDY,)] == [row.studies for _, row in view.bodies]


def test_the_evidence_reads_only_appraisals_of_studies_with_a_finding(anna: ReviewSession) -> None:
    """In a review of thousands few studies may have a finding; the others' appraisals are not judged."""
    outcomes.add_outcome(anna, "survival", importance=9)
    answer_all(anna, "Y")
    submission.submit(anna, STUDY)
    findings.record_finding(anna, "borresen2021", "survival", {"sentence": "nobody died"})
    view = View(anna)
    assert [("borresen2021",)] == [row.studies for _, row in view.bodies]
    assert {} == view.sheets_in_hand


def test_few_columns_show_a_viewer_what_whole_appraisals_show(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """With drafts, one reopened after a consensus, an adjudicator, and last with blindness lifted."""
    for session in (anna, bea):
        answer_all(session, "PY")
        submission.submit(session, STUDY)
        answer_all(session, "NI", "borresen2021")
        submission.submit(session, "borresen2021")
    protocol.write_protocol(anna, "adjudicator", "carl")
    reconcile.finish_consensus(bea, STUDY)
    submission.reopen(anna, STUDY, "a slip")
    answers.answer(anna, STUDY, "1.1", "PY", result="pain")
    sights = set()
    for blind in (True, False):
        for session in (anna, bea, replace(anna, reviewer="carl"), replace(anna, reviewer=None)):
            view = View(session)
            assert {UUID(head.id) for head in view.visible_heads} == view.visible_ids
            sights.add(frozenset(view.visible_ids))
            assert View(session).unseen_reviewers == visibility.unseen_reviewers(
                view.appraisals, view.visible_ids
            )
        if blind:
            settings.lift_blindness(anna, "a training round")
    assert len(sights) == 5  # the states are apart from each other


def test_a_view_keeps_what_it_has_read(anna: ReviewSession) -> None:
    """What is written meanwhile belongs to the next reading, and the evidence can be read anew."""
    view = View(anna)
    assert [] == view.outcomes
    outcomes.add_outcome(anna, "survival", importance=9)
    assert [] == view.outcomes
    assert ["survival"] == [line.label for line in View(anna).outcomes]
