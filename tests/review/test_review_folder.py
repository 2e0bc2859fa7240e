"""A whole review as a folder that git can compare and merge."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from store.export_rows import read_everything
from tests.review.conftest import STUDY, answer_all, scripted
from tests.review.test_carrying import rich
from workbench.errors import ConflictError, UsageError, WorkbenchError
from workbench.output.folders import read_folder, write_folder
from workbench.output.whole_review_folder import FOLDER
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import Merge, merge_files
from workbench.review.exchange.review_folder import read_review_folder
from workbench.review.exchange.seals import receive_seals, write_seals
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review, import_review, read_export
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import edit_record, known_studies

CANARY = "canary-of-an-unsubmitted-appraisal"


def to_folder(session: ReviewSession, path: Path, *, visible_only: bool = False) -> Path:
    """Export a review as a folder."""
    made = export_review(session, as_folder=True, with_wording=True, visible_only=visible_only)
    assert made.folder is not None
    write_folder(path, made.files, made.folder)
    return path


def merge(session: ReviewSession, path: Path) -> Merge:
    """Merge a folder into a review."""
    return merge_files(session, [path])[0]


@pytest.fixture
def full(both: ReviewSession) -> ReviewSession:
    """Two people's appraisals with hostile notes, a consensus, and something in every table."""
    rich(both)
    return both


def test_a_round_trip_changes_nothing(full: ReviewSession, tmp_path: Path) -> None:
    """Every row comes back as it was, and the folder of the copy has the same bytes."""
    folder = to_folder(full, tmp_path / "out")
    before = read_everything(full.db)
    import_review(folder, str(tmp_path / "copy.db"))
    with open_review(str(tmp_path / "copy.db"), "anna") as copy:
        assert before == read_everything(copy.db)
        again = to_folder(copy, tmp_path / "again")
        assert read_folder(folder) == read_folder(again)
    assert read_folder(folder) == read_folder(to_folder(full, tmp_path / "twice"))


def test_the_files_are_made_for_git(full: ReviewSession, tmp_path: Path) -> None:
    """Names that every file system takes, names in order, one value a line, lines that end with LF."""
    folder = to_folder(full, tmp_path / "out")
    files = read_folder(folder)
    texts = {name: data for name, data in files.items() if name.startswith("documents/")}
    assert 5 == len(texts)
    for name, data in files.items():
        assert name.isascii()
        assert name == name.casefold()
        assert len(name) < 120
        if name not in texts:
            assert b"\r" not in data
            assert data.endswith(b"}\n") or name.endswith(".yaml")
        if name.endswith(".json"):
            value = json.loads(data)
            assert data == (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    appraisals = sorted(name for name in files if name.startswith("appraisals/"))
    assert 3 == len(appraisals)
    assert f"appraisals/{STUDY}-anna-case-report-" in appraisals[0]
    assert (folder / ".gitattributes").read_text().endswith("* -text\n")


def test_an_answer_changes_the_file_of_its_appraisal_alone(anna: ReviewSession, tmp_path: Path) -> None:
    """Beside the step of the export nothing but that file differs: what two people do stands apart."""
    answers.answer(anna, STUDY, "1.1", "PY")
    before = read_folder(to_folder(anna, tmp_path / "out"))
    answers.answer(anna, STUDY, "1.2", "PN")
    after = read_folder(to_folder(anna, tmp_path / "out"))
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    of_appraisals = [name for name in changed if not name.startswith("records/event/")]
    assert [f"appraisals/{STUDY}-anna-case-report-"] == [name[:-13] for name in of_appraisals]
    assert len(changed) <= 2


def test_verify_reads_a_folder(full: ReviewSession, tmp_path: Path) -> None:
    """It finds what it finds in the review, and what was changed by hand."""
    folder = to_folder(full, tmp_path / "out")
    assert () == verify(str(folder)).faults
    assert verify(full.db.location).pairs == verify(str(folder)).pairs
    (path,) = (folder / "appraisals").glob(f"{STUDY}-bea-*")
    path.write_text(path.read_text(encoding="utf-8").replace("too vague", "too clear"), encoding="utf-8")
    assert any("bea" in fault.about for fault in verify(str(folder)).faults)


def test_what_is_hidden_stays_out_of_a_folder(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """As with the archive: refused as a whole, and without a byte of it in part."""
    answer_all(bea)
    answers.note(bea, STUDY, "1.1", CANARY)
    submission.submit(bea, STUDY)
    with pytest.raises(ConflictError, match="--visible-only"):
        to_folder(anna, tmp_path / "out")
    folder = to_folder(anna, tmp_path / "out", visible_only=True)
    for path in folder.rglob("*"):
        assert "bea-" not in path.name or path.parent.name == "reviewer"
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()
    made = import_review(folder, str(tmp_path / "copy.db"))
    assert (False, 1) == (made.complete, made.hidden_studies)


def test_only_folders_of_exports_are_replaced(anna: ReviewSession, tmp_path: Path) -> None:
    """What somebody else put there stays, and the message names it."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("mine")
    with pytest.raises(ConflictError, match="not the folder of an export"):
        to_folder(anna, own)
    folder = to_folder(anna, tmp_path / "out")
    for name in (".git", "records/notes.txt", "README.md"):
        (folder / name).write_text("mine")
        with pytest.raises(ConflictError, match=name.replace(".", r"\.")):
            to_folder(anna, folder)
        assert "mine" == (folder / name).read_text()
        (folder / name).unlink()
    to_folder(anna, folder)
    with pytest.raises(UsageError, match="make it first"):
        to_folder(anna, tmp_path / "nowhere" / "out")
    with pytest.raises(ConflictError, match="is a file"):
        to_folder(anna, own / "thesis.txt")


WRITER = """
import os, shutil, sys
from pathlib import Path
from workbench.output.folders import write_folder
from workbench.output.whole_review_folder import FOLDER

target, steps = sys.argv[1], int(sys.argv[2])
files = {"manifest.json": FOLDER.mark.encode()} | {f"appraisals/{n}.json": b"new" for n in range(3)}

def counted(function):
    def call(*args, **kwargs):
        global steps
        steps -= 1
        if steps < 0:
            os._exit(9)
        return function(*args, **kwargs)
    return call

for owner, name in ((Path, "mkdir"), (Path, "write_bytes"), (Path, "rename"), (shutil, "rmtree")):
    setattr(owner, name, counted(getattr(owner, name)))
write_folder(target, files, FOLDER)
"""
"""Writes a folder, and dies before some step, as a program that is killed."""


def contents(folder: Path) -> set[bytes]:
    """What stands in the files of a folder that the writer made."""
    return {path.read_bytes() for path in (folder / "appraisals").iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="only there it is known whether a program lives")
def test_a_killed_export_leaves_no_half_folder(tmp_path: Path) -> None:
    """At every step there is the old folder, or the new one; the next export clears away what was left."""
    place, states = tmp_path / "place", list[set[bytes]]()
    place.mkdir()
    target = place / "out"
    old = {"manifest.json": FOLDER.mark.encode()} | {f"appraisals/{each}.json": b"old" for each in range(3)}
    for steps in range(20):
        write_folder(target, old, FOLDER)
        assert ["out"] == [path.name for path in place.iterdir()]
        command = [sys.executable, "-c", WRITER, str(target), str(steps)]
        ended = subprocess.run(command, check=False).returncode
        there = [target] if target.exists() else [path for path in place.iterdir() if path.is_dir()]
        states += [contents(folder) for folder in there]
        assert all(3 == len(list((folder / "appraisals").iterdir())) for folder in there)
        if ended == 0:
            break
    assert 0 == ended
    assert states[0] == {b"old"}
    assert states[-1] == {b"new"}
    assert all(state in ({b"old"}, {b"new"}) for state in states)


def test_a_folder_that_cannot_be_written_stays_as_it_was(
    anna: ReviewSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk on the way leaves what was there, and nothing beside it."""
    folder = to_folder(anna, tmp_path / "out")
    before = read_folder(folder)

    def full_disk(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(WorkbenchError, match="No space left"):
        to_folder(anna, folder)
    monkeypatch.undo()
    assert before == read_folder(folder)
    assert [] == list(tmp_path.glob(".out*"))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("manifest.json", b"{}", "give the .zip"),
        ("review", b"<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> ben\n", "git left that open"),
        ("review", b"[1]", "no JSON object"),
        ("review", b'{"a": NaN}', "is not JSON"),
        ("review", b'{"a": 1, "a": 2}', "twice"),
        ("documents", b"another text", "not the text that its name says"),
        ("checklist_version", b"{}", "does not say the sha256"),
        ("event", b"{}", "hash, its parents"),
        ("appraisals", b'{"answer": {}}', "not the file of an appraisal"),
        ("reviewer", b'{"id": "x"}', "fields"),
    ],
)
def test_a_folder_that_was_spoilt_is_refused(
    full: ReviewSession, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    """With one line that names the file, and nothing is made."""
    folder = to_folder(full, tmp_path / "out")
    path = next(path for path in sorted(folder.rglob("*")) if path.is_file() and name in path.as_posix())
    path.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        import_review(folder, str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_links_in_a_folder_are_not_followed(anna: ReviewSession, tmp_path: Path) -> None:
    """Somebody's other files are not read."""
    folder = to_folder(anna, tmp_path / "out")
    (folder / "records" / "secret").symlink_to("/etc")
    with pytest.raises(UsageError, match="is a link"):
        import_review(folder, str(tmp_path / "copy.db"))


def test_an_event_that_was_changed_is_no_import(full: ReviewSession, tmp_path: Path) -> None:
    """A folder has no list of hashes of its files; the history is checked by its own."""
    folder = to_folder(full, tmp_path / "out")
    texts = {path: path.read_text(encoding="utf-8") for path in (folder / "records" / "event").iterdir()}
    path, text = next((path, text) for path, text in texts.items() if '"reason": ""' in text)
    path.write_text(text.replace('"reason": ""', '"reason": "other"'), encoding="utf-8")
    with pytest.raises(UsageError, match="was altered"):
        import_review(folder, str(tmp_path / "copy.db"))


def test_a_folder_without_an_appraisal_is_refused(full: ReviewSession, tmp_path: Path) -> None:
    """A submitted appraisal whose file was removed is named, by merge and import, and nothing is made."""
    folder = to_folder(full, tmp_path / "out")
    (path,) = (folder / "appraisals").glob(f"{STUDY}-bea-*")
    path.unlink()
    before = read_everything(full.db)
    for take in (lambda: import_review(folder, str(tmp_path / "copy.db")), lambda: merge(full, folder)):
        with pytest.raises(UsageError, match=f"out lacks the appraisal of {STUDY} that bea submitted"):
            take()
    assert not (tmp_path / "copy.db").exists()
    assert before == read_everything(full.db)
    assert "the appraisal that it is of is missing" in {
        fault.message for fault in verify(str(folder)).faults if fault.about == f"seal · {STUDY} · bea"
    }


def test_a_folder_without_an_event_is_refused(full: ReviewSession, tmp_path: Path) -> None:
    """Each event that another one goes on from is missed; the folder with all of them comes in."""
    folder = to_folder(full, tmp_path / "out")
    events = sorted((folder / "records" / "event").iterdir())
    followed = {parent for event in read_review_folder(folder)[0]["event"] for parent in event["parents"]}
    missed = 0
    for path in events:
        data, hashed = path.read_bytes(), json.loads(path.read_bytes())["hash"]
        if hashed in followed:
            path.unlink()
            with pytest.raises(UsageError, match=f"out lacks the event {hashed[:12]} that comes before"):
                read_export(folder)
            path.write_bytes(data)
            missed += 1
    assert missed > 1
    import_review(folder, str(tmp_path / "copy.db"))


def test_a_handout_can_be_an_export(anna: ReviewSession, tmp_path: Path) -> None:
    """A zip and a folder hold what the file of a handout holds, and overwrite nothing."""
    made = {}
    for name in ("ben.db", "ben.zip", "ben/"):
        make_handout(anna, "ben", f"{tmp_path}/{name}")
        with pytest.raises(ConflictError, match="exist"):
            make_handout(anna, "ben", f"{tmp_path}/{name}")
        location = tmp_path / f"of {name.strip('/')}.db"
        if name == "ben.db":
            shutil.copy(tmp_path / name, location)
        else:
            import_review(tmp_path / name, str(location))
        with open_review(str(location)) as copy:
            made[name] = read_everything(copy.db)
    tables = [table for table in made["ben.db"] if table != "bare_event"]
    assert all(made["ben.db"][table] == rows[table] for rows in made.values() for table in tables)
    assert all([] == rows["event"] and rows["bare_event"] for rows in made.values())


@pytest.fixture
def ben(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """Ben on a laptop of his own, with a copy of the review that came as a folder."""
    import_review(to_folder(anna, tmp_path / "repository" / "review"), str(tmp_path / "ben.db"))
    with open_review(str(tmp_path / "ben.db"), "ben") as session:
        yield session


@pytest.fixture(autouse=True)
def repository(tmp_path: Path) -> Path:
    """A folder for git."""
    path = tmp_path / "repository"
    path.mkdir()
    return path


def git(folder: Path, *words: str) -> str:
    """Run git, which must succeed."""
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main")
    ran = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    return ran.stdout


def commit(session: ReviewSession, repository: Path, branch: str) -> None:
    """Export a review into its branch."""
    git(repository, "checkout", "-q", branch)
    to_folder(session, repository / "review")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", f"work of {session.reviewer}")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_two_branches_are_merged_by_git_and_then_by_us(
    anna: ReviewSession, ben: ReviewSession, repository: Path, tmp_path: Path
) -> None:
    """Both appraise all studies in branches; git merges without asking, and both reviews agree after."""
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "start")
    git(repository, "branch", "ben")
    for session, branch in ((anna, "main"), (ben, "ben")):
        for study in (STUDY, "borresen2021"):
            scripted(session, study)
        edit_record.edit(session, STUDY, {"title" if session is anna else "journal": f"of {branch}"})
        edit_record.edit(session, STUDY, {"volume": "7"} if session is anna else {"pages": "55-60"})
        commit(session, repository, branch)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "-m", "both", "ben")
    assert () == verify(str(repository / "review")).faults
    lines = [merge(session, repository / "review").lines for session in (anna, ben)]
    assert [2, 2] == [sum("submitted" in line.detail for line in each) for each in lines]
    assert [] == [line for each in lines for line in each if line.kind == "to decide"]
    records = [known_studies.show_study(session, STUDY).bibliography for session in (anna, ben)]
    assert [("7", "55-60")] * 2 == [(record.volume, record.pages) for record in records]
    here, there = (reconcile.compare(session, STUDY) for session in (anna, ben))
    assert here.unresolved == there.unresolved
    assert not merge(anna, repository / "review").changed
    import_review(repository / "review", str(tmp_path / "new.db"))
    with open_review(str(tmp_path / "new.db"), "anna") as new:
        assert here.unresolved == reconcile.compare(new, STUDY).unresolved


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
@pytest.mark.parametrize(
    ("takers", "status"),
    [
        (("anna", "ben"), Independence.SEALED),
        (("anna",), Independence.PARTLY),
        ((), Independence.SHARED),
    ],
)
def test_seals_show_two_files_though_git_alone_joined_them(
    anna: ReviewSession, ben: ReviewSession, repository: Path, takers: Sequence[str], status: Independence
) -> None:
    """Who takes in a seal before exporting works in another file than whoever sealed."""
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "start")
    git(repository, "branch", "ben")
    sessions = {"anna": anna, "ben": ben}
    for name, session in sessions.items():
        scripted(session, STUDY)
        write_seals(session, repository.parent / f"{name}.seals")
    for name in takers:
        other = "ben" if name == "anna" else "anna"
        receive_seals(sessions[name], repository.parent / f"{other}.seals")
    commit(anna, repository, "main")
    commit(ben, repository, "ben")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "-m", "both", "ben")
    found = verify(str(repository / "review"))
    assert ((), [status]) == (found.faults, [pair.status for pair in found.pairs])
    merge(anna, repository / "review")
    (pair,) = verify(anna.db.location).pairs
    assert pair.status is (Independence.SEPARATE if status is Independence.SHARED else status)


def test_what_git_put_side_by_side_is_told(
    anna: ReviewSession, ben: ReviewSession, repository: Path, tmp_path: Path
) -> None:
    """Where both branches have a study of the same key, it is not chosen which one stands."""
    first = next(iter(sorted((repository / "review" / "records" / "study").iterdir())))
    row = json.loads(first.read_text(encoding="utf-8")) | {"id": "12345678-1234-5678-1234-567812345678"}
    first.with_name("another.json").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UsageError, match=r"two records of study are the same .*workbench merge"):
        merge(ben, repository / "review")
