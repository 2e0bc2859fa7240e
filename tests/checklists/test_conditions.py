"""The rule language: what each form means, in three values, and in words."""

from __future__ import annotations

from itertools import product

import pytest
from pydantic import TypeAdapter

from checklists import Checklist, Condition, explain, find_checklist, parse_checklist
from checklists.judgement.evaluate import Scope, compile_condition
from checklists.language.conditions import leaves

ADAPTER: TypeAdapter[Condition] = TypeAdapter(Condition)
RULES = "rules: [{id: R1, otherwise: true, judge: low, because: b}]"
ITEMS = ", ".join(f'{{id: "{item}", text: t}}' for item in ("a", "b", "c", "d", "1.1"))
SCOPE = Scope(
    parse_checklist(
        f"""
schema: appraisal-checklist/0.2
id: words
version: "1"
title: t
answers: {{"Y": {{label: y, tone: good}}, "PN": {{label: pn, tone: poor}}, "N": {{label: n, tone: poor}}}}
groups: {{poor: ["PN", "N"]}}
judgement_scale: {{ordered: [low, moderate, serious, high], off_scale: [no_information]}}
domains:
  - {{id: D1, title: t, items: [{ITEMS}], {RULES}}}
  - {{id: D2, title: t, items: [{{id: "2.1", text: t}}], {RULES}}}
overall: {{{RULES}}}
"""
    )
)


def truth(
    data: object, codes: dict[str, str | None], levels: dict[str, set[str]] | None = None
) -> bool | None:
    """Whether a condition holds for some codes and levels."""
    condition = ADAPTER.validate_python(data)
    fixed = {name: frozenset(possible) for name, possible in (levels or {}).items()}
    return compile_condition(condition, SCOPE).truth(codes, fixed)


@pytest.mark.parametrize(
    ("code", "expected"), [("N", True), ("PN", True), ("SN", True), ("Y", False), (None, None)]
)
def test_item_is(code: str | None, expected: bool | None) -> None:
    """An answer is looked for among the codes and in the groups; while it is open nothing is known."""
    assert expected is truth({"item": "1.1", "is": ["SN", "poor"]}, {"1.1": code})


def test_all_any_not_follow_kleene() -> None:
    """And, or and not over true, false and open agree with Kleene's strong tables."""
    values: dict[bool | None, str | None] = {True: "N", False: "Y", None: None}
    parts = [{"item": "a", "is": ["N"]}, {"item": "b", "is": ["N"]}]
    for left, right in product(values, repeat=2):
        codes = {"a": values[left], "b": values[right]}
        both = False if False in (left, right) else None if None in (left, right) else True
        either = True if True in (left, right) else None if None in (left, right) else False
        assert both is truth({"all": parts}, codes)
        assert either is truth({"any": parts}, codes)
        opposite = None if left is None else not left
        assert opposite is truth({"not": parts[0]}, codes)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [("NNY", True), ("NYY", False), ("N?Y", None), ("NN?", True), ("?YY", False), ("???", None)],
)
def test_count(codes: str, expected: bool | None) -> None:
    """A count holds once enough are counted, and fails once the open ones cannot make it up."""
    answers = {item: None if code == "?" else code for item, code in zip("abc", codes, strict=True)}
    data = {"count": {"items": ["a", "b", "c"], "is": ["poor"]}, "at_least": 2}
    assert expected is truth(data, answers)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"high"}, {"low"}, True),
        ({"low"}, {"low"}, False),
        ({"low", "high"}, {"low"}, None),
        ({"high", "worse"}, {"low"}, True),
    ],
)
def test_domains(first: set[str], second: set[str], expected: bool | None) -> None:
    """A domain counts if all its possible levels are wanted, and is open if some are."""
    data = {"domains": "all", "is": ["high", "worse"], "at_least": 1}
    assert expected is truth(data, {}, {"D1": first, "D2": second})
    listed = {"domains": ["D1"], "is": ["high", "worse"], "at_least": 1}
    assert expected is truth(listed, {}, {"D1": first, "D2": {"high"}})


def test_decisive_items_are_those_that_make_it_hold() -> None:
    """Of the items a condition reads, only those that make it hold are named as decisive."""
    data = {
        "any": [
            {"item": "a", "is": ["N"]},
            {"all": [{"item": "b", "is": ["N"]}, {"not": {"item": "c", "is": ["N"]}}]},
            {"count": {"items": ["a", "d"], "is": ["N"]}, "at_least": 2},
        ]
    }
    compiled = compile_condition(ADAPTER.validate_python(data), SCOPE)
    assert ("a", "b", "c", "d") == compiled.reads
    assert ("b", "c") == compiled.decisive({"a": "Y", "b": "N", "c": "Y", "d": "N"}, {})
    assert ("a", "d") == compiled.decisive({"a": "N", "b": "Y", "c": "Y", "d": "N"}, {})
    assert 5 == len(list(leaves(ADAPTER.validate_python(data)))) + 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (("D1", 2), '1.1 is "No information"'),
        (
            ("D3", 0),
            (
                '(3.1 is "No, and likely to matter" or 3.4 is "No, and likely to matter") '
                'and 3.2 is ("Probably no" or "No")'
            ),
        ),
        (("D7", 1), 'at least one of 7.4, 7.5 and 7.6 is "Probably no" or "No"'),
        (
            ("D6", 2),
            (
                'at least one of 6.1, 6.2 and 6.4 is "Probably no", "No", "No, but unlikely to matter much", '
                '"No, and likely to matter" or "No information"'
            ),
        ),
        (("D6", 3), "no earlier rule applies"),
    ],
)
def test_explain_a_rule(rule: tuple[str, int], words: str) -> None:
    """A rule's condition is said in words, with the labels that the reviewer sees."""
    checklist = find_checklist("psm-cohort")
    assert words == explain(checklist.domain(rule[0]).rules[rule[1]].when, checklist)


def test_explain_overall_rules_and_flags(small: Checklist) -> None:
    """Conditions over domains, and mixed ones, are said in words too."""
    assert 'at least one domain is "High"' == explain(small.overall_rules[0].when, small)
    assert 'D1 is "Not enough information"' == explain(small.overall_rules[1].when, small)
    assert '2.1 is "No" or at least two domains are "High"' == explain(small.flags[0].when, small)
    assert 'not (2.1 is "Yes")' == explain(small.domain("D2").rules[0].when, small)
    assert '1.1 is "No" or "No information"' == explain(small.item("1.2").ask_if, small)


def test_every_condition_can_be_explained(built_in: Checklist) -> None:
    """Every condition of the five is said on one line, without a code in it."""
    rules = [rule for domain in built_in.domains for rule in domain.rules] + list(built_in.overall_rules)
    conditions = [rule.when for rule in rules] + [flag.when for flag in built_in.flags]
    for condition in conditions:
        words = explain(condition, built_in)
        assert words
        assert "\n" not in words
        assert "not_good" not in words
