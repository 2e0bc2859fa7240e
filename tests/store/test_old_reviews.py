"""Reviews written by earlier versions open, and keep everything that was in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import Store, appraisals, body_entries, documents, history, open_review, outcomes, reviews, studies
from store.engine import schema
from store.records import AppraisalKind

OLD = Path(__file__).parent.parent / "old_reviews"


@pytest.fixture
def first(tmp_path: Path) -> Store:
    """A copy of what version 0001 wrote: a case report, submitted by anna and reopened by bea."""
    return open_review(shutil.copy(OLD / "v0001.db", tmp_path / "review.db"))


@pytest.fixture
def second(tmp_path: Path) -> Store:
    """A copy of what version 0002 wrote: three studies, two reviewers, outcomes, findings and ratings."""
    return open_review(shutil.copy(OLD / "v0002.db", tmp_path / "review.db"))


@pytest.mark.parametrize("old", ["first", "second"])
def test_the_tables_are_of_today(old: str, request: pytest.FixtureRequest) -> None:
    """Opening brings them up to date."""
    review: Store = request.getfixturevalue(old)
    with review, review.reading() as session:
        assert schema.HEAD == schema.read_version(session.connection())


def test_outcomes_findings_and_ratings_are_as_they_were(second: Store) -> None:
    """Nothing is entered for a body of evidence, no start is chosen, the header is empty."""
    with second:
        assert ["death", "survival"] == [one.name for one in outcomes.list_outcomes(second)]
        assert ["text", "table 2", "table 2"] == [
            one.source for one in outcomes.list_findings(second) if "treatment_events" in one.numbers
        ]
        imprecise = [one for one in outcomes.list_ratings(second) if one.grade_domain == "high/Imprecision"]
        assert [(-2, "few events")] == [(one.levels, one.reason) for one in imprecise]
        assert ([], []) == (body_entries.list_entries(second), body_entries.list_starts(second))
        assert {} == reviews.read_review(second).header


def test_an_old_review_takes_entries_starts_and_a_header(second: Store) -> None:
    """With the constraints of today."""
    with second:
        death = outcomes.list_outcomes(second)[0].id
        body_entries.save_entry(second, death, "high", "comment", {"text": "few died"}, by="anna")
        told = {"default": "start_high", "by": "anna"}
        body_entries.choose_start(second, death, "psm-cohort", "start_low", "no trial", **told)
        assert {"setting": "wards"} == reviews.set_header(second, {"setting": "wards"}, by="anna")
        assert ["few died"] == [one.content["text"] for one in body_entries.list_entries(second)]


def test_what_is_new_has_the_value_that_held_before(first: Store) -> None:
    """An old review is blind, its studies are not for calibration, nothing in it was decided by anybody."""
    with first:
        assert reviews.read_review(first).blind is True
        assert [False] == [study.calibration for study in studies.list_full(first)]
        sheets = [appraisals.read_worksheet(first, one.id) for one in appraisals.find_appraisals(first)]
        assert {None} == {answer.decided_by for sheet in sheets for answer in sheet.answers.values()}


def test_nothing_is_lost(first: Store) -> None:
    """Study, text, answers, notes, quotes, overrides, states, checklist and history are as they were."""
    with first:
        review, (study,) = reviews.read_review(first), studies.list_full(first)
        assert ("An old review", "Did it keep?") == (review.title, review.question)
        assert ("ono2020", 2020, {"participants": 1}) == (study.key, study.bibliography.year, study.facts)
        (document,) = documents.list_documents(first, study.id)
        assert documents.read_text(first, document.id).startswith("One patient was given baricitinib.")
        anna, bea = appraisals.find_appraisals(first, kind=AppraisalKind.INDEPENDENT)
        assert [("anna", "submitted", 0), ("bea", "draft", 1)] == [
            (one.reviewer, one.state.value, one.reopened) for one in (anna, bea)
        ]
        sheet = appraisals.read_worksheet(first, anna.id)
        assert (17, "Y", "consecutive") == (
            len(sheet.answers),
            sheet.answers["1.1"].code,
            sheet.answers["1.1"].note,
        )
        assert ["One patient was given baricitinib"] == [quote.text for quote in sheet.quotes]
        override = appraisals.read_worksheet(first, bea.id).overrides["D1"]
        assert ("high", "the case was picked") == (override.judgement, override.reason)
        assert "case-report" in appraisals.checklist_text(first, anna.checklist_sha256)
        assert "a slip" == history.list_events(first)[-1].reason


def test_work_goes_on(first: Store) -> None:
    """The migrated tables take new answers, with the constraints of today."""
    with first:
        (bea,) = appraisals.find_appraisals(first, reviewer="bea")
        assert appraisals.save_answer(first, bea.id, "1.1", "NI", by="bea")
        assert appraisals.submit(first, bea.id, by="bea").submitted_at is not None
