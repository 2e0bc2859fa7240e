"""A review of many designs, each study with its own instrument, from appraisal to tables and certainty."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists import Checklist, find_checklist, judge
from tests.cli.conftest import Run

INSTRUMENTS = {
    "trial2020": "rob-2",
    "cohort2020": "robins-i-v2",
    "stars2020": "nos-cohort",
    "control2020": "nos-case-control",
    "survey2020": "jbi-cross-sectional",
    "scan2020": "quadas-3",
    "meta2020": "amstar-2",
    "series2020": "case-series",
    "surgery2020": "minors",
}
"""By key of the study the checklist that it is judged with."""


@pytest.fixture
def appraised(ran: Run) -> Run:
    """A review of nine studies that anna and bea have appraised and submitted; with anna at work."""

    def as_(handle: str) -> Run:
        return lambda *words: ran("--db", "review.db", "--reviewer", handle, *words)

    anna = as_("anna")
    assert 0 == anna("init", "--title", "Many designs").code
    for key, name in INSTRUMENTS.items():
        Path(f"{key}.txt").write_text(f"A study called {key}\n\nSmith A.\n\nAbstract\nPeople were seen.\n")
        added = anna("add", f"{key}.txt")
        assert 0 == added.code, added.err
        (study,) = [each for each in anna("studies", "--format", "json").json if key in each["title"]]
        assert 0 == anna("edit", study["key"], "--key", key).code
        assert 0 == anna("assign", key, name, "--reason", "its instrument").code
        for handle in ("anna", "bea"):
            appraise(as_(handle), key, find_checklist(name), good=handle == "anna")
    return anna


def appraise(run: Run, key: str, checklist: Checklist, *, good: bool) -> None:
    """Fill in what comes before the items, answer them all, judge what the rules ask for, and submit."""
    codes: dict[str, str] = {}
    for preliminary in checklist.preliminaries:
        if preliminary.required and not preliminary.only_if:
            value = preliminary.options[0] if preliminary.options else "survival"
            assert 0 == run("answer", key, preliminary.id, value).code
            if preliminary.options:
                codes[preliminary.id] = value
    while unanswered := judge(checklist, codes).unanswered:
        item = unanswered[0]
        offered = [code for code in checklist.codes(item) if code != "NA"]
        wanted = [code for code in offered if checklist.tone(item, code) == ("good" if good else "poor")]
        codes[item] = (wanted or offered)[0]
        assert 0 == run("answer", key, item, codes[item]).code
    levels: dict[str, str] = {}
    while waiting := judge(checklist, codes, overrides=levels).to_judge:
        target = getattr(waiting[0], "target", "") or getattr(waiting[0], "id", "")
        levels[target] = waiting[0].ask[0]
        assert 0 == run("override", key, target, levels[target], "--reason", "as judged").code
    done = run("submit", key)
    assert 0 == done.code, done.err


def test_a_review_of_many_designs_goes_all_the_way(appraised: Run) -> None:
    """Tables, figures, agreement, certainty and exports hold every study with its own instrument."""
    for table in ("appraisal", "traffic-light", "summary", "answers", "characteristics"):
        for fmt in ("text", "json", "csv", "latex"):
            done = appraised("table", table, "--of", "all", "--format", fmt)
            assert 0 == done.code, (table, fmt, done.err)
    rows = appraised("table", "appraisal", "--of", "all", "--format", "json").json
    assert 2 * len(INSTRUMENTS) == len(rows)
    expected = {f"{name} {find_checklist(name).version}" for name in INSTRUMENTS.values()}
    assert expected == {row["checklist"] for row in rows}
    reports = appraised("agreement", "--format", "json").json
    assert set(INSTRUMENTS.values()) == {report["checklist_id"] for report in reports}
    for key, name in INSTRUMENTS.items():
        drawn = appraised("plot", "traffic-light", "-o", f"{name}.svg", "--checklist", name)
        assert drawn.code in (0, 3), (name, drawn.err)
        assert 0 == appraised("compare", key).code
    assert 0 == appraised("outcomes", "add", "Survival", "--time", "90 days", "--importance", "9").code
    numbers = ("--events-treatment", "3", "--total-treatment", "10")
    numbers += ("--events-comparison", "5", "--total-comparison", "10")
    for key in INSTRUMENTS:
        done = appraised("finding", key, "Survival", *numbers)
        assert 0 == done.code, done.err
    told = appraised("certainty", "--format", "json")
    assert 0 == told.code, told.err
    assert set(INSTRUMENTS) == {key for body in told.json for key in body["studies"]}
    assert all(body["start"] or body["start_because"] for body in told.json)
    assert 0 == appraised("report", "-o", "report.html").code
    for kind, file in (("review", "whole.zip"), ("long", "long.csv")):
        done = appraised("export", "--as", kind, "-o", file)
        assert 0 == done.code, done.err
