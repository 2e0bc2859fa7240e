"""Files for R and pandas: wide rows for meta-analyses, weights of robvis, NA answers; and PRISMA."""

from __future__ import annotations

import csv
import io
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checklists import find_checklist
from workbench.grade.numbers.study_estimate import StudyEstimate
from workbench.intake.appraisals.read import read_appraisals
from workbench.output.exports.long_form import NA_IN_ROWS, long_table, readable
from workbench.output.exports.meta import meta_table, starter_script
from workbench.output.exports.risk_of_bias import targets_of
from workbench.output.exports.robvis import words_in_plots
from workbench.output.render import render
from workbench.review.evidence import findings, outcomes
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.meta_export import on_model_scale
from workbench.review.tables.build import build_table
from workbench.review.view import View

COUNTS = {
    "treatment_events": "3",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
}


def with_counts(session) -> str:
    """Record two groups' counts of the first study, and return its key."""
    key = next(iter(View(session).included.values())).key
    outcomes.add_outcome(session, "Mud on boots", better="lower")
    findings.record_finding(session, key, "Mud on boots", COUNTS)
    return key


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def rows_of(session) -> list[dict[str, str]]:
    """The rows of the export."""
    return rows(build_export(session, ExportRequest(kind="meta")).files[""])


def test_a_row_has_counts_estimate_and_judgements_of_a_study_and_outcome(judged) -> None:
    """Under the names that metafor and meta know, with what models take beside what was printed."""
    key = with_counts(judged)
    export = build_export(judged, ExportRequest(kind="meta", name="mud.csv"))
    row = next(row for row in rows(export.files[""]) if row["outcome"] == "Mud on boots")
    assert (key, "3", "17", "9", "17", "RR", "counts") == tuple(
        row[name] for name in ("key", "event_e", "n_e", "event_c", "n_c", "measure", "estimate_source")
    )
    assert math.log(3 / 9) == pytest.approx(float(row["te"]))
    assert math.sqrt(1 / 3 - 1 / 17 + 1 / 9 - 1 / 17) == pytest.approx(float(row["se_te"]), rel=1e-6)
    assert row["overall"] in (
        "Low",
        "Some concerns",
        "Moderate",
        "High",
        "Serious",
        "Critical",
        "No information",
    )
    assert any(row[name] for name in row if name.startswith("rob_"))


def test_a_draft_goes_to_no_other_tool(anna) -> None:
    """The numbers of the study are there, its judgements are not before they are submitted."""
    with_counts(anna)
    row = next(
        row
        for row in rows(build_export(anna, ExportRequest(kind="meta")).files[""])
        if row["outcome"] == "Mud on boots"
    )
    assert ("3", "", "") == (row["event_e"], row["checklist"], row["overall"])


def test_a_script_and_a_page_to_start_from_stand_beside_it(judged) -> None:
    """Both read the file by its name."""
    files = build_export(judged, ExportRequest(kind="meta", name="mud.csv")).files
    assert {"", ".R", ".qmd"} == set(files)
    assert b'read.csv("mud.csv"' in files[".R"]
    assert files[".R"] in files[".qmd"]
    assert {""} == set(build_export(judged, ExportRequest(kind="meta", suffix="json")).files)


MUD = (
    # study, time point, counts of two groups, means of two groups, the estimate as the export says it
    ("Aalto 2001", "", (3, 17, 9, 17), (), ("RR", "counts", -1.1, 0.57)),
    ("Brandt 2002", "", (6, 20), (), ("PROP", "counts", None, None)),
    ("Carvalho 2003", "90 days", (4, 20, 5, 20), (), ("HR", "reported", -0.2, 0.15)),
    ("Eriksson 2004", "90 days", (), (1.5, 0.5, 2.5, 0.5), ("MD", "reported", -1.0, 0.2)),
    ("Fontaine 2005", "90 days", (), (87.1,), (None, None, None, None)),
)


def mud_table() -> Any:
    """Rows of every kind of result: counts, a single group, an effect with interval, means, a mean alone."""
    rows = []
    for study, time, counts, means, (measure, source, te, se_te) in MUD:
        row = {"study": study, "outcome": "Mud", "time_point": time or None, "n_e": 20, "n_c": 20}
        row |= dict(zip(("event_e", "n_e", "event_c", "n_c"), counts, strict=False))
        row |= dict(zip(("mean_e", "sd_e", "mean_c", "sd_c"), means, strict=False))
        if len(counts) == 2:
            row["n_c"] = None
        row |= {"measure": measure, "estimate_source": source, "te": te, "se_te": se_te}
        row |= {"estimate": 0.3, "lower": 0.1, "upper": 0.5} if measure else {}
        rows.append(row | {"checklist": "case", "overall": "Low", "rob_D1": "Low"})
    return meta_table(rows)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_script_draws_every_kind_of_result_once_in_r(tmp_path: Path) -> None:
    """Forests of counts, means, reported effects and single groups, outcomes apart by their time points."""
    if subprocess.run(["Rscript", "-e", "library(metafor)"], capture_output=True, check=False).returncode:
        pytest.skip("metafor is not installed")
    name = 'm"u\\d.csv'
    (tmp_path / name).write_text(render([mud_table()], "csv"), encoding="utf-8")
    drawn = (
        "forest <- function(x, ..., main, xlab) cat('drawn', main, xlab, length(x), sep = '|', fill = 200)\n"
    )
    script = starter_script(name, ["RR", "OR", "HR"]).replace("\ndata <- ", f"\n{drawn}data <- ", 1)
    (tmp_path / "mud.R").write_text(script, encoding="utf-8")
    ran = subprocess.run(
        ["Rscript", "mud.R"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert 0 == ran.returncode, ran.stderr
    assert [
        "drawn|Mud|Risk ratio|1",
        "drawn|Mud|Share of the group|1",
        "drawn|Mud, 90 days|Risk ratio|1",
        "drawn|Mud, 90 days|Difference of means|1",
        "drawn|Mud, 90 days|HR|1",
        "drawn|Mud, 90 days|MD|1",
    ] == [line.strip() for line in ran.stdout.splitlines() if line.startswith("drawn")]


def test_the_script_reads_a_file_of_any_name_and_knows_each_ratio() -> None:
    """A quote or a backslash in the name ends no text of R."""
    script = starter_script('m"u\\d.csv', ["RR", "IRR"])
    assert r'read.csv("m\"u\\d.csv", ' in script
    assert 'measure %in% c("RR", "IRR")' in script


def test_the_script_tells_robvis_the_words_and_domains_of_each_checklist(judged) -> None:
    """By itself it would call Serious high, Moderate unclear, and a domain by the name of its column."""
    with_counts(judged)
    script = build_export(judged, ExportRequest(kind="meta", name="mud.csv")).files[".R"].decode()
    judged_with = {row["checklist"] for row in rows_of(judged) if row["checklist"]}
    assert judged_with
    for checklist in map(find_checklist, judged_with):
        lights, _ = words_in_plots(checklist)
        assert f"words = c({', '.join(f'{chr(34)}{word}{chr(34)}' for word in lights)})" in script
        for target in targets_of(checklist)[:-1]:
            assert f'"rob_{target}" = "{checklist.title_of(target)}"' in script


def test_the_script_leaves_out_checklists_without_risk_of_bias_and_keeps_any_title() -> None:
    """Certainty is no traffic light of robvis; quotes and letters of any script end no text of R."""
    low, certain = find_checklist("case-series"), find_checklist("amstar-2")
    hostile = low.model_copy(update={"title": 'Mud "é" \\ FILE'})
    script = starter_script("mud.csv", ["RR"], [hostile, certain])
    assert r'title = "Mud \"\u00e9\" \\ FILE"' in script
    assert "amstar-2" not in script


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_robvis_draws_a_light_for_each_result_that_was_judged(tmp_path: Path) -> None:
    """A study with two results has two rows; where no whole was judged there is no such column."""
    if subprocess.run(["Rscript", "-e", "library(robvis)"], capture_output=True, check=False).returncode:
        pytest.skip("robvis is not installed")
    judged = [
        {"study": "Aalto 2001", "outcome": "Mud", "rob_D1": "Low", "overall": "Low"},
        {"study": "Aalto 2001", "outcome": "Sand", "rob_D1": "High", "overall": "High"},
        {"study": "Brandt 2002", "outcome": "Mud", "rob_D1": "Low", "overall": "Low"},
    ]
    table = meta_table([row | {"checklist": "case-series"} for row in judged])
    (tmp_path / "mud.csv").write_text(render([table], "csv"), encoding="utf-8")
    script = starter_script("mud.csv", ["RR"], [find_checklist("case-series")])
    script = script.replace(
        "    drawn <-", "    cat('rows', lights$Study, sep = '|', fill = 200)\n    drawn <-"
    )
    (tmp_path / "mud.R").write_text(script, encoding="utf-8")
    ran = subprocess.run(
        ["Rscript", "mud.R"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert 0 == ran.returncode, ran.stderr
    assert "rows|Aalto 2001 (Mud)|Aalto 2001 (Sand)|Brandt 2002" in ran.stdout


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (StudyEstimate("MD", -3.0, -4.96, -1.04, 95.0, "reported"), (-3.0, 1.0)),
        (StudyEstimate("HR", 0.0, 0.0, 1.0, 95.0, "reported"), (None, None)),
        (StudyEstimate("RR", 2.0, None, None, 95.0, "reported"), (math.log(2), None)),
        (StudyEstimate("PROP", 0.5, 0.2, 0.8, 95.0, "counts"), (None, None)),
    ],
)
def test_what_does_not_follow_is_left_empty(
    estimate: StudyEstimate, expected: tuple[float | None, float | None]
) -> None:
    """A ratio of 0 has no logarithm, an estimate without an interval no standard error, a share neither."""
    assert pytest.approx(expected, abs=1e-3) == on_model_scale(estimate)


def test_answers_of_na_survive_pandas_and_come_back(tmp_path) -> None:
    """They stand as a text that neither pandas nor R takes for a gap, and the import reads it as the code."""
    table = long_table([readable({"study": "a", "row": "answer", "item": "1.1", "code": "NA"})])
    text = render([table], "csv")
    pandas = pytest.importorskip("pandas")
    assert [NA_IN_ROWS] == pandas.read_csv(io.StringIO(text))["code"].tolist()
    (answer,) = read_appraisals(text.encode(), "long").answers
    assert "NA" == answer.code


def test_robvis_weighs_by_participants_and_leaves_out_what_it_cannot_weigh(judged) -> None:
    """The column is the last one and a number; without the option it is not there."""
    with_counts(judged)
    request = ExportRequest(kind="robvis", weights=True)
    for tail, data in build_export(judged, request).files.items():
        assert all(row["Weight"].isdecimal() for row in rows(data)), tail
    plain = build_export(judged, ExportRequest(kind="robvis")).files
    assert not any(b"Weight" in data for data in plain.values())


def test_prisma_counts_what_there_is(judged, anna) -> None:
    """A study with a submitted appraisal fills a part of item 18; what nobody entered is open."""
    table = {row[0]: row for row in build_table(judged, "prisma")[0].rows}
    assert table["18"][2].value["filled"] >= 1
    assert "filled" == table["18"][3] or "in part" == table["18"][3]
    assert {"filled", "in part", "open", "none"} >= {row[3] for row in table.values()}
    assert ("none", {"filled": 0, "of": 0}) == (table["16b"][3], table["16b"][2].value)
