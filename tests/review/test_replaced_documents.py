"""What was read in a document that was replaced or withdrawn is flagged wherever it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all
from workbench.review.appraisals import answers, submission
from workbench.review.documents import attach, replace
from workbench.review.evidence import findings, outcomes
from workbench.review.evidence import ratings as certainties
from workbench.review.evidence import trace as tracing
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession

TEXT = "Three of nineteen died, and nine of seventeen without it. The bath was warm.\n"
NUMBERS = {"treatment_events": "3", "treatment_total": "19"}
NUMBERS |= {"comparison_events": "9", "comparison_total": "17"}


@pytest.fixture
def read_in_first(anna: ReviewSession, bea: ReviewSession, tmp_path: Path) -> ReviewSession:
    """Anna at work: both have submitted, and quoted a supplement, as a finding does."""
    first = tmp_path / "first.txt"
    first.write_text(TEXT)
    attach.attach(anna, STUDY, [first], kind="supplement")
    for session, code in ((anna, "Y"), (bea, "N")):
        answers.answer(session, STUDY, "1.1", code, quote="The bath was warm")
        answer_all(session, code)
        submission.submit(session, STUDY)
    outcomes.add_outcome(anna, "survival", importance=9)
    findings.record_finding(anna, STUDY, "survival", NUMBERS, quote="Three of nineteen died")
    return anna


def second(folder: Path) -> Path:
    """A newer version of the supplement."""
    path = folder / "second.txt"
    path.write_text(TEXT.replace("Three", "Four"))
    return path


def told(session: ReviewSession) -> tuple[tuple[str, ...], str, str]:
    """What the certainty, the trace and the comparison say."""
    (row,) = certainties.evidence(session)
    leaves = " ".join(leaf.text for leaf in tracing.trace(session, "survival").leaves())
    lines = reconcile.compare(session, STUDY).lines
    shown = " ".join(quote for line in lines for side in line.sides for quote in side.shown_quotes)
    return row.replaced, leaves, shown


def test_nothing_is_flagged_while_it_is_read(read_in_first: ReviewSession) -> None:
    """Another document of the study changes nothing."""
    certainty, trace, compared = told(read_in_first)
    assert ((), False, False) == (certainty, "flag:" in trace, "which was" in compared)
    assert "“The bath was warm”" in compared


def test_numbers_and_quotes_of_a_replaced_document_are_flagged(
    read_in_first: ReviewSession, tmp_path: Path
) -> None:
    """Beside the certainty, at the end of the trace, and in the comparison; numbers entered anew are not."""
    replace.replace_document(read_in_first, STUDY, [second(tmp_path)], "supplement")
    gone = "from first.txt, which was replaced by second.txt"
    certainty, trace, compared = told(read_in_first)
    assert (
        f"{STUDY}: its numbers are {gone}: compare them with what is there now",
        f"{STUDY}: 1 quote is {gone}",
    ) == certainty
    assert f"flag: the numbers are {gone}" in trace
    assert f"“The bath was warm” ({gone})" in trace
    assert 2 == compared.count(f"“The bath was warm” ({gone})")
    again = NUMBERS | {"treatment_events": "4"}
    findings.record_finding(read_in_first, STUDY, "survival", again, quote="Four of nineteen died")
    certainty, trace, _ = told(read_in_first)
    assert (f"{STUDY}: 1 quote is {gone}",) == certainty
    assert "flag:" not in trace


def test_a_withdrawn_document_is_flagged_too(read_in_first: ReviewSession) -> None:
    """By what became of it."""
    replace.withdraw_document(read_in_first, STUDY, "first.txt", "of another study")
    certainty, _, compared = told(read_in_first)
    assert all("from first.txt, which was withdrawn" in sentence for sentence in certainty)
    assert 2 == len(certainty)
    assert "(from first.txt, which was withdrawn)" in compared
