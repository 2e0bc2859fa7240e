"""Adding documents: a verdict for each file."""

from __future__ import annotations

import os
from pathlib import Path

from tests.intake.tiny_pdf import swelling_pdf, tiny_pdf
from workbench.intake import PdfChild
from workbench.review.documents import add
from workbench.review.studies import known_studies

FIXTURES = Path(__file__).parents[1] / "intake" / "fixtures"


def test_the_same_document_twice_is_reported_and_changes_nothing(anna) -> None:
    """The report names the study that has it; the list stays as it was."""
    before = known_studies.list_studies(anna)
    (report,) = add.add_paths(anna, [FIXTURES / "markdown.md"])
    assert ("duplicate", "pretend2016") == (report.status, report.study_key)
    assert before == known_studies.list_studies(anna)


def test_the_same_study_in_another_document_is_reported(anna, tmp_path) -> None:
    """A DOI that is in the review already is a duplicate, whatever the bytes."""
    text = (FIXTURES / "json_line.txt").read_text(encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text(text + "\n", encoding="utf-8")
    (report,) = add.add_paths(anna, [other])
    assert ("duplicate", "borresen2021") == (report.status, report.study_key)


def test_one_bad_file_does_not_spoil_the_others(anna, tmp_path) -> None:
    """Each gets its own verdict: missing, empty, binary, a folder named like a file, a pipe, a link loop."""
    good = tmp_path / "good.txt"
    good.write_text(
        "Hope in one patient: a case report\n\nOno A.\n\nAbstract\nA 60-year-old man got tofacitinib.\n"
    )
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    bad = ("missing.txt", "empty.txt", "binary.txt", "folder.txt", "pipe.txt", "loop.txt")
    reports = add.add_paths(anna, [*(tmp_path / name for name in bad), good])
    assert [report.status for report in reports] == ["failed"] * 6 + ["added"]
    assert all(report.message and "\n" not in report.message for report in reports)
    assert ("this folder holds no files", "not a regular file") == (reports[3].message, reports[4].message)


def test_a_folder_stands_for_its_files(anna, tmp_path) -> None:
    """The files directly in it are added in order of their names; folders in it are not entered."""
    folder = tmp_path / "folder"
    inner = folder / "inner"
    inner.mkdir(parents=True)
    (inner / "hidden.txt").write_text("A case report of one patient\n\nAbstract\nA man got baricitinib.\n")
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text(
            f"Report {name}: a case report\n\nAbstract\nA man got baricitinib, {name}.\n"
        )
    reports = add.add_paths(anna, [folder])
    assert ["a.txt", "b.txt", "inner"] == [Path(report.path).name for report in reports]
    assert ["added", "added", "left out"] == [report.status for report in reports]


def test_what_a_folder_holds_besides_files_is_left_out_and_told(anna, tmp_path) -> None:
    """Folders, broken links, links out of the folder, loops and pipes; a link inside the folder is a file."""
    folder, outside = tmp_path / "folder", tmp_path / "secret.txt"
    (folder / "inner").mkdir(parents=True)
    outside.write_text("Outside: a case report\n\nAbstract\nA man got oats outside.\n")
    (folder / "a.txt").write_text("Inside: a case report\n\nAbstract\nA man got oats inside.\n")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "broken.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "upwards").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    reports = {Path(report.path).name: report for report in add.add_paths(anna, [folder])}
    assert ("added", "duplicate") == (reports["a.txt"].status, reports["link.txt"].status)
    told = {name: report.message for name, report in reports.items() if report.status == "left out"}
    assert {"inner", "broken.txt", "out.txt", "loop.txt", "upwards", "pipe"} == set(told)
    assert ("missing" in told["broken.txt"], "out of the folder" in told["out.txt"]) == (True, True)
    assert ("a folder in the folder" in told["inner"], "no regular file" == told["pipe"]) == (True, True)


def test_progress_is_told_file_by_file(anna) -> None:
    """A caller learns of each file when it is done."""
    told = []
    add.add_paths(anna, [FIXTURES / "markdown.md", "nowhere"], on_progress=told.append)
    assert ["duplicate", "failed"] == [report.status for report in told]


def test_a_pdf_that_breaks_its_reader_costs_that_file_only(anna, tmp_path, monkeypatch) -> None:
    """The others of the batch are added; the child ends with the batch."""
    made = []

    def narrow() -> PdfChild:
        made.append(PdfChild(memory=256 * 2**20))
        return made[-1]

    monkeypatch.setattr("workbench.review.documents.files.PdfChild", narrow)
    lines = [["Warm mud for cold feet: a matched cohort", "Forty adults came and went, and felt well."]]
    (tmp_path / "a.pdf").write_bytes(swelling_pdf(30))
    (tmp_path / "b.pdf").write_bytes(tiny_pdf(lines))
    reports = add.add_paths(anna, [tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert ["failed", "added"] == [report.status for report in reports]
    assert "broke off" in reports[0].message
    assert [None] == [child.process_id for child in made]
