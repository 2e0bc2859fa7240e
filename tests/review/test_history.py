"""The history as people read it."""

from __future__ import annotations

from workbench.review.admin import history
from workbench.review.appraisals import answers

STUDY = "pretend2016"


def test_each_change_says_who_what_and_from_what_to_what(anna) -> None:
    """Oldest first; an undo names what it takes back."""
    answers.answer(anna, STUDY, "1.1", "Y")
    answers.answer(anna, STUDY, "1.1", "N")
    answers.undo(anna, STUDY)
    lines = [one for one in history.list_events(anna, STUDY) if one.target == "1.1"]
    assert [(None, "Y"), ("Y", "N"), ("N", "Y")] == [(one.before, one.after) for one in lines]
    assert lines[1].number == lines[2].undoes
    assert "anna answer 1.1: Y → N" in lines[1].in_words()


def test_a_long_value_is_cut_in_the_line_but_kept_in_the_record(anna) -> None:
    """The line stays readable; the record is whole."""
    answers.note(anna, STUDY, "1.1", "word " * 100)
    line = history.list_events(anna, STUDY)[-1]
    assert len(line.in_words()) < 200
    assert 100 == line.after.count("word")


def test_the_history_of_one_study_has_only_that_study(anna) -> None:
    """Nothing of the others, and nothing of the review as a whole."""
    answers.answer(anna, STUDY, "1.1", "Y")
    answers.answer(anna, "itch", "1.1", "Y")
    assert {STUDY} == {one.study for one in history.list_events(anna, STUDY)}
