"""Reviews written by earlier versions open, and keep everything that was in them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from store import (
    Store,
    appraisals,
    body_entries,
    documents,
    history,
    open_review,
    outcomes,
    own_checklists,
    reviews,
    studies,
)
from store.engine import schema
from store.protocol import set_entries
from store.records import AppraisalKind, ChecklistVersion
from store.study_edits import edit_study

OLD = Path(__file__).parent.parent / "old_reviews"


@pytest.fixture
def first(tmp_path: Path) -> Store:
    """A copy of what version 0001 wrote: a case report, submitted by anna and reopened by bea."""
    return open_review(shutil.copy(OLD / "v0001.db", tmp_path / "review.db"))


@pytest.fixture
def second(tmp_path: Path) -> Store:
    """A copy of what version 0002 wrote: three studies, two reviewers, outcomes, findings and ratings."""
    return open_review(shutil.copy(OLD / "v0002.db", tmp_path / "review.db"))


@pytest.fixture
def fourth(tmp_path: Path) -> Store:
    """A copy of what version 0004 wrote: bodies of evidence addressed by their starts, with entries for them.

    Of survival two cohorts and a single arm start low and made one body; of death a rating and a baseline
    risk belong to a start that no study has any more.
    """
    return open_review(shutil.copy(OLD / "v0004.db", tmp_path / "review.db"))


@pytest.fixture
def fifth(tmp_path: Path) -> Store:
    """A copy of what version 0005 wrote: a case report that anna and bea have begun."""
    return open_review(shutil.copy(OLD / "v0005.db", tmp_path / "review.db"))


@pytest.fixture
def seventh(tmp_path: Path) -> Store:
    """A copy of what version 0007 wrote: a case report that anna has begun with a checklist of the review."""
    return open_review(shutil.copy(OLD / "v0007.db", tmp_path / "review.db"))


@pytest.fixture
def tenth(tmp_path: Path) -> Store:
    """A copy of what version 0010 wrote: a case report that anna corrected and began, a study left out."""
    return open_review(shutil.copy(OLD / "v0010.db", tmp_path / "review.db"))


@pytest.fixture
def twelfth(tmp_path: Path) -> Store:
    """A copy of what version 0012 wrote: ratings that two people made and confirmed; anna was renamed."""
    return open_review(shutil.copy(OLD / "v0012.db", tmp_path / "review.db"))


@pytest.fixture
def thirteenth(tmp_path: Path) -> Store:
    """A copy of what version 0013 wrote: a case report that anna and bea have begun, bea also with a note."""
    return open_review(shutil.copy(OLD / "v0013.db", tmp_path / "review.db"))


@pytest.fixture
def fifteenth(tmp_path: Path) -> Store:
    """A copy of what version 0015 wrote: two case reports, of which anna corrected one."""
    return open_review(shutil.copy(OLD / "v0015.db", tmp_path / "review.db"))


_OLD = ["first", "second", "fourth", "fifth", "seventh", "tenth", "twelfth", "thirteenth", "fifteenth"]


@pytest.mark.parametrize("old", _OLD)
def test_the_tables_are_of_today(old: str, request: pytest.FixtureRequest) -> None:
    """Opening brings them up to date."""
    review: Store = request.getfixturevalue(old)
    with review, review.reading() as session:
        assert schema.HEAD == schema.read_version(session.connection())


@pytest.mark.parametrize("old", _OLD)
def test_studies_of_before_have_no_volume_issue_and_pages(old: str, request: pytest.FixtureRequest) -> None:
    """They are empty, can be entered, and all else of the record is as it was."""
    review: Store = request.getfixturevalue(old)
    with review:
        study = studies.list_studies(review)[0]
        record = studies.get_study(review, study.key).bibliography
        assert ("", "", "") == (record.volume, record.issue, record.pages)
        corrected = replace(record, volume="7", issue="2", pages="55-60")
        edit_study(review, study.id, key=study.key, bibliography=corrected, by="anna")
        assert corrected == studies.get_study(review, study.key).bibliography


def test_outcomes_findings_and_ratings_are_as_they_were(second: Store) -> None:
    """Nothing is entered for a body of evidence, no start is chosen, the header is empty."""
    with second:
        assert ["death", "survival"] == [one.name for one in outcomes.list_outcomes(second)]
        assert ["text", "table 2", "table 2"] == [
            one.source for one in outcomes.list_findings(second) if "treatment_events" in one.numbers
        ]
        imprecise = [
            rating
            for rating in outcomes.list_ratings(second)
            if (rating.body, rating.domain) == ("cohort-high", "Imprecision")
        ]
        assert [(-2, "few events")] == [(one.levels, one.reason) for one in imprecise]
        assert ([], []) == (body_entries.list_entries(second), body_entries.list_starts(second))
        assert {} == reviews.read_review(second).header


def test_ratings_of_a_start_go_to_the_kind_of_study_that_it_had(fourth: Store) -> None:
    """Of the body that was divided they go to the cohorts, of which there are more; nothing is lost."""
    with fourth:
        labels = {outcome.id: outcome.name for outcome in outcomes.list_outcomes(fourth)}
        ratings = {
            (labels[rating.outcome_id], rating.body, rating.domain): (rating.levels, rating.reason)
            for rating in outcomes.list_ratings(fourth)
        }
        entries = {
            (labels[entry.outcome_id], entry.body, entry.part) for entry in body_entries.list_entries(fourth)
        }
    assert ratings == {
        ("death", "cohort-high", "Imprecision"): (-1, "wide interval"),
        ("death", "cohort-low", "Imprecision"): (-2, "wide interval, start low"),
        ("improvement", "single-arm-very-low", "Imprecision"): (-2, "four patients"),
        ("survival", "cohort-low", "Imprecision"): (-1, "few events, body 0"),
        ("survival", "cohort-high", "RiskOfBias"): (-1, "bea on risk of bias, body 0"),
    }
    assert entries == {("death", "cohort-high", "baseline"), ("survival", "cohort-high", "comment")}


def test_events_have_the_keys_of_what_they_are_about(fourth: Store) -> None:
    """Those of ratings and entries the outcome and the body; those of answers the item."""
    with fourth:
        outcome = {outcome.name: str(outcome.id) for outcome in outcomes.list_outcomes(fourth)}
        events = history.list_events(fourth)
    about = {(event.action, event.target): event.about for event in events}
    survival = {"outcome": outcome["survival"]}
    assert about["rating", "survival (28 days): high/RiskOfBias"] == survival | {
        "body": "cohort-high",
        "domain": "RiskOfBias",
    }
    assert about["body", "survival (28 days): high/comment"] == survival | {
        "body": "cohort-high",
        "part": "comment",
    }
    assert about["start", "survival (28 days): psm-cohort"] == survival | {"checklist": "psm-cohort"}
    assert about["outcome.add", "death"] == {"outcome": outcome["death"]}
    assert about["answer", "1.1"] == {"item": "1.1"}


def test_a_body_that_was_divided_asks_for_another_look(fourth: Store) -> None:
    """The ratings of the cohorts were made with the single arm among them."""
    with fourth:
        (divided,) = [event for event in history.list_events(fourth) if event.action == "body.divide"]
    assert divided.about["body"] == "cohort-low"
    assert divided.reviewer == ""


def test_an_old_review_has_no_checklists_of_its_own_and_takes_some(fifth: Store) -> None:
    """Those of before came with the program; the drafts go on with theirs."""
    text = "id: ours"
    ours = ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), "ours", "1", text)
    with fifth:
        assert [] == own_checklists.list_own(fifth, all_states=True)
        assert own_checklists.add_own(fifth, ours, origin="ours.yaml", by="anna")
        (own,) = own_checklists.list_own(fifth)
        assert ours == own.checklist
        drafts = appraisals.find_appraisals(fifth)
        assert {("anna", "case-report"), ("bea", "case-report")} == {
            (draft.reviewer, draft.checklist_id) for draft in drafts
        }


def test_a_checklist_of_the_review_stays_and_has_its_texts_in_itself(seventh: Store) -> None:
    """A later version of it may take them from a second file."""
    with seventh:
        (own,) = own_checklists.list_own(seventh)
        assert ("ours", "ours.yaml", None) == (own.checklist.checklist_id, own.origin, own.wording)
        assert own_checklists.wording_of(seventh, own.checklist.sha256) is None
        text = "id: ours, later"
        later = ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), "ours", "0.2.0", text)
        assert own_checklists.add_own(seventh, later, origin="ours.yaml", by="anna", wording="texts")
        assert "texts" == own_checklists.wording_of(seventh, later.sha256)


def test_nothing_is_planned_merged_or_imported_in_a_review_of_before(tenth: Store) -> None:
    """What was corrected, left out and begun stays."""
    with tenth:
        assert {} == reviews.read_review(tenth).protocol
        by_key = {study.key: study for study in studies.list_studies(tenth)}
        assert {None} == {study.merged_into for study in by_key.values()}
        assert "not of the review" in {study.excluded for study in by_key.values()}
        (draft,) = appraisals.find_appraisals(tenth)
        assert ("recovered2020", None) == (draft.study_key, draft.imported_from)


def test_the_history_says_who_rated_and_who_confirmed(twelfth: Store) -> None:
    """The rater, also under a new name, is no second person; a changed rating was confirmed by nobody."""
    with twelfth:
        assert {
            "Imprecision": ("anna2", "bea"),
            "Indirectness": ("anna2", None),
            "Inconsistency": ("anna2", None),
            "PublicationBias": ("bea", "anna2"),
        } == {
            rating.domain: (rating.rated_by, rating.confirmed_by) for rating in outcomes.list_ratings(twelfth)
        }
        assert {("", ())} == {
            (one.follow_up, tuple(one.thresholds)) for one in outcomes.list_outcomes(twelfth)
        }


def _by_appraisal(rows: Iterable[Any]) -> dict[str, list[tuple[str, str]]]:
    return {row[0]: sorted(zip(json.loads(row[1]), json.loads(row[2]), strict=True)) for row in rows}


@pytest.mark.parametrize("old", _OLD)
def test_codes_are_read_from_their_index(old: str, request: pytest.FixtureRequest) -> None:
    """SQLite reads all codes from the index alone, and they are those of the answers."""
    codes = (
        "SELECT appraisal_id, json_group_array(item_id), json_group_array(code) FROM answer {} "
        "WHERE code IS NOT NULL GROUP BY appraisal_id ORDER BY appraisal_id"
    )
    review: Store = request.getfixturevalue(old)
    with review, review.reading() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {codes.format('')}")).all()
        assert "COVERING INDEX ix_answer_appraisal_id_item_id_code" in str(plan)
        read = [session.execute(text(codes.format(how))).all() for how in ("", "NOT INDEXED")]
    assert _by_appraisal(read[0]) == _by_appraisal(read[1])


@pytest.mark.parametrize("old", _OLD)
def test_events_are_found_by_what_was_done(old: str, request: pytest.FixtureRequest) -> None:
    """SQLite looks the few that exposed somebody up, and does not read the whole history for them."""
    review: Store = request.getfixturevalue(old)
    steps = "SELECT * FROM event WHERE action IN ('reopen', 'blindness.lift') ORDER BY number"
    with review, review.reading() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {steps}")).all()
        assert "ix_event_action" in str(plan)
        assert not any(row[3].startswith("SCAN") for row in plan)


def test_an_old_review_takes_entries_starts_and_a_header(second: Store) -> None:
    """With the constraints of today."""
    with second:
        death = outcomes.list_outcomes(second)[0].id
        body_entries.save_entry(second, death, "cohort-high", "comment", {"text": "few died"}, by="anna")
        told = {"default": "start_high", "by": "anna"}
        body_entries.choose_start(second, death, "psm-cohort", "start_low", "no trial", **told)
        assert set_entries(second, {"setting": "wards"}, by="anna")
        assert {"setting": "wards"} == reviews.read_review(second).header
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
