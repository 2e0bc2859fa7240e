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


@pytest.fixture
def cohort(ran: Run) -> Run:
    """The example review, with anna at work; yamakawa2025 is a matched cohort."""
    assert 0 == ran("demo", "review.db").code
    return lambda *words: ran("--db", "review.db", "--reviewer", "anna", *words)


STUDY = "yamakawa2025"


def test_a_preliminary_without_a_value_is_what_the_protocol_says(cohort: Run) -> None:
    """Where it says nothing, nothing is filled in; an item still needs its code."""
    refused = cohort("answer", STUDY, "P1")
    assert (2, True) == (refused.code, "the protocol says nothing about P1" in refused.err)
    cohort("protocol", "set", "confounders", "age\nseverity")
    assert "P1 is age; severity" in cohort("answer", STUDY, "P1").err
    for words in (("1.1",), ("P1", "--note", "x"), ("1.1", "Y", "--clear")):
        refused = cohort("answer", STUDY, *words)
        assert (2, True) == (refused.code, "give either a CODE" in refused.err)


def test_the_first_answer_names_what_is_asked_before_it(cohort: Run) -> None:
    """With what the protocol says; once, and not when it is filled in."""
    first = cohort("answer", STUDY, "1.4", "SN")
    assert "P1 is asked before the first study" in first.err
    assert f"`workbench answer {STUDY} P1 VALUE` fills it in" in first.err
    assert "asked before" not in cohort("answer", STUDY, "1.2", "SN").err


def test_the_judgement_shows_what_is_settled_and_since_when(cohort: Run) -> None:
    """Offered, filled in, and changed after the first answer."""

    def p1() -> dict[str, object]:
        return next(
            each
            for each in cohort("judge", STUDY, "--format", "json").json["preliminaries"]
            if each["id"] == "P1"
        )

    cohort("protocol", "set", "confounders", "age")
    assert (None, "age") == (p1()["value"], p1()["offered"])
    assert "not filled in; the protocol says: age" in " ".join(cohort("judge", STUDY).out.split())
    cohort("answer", STUDY, "P1", "severity")
    assert ("severity", False) == (p1()["value"], p1()["after_first_appraisal"])
    cohort("answer", STUDY, "1.4", "SN")
    cohort("answer", STUDY, "P1", "site")
    assert ("site", True) == (p1()["value"], p1()["after_first_appraisal"])
    shown = " ".join(cohort("judge", STUDY).out.split())
    assert "changed after the first study was appraised (2" in shown


def test_passages_name_what_their_item_rests_on(cohort: Run) -> None:
    """The own entry, or what the protocol says."""
    cohort("protocol", "set", "confounders", "age")
    cohort("protocol", "set", "co-interventions", "steroids")
    assert (
        "1.1 rests on P1: age (the protocol says so; not filled in yet)"
        in cohort("passages", STUDY, "1.1").out
    )
    cohort("answer", STUDY, "P1", "severity")
    assert "1.1 rests on P1: severity (2" in cohort("passages", STUDY, "1.1").out
    assert "4.3 rests on co-interventions: steroids (protocol)" in cohort("passages", STUDY, "4.3").out
    assert "rests on" not in cohort("passages", STUDY, "1.2").out


def test_a_result_that_no_outcome_has_warns_and_is_kept(as_ana: Run) -> None:
    """On stderr, with the outcome that is near; the outcome itself is found however it is written."""
    as_ana("outcomes", "add", "Mortality", "--time", "90 days")
    done = as_ana("answer", "ono", "1.1", "Y", "--result", "Death (90 days)")
    assert (0, True) == (done.code, "is Mortality (90 days) meant?" in done.err)
    done = as_ana("answer", "ono", "1.1", "Y", "--result", "mortality at 90 days")
    assert (0, False) == (done.code, "meant?" in done.err)
    shown = as_ana("judge", "ono", "--result", "mortality, 90 days", "--format", "json").json
    assert ("Mortality (90 days)", 1) == (shown["result"], shown["answered"])
