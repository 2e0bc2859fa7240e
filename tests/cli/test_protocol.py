"""The protocol on the command line: shown, written, taken away, carried in exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def rows(ran: Run, *words: str) -> dict[str, dict[str, object]]:
    """The fields of the protocol by name."""
    lines = ran("protocol", *words, "--format", "json").json
    return {line["field"]: line for line in lines if line["from"] == "protocol"}


def test_a_field_is_written_shown_and_taken_away(as_ana: Run) -> None:
    """With who wrote it and when; several lines stay several."""
    done = as_ana("protocol", "set", "Confounders", "age\nseverity")
    assert (0, True) == (done.code, "The protocol has confounders, by ana on 2" in done.err)
    line = rows(as_ana)["confounders"]
    assert ("age\nseverity", "ana", False) == (line["value"], line["by"], line["after_first_appraisal"])
    shown = as_ana("protocol").out
    assert "    age\n    severity\n    [by ana on 2" in shown
    assert 0 == as_ana("protocol", "set", "confounders", "").code
    assert "" == rows(as_ana)["confounders"]["value"]
    told = [event for event in as_ana("history", "--format", "json").json if event["action"] == "protocol"]
    assert [(None, "age\nseverity"), ("age\nseverity", None)] == [
        (event["before"], event["after"]) for event in told
    ]


def test_what_comes_late_says_so(as_ana: Run) -> None:
    """When it is written, in the protocol and in the table."""
    as_ana("answer", "ono", "1.1", "Y")
    done = as_ana("protocol", "set", "benchmark", "2 in 10")
    assert "written after the first study was appraised (2" in done.err
    assert rows(as_ana)["benchmark"]["after_first_appraisal"] is True
    assert "written after the first study was appraised" in as_ana("protocol").out
    assert "written after the first study was appraised" in as_ana("table", "protocol").out


def test_header_and_question_are_the_same_values(as_ana: Run) -> None:
    """Written here, they stand there, and the other way round."""
    assert 0 == as_ana("init", "new.db", "--title", "T", "--question", "Does it help?").code
    assert "Does it help?" == rows(lambda *words: as_ana("--db", "new.db", *words))["question"]["value"]
    as_ana("header", "--population", "adults")
    as_ana("protocol", "set", "setting", "wards")
    assert "adults" == rows(as_ana)["population"]["value"]
    assert "wards" == as_ana("header", "--format", "json").json["setting"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("confunders", "x"), "did you mean confounders"),
        (("case-report.P77", "x"), "case-report does not ask"),
        (("case-report.P3", "maybe"), "does not take"),
        (("adjudicator", "a b"), "handle"),
        ((" ", "x"), "needs a name"),
        (("benchmark", "x" * 100_000), "10,000"),
        (("x" * 500, "x"), "200"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(as_ana: Run, words: tuple[str, str], told: str) -> None:
    """And nothing is written."""
    before = as_ana("protocol", "--format", "json").out
    refused = as_ana("protocol", "set", *words)
    assert (2, 1, True) == (refused.code, refused.err.count("\n"), told in refused.err)
    assert before == as_ana("protocol", "--format", "json").out


def test_an_export_carries_the_protocol(as_ana: Run) -> None:
    """With its authors, and with what came late."""
    as_ana("protocol", "set", "benchmark", "2 in 10")
    as_ana("protocol", "set", "question", "Does it help?")
    as_ana("answer", "ono", "1.1", "Y")
    as_ana("protocol", "set", "dose range", "2 to 4 mg")
    assert 0 == as_ana("export", "-o", "whole.zip").code
    assert 0 == as_ana("--db", "copy.db", "import", "whole.zip").code
    shown = as_ana("protocol", "--format", "json").out
    assert shown == as_ana("--db", "copy.db", "protocol", "--format", "json").out


def test_the_report_has_the_protocol(as_ana: Run) -> None:
    """As a section of its own, before the studies."""
    as_ana("protocol", "set", "benchmark", "[2] <b>in</b> 10")
    assert 0 == as_ana("report", "-o", "review.html").code
    page = Path("review.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;in&lt;/b&gt;" in page
    assert page.index(">Protocol<") < page.index(">Characteristics of the studies<")
