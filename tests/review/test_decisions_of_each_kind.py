"""Of whatever two files can differ in, a decision and its revisions hold, and lose nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from store import outcomes as stored_outcomes
from store.export_rows import read_everything
from tests.review.conftest import LISTED, STUDY, answer_all
from tests.review.test_merging import merge
from workbench.review.admin import protocol, settings
from workbench.review.appraisals import answers, submission
from workbench.review.checklists import own_checklists
from workbench.review.documents import attach, replace
from workbench.review.evidence import body_entries, findings, outcomes, ratings, starts
from workbench.review.exchange.merge import conflicts, decide
from workbench.review.exchange.merge.facts import _FIXED, ROW_FACTS, SHARED_PRELIMINARY
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import allocation, calibration, handles
from workbench.review.session import ReviewSession, create_review, open_review
from workbench.review.studies import characteristics, duplicates, edit_record, exclusion, known_studies

OTHER = "borresen2021"
DEATH = "Death"
Act = Callable[[ReviewSession, str], object]
"""A change that somebody makes, with a word of their own."""


def nothing(session: ReviewSession, word: str) -> None:
    """Prepare nothing."""


def add_list(session: ReviewSession, version: str = "1.0") -> None:
    path = Path(session.db.location).with_suffix(".yaml")
    path.write_text(LISTED.replace('version: "1.0"', f'version: "{version}"'), encoding="utf-8")
    own_checklists.add_files(session, [path])


def add_outcome(session: ReviewSession, word: str) -> None:
    outcomes.add_outcome(session, DEATH, importance=5)
    for study in (STUDY, OTHER):
        findings.record_finding(session, study, DEATH, {"sentence": "as found"})


def put_text(session: ReviewSession, name: str, study: str = STUDY, kind: str | None = None) -> None:
    """Attach a document, the same bytes under any name."""
    path = Path(session.db.location).parent / name
    path.write_text("Results\n\nAll 20 patients recovered within 10 days.\n", encoding="utf-8")
    attach.attach(session, study, [path], as_document=True, kind=kind)


def first_body(session: ReviewSession) -> str:
    return ratings.evidence(session, outcome=DEATH)[0].key


def ask_again(session: ReviewSession, word: str) -> None:
    """Take a request to appraise back; the other one takes it back as well, and asks again."""
    allocation.allocate(session, [STUDY], take_from=["anna"])
    if word == "two":
        allocation.allocate(session, [STUDY], to=["anna"])


def take_out_or_not(session: ReviewSession, word: str) -> None:
    own_checklists.remove(session, "listed")
    if word == "two":
        add_list(session)


def calibrate(session: ReviewSession, word: str) -> None:
    """Mark the study as one for calibration; the other one takes that back."""
    for on in (True,) if word == "one" else (True, False):
        calibration.calibrate(session, STUDY, on)


def lift(session: ReviewSession, word: str) -> None:
    settings.lift_blindness(session, word)
    if word == "one":
        settings.restore_blindness(session, word)


def appraise(session: ReviewSession, word: str) -> None:
    answer_all(session, {"one": "PY", "two": "PN"}[word])
    submission.submit(session, STUDY)


CASES: Mapping[str, tuple[Act, Act]] = {
    "study key": (nothing, lambda s, w: edit_record.edit(s, STUDY, {}, key=f"key-{w}")),
    **{
        f"study {field}": (nothing, lambda s, w, field=field: edit_record.edit(s, STUDY, {field: f"by {w}"}))
        for field in ("title", "journal", "abstract", "authors", "registration")
    },
    "study excluded_because": (nothing, lambda s, w: exclusion.exclude(s, STUDY, w)),
    "study checklist": (
        nothing,
        lambda s, w: known_studies.assign(s, STUDY, {"one": "rob-2", "two": "case-series"}[w], reason=w),
    ),
    "study design": (
        nothing,
        lambda s, w: edit_record.edit(s, STUDY, {}, design={"one": "case_control", "two": "case_series"}[w]),
    ),
    "study calibration": (nothing, calibrate),
    "study merged_into": (
        nothing,
        lambda s, w: duplicates.merge(s, {"one": OTHER, "two": "imagina2018"}[w], STUDY, w),
    ),
    "document source_name": (nothing, lambda s, w: put_text(s, f"{w}.txt")),
    "document kind": (
        nothing,
        lambda s, w: put_text(s, "t.txt", kind={"one": "protocol", "two": "supplement"}[w]),
    ),
    "document withdrawn_because": (
        lambda s, _: put_text(s, "first.txt"),
        lambda s, w: replace.withdraw_document(s, STUDY, "first.txt", w),
    ),
    "outcome importance": (
        add_outcome,
        lambda s, w: outcomes.edit_outcome(s, DEATH, importance={"one": 7, "two": 8}[w]),
    ),
    "outcome name": (add_outcome, lambda s, w: outcomes.edit_outcome(s, DEATH, name=f"{DEATH} {w}")),
    "outcome threshold": (
        add_outcome,
        lambda s, w: stored_outcomes.edit_outcome(
            s.db,
            stored_outcomes.list_outcomes(s.db)[0].id,
            {"thresholds": {"small": {"value": {"one": 1, "two": 2}[w], "source": w}}},
            by=s.require_reviewer(),
        ),
    ),
    "reviewer name": (nothing, lambda s, w: handles.name_reviewer(s, "anna", f"Anna {w}")),
    "reviewer handle": (nothing, lambda s, w: handles.rename_reviewer(s, "cara", f"cara-{w}")),
    "review blind": (nothing, lift),
    "distinct_pair": (nothing, lambda s, w: duplicates.mark_distinct(s, STUDY, OTHER, w)),
    "allocation": (lambda s, _: allocation.allocate(s, [STUDY], to=["anna"]), ask_again),
    "characteristic": (nothing, lambda s, w: characteristics.characterise(s, STUDY, "country", w)),
    "finding": (add_outcome, lambda s, w: findings.record_finding(s, STUDY, DEATH, {"sentence": w})),
    "certainty_rating": (
        add_outcome,
        lambda s, w: ratings.rate(s, DEATH, "imprecision", {"one": -1, "two": -2}[w], w, body=first_body(s)),
    ),
    "body_entry": (
        add_outcome,
        lambda s, w: body_entries.enter(s, DEATH, {"comment": w}, body=first_body(s)),
    ),
    "chosen_start": (add_outcome, lambda s, w: starts.choose_start(s, DEATH, "low", w, body=first_body(s))),
    "own_checklist": (lambda s, _: add_list(s), take_out_or_not),
    "protocol": (nothing, lambda s, w: protocol.write_protocol(s, "population", w)),
    "protocol question": (nothing, lambda s, w: protocol.write_protocol(s, "question", w)),
    "appraisal": (nothing, appraise),
    "preliminary": (
        lambda s, _: known_studies.assign(s, STUDY, "rob-2", reason="to try it"),
        lambda s, w: answers.answer(s, STUDY, "P1", {"one": "assignment", "two": "adhering"}[w]),
    ),
    "appraisal draft": (nothing, lambda s, w: answers.note(s, STUDY, "1.1", w)),
}
"""What two files can differ in: what both have before, and what each does."""


OWN = ("appraisal", "appraisal draft", "preliminary")
"""Cases of what is one person's alone, who works in two copies."""


def held(session: ReviewSession) -> dict[str, list[str]]:
    """Return what the review holds by table, without the history, what was decided, and when it changed."""
    beside = ("id", "changed_at", "rated_by", "rated_at")  # who decides has rated it
    left_out = ("event", "bare_event", "conflict", "place", "seal", "wording", "checklist_version")
    return {
        table: sorted(str({name: row[name] for name in row if name not in beside}) for row in rows)
        for table, rows in read_everything(session.db).items()
        if table not in left_out
    }


@pytest.mark.parametrize("case", CASES)
def test_a_decision_holds_and_loses_nothing(anna: ReviewSession, tmp_path: Path, case: str) -> None:
    """Whichever way it was decided, verify finds no fault, and revising brings back what stood before."""
    prepare, act = CASES[case]
    for name in ("bea", "cara"):
        handles.add_reviewer(anna, name, is_new=True)
    prepare(anna, "before")
    (tmp_path / "other").mkdir()
    copy = shutil.copy(anna.db.location, tmp_path / "other" / "review.db")
    with open_review(str(copy), "anna" if case in OWN else "bea") as other:
        act(anna, "one")
        act(other, "two")
        merge(anna, other, contents=True)
        waiting, stood = decide.list_conflicts(anna), held(anna)
        assert waiting
        assert () == verify(anna.db.location).faults
        for line in waiting:
            decided = {}
            for keep in ("other", "here", "other"):
                now = decide.decide(anna, line.id, keep, "because")
                assert () == verify(anna.db.location).faults
                assert held(anna) == decided.setdefault(keep, held(anna))
                assert {line.here, line.other} == {now.here, now.other}
            assert decided["here"] == stood != decided["other"]
            stood = decided["other"]
        merge(other, anna, contents=True)
        assert () == verify(other.db.location).faults
        assert [] == decide.list_conflicts(other)


def test_whatever_can_differ_is_tried() -> None:
    """Each kind of row that a merge compares is among the cases."""
    kinds = {*ROW_FACTS, *_FIXED, SHARED_PRELIMINARY, "protocol", conflicts.APPRAISAL}
    assert kinds == {case.partition(" ")[0] for case in CASES}


def test_the_titles_of_two_reviews_that_became_one_are_decided(anna: ReviewSession, tmp_path: Path) -> None:
    """Only a review that was begun apart has another title: none is changed later."""
    path, titles = str(tmp_path / "apart.db"), ["Warm sand", settings.review_title(anna)]
    create_review(path, title=titles[0], reviewer="bea").close()
    with open_review(path, "bea") as apart:
        for session, other in ((anna, apart), (apart, anna)):
            merge_files(session, [Path(other.db.location)], other_review=True)
            (line,) = decide.list_conflicts(session)
            assert "the title of the review" == line.what
            assert {line.here_value, line.other_value} == set(titles)
            assert () == verify(session.db.location).faults
        (line,) = decide.list_conflicts(anna)
        for keep in ("other", "here", "other"):
            decide.decide(anna, line.id, keep)
            assert {"here": line.here_value, "other": line.other_value}[keep] == settings.review_title(anna)
            assert () == verify(anna.db.location).faults
        merge(apart, anna)
        assert [] == decide.list_conflicts(apart)
        assert line.other_value == settings.review_title(apart)
        assert () == verify(apart.db.location).faults


def test_what_a_duplicate_is_of_and_where_its_texts_are_is_asked_apart(
    anna: ReviewSession, tmp_path: Path
) -> None:
    """Both are cases above; here it is held that each is asked, so that neither is tried by name alone."""
    copy = shutil.copy(anna.db.location, tmp_path / "copy.db")
    with open_review(str(copy), "bea") as other:
        for session, word in ((anna, "one"), (other, "two")):
            CASES["study merged_into"][1](session, word)
        merge(anna, other)
    assert {"the duplicate", "the study that it belongs to"} == {
        line.what for line in decide.list_conflicts(anna)
    }
