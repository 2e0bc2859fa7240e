"""What is said to each role of a team, and about it."""

from __future__ import annotations

import pytest

from tests.review.conftest import answer_all
from tests.review.test_blindness import STUDY
from workbench.review.appraisals import submission
from workbench.review.reviewers import allocation
from workbench.review.reviewers.workload import read_workload
from workbench.review.tables.final import NotFinalError, require_final
from workbench.review.view import View

pytestmark = pytest.mark.postgres


def listed(session) -> tuple[list[str], str]:
    """Whom the workload lists, and its last note."""
    workload = read_workload(session)
    return [line.reviewer for line in workload.reviewers], workload.notes[-1]


def test_progress_lists_those_of_a_team_who_have_something_to_appraise(opened) -> None:
    """The owner, the lead and the reader are named below, until something is allocated to them."""
    members = ["anna", "bea", "cara"]
    besides = "Not listed, as nothing is theirs to appraise: leo (lead), owner (no member), rita (reader)"
    assert (members, besides) == listed(opened("anna"))
    allocation.allocate(opened("leo"), [STUDY], to=["anna", "leo"])
    assert ([*members, "leo"], besides.replace("leo (lead), ", "")) == listed(opened("rita"))


def test_a_reader_is_told_when_work_is_to_be_seen(opened) -> None:
    """Who appraises nothing never sees it by submitting."""
    anna = opened("anna")
    answer_all(anna, "Y")
    submission.submit(anna, STUDY)
    for reader, until in (("rita", "until blindness is lifted"), ("bea", "until both have submitted")):
        with pytest.raises(NotFinalError) as raised:
            require_final(View(opened(reader)), ["traffic-light"])
        assert until in raised.value.points[0]
