"""Published instruments, as ids and rules alone, are proved through few states, whatever their forms."""

from __future__ import annotations

import json
from math import prod
from typing import Any

import pytest

from checklists import Checklist, list_checklists, parse_checklist, prove
from checklists.proof.prove import Prover
from tests.checklists.complete import INSTRUMENTS, complete, read_instrument

FIVE = {"Y": "good", "PY": "good", "PN": "poor", "N": "poor", "NI": "unknown"}
FOUR = {"Y": "good", "P": "good", "N": "poor", "U": "unknown"}
THREE_WAYS = 5**4 + 2 * (5**4 - 2**4)
"""The forms of four items of which all must be yes or probably yes, or else one of three levels is chosen."""


@pytest.mark.parametrize(
    ("name", "forms", "states"),
    [
        ("amstar-2", 2**8 * 3**8, 167),
        ("inspect-sr", prod(4**items + 2 * (4**items - 2**items) for items in (3, 5, 2, 11)), 192),
        ("jbi-case-series", 4**10, 12),
        ("minors", 3**8 + 3**12, 30),
        ("nos-cohort", 12_288, 82),
        ("nos-total-bands", 3**9, 100),
        ("plain-list", 2**7, 8),
        ("quadas-3", THREE_WAYS**3 * (5**8 + 2 * (5**8 - 2**8)) * 3**3, 208),
    ],
)
def test_instrument_is_proved(name: str, forms: int, states: int) -> None:
    """Nothing is wrong with it, its forms are counted exactly, and its states are few."""
    proof = prove(read_instrument(name))
    assert () == proof.problems
    assert forms == proof.forms
    assert states / 10 < proof.states <= states


def test_no_instrument_is_left_out() -> None:
    """Every file of an instrument is among those proved."""
    assert 8 == len(list(INSTRUMENTS.glob("*.yaml")))


def counted(items: int, tones: dict[str, str]) -> Checklist:
    """One domain of many items with the same answers, judged by how many have which."""
    good = [code for code, tone in tones.items() if tone == "good"]
    poor = [code for code, tone in tones.items() if tone == "poor"]
    rules: list[dict[str, Any]] = [
        {"id": "D1-R1", "when": {"count": {"items": "all", "is": poor}, "at_least": 3}, "judge": "high"},
        {"id": "D1-R2", "when": {"count": {"items": "all", "is": good}, "at_least": "all"}, "judge": "low"},
        {"id": "D1-R3", "otherwise": True, "judge": "some"},
    ]
    data = {
        "answers": {code: {"tone": tone} for code, tone in tones.items()},
        "judgement_scale": {"ordered": ["low", "some", "high"]},
        "domains": [
            {"id": "D1", "items": [{"id": f"1.{place + 1}"} for place in range(items)], "rules": rules}
        ],
        "overall": "none",
    }
    return parse_checklist(json.dumps(complete(data)), "counted.yaml")


@pytest.mark.parametrize(("items", "tones", "states"), [(10, FIVE, 136), (20, FOUR, 328), (60, FIVE, 1000)])
def test_states_do_not_grow_with_the_forms(items: int, tones: dict[str, str], states: int) -> None:
    """Ten items with five answers have ten million forms and some hundred states; sixty are no harder."""
    proof = prove(counted(items, tones))
    assert () == proof.problems
    assert len(tones) ** items == proof.forms == proof.total
    assert proof.states <= states


def test_everything_that_the_language_adds_is_proved_together(rich_text: str) -> None:
    """Variants, axes, totals, questions, triage and a flag on the overall, in one definition."""
    text = rich_text
    prover = Prover(parse_checklist(text, "rich.yaml"))
    proof = prover.prove()
    assert () == proof.problems
    # Where P1 is adhering there are as many variants as there are sets of options of P3.
    assert ["where P1 is assignment"] + [
        f"where P1 is adhering, P3 is {options}" for options in ("other", "failed", "other and failed")
    ] == [variant.name for variant in prover.variants]
    first, third, options, concern = 10, 3**3, 2, 2
    chosen = [
        4**2,
        *(sum(1 if good else 2 for good in [True] * 2**n + [False] * (4**n - 2**n)) for n in (1, 1, 2)),
    ]
    assert sum(first * each * third * options * concern for each in chosen) == proof.forms


@pytest.mark.parametrize("name", [each.id for each in list_checklists()])
def test_ours_keep_the_house_rules(name: str) -> None:
    """Every checklist of ours keeps the house rules and P10; one answer is excepted, and has to be."""
    source = next(each.source for each in list_checklists() if each.id == name)
    if "house_rules: true" not in source:
        source = source.replace("checklist/0.1", "checklist/0.2\nhouse_rules: true")
    found = prove(parse_checklist(source, name)).problems
    if name == "psm-cohort" and "silence_exempt" not in source:
        assert found
        assert all("1.1 from NI to WN" in problem.message for problem in found)
        exempt = '\nsilence_exempt: [{item: "1.1", code: WN, because: "most factors are covered"}]\n'
        found = prove(parse_checklist(source + exempt, name)).problems
    assert () == found
