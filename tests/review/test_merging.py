"""Two reviewers with a file each, and the union of the files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import documents, studies
from store import outcomes as stored
from store.bibliography import Bibliography
from store.export_rows import read_everything
from store.records import NewDocument, NewStudy
from store.validation import sha256_of
from tests.cli.conftest import CASE
from tests.review.conftest import STUDY, answer_all, scripted
from workbench import keys
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.paths import settings_path
from workbench.review.admin import settings
from workbench.review.appraisals import answers, submission
from workbench.review.documents.add import add_paths
from workbench.review.evidence import findings, outcomes, ratings
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.incoming_files import OtherReviewError, UnsoundFileError
from workbench.review.exchange.merge.merge_files import Merge, merge_files
from workbench.review.exchange.seals import export_seals
from workbench.review.exchange.verify.independence_status import MEANING, Independence
from workbench.review.exchange.verify.pairs import pairs_of
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review
from workbench.review.publish.manuscript.methods_text import sentences
from workbench.review.reviewers import agreement, allocation, reconcile
from workbench.review.session import ReviewSession, create_review, open_review, work_as
from workbench.review.studies import duplicates, edit_record, exclusion, known_studies
from workbench.review.tables.build import build_table
from workbench.review.tables.final import NotFinalError
from workbench.review.view import View

CANARY = "canary-of-an-unsubmitted-appraisal"


@pytest.fixture
def ben_file(anna: ReviewSession, tmp_path: Path) -> Path:
    """The handout that anna made for ben."""
    path = tmp_path / "ben.db"
    make_handout(anna, "ben", str(path))
    return path


@pytest.fixture
def ben(ben_file: Path) -> Iterator[ReviewSession]:
    """Ben, in his own file."""
    with open_review(str(ben_file), "ben") as session:
        yield session


def merge(session: ReviewSession, other: ReviewSession, *, contents: bool = False) -> Merge:
    """Merge another open file into a review."""
    return merge_files(session, [Path(other.db.location)], contents=contents)[0]


def appraise(session: ReviewSession, code: str, study: str = STUDY) -> None:
    """Answer all items of a study alike, and submit."""
    answer_all(session, code, study)
    submission.submit(session, study)


def kinds(merged: Merge, kind: str) -> list[str]:
    """Return the details of the lines of a kind."""
    return [line.detail for line in merged.lines if line.kind == kind]


def test_a_handout_has_the_studies_and_nobody_s_work(anna: ReviewSession, tmp_path: Path) -> None:
    """Of answers, notes and events not a byte is in it."""
    answer_all(anna, "PY")

    answers.note(anna, STUDY, "1.1", CANARY)
    path = tmp_path / "ben.db"
    make_handout(anna, "ben", str(path))
    with open_review(str(path)) as made:
        rows = read_everything(made.db)
    assert 5 == len(rows["study"])
    assert ["ben"] == [row["handle"] for row in rows["reviewer"]]
    assert [] == [
        table for table in ("appraisal", "answer", "event", "seal", "comment", "finding") if rows[table]
    ]
    assert CANARY.encode() not in path.read_bytes()


def test_a_handout_is_for_somebody_else_and_overwrites_nothing(anna: ReviewSession, ben_file: Path) -> None:
    """The history tells only of handouts that were made."""
    with pytest.raises(UsageError, match="for somebody else"):
        make_handout(anna, "Anna", "x.db")
    with pytest.raises(ConflictError, match="exists already"):
        make_handout(anna, "cara", str(ben_file))
    with pytest.raises(ConflictError, match="--new-reviewer"):
        make_handout(anna, "benn", "x.db")
    told = [event.about["to"] for event in _events(anna, "handout")]
    assert ["ben"] == told


def _events(session: ReviewSession, action: str) -> list[object]:
    from store import history

    return list(history.list_events(session.db, actions=(action,)))


def test_two_laptops_compare_and_reconcile(anna: ReviewSession, ben: ReviewSession) -> None:
    """Both appraise apart, exchange files, and settle the difference; the consensus goes back."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    assert ["appraisal of ben, submitted"] == kinds(merge(anna, ben), "new")
    assert ["appraisal of anna, submitted"] == kinds(merge(ben, anna), "new")
    here, there = (reconcile.compare(session, STUDY) for session in (anna, ben))
    assert ("anna", "ben") == here.reviewers == there.reviewers
    assert here.unresolved == there.unresolved != ()
    assert {} == View(anna).glimpses == View(ben).glimpses
    for target in here.unresolved:
        reconcile.reconcile(anna, STUDY, target, "=anna", "read again together")
    reconcile.finish_consensus(anna, STUDY)
    assert ["consensus, submitted"] == kinds(merge(ben, anna), "new")
    assert "submitted" == reconcile.compare(ben, STUDY).consensus_state


def test_the_methods_say_how_independence_is_known_in_either_file(
    anna: ReviewSession, ben: ReviewSession
) -> None:
    """With the words of `verify`, read from less than it reads."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    merge(anna, ben)
    merge(ben, anna)
    for session in (anna, ben):
        (pair,) = pairs_of(View(session))
        assert (pair,) == verify(session.db.location).pairs
        assert Independence.SEPARATE is pair.status
        assert MEANING[pair.status] in " ".join(sentences(session))


def test_merging_again_changes_nothing(anna: ReviewSession, ben: ReviewSession) -> None:
    """Not a row is different after the second time, and the history does not grow."""
    appraise(ben, "PN")
    assert merge(anna, ben).changed
    before = read_everything(anna.db)
    assert not merge(anna, ben).changed
    assert before == read_everything(anna.db)


def test_a_dry_run_changes_nothing(anna: ReviewSession, ben: ReviewSession) -> None:
    """It says the same as the merge."""
    appraise(ben, "PN")
    before = read_everything(anna.db)
    told = merge_files(anna, [Path(ben.db.location)], dry_run=True)
    assert before == read_everything(anna.db)
    assert told[0].lines == merge(anna, ben).lines


def test_what_the_next_file_settles_is_not_listed_to_decide(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Two values of the first file, between which somebody decided in the second one."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(ben, STUDY, "a duplicate report")
    early = Path(shutil.copy(ben.db.location, tmp_path / "early.db"))
    merge(ben, anna)
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, "other")
    for dry_run in (True, False):
        first, _ = merge_files(anna, [early, Path(ben.db.location)], dry_run=dry_run)
        assert [] == kinds(first, "to decide")
    assert [] == decide.list_conflicts(anna)


def test_a_dry_run_makes_no_key(anna: ReviewSession, ben: ReviewSession) -> None:
    """Somebody new who looks at what would happen gets the lines of the merge, and no key."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(ben, STUDY, "a duplicate report")
    with open_review(anna.db.location, "carl") as carl:
        (planned,) = merge_files(carl, [Path(ben.db.location)], dry_run=True)
        assert not keys.has_key("carl")
        assert merge(carl, ben).lines == planned.lines
        assert keys.has_key("carl")


def test_drafts_of_others_stay_at_home(anna: ReviewSession, ben: ReviewSession) -> None:
    """Neither an answer nor that there is one comes along."""

    answer_all(ben, "PN")
    answers.note(ben, STUDY, "1.1", CANARY)
    merged = merge(anna, ben)
    assert () == merged.lines
    anna.close()
    assert CANARY.encode() not in Path(anna.db.location).read_bytes()


def test_contents_wait_for_the_own_submission(anna: ReviewSession, ben: ReviewSession) -> None:
    """Who has begun gets what others submitted once the own appraisal is submitted, or on demand."""
    appraise(ben, "PN")
    answer_all(anna, "PY")
    merged = merge(anna, ben)
    assert 1 == len(kinds(merged, "left out"))
    assert ["anna"] == [appraisal.reviewer for appraisal in View(anna).appraisals]
    submission.submit(anna, STUDY)
    assert ["appraisal of ben, submitted"] == kinds(merge(anna, ben), "new")


def test_new_studies_come_by_a_second_handout(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """What was corrected since comes along, and the work of the co-reviewer stays."""
    appraise(ben, "PN")
    edit_record.edit(anna, STUDY, {"title": "A better title"})
    (tmp_path / "late.txt").write_text(CASE, encoding="utf-8")
    add_paths(anna, [tmp_path / "late.txt"])
    second = tmp_path / "second.db"
    make_handout(anna, "ben", str(second))
    merge_files(ben, [second])
    titles = [study.bibliography.title for study in View(ben).studies.values()]
    assert 6 == len(titles)
    assert "A better title" in titles
    assert ["submitted"] == [appraisal.state.value for appraisal in View(ben).appraisals]


def test_a_change_of_both_waits_for_a_person(anna: ReviewSession, ben: ReviewSession) -> None:
    """The same value stands in both files, the other one is kept."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(ben, STUDY, "a duplicate report")
    one, two = merge(anna, ben), merge(ben, anna)
    assert 1 == len(kinds(one, "to decide"))
    excluded = [
        [study.excluded for study in View(session).studies.values() if study.key == STUDY]
        for session in (anna, ben)
    ]
    assert excluded[0] == excluded[1] == ["a duplicate report"]
    assert two.changed


def test_an_export_is_merged_like_a_file(anna: ReviewSession, ben: ReviewSession, tmp_path: Path) -> None:
    """Also a partial one."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    archive = tmp_path / "ben.zip"
    archive.write_bytes(export_review(ben).files[""])
    assert ["appraisal of ben, submitted"] == kinds(merge_files(anna, [archive])[0], "new")
    assert not merge(anna, ben).changed


def test_a_decision_travels(anna: ReviewSession, ben: ReviewSession) -> None:
    """What one of them decided stands in both files, and nothing waits any more."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(ben, STUDY, "a duplicate report")
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    assert ("'a duplicate report'", "'a letter'") == (line.here, line.other)
    decide.decide(anna, line.id, "other", "it is one")
    assert [] == decide.list_conflicts(anna)
    merge(ben, anna)
    assert ["a letter"] == [study.excluded for study in View(ben).studies.values() if study.key == STUDY]
    assert [] == decide.list_conflicts(ben)
    assert not merge(anna, ben).lines


def test_what_has_two_values_keeps_tables_from_being_final(anna: ReviewSession, ben: ReviewSession) -> None:
    """It is in the list of what is open until it is decided."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(ben, STUDY, "a duplicate report")
    merge(anna, ben)

    def waiting() -> list[str]:
        with pytest.raises(NotFinalError) as refused:
            build_table(anna, "evidence-profile", final=True)
        return [point for point in refused.value.points if "has two values since a merge" in point]

    (line,) = decide.list_conflicts(anna)
    (point,) = waiting()
    assert line.what in point
    decide.decide(anna, line.id, "other", "it is one")
    assert [] == waiting()


def test_an_appraisal_that_went_on_in_two_copies_is_for_its_owner(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Both versions are kept; the owner takes one, the others are not asked."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    ben.db.close()
    copy = tmp_path / "copy.db"
    shutil.copy(ben.db.location, copy)
    with open_review(ben.db.location, "ben") as first, open_review(str(copy), "ben") as second:
        for session, code in ((first, "Y"), (second, "N")):
            submission.reopen(session, STUDY, "read again")
            answers.answer(session, STUDY, "1.1", code)
            submission.submit(session, STUDY)
        assert 1 == len(kinds(merge(first, second), "to decide"))
        (line,) = decide.list_conflicts(first)
        stands = answers.judge_study(first, STUDY).codes["1.1"]
        decide.decide(first, line.id, "other")
        assert {"Y", "N"} == {stands, answers.judge_study(first, STUDY).codes["1.1"]}
        assert not kinds(merge(anna, first), "to decide")
        assert [] == decide.list_conflicts(first) == decide.list_conflicts(anna)


def test_reopening_before_the_exchange_stays_independent(anna: ReviewSession, ben: ReviewSession) -> None:
    """What was on the other laptop was not seen, whatever the clocks say; after the exchange it was."""
    appraise(anna, "PY")
    appraise(ben, "PN")
    submission.reopen(ben, STUDY, "a slip")
    submission.submit(ben, STUDY)
    merge(anna, ben)
    merge(ben, anna)
    assert {} == View(anna).glimpses == View(ben).glimpses
    submission.reopen(ben, STUDY, "seen now")
    submission.submit(ben, STUDY)
    merge(anna, ben)
    for session in (anna, ben):
        (glimpse,) = View(session).glimpses.values()
        assert ("ben", ("anna",)) == (glimpse.appraisal.reviewer, glimpse.seen)


def test_two_people_with_one_handle_stay_two(anna: ReviewSession, ben: ReviewSession, tmp_path: Path) -> None:
    """The one who came in gets a number, and both appraisals are there."""
    appraise(ben, "PN")
    merge(anna, ben)
    other = tmp_path / "other.db"
    make_handout(anna, "cara", str(other))
    keys.forget()
    shutil.rmtree(settings_path().parent)
    with open_review(str(other), "ben") as namesake:
        appraise(namesake, "PY")
        merged = merge(anna, namesake)
    assert "ben is another person than the ben here, and is called ben-2" in kinds(merged, "note")
    handles = {appraisal.reviewer for appraisal in View(anna).appraisals}
    assert {"ben", "ben-2"} == handles


DYING = """
import os, sys
from pathlib import Path
from store import united_rows
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.session import open_review

insert = united_rows._insert

def dying(connection, table, rows):
    insert(connection, table, rows)
    if table == sys.argv[3]:
        os._exit(9)

united_rows._insert = dying
with open_review(sys.argv[1], "anna") as session:
    merge_files(session, [Path(sys.argv[2])])
"""


@pytest.mark.parametrize("table", ["appraisal", "answer", "event"])
def test_a_merge_that_is_killed_changes_nothing(anna: ReviewSession, ben: ReviewSession, table: str) -> None:
    """Neither a row nor an event of it is there, and the next try brings everything."""
    appraise(ben, "PN")
    before = read_everything(anna.db)
    anna.close()
    died = subprocess.run(
        [sys.executable, "-c", DYING, anna.db.location, ben.db.location, table],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert 9 == died.returncode
    with open_review(anna.db.location, "anna") as again:
        assert before == read_everything(again.db)
        assert ["appraisal of ben, submitted"] == kinds(merge(again, ben), "new")


def test_agreement_is_that_of_one_shared_file(
    anna: ReviewSession, ben: ReviewSession, review_made: Path, tmp_path: Path
) -> None:
    """The same work in one file and in two gives the same numbers."""
    shared = tmp_path / "shared.db"
    shutil.copy(review_made, shared)
    for name, session in (("anna", anna), ("ben", ben)):
        with open_review(str(shared), name) as together:
            for study in (STUDY, "borresen2021"):
                scripted(together, study)
                scripted(session, study)
    merge(anna, ben)
    with open_review(str(shared), "anna") as together:
        assert agreement.agreement(together) == agreement.agreement(anna)


def test_an_abstract_and_a_full_text_become_one_study(anna: ReviewSession, tmp_path: Path) -> None:
    """Two reviews that nobody handed out: the DOI tells that it is one paper, and both texts are there."""
    other = tmp_path / "other.db"
    with create_review(str(other), title="Apart", reviewer="dora") as dora:
        for session, kind in ((anna, "abstract"), (dora, "full_text")):
            text = f"{CASE}\nThis is the {kind}."
            document = NewDocument(kind, f"{kind}.txt", sha256_of(text), text)
            record = Bibliography(title="Mud", authors=("Ono A",), doi="10.5555/mud.1")
            studies.add_study(session.db, NewStudy(f"ono-{kind}", record), [document], by=session.reviewer)
        merged = merge_files(anna, [other], other_review=True)[0]
    assert ["full text: full_text.txt"] == [line for line in kinds(merged, "new") if "text" in line]
    (study,) = [study for study in View(anna).studies.values() if study.bibliography.title == "Mud"]
    kinds_here = {document.kind.value for document in documents.list_documents(anna.db, study.id)}
    assert {"abstract", "full_text"} == kinds_here


def test_an_identifier_shared_by_two_works_joins_nothing(anna: ReviewSession, tmp_path: Path) -> None:
    """Where title and first author both differ the studies stay apart, and that is told."""
    other = tmp_path / "other.db"
    with create_review(str(other), title="Apart", reviewer="dora") as dora:
        for session, title, author in ((anna, "Mud", "Ono A"), (dora, "Sand", "Li W")):
            record = Bibliography(title=title, authors=(author,), doi="10.5555/mud.1")
            studies.add_study(session.db, NewStudy(author[:2].lower(), record), by=session.reviewer)
        (note,) = kinds(merge_files(anna, [other], other_review=True)[0], "note")
    assert "li has the same DOI as on" in note
    titles = {study.bibliography.title for study in View(anna).studies.values()}
    assert {"Mud", "Sand"} <= titles


def test_a_merge_says_where_it_brings_work_before_one_has_begun(
    anna: ReviewSession, ben: ReviewSession
) -> None:
    """The dry run says so too, while it can still be left; what one was asked for waits."""
    appraise(ben, "PN")
    (planned,) = merge_files(anna, [Path(ben.db.location)], dry_run=True)
    told = [line.detail for line in planned.lines if "one shared file" in line.detail]
    assert ["what others submitted came in of 1 study"] == [line.partition(",")[0] for line in told]
    allocation.allocate(anna, [STUDY], to=["anna"])
    (waits,) = merge_files(anna, [Path(ben.db.location)], dry_run=True)
    assert [] == [line.detail for line in waits.lines if "one shared file" in line.detail]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_with_changed_rows_comes_in_only_where_it_is_asked_for(
    anna: ReviewSession,
    ben: ReviewSession,
    *,
    dry_run: bool,
) -> None:
    """A changed answer would stay in the review for good; it is not told what it is about."""
    appraise(ben, "PN")
    ben.close()
    with closing(sqlite3.connect(ben.db.location)) as file:
        file.execute("UPDATE answer SET code = 'Y' WHERE item_id = '1.2'")
        file.commit()
    before = read_everything(anna.db)
    with pytest.raises(UnsoundFileError, match=r"^ben\.db: \d entr(y does|ies do) not hold") as refused:
        merge_files(anna, [Path(ben.db.location)], dry_run=dry_run)
    assert STUDY not in str(refused.value)
    assert before == read_everything(anna.db)
    assert merge_files(anna, [Path(ben.db.location)], dry_run=dry_run, unsound=True)[0].changed


def test_a_review_begun_apart_comes_in_only_where_it_is_asked_for(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Once the two are one review nobody is asked again; handouts and copies are of one review."""
    other = tmp_path / "other.db"
    create_review(str(other), title="Of somebody else", reviewer="dora").close()
    before = read_everything(anna.db)
    with pytest.raises(
        OtherReviewError, match=r"other\.db is of a review that was begun apart.*“Of somebody else”"
    ):
        merge_files(anna, [Path(ben.db.location), other])
    assert before == read_everything(anna.db)
    merge_files(anna, [other], other_review=True)
    merge_files(anna, [other])
    with open_review(str(other), "dora") as dora:
        assert merge(dora, anna).changed


def test_a_file_that_was_altered_is_refused(anna: ReviewSession, ben: ReviewSession) -> None:
    """A changed time in the history is noticed, and nothing is merged."""
    appraise(ben, "PN")
    ben.close()
    with closing(sqlite3.connect(ben.db.location)) as file:
        file.execute("UPDATE event SET reason = 'no' WHERE action = 'submit'")
        file.commit()
    before = read_everything(anna.db)
    with pytest.raises(UsageError, match=r"the history in ben\.db was altered"):
        merge_files(anna, [Path(ben.db.location)])
    assert before == read_everything(anna.db)


def test_what_is_no_review_is_refused(anna: ReviewSession, tmp_path: Path) -> None:
    """One line says what to ask for."""
    stray = tmp_path / "stray.txt"
    stray.write_text("hello")
    with pytest.raises(UsageError, match="neither a review"):
        merge_files(anna, [stray])
    with pytest.raises(NotFoundError, match="there is no file"):
        merge_files(anna, [tmp_path / "nowhere.db"])


def test_a_version_that_waits_goes_into_no_partial_export(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Who may not see an appraisal gets no version of it either."""
    appraise(ben, "PN")
    ben.close()
    copy = tmp_path / "copy.db"
    shutil.copy(ben.db.location, copy)
    with open_review(ben.db.location, "ben") as first, open_review(str(copy), "ben") as second:
        for session, code in ((first, "Y"), (second, "N")):
            submission.reopen(session, STUDY, "read again")
            answers.answer(session, STUDY, "1.1", code, note=CANARY)
            submission.submit(session, STUDY)
        merge(first, second)
        assert 1 == len(decide.list_conflicts(first))
        dora = work_as(first, "dora")
        data = export_review(dora, visible_only=True).files[""]
    assert CANARY.encode() not in data
    with open_review(ben.db.location, "dora") as dora:
        assert [] == decide.list_conflicts(dora)


def test_ratings_of_risk_of_bias_wait_with_the_appraisals(anna: ReviewSession, ben: ReviewSession) -> None:
    """A rating rests on appraisals, so it comes in when nothing of its author is hidden any more."""
    for session, code in ((anna, "PY"), (ben, "PN")):
        outcomes.add_outcome(session, "survival", importance=9)
        answer_all(session, code)
        findings.record_finding(session, STUDY, "survival", {"sentence": "nobody died"})
    submission.submit(ben, STUDY)
    ratings.rate(ben, "survival", "risk_of_bias", -1, CANARY)
    merge(anna, ben)
    assert CANARY not in str(read_everything(anna.db))
    submission.submit(anna, STUDY)
    merge(anna, ben)
    assert CANARY in str(read_everything(anna.db))


def test_a_confirmation_travels_with_its_rating(anna: ReviewSession, ben: ReviewSession) -> None:
    """Whoever confirmed in another file did, also where the rater said meanwhile that the rating stands."""
    outcome = stored.add_outcome(anna.db, "survival", by="anna")
    rating = (outcome.id, "cohort-high", "Imprecision")
    stored.save_rating(anna.db, *rating, -1, "few", by="anna")
    merge(ben, anna)
    stored.confirm_rating(ben.db, *rating, by="ben")
    stored.confirm_rating(anna.db, *rating, by="anna")
    merge(anna, ben)
    merge(ben, anna)
    for session in (anna, ben):
        (kept,) = stored.list_ratings(session.db)
        assert ("anna", "ben") == (kept.rated_by, kept.confirmed_by)
        assert () == verify(session.db.location).faults
    stored.save_rating(ben.db, *rating, -2, "very few", by="ben")
    merge(anna, ben)
    (kept,) = stored.list_ratings(anna.db)
    assert (-2, "ben", None) == (kept.levels, kept.rated_by, kept.confirmed_by)


def test_each_threshold_is_merged_by_itself(anna: ReviewSession, ben: ReviewSession) -> None:
    """Different ones come together; of one with two values the later stands, until somebody decides."""
    outcome = stored.add_outcome(anna.db, "survival", by="anna")
    merge(ben, anna)
    for session, by, name, value in ((anna, "anna", "mid_benefit", 10), (ben, "ben", "small", 30)):
        changes = {"thresholds": {name: {"value": value, "source": by}}}
        stored.edit_outcome(session.db, outcome.id, changes, by=by)
    merge(anna, ben)
    merge(ben, anna)
    assert [] == decide.list_conflicts(anna)
    for session, by, value in ((anna, "anna", 60), (ben, "ben", 70)):
        changes = {"thresholds": {"large": {"value": value, "source": by}, "small": None}}
        stored.edit_outcome(session.db, outcome.id, changes, by=by)
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    assert "the threshold large of survival" == line.what
    decide.decide(anna, line.id, "other", "as in the protocol")
    merge(ben, anna)
    for session in (anna, ben):
        (kept,) = stored.list_outcomes(session.db)
        assert {"mid_benefit": 10, "large": 60} == {
            name: given["value"] for name, given in kept.thresholds.items()
        }
        assert () == verify(session.db.location).faults


def test_who_decides_between_two_ratings_has_rated(anna: ReviewSession, ben: ReviewSession) -> None:
    """The history of the review shows it so to `verify` as well."""
    outcome = stored.add_outcome(anna.db, "survival", by="anna")
    merge(ben, anna)
    rating = (outcome.id, "cohort-high", "Imprecision")
    stored.save_rating(anna.db, *rating, -1, "few", by="anna")
    stored.save_rating(ben.db, *rating, -2, "very few", by="ben")
    stored.confirm_rating(ben.db, *rating, by="anna")
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    decide.decide(anna, line.id, "other", "not so few")
    (kept,) = stored.list_ratings(anna.db)
    assert (-1, "anna", None) == (kept.levels, kept.rated_by, kept.confirmed_by)
    assert () == verify(anna.db.location).faults


def test_work_on_a_merged_duplicate_goes_to_the_study_that_was_kept(
    anna: ReviewSession, ben: ReviewSession
) -> None:
    """In both files, also on a second merge; a split gives it back, and nothing of it is a fault."""
    appraise(ben, "PN")
    duplicates.merge(anna, "borresen2021", STUDY, "the same paper")
    note, _ = kinds(merge(anna, ben), "note")
    assert f"{STUDY} is merged into borresen2021" in note
    assert not merge(anna, ben).changed
    merge(ben, anna)
    for session in (anna, ben):
        (found,) = [each for each in View(session).appraisals if each.reviewer == "ben"]
        assert ("borresen2021", None) == (found.study_key, found.superseded_in)
        assert () == verify(session.db.location).faults
    duplicates.split(anna, STUDY, "another paper after all")
    merge(ben, anna)
    for session in (anna, ben):
        (found,) = [each for each in View(session).appraisals if each.reviewer == "ben"]
        assert found.study_key == STUDY
        assert () == verify(session.db.location).faults


def test_what_somebody_has_for_the_kept_study_stands(anna: ReviewSession, ben: ReviewSession) -> None:
    """Work of the same person on the duplicate comes in and stays with it, as when studies are merged."""
    known_studies.assign(anna, "borresen2021", "case-report", reason="to compare")
    merge(ben, anna)
    for study in (STUDY, "borresen2021"):
        appraise(ben, "PN", study)
    duplicates.merge(anna, "borresen2021", STUDY, "the same paper")
    merge(anna, ben)
    found = [each for each in View(anna).appraisals if each.reviewer == "ben"]
    assert ["borresen2021"] == [each.study_key for each in found]
    assert 1 == len(View(anna).superseded)
    assert () == verify(anna.db.location).faults


def test_lifting_elsewhere_does_not_touch_who_submitted_apart(
    anna: ReviewSession, ben: ReviewSession
) -> None:
    """Anna lifts blindness in her file; Ben, in his, saw nothing, although his clock is later."""
    appraise(anna, "PY")
    settings.lift_blindness(anna, "to train somebody")
    settings.restore_blindness(anna, "trained")
    appraise(ben, "PN")
    merge(anna, ben)
    merge(ben, anna)
    assert {} == View(anna).glimpses == View(ben).glimpses


def test_an_export_says_where_no_seal_came_first(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """What is given away cannot be sealed before it any more."""
    for session in (anna, ben):
        appraise(session, "PN")
        (told,) = [hint for hint in export_review(session).hints if "no seal of a co-reviewer" in hint]
        assert told.startswith("of 1 appraisal that you give away")
    (tmp_path / "ben.seals").write_bytes(export_seals(ben).data)
    merge_files(anna, [tmp_path / "ben.seals"])
    assert [] == [hint for hint in export_review(anna).hints if "seal" in hint]


def sealed_first(anna: ReviewSession, ben: ReviewSession, folder: Path) -> None:
    """Exchange the seals of both, and only then merge both files."""
    for session in (anna, ben):
        (folder / f"{session.reviewer}.seals").write_bytes(export_seals(session).data)
    merge_files(anna, [folder / "ben.seals"])
    merge_files(ben, [folder / "anna.seals"])
    merge(anna, ben)
    merge(ben, anna)


def test_work_that_came_before_one_had_begun_counts_as_in_one_file(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Both files say so, whatever seals come later: whoever can open the file could read it."""
    appraise(anna, "PN")
    merge(ben, anna)
    appraise(ben, "PY")
    assert [Independence.SHARED] == [pair.status for pair in verify(ben.db.location).pairs]
    sealed_first(anna, ben, tmp_path)
    for session in (anna, ben):
        assert [Independence.SHARED] == [pair.status for pair in verify(session.db.location).pairs]


@pytest.mark.parametrize("with_draft", [True, False])
def test_a_draft_that_was_given_away_is_not_sealed_before_exchange(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path, *, with_draft: bool
) -> None:
    """The step that submits it names the export; one from before it was begun counts for nothing."""
    if with_draft:
        answer_all(anna, "PN")
    export_review(anna)
    appraise(anna, "PN")
    appraise(ben, "PY")
    sealed_first(anna, ben, tmp_path)
    status = Independence.PARTLY if with_draft else Independence.SEALED
    for session in (anna, ben):
        assert [status] == [pair.status for pair in verify(session.db.location).pairs]


def test_steps_without_contents_leave_no_strong_status(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """An export or a look at the work of others can be hidden so, and the hashes still fit."""
    appraise(anna, "PN")
    appraise(ben, "PY")
    export_review(anna)
    sealed_first(anna, ben, tmp_path)
    assert [Independence.PARTLY] == [pair.status for pair in verify(anna.db.location).pairs]
    anna.close()
    with closing(sqlite3.connect(anna.db.location)) as file:
        columns = "id, hash, commitment, parents, place_id, signature"
        first = "WHERE number = (SELECT min(number) FROM event WHERE action = 'export')"
        file.execute(f"INSERT INTO bare_event ({columns}) SELECT {columns} FROM event {first}")
        file.execute(f"DELETE FROM event {first}")
        file.commit()
    assert [Independence.KEPT_BACK] == [pair.status for pair in verify(anna.db.location).pairs]
