"""What a decision after a merge changed is told by `updates`, when it was decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all
from tests.review.test_merging import merge
from workbench.review.appraisals import submission
from workbench.review.documents import attach, replace
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import handles
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import duplicates, known_studies
from workbench.review.updates.updates import updates


@pytest.fixture
def bea(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """A copy of anna's file in which a study has a supplement, with bea at work."""
    handles.add_reviewer(anna, "bea", is_new=True)
    put_text(anna, tmp_path, "first.txt")
    with open_review(str(shutil.copy(anna.db.location, tmp_path / "bea.db")), "bea") as session:
        yield session


FEVER = "Ten days of fever. She was well after 20 days.\n"


def put_text(
    session: ReviewSession, folder: Path, name: str, kind: str = "supplement", words: str = FEVER
) -> None:
    """Attach a text."""
    path = folder / name
    path.write_text(words, encoding="utf-8")
    attach.attach(session, STUDY, [path], kind=kind)


def submit(session: ReviewSession) -> None:
    """Appraise the study; what comes later asks for another look."""
    answer_all(session)
    submission.submit(session, STUDY)


def take_other(session: ReviewSession, what: str) -> None:
    """Decide for the value that waits."""
    (line,) = [line for line in decide.list_conflicts(session) if what in line.what]
    decide.decide(session, line.id, "other")


def told(session: ReviewSession, group: str) -> list[tuple[str, str]]:
    """Return study and words of the lines of a group."""
    return [(line.study, line.what) for line in updates(session).lines if line.group == group]


def test_a_text_that_a_decision_withdrew_asks_for_another_look(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """Bea withdrew it before anna submitted; anna took her withdrawal back, and decides for bea's after."""
    replace.withdraw_document(bea, STUDY, "first.txt", "of another patient")
    replace.withdraw_document(anna, STUDY, "first.txt", "a slip")
    replace.restore_document(anna, STUDY, "first.txt")
    merge(anna, bea)
    submit(anna)
    assert [] == told(anna, "look again")
    take_other(anna, "taken out")
    ((study, what),) = told(anna, "look again")
    assert STUDY == study
    assert "first.txt was withdrawn on" in what
    assert "of another patient" in what
    (line,) = decide.list_decided(anna)
    decide.decide(anna, line.id, "here")
    assert [] == told(anna, "look again")
    assert () == verify(anna.db.location).faults


def test_what_a_text_is_called_after_a_decision_is_told(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Its kind and its name: nothing must be judged anew, and it stands among what changed."""
    for session, kind in ((anna, "protocol"), (bea, "full_text")):
        put_text(session, tmp_path, f"{kind}.txt", kind, words="One more text, of 30 patients.\n")
    merge(anna, bea)
    submit(anna)
    decided = [line.what for line in decide.list_conflicts(anna)]
    for what in decided:
        take_other(anna, what)
    assert [] == told(anna, "look again")
    changed = told(anna, "changed")
    assert 2 == len(decided) == len(changed)
    assert {
        (STUDY, "full_text.txt is called protocol.txt now"),
        (STUDY, "full_text.txt: kind: full text → protocol"),
    } == set(changed)


def test_a_text_that_a_decision_moved_asks_for_another_look(anna: ReviewSession, bea: ReviewSession) -> None:
    """Two files merged one duplicate into two studies; the texts go to the study that is decided for."""
    twice, elsewhere = [row.key for row in known_studies.rows(anna) if row.key != STUDY][:2]
    duplicates.merge(bea, STUDY, twice, "the same patients")
    duplicates.merge(anna, elsewhere, twice, "the same patients")
    merge(anna, bea)
    submit(anna)
    assert [] == told(anna, "look again")
    for line in decide.list_conflicts(anna):
        decide.decide(anna, line.id, "other")
    again = [what for study, what in told(anna, "look again") if study == STUDY]
    assert any(" came to it on " in what for what in again)
    assert [] == [line for line in told(anna, "changed") if line[0] == elsewhere]
    assert [f"merged into {STUDY} as a duplicate"] == [
        what.partition(":")[0] for study, what in told(anna, "changed") if study == twice
    ]
    assert () == verify(anna.db.location).faults
