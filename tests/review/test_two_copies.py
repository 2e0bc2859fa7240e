"""One person at two copies of a file: what both did is told apart, and nothing of it stops a merge."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import outcomes as stored
from store.export_rows import read_everything
from tests.review.conftest import STUDY, answer_all
from tests.review.test_merging import CANARY, appraise, ben, ben_file, merge  # noqa: F401
from workbench.review.appraisals import answers, submission
from workbench.review.documents import attach, replace
from workbench.review.evidence import outcomes
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers.submitted_ratings import read_rated_results
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import duplicates, edit_record, known_studies


@pytest.fixture
def again(ben: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:  # noqa: F811
    """A copy of ben's file, made before he does anything in it, with ben at work."""
    copy = shutil.copy(ben.db.location, tmp_path / "again.db")
    with open_review(str(copy), "ben") as session:
        yield session


def copied(session: ReviewSession, path: Path) -> ReviewSession:
    """Open a copy of a file as it is now, with the same reviewer at work."""
    shutil.copy(session.db.location, path)
    return open_review(str(path), session.require_reviewer())


def codes(session: ReviewSession, reviewer: str) -> tuple[str | None, ...]:
    """Return what agreement takes of a reviewer."""
    (result,) = [each for each in read_rated_results(session) if reviewer in each.appraisals]
    return result.appraisals[reviewer].codes


def test_a_step_that_was_undone_in_both_copies_is_merged(ben: ReviewSession, tmp_path: Path) -> None:  # noqa: F811
    """It is taken back once; both events stay in the history, and their hashes hold."""
    answers.answer(ben, STUDY, "1.1", "Y")
    answers.answer(ben, STUDY, "1.1", "N")
    with copied(ben, tmp_path / "other.db") as other:
        for session in (ben, other):
            answers.undo(session, STUDY)
        merge(ben, other)
        assert not merge(ben, other).changed
        assert "Y" == answers.judge_study(ben, STUDY).codes["1.1"]
        merge(other, ben)
    assert () == verify(ben.db.location).faults == verify(str(tmp_path / "other.db")).faults


def test_verify_holds_where_an_appraisal_went_on_in_two_copies(
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Of the version that stands, before a decision and after either."""
    appraise(ben, "PN")
    with copied(ben, tmp_path / "other.db") as other:
        for session, code in ((ben, "Y"), (other, "N")):
            submission.reopen(session, STUDY, "read again")
            answers.answer(session, STUDY, "1.1", code, note=f"as {code}")
            submission.submit(session, STUDY)
        merge(ben, other)
        assert () == verify(ben.db.location).faults
        stands = answers.judge_study(ben, STUDY).codes["1.1"]
        (line,) = decide.list_conflicts(ben)
        decide.decide(ben, line.id, "other")
        assert () == verify(ben.db.location).faults
        assert stands != answers.judge_study(ben, STUDY).codes["1.1"]
        submission.reopen(ben, STUDY, "a slip")
        answers.answer(ben, STUDY, "1.2", "Y")
        submission.submit(ben, STUDY)
        assert () == verify(ben.db.location).faults


def test_as_first_submitted_is_the_version_that_stands(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """What was changed in two copies after seeing is taken back, and the two are not mixed up."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    merge(ben, anna)
    first = codes(ben, "ben")
    with copied(ben, tmp_path / "other.db") as other:
        for session, code in ((ben, "Y"), (other, "N")):
            submission.reopen(session, STUDY, "seen")
            answers.answer(session, STUDY, "1.1", code)
            answers.answer(session, STUDY, "1.2", code)
            submission.submit(session, STUDY)
        merge(ben, other)
        merge(anna, other)
        merge(anna, ben)
    assert first == codes(ben, "ben") == codes(anna, "ben")
    assert () == verify(anna.db.location).faults


def test_drafts_begun_apart_by_one_person_are_one_appraisal(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
) -> None:
    """Both versions are kept, and what is done next goes on from the one that stands."""
    answers.answer(ben, STUDY, "1.1", "Y")
    answers.answer(again, STUDY, "1.1", "N")
    merge(ben, again)
    assert 1 == len(decide.list_conflicts(ben))
    answer_all(ben)
    submission.submit(ben, STUDY)
    merge(again, ben)
    assert answers.judge_study(ben, STUDY).codes == answers.judge_study(again, STUDY).codes
    assert () == verify(ben.db.location).faults == verify(again.db.location).faults


def test_a_new_version_of_a_text_whose_study_was_a_duplicate_is_merged(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """It goes where the version before it went."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    paths = [tmp_path / f"{name}.txt" for name in ("first", "second")]
    for path in paths:
        path.write_text(f"Results\n\nThe {path.stem} text: 20 patients recovered within 10 days.\n")
    attach.attach(anna, two, [paths[0]], as_document=True)
    merge(ben, anna)
    duplicates.merge(anna, one, two, "the same patients")
    replace.replace_document(ben, two, [paths[1]], "first.txt")
    merge(anna, ben)
    assert not merge(anna, ben).changed
    assert () == verify(anna.db.location).faults
    merge(ben, anna)
    assert () == verify(ben.db.location).faults


def test_two_studies_with_one_key_keep_apart_and_verify(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """One of them gets a number, merging again asks nothing, and verify knows why."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    edit_record.edit(anna, one, {}, key="smith2020")
    edit_record.edit(ben, two, {}, key="smith2020")
    merge(anna, ben)
    assert {"smith2020", "smith2020-2"} <= {row.key for row in known_studies.rows(anna)}
    assert not merge(anna, ben).changed
    merge(ben, anna)
    assert () == verify(anna.db.location).faults == verify(ben.db.location).faults
    assert [] == decide.list_conflicts(anna) == decide.list_conflicts(ben)


def test_a_version_of_which_only_the_hash_came_is_not_known(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """Anna's file has the version before: it takes the place of nothing, and asks nothing."""
    for session, code in ((anna, "PY"), (ben, "PN")):
        appraise(session, code)
    merge(anna, ben)
    submission.reopen(ben, STUDY, "read again")
    answers.answer(ben, STUDY, "1.1", "N", note="another look")
    submission.submit(ben, STUDY)
    submission.reopen(anna, STUDY, "read again")
    merge(anna, ben)  # of what ben has now anna takes the seal alone, as her own is open
    stands = answers.judge_study(ben, STUDY).codes
    for _ in range(2):
        merge(ben, anna)
        assert [] == decide.list_conflicts(ben)
        assert stands == answers.judge_study(ben, STUDY).codes
    assert () == verify(ben.db.location).faults


def test_a_draft_that_was_emptied_in_one_copy_leaves_the_other_version_as_it_is(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """Its steps stay in the history as the last ones, and are not taken for those of what stands."""
    appraise(ben, "PN")
    with copied(ben, tmp_path / "third.db") as third:
        submission.reopen(third, STUDY, "read again")
        answers.note(third, STUDY, "1.1", "another look")
        submission.submit(third, STUDY)
        answers.answer(again, STUDY, "1.1", "Y")
        answers.undo(again, STUDY)
        merge(again, ben)
        merge(again, third)
        assert [] == decide.list_conflicts(again)
        assert "another look" in {row["note"] for row in read_everything(again.db)["answer"]}
        assert () == verify(again.db.location).faults
        merge(anna, again)
        assert () == verify(anna.db.location).faults


def test_of_two_drafts_the_emptied_one_is_not_taken_for_the_other(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
) -> None:
    """Both are drafts, and the one without anything was changed last."""
    answers.answer(ben, STUDY, "1.1", "Y", note="as read")
    answers.answer(again, STUDY, "1.1", "N")
    answers.undo(again, STUDY)
    merge(ben, again)
    assert not merge(ben, again).changed
    assert "Y" == answers.judge_study(ben, STUDY).codes["1.1"]
    assert () == verify(ben.db.location).faults


def test_a_draft_that_waits_beside_what_was_submitted_stays_at_home(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Neither the version nor a step of it goes to others with the version that stands."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    with copied(ben, tmp_path / "other.db") as other:
        submission.reopen(other, STUDY, "read again")
        answers.note(other, STUDY, "1.1", CANARY)
        submission.reopen(ben, STUDY, "read again")
        answers.note(ben, STUDY, "1.2", "another look")
        submission.submit(ben, STUDY)
        merge(ben, other)
        assert 1 == len(decide.list_conflicts(ben))
        assert CANARY in json.dumps(read_everything(ben.db))
        merge(anna, ben)
    assert "another look" in json.dumps(read_everything(anna.db))
    assert CANARY not in json.dumps(read_everything(anna.db))
    assert () == verify(anna.db.location).faults


def test_a_key_belongs_to_the_study_that_had_it_first(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """In every file, whichever is merged into which."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    edit_record.edit(anna, one, {}, key="smith2020")
    edit_record.edit(ben, two, {}, key="smith2020")
    with copied(anna, tmp_path / "other.db") as other:
        told = [line.detail for line in merge(other, ben).lines if "smith2020" in line.detail]
    with copied(ben, tmp_path / "yet.db") as yet:
        told += [line.detail for line in merge(yet, anna).lines if "smith2020" in line.detail]
    merge(anna, ben)
    merge(ben, anna)
    (here,), (there,) = (
        {row.id for row in known_studies.rows(session) if row.key == "smith2020"} for session in (anna, ben)
    )
    assert here == there
    assert any("the one of here is called smith2020-2 now" in line for line in told)


def test_one_text_attached_in_two_files_was_added_when_the_first_was(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Whichever file is merged into which."""
    path = tmp_path / "text.txt"
    path.write_text("Results\n\nThe text: 20 patients recovered within 10 days.\n")
    for session in (anna, ben):
        attach.attach(session, STUDY, [path], as_document=True)
    first = added_at(anna, path.name)
    assert first < added_at(ben, path.name)
    merge(anna, ben)
    merge(ben, anna)
    assert first == added_at(anna, path.name) == added_at(ben, path.name)


def added_at(session: ReviewSession, name: str) -> str:
    """Return when a document was added."""
    (row,) = [row for row in read_everything(session.db)["document"] if row["source_name"] == name]
    return str(row["added_at"])


def test_a_new_version_of_a_text_that_both_added_is_matched_where_it_was_made(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """Also in the file of somebody who had merged its study into another one, in either order."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    paths = [tmp_path / f"{name}.txt" for name in ("first", "second")]
    for path in paths:
        path.write_text(f"Results\n\nThe {path.stem} text: 20 patients recovered within 10 days.\n")
    attach.attach(anna, two, [paths[0]], as_document=True)
    merge(ben, anna)
    merge(again, anna)
    replace.replace_document(ben, two, [paths[1]], "first.txt")
    attach.attach(again, two, [paths[1]], as_document=True)
    duplicates.merge(anna, one, two, "the same patients")
    with copied(anna, tmp_path / "other.db") as other:
        for session, files in ((anna, (ben, again)), (other, (again, ben))):
            for file in files:
                merge(session, file)
        known = [
            sorted((row["study_id"], row["sha256"], row["kind"]) for row in read_everything(db)["document"])
            for db in (anna.db, other.db)
        ]
        assert known[0] == known[1]
        assert () == verify(anna.db.location).faults == verify(other.db.location).faults


def test_a_rating_that_was_held_back_is_not_known(
    anna: ReviewSession,
    tmp_path: Path,
) -> None:
    """Its hash came with the file in which a draft of the rater was open; the rating waits all the same."""
    outcomes.add_outcome(anna, "survival", importance=5)
    make_handout(anna, "ben", str(tmp_path / "ben.db"))
    rate(anna, -2)
    with open_review(str(tmp_path / "ben.db"), "ben") as ben:  # noqa: F811
        rate(ben, -1)
        with copied(ben, tmp_path / "other.db") as other, copied(anna, tmp_path / "there.db") as there:
            answers.note(other, STUDY, "1.1", "begun")
            for session, files in ((anna, (other, ben)), (there, (ben, other))):
                for file in files:
                    merge(session, file)
                waiting = [row["about"]["fact"] for row in read_everything(session.db)["conflict"]]
                assert ["RiskOfBias"] == [fact[3] for fact in waiting]
                assert () == verify(session.db.location).faults


def rate(session: ReviewSession, levels: int) -> None:
    """Rate the risk of bias of the outcome."""
    (outcome,) = stored.list_outcomes(session.db)
    by = session.require_reviewer()
    stored.save_rating(session.db, outcome.id, "single-arm-low", "RiskOfBias", levels, "as read", by=by)


def test_what_one_settled_in_two_copies_waits_in_either_order(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Also where a co-reviewer's file comes first, which has it in the history alone."""
    (study, *_) = [row.key for row in known_studies.rows(anna) if row.checklist == "psm-cohort"]
    ends = []
    with copied(anna, tmp_path / "one.db") as one:
        answers.answer(anna, study, "P1", "age, in the first copy")
        appraise(anna, "PY", study)
        merge(ben, anna, contents=True)
        answers.answer(one, study, "P1", "age, in the second copy")
        with copied(one, tmp_path / "two.db") as two:
            for session, files in ((one, (anna, ben)), (two, (ben, anna))):
                for file in files:
                    merge(session, file)
                rows = read_everything(session.db)["conflict"]
                ends.append(
                    [(row["about"]["fact"], row["other"]["value"]) for row in rows if row["kind"] == "fact"]
                )
                assert () == verify(session.db.location).faults
    assert ends[0] == ends[1] != []


def test_a_name_with_a_number_goes_back_where_it_is_free_again(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
) -> None:
    """With the next merge, of whatever file."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    edit_record.edit(anna, one, {}, key="smith2020")
    edit_record.edit(ben, two, {}, key="smith2020")
    merge(anna, ben)
    edit_record.edit(anna, "smith2020", {}, key="jones2020")
    edit_record.edit(again, two, {"year": "1999"})
    merge(anna, again)
    assert {"jones2020", "smith2020"} <= {row.key for row in known_studies.rows(anna)}
    assert () == verify(anna.db.location).faults


def test_an_appraisal_follows_its_study_to_where_it_stands_merged(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """Where two files merged one study into different ones, and in one of them it was moved along."""
    one, two, three = [row.key for row in known_studies.rows(anna)][:3]
    appraise(anna, "PY", three)
    duplicates.merge(anna, one, three, "the same patients")
    duplicates.merge(ben, two, three, "the same patients")
    merge(anna, ben)
    merge(ben, anna, contents=True)
    assert () == verify(anna.db.location).faults == verify(ben.db.location).faults
    rows = read_everything(anna.db)
    (placed,) = {row["study_id"] for row in rows["appraisal"]}
    into = {row["key"]: row["merged_into"] for row in rows["study"]}
    assert into[three] == placed
