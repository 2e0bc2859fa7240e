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
    assert str(line["source"]).endswith(".txt")
    table = as_ana("table", "characteristics", "--format", "json").json
    assert "20 days" in str(table)
    assert quote in str(table)


def test_a_number_of_people_and_a_name_of_the_teams_own(as_ana: Run) -> None:
    """n is a whole number; any other name becomes a column of its own."""
    assert 0 == _set(as_ana, "n", "1").code
    assert 0 == _set(as_ana, "Dose per day", "4 mg", "--source", "table 1").code
    lines = _lines(as_ana)
    assert (1, "4 mg") == (lines["participants"]["value"], lines["dose_per_day"]["value"])
    header = as_ana("table", "characteristics", "--format", "csv").out.splitlines()[0]
    assert "dose_per_day" in header.casefold().replace(" ", "_")


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
        (("notes", "x"), "needs a name"),
        (("country",), "give the value"),
        (("country", "x" * 100_000), "10,000"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(as_ana: Run, words: tuple[str, ...], told: str) -> None:
    """And nothing is written."""
    before = _lines(as_ana)
    refused = _set(as_ana, *words)
    assert 2 == refused.code
    assert told in " ".join(refused.err.replace("\n", " ").split())
    assert before == _lines(as_ana)
