"""Level sheets, which lists and tables of thousands of appraisals are made from."""

from __future__ import annotations

from typing import Any

import pytest

from store import appraisals as stored
from store import studies as stored_studies
from tests.review.conftest import STUDY, answer_all
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.appraisals.level_sheets import read_level_sheets
from workbench.review.appraisals.sheets import sheets_of
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies

SHOWN = (
    "reviewer",
    "result",
    "result_label",
    "submitted",
    "codes",
    "finals",
    "final_overall",
    "levels_beside",
    "settled_codes",
    "asked",
    "sources_read",
)


def both(session: ReviewSession) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return what the level sheet and the sheet of each appraisal say."""
    studies = {study.id: study for study in stored_studies.list_full(session.db)}
    pairs = [(studies[each.study_id], each) for each in stored.find_appraisals(session.db)]
    levels = read_level_sheets(session, pairs, with_sources=True)
    return [
        ({name: getattr(level, name) for name in SHOWN}, {name: getattr(sheet, name) for name in SHOWN})
        for level, sheet in zip(levels, sheets_of(session, pairs), strict=True)
    ]


@pytest.mark.parametrize("is_submitted", [False, True])
def test_a_level_sheet_says_what_the_sheet_says(
    anna: ReviewSession, bea: ReviewSession, is_submitted: bool
) -> None:
    """Answers, judgements with an override, what was read; of a draft and of a submitted appraisal."""
    known_studies.assign(anna, STUDY, "case-series", reason="tried")
    for session, code in ((anna, "PY"), (bea, "N")):
        answer_all(session, code)
        asked = next(
            each.id
            for each in answers.judge_study(session, STUDY).checklist.preliminaries
            if "full_text" in each.options
        )
        answers.answer(session, STUDY, asked, "full_text")
    overrides.override(bea, STUDY, "D1", "low", "the register has all cases")
    if is_submitted:
        submission.submit(bea, STUDY)
    pairs = both(anna)
    assert [sheet for _, sheet in pairs] == [level for level, _ in pairs]
    assert [False, is_submitted] == [level["submitted"] for level, _ in pairs]
    assert {"full_text"} == {level["sources_read"] for level, _ in pairs}


def test_a_level_sheet_marks_what_was_overridden(bea: ReviewSession) -> None:
    """By the domain, with the level that was set."""
    answer_all(bea, "Y")
    overrides.override(bea, STUDY, "D1", "high", "the register has few cases")
    (appraisal,) = stored.find_appraisals(bea.db)
    (sheet,) = read_level_sheets(bea, [(known_studies.find(bea, STUDY), appraisal)])
    assert {"D1": "high"} == sheet.overrides
    assert "high" == sheet.finals[0]
