"""What is submitted in a browser has no seal, and everything that tells of independence says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import keys
from workbench.errors import UsageError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.reviewer_keys import keys_of
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import open_review
from workbench.served import FILES
from workbench.tui.screens.appraise.judgement_line import submitting

STUDY = "sugino2023"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process is one of a server."""
    keys.forget()
    monkeypatch.setenv(FILES, str(tmp_path))


def test_two_who_worked_in_browsers_count_as_made_without_a_seal(example: str, served: None) -> None:
    """The file holds, no key is in it, and no stronger proof is claimed."""
    for handle in ("anna", "bea"):
        with open_review(example, handle) as session:
            while unanswered := answers.judge_study(session, STUDY).verdict.unanswered:
                answers.answer(session, STUDY, unanswered[0], "NI", note="as read")
            submission.submit(session, STUDY)
    found = verify(example)
    assert {Independence.UNSEALED} == {pair.status for pair in found.pairs}
    assert "made without a seal" == Independence.UNSEALED
    assert not found.keys


def test_whoever_asks_for_a_key_in_a_browser_is_told_why_there_is_none(example: str, served: None) -> None:
    """And how to get seals after all."""
    with (
        open_review(example, "anna") as session,
        pytest.raises(UsageError, match=r"no key is kept on a server.*work in a file of your own"),
    ):
        keys_of(session)


def test_the_window_before_submitting_says_that_there_will_be_no_seal(appraised: str, served: None) -> None:
    """Before it is too late; on one's own machine the line is missing."""
    with open_review(appraised, "anna") as session:
        sheet = answers.judge_study(session, STUDY)
    assert "no key is kept on a server" in submitting(sheet).plain


def test_on_the_own_machine_nothing_is_said_of_servers(appraised: str) -> None:
    """There a submitted appraisal is sealed."""
    with open_review(appraised, "anna") as session:
        assert "server" not in submitting(answers.judge_study(session, STUDY)).plain
        assert keys_of(session)
