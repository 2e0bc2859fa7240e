"""Texts that belong to somebody else stay with the team that has the right to them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.checklists.test_texts import DEFINITION, TEXTS
from tests.review.conftest import STUDY, answer_all
from workbench.errors import UsageError
from workbench.output.report.page import render_page
from workbench.review.appraisals import answers, submission
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.checklists.own_checklists import add_files
from workbench.review.exchange import whole_review
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.report import report
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """The definition and its texts."""
    (tmp_path / "theirs.yaml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "texts.yaml").write_text(TEXTS, encoding="utf-8")
    return str(tmp_path / "theirs.yaml"), str(tmp_path / "texts.yaml")


@pytest.fixture
def theirs(anna: ReviewSession, files: tuple[str, str]) -> ReviewSession:
    """The study appraised with it by anna."""
    (added,) = add_files(anna, [files[0]], wording=files[1])
    assert "added" == added.status
    known_studies.assign(anna, STUDY, "theirs")
    answers.answer(anna, STUDY, "1.1", "Y")
    answer_all(anna, "Y")
    submission.submit(anna, STUDY)
    return anna


def test_the_reviewer_reads_the_texts(theirs: ReviewSession) -> None:
    """In the catalogue and in the appraisal, which is pinned to both files."""
    assert "Official one." == Catalogue(theirs.db).find("theirs").item("1.1").text
    sheet = answers.judge_study(theirs, STUDY)
    assert ("Official one.", "low") == (sheet.checklist.item("1.1").text, sheet.verdict.final_overall)


def test_a_definition_without_its_texts_is_refused(anna: ReviewSession, files: tuple[str, str]) -> None:
    """So are texts for one that has its own, and texts for several."""
    (outcome,) = add_files(anna, [files[0]])
    assert ("refused", True) == (outcome.status, "--wording TEXTS" in outcome.lines[0])
    own = Path(files[0]).with_name("own.yaml")
    own.write_text((Path(__file__).parents[1] / "checklists" / "small.yaml").read_text())
    (outcome,) = add_files(anna, [str(own)], wording=files[1])
    assert ("refused", True) == (outcome.status, "texts of its own" in outcome.lines[0])
    with pytest.raises(UsageError, match="one file at a time"):
        add_files(anna, files, wording=files[1])


def test_other_texts_need_a_later_version_once_an_appraisal_was_made(
    theirs: ReviewSession, files: tuple[str, str]
) -> None:
    """Its answers were given to the words that were read."""
    Path(files[1]).write_text(TEXTS.replace("Official one", "Another one"), encoding="utf-8")
    (outcome,) = add_files(theirs, [files[0]], wording=files[1])
    assert ("conflict", True) == (outcome.status, "later version" in outcome.lines[0])
    assert "Official one." == answers.judge_study(theirs, STUDY).checklist.item("1.1").text


def test_exports_and_reports_leave_them_out(theirs: ReviewSession) -> None:
    """Unless they are asked for."""
    zipped = ExportRequest(kind="review", suffix="zip")
    for with_wording in (False, True):
        page = render_page(report(theirs, with_wording=with_wording))
        whole = build_export(theirs, ExportRequest(kind="review", suffix="zip", with_wording=with_wording))
        long = build_export(theirs, ExportRequest(kind="long", with_wording=with_wording))
        with zipfile.ZipFile(io.BytesIO(whole.files[""])) as archive:
            packed = b"".join(archive.read(name) for name in archive.namelist())
        assert with_wording is ("Official one" in str(page))
        assert with_wording is (b"Official one" in packed)
        assert with_wording or all("Official one" not in str(data) for data in long.files.values())
    assert any("--with-wording" in line for line in build_export(theirs, zipped).lost)


@pytest.mark.parametrize("with_wording", [True, False])
def test_another_installation_judges_with_or_without_them(
    theirs: ReviewSession, files: tuple[str, str], tmp_path: Path, with_wording: bool
) -> None:
    """Without them ids stand in their place, and whoever has the right adds the same file again."""
    data = whole_review.export_review(theirs, with_wording=with_wording).files[""]
    (tmp_path / "whole.zip").write_bytes(data)
    whole_review.import_review(tmp_path / "whole.zip", str(tmp_path / "there.db"))
    with open_review(str(tmp_path / "there.db"), "anna") as there:
        sheet = answers.judge_study(there, STUDY)
        assert "low" == sheet.verdict.final_overall
        assert with_wording is (sheet.checklist.item("1.1").text == "Official one.")
        (outcome,) = add_files(there, [files[0]], wording=files[1])
        assert ("already there" if with_wording else "added") == outcome.status
        assert "Official one." == answers.judge_study(there, STUDY).checklist.item("1.1").text
