"""Whom the protocol names to decide disagreements sees what two others have submitted, and nothing before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.review.test_blindness import SECRET, STUDY, everything_seen, work_as_bea
from workbench.errors import ConflictError
from workbench.review.admin import protocol
from workbench.review.appraisals import answers, submission
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies
from workbench.review.studies.progress import Progress, read_progress


@pytest.fixture
def cara(review: str, anna: ReviewSession) -> Iterator[ReviewSession]:
    """The same review with cara at work, whom the protocol names."""
    protocol.write_protocol(anna, "adjudicator", "cara")
    with open_review(review, "cara") as session:
        yield session


def submit_as_bea(bea, fill) -> None:
    work_as_bea(bea, fill)
    submission.submit(bea, STUDY)


def submit_as(session, fill, code: str = "PY") -> None:
    fill(session, code)
    submission.submit(session, STUDY)


def exposed(session) -> list[str]:
    """What the comparison warns of: who went on after others' work could be seen."""
    return [each for each in reconcile.compare(session, STUDY).warnings if "could be seen" in each]


def test_the_adjudicator_sees_nothing_while_only_one_has_submitted(anna, bea, cara, fill) -> None:
    """One submitted appraisal and a draft leave nothing to decide."""
    submit_as_bea(bea, fill)
    fill(anna)
    assert SECRET not in everything_seen(cara)


def test_the_adjudicator_sees_what_two_others_have_submitted(anna, bea, cara, fill) -> None:
    """The tables, the comparison and the history are open, without an appraisal of the own."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    assert SECRET in everything_seen(cara)
    assert {"anna", "bea"} == set(reconcile.compare(cara, STUDY).reviewers)


def test_somebody_whom_the_protocol_does_not_name_still_sees_nothing(review, anna, bea, cara, fill) -> None:
    """The sight belongs to one person, not to everybody without an appraisal."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    with open_review(review, "dora") as dora:
        assert SECRET not in everything_seen(dora)


def test_an_adjudicator_who_appraises_is_blind_meanwhile(anna, bea, cara, fill) -> None:
    """A draft of the own closes the place until it is submitted."""
    answers.answer(cara, STUDY, "1.1", "Y")
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    assert SECRET not in everything_seen(cara)
    submit_as(cara, fill)
    assert SECRET in everything_seen(cara)


def test_an_own_appraisal_begun_before_the_others_were_open_is_independent(anna, bea, cara, fill) -> None:
    """Who had begun saw nothing, so nothing is named as seen."""
    answers.answer(cara, STUDY, "1.1", "Y")
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    submit_as(cara, fill)
    assert not exposed(anna)


def test_an_own_appraisal_begun_after_the_others_were_open_is_not_independent(anna, bea, cara, fill) -> None:
    """It says why; the pairs with it are no independent ones."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    submit_as(cara, fill, "Y")
    (told,) = exposed(anna)
    assert told.startswith("cara submitted on ")
    assert (
        "after having been named to decide disagreements, when the work of anna and bea could be seen" in told
    )


def test_who_is_no_longer_named_has_seen_it_all_the_same(anna, bea, cara, fill) -> None:
    """Another name in the protocol takes the sight away, not the fact that it was."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    protocol.write_protocol(anna, "adjudicator", "dora")
    assert SECRET not in everything_seen(cara)
    submit_as(cara, fill, "Y")
    assert exposed(anna)


def test_who_is_named_after_having_submitted_stays_independent(anna, bea, review, fill) -> None:
    """Anna had submitted before her name came into the protocol."""
    submit_as(anna, fill)
    submit_as_bea(bea, fill)
    with open_review(review, "cara") as cara:
        submit_as(cara, fill)
    protocol.write_protocol(bea, "adjudicator", "anna")
    assert not exposed(bea)


def test_reopening_by_one_of_two_takes_the_sight_away(anna, bea, cara, fill) -> None:
    """With one submitted appraisal left there is nothing to decide."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    submission.reopen(anna, STUDY, "a slip")
    assert SECRET not in everything_seen(cara)


def test_the_adjudicator_is_told_to_wait_for_the_others(anna, bea, cara, fill) -> None:
    """Nobody asks for an appraisal of the one who decides."""
    submit_as_bea(bea, fill)
    with pytest.raises(ConflictError, match=r"two reviewers have not submitted yet \(bea done\)"):
        reconcile.compare(cara, STUDY)


def test_who_is_not_named_is_told_how_to_decide_without_an_appraisal(review, anna, bea, fill) -> None:
    """Once two others have submitted; before that the message is to finish."""
    dora = open_review(review, "dora")
    submit_as_bea(bea, fill)
    with pytest.raises(ConflictError, match="finish it first with `workbench submit"):
        reconcile.compare(dora, STUDY)
    submit_as(anna, fill)
    with pytest.raises(ConflictError, match="protocol set adjudicator dora"):
        reconcile.compare(dora, STUDY)
    dora.close()


def test_whom_the_protocol_names_decides_as_who_decided(anna, bea, cara, fill) -> None:
    """What the adjudicator settles is told as theirs; what a reviewer settles, as a discussion."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    assert ("cara", "discussion") == tuple(
        reconcile.compare(who, STUDY).usual_decider for who in (cara, anna)
    )
    reconcile.reconcile(cara, STUDY, "1.1", "PY", "bea misread the table")
    settled = {line.id: line for line in reconcile.compare(anna, STUDY).lines}
    assert "(cara, " in settled["1.1"].consensus_reason
    reconcile.reconcile(anna, STUDY, "1.1", "PY", "we looked again")
    settled = {line.id: line for line in reconcile.compare(anna, STUDY).lines}
    assert "(nobody said who settled it, " in settled["1.1"].consensus_reason


def test_the_adjudicator_settles_a_disagreement(anna, bea, cara, fill) -> None:
    """The consensus is made by one who has not appraised the study."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    reconcile.reconcile(cara, STUDY, "1.1", "PY", "bea misread the table", decided_by="cara")
    comparison = reconcile.compare(anna, STUDY)
    (line,) = [line for line in comparison.lines if line.id == "1.1"]
    assert "PY" == line.consensus.code


def progress_of(session: ReviewSession) -> Progress:
    """What the list of studies tells of the study."""
    (row,) = [row for row in known_studies.rows(session) if row.key == STUDY]
    return read_progress(session, [row])[STUDY]


def test_the_list_says_to_the_adjudicator_what_waits_and_what_is_agreed(anna, bea, cara, fill) -> None:
    """Once two have submitted, and no earlier; the judgement that stands is the agreed one."""
    submit_as_bea(bea, fill)
    assert "new" == progress_of(cara).stage
    submit_as(anna, fill)
    waiting = progress_of(cara)
    assert ("compare", True, None) == (waiting.stage, waiting.decides, waiting.agreed_level)
    for line in reconcile.compare(cara, STUDY).lines:
        if not line.agree and line.kind != "overall":
            reconcile.reconcile(cara, STUDY, line.id, "=anna", "read again")
    reconcile.finish_consensus(cara, STUDY)
    done = progress_of(cara)
    assert ("agreed", progress_of(anna).overall) == (done.stage, done.agreed_level)


def test_beside_the_own_judgement_stands_what_was_agreed(anna, bea, fill) -> None:
    """It is another one for bea, whose answers were not taken."""
    submit_as_bea(bea, fill)
    submit_as(anna, fill)
    before = progress_of(bea).overall
    assert ("compare", None) == (progress_of(bea).stage, progress_of(bea).agreed_level)
    for line in reconcile.compare(anna, STUDY).lines:
        if not line.agree and line.kind != "overall":
            reconcile.reconcile(anna, STUDY, line.id, "=anna", "read again")
    reconcile.finish_consensus(anna, STUDY)
    known = progress_of(bea)
    assert ("agreed", before, progress_of(anna).overall) == (known.stage, known.overall, known.agreed_level)
    assert known.overall != known.agreed_level
