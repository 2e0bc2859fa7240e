"""Some of a team work on the server, another in a file, and both are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import answer_all
from tests.review.test_blindness import STUDY
from workbench import keys
from workbench.errors import ConflictError, WorkbenchError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.pairs import pairs_of
from workbench.review.exchange.whole_review import export_review
from workbench.review.reviewers import reconcile
from workbench.review.session import open_review
from workbench.review.studies.known_studies import list_studies
from workbench.review.view import View
from workbench.served import FILES

pytestmark = pytest.mark.postgres


def appraise(session, code: str) -> None:
    """Appraise the study, with a note on an item, and submit."""
    answers.answer(session, STUDY, "1.1", code)
    answers.note(session, STUDY, "1.1", f"said {code}")
    answer_all(session, code)
    submission.submit(session, STUDY)


def test_a_file_that_the_server_handed_out_comes_back(opened, tmp_path: Path) -> None:
    """Once both have submitted each sees the other: anna by the owner's merge, bea by anna's export."""
    handed_out, way_back = tmp_path / "bea.db", tmp_path / "all.zip"
    owner, anna = opened("owner", owner=True), opened("anna")
    appraise(anna, "Y")
    make_handout(owner, "bea", str(handed_out))
    assert b"said Y" not in handed_out.read_bytes()
    with open_review(str(handed_out), "bea") as bea:
        appraise(bea, "PY")
        (merged,) = merge_files(owner, [handed_out])
        assert ["appraisal of bea, submitted"] == [line.detail for line in merged.lines if line.kind == "new"]
        assert ("anna", "bea") == reconcile.compare(anna, STUDY).reviewers
        way_back.write_bytes(export_review(anna, visible_only=True).files[""])
        merge_files(bea, [way_back])
        (line,) = [line for line in reconcile.compare(bea, STUDY).lines if line.id == "1.1"]
        assert [("Y", "said Y"), ("PY", "said PY")] == [(side.code, side.note) for side in line.sides]
        assert [Independence.SEPARATE] == [pair.status for pair in pairs_of(View(bea))]


def test_a_draft_in_a_file_stays_there(opened, tmp_path: Path) -> None:
    """What was not submitted is not taken; whoever is blind in the server stays so."""
    handed_out, owner = tmp_path / "bea.db", opened("owner", owner=True)
    appraise(opened("anna"), "Y")
    make_handout(owner, "bea", str(handed_out))
    with open_review(str(handed_out), "bea") as bea:
        answers.answer(bea, STUDY, "1.1", "N")
        (merged,) = merge_files(owner, [handed_out])
    assert [] == [line.detail for line in merged.lines]
    with pytest.raises(ConflictError):
        reconcile.compare(opened("anna"), STUDY)


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_member_who_merges_is_told_whose_login_can(opened, tmp_path: Path, dry_run: bool) -> None:
    """A lead too; nothing is changed by the attempt."""
    handed_out = tmp_path / "bea.db"
    make_handout(opened("owner", owner=True), "bea", str(handed_out))
    with open_review(str(handed_out), "bea") as bea:
        appraise(bea, "PY")
    with pytest.raises(WorkbenchError, match="owns this review on its server, postgres, can merge a file"):
        merge_files(opened("leo"), [handed_out], dry_run=dry_run)
    assert () == tuple(list_studies(opened("owner", owner=True))[0].appraisals)


def test_the_handout_of_a_lead_comes_back_by_the_merge_of_the_owner(opened, tmp_path: Path) -> None:
    """It holds what the owner's holds: what the team settled, and of what others have begun nothing."""
    answers.answer(opened("anna"), STUDY, "1.1", "Y")
    handed_out = tmp_path / "bea.db"
    make_handout(opened("leo"), "bea", str(handed_out))
    with open_review(str(handed_out), "bea") as bea:
        assert [()] * 5 == [study.appraisals for study in list_studies(bea)]
        appraise(bea, "PY")
    (merged,) = merge_files(opened("owner", owner=True), [handed_out])
    assert ["appraisal of bea, submitted"] == [line.detail for line in merged.lines if line.kind != "note"]


def test_the_export_of_a_member_does_not_call_itself_whole(opened) -> None:
    """The server shows a member neither what others have begun nor that they have, so it may be there."""
    answers.answer(opened("anna"), STUDY, "1.1", "Y")
    assert "what others have begun" in export_review(opened("bea")).lost[0]


def test_who_works_on_the_server_without_a_key_is_kept_apart_all_the_same(
    opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser there is no key; that the server kept the two apart is known without one."""
    appraise(opened("anna"), "Y")
    keys.forget()
    monkeypatch.setenv(FILES, str(tmp_path))
    appraise(opened("bea"), "PY")
    assert [Independence.SERVER] == [pair.status for pair in pairs_of(View(opened("owner", owner=True)))]
