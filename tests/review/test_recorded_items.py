"""Items that are only recorded: counted apart, never waited for, shown after the judged ones."""

from __future__ import annotations

import pytest

from checklists import find_checklist
from workbench.cli.judgement_json import judgement_json
from workbench.output.recorded_items import count_apart, role_in_words
from workbench.review.admin import history
from workbench.review.appraisals import answers, submission
from workbench.review.studies import known_studies
from workbench.review.studies.progress import read_progress
from workbench.review.tables.build import build_table

STUDY = "pretend2016"
RECORDED = ("1.2", "3.1", "4.4", "5.3", "5.4", "5.5")


def answer_judged(session) -> None:
    """Answer every item that is judged, and none that is recorded."""
    while unanswered := answers.judge_study(session, STUDY).verdict.unanswered:
        answers.answer(session, STUDY, unanswered[0], "Y")


def test_submitting_does_not_wait_for_recorded_items(anna) -> None:
    """With every judged item answered the appraisal can be submitted, and what is open stays open."""
    answer_judged(anna)
    sheet = submission.submit(anna, STUDY)
    assert ("submitted", RECORDED) == (sheet.state, sheet.open_items)


def test_progress_counts_both_apart(anna) -> None:
    """In the JSON of a judgement, in the list of studies, and in the lines of the appraisals."""
    answers.answer(anna, STUDY, "1.1", "Y")
    answers.answer(anna, STUDY, "1.2", "N")
    shape = judgement_json(answers.judge_study(anna, STUDY))
    counts = {name: shape[name] for name in ("answered", "asked", "recorded_answered", "recorded")}
    assert {"answered": 1, "asked": 14, "recorded_answered": 1, "recorded": 6} == counts
    assert list(RECORDED[1:]) == shape["recorded_unanswered"]
    (row,) = [row for row in known_studies.rows(anna) if row.key == STUDY]
    known = read_progress(anna, [row])[STUDY]
    assert (1, 14, 1, 6) == (known.answered, known.asked, known.recorded_answered, known.recorded)
    (line,) = known_studies.show_study(anna, STUDY).appraisals
    assert (1, 14, 1, 6) == (line.answered, line.asked, line.recorded_answered, line.recorded)


def test_the_answer_to_a_recorded_item_is_kept_and_judges_nothing(anna) -> None:
    """It stands in the history as any other does; only a flag may follow."""
    before = answers.judge_study(anna, STUDY).verdict
    sheet = answers.answer(anna, STUDY, "5.4", "N")
    assert before.domains == sheet.verdict.domains
    assert "5.4" == history.list_events(anna, STUDY)[-1].target


def test_the_table_of_answers_has_them_after_the_judged_ones(anna) -> None:
    """Domain by domain, and says what each is recorded for."""
    answer_judged(anna)
    (table,) = build_table(anna, "answers")
    names = [column.id for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows if row[0] == STUDY]
    assert ["1.1", "1.3", "1.2"] == [row["item"] for row in rows if row["domain"] == "D1"]
    assert ["", "", "recorded, not judged"] == [row["recorded"] for row in rows if row["domain"] == "D1"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("2.1", ""),
        ("2.2", "recorded, not judged"),
        ("2.4", "recorded for indirectness"),
        ("2.5", "recorded for imprecision"),
    ],
)
def test_a_role_is_said_in_words(item: str, words: str) -> None:
    """Never by its name in the definition."""
    assert words == role_in_words(find_checklist("psm-cohort").item(item).role)


def test_a_checklist_without_recorded_items_counts_the_judged_ones_alone() -> None:
    """So no "0 of 0" is said."""
    assert "3 of 4 judged" == count_apart(3, 4, 0, 0, of=" of ")
