"""Two people on two laptops, each with settings of their own, walk the way of docs/two-laptops.md."""

from __future__ import annotations

import html
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.review.conftest import scripted
from workbench.review.exchange.verify.independence_status import UNCHECKED
from workbench.review.session import open_review
from workbench.review.studies import known_studies


class Laptop:
    """A settings folder, a reviewer and a file."""

    def __init__(self, run: Run, patch: pytest.MonkeyPatch, folder: Path, reviewer: str) -> None:
        self._run, self._patch, self._home = run, patch, folder / f"home of {reviewer}"
        self.reviewer, self.file = reviewer, f"{reviewer}.db"

    def __call__(self, *args: str) -> Ran:
        """Run a command that must succeed."""
        self._patch.setenv("XDG_CONFIG_HOME", str(self._home))
        ran = self._run("--db", self.file, "--reviewer", self.reviewer, *args)
        assert 0 == ran.code, ran.err
        return ran

    def appraise(self, *, but: str = "") -> None:
        """Appraise all studies by rote."""
        self._patch.setenv("XDG_CONFIG_HOME", str(self._home))
        with open_review(self.file, self.reviewer) as session:
            for row in known_studies.rows(session):
                if row.key != but:
                    scripted(session, row.key)


@pytest.fixture
def laptops(ran: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Laptop, Laptop]:
    """Anna with the example review, and Ben with the handout that she made for him."""
    anna, ben = (Laptop(ran, monkeypatch, tmp_path, name) for name in ("anna", "ben"))
    anna("demo")
    anna("handout", "--to", "ben", "-o", "ben.db")
    return anna, ben


def test_the_five_studies_on_two_laptops(laptops: tuple[Laptop, Laptop]) -> None:
    """Handed out, appraised apart, seals and files exchanged, compared, and settled on both laptops."""
    anna, ben = laptops
    for laptop in laptops:
        laptop.appraise()
        laptop("seal", "-o", f"{laptop.reviewer}.seals")
    anna("merge", "ben.seals")
    ben("merge", "anna.seals")
    anna("export", "-o", "anna.zip")
    ben("merge", "anna.zip")
    merged = anna("merge", "ben.db")
    assert 5 == merged.out.count("appraisal of ben, submitted")
    numbers = [laptop("agreement", "--format", "json").json for laptop in laptops]
    assert numbers[0] == numbers[1]
    study = anna("compare", "sugino2023", "--format", "json").json
    for target in study["unresolved"]:
        anna("reconcile", "sugino2023", target, "=ben", "--reason", "read again together")
    anna("reconcile", "sugino2023", "--finish")
    assert "consensus, submitted" in ben("merge", "anna.db").out
    assert "nothing was changed" in ben("merge", "anna.db").err
    assert "submitted" in ben("compare", "sugino2023").out
    for laptop in laptops:
        assert "5 pairs sealed before exchange" in laptop("verify").out


def test_what_is_said_of_independence_without_verify_says_so(laptops: tuple[Laptop, Laptop]) -> None:
    """Sentences, table and report read the history, and do not claim that it holds."""
    anna, _ = laptops
    assert "" == anna("methods").err
    for laptop in laptops:
        laptop.appraise()
    anna("merge", "ben.db")
    with closing(sqlite3.connect(anna.file)) as connection, connection:
        connection.execute("UPDATE answer SET note = 'forged'")
    told = anna("methods", "--facts")
    assert UNCHECKED in told.err
    assert 1 == told.err.count("\n")
    assert UNCHECKED not in told.out
    assert "not checked here: `workbench verify` checks them" in " ".join(told.out.split())
    assert UNCHECKED in " ".join(anna("table", "independence").out.split())
    anna("report", "-o", "report.html")
    assert 2 == html.unescape(Path("report.html").read_text()).count(UNCHECKED)


def test_nothing_of_an_open_place_comes_in(laptops: tuple[Laptop, Laptop]) -> None:
    """Who has not submitted a study that was begun is told that something waits, and not what."""
    anna, ben = laptops
    anna("answer", "sugino2023", "1.1", "NI")
    ben.appraise()
    merged = anna("merge", "ben.db")
    assert "left out" in merged.out
    assert "submit yours first" in merged.out
    assert "appraisal of ben" not in "".join(
        line for line in merged.out.splitlines() if "sugino2023" in line and "new" in line
    )


def test_conflicts_are_listed_and_decided(laptops: tuple[Laptop, Laptop]) -> None:
    """The two values stand in a table, and one of them is kept by its id."""
    anna, ben = laptops
    anna("edit", "sugino2023", "--title", "One title")
    ben("edit", "sugino2023", "--title", "Another title")
    assert "conflicts" in anna("merge", "ben.db").err
    (line,) = anna("conflicts", "--format", "json").json
    assert ("sugino2023", "'Another title'", "'One title'") == (line["study"], line["here"], line["other"])
    anna("conflicts", "decide", line["id"], "other", "--reason", "as printed")
    assert [] == anna("conflicts", "--format", "json").json
    ben("merge", "anna.db")
    assert "One title" in ben("show", "sugino2023").out
    for laptop in laptops:
        laptop("verify")


def test_a_decision_is_listed_and_revised(laptops: tuple[Laptop, Laptop], ran: Run) -> None:
    """By the same id, and it reaches the other laptop; the same decision again is a conflict."""
    anna, ben = laptops
    anna("edit", "sugino2023", "--title", "One title")
    ben("edit", "sugino2023", "--title", "Another title")
    anna("merge", "ben.db")
    assert "nothing was decided" in anna("conflicts", "--decided").out
    (line,) = anna("conflicts", "--format", "json").json
    told = anna("conflicts", "decide", line["id"], "other").err
    assert f"`workbench conflicts decide {line['id']} here` would take 'Another title' instead" in told
    (decided,) = anna("conflicts", "--decided", "--format", "json").json
    assert line | {"decision": "other", "decided_by": "anna"} == decided
    assert 4 == ran("--db", "anna.db", "--reviewer", "anna", "conflicts", "decide", line["id"], "other").code
    anna("conflicts", "decide", line["id"], "here", "--reason", "the erratum")
    ben("merge", "anna.db")
    for laptop in laptops:
        assert "Another title" in laptop("show", "sugino2023").out
        assert " anna " in laptop("conflicts", "--decided").out
        assert "the erratum" in laptop("history", "sugino2023").out
        laptop("verify")


@pytest.mark.parametrize("is_early", [True, False])
def test_contents_that_came_to_a_third_person_by_another_machine_count(
    laptops: tuple[Laptop, Laptop], ran: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_early: bool
) -> None:
    """What Cara merges from Anna's second machine left before or after the seals of Ben had come."""
    anna, ben = laptops
    cara = Laptop(ran, monkeypatch, tmp_path, "cara")
    anna("handout", "--to", "cara", "-o", "cara.db")
    for laptop in laptops:
        laptop.appraise()
        laptop("seal", "-o", f"{laptop.reviewer}.seals")
    early = shutil.copy("anna.db", "early.db")
    anna("merge", "ben.seals")
    ben("merge", "anna.seals")
    second = Laptop(ran, monkeypatch, tmp_path / "second", "anna")
    second.file = early if is_early else shutil.copy("anna.db", "late.db")
    second("comment", "sugino2023", "Written on the second machine.")
    cara("merge", second.file)
    cara("merge", "ben.db")
    anna("merge", "ben.db")
    cara("merge", "anna.db")
    told = cara("verify").out
    assert ("5 pairs sealed, exchanged in part" if is_early else "5 pairs sealed before exchange") in told


def test_contents_given_away_from_another_machine_count(
    laptops: tuple[Laptop, Laptop], ran: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who exports on a second machine before the seals came did not seal before the exchange."""
    anna, ben = laptops
    for laptop in laptops:
        laptop.appraise()
        laptop("seal", "-o", f"{laptop.reviewer}.seals")
    Laptop(ran, monkeypatch, tmp_path / "second", "anna")("export", "-o", "early.zip")
    anna("merge", "ben.seals")
    ben("merge", "anna.seals")
    ben("merge", "anna.db")
    anna("merge", "ben.db")
    assert "5 pairs sealed before exchange" not in anna("verify").out


def test_another_handle_than_a_handout_was_made_for(
    laptops: tuple[Laptop, Laptop], ran: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is asked about before it makes a third person; as ben, renamed, he is who his seals say he is."""
    anna, ben = laptops
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home of robert"))
    refused = ran("--db", "ben.db", "--reviewer", "robert", "studies")
    assert (4, True) == (refused.code, "was handed out to ben" in refused.err)
    ben("reviewer", "rename", "ben", "robert")
    ben.reviewer = "robert"
    ben.appraise()
    ben("seal", "-o", "ben.seals")
    anna.appraise()
    anna("merge", "ben.seals")
    anna("merge", "ben.db")
    people = [row["handle"] for row in anna("reviewer", "--format", "json").json]
    assert ["anna", "robert"] == people


def test_hints_name_the_review_and_quote_its_path(ran: Run) -> None:
    """They can be pasted into a shell, also where a folder has a space in its name."""
    Path("our review").mkdir()
    named = ("--db", "our review/review.db", "--reviewer", "anna")
    assert "`workbench --db 'our review/review.db' add PATH…`" in ran(*named, "init", "--title", "T").err
    for target, hint in (
        ("our review/ben.db", "`workbench --db 'our review/ben.db' --reviewer ben`"),
        ("our review/ben.zip", "import 'our review/ben.zip'`"),
    ):
        assert hint in ran(*named, "handout", "--to", "ben", "-o", target).err
