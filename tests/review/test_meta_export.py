"""Files for R and pandas: wide rows for meta-analyses, weights of robvis, NA answers; and PRISMA."""

from __future__ import annotations

import csv
import io
import math

import pytest

from workbench.grade.numbers.study_estimate import StudyEstimate
from workbench.intake.appraisals.read import read_appraisals
from workbench.output.exports.long_form import NA_IN_ROWS, long_table, readable
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
