"""``workbench import`` of answers and judgements; whole reviews are in ``test_export.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANSWERS = "study,item,code\nono,1.1,Y\n"


@pytest.fixture
def answers() -> str:
    """The name of a file with one answer, in the current folder once `as_ana` has made it."""
    return "answers.csv"


def test_answers_come_in_and_the_report_says_what_became_of_them(as_ana: Run, answers: str) -> None:
    """Data on stdout, narration on stderr; the sheet shows the name of the file."""
    Path(answers).write_text(ANSWERS)
    done = as_ana("import", answers)
    assert 0 == done.code
    assert done.out.startswith("ono · whole study · case-report")
    assert "answers.csv (the long form): 1 appraisal imported (0 submitted, 1 draft)" in done.err
    assert "imported from answers.csv" in as_ana("judge", "ono").out
    assert "imported from answers.csv" in as_ana("show", "ono").out
    again = as_ana("import", answers)
    assert (0, True) == (again.code, "there already" in again.out)


def test_a_trial_run_is_reported_as_json_and_saves_nothing(as_ana: Run, answers: str) -> None:
    """The shape is for programs."""
    Path(answers).write_text(ANSWERS + "nobody,1.1,Y\n")
    done = as_ana("import", answers, "--dry-run", "--format", "json")
    report = done.json
    assert (1, False, ["ono"]) == (done.code, report["saved"], [each["study"] for each in report["placed"]])
    assert [[3]] == [each["lines"] for each in report["not_placed"]]
    assert "not started" in as_ana("studies").out


def test_exit_codes_tell_faults_from_conflicts(as_ana: Run, answers: str) -> None:
    """1 where something could not be placed, 4 where it contradicts what is there."""
    Path(answers).write_text(ANSWERS)
    as_ana("import", answers)
    Path("other.csv").write_text(ANSWERS.replace("Y", "N"))
    assert 4 == as_ana("import", "other.csv").code
    Path("wrong.csv").write_text(ANSWERS.replace("1.1", "1.99"))
    wrong = as_ana("import", "wrong.csv")
    assert (1, True) == (wrong.code, "not placed, line 2: ono by ana, 1.99: " in wrong.err)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("none.csv",), 3, "there is no file none.csv"),
        (("case.txt",), 1, "`workbench add`"),
        (("answers.csv", "--as", "comments"), 2, "it has no column text and no author"),
        (("answers.csv", "--checklist", "rob-9"), 3, 'there is no checklist "rob-9"'),
        (("answers.csv", "--preliminary", "P1"), 2, "a preliminary has an id and a value"),
        (("answers.csv", "--preliminary", "P1=a"), 2, "say with --checklist"),
        (("answers.csv", "--checklist", "case-report", "--preliminary", "P9=a"), 2, "no preliminary 'P9'"),
        (("book.xlsx",), 1, "save the sheet as CSV"),
        (("a.zip", "--submitted"), 2, "a whole review comes in as it is"),
        (("answers.csv", "--undo"), 3, "nothing in the review came out of answers.csv"),
        (("answers.csv", "--undo", "--submitted"), 2, "--undo takes back all of a file"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_one_line(
    as_ana: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """The line says what to do."""
    Path("answers.csv").write_text(ANSWERS)
    Path("book.xlsx").write_bytes(b"PK\x03\x04")
    done = as_ana("import", *arguments)
    assert (code, 1) == (done.code, len(done.err.splitlines()))
    assert message in done.err


def test_texts_of_a_file_do_not_run_on_a_terminal(as_ana: Run) -> None:
    """Names with control characters, also that of the file, are shown and not run."""
    name = "a\x1b[2J.csv"
    Path(name).write_text("study,item,code\nono,1.1,Y\n\x1b[31mred,1.1,Y\n")
    done = as_ana("import", name)
    assert "\x1b" not in done.out + done.err
    assert "\x1b" not in as_ana("judge", "ono").out


def test_a_file_is_taken_back_whole(as_ana: Run) -> None:
    """Tried out first; the second time there is nothing."""
    Path("one.csv").write_text("study,item,code\nono,1.1,Y\n")
    assert 0 == as_ana("import", "one.csv").code
    tried = as_ana("import", "--undo", "one.csv", "--dry-run")
    assert "1 appraisal would be taken back" in tried.err
    assert 0 == tried.code
    done = as_ana("import", "--undo", "one.csv", "--format", "json").json
    assert (True, ["ono"]) == (done["saved"], [line["study"] for line in done["taken_back"]])
    assert 3 == as_ana("import", "--undo", "one.csv").code
