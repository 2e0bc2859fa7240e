"""A small part of what the benchmarks of forks, kills and changes do, and that they can find faults."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.review.conftest import STUDY
from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from workbench.errors import UsageError
from workbench.review.exchange.merge import decide
from workbench.review.session import ReviewSession
from workbench.review.studies import edit_record

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import changes
import fork_actions
import fork_copies
import fork_draws
import fork_losses
import forks
import kills


def test_forks_hold(tmp_path: Path) -> None:
    """Any order gives the same, nothing is lost, dry runs tell what is left, killed merges change nothing."""
    bases = fork_copies.make_reviews(tmp_path)
    copies = fork_copies.make_copies(bases, 9, Random(3), tmp_path)
    assert [] == [line for number in (1, 2, 5) for line in forks.check_fork(number, copies, bases)]
    for number in range(6):
        first, *others = Random(f"plan {number}").sample(copies, 3)
        assert [] == list(forks.check_plan(first, [copy.path for copy in others]))
    # What is taken out of the merged rows is missed.
    fork = [copy for copy in copies if copy.rows["answer"]][:2]
    merged = forks.united(fork[0], [fork[1].rows])
    without = {**merged, "event": merged["event"][:-1], "answer": []}
    assert list(fork_losses.check_lost(fork, without))


def test_people_of_the_forks_decide_and_revise(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """Each is a step as a person would take it, and rows that contradict each other are no refusal."""
    for session in (anna, ben):
        edit_record.edit(session, STUDY, {"title": f"A title by {session.reviewer}"})
    merge(anna, ben)
    fork_draws.act(anna, Random(1), {fork_actions.decide_conflict: 1}, 1)
    (decided,) = decide.list_decided(anna)
    fork_draws.act(anna, Random(1), {fork_actions.revise_decision: 1}, 1)
    (revised,) = decide.list_decided(anna)
    assert {"here", "other"} == {decided.decision, revised.decision}

    def contradicts(session: ReviewSession, random: Random) -> None:
        raise UsageError("the two files contradict each other")

    with pytest.raises(UsageError):
        fork_draws.act(anna, Random(1), {contradicts: 1}, 1)


def test_a_killed_writer_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three kills; and a copy that lacks an acknowledged answer, or has half of one, is found."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    faults, told = kills.run(3, 1, tmp_path)
    assert not faults
    assert told.answers
    item, number = max(told.answers.items(), key=lambda pair: pair[1])
    path, codes = tmp_path / "copy.db", dict.fromkeys(told.answers, ("?",))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE answer SET code = '?' WHERE note LIKE 'step %'")
        connection.execute("UPDATE answer SET code = 'Y' WHERE note = ?", [f"step {number}"])
        connection.commit()
    path.rename(tmp_path / "changed.db")
    told.late = told.begun = ""
    found = list(kills.check_copy(tmp_path / "changed.db", told, codes))
    assert [f"torn: {item} "] == [line[: len(item) + 7] for line in found]


def test_changes_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one place all of them; with all hashes anew those that a signature or a kept seal shows."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    reviews = [changes.make_review(tmp_path / word, exchange=word == "seals") for word in ("seals", "none")]
    assert not any(changes.faults_of(records) for records, _ in reviews)
    assert not changes.change_plainly(reviews[0][0], 10, Random(1))
    assert not changes.forge_all(reviews, 6, Random(1))
