"""What a study is, each value with the words it rests on."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def _lines(as_ana: Run) -> dict[str, dict[str, object]]:
    key = as_ana("studies", "--format", "json").json[0]["key"]
    return {line["name"]: line for line in as_ana("characteristic", key, "--format", "json").json}


def _set(as_ana: Run, *words: str):
    key = as_ana("studies", "--format", "json").json[0]["key"]
    return as_ana("characteristic", key, *words)


def test_a_value_is_entered_with_its_words_and_shown_in_the_table(as_ana: Run) -> None:
    """The quote is looked up in the document, which becomes the source; the table has value and source."""
    quote = "She left the hospital after 20 days."
    assert 0 == _set(as_ana, "follow-up", "20 days", "--quote", quote).code
    line = _lines(as_ana)["follow_up"]
    assert ("20 days", quote, "ana") == (line["value"], line["quote"], line["entered_by"])
    assert "case.txt, “Abstract”" == line["source"]
    assert "20 days" in as_ana("table", "characteristics", "--format", "json").out
    assert quote in as_ana("table", "characteristics", "--format", "markdown").out


def test_a_number_of_people_and_a_name_of_the_teams_own(as_ana: Run) -> None:
    """n is a whole number; any other name becomes a column of its own."""
    assert 0 == _set(as_ana, "n", "1").code
    assert 0 == _set(as_ana, "Dose per day", "4 mg", "--source", "table 1").code
    lines = _lines(as_ana)
    assert (1, "4 mg") == (lines["participants"]["value"], lines["dose_per_day"]["value"])
    header = as_ana("table", "characteristics", "--format", "csv").out.splitlines()[0]
    assert "dose_per_day" in header.casefold().replace(" ", "_")


def test_sources_stand_in_the_order_of_the_characteristics(as_ana: Run) -> None:
    """Those that every review has first, in the order of their columns; then the team's own."""
    for name in ("dose", "country", "setting", "n"):
        assert 0 == _set(as_ana, name, "1", "--source", "table 1").code
    text = as_ana("table", "characteristics", "--format", "markdown").out
    rows = [line.split("|") for line in text.partition("Sources of")[2].splitlines() if line.startswith("|")]
    assert ["n", "Setting", "Country", "Dose"] == [row[2].strip() for row in rows[2:]]


def test_rows_for_programs_are_one_a_study(as_ana: Run) -> None:
    """What the values rest on stands below the table for people; `characteristic` gives it to programs."""
    assert 0 == _set(as_ana, "country", "Japan", "--source", "title").code
    studies = as_ana("studies", "--format", "json").json
    rows = as_ana("table", "characteristics", "--format", "json").json
    assert [study["key"] for study in studies] == [row["study"] for row in rows]
    assert "characteristic" not in rows[0]


def test_what_the_text_prints_is_suggested_and_entered_only_when_accepted(as_ana: Run) -> None:
    """The suggestion has its words; accepted, they are the quote; what is entered is not suggested again."""
    key = as_ana("studies", "--format", "json").json[0]["key"]
    (offered,) = as_ana("characteristic", key, "--suggested", "--format", "json").json
    assert ("participants", 1) == (offered["name"], offered["value"])
    assert "participants" not in _lines(as_ana)
    assert 0 == as_ana("characteristic", key, "n", "--accept").code
    line = _lines(as_ana)["participants"]
    assert (1, "A 60-year-old woman", "ana") == (line["value"], line["quote"], line["entered_by"])
    assert [] == as_ana("characteristic", key, "--suggested", "--format", "json").json


def test_what_the_sources_do_not_print_is_said(as_ana: Run) -> None:
    """ "Not reported" stands in the place of a value, also of a number; notes are on the study as a whole."""
    assert 0 == _set(as_ana, "n", "Not reported", "--source", "abstract").code
    assert 0 == _set(as_ana, "notes", "printed twice").code
    lines = _lines(as_ana)
    assert ("not reported", "printed twice") == (lines["participants"]["value"], lines["note"]["value"])


def test_a_study_without_a_checklist_is_shown_with_what_it_is_and_why_it_is_left_out(as_ana: Run) -> None:
    """`show` gives design in words, characteristics with their source, documents and the reason."""
    key = as_ana("studies", "--format", "json").json[0]["key"]
    assert 0 == as_ana("assign", key, "none", "--reason", "to be read first").code
    assert 0 == as_ana("characteristic", key, "country", "Japan", "--source", "affiliation").code
    assert 0 == as_ana("exclude", key, "--reason", "retracted").code
    told = as_ana("show", key)
    assert 0 == told.code
    for words in (
        "case report",
        "none: case-report, jbi-case-reports would fit",
        "affiliation",
        "case.txt",
        "retracted",
    ):
        assert words in told.out
    (country,) = as_ana("show", key, "--format", "json").json["characteristics"]
    assert ("country", "Japan") == (country["name"], country["value"])


def test_an_empty_value_takes_it_away_and_the_history_keeps_it(as_ana: Run) -> None:
    """What stood there before is in the history."""
    _set(as_ana, "country", "Japan")
    assert 0 == _set(as_ana, "country", "").code
    assert "country" not in _lines(as_ana)
    told = [
        event for event in as_ana("history", "--format", "json").json if event["action"] == "characteristic"
    ]
    assert {"value": "Japan", "quote": "", "source": ""} == told[-1]["before"]
    assert None is told[-1]["after"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("n", "thirty"), "whole number of people"),
        (("country", "Japan", "--quote", "words that stand nowhere"), "in no document"),
        (("condicion", "x"), "did you mean condition"),
        (("label", "x"), "needs a name"),
        (("country", "--accept"), "nothing is suggested for country"),
        (("country", "Japan", "--accept"), "--accept takes a name and no value"),
        (("country", "--suggested"), "--suggested lists all suggestions"),
        (("country",), "give the value"),
        (("country", "x" * 100_000), "10,000"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(as_ana: Run, words: tuple[str, ...], told: str) -> None:
    """And nothing is written."""
    before = _lines(as_ana)
    refused = _set(as_ana, *words)
    assert refused.code in (2, 3)
    assert told in " ".join(refused.err.replace("\n", " ").split())
    assert before == _lines(as_ana)
