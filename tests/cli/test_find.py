"""``workbench find``: words in the texts of all studies."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_places_are_listed_with_their_line(as_ana: Run) -> None:
    """With study, document and the place in the stored text."""
    (row,) = as_ana("find", "LEFT the hospital", "--format", "json").json
    assert row["study"].startswith("ono")
    assert ("case.txt", row["start"] + 17) == (row["document"], row["end"])
    assert "She left the hospital after 20 days" in row["text"]
    assert [row] == as_ana("find", "left the hospital", "--study", "ono", "--format", "json").json


def test_what_is_nowhere_is_said(as_ana: Run) -> None:
    """So is a study that is not there."""
    ran = as_ana("find", "wombat")
    assert 0 == ran.code
    assert "No text has these words." in ran.out + ran.err
    assert 3 == as_ana("find", "left", "--study", "nosuchstudy").code
    assert 2 == as_ana("find", " ").code
