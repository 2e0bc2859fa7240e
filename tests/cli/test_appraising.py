"""The work on an appraisal from the first answer to the submission, by command line alone."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from workbench.output import FORMATS

JUDGE_SHAPE = {
    *("study", "result", "checklist", "checklist_version", "reviewer", "state"),
    *("domains", "overall", "flags", "answered", "asked"),
}


def answer_all(run: Run, code: str = "Y", result: str = "") -> None:
    """Answer every item that is asked, round by round, since answers make items appear."""
    while missing := run("judge", "ono", "--format", "json", "--result", result).json["unanswered"]:
        for item in missing:
            assert 0 == run("answer", "ono", item, code, "--result", result).code


def test_an_answer_is_saved_and_moves_the_judgement(as_ana: Run) -> None:
    """Narration on stderr, nothing on stdout, and the next run knows it."""
    found = as_ana("answer", "ono", "1.1", "y", "--note", "said so", "--quote", "given baricitinib")
    assert (0, "") == (found.code, found.out)
    assert "1.1 is Y; 1 of " in found.err
    assert 1 == as_ana("judge", "ono", "--format", "json").json["answered"]
    answers = as_ana("table", "answers", "--format", "json").json
    assert ("Y", "said so") == (answers[0]["answer"], answers[0]["note"])


def test_judge_as_json_has_the_shape_that_is_relied_upon(as_ana: Run) -> None:
    """Every key of the contract, for domains and the whole too."""
    judged = as_ana("judge", "ono", "--format", "json").json
    assert JUDGE_SHAPE <= set(judged)
    assert {"id", "title", "suggested", "final", "rule", "because", "answers"} <= set(judged["domains"][0])
    assert {"suggested", "final", "rule", "because"} <= set(judged["overall"])
    assert ("whole study", "not_started", 0) == (judged["result"], judged["state"], judged["answered"])


def test_judge_explains_each_judgement_by_rule_and_answers(as_ana: Run) -> None:
    """The rule that fired, why, and what it read; the whole from its domains."""
    answer_all(as_ana)
    text = as_ana("judge", "ono").out
    assert "D1  " in text
    assert "rule D1-" in text
    assert "from 1.1 Y" in text
    assert "Overall: ⊕ Low" in text
    assert "no answer yet" not in text


def test_judge_says_completeness_of_and_what_is_still_possible(as_ana: Run) -> None:
    """Before the last answer there may be no judgement, but not just any is possible."""
    text = as_ana("judge", "ono").out
    assert "no answer yet: 1.1" in text
    assert "still possible: Low or Some concerns or High" in text


def test_an_override_stands_beside_what_was_suggested(as_ana: Run) -> None:
    """With its reason, and it can be taken away."""
    answer_all(as_ana)
    assert 0 == as_ana("override", "ono", "overall", "high", "--reason", "too good").code
    judged = as_ana("judge", "ono", "--format", "json").json
    assert ("low", "high") == (judged["overall"]["suggested"], judged["overall"]["final"])
    assert "overridden; suggested was ⊕ Low. Reason: too good" in as_ana("judge", "ono").out
    assert 0 == as_ana("override", "ono", "overall", "--clear").code
    assert "low" == as_ana("judge", "ono", "--format", "json").json["overall"]["final"]
    assert 3 == as_ana("override", "ono", "overall", "--clear").code


def test_submitting_needs_all_answers_and_reopening_a_reason(as_ana: Run) -> None:
    """A submitted appraisal changes only by being reopened."""
    early = as_ana("submit", "ono")
    assert 4 == early.code
    assert "1.1" in early.err
    answer_all(as_ana)
    done = as_ana("submit", "ono")
    assert 0 == done.code
    assert "still empty: P1" in done.err
    assert 4 == as_ana("answer", "ono", "1.1", "N").code
    assert 4 == as_ana("submit", "ono").code
    assert 2 == as_ana("reopen", "ono").code
    assert 0 == as_ana("reopen", "ono", "--reason", "a slip").code
    assert 0 == as_ana("answer", "ono", "1.1", "N").code


def test_undo_takes_back_the_last_change(as_ana: Run) -> None:
    """Until there is nothing more to take back."""
    as_ana("answer", "ono", "1.1", "Y")
    as_ana("answer", "ono", "1.1", "N")
    assert 0 == as_ana("undo", "ono").code
    assert "Y" == as_ana("table", "answers", "--format", "json").json[0]["answer"]
    as_ana("undo", "ono")
    assert 4 == as_ana("undo", "ono").code


def test_an_answer_can_be_cleared_and_its_note_stays(as_ana: Run) -> None:
    """What the screens can do, the command line can do."""
    as_ana("answer", "ono", "1.1", "Y", "--note", "mine")
    assert 0 == as_ana("answer", "ono", "1.1", "--clear").code
    row = as_ana("table", "answers", "--format", "json").json[0]
    assert (None, "mine") == (row["answer"], row["note"])


def test_an_item_is_quoted_for_without_an_answer_and_the_quote_taken_away(as_ana: Run) -> None:
    """What the screens can do, the command line can do; what is no quote is refused with what there is."""

    def quoted() -> int:
        rows = as_ana("table", "answers", "--format", "json").json
        return next(row["quotes"] for row in rows if row["item"] == "1.2").count("“")

    assert 0 == as_ana("quote", "ono", "1.2", "A 60-year-old woman").code
    assert 0 == as_ana("quote", "ono", "1.2", "was given baricitinib").code
    assert 2 == quoted()
    wrong = as_ana("quote", "ono", "1.2", "A 61-year-old man")
    assert (2, True) == (wrong.code, "nearest in" in wrong.err)
    unknown = as_ana("quote", "ono", "1.2", "left", "--remove")
    assert (3, True) == (unknown.code, "“A 60-year-old woman”, “was given baricitinib”" in unknown.err)
    assert 2 == as_ana("quote", "ono", "1.2", "a", "--remove").code
    assert 0 == as_ana("quote", "ono", "1.2", "60-year-old", "--remove").code
    assert 1 == quoted()
    assert 0 == as_ana("undo", "ono").code
    assert 2 == quoted()


def test_preliminaries_and_values_that_begin_with_a_dash(as_ana: Run) -> None:
    """After two dashes anything is a value."""
    assert 0 == as_ana("answer", "ono", "P1", "--", "-x: the effect judged").code
    assert 0 == as_ana("note", "ono", "1.1", "--", "--note").code
    assert 0 == as_ana("answer", "ono", "1.1", "Y", "--note", "-also").code
    assert "-also" == as_ana("table", "answers", "--format", "json").json[0]["note"]


def test_results_of_one_study_are_judged_apart(as_ana: Run) -> None:
    """An answer for one outcome is none for another."""
    as_ana("answer", "ono", "1.1", "Y", "--result", "Survival at 90 days")
    survival = as_ana("judge", "ono", "--format", "json", "--result", "Survival at 90 days").json
    assert ("Survival at 90 days", 1) == (survival["result"], survival["answered"])
    assert 0 == as_ana("judge", "ono", "--format", "json").json["answered"]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["answer", "ono", "1.9", "Y"], 2, "1.9"),
        (["answer", "ono", "1.1", "maybe"], 2, "Y"),
        (["answer", "ono", "1.1", "Y", "--quote", "never written"], 2, "quote"),
        (["override", "ono", "D1", "hgh", "--reason", "x"], 2, "high"),
        (["override", "ono", "D9", "high", "--reason", "x"], 2, "D9"),
        (["judge", "nobody"], 3, "nobody"),
        (["reopen", "ono", "--reason", "x"], 4, "not submitted"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(as_ana: Run, args: list[str], code: int, says: str) -> None:
    """With the exit code of its kind, and nothing is saved."""
    found = as_ana(*args)
    assert (code, "", 1) == (found.code, found.out, found.err.count("\n"))
    assert says in found.err
    assert "not_started" == as_ana("judge", "ono", "--format", "json").json["state"]


@pytest.mark.parametrize(
    "name", ["judge", "characteristics", "appraisal", "traffic-light", "summary", "answers"]
)
def test_judgement_and_tables_in_every_format(as_ana: Run, name: str) -> None:
    """An override whose reason is hostile does no harm anywhere."""
    as_ana("answer", "ono", "1.1", "N", "--note", "=1\x1b[2J|<b>\n\\x")
    as_ana("override", "ono", "D1", "high", "--reason", "=1\x1b[2J|<b>\n\\x")
    verb = ["judge", "ono"] if name == "judge" else ["table", name]
    for fmt in FORMATS:
        found = as_ana(*verb, "--format", fmt)
        assert 0 == found.code, fmt
        assert "ono" in found.out or name in ("judge", "summary"), fmt
        assert fmt in ("csv", "tsv") or "\x1b" not in found.out, fmt


def test_an_unknown_table_is_answered_with_the_known_ones(as_ana: Run) -> None:
    """And the nearest of them."""
    found = as_ana("table", "trafic-light")
    assert 2 == found.code
    assert "traffic-light" in found.err
