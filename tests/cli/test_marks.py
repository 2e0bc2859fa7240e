"""``workbench mark`` and ``marks``: the marks of the screens, for the command line."""

from __future__ import annotations

from tests.cli.conftest import Run

WORDS = "She left the hospital after 20 days"


def test_words_are_marked_listed_and_taken_away(as_ana: Run) -> None:
    """With the place in the stored document; nobody else sees them."""
    assert 0 == as_ana("mark", "ono", WORDS, "--note", "=how long?").code
    (row,) = as_ana("marks", "ono", "--format", "json").json
    shown = {name: row[name] for name in ("study", "text", "note", "flag")}
    assert {"study": row["study"], "text": WORDS, "note": "=how long?", "flag": ""} == shown
    assert row["study"].startswith("ono")
    assert row["end"] - row["start"] == len(WORDS)
    assert [row] == as_ana("marks", "--format", "json").json
    assert "'=how long?" in as_ana("marks", "--format", "csv").out
    assert [] == as_ana("--reviewer", "dora", "--new-reviewer", "marks", "--format", "json").json
    assert 0 == as_ana("mark", "ono", "left the hospital", "--remove").code
    assert [] == as_ana("marks", "--format", "json").json


def test_what_cannot_be_marked_is_refused_on_one_line(as_ana: Run) -> None:
    """With the way out."""
    ran = as_ana("mark", "ono", "words that stand nowhere")
    assert (2, 1) == (ran.code, ran.err.count("\n"))
    assert "these words are in no document" in ran.err
    ran = as_ana("mark", "ono", WORDS, "--remove")
    assert (3, 1) == (ran.code, ran.err.count("\n"))
    assert "workbench marks" in ran.err
    assert 2 == as_ana("mark", "ono", WORDS, "--remove", "--note", "x").code
    assert 3 == as_ana("marks", "nosuchstudy").code
