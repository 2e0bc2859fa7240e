"""A checklist with variants, own judgements, totals and directions, by command line alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

RICH = Path(__file__).parents[1] / "checklists" / "rich.yaml"


@pytest.fixture
def rich(as_ana: Run) -> Run:
    """The command line of ana, with the case judged by the checklist with everything that 0.2 adds."""
    assert 0 == as_ana("checklists", "add", str(RICH)).code
    assert 0 == as_ana("assign", "ono", "rich", "--reason", "to try it").code
    return as_ana


def test_an_appraisal_from_its_variant_to_its_submission(rich: Run) -> None:
    """Each step that is too early says what to do, and the next one does it."""
    early = rich("answer", "ono", "1.1", "Y")
    assert (4, True) == (early.code, "workbench answer ono P1" in early.err)
    for item, code in (("P1", "adhering"), ("P2", "go"), ("P3", "other"), ("1.1", "Y"), ("2.3", "N")):
        assert 0 == rich("answer", "ono", item, code).code
    stars = rich("answer", "ono", "S1", "Y").err
    assert "Stars: 1 to 3 of 3" in stars
    for item in ("S2", "S3"):
        rich("answer", "ono", item, "N")
    refused = rich("submit", "ono").err
    assert "D2b, A1 are for you to judge" in refused
    assert "for you to judge: Low or High" in rich("judge", "ono").out
    for target in ("D2b", "A1"):
        assert 0 == rich("override", "ono", target, "low", "--reason", "weighed").code
    assert 0 == rich("answer", "ono", "overall.direction", "down").code
    assert 0 == rich("submit", "ono").code
    judged = rich("judge", "ono").out
    for words in (
        "judged by ana among Low or High",
        "recorded, not judged",
        "predicted direction of bias: down",
    ):
        assert words in judged
    assert "variant P1 adhering; P3 other" in judged


def test_setting_answers_aside_is_agreed_to_by_an_option(rich: Run) -> None:
    """Without it nothing changes, and the message names the option."""
    for item, code in (("P1", "assignment"), ("2.1", "Y")):
        rich("answer", "ono", item, code)
    refused = rich("answer", "ono", "P1", "adhering")
    assert "1 answer is no longer asked for (2.1)" in refused.err
    assert "--set-aside" in refused.err
    assert {"P1": ["assignment"]} == rich("judge", "ono", "--format", "json").json["variant"]
    assert 0 == rich("answer", "ono", "P1", "adhering", "--set-aside").code


def test_judge_as_json_says_who_is_to_judge_and_what_is_added_up(rich: Run) -> None:
    """The keys beside those of the contract."""
    for item, code in (("P1", "assignment"), ("P2", "go"), ("S1", "Y")):
        rich("answer", "ono", item, code)
    judged = rich("judge", "ono", "--format", "json").json
    assert ["A1"] == judged["to_judge"]
    assert {"title": "Stars", "value": None, "least": 1, "most": 3, "out_of": 3} == judged["totals"]["T"]
    assert {"bias", "applicability"} == set(judged["overalls"])
