"""Comments on studies, items and domains: who may see them, where they go, and what becomes of them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from store.export_rows import read_everything
from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError
from workbench.review.admin import history
from workbench.review.admin.settings import lift_blindness
from workbench.review.appraisals import submission
from workbench.review.exchange.comment_import import import_comments
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.import_undo import undo_import
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review, import_review
from workbench.review.reviewers import reconcile
from workbench.review.reviewers.remarks import list_remarks, remove_remark, write_remark
from workbench.review.session import ReviewSession, open_review

CANARY = "canary =1+1 <b>\u202e[red]"


def texts(session: ReviewSession, study: str = "") -> list[str]:
    """What the comments say that a reviewer sees."""
    return [each.text for each in list_remarks(session, study)]


def finish(session: ReviewSession, study: str = STUDY) -> None:
    """Answer everything and submit."""
    answer_all(session, "PY", study)
    submission.submit(session, study)


def everywhere(session: ReviewSession, tmp_path: Path) -> str:
    """All that a reviewer gets to see of the history and of an export, as one text."""
    made = export_review(session, visible_only=True)
    folder = export_review(session, visible_only=True, as_folder=True)
    lines = [line.in_words() + str(line) for line in history.list_events(session)]
    return "\n".join([*lines, made.files[""].decode(errors="replace"), *map(str, folder.files.values())])


def test_a_comment_is_on_a_study_an_item_or_a_domain(anna: ReviewSession) -> None:
    """It keeps author and time, also on what is submitted, and changes nothing there."""
    finish(anna)
    before = read_everything(anna.db)
    made = [write_remark(anna, STUDY, CANARY, about=about) for about in ("", "1.1", "d1", "Overall")]
    assert ["", "1.1", "D1", "overall"] == [each.about for each in made]
    assert [CANARY] * 4 == texts(anna, STUDY)
    assert {"anna"} == {each.author for each in made}
    after = read_everything(anna.db)
    assert {"comment", "event"} == {table for table in before if before[table] != after[table]}
    assert verify(anna.db.location).holds


@pytest.mark.parametrize(
    ("study", "words", "about", "message"),
    [
        (STUDY, "  ", "", "write the comment first"),
        (STUDY, "x", "9.9", "no item"),
        ("nowhere", "x", "", "no study"),
    ],
)
def test_a_comment_that_cannot_be_kept(
    anna: ReviewSession, study: str, words: str, about: str, message: str
) -> None:
    """One line says what to do, and nothing is kept."""
    with pytest.raises(WorkbenchError, match=message):
        write_remark(anna, study, words, about=about)
    assert [] == texts(anna)


def test_a_comment_is_hidden_until_the_study_is_submitted(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """In no list, history, comparison, refusal or export; then it is seen, and hidden again with a draft."""
    finish(bea)
    write_remark(bea, STUDY, CANARY, about="1.1")
    gone = write_remark(bea, STUDY, CANARY)
    remove_remark(bea, gone.id)
    answer_all(anna)
    assert [] == texts(anna) == texts(anna, STUDY)
    assert CANARY not in everywhere(anna, tmp_path)
    with pytest.raises(NotFoundError):
        remove_remark(anna, list_remarks(bea)[0].id)
    submission.submit(anna, STUDY)
    assert [CANARY] == texts(anna)
    assert CANARY in everywhere(anna, tmp_path)
    submission.reopen(bea, STUDY, "look again")
    assert [] == texts(anna)
    assert CANARY not in everywhere(anna, tmp_path)
    assert [CANARY] == texts(bea)


def test_a_comment_of_somebody_who_appraises_nothing(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """It is hidden too from who is blind there, and alone makes an export a partial one."""
    write_remark(bea, STUDY, CANARY)
    assert [] == texts(anna)
    with pytest.raises(ConflictError, match="hidden from you"):
        export_review(anna)
    assert CANARY not in everywhere(anna, tmp_path)
    finish(anna)
    assert [CANARY] == texts(anna)


def test_lifting_blindness_shows_comments_beside_submitted_work_only(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """As it shows submitted answers, and drafts not."""
    write_remark(bea, STUDY, CANARY)
    lift_blindness(anna, "the team decided")
    assert [CANARY] == texts(anna)
    answer_all(bea)
    assert [] == texts(anna)
    submission.submit(bea, STUDY)
    assert [CANARY] == texts(anna)


def test_only_its_author_takes_a_comment_away(both: ReviewSession, bea: ReviewSession) -> None:
    """The history keeps it, and it does not come back."""
    made = write_remark(both, STUDY, "mine")
    with pytest.raises(ConflictError, match="is anna's"):
        remove_remark(bea, made.id)
    remove_remark(both, made.id[:4], STUDY)
    assert [] == texts(both)
    with pytest.raises(NotFoundError, match="no comment has the id"):
        remove_remark(both, made.id)
    assert "comment.remove" in [line.action for line in history.list_events(both)]
    assert verify(both.db.location).holds


def test_the_comparison_shows_comments_on_their_lines(both: ReviewSession, bea: ReviewSession) -> None:
    """Those on the study stand apart."""
    write_remark(both, STUDY, "on the item", about="1.3")
    write_remark(bea, STUDY, "on the study")
    comparison = reconcile.compare(both, STUDY)
    line = next(line for line in comparison.lines if line.id == "1.3")
    assert ["on the item"] == [each.text for each in line.comments]
    assert ["on the study"] == [each.text for each in comparison.comments]
    given = asdict(comparison)
    assert ("bea", "on the study") == (given["comments"][0]["author"], given["comments"][0]["text"])
    assert ["anna", "bea"] == [each.author for each in list_remarks(bea, STUDY)]


@pytest.mark.parametrize("as_folder", [False, True])
def test_an_export_takes_comments_along(both: ReviewSession, tmp_path: Path, as_folder: bool) -> None:
    """They are in the copy as they were, and nothing is missed there."""
    write_remark(both, STUDY, CANARY, about="1.1")
    made = export_review(both, as_folder=as_folder)
    path = tmp_path / "out"
    for name, data in made.files.items():
        file = path / name if as_folder else path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    import_review(path, str(tmp_path / "copy.db"))
    with open_review(str(tmp_path / "copy.db"), "anna") as copy:
        assert list_remarks(both) == list_remarks(copy)
    assert verify(str(tmp_path / "copy.db")).holds


@pytest.fixture
def ben(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """Ben, with the handout that anna made for him."""
    make_handout(anna, "ben", str(tmp_path / "ben.db"))
    with open_review(str(tmp_path / "ben.db"), "ben") as session:
        yield session


def test_comments_travel_by_merge_where_answers_do(anna: ReviewSession, ben: ReviewSession) -> None:
    """They wait with the contents, come both ways, and one that was taken away stays away."""
    first = write_remark(anna, STUDY, "from anna", about="1.1")
    for session in (anna, ben):
        answer_all(session)
    submission.submit(ben, STUDY)
    write_remark(ben, STUDY, CANARY)
    merge_files(anna, [Path(ben.db.location)])
    assert [] == [row for row in read_everything(anna.db)["comment"] if row["text"] == CANARY]
    assert CANARY not in str(read_everything(anna.db))
    submission.submit(anna, STUDY)
    for session, other in ((anna, ben), (ben, anna)):
        merge_files(session, [Path(other.db.location)])
        assert ["from anna", CANARY] == texts(session, STUDY)
        assert verify(session.db.location).holds
    remove_remark(anna, first.id)
    for _ in range(2):
        merge_files(ben, [Path(anna.db.location)])
        merge_files(anna, [Path(ben.db.location)])
    assert [CANARY] == texts(anna) == texts(ben)
    assert verify(ben.db.location).holds


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("update comment set text = 'other'", "not what the history says"),
        ("update comment set target = '1.2'", "not what the history says"),
        ("update comment set reviewer_id = (select id from reviewer where handle = 'bea')", "not what"),
        ("update comment set written_at = '2020-01-01 00:00:00'", "a time in it"),
        ("delete from comment", "is not here"),
        ("update comment set id = '00000000000000000000000000000001'", "no event tells"),
    ],
)
def test_verify_finds_a_comment_that_was_changed(
    both: ReviewSession, tmp_path: Path, change: str, message: str
) -> None:
    """And names its study and author, not its words."""
    write_remark(both, STUDY, CANARY, about="1.1")
    path = shutil.copy(both.db.location, tmp_path / "changed.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    faults = [fault for fault in verify(str(path)).faults if "comment" in fault.about]
    assert any(message in fault.message for fault in faults)
    assert CANARY not in str(faults)


def csv_file(folder: Path, *rows: str) -> Path:
    """A file of comments."""
    path = folder / "remarks.csv"
    path.write_text("\n".join(("study,about,text,author", *rows)) + "\n", encoding="utf-8")
    return path


def test_comments_of_others_are_imported_with_their_authors(both: ReviewSession, tmp_path: Path) -> None:
    """Marked with their file, each once; a wrong row is told and the rest comes in."""
    path = csv_file(
        tmp_path,
        f"{STUDY},1.1,unclear to me,Dora Quint",
        f"{STUDY},,about the study,bea",
        f"{STUDY},9.9,nothing there,bea",
        f"{STUDY},,,bea",
        "nowhere,,text,bea",
        f"{STUDY},,no author,",
    )
    tried = import_comments(both, path, is_trial=True)
    assert {"dora-quint": 1, "bea": 1} == tried.placed
    assert [] == texts(both)
    report = import_comments(both, path)
    assert tried.placed == report.placed
    assert [4, 5, 6, 7] == [row.line for row in report.left_out]
    shown = {each.text: each for each in list_remarks(both)}
    assert ("dora-quint", "remarks.csv") == (
        shown["unclear to me"].author,
        shown["unclear to me"].imported_from,
    )
    assert "imported from remarks.csv" in shown["about the study"].byline
    again = import_comments(both, path)
    assert ({}, 2) == (again.placed, again.there)
    assert verify(both.db.location).holds
    for each in shown.values():
        remove_remark(both, each.id)
    assert [] == texts(both)
    assert verify(both.db.location).holds


def test_comments_come_as_json_too_and_blindness_holds(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Who is blind on the study sees what came in once the own appraisal is submitted."""
    path = tmp_path / "remarks.json"
    path.write_text(f'[{{"study": "{STUDY}", "text": "{CANARY}", "author": "bea"}}]', encoding="utf-8")
    assert {"bea": 1} == import_comments(anna, path).placed
    assert [] == texts(anna)
    assert CANARY not in everywhere(anna, tmp_path)
    finish(anna)
    assert [CANARY] == texts(anna)


def test_an_import_does_not_tell_whether_a_guessed_comment_is_there(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """What is hidden is answered like what is not there, in a trial and for good, also the second time."""
    write_remark(bea, STUDY, "a remark that anna guesses")
    guesses = [
        csv_file(tmp_path, f"{STUDY},,{text},bea").rename(tmp_path / f"{number}.csv")
        for number, text in enumerate(("a remark that anna guesses", "one that is not there"))
    ]
    for is_trial in (True, False, False):
        reports = [import_comments(anna, path, is_trial=is_trial) for path in guesses]
        assert 1 == len({(str(each.placed), each.there, each.left_out) for each in reports})
    assert [] == texts(anna)
    finish(anna)
    write_remark(anna, STUDY, "a remark of my own")
    seen = csv_file(tmp_path, f"{STUDY},,a remark of my own,anna")
    assert ({}, 1) == ((report := import_comments(anna, seen)).placed, report.there)


def test_a_file_that_holds_no_comments_is_refused(anna: ReviewSession, tmp_path: Path) -> None:
    """The message names the columns."""
    path = tmp_path / "x.csv"
    path.write_text("study,item,code\na,1,Y\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"no column text and no author: .*study, about, text, author"):
        import_comments(anna, path)
    with pytest.raises(NotFoundError):
        import_comments(anna, tmp_path / "none.csv")


def test_imported_comments_are_taken_back_by_who_brought_them_in(
    both: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """By nobody else; they can come in again, and the history says both."""
    path = csv_file(tmp_path, f"{STUDY},,a remark,bea")
    import_comments(both, path)
    before = texts(both)
    with pytest.raises(ConflictError, match="only they can take it back"):
        undo_import(bea, path)
    assert (1, before) == (undo_import(both, path, is_trial=True).comments, texts(both))
    assert f"{path.name}: 1 comment is taken back" == undo_import(both, path).summary()
    assert "a remark" not in " ".join(texts(both))
    assert () == verify(both.db.location).faults
    import_comments(both, path)
    assert before == texts(both)
