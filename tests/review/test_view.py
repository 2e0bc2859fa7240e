"""One reading of the review for one use case."""

from __future__ import annotations

from tests.review.conftest import STUDY, answer_all
from workbench.review.appraisals import submission
from workbench.review.evidence import findings, outcomes
from workbench.review.session import ReviewSession
from workbench.review.studies import study_list
from workbench.review.view import View


def test_a_view_of_one_study_knows_no_other(anna: ReviewSession) -> None:
    """Its studies, appraisals and findings are those of the study, whatever else the review has."""
    outcomes.add_outcome(anna, "survival", importance=9)
    for study in (STUDY, "borresen2021"):
        findings.record_finding(anna, study, "survival", {"sentence": "nobody died"})
    view = View(anna, study_list.find(anna, STUDY))
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


def test_a_view_keeps_what_it_has_read(anna: ReviewSession) -> None:
    """What is written meanwhile belongs to the next reading, and the evidence can be read anew."""
    view = View(anna)
    assert [] == view.outcomes
    outcomes.add_outcome(anna, "survival", importance=9)
    assert [] == view.outcomes
    assert ["survival"] == [line.label for line in View(anna).outcomes]
