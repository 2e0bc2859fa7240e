"""Items that no rule of a checklist reads, but a domain of GRADE does: they reach its suggestion."""

from __future__ import annotations

import pytest

from workbench.review.appraisals import answers, submission
from workbench.review.evidence import ratings
from workbench.review.session import ReviewSession, open_review


@pytest.fixture
def done(appraised):
    """The example review in which anna has appraised everything."""
    with open_review(appraised, "anna") as session:
        yield session


def suggested(session: ReviewSession, domain: str):
    """The line of a domain for the body of the single arm alone."""
    (row,) = [row for row in ratings.evidence(session) if row.studies == ("baricitinib",)]
    return next(line for line in row.ratings if line.domain == domain)


def answer_anew(session: ReviewSession, study: str, item: str, code: str) -> None:
    """Change one answer of a submitted appraisal."""
    submission.reopen(session, study, reason="read again")
    answers.answer(session, study, item, code)
    submission.submit(session, study)


def test_only_favourable_results_suggest_publication_bias(done: ReviewSession) -> None:
    """Item 7.2 is recorded for it; the reason names study and item. Told in full, nothing is suspected."""
    answer_anew(done, "baricitinib", "7.2", "Y")
    assert 0 == suggested(done, "PublicationBias").suggested
    answer_anew(done, "baricitinib", "7.2", "N")
    line = suggested(done, "PublicationBias")
    assert -1 == line.suggested
    assert "answered as telling only what is in favour: baricitinib 7.2" in line.because


def test_a_concern_recorded_for_indirectness_stands_in_its_suggestion(done: ReviewSession) -> None:
    """The level stays with a person."""
    answer_anew(done, "baricitinib", "2.5", "Y")
    assert "2.5" not in suggested(done, "Indirectness").because
    answer_anew(done, "baricitinib", "2.5", "N")
    line = suggested(done, "Indirectness")
    assert line.suggested is None
    assert "Answered with a concern: baricitinib 2.5" in line.because


def test_domains_without_such_items_say_nothing_of_them(done: ReviewSession) -> None:
    """Nothing of a judged item reaches a domain that reads the judgement."""
    for row in ratings.evidence(done):
        for line in row.ratings:
            if line.domain not in ("Indirectness", "Imprecision", "Inconsistency", "PublicationBias"):
                assert "Answered with a concern" not in line.because
