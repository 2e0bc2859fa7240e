"""``workbench export`` and ``workbench import``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def judged(as_ana: Run) -> Run:
    """Ana's review with her only study answered and submitted."""
    for item in as_ana("judge", "ono", "--format", "json").json["unanswered"]:
        assert 0 == as_ana("answer", "ono", item, "PY").code
    as_ana("answer", "ono", "P1", "the drug and leaving hospital")
    assert 0 == as_ana("submit", "ono").code
    return as_ana


def test_a_whole_review_goes_out_and_comes_in_alike(judged: Run) -> None:
    """The same bytes again, and it is said that nothing was lost."""
    out = judged("export", "-o", "a.zip")
    assert (0, "", True) == (out.code, out.out, "nothing was lost" in out.err)
    back = judged("--db", "new.db", "import", "a.zip")
    assert "Made the review 'Lungs' in new.db: 1 study, 1 appraisal." in back.err
    judged("--db", "new.db", "export", "-o", "b.zip")
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    assert "- nothing" in Path("a.zip.notes.txt").read_text().splitlines()


def test_what_is_lost_stands_on_stderr_and_beside_the_file(judged: Run) -> None:
    """Line by line the same."""
    out = judged("export", "-o", "r.csv", "--as", "robvis")
    lost = [line.removeprefix("lost: ") for line in out.err.splitlines() if line.startswith("lost: ")]
    beside = Path("r.csv.notes.txt").read_text().splitlines()
    assert [f"- {line}" for line in lost] == beside[1 : len(lost) + 1]
    assert "Study,Why this patient" in Path("r.csv").read_text().replace('"', "")


def test_revman_writes_its_files_under_one_name(judged: Run) -> None:
    """Three files and the notes."""
    judged("export", "-o", "pack.csv", "--as", "revman")
    assert [
        "pack-risk-of-bias.csv",
        "pack-study-information.csv",
        "pack.csv.notes.txt",
        "pack.ris",
    ] == sorted(path.name for path in Path().glob("pack*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.csv"), "say what to write with --as"),
        (("-o", "x.csv", "--as", "review"), "a whole review is written as .zip"),
        (("-o", "x.zip", "--checklist", "case-report"), "a whole review holds everything"),
        (("-o", "x.zip", "--as", "robvis"), "robvis cannot be written as .zip"),
        (("-o", "x.csv", "--as", "nothing"), "no export 'nothing'"),
        (
            (
                "-o",
                "missing/x.zip",
            ),
            "cannot be written",
        ),
    ],
)
def test_what_cannot_be_written_gives_one_line_and_no_file(
    judged: Run, arguments: tuple[str, ...], message: str
) -> None:
    """Nothing half written stays behind."""
    before = sorted(Path().iterdir())
    out = judged("export", *arguments)
    assert out.code != 0
    assert [True] == [message in line for line in out.err.splitlines()]
    assert before == sorted(Path().iterdir())


def test_a_file_that_is_no_export_is_refused_and_nothing_is_made(ran: Run) -> None:
    """One line, and no review."""
    Path("x.zip").write_bytes(b"PK nonsense")
    for code, name in ((2, "x.zip"), (3, "missing.zip")):
        out = ran("--db", "new.db", "import", name)
        assert (code, 1) == (out.code, len(out.err.splitlines()))
    assert not Path("new.db").exists()
