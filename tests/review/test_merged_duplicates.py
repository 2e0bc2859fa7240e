"""Studies merged as duplicates in one file, and what was done for them in others meanwhile."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from store.export_rows import read_everything
from tests.review.conftest import STUDY
from tests.review.test_merging import appraise, ben, ben_file, kinds, merge  # noqa: F401
from tests.review.test_merging_forks import Rows, merged, plain
from workbench.review.appraisals import answers, submission, texts
from workbench.review.appraisals.drafts_beside import drafts_beside, drafts_passed_over
from workbench.review.documents import attach
from workbench.review.evidence import findings, outcomes
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import duplicates, known_studies
from workbench.review.view import View

OTHER = "borresen2021"


@pytest.fixture
def with_checklist(anna: ReviewSession) -> None:
    """Both studies are for the same checklist, in the file that handouts are made from."""
    known_studies.assign(anna, OTHER, "case-report", reason="to compare")


def copies_of(session: ReviewSession, folder: Path, number: int) -> list[Path]:
    """Make copies of a file as it is now."""
    return [Path(shutil.copy(session.db.location, folder / f"copy {each}.db")) for each in range(number)]


def rows_of(path: Path) -> Rows:
    """Return the rows of a file."""
    with open_review(str(path)) as session:
        return read_everything(session.db)


def write_text(folder: Path, name: str) -> Path:
    """Write a text that can be attached."""
    path = folder / f"{name}.txt"
    path.write_text(f"Results\n\nThe {name} text: 20 patients recovered within 10 days.\n")
    return path


def test_an_appraisal_that_moved_with_a_duplicate_meets_one_begun_in_another_copy(
    with_checklist: None,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """In any order both are there: the one begun for the kept study stands, the other stays with its own.

    A third copy begins the appraisal of the duplicate itself, which is known as the one that moved.
    """
    moved, kept, again = copies_of(ben, tmp_path, 3)
    with open_review(str(moved), "ben") as session:
        appraise(session, "PN")
        duplicates.merge(session, OTHER, STUDY, "the same paper")
    with open_review(str(kept), "ben") as session:
        appraise(session, "PY", OTHER)
    with open_review(str(again), "ben") as session:
        answers.answer(session, STUDY, "1.1", "Y")
    files = [rows_of(path) for path in (moved, kept, again)]
    for first in files:
        ends = [
            merged(first, *others, viewer="ben")
            for others in permutations([each for each in files if each is not first])
        ]
        assert plain(ends[0]) == plain(ends[1])
        assert plain(ends[0]) == plain(merged(ends[0], *files, viewer="ben"))
        keys = {row["id"]: row["key"] for row in ends[0]["study"]}
        assert [OTHER, STUDY] == sorted(keys[row["study_id"]] for row in ends[0]["appraisal"])
    with open_review(str(moved), "ben") as session, open_review(str(kept), "ben") as begun:
        merge(session, begun)
        assert not merge(session, begun).changed
        assert [OTHER] == [each.study_key for each in View(session).appraisals]
        assert 1 == len(View(session).superseded)
    assert () == verify(str(moved)).faults


def test_studies_that_were_merged_crosswise_or_in_a_row(
    with_checklist: None,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """One of them goes on, the same in any order, and nothing is lost; nothing is left to decide."""
    third = next(row.key for row in known_studies.rows(ben) if row.key not in (STUDY, OTHER))
    one, other, row = copies_of(ben, tmp_path, 3)
    for path, pair, study in (
        (one, (OTHER, STUDY), STUDY),
        (other, (STUDY, OTHER), OTHER),
        (row, (third, OTHER), OTHER),
    ):
        with open_review(str(path), "ben") as session:
            appraise(session, "PN", study)
            duplicates.merge(session, *pair, "the same paper")
    files = [rows_of(path) for path in (one, other)]
    ends = [merged(*order, viewer="ben") for order in permutations(files)]
    assert plain(ends[0]) == plain(ends[1]) == plain(merged(ends[0], *files, viewer="ben"))
    assert 1 == sum(row["merged_into"] is not None for row in ends[0]["study"])
    assert [] == ends[0]["conflict"]
    files = [rows_of(path) for path in (one, row)]
    ends = [merged(*order, viewer="ben") for order in permutations(files)]
    assert plain(ends[0]) == plain(ends[1]) == plain(merged(ends[0], *files, viewer="ben"))
    keys = {row["id"]: row["key"] for row in ends[0]["study"]}
    into = {row["key"]: keys.get(row["merged_into"]) for row in ends[0]["study"]}
    assert (third, third, None) == (into[STUDY], into[OTHER], into[third])
    with open_review(str(one), "ben") as session, open_review(str(other), "ben") as crosswise:
        (note, *_) = kinds(merge(session, crosswise), "note")
        assert "are merged into each other" in note
        assert not merge(session, crosswise).changed
        assert 1 == len(View(session).appraisals)
        assert 1 == len(View(session).superseded)
    assert () == verify(str(one)).faults


def test_a_text_that_moved_with_a_duplicate_meets_the_same_one(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """The one that was attached to the kept study is read there, whoever merges first."""
    text = write_text(tmp_path, "first")
    attach.attach(anna, STUDY, [text], as_document=True)
    merge(ben, anna)
    before, after, kept = copies_of(ben, tmp_path, 3)
    with open_review(str(after), "ben") as session:
        duplicates.merge(session, OTHER, STUDY, "the same paper")
    with open_review(str(kept), "ben") as session:
        attach.attach(session, OTHER, [text], as_document=True)
    files = [rows_of(path) for path in (before, after, kept)]
    ends = [plain(merged(*order, viewer="ben")) for order in permutations(files)]
    assert all(end["document"] == ends[0]["document"] for end in ends)
    with open_review(str(kept), "ben") as session, open_review(str(after), "ben") as moved:
        merge(session, moved)
        assert 1 == sum(each.source_name == "first.txt" for each in texts.all_texts(session, OTHER))
    assert () == verify(str(kept)).faults


def test_documents_and_findings_for_a_merged_duplicate_follow_it(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """They come to the kept study, the merge says so, merging again changes nothing; a split returns them."""
    outcomes.add_outcome(anna, "survival", importance=5)
    merge(ben, anna)
    attach.attach(ben, STUDY, [write_text(tmp_path, "late")], as_document=True)
    findings.record_finding(ben, STUDY, "survival", {"sentence": "as found"})
    duplicates.merge(anna, OTHER, STUDY, "the same paper")
    (note,) = kinds(merge(anna, ben), "note")
    assert f"{STUDY} is merged into {OTHER}" in note
    assert "(1 document and 1 finding) goes there" in note
    assert not merge(anna, ben).changed
    merge(ben, anna)
    for session in (anna, ben):
        assert "late.txt" in [each.source_name for each in texts.all_texts(session, OTHER)]
        assert [OTHER] == [each.study for each in findings.list_findings(session)]
        assert () == verify(session.db.location).faults
    duplicates.split(anna, STUDY, "another paper after all")
    merge(ben, anna)
    for session in (anna, ben):
        assert "late.txt" in [each.source_name for each in texts.all_texts(session, STUDY)]
        assert "late.txt" not in [each.source_name for each in texts.all_texts(session, OTHER)]
        assert () == verify(session.db.location).faults


def test_what_the_kept_study_has_itself_stands(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """A finding that comes later for the duplicate stays with it, and the merge says so."""
    outcomes.add_outcome(anna, "survival", importance=5)
    findings.record_finding(anna, OTHER, "survival", {"sentence": "of the kept study"})
    merge(ben, anna)
    findings.record_finding(ben, STUDY, "survival", {"sentence": "of the duplicate"})
    duplicates.merge(anna, OTHER, STUDY, "the same paper")
    (note,) = kinds(merge(anna, ben), "note")
    assert "stands, and the like of it stays with" in note
    (finding,) = [each for each in findings.list_findings(anna) if each.study == OTHER]
    assert "of the kept study" == finding.fields["sentence"]
    assert () == verify(anna.db.location).faults


@pytest.mark.parametrize("is_later", [True, False])
def test_a_finding_that_moved_with_a_duplicate_was_changed_elsewhere(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    *,
    is_later: bool,
) -> None:
    """The moved one is at the study that was kept; the change is listed, and stands if it was made last."""
    outcomes.add_outcome(anna, "survival", importance=9)
    findings.record_finding(anna, STUDY, "survival", {"sentence": "first"})
    merge(ben, anna)
    steps = [
        lambda: duplicates.merge(anna, OTHER, STUDY, "the same paper"),
        lambda: findings.record_finding(ben, STUDY, "survival", {"sentence": "otherwise"}),
    ]
    for step in steps if is_later else reversed(steps):
        step()
    for one, two in ((anna, ben), (ben, anna)):
        assert 1 == len(kinds(merge(one, two), "to decide"))
        assert not merge(one, two).changed
        rows = read_everything(one.db)
        keys = {row["id"]: row["key"] for row in rows["study"]}
        told = {keys[row["study_id"]]: row["numbers"]["sentence"] for row in rows["finding"]}
        assert {OTHER: "first"} | ({STUDY: "otherwise"} if is_later else {}) == told
        assert () == verify(one.db.location).faults


def test_what_followed_its_study_is_not_listed_to_decide(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """A finding with two values goes along with its study in the same merge, which settles them."""
    outcomes.add_outcome(anna, "survival", importance=9)
    findings.record_finding(anna, STUDY, "survival", {"sentence": "first"})
    merge(ben, anna)
    make_handout(anna, "cara", str(tmp_path / "cara.db"))
    with open_review(str(tmp_path / "cara.db"), "cara") as cara:
        duplicates.merge(cara, OTHER, STUDY, "the same paper")
    findings.remove_finding(anna, STUDY, "survival", "not in the paper")
    findings.record_finding(ben, STUDY, "survival", {"sentence": "otherwise"})
    files = [Path(ben.db.location), tmp_path / "cara.db"]
    told = [line for each in merge_files(anna, files) for line in each.lines]
    assert [] == [line for line in told if line.kind == "to decide"] == decide.list_conflicts(anna)
    assert "finding: survival" in [line.detail for line in told]
    assert not any(each.changed for each in merge_files(anna, files))


def test_an_appraisal_that_went_on_in_another_copy_before_its_study_was_merged(
    with_checklist: None,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """That it went along with its study is the last step on it, and goes on from the version before."""
    appraise(ben, "PN")
    (copy,) = copies_of(ben, tmp_path, 1)
    submission.reopen(ben, STUDY, "read again")
    answers.note(ben, STUDY, "1.1", "another look")
    submission.submit(ben, STUDY)
    with open_review(str(copy), "ben") as again:
        duplicates.merge(again, OTHER, STUDY, "the same patients")
        for session, other in ((ben, again), (again, ben)):
            merge(session, other)
            assert () == verify(session.db.location).faults
            assert [] == decide.list_conflicts(session)
            assert "another look" in {row["note"] for row in read_everything(session.db)["answer"]}
        submission.reopen(ben, OTHER, "read once more")
        answers.note(ben, OTHER, "1.1", "a third look")
        submission.submit(ben, OTHER)
        merge(again, ben)
        assert () == verify(ben.db.location).faults == verify(again.db.location).faults


def test_a_draft_that_moved_to_a_study_with_another_checklist_is_told(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """By the merge, in the lists and before an entry begins a second draft; to its owner only."""
    kept, checklist = next(
        (row.key, row.checklist)
        for row in known_studies.rows(anna)
        if row.checklist not in (None, "case-report")
    )
    answers.answer(ben, STUDY, "1.1", "Y")
    duplicates.merge(anna, kept, STUDY, "the same patients")
    (planned,) = merge_files(ben, [Path(anna.db.location)], dry_run=True)
    merged_lines = merge(ben, anna).lines
    assert planned.lines == merged_lines
    told = f"{kept} is judged by {checklist}, and your draft with case-report waits beside it"
    assert 1 == sum(line.detail.startswith(told) for line in merged_lines)
    assert 1 == sum(words.startswith(told) for words in drafts_beside(ben))
    assert drafts_beside(ben) == drafts_passed_over(ben, kept)
    answers.note(ben, kept, answers.judge_study(ben, kept).checklist.items[0].id, "begun anew")
    assert 1 == len(drafts_beside(ben))
    assert () == drafts_passed_over(ben, kept)
    assert not any("your draft" in line.detail for line in merge(anna, ben).lines)
    assert () == drafts_beside(anna)
