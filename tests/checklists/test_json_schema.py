"""The JSON Schema of the definition language, which editors check files with."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checklists.language.json_schema import FILE_NAME, checklist_schema
from tests.shared.json_schema import faults

DOCS = Path(__file__).parents[2] / "docs" / FILE_NAME
SHIPPED = sorted((Path(__file__).parents[2] / "checklists" / "definitions").glob("*.yaml"))
OURS = sorted(Path(__file__).parent.glob("*.yaml"))
SCHEMA = checklist_schema()


def read(path: Path) -> Any:
    """The plain values of a definition."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_schema_in_the_docs_is_that_of_the_program() -> None:
    """It is made from the models; UPDATE_DOCS=1 writes it anew."""
    made = json.dumps(SCHEMA, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_DOCS"):
        DOCS.write_text(made, encoding="utf-8")
    assert made == DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*SHIPPED, *OURS], ids=lambda path: path.stem)
def test_every_definition_is_accepted(path: Path) -> None:
    """Those that are shipped, and those that the tests are made with."""
    assert [] == faults(read(path), SCHEMA)


def mappings(value: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of a definition in which keys are words of the language, with its place."""
    names = ("answers", "answer_sets", "groups", "labels", "points", "judgement_scales", "risk_of_bias")
    if isinstance(value, dict):
        if at.rpartition(".")[2] not in names:
            yield at, value
        for key, below in value.items():
            yield from mappings(below, f"{at}.{key}")
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from mappings(below, f"{at}[{place}]")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_an_unknown_key_is_refused_wherever_it_stands(path: Path) -> None:
    """In the head, a domain, an item, a rule, a condition."""
    definition = read(path)
    places = [at for at, _ in mappings(definition)]
    assert len(places) > 20
    for place in range(len(places)):
        spoiled = copy.deepcopy(definition)
        list(mappings(spoiled))[place][1]["notakey"] = 1
        assert faults(spoiled, SCHEMA), places[place]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", "appraisal-checklist/9"),
        ("overall", "some"),
        ("domains", []),
        ("house_rules", "yes"),
        ("answers", {"Y": {"label": "Yes", "tone": "nice"}}),
        ("grade", {"start_great": {"start": "high", "risk_of_bias": {"low": 0}}, "default": "start_great"}),
        ("version", 1),
    ],
)
def test_a_wrong_value_is_refused(key: str, value: object) -> None:
    """Fixed words, kinds of values, and lists that must not be empty."""
    assert faults(read(OURS[0]) | {key: value}, SCHEMA)


@pytest.mark.parametrize("key", ["schema", "id", "version", "title", "answers", "domains"])
def test_what_every_definition_needs_is_demanded(key: str) -> None:
    """And nothing else: a short list names no answer sets and has no overall judgement."""
    definition = read(OURS[0])
    del definition[key]
    assert faults(definition, SCHEMA)


def test_a_definition_may_be_short() -> None:
    """Answers and items are enough."""
    short = {
        "schema": "appraisal-checklist/0.2",
        "id": "short",
        "version": "1",
        "title": "Short",
        "answers": {"Y": {"label": "Yes", "tone": "good"}, "N": {"label": "No", "tone": "poor"}},
        "domains": [{"id": "D1", "title": "All", "judged_by": "none", "items": [{"id": "1", "text": "So."}]}],
        "overall": "none",
    }
    assert [] == faults(short, SCHEMA)
