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
from workbench.review.checklists import own_checklists
from workbench.review.session import ReviewSession, open_review, work_as
from workbench.review.studies import known_studies

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
            for study in known_studies.rows(session):
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


LISTED = """\
schema: appraisal-checklist/0.2
id: listed
version: "1.0"
title: A scored list
answers:
  "TWO": {label: "Adequate", tone: good}
  "ONE": {label: "Not adequate", tone: poor}
  "ZERO": {label: "Not reported", tone: poor}
answer_sets:
  points: {codes: ["TWO", "ONE", "ZERO"], points: {"TWO": 2, "ONE": 1, "ZERO": 0}}
totals:
  - {id: T, title: "Points", items: all, out_of: 4}
domains:
  - id: D1
    title: Items
    judged_by: none
    items:
      - {id: "1", text: "The aim is told.", answer_set: points}
      - {id: "2", text: "Patients came one after the other.", answer_set: points}
"""
"""A list that is added up and judges nothing."""
RICH = Path(__file__).parents[1] / "checklists" / "rich.yaml"


def add_checklist(session: ReviewSession, folder: Path, text: str, study: str) -> None:
    """Add a checklist to the review, and assign it to a study."""
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    (added,) = own_checklists.add_files(session, [path])
    assert added.ok, added.lines
    known_studies.assign(session, study, added.checklist_id, reason="to try it")


@pytest.fixture
def rich(anna: ReviewSession, tmp_path: Path) -> ReviewSession:
    """The review with a study that is judged by the checklist with everything that 0.2 adds; anna works."""
    add_checklist(anna, tmp_path, RICH.read_text(encoding="utf-8"), STUDY)
    return anna


@pytest.fixture
def listed(anna: ReviewSession, tmp_path: Path) -> ReviewSession:
    """The review with a study that is judged by a scored list without judgement; anna works."""
    add_checklist(anna, tmp_path, LISTED, STUDY)
    return anna


def give(session: ReviewSession, study: str = STUDY, /, **codes: str) -> None:
    """Answer items and preliminaries, in the order given; an item is named as in `i1_1` for 1.1."""
    for name, code in codes.items():
        item = name.removeprefix("i").replace("_", ".") if name.startswith("i") else name
        answers.answer(session, study, item, code)


ASSIGNED = {"P1": "assignment", "P2": "go", "i1_1": "Y", "i2_1": "Y", "i2_2": "Y"}
ADHERING = {"P1": "adhering", "P2": "go", "P3": "other", "i1_1": "Y", "i2_3": "N"}
STARS = {"S1": "Y", "S2": "Y", "S3": "N"}
"""What answers the rich checklist in its two variants, and its stars."""
