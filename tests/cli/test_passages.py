"""``workbench passages``: what others than the study's authors wrote is told apart."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

SUMMARY = Path(__file__).parents[1] / "intake" / "fixtures" / "summary_above.txt"


def test_rows_say_what_is_second_hand(as_ana: Run) -> None:
    """In JSON by a field, for people beside the kind, with a note that explains the word."""
    assert 0 == as_ana("add", str(SUMMARY)).code
    rows = as_ana("passages", "itch", "1.2", "--format", "json").json
    assert rows
    assert {row["second_hand"] for row in rows} <= {True, False}
    item = next(
        item
        for item in ("1.1", "1.2", "2.1", "4.1", "5.1", "5.2")
        if any(row["second_hand"] for row in as_ana("passages", "itch", item, "--format", "json").json)
    )
    ran = as_ana("passages", "itch", item)
    assert "abstract, second-hand" in ran.out
    assert "others than the study's authors wrote it" in ran.out + ran.err


def test_judge_says_which_quotes_are_second_hand(as_ana: Run) -> None:
    """A summary above the abstract is not the authors' own word, also for programs."""
    assert 0 == as_ana("add", str(SUMMARY)).code
    found = [
        (item, row["text"])
        for item in ("1.1", "1.2", "2.1", "4.1", "5.1", "5.2")
        for row in as_ana("passages", "itch", item, "--format", "json").json
        if row["second_hand"]
    ]
    item, words = found[0]
    assert 0 == as_ana("answer", "itch", item, "PN", "--quote", words).code
    (quote,) = as_ana("judge", "itch", "--format", "json").json["quotes"]
    assert quote["second_hand"] is True
