"""Whatever reads a review reads those of earlier versions too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import open_review
from store.outcomes import list_ratings
from tests.cli.conftest import Run

OLD = Path(__file__).parent.parent / "old_reviews"
READING = (
    ("studies",),
    ("outcomes",),
    ("certainty",),
    ("body",),
    ("history",),
    ("agreement",),
    ("methods",),
    ("doctor",),
    ("trace", "survival"),
    ("table", "characteristics"),
    ("table", "appraisal"),
    ("table", "traffic-light"),
    ("table", "summary"),
    ("table", "answers"),
    ("table", "findings"),
    ("table", "evidence-profile"),
    ("report", "-o", "report.html"),
)


@pytest.mark.parametrize("version", ["v0001", "v0002", "v0004", "v0012", "v0013", "v0015"])
def test_every_reading_verb_reads_an_old_review(
    ran: Run, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None meets a fault; `trace` says so where there is no such outcome."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    shutil.copy(OLD / f"{version}.db", "review.db")
    refused = {verb: made.err for verb in READING if (made := ran(*verb)).code}
    has_survival = version in ("v0002", "v0004")
    expected = {} if has_survival else {("trace", "survival"): refused.get(("trace", "survival"))}
    assert expected == refused
    assert "fault of the program" not in str(refused)


def test_an_export_of_an_earlier_version_is_read(ran: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who rated and who confirmed comes from its history, and all of it holds."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "bea")
    ran("import", str(OLD / "v0012.zip"))
    with open_review("review.db") as session:
        authors = {row.domain: (row.rated_by, row.confirmed_by) for row in list_ratings(session)}
    assert ("anna2", "bea") == authors["Imprecision"]
    assert ("anna2", None) == authors["Indirectness"]
    assert 0 == ran("verify").code


def test_an_export_from_before_volumes_is_read_and_merged(ran: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its studies have none; what is entered here stays when the file of before is merged again."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    assert 0 == ran("import", str(OLD / "v0015.zip")).code
    assert 0 == ran("edit", "norre2019", "--volume", "7", "--issue", "2", "--pages", "55-60").code
    shutil.copy(OLD / "v0015.db", "before.db")
    assert 0 == ran("merge", "before.db").code
    told = {study["key"]: study for study in ran("studies", "--format", "json").json}
    assert ("7", "2", "55-60") == tuple(told["norre2019"][name] for name in ("volume", "issue", "pages"))
    assert ("", "", "") == tuple(told["quill2021"][name] for name in ("volume", "issue", "pages"))
    assert 0 == ran("verify").code


def test_a_divided_body_says_what_a_newer_version_did(ran: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is among the last changes of the body that has the ratings now."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    shutil.copy(OLD / "v0004.db", "review.db")
    changes = [change for row in ran("certainty", "--format", "json").json for change in row["recently"]]
    assert any("made several bodies of one" in change for change in changes)
