"""``workbench read``: the appraisal as a dialogue of plain lines, through a pipe and a pseudo-terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.test_blind_walk import SPOKEN
from workbench.cli.dialogue.console import Console, EndOfInput
from workbench.cli.dialogue.words import WORDS
from workbench.review.admin import demo
from workbench.review.appraisals import answers, submission
from workbench.review.session import open_review, work_as
from workbench.review.studies import known_studies

ROOT = Path(__file__).parents[2]
STUDY = "sugino2023"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example review, in which bea has submitted a study with a note."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    demo.make_example(str(path))
    with open_review(str(path), "bea") as bea:
        for item in answers.judge_study(bea, STUDY).verdict.asked:
            answers.answer(bea, STUDY, item, "N", note="bea thinks so")
        submission.submit(bea, STUDY)
        work_as(bea, "ana")
    return path


@pytest.fixture
def review(example: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    path = tmp_path / "review.db"
    path.write_bytes(example.read_bytes())
    return path


@pytest.fixture
def heard(ran: Run, review: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Holds a dialogue as ana: what is typed, as one text, into what comes of it."""

    def hold(typed: str, study: str = STUDY, *options: str) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return ran("--db", str(review), "--reviewer", "ana", "read", study, *options)

    return hold


def sheet_of(review: Path, study: str = STUDY) -> Any:
    """Ana's sheet as the review has it."""
    with open_review(str(review), "ana") as session:
        return answers.judge_study(session, study)


def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a program in a dumb terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, "TERM": "dumb", "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LC_ALL": "C"}


def command(review: Path, study: str) -> list[str]:
    """The command line that opens the dialogue in a process of its own."""
    return [sys.executable, "-m", "workbench", "--db", str(review), "--reviewer", "ana", "read", study]


def whole_appraisal(review: Path) -> str:
    """Everything a study needs: what comes before, a passage, a note, answers, a judgement, submitted."""
    items = sheet_of(review).verdict.shown
    return "\n".join(
        [
            "before P1 death within a year",
            "before P2 abstract",
            "before P3 1",
            "go 1.1",
            "passages",
            "quote 1",
            "note Straße, \u00e9t\u00e9",
            *(line for item in items for line in (f"go {item}", "PY")),
            "judge D1 high",
            "chosen for its outcome",
            "and nothing else",
            ".",
            "why",
            "submit",
            "yes",
            "",
        ]
    )


def test_a_study_is_appraised_from_beginning_to_end_through_a_pipe(review: Path, tmp_path: Path) -> None:
    """Answers, passage, note, preliminaries, a judgement with a reason; nothing but plain lines."""
    done = subprocess.run(
        command(review, STUDY),
        input=whole_appraisal(review).encode(),
        capture_output=True,
        env=environment(tmp_path),
        check=True,
    )
    told = done.stdout.decode("utf-8")
    sheet = sheet_of(review)
    assert sheet.submitted
    assert {"PY"} == set(sheet.codes.values())
    assert set(sheet.codes) >= set(sheet.verdict.asked)
    assert "Straße, été" == sheet.answers["1.1"].note
    assert 1 == len(sheet.quotes)
    assert ("high", "chosen for its outcome\nand nothing else") == (
        sheet.verdict.final("D1"),
        sheet.overrides["D1"].reason,
    )
    assert {"P1": "death within a year", "P2": "abstract", "P3": "benefit"} == dict(sheet.preliminaries)
    assert f"{STUDY} is submitted." in told.splitlines()[-1]
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told) is None


def test_a_study_is_appraised_from_beginning_to_end_at_a_dumb_terminal(review: Path, tmp_path: Path) -> None:
    """The same through a pseudo-terminal, ended by ctrl+d: no escape code, no line written over."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(review, STUDY), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(tmp_path)
    )
    os.close(theirs)
    told = talk(ours, [*whole_appraisal(review).splitlines(), "\x04"])
    assert 0 == process.wait(timeout=60)
    assert sheet_of(review).submitted
    assert f"{STUDY} is submitted." in told
    assert "\x1b" not in told
    # A terminal ends each line with CR LF; no other CR takes the cursor back over what was said.
    assert "\r" not in told.replace("\r\n", "\n")
    assert "\x08" not in told.replace("^D\x08\x08", "")  # the kernel's echo of ctrl+d


def talk(terminal: int, lines: list[str]) -> str:
    """Type a line whenever a question waits, and return all that stood on the terminal."""
    told, waiting = "", list(lines)
    answered = 0
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # the program has ended
            break
        if not piece:
            break
        told += piece.decode("utf-8", "replace")
        if waiting and told.endswith(": ") and len(told) > answered:
            line = waiting.pop(0)
            os.write(terminal, line.encode() if line == "\x04" else f"{line}\n".encode())
            answered = len(told)
    os.close(terminal)
    return told


def test_a_mistyped_line_gets_one_line_and_changes_nothing(heard: Any, review: Path) -> None:
    """The nearest word is named, and the question comes again."""
    lines = heard("nexxt\n").out.splitlines()
    place = lines.index("“nexxt” is not understood. Did you mean next? Type help to hear all words.")
    assert lines[place - 1] == lines[place + 1] == "Item 1.1:"
    assert "not_started" == sheet_of(review).state


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("go 9.9", "No item 9.9 is asked"),
        ("2.1", "2.1 is an item. Type go 2.1 to go there."),
        ("go", "Something is missing: go ITEM or DOMAIN"),
        ("undo it", "Nothing stands behind undo"),
        ("undo", "nothing to undo"),
        ("quote 7", "There is no passage 7 in the last list."),
        ("quote words that stand nowhere at all", "these words are in no document"),
        ("before P9 x", "Nothing called P9 is asked before the items."),
        ("before P2 abstrakt", 'did you mean "abstract"?'),
        ("judge D9", "has no domain 'D9'"),
        ("answer MAYBE", "Item 1.1 does not take MAYBE: it takes Y, PY, PN, N, NI"),
        ("reopen so", "It is not submitted, so there is nothing to reopen."),
        ("submit", "Not yet: "),
        ("drop", "Something is missing: drop WHAT"),
        ("drop quote", "1.1 has no quote."),
        ("around 3", "There is no passage 3."),
        ("text x", "x is no number."),
        ("direction", "This checklist asks for no predicted direction of bias."),
        ("find zzzz", "“zzzz” is in no document of this study."),
    ],
)
def test_what_cannot_be_done_is_told_on_a_line(heard: Any, review: Path, typed: str, told: str) -> None:
    """The dialogue goes on after it."""
    done = heard(f"{typed}\nY\n")
    assert told in done.out
    assert 0 == done.code
    assert 1 == len(sheet_of(review).codes)


def test_a_question_is_asked_again_until_it_is_answered(heard: Any, review: Path) -> None:
    """A mistyped level does not end the question; an empty line does."""
    done = heard("judge D1\nheigh\nhigh\nno reason but this\n.\njudge D2\n\n")
    assert (
        2
        == done.out.count("Which level: low, some concerns, high, no information; an empty line leaves it:")
        - 1
    )
    assert {"D1": "high"} == {target: each.judgement for target, each in sheet_of(review).overrides.items()}


def test_the_end_of_the_input_keeps_a_note_in_the_making(heard: Any, review: Path) -> None:
    """No line with a full stop came; what was typed is saved all the same."""
    done = heard("Y\nnote\nfirst line\nsecond line")
    assert "first line\nsecond line" == sheet_of(review).answers["1.1"].note
    assert done.out.splitlines()[-1].startswith("Everything is saved.")


def test_each_answer_is_saved_before_the_next_line_is_read(review: Path, tmp_path: Path) -> None:
    """A dialogue that is killed has lost nothing of what it called saved."""
    process = subprocess.Popen(
        command(review, STUDY), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(tmp_path)
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"Y\n")
    process.stdin.flush()
    for line in process.stdout:
        if line.startswith(b"Saved: 1.1"):
            break
    process.kill()
    process.communicate()
    assert {"1.1": "Y"} == sheet_of(review).codes


def test_answers_take_codes_numbers_and_words(heard: Any, review: Path) -> None:
    """In any case."""
    heard("go 1.1\npy\ngo 1.2\n3\ngo 1.3\nprobably yes\ngo 2.1\nanswer ni\n")
    assert ["PY", "PN", "PY", "NI"] == [code for _, code in sorted(sheet_of(review).codes.items())]


def test_an_empty_line_goes_to_the_next_item_without_an_answer(heard: Any) -> None:
    """After the last comes the first; with all answered it says what is next."""
    told = heard("go 1.2\nY\ngo 1.1\n\n").out
    assert "Item 1.1, " in told
    assert "Item 1.3, " in told


def test_what_was_submitted_is_reopened_with_a_reason(heard: Any, review: Path) -> None:
    """Before that nothing changes it."""
    heard(whole_appraisal(review))
    done = heard("go 1.1\nN\nreopen\nan error\nN\ndrop judgement D1\n")
    assert "This appraisal is submitted. Type reopen to make it a draft again, with a reason." in done.out
    sheet = sheet_of(review)
    assert ("draft", "N", {}) == (sheet.state, sheet.codes["1.1"], dict(sheet.overrides))


def test_what_decides_the_items_is_asked_first(heard: Any, ran: Run, review: Path) -> None:
    """Also again after a slip; changing it asks before answers are set aside."""
    assign = ("assign", STUDY, "rob-2", "--reason", "a trial")
    assert 0 == ran("--db", str(review), "--reviewer", "ana", *assign).code
    done = heard("assingment\n1\ngo D2A\nY\nbefore P1 adhering\nmaybe\nno\nbefore P1 2\nyes\n1\n")
    assert "P1 does not take 'assingment'" in done.out
    assert "With P1 adhering 1 answer is no longer asked for: 2.1A. They are kept." in done.out
    assert "That is neither yes nor no." in done.out
    assert "adhering" == sheet_of(review).preliminaries["P1"]


def test_another_result_is_judged_apart(heard: Any, review: Path) -> None:
    """With the option, or in the dialogue; a new name asks."""
    heard("Y\nresult Survival (90 days)\nN\n")
    with open_review(str(review), "ana") as ana:
        assert "N" == answers.judge_study(ana, STUDY, result="Survival (90 days)").codes["1.1"]
    assert "Y" == sheet_of(review).codes["1.1"]


def test_the_dialogue_reads_the_text_on(heard: Any) -> None:
    """From its beginning, or around a passage, and passages five at a time."""
    told = heard("text\nmore\nmore\nmore\ngo 2.1\npassages\naround 1\ndocuments\n").out
    assert "Document 1: " in told
    assert "End of the document." in told
    assert re.search(r"^Passage 1 of \d+, sugino2023 facts", told, re.MULTILINE)


def test_hostile_text_is_shown_and_not_run(heard: Any, review: Path) -> None:
    """A note with an escape code comes back as something to hear."""
    told = heard("note a\x1b[2Jb\nitem\n").out
    assert "\x1b" not in told
    assert "a␛[2Jb" in told


def test_a_line_that_is_no_utf8_is_not_taken() -> None:
    """It is asked for again."""
    source = io.TextIOWrapper(io.BytesIO(b"caf\xe9\ncaf\xc3\xa9\n"), encoding="ascii")
    console = Console(source)
    assert "café" == console.ask("What")
    with pytest.raises(EndOfInput):
        console.ask("What")


def test_a_study_without_a_checklist_is_refused_on_one_line(heard: Any, ran: Run, review: Path) -> None:
    """The line says what to do."""
    assign = ("assign", STUDY, "none", "--reason", "no trial")
    assert 0 == ran("--db", str(review), "--reviewer", "ana", *assign).code
    done = heard("")
    assert 4 == done.code
    assert "workbench assign" in done.err
    assert "" == done.out


def test_a_passage_is_marked_heard_again_and_quoted(heard: Any, review: Path) -> None:
    """The number of a mark is one that quote takes; drop mark takes it away and tells its note."""
    done = heard("passages\nmark 2\na thought\nmark 9999\nmarks\nquote 1\ndrop mark 1\nmarks\nquit\n")
    assert "Marked, for you alone." in done.out
    assert "There is no passage 9999" in done.out
    assert "Mark 1 of 1" in done.out
    assert "Margin note: a thought" in done.out
    assert "Its margin note was: a thought" in done.out
    assert "You marked nothing in this study." in done.out
    (quote,) = sheet_of(review).quotes
    heard_as = next(line for line in done.out.splitlines() if line.startswith("Passage 2"))
    assert " ".join(quote.text.split())[:30] in heard_as


def test_nothing_of_others_is_heard(heard: Any) -> None:
    """Bea has submitted; ana hears none of it, whatever she types."""
    done = heard(SPOKEN)
    assert "not_started" not in done.out
    assert re.search(r"\bbea\b", done.out + done.err) is None


def test_the_blind_walk_types_every_word() -> None:
    """A new word is walked as well."""
    assert set() == set(WORDS) - {line.split()[0] for line in SPOKEN.split("\n") if line}


def test_the_page_names_every_word() -> None:
    """Docs and dialogue tell the same."""
    page = (ROOT / "docs" / "screen-readers.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)[^`]*` \| (.*) \|$", page, re.MULTILINE))
    assert {name: word.tells for name, word in WORDS.items()} == told


def test_the_number_of_an_answer_is_that_of_its_points(heard: Any, review: Path) -> None:
    """In a checklist after MINORS 2 is two points and 0 none, as on the screen."""
    with open_review(str(review), "ana") as session:
        known_studies.assign(session, STUDY, "minors", reason="surgery")
    heard_lines = heard("non_comparative\ngo 1\n2\ngo 2\n0\n")
    assert "2 is TWO, 2: told, and done well enough. 1 is ONE" in heard_lines.out
    assert {"1": "TWO", "2": "ZERO"} == {
        item: code for item, code in sheet_of(review).worksheet.codes.items() if not item.startswith("P")
    }
