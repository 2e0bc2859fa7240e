"""Two reviewers at the same review."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.desk import appraisals
from workbench.desk.session import Desk, open_desk

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
    """Give every item that is asked the same answer."""
    while unanswered := appraisals.judge_study(desk, study).verdict.unanswered:
        appraisals.answer(desk, study, unanswered[0], code)


@pytest.fixture
def fill() -> object:
    """Answers every item of a study."""
    return answer_all
