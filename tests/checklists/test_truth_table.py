"""The definitions that come with the program judge as the table of patterns expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checklists import find_checklist, judge
from tests.checklists.own import OWN

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "truth_table.yaml").read_text(encoding="utf-8")
)


ROWS = [
    pytest.param(name, row, id=f"{name}: {row['pattern']}")
    for name, patterns in TABLE.items()
    for row in patterns
]


def test_every_checklist_is_in_the_table() -> None:
    """No definition of ours comes without patterns that say what it must judge."""
    assert sorted(TABLE) == list(OWN)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_pattern_is_judged_as_expected(name: str, row: dict[str, Any]) -> None:
    """Domains, overall judgement and flags of a pattern of answers are those of its row."""
    checklist = find_checklist(name)
    named = dict(row["answers"])
    others = named.pop("*")
    answers = {item.id: others for item in checklist.items} | named
    asked = set(judge(checklist, answers).shown)
    verdict = judge(checklist, {item: code for item, code in answers.items() if item in asked})
    assert row["domains"] == {domain.id: domain.suggested for domain in verdict.domains}
    assert row["overall"] == verdict.overall.suggested
    assert row["flags"] == [flag.id for flag in verdict.flags]
