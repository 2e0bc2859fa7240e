"""Merging studies: what the viewer is told, what others may not learn of it, and what counts afterwards."""

from __future__ import annotations

import pytest

from store import appraisals as stored
from store import history as stored_history
from tests.review.conftest import answer_all
from workbench.errors import ConflictError
from workbench.review.admin import history
from workbench.review.appraisals import answers, submission
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.documents.add import add_paths
from workbench.review.evidence import findings
from workbench.review.evidence import ratings as certainties
from workbench.review.exchange import seals, whole_review
from workbench.review.publish.manuscript import methods_text
from workbench.review.reviewers import agreement
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import duplicates, exclusion, known_studies
from workbench.review.tables.build import build_table
from workbench.review.view import View

KEPT, OTHER = "pretend2016", "again2016"
SERIES = "single-arm-very-low"
"""The body of evidence that two case series of the example make together."""
CASE = """\
Successful oat baths in one patient with stiff wrists: a second case report

Again A, Ito B. 2016.

Abstract
A 60-year-old woman was given oat baths. She left the hospital after 20 days.
"""


@pytest.fixture
def two(anna: ReviewSession, bea: ReviewSession, tmp_path) -> tuple[ReviewSession, ReviewSession]:
    """Anna and bea at a review with two case reports that are the same."""
    file = tmp_path / "again.txt"
    file.write_text(CASE, encoding="utf-8")
    (report,) = add_paths(anna, [file])
    from workbench.review.studies.edit_record import edit

    edit(anna, report.study_key, {}, key=OTHER)
    known_studies.assign(anna, OTHER, "case-report")
    known_studies.assign(anna, KEPT, "case-report")
    return anna, bea


def submit(session: ReviewSession, study: str, code: str = "PY") -> None:
    """Give every item the same answer, and submit."""
    answer_all(session, code, study)
    submission.submit(session, study)


def merge(session: ReviewSession) -> str:
    """Merge the two; what is told about it."""
    return "\n".join(duplicates.merge(session, KEPT, OTHER, "one patient").sentences)


def test_the_kept_studys_appraisal_stands_and_the_other_is_kept_as_superseded(two) -> None:
    """It is named, counts nowhere, and can be seen in the history; split, both are there again."""
    anna, _ = two
    submit(anna, KEPT, "PY")
    submit(anna, OTHER, "N")
    before = [table.rows for table in build_table(anna, "answers")]
    told = merge(anna)
    assert (
        f"your appraisal of {OTHER} (whole study, case-report) is superseded: that of {KEPT} stands" in told
    )
    rows = [row for table in build_table(anna, "answers") for row in table.rows]
    assert {KEPT} == {row[0] for row in rows if row[0] in (KEPT, OTHER)}
    given = [line.after for line in history.list_events(anna, KEPT) if line.action == "answer"]
    assert {"PY", "N"} == set(given)
    assert {KEPT, OTHER} == {line.study for line in seals.seal_lines(anna)}
    assert [KEPT] == [
        each.study_key for each in stored.find_appraisals(anna.db) if each.study_key in (KEPT, OTHER)
    ]
    duplicates.split(anna, OTHER, "two patients")
    assert before == [table.rows for table in build_table(anna, "answers")]


def test_merging_says_nothing_of_what_the_viewer_may_not_see(two) -> None:
    """Whether bea has begun, answered or submitted: the words, the history and the export are the same."""
    anna, bea = two
    bare = merge(anna), str([line.in_words()[20:] for line in history.list_events(anna)])
    duplicates.split(anna, OTHER, "no")
    submit(bea, OTHER)
    answers.answer(bea, KEPT, "1.1", "Y")
    told = merge(anna)
    assert bare[0] == told
    lines = [line for line in history.list_events(anna) if line.action == "appraisal.move"]
    assert [] == lines
    with pytest.raises(ConflictError, match="hidden from you"):
        whole_review.export_review(anna)
    hidden = [str(each.id) for each in stored.find_appraisals(bea.db, with_superseded=True, reviewer="bea")]
    export = whole_review.export_review(anna, visible_only=True).files[""]
    assert not any(identity.encode() in export for identity in hidden)


def test_the_two_appraisals_of_one_study_can_be_compared_after_merging(two) -> None:
    """Anna judged the one record, bea the other: they judged one study, each blind to the other."""
    anna, bea = two
    submit(anna, KEPT, "PY")
    submit(bea, OTHER, "N")
    assert ["anna"] == [each.reviewer for each in View(anna).visible]
    merge(anna)
    assert ["anna", "bea"] == [each.reviewer for each in View(anna).visible]
    (report,) = [each for each in agreement.agreement(anna) if each.pair is None]
    assert 1 == report.lines[0].rated_twice
    assert "1 appraisal that you may see move" not in merge_again(anna)
    assert (
        "one record of a study was merged into another record of the same study"
        in " ".join(methods_text.sentences(anna)).lower()
    )


def merge_again(session: ReviewSession) -> str:
    """Split and merge once more; what is told."""
    duplicates.split(session, OTHER, "no")
    return merge(session)


def test_what_was_seen_before_is_still_seen(two) -> None:
    """Both were done with the other record: what is superseded is no secret between them."""
    anna, bea = two
    submit(anna, OTHER)
    submit(bea, OTHER)
    submit(bea, KEPT)
    merge(anna)
    view = View(anna)
    assert set() == view.hidden_ids
    assert ["bea"] == [each.reviewer for each in view.superseded]
    assert whole_review.export_review(anna).files


def test_who_has_seen_others_work_in_the_one_record_is_not_independent_in_the_other(two) -> None:
    """A merge that was taken back showed bea what anna had submitted."""
    anna, bea = two
    submit(anna, KEPT)
    submit(bea, OTHER)
    merge(bea)
    assert {"anna", "bea"} == {each.reviewer for each in View(bea).visible}
    duplicates.split(bea, OTHER, "two patients after all")
    submit(bea, KEPT, "PY")
    (glimpse,) = View(bea).glimpses.values()
    assert ("bea", KEPT, ("anna",)) == (
        glimpse.appraisal.reviewer,
        glimpse.appraisal.study_key,
        glimpse.seen,
    )
    assert "on a merged record" in glimpse.in_words()
    assert any("cannot be called independent" in sentence for sentence in methods_text.sentences(bea))


def test_studies_that_two_people_submitted_with_different_checklists_are_refused(two) -> None:
    """One line, without a word on who used which; nothing changes."""
    anna, bea = two
    known_studies.assign(anna, OTHER, "case-series", reason="several patients")
    submit(anna, KEPT)
    submit(bea, OTHER)
    number = len(stored_history.list_events(anna.db))
    with pytest.raises(ConflictError, match="submitted by two people with different checklists") as refused:
        merge(anna)
    assert "bea" not in str(refused.value)
    assert "series" not in str(refused.value)
    with pytest.raises(ConflictError, match="different checklists"):
        duplicates.preview(anna, OTHER, KEPT)
    assert number == len(stored_history.list_events(anna.db))


def test_appraisals_with_another_checklist_move_and_are_named(two) -> None:
    """They count only if the kept study gets that checklist."""
    anna, _ = two
    known_studies.assign(anna, OTHER, "case-series", reason="several patients")
    submit(anna, OTHER)
    assert f"{KEPT} keeps its checklist (case-report): appraisals with case-series are kept" in merge(anna)


def test_quotes_from_a_document_that_both_have_stand_in_the_kept_one(two, tmp_path) -> None:
    """The quote is not rewritten; it is read where the same words are read."""
    from workbench.review.documents.attach import attach

    anna, _ = two
    text = "Both studies have this page. She left the hospital after 20 days.\n"
    for key in (KEPT, OTHER):  # the program refuses a document twice, an import does not
        file = tmp_path / f"{key}.txt"
        file.write_text(text + ("" if key == KEPT else " "), encoding="utf-8")
        assert "added" == attach(anna, key, [file])[0].status
    with anna.db.writing() as session:
        from sqlalchemy import text as sql

        session.execute(
            sql("UPDATE document SET sha256 = :same, text = :text WHERE source_name LIKE '%2016.txt'"),
            {"same": "a" * 64, "text": text},
        )
    answers.answer(anna, OTHER, "1.1", "Y", quote="Both studies have this page.")
    told = merge(anna)
    assert f"both have the same document; it stays with {OTHER}: {OTHER}.txt" in told
    sheet = answers.judge_study(anna, KEPT)
    (anchor,) = Anchors(anna).of(sheet)
    assert ("as_quoted", f"{KEPT}.txt", "Both studies have this page.") == (
        anchor.standing,
        anchor.document.source_name,
        anchor.words,
    )


def test_a_quote_from_a_document_that_went_back_says_where_it_is(two) -> None:
    """The words are kept, and flagged."""
    anna, _ = two
    merge(anna)
    answers.answer(anna, KEPT, "1.1", "Y", quote="She left the hospital after 20 days.")
    duplicates.split(anna, OTHER, "two patients")
    (anchor,) = Anchors(anna).of(answers.judge_study(anna, KEPT))
    assert anchor.is_flagged
    assert f"its document is one of {OTHER}" in anchor.flag
    assert "She left the hospital after 20 days." == anchor.words


def test_a_pair_of_excluded_studies_is_not_listed_and_one_is_named(two) -> None:
    """A record that comes again with a new search is told from one that nobody has looked at."""
    anna, _ = two
    from workbench.review.studies.edit_record import edit

    edit(anna, OTHER, {"doi": "10.5555/oat.9"})
    edit(anna, KEPT, {"doi": "10.5555/oat.9"})
    (pair,) = [each for each in duplicates.list_pairs(anna) if OTHER in (each.study, each.other)]
    assert () == pair.excluded
    exclusion.exclude(anna, KEPT, "a letter")
    (pair,) = [each for each in duplicates.list_pairs(anna) if OTHER in (each.study, each.other)]
    assert (KEPT,) == pair.excluded
    exclusion.exclude(anna, OTHER, "a letter")
    assert not [each for each in duplicates.list_pairs(anna) if OTHER in (each.study, each.other)]


def test_ratings_ask_for_another_look_when_a_study_is_merged_or_split(appraised) -> None:
    """The body has other studies then, or other findings and appraisals of the same."""
    with open_review(appraised, "anna") as session:

        def series() -> tuple[tuple[str, ...], bool]:
            row = next(
                row
                for row in certainties.evidence(session, outcome="survival")
                if "harada2024" in row.studies
            )
            return row.studies, next(each for each in row.ratings if each.domain == "Imprecision").stale

        certainties.rate(session, "survival", "imprecision", -1, "few", body=SERIES)
        assert (("exacerbation", "harada2024"), False) == series()
        duplicates.merge(session, "harada2024", "exacerbation", "one series")
        assert (("harada2024",), True) == series()
        certainties.rate(session, "survival", "imprecision", -2, "fewer", body=SERIES)
        assert (("harada2024",), False) == series()
        duplicates.split(session, "exacerbation", "two series")
        assert (("exacerbation", "harada2024"), True) == series()
        assert findings.list_findings(session, study="exacerbation")


def test_a_review_with_merges_goes_out_and_comes_in_again(two, tmp_path) -> None:
    """And the merge can be taken back there."""
    anna, _bea = two
    submit(anna, OTHER)
    merge(anna)
    duplicates.mark_distinct(anna, KEPT, known_studies.rows(anna)[0].key, "no")
    path = tmp_path / "whole.zip"
    path.write_bytes(whole_review.export_review(anna).files[""])
    whole_review.import_review(path, str(tmp_path / "new.db"))
    with open_review(str(tmp_path / "new.db"), "anna") as again:
        assert duplicates.list_decisions(anna) == duplicates.list_decisions(again)
        assert KEPT == known_studies.show_study(again, OTHER).key
        duplicates.split(again, OTHER, "two patients")
        assert ["submitted"] == [each.state for each in known_studies.show_study(again, OTHER).appraisals]
