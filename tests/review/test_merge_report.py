"""A merge says whatever it changes, and nothing is changed of which it says that nothing is different."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.conftest import LISTED, STUDY, add_checklist
from tests.review.test_decisions_of_each_kind import CASES, OTHER
from tests.review.test_merging import merge
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify import verify as checking
from workbench.review.reviewers import allocation, handles, remarks
from workbench.review.session import ReviewSession, create_review, open_review
from workbench.review.studies import exclusion


@pytest.fixture
def bea(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """A copy of anna's file, with bea at work."""
    handles.add_reviewer(anna, "bea", is_new=True)
    with open_review(str(shutil.copy(anna.db.location, tmp_path / "bea.db")), "bea") as session:
        yield session


def told(session: ReviewSession, other: ReviewSession) -> list[str]:
    """Merge another file, and return what that says."""
    return [f"{line.kind}: {line.study} {line.detail}" for line in merge(session, other).lines]


SAYS = {
    "study design": f"changed: {STUDY} design, design confirmed by",
    "reviewer name": "changed:  the name of anna: 'Anna two'",
    "review blind": "changed:  appraisals are not blind any more",
    "distinct_pair": f"new: {OTHER} said to be another study than {STUDY}",
    "characteristic": f"changed: {STUDY} the characteristics",
    "certainty_rating": "new:  cohort-high Imprecision of Death",
}
"""Of what two files can differ in, what a merge says of it."""


@pytest.mark.parametrize("case", SAYS)
def test_a_merge_says_what_it_changes(anna: ReviewSession, bea: ReviewSession, case: str) -> None:
    """Also where no study, outcome, finding or appraisal is different."""
    prepare, act = CASES[case]
    prepare(bea, "before")
    merge(anna, bea)
    act(bea, "two")
    assert [SAYS[case]] == told(anna, bea)


def test_a_merge_says_who_is_asked_what_and_who_commented(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Requests to appraise, comments and checklists of the team, and what of it was taken back."""
    allocation.allocate(bea, [STUDY], to=["anna"])
    remarks.write_remark(bea, OTHER, "look at the funding")
    add_checklist(bea, tmp_path, LISTED, OTHER)
    assert [
        "new:  the checklist listed 1.0",
        f"changed: {OTHER} checklist",
        f"new: {OTHER} comment of bea",
        f"new: {STUDY} anna is asked to appraise it",
    ] == told(anna, bea)
    allocation.allocate(bea, [STUDY], take_from=["anna"])
    assert [f"changed: {STUDY} anna is not asked any more"] == told(anna, bea)


def test_a_merge_says_how_the_other_file_decided(anna: ReviewSession, bea: ReviewSession) -> None:
    """Also where the value that stands is the one that was kept."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(bea, STUDY, "an erratum")
    merge(anna, bea)
    merge(bea, anna)
    (line,) = decide.list_conflicts(bea)
    decide.decide(bea, line.id, "here")
    assert [f"changed: {STUDY} the exclusion: bea kept 'an erratum', not 'a letter'"] == told(anna, bea)
    merged = merge(bea, anna)
    assert ((), True, "no entry is different: steps of the history and seals came in") == (
        merged.lines,
        merged.changed,
        merged.without_lines,
    )
    assert "nothing is different" == merge(bea, anna).without_lines


def test_a_merge_says_that_a_decision_was_revised(anna: ReviewSession, bea: ReviewSession) -> None:
    """As it says the first one: who kept what, and not what."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(bea, STUDY, "an erratum")
    merge(anna, bea)
    merge(bea, anna)
    (line,) = decide.list_conflicts(bea)
    decide.decide(bea, line.id, "here")
    merge(anna, bea)
    decide.decide(bea, line.id, "other")
    assert f"changed: {STUDY} the exclusion: bea kept 'a letter', not 'an erratum'" in told(anna, bea)


def test_what_a_merge_leaves_to_decide_stands_first(anna: ReviewSession, bea: ReviewSession) -> None:
    """Before all that is new, however much that is."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(bea, STUDY, "an erratum")
    remarks.write_remark(bea, OTHER, "look at the funding")
    kinds = [line.kind for line in merge(anna, bea).lines]
    assert "to decide" == kinds[0]
    assert {"new"} <= set(kinds[1:])


def test_verify_holds_where_two_files_asked_different_people(anna: ReviewSession, bea: ReviewSession) -> None:
    """A merge joins whom both asked; the step of one file says nothing of those whom the other asked."""
    handles.add_reviewer(anna, "cleo", is_new=True)
    merge(bea, anna)
    allocation.allocate(anna, [STUDY], to=["cleo"])
    allocation.allocate(bea, [STUDY], to=["anna"])
    merge(anna, bea)
    assert [] == [fault.about for fault in checking.verify(anna.db.location).faults]
    allocation.allocate(anna, [STUDY], take_from=["cleo"])
    assert [] == [fault.about for fault in checking.verify(anna.db.location).faults]


@pytest.mark.parametrize("asks_first", [True, False])
def test_verify_holds_where_two_reviews_were_made_apart(tmp_path: Path, *, asks_first: bool) -> None:
    """One of them has no question; neither its title nor that it is empty makes a fault."""
    questions = ["Does it work?", ""] if asks_first else ["", "Does it work?"]
    paths = [str(tmp_path / f"{name}.db") for name in ("anna", "ben")]
    for path, name, question in zip(paths, ("anna", "ben"), questions, strict=True):
        create_review(path, title=f"Of {name}", question=question, reviewer=name).close()
    with open_review(paths[0], "anna") as anna, open_review(paths[1], "ben") as ben:
        for here, other in ((anna, ben), (ben, anna)):
            merge_files(here, [Path(other.db.location)], other_review=True)
            assert [] == [fault.about for fault in checking.verify(here.db.location).faults]
