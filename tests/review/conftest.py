"""Reviewers at the same review."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from checklists import judge
from store.answers import set_code
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, submission
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.session import ReviewSession, open_review, work_as
from workbench.review.studies import study_list

STUDY = "pretend2016"
"""The single case report among the five invented studies: seventeen items, all asked."""


@pytest.fixture
def anna(review: str) -> Iterator[ReviewSession]:
    """The review with anna at work."""
    with open_review(review, "anna") as session:
        yield session


@pytest.fixture
def bea(review: str) -> Iterator[ReviewSession]:
    """The same review with bea at work."""
    with open_review(review, "bea") as session:
        yield session


def answer_all(session: ReviewSession, code: str = "PY", study: str = STUDY) -> None:
    """Give every item that is asked and not answered yet the same answer, in one transaction."""
    sheet = answers.judge_study(session, study)
    codes = dict(sheet.worksheet.codes) if sheet.worksheet else {}
    with changing(session, find_result(session, sheet)) as own:
        while still_open := [item for item in judge(sheet.checklist, codes).shown if item not in codes]:
            codes[still_open[0]] = code
            set_code(own.draft, still_open[0], code)


@pytest.fixture
def fill() -> object:
    """Answers every item of a study."""
    return answer_all


def scripted(session: ReviewSession, study: str, *, submit: bool = True) -> None:
    """Appraise a study by rote, in one transaction: reviewers are alike on most items, and apart on some."""
    sheet = answers.judge_study(session, study)
    reviewer, checklist, codes = session.require_reviewer(), sheet.checklist, {}
    with changing(session, find_result(session, sheet)) as own:
        while still_open := [item for item in judge(checklist, codes).shown if item not in codes]:
            item = still_open[0]
            alike, apart = Random(f"{study} {item}"), Random(f"{reviewer} {study} {item}")
            options = [one.code for one in checklist.options(item)]
            codes[item] = (apart if apart.random() < 0.3 else alike).choice(options)
            set_code(own.draft, item, codes[item])
    if submit:
        submission.submit(session, study)


@pytest.fixture(scope="session")
def judged_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five studies of the example, submitted by anna, bea and cara, made once."""
    path = tmp_path_factory.mktemp("judged") / "review.db"
    make_example(str(path))
    for name in ("anna", "bea", "cara"):
        with open_review(str(path), name) as session:
            for study in study_list.rows(session):
                scripted(session, study.key)
    return path


@pytest.fixture
def judged(judged_made: Path, tmp_path: Path) -> Iterator[ReviewSession]:
    """A fresh copy of that review, with anna at work."""
    with open_review(str(shutil.copy(judged_made, tmp_path / "judged.db")), "anna") as session:
        yield session


@pytest.fixture
def both(anna: ReviewSession, bea: ReviewSession) -> ReviewSession:
    """The case report submitted by anna (all PY) and by bea (1.3 and 2.1 PN, with a note), anna looking."""
    for session in (anna, bea):
        answer_all(session)
    answers.answer(bea, STUDY, "1.3", "PN", note="too vague")
    answers.answer(bea, STUDY, "2.1", "PN")
    for session in (anna, bea):
        submission.submit(session, STUDY)
    return anna


def as_other(session: ReviewSession, name: str) -> ReviewSession:
    """The same open review with another reviewer at work."""
    return work_as(session, name)
