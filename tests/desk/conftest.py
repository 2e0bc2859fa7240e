"""Reviewers at the same review."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from checklists import judge
from store.answers import CODE
from store.draft_changes import changing
from workbench.desk import appraisals, studies
from workbench.desk.demo import make_example
from workbench.desk.session import Desk, open_desk, sit_down
from workbench.desk.sheets import begin

STUDY = "pretend2016"
"""The single case report among the five invented studies: seventeen items, all asked."""


@pytest.fixture
def anna(review: str) -> Iterator[Desk]:
    """The review with anna at the desk."""
    with open_desk(review, "anna") as desk:
        yield desk


@pytest.fixture
def bea(review: str) -> Iterator[Desk]:
    """The same review with bea at the desk."""
    with open_desk(review, "bea") as desk:
        yield desk


def answer_all(desk: Desk, code: str = "PY", study: str = STUDY) -> None:
    """Give every item that is asked and not answered yet the same answer, in one transaction."""
    sheet = appraisals.judge_study(desk, study)
    codes = dict(sheet.worksheet.codes) if sheet.worksheet else {}
    with changing(desk.db, begin(desk, sheet).id, desk.require_reviewer()) as draft:
        while unanswered := judge(sheet.checklist, codes).unanswered:
            codes[unanswered[0]] = code
            draft.put(CODE, unanswered[0], code)


@pytest.fixture
def fill() -> object:
    """Answers every item of a study."""
    return answer_all


def scripted(desk: Desk, study: str, *, submit: bool = True) -> None:
    """Appraise a study by rote, in one transaction: reviewers are alike on most items, and apart on some."""
    sheet = appraisals.judge_study(desk, study)
    reviewer, checklist, codes = desk.require_reviewer(), sheet.checklist, {}
    with changing(desk.db, begin(desk, sheet).id, reviewer) as draft:
        while unanswered := judge(checklist, codes).unanswered:
            item = unanswered[0]
            alike, apart = Random(f"{study} {item}"), Random(f"{reviewer} {study} {item}")
            options = [one.code for one in checklist.options(item)]
            codes[item] = (apart if apart.random() < 0.3 else alike).choice(options)
            draft.put(CODE, item, codes[item])
    if submit:
        appraisals.submit(desk, study)


@pytest.fixture(scope="session")
def judged_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five studies of the example, submitted by anna, bea and cara, made once."""
    path = tmp_path_factory.mktemp("judged") / "review.db"
    make_example(str(path))
    for name in ("anna", "bea", "cara"):
        with open_desk(str(path), name) as desk:
            for study in studies.rows(desk):
                scripted(desk, study.key)
    return path


@pytest.fixture
def judged(judged_made: Path, tmp_path: Path) -> Iterator[Desk]:
    """A fresh copy of that review, with anna at the desk."""
    with open_desk(str(shutil.copy(judged_made, tmp_path / "judged.db")), "anna") as desk:
        yield desk


@pytest.fixture
def both(anna: Desk, bea: Desk) -> Desk:
    """The case report submitted by anna (all PY) and by bea (1.3 and 2.1 PN, with a note), anna looking."""
    for desk in (anna, bea):
        answer_all(desk)
    appraisals.answer(bea, STUDY, "1.3", "PN", note="too vague")
    appraisals.answer(bea, STUDY, "2.1", "PN")
    for desk in (anna, bea):
        appraisals.submit(desk, STUDY)
    return anna


def as_other(desk: Desk, name: str) -> Desk:
    """The same open review with another reviewer at the desk."""
    return sit_down(desk, name)
