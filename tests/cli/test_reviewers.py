"""Who works in a review: new handles, mistyped ones, names and renames."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.review.reviewers.handles import nearest

STUDY = "sugino2023"


@pytest.fixture
def as_anna(ran: Run) -> Run:
    """The example review in which anna has answered one item."""
    assert 0 == ran("demo", "review.db").code
    done = ran("--db", "review.db", "--reviewer", "anna", "answer", STUDY, "1.1", "Y")
    assert "anna is a reviewer of this review from now on." in done.err
    return lambda *words: ran("--db", "review.db", "--reviewer", "anna", *words)


def handles_of(run: Run) -> list[str]:
    """The handles of the known reviewers."""
    return [row["handle"] for row in run("reviewer", "--format", "json").json]


def test_a_new_handle_is_accepted_and_named_once(as_anna: Run, ran: Run) -> None:
    """Where nothing was written, nobody became a reviewer; the example's own entries are nobody's."""
    bea = ["--db", "review.db", "--reviewer", "bea"]
    assert "" == ran(*bea, "studies").err
    assert ["anna"] == handles_of(as_anna)
    assert "bea is a reviewer of this review from now on." in ran(*bea, "answer", STUDY, "1.1", "N").err
    assert "from now on" not in ran(*bea, "answer", STUDY, "1.2", "N").err
    assert ["anna", "bea"] == handles_of(as_anna)


@pytest.mark.parametrize("handle", ["ana", "Ana", "annna", "anan", "\u0430nna", "ann\u03b1"])
def test_a_mistyped_handle_becomes_nobody(as_anna: Run, ran: Run, handle: str) -> None:
    """Nearly a known one, or one in look-alike letters of another script: refused, whatever the verb."""
    for verb in (["answer", STUDY, "1.1", "N"], ["studies"]):
        refused = ran("--db", "review.db", "--reviewer", handle, *verb)
        assert (4, "") == (refused.code, refused.out)
        assert "looks like anna: pass --reviewer anna, or --new-reviewer too" in refused.err
        assert 1 == refused.err.count("\n")
    assert ["anna"] == handles_of(as_anna)


def test_somebody_new_with_a_similar_handle_says_so_once(as_anna: Run, ran: Run) -> None:
    """From then on the handle is known."""
    ana = ["--db", "review.db", "--reviewer", "ana"]
    told = ran(*ana, "--new-reviewer", "studies")
    assert (0, True) == (told.code, "ana is a reviewer of this review from now on." in told.err)
    assert 0 == ran(*ana, "answer", STUDY, "1.1", "N").code
    assert ["ana", "anna"] == handles_of(as_anna)


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_a_new_handle_is_asked_about(
    as_anna: Run, ran: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, nothing is done; agreed, the handle is known."""
    answers = iter("ny")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(answers))
    bea = ["--db", "review.db", "--reviewer", "bea", "answer", STUDY, "1.1", "N"]
    refused = ran(*bea)
    assert (1, True) == (refused.code, "bea is not a reviewer of this review yet (anna)." in refused.err)
    assert ["anna"] == handles_of(as_anna)
    assert 0 == ran(*bea).code
    assert ["anna", "bea"] == handles_of(as_anna)


@pytest.mark.parametrize(
    ("handle", "known", "found"),
    [
        ("ann", "bea", ""),
        ("cara", "ana", ""),
        ("ab", "ac", ""),
        ("ann", "ana", "ana"),
        ("rev2", "rev1", ""),
        ("rev01", "revo1", "revo1"),
        ("anna2", "anna", ""),
        ("katharina", "katarina", "katarina"),
        ("jose", "jos\u00e9", "jos\u00e9"),
        ("kathrin", "kathleen", ""),
    ],
)
def test_what_counts_as_a_slip(handle: str, known: str, found: str) -> None:
    """At most two letters, and fewer than stay; initials and numbers are meant as they are."""
    assert found == nearest(handle, [known])


def test_a_renamed_reviewer_keeps_everything(as_anna: Run, ran: Run) -> None:
    """Answers, history and blindness follow; the handle before still works; the history is not altered."""
    bea = ["--db", "review.db", "--reviewer", "bea"]
    assert 0 == ran(*bea, "answer", STUDY, "1.1", "N").code
    before = sqlite3.connect("review.db").execute("SELECT id, reviewer, hash FROM event").fetchall()
    assert 0 == as_anna("reviewer", "rename", "bea", "beatrix").code
    after = sqlite3.connect("review.db").execute("SELECT id, reviewer, hash FROM event").fetchall()
    assert set(before) < set(after)
    assert 0 == as_anna("reviewer", "name", "beatrix", "Bea Trix").code
    told = ran(*bea, "show", STUDY, "--format", "json")
    (line,) = [line for line in told.json["appraisals"] if line["reviewer"] == "beatrix"]
    assert (1, "bea is called beatrix by now.\n") == (line["answered"], told.err)
    assert "" == ran(*bea, "show", STUDY, "--format", "json").err, "it is said once"
    seen = as_anna("show", STUDY, "--format", "json").json["appraisals"]
    assert [] == [row for row in seen if row["reviewer"] != "anna"]
    rows = as_anna("reviewer", "--format", "json").json
    assert {"handle": "beatrix", "name": "Bea Trix", "former": ["bea"]} == rows[1]
    own = [row for row in ran(*bea, "history", "--format", "json").json if row["action"] == "answer"]
    assert {"beatrix"} == {row["reviewer"] for row in own}


def test_work_of_a_renamed_reviewer_stays_hidden(as_anna: Run, ran: Run) -> None:
    """Comments and ratings are withheld by handle, and a rename must not bring them to light."""
    bea = ["--db", "review.db", "--reviewer", "bea"]
    assert 0 == ran(*bea, "answer", "yamakawa2025", "1.1", "WN").code
    rating = ("certainty", "survival", "risk_of_bias", "-2", "--body", "cohort-high", "--reason", "a secret")
    assert 0 == ran(*bea, *rating).code
    assert 0 == as_anna("answer", "yamakawa2025", "1.1", "WN").code
    for step in ([], ["reviewer", "rename", "bea", "beatrix"]):
        if step:
            assert 0 == as_anna(*step).code
        for verb in (
            ["history"],
            ["certainty"],
            ["export", "-o", "out.zip", "--as", "review", "--visible-only"],
        ):
            told = as_anna(*verb)
            assert (0, False) == (told.code, "a secret" in told.out)
        assert 0 == ran("--db", "copy.db", "import", "out.zip").code
        assert "a secret" not in ran("--db", "copy.db", "--reviewer", "anna", "history").out
        for file in ("copy.db", "out.zip"):
            Path(file).unlink()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("rename", "nobody", "dora"), 3, "nobody here has the handle 'nobody'"),
        (("rename", "bea", "anna"), 4, "anna is or was the handle of anna"),
        (("rename", "bea", "consensus"), 2, "stands for what reviewers agree on"),
        (("rename", "bea", "b e a"), 2, "does not do"),
        (("rename", "bea", "BEA"), 4, "make no difference"),
        (("name", "nobody", "N"), 3, "nobody here"),
        (("add", "Anna"), 4, "is or was the handle of anna"),
        (("add", "annna"), 4, "add --new-reviewer if it is somebody else"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    as_anna: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    """Nothing changes then."""
    assert 0 == as_anna("reviewer", "add", "bea").code
    done = as_anna("reviewer", *words)
    assert (code, True, 1) == (done.code, told in done.err, done.err.count("\n"))
    assert ["anna", "bea"] == handles_of(as_anna)
