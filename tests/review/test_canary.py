"""Of an appraisal that is not submitted not a byte leaves its file, in whatever form that leaves."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import appraisals
from tests.review.conftest import answer_all
from workbench.output.folders import write_folder
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.exchange import seals
from workbench.review.exchange.backup import back_up
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.whole_review import export_review
from workbench.review.reviewers.remarks import list_remarks, remove_remark, write_remark
from workbench.review.session import ReviewSession, open_review, work_as
from workbench.review.studies import known_studies

CANARY = "canary4711"


def leave_traces(session: ReviewSession, study: str) -> None:
    """Write words into everything of a draft that takes words, change some, and undo some."""
    answers.note(session, study, "1.1", f"{CANARY} note that is replaced")
    answers.answer(session, study, "1.1", "PN", note=f"{CANARY} note")
    answers.note(session, study, "1.2", f"{CANARY} note that is undone")
    answers.undo(session, study)
    sheet = answers.judge_study(session, study)
    target = sheet.checklist.targets[0]
    level = sheet.checklist.levels_of(target)[0]
    overrides.override(session, study, target, level, f"{CANARY} reason that is taken away")
    overrides.clear_override(session, study, target)
    overrides.override(session, study, target, level, f"{CANARY} reason")
    for number, about in enumerate(("", "1.1", target)):
        write_remark(session, study, f"{CANARY} comment {number}", about=about)
    remove_remark(session, list_remarks(session, study)[-1].id, study)
    for preliminary in sheet.checklist.preliminaries:
        if not preliminary.options:
            answers.answer(session, study, preliminary.id, f"{CANARY} preliminary")


@pytest.fixture(scope="module")
def made(example_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """The files of anna and ben, who submitted some and has a draft and a reopened appraisal; its ids."""
    folder = tmp_path_factory.mktemp("canary")
    anna_file, ben_file = Path(shutil.copy(example_made, folder / "anna.db")), folder / "ben.db"
    with open_review(str(anna_file), "anna") as anna:
        first, second, third = (row.key for row in known_studies.rows(anna)[:3])
        make_handout(anna, "ben", str(ben_file))
        answer_all(anna, "PY", third)
        submission.submit(anna, third)
    with open_review(str(ben_file), "ben") as ben:
        leave_traces(ben, first)
        for study in (second, third):
            answer_all(ben, "PY", study)
            submission.submit(ben, study)
        submission.reopen(ben, second, "read again")
        leave_traces(ben, second)
        (folder / "ben.seals").write_bytes(seals.export_seals(ben).data)
        drafts = [str(each.id) for each in appraisals.find_appraisals(ben.db) if each.study_key == first]
    return anna_file, ben_file, drafts


def bytes_of(path: Path) -> Iterator[bytes]:
    """Yield what is in a file, beside it, in a folder, and in the parts of an archive."""
    if path.is_dir():
        yield from (each.read_bytes() for each in path.rglob("*") if each.is_file())
        return
    for each in path.parent.glob(f"{path.name}*"):
        yield each.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def words_in(path: Path, drafts: list[str]) -> list[str]:
    """Return the words and ids of drafts that are in a file."""
    told = [CANARY, *drafts, *(draft.replace("-", "") for draft in drafts)]
    found = [word for data in bytes_of(path) for word in told if word.encode() in data]
    binary = [bytes.fromhex(draft.replace("-", "")) for draft in drafts]
    return found + [data.hex() for whole in bytes_of(path) for data in binary if data in whole]


def test_a_merged_file_has_nothing_of_it(made: tuple[Path, Path, list[str]], tmp_path: Path) -> None:
    """Nor with the contents of all that is submitted; nor a handout, export or backup of the merged file."""
    anna_file, ben_file, drafts = made
    for contents in (False, True):
        path = Path(shutil.copy(anna_file, tmp_path / f"merged-{contents}.db"))
        with open_review(str(path), "anna") as anna:
            merge_files(anna, [ben_file], contents=contents)
            make_handout(anna, "cara", str(tmp_path / f"cara-{contents}.db"))
            whole = export_review(anna, visible_only=True)
            (tmp_path / f"whole-{contents}.zip").write_bytes(whole.files[""])
            back_up(anna.db.location, str(tmp_path / f"backup-{contents}.db"))
    assert 8 == len(list(tmp_path.iterdir()))
    assert {} == {path.name: found for path in tmp_path.iterdir() if (found := words_in(path, drafts))}


@pytest.mark.parametrize("viewer", ["anna", "cara"])
def test_what_leaves_the_file_in_which_it_is_made_has_nothing_of_it(
    made: tuple[Path, Path, list[str]], tmp_path: Path, viewer: str
) -> None:
    """Where others work in the same file: handout, export as archive and as folder, and seals."""
    _, ben_file, drafts = made
    path, out = Path(shutil.copy(ben_file, tmp_path / "shared.db")), tmp_path / "out"
    out.mkdir()
    shutil.copy(ben_file.with_name("ben.seals"), out)
    with open_review(str(path), "ben") as ben:
        other = work_as(ben, viewer)
        make_handout(other, "dora", str(out / "dora.db"))
        (out / "part.zip").write_bytes(export_review(other, visible_only=True).files[""])
        folder = export_review(other, visible_only=True, as_folder=True)
        assert folder.folder is not None
        write_folder(out / "folder", folder.files, folder.folder)
    assert 4 == len(list(out.iterdir()))
    assert {} == {each.name: found for each in out.iterdir() if (found := words_in(each, drafts))}
    assert words_in(path, drafts)  # so that the search can find it


def test_what_came_in_and_was_reopened_since_keeps_only_what_was_submitted(
    made: tuple[Path, Path, list[str]], tmp_path: Path
) -> None:
    """Ben submits, anna merges, ben reopens and goes on: a second merge brings nothing of that."""
    anna_file, ben_file, drafts = made
    mine, his = (Path(shutil.copy(path, tmp_path / path.name)) for path in (anna_file, ben_file))
    with open_review(str(mine), "anna") as anna, open_review(str(his), "ben") as ben:
        merge_files(anna, [his], contents=True)
        third = known_studies.rows(ben)[2].key
        submission.reopen(ben, third, "read again")
        leave_traces(ben, third)
        merge_files(anna, [his], contents=True)
        merge_files(ben, [mine])
    assert [] == words_in(mine, drafts)
    assert words_in(his, drafts)
