"""What has two values after a merge into a server is decided there as it is in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.test_decisions_of_each_kind import CASES
from tests.team.test_server_and_file import STUDY, appraise
from workbench.errors import UsageError, WorkbenchError
from workbench.review.appraisals import answers
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review, import_review
from workbench.review.session import open_review

pytestmark = pytest.mark.postgres

TRIED = (
    "study title",
    "study excluded_because",
    "reviewer handle",
    "outcome importance",
    "certainty_rating",
    "characteristic",
    "protocol",
)
"""Cases of which a decision is tried on a server: a column, a row that comes and goes, a handle, JSON."""


def test_a_decision_holds_on_a_server(opened, address: str, tmp_path: Path) -> None:
    """Taken, revised and taken again, whatever it is about; it reaches the file with the next merge."""
    owner, path = opened("owner", owner=True), tmp_path / "bea.db"
    CASES["certainty_rating"][0](owner, "before")
    (tmp_path / "all.zip").write_bytes(export_review(owner).files[""])
    import_review(tmp_path / "all.zip", str(path))
    with open_review(str(path), "bea") as bea:
        for case in TRIED:
            CASES[case][1](owner, "one")
            CASES[case][1](bea, "two")
        merge_files(owner, [path])
        waiting = decide.list_conflicts(owner)
        assert len(TRIED) == len(waiting)
        for line in waiting:
            for keep in ("other", "here", "other"):
                decide.decide(owner, line.id, keep, "because")
        assert [] == decide.list_conflicts(owner)
        assert () == verify(address).faults
        (tmp_path / "back.zip").write_bytes(export_review(owner).files[""])
        merge_files(bea, [tmp_path / "back.zip"])
        assert [] == decide.list_conflicts(bea)
        assert () == verify(str(path)).faults


def test_who_appraised_on_the_server_and_in_a_file_decides_in_the_file(opened, tmp_path: Path) -> None:
    """Nobody else is asked, and the server takes the version of the file once it was decided there."""
    owner, path = opened("owner", owner=True), tmp_path / "bea.db"
    make_handout(owner, "bea", str(path))
    with open_review(str(path), "bea") as bea:
        appraise(opened("bea"), "Y")
        appraise(bea, "PY")
        merge_files(owner, [path])
        assert [] == decide.list_conflicts(owner)
        (line,) = decide.list_conflicts(opened("bea"))
        with pytest.raises(UsageError, match="decide there"):
            decide.decide(opened("bea"), line.id, "other")
        (tmp_path / "bea.zip").write_bytes(export_review(opened("bea"), visible_only=True).files[""])
        merge_files(bea, [tmp_path / "bea.zip"])
        (line,) = decide.list_conflicts(bea)
        decide.decide(bea, line.id, "other")
        kept = answers.judge_study(bea, STUDY).codes
        merge_files(owner, [path])
    assert [] == decide.list_conflicts(opened("bea"))
    assert kept == answers.judge_study(opened("bea"), STUDY).codes
    assert () == verify(owner.db.location).faults


def test_a_lead_decides_and_a_reviewer_is_told_who_does(opened, tmp_path: Path) -> None:
    """A role says who may change the review, by a decision too."""
    owner, path = opened("owner", owner=True), tmp_path / "bea.db"
    make_handout(owner, "bea", str(path))
    with open_review(str(path), "bea") as bea:
        for session, word in ((owner, "one"), (bea, "two")):
            CASES["study title"][1](session, word)
        merge_files(owner, [path])
    (line,) = decide.list_conflicts(opened("anna"))
    with pytest.raises(WorkbenchError, match="whoever leads or owns"):
        decide.decide(opened("anna"), line.id, "other")
    decide.decide(opened("leo"), line.id, "other")
    assert [] == decide.list_conflicts(opened("anna"))
    assert () == verify(owner.db.location).faults
