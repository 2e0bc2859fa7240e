"""A box a study: what it is with its sources, and each judgement with its support."""

from __future__ import annotations

import pytest

from workbench.output.table import cell_text
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.session import open_review
from workbench.review.studies import exclusion
from workbench.review.tables.build import build_table

STUDY = "harada2024"


def box(location: str, reviewer: str = "anna", study: str = STUDY) -> list[list[str]]:
    """The rows of the box of a study, as somebody reads them."""
    with open_review(location, reviewer) as session:
        tables = build_table(session, "boxes")
    return [[cell_text(cell) for cell in row] for table in tables for row in table.rows if row[0] == study]


def test_every_characteristic_stands_with_its_words_and_its_source(example: str) -> None:
    """Methods, participants, interventions, outcomes and notes, in this order."""
    rows = box(example)
    parts = list(dict.fromkeys(part for _, part, *_ in rows))
    assert ["Methods", "Participants", "Interventions", "Outcomes", "Notes"] == parts
    support = {entry: support for _, _, entry, _, support in rows}
    assert "“three own patients on baricitinib” (abstract)" == support["n"]
    assert [] == [entry for entry, words in support.items() if not words and entry != "Registration"]


def test_each_judgement_has_answers_notes_and_quotes_as_its_support(appraised: str) -> None:
    """A judgement that a reviewer set against the rules is marked, with the reason in front."""
    with open_review(appraised, "anna") as session:
        submission.reopen(session, STUDY, "to correct it")
        overrides.override(session, STUDY, "D1", "high", "the three were picked")
        submission.submit(session, STUDY)
    rows = {entry: (part, value, support) for _, part, entry, value, support in box(appraised)}
    part, value, support = next(row for entry, row in rows.items() if entry.startswith("D1 "))
    assert part.endswith("whole study, anna")
    assert value.endswith("High *")
    assert support.startswith("the reviewer's reason: the three were picked | 1.1 No information: ")
    assert "harada2024 facts" in support
    assert "as read" in support


@pytest.mark.parametrize("reviewer", ["anna", "bob"])
def test_a_draft_and_what_is_hidden_support_nothing(example: str, reviewer: str) -> None:
    """Neither the own draft nor what another has submitted stands there before both have submitted."""
    with open_review(example, "anna") as session:
        appraisals.answer(session, STUDY, "1.1", "NI", note="words of anna")
        if reviewer == "bob":
            while unanswered := appraisals.judge_study(session, STUDY).verdict.unanswered:
                appraisals.answer(session, STUDY, unanswered[0], "NI", note="words of anna")
            submission.submit(session, STUDY)
    rows = box(example, reviewer)
    assert "words of anna" not in str(rows)
    assert not [entry for _, _, entry, _, _ in rows if entry.startswith("D1")]


def test_a_study_that_is_left_out_has_no_box(example: str) -> None:
    """The table of excluded studies has it."""
    with open_review(example, "anna") as session:
        exclusion.exclude(session, STUDY, "not of the question")
    assert [] == box(example)
