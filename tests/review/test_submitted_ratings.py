"""What agreement reads of submitted appraisals."""

from __future__ import annotations

from hashlib import sha256

from checklists import parse_checklist
from store import appraisals as stored
from store.records import ChecklistVersion
from tests.review.conftest import STUDY, answer_all
from workbench.review.appraisals import submission
from workbench.review.reviewers.agreement import agreement
from workbench.review.reviewers.submitted_ratings import read_rated_results
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies


def test_of_two_versions_of_a_checklist_the_one_begun_with_last_counts(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """By reviewer; the report names items as the last version does, and says that there were several."""
    for session in (anna, bea):
        answer_all(session, "PY")
        submission.submit(session, STUDY)
    (first, _) = stored.find_appraisals(anna.db)
    text = stored.checklist_text(anna.db, first.checklist_sha256)
    text = text.replace(f'"{first.checklist_version}"', '"99.0.0"', 1)
    newer = ChecklistVersion(sha256(text.encode()).hexdigest(), first.checklist_id, "99.0.0", text)
    study = known_studies.find(bea, STUDY)
    again = stored.start_appraisal(bea.db, study.id, reviewer="bea", checklist=newer)
    for item in parse_checklist(text, name=first.checklist_id).items:
        stored.save_answer(bea.db, again.id, item.id, "NI", by="bea")
    stored.submit(bea.db, again.id, by="bea")
    (result,) = read_rated_results(anna)
    given = {name: (each.checklist.version, set(each.codes)) for name, each in result.appraisals.items()}
    assert (first.checklist_version, {"PY"}) == given["anna"]
    assert ("99.0.0", {"NI"}) == given["bea"]
    (report,) = agreement(anna, interval="linearised")
    assert any("used in several versions" in note for note in report.notes)
