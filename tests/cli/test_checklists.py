"""The catalogue on the command line, and the proof of definitions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

IDS = ["case-report", "case-series", "psm-cohort", "single-arm", "single-arm-covid"]
IDS += ["jbi-case-reports", "jbi-case-series", "jbi-cross-sectional"]
IDS += ["minors", "nos-case-control", "nos-cohort"]
IDS += ["amstar-2", "inspect-sr", "quadas-3", "rob-2", "robins-i-v2"]


@pytest.mark.parametrize("args", [["checklists"], ["checklists", "list"]])
def test_the_catalogue_is_listed(ran: Run, args: list[str]) -> None:
    """With and without the word; no review is needed."""
    assert sorted(IDS) == sorted(one["id"] for one in ran(*args, "--format", "json").json)


def test_one_checklist_is_shown_with_items_guidance_and_rules(ran: Run) -> None:
    """Text for people, JSON for programs, the source to start from."""
    text = ran("checklists", "show", "case-report").out
    for part in ("1.1  ", "Y PY PN N NI", "D1-R1", "otherwise", "Overall"):
        assert part in text
    shown = ran("checklists", "show", "case-report", "--format", "json").json
    assert ["D1", "1.1"] == [shown["domains"][0]["id"], shown["domains"][0]["items"][0]["id"]]
    assert "id: case-report" in ran("checklists", "show", "case-report", "--source").out


@pytest.mark.parametrize("fmt", ["csv", "tsv", "markdown", "html", "latex"])
def test_items_come_as_rows(ran: Run, fmt: str) -> None:
    """One an item."""
    assert "1.1" in ran("checklists", "show", "case-report", "--format", fmt).out


def test_an_unknown_checklist_is_not_found(ran: Run) -> None:
    """The message names those there are."""
    found = ran("checklists", "show", "case-reprt")
    assert 3 == found.code
    assert "case-report" in found.err


def test_the_built_in_definitions_pass(ran: Run) -> None:
    """A line each, with the number of combinations walked."""
    found = ran("checklists", "check", "case-report", "case-series")
    assert (0, 2) == (found.code, found.out.count("\n"))
    assert "580 combinations" in found.out


def test_forms_states_and_time_are_told(ran: Run) -> None:
    """How many forms there are, through how many states they were proved, and how long it took."""
    text = ran("checklists", "check", "case-report").out
    assert re.search(r"10,546,875,000 whole forms proved through \d{3} states in \d\.\d\d s$", text.strip())
    (row,) = ran("checklists", "check", "case-report", "--format", "json").json
    assert ("ok", 580, 30 * 125 * 125 * 150 * 150) == (row["status"], row["combinations"], row["forms"])
    assert 100 < row["states"] < 1000
    assert row["seconds"] > 0
    assert row["line"] is None


def test_a_broken_definition_is_refused_with_file_line_and_reason(ran: Run) -> None:
    """Every problem is a line; the exit code is 1; the other files are checked all the same."""
    source = ran("checklists", "show", "case-report", "--source").out
    Path("broken.yaml").write_text(
        source.replace("answer_set: standard", "answer_set: standrd", 1), encoding="utf-8"
    )
    found = ran("checklists", "check", "broken.yaml", "missing.yaml", "case-report")
    assert 1 == found.code
    broken, missing, fine = found.out.splitlines()
    assert broken.startswith("broken.yaml:")
    assert "standrd" in broken
    assert "missing.yaml" in missing
    assert "ok: 580" in fine
    rows = json.loads(ran("checklists", "check", "broken.yaml", "--format", "json").out)
    assert ["problem"] == [row["status"] for row in rows]
    line = next(
        number for number, text in enumerate(source.splitlines(), 1) if "answer_set: standard" in text
    )
    assert [line] == [row["line"] for row in rows]


def test_check_warns_of_a_design_that_no_study_has(as_ana: Run) -> None:
    """The file may be used, but would never be suggested; the nearest name is given."""
    as_ana("checklists", "new", "ours.yaml")
    text = Path("ours.yaml").read_text().replace("# applies_to: {design_class: [cross_sectional]}",
                                                 "applies_to: {design_class: [case_serie]}")  # fmt: skip
    Path("ours.yaml").write_text(text)
    done = as_ana("checklists", "check", "ours.yaml")
    assert (0, True) == (done.code, done.out.startswith("ours.yaml: ok"))
    assert (
        "warning: ours.yaml: applies_to.design_class: no study can have the design 'case_serie'" in done.err
    )
    assert 'did you mean "case_series"?' in done.err


def test_show_gives_the_points_of_answers(as_ana: Run) -> None:
    """As the total counts them, with the most that it can be; items that no total counts have none."""
    shown = as_ana("checklists", "show", "nos-cohort").out
    assert "points: A 1, B 1, C 0, D 0" in shown
    assert "at most" in shown
    assert "points:" not in as_ana("checklists", "show", "rob-2").out
