"""The proof finds what loading cannot see: rules that make no sense, with a counter-example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists import Checklist, Problem, parse_checklist, prove
from checklists.proof import walk

Break = Callable[..., tuple[Problem, ...]]


def test_small_definition_is_proved(small: Checklist) -> None:
    """A sound definition has no problem, and what was walked is counted, unasked items once."""
    proof = prove(small)
    assert () == proof.problems
    assert {"D1": 1 + 3 + 3, "D2": 3} == proof.combinations
    assert (10, 6) == (proof.total, proof.overall_combinations)


@pytest.mark.parametrize(
    ("pieces", "line", "path", "message"),
    [
        (
            (
                '{item: "1.2", is: ["NI"]}, judge',
                '{all: [{item: "1.1", is: [not_good]}, {item: "1.2", is: [poor]}]}, judge',
            ),
            44,
            "domains[D1].rules[D1-R2]",
            "rule D1-R2 never fires: wherever it would hold, D1-R1 comes first, as for 1.1=N, 1.2=N",
        ),
        (
            (
                '{item: "1.2", is: ["NI"]}, judge',
                '{all: [{item: "1.1", is: ["Y"]}, {item: "1.2", is: ["NI"]}]}, judge',
            ),
            44,
            "domains[D1].rules[D1-R2]",
            "rule D1-R2 never fires: its condition holds for no combination of answers",
        ),
        (
            ('ask_if: {item: "1.1", is: [not_good]}', 'ask_if: {item: "1.1", is: ["Y", not_good]}'),
            40,
            "domains[D1].items[1.2].ask_if",
            "ask_if always holds, so 1.2 is always asked: 1.1=Y, 1.2=Y",
        ),
        (
            ('{not: {item: "2.1", is: ["Y"]}}, judge: high', '{item: "2.1", is: ["Y"]}, judge: high'),
            53,
            "domains[D2].rules[D2-R2]",
            (
                "a worse answer gives a better judgement: "
                '2.1 from Y to N turns "high" (D2-R1) into "low" (D2-R2); '
                "2.1=Y against 2.1=N"
            ),
        ),
        (
            ('{not: {item: "2.1", is: ["Y"]}}, judge: high', '{item: "2.1", is: ["NI"]}, judge: high'),
            53,
            "domains[D2].rules[D2-R2]",
            (
                "a worse answer gives a better judgement: "
                '2.1 from NI to N turns "high" (D2-R1) into "low" (D2-R2); '
                "2.1=NI against 2.1=N"
            ),
        ),
        (
            ("{id: D2-R2, otherwise: true, judge: low", "{id: D2-R2, otherwise: true, judge: high"),
            46,
            "domains[D2]",
            'no combination of answers in D2 gives "low"',
        ),
        (
            ('{not: {item: "2.1", is: ["Y"]}}, judge: high', '{not: {item: "2.1", is: ["Y"]}}, judge: low'),
            46,
            "domains[D2]",
            'no combination of answers in D2 gives "high"; if that is meant, declare max_judgement: low',
        ),
        (
            ('{not: {item: "2.1", is: ["Y"]}}, judge: high', '{not: {item: "2.1", is: ["Y"]}}, judge: low'),
            50,
            "domains[D2].items[2.1]",
            (
                "no answer to 2.1 ever changes the judgement (as for 2.1=Y, whatever it is); "
                "give it a role if it is only "
                "recorded"
            ),
        ),
        (
            ("    title: Second\n", "    title: Second\n    max_judgement: low\n"),
            53,
            "domains[D2].rules[D2-R1]",
            'D2-R1 gives "high", worse than the declared max_judgement "low": 2.1=N',
        ),
        (
            ("{domains: all, is: [high], at_least: 1}", "{domains: all, is: [low], at_least: 1}"),
            58,
            "overall.rules[O-R3]",
            (
                "a worse domain gives a better overall judgement: "
                'D2 from low to high turns "high" (O-R1) into "low" (O-R3); '
                "D1=high, D2=low against D1=high, D2=high"
            ),
        ),
        (
            ("domains: [D1], is: [no_information], at_least", "domains: [D1], is: [low, high], at_least"),
            58,
            "overall.rules[O-R3]",
            (
                "a worse domain gives a better overall judgement: "
                'D1 from low to no_information turns "no_information" (O-R2) into "low" (O-R3); '
                "D1=low, D2=low against D1=no_information, D2=low"
            ),
        ),
        (
            ("domains: [D1], is: [no_information], at_least", "domains: [D1], is: [low, high], at_least"),
            58,
            "overall.rules[O-R3]",
            'the overall is "low" (O-R3) although D1 is "no_information": D1=no_information, D2=low',
        ),
        (
            (
                "domains: [D1], is: [no_information], at_least",
                "domains: [D2], is: [no_information], at_least",
            ),
            57,
            "overall.rules[O-R2]",
            "rule O-R2 never fires, whatever the domains are",
        ),
        (
            ('judge: high, because: "one is high"', 'judge: no_information, because: "one is high"'),
            55,
            "overall.rules",
            'no combination of domain judgements gives the overall "high"',
        ),
        (
            ('{any: [{item: "2.1", is: [poor]}, {domains', '{all: [{item: "2.1", is: ["Y"]}, {domains'),
            60,
            "flags[F1]",
            "the flag F1 is never raised, whatever the answers",
        ),
        (
            (
                'if: [{when: {item: "1.1", is: ["Y"]}',
                'if: [{when: {all: [{item: "1.1", is: ["Y"]}, {item: "1.1", is: ["N"]}]}',
            ),
            64,
            "oxford_2011.if[0]",
            "the case for level 3 never holds, whatever the answers",
        ),
    ],
)
def test_counter_example_is_given(
    break_small: Break, pieces: tuple[str, ...], line: int, path: str, message: str
) -> None:
    """What does not hold is reported with its line, its path, the rules and the answers that show it."""
    found = {(each.path, each.line, each.message) for each in break_small(*pieces)}
    assert (path, line, message) in found


def test_newly_asked_item_is_part_of_the_order(break_small: Break) -> None:
    """A worse answer that opens another item must not let that item's answers give a better judgement."""
    found = break_small(
        '{all: [{item: "1.1", is: [not_good]}, {item: "1.2", is: [poor]}]}, judge',
        '{any: [{item: "1.1", is: ["Y"]}, {item: "1.2", is: [poor]}]}, judge',
    )
    assert (
        "a worse answer gives a better judgement: "
        '1.1 from Y to N turns "high" (D1-R1) into "low" (D1-R3); '
        "1.1=Y, 1.2=NA against 1.1=N, 1.2=Y"
    ) in {each.message for each in found}


def test_order_can_be_waived(break_small: Break) -> None:
    """An item listed in `not_monotone` may give a better judgement for a worse answer."""
    turned = ('{not: {item: "2.1", is: ["Y"]}}, judge: high', '{item: "2.1", is: ["Y"]}, judge: high')
    assert [] != [each for each in break_small(*turned) if "worse answer" in each.message]
    waived = ("    title: Second\n", '    title: Second\n    not_monotone: ["2.1"]\n')
    assert [] == [each for each in break_small(*turned, *waived) if "worse answer" in each.message]
    unknown = ("    title: Second\n", '    title: Second\n    not_monotone: ["2.2"]\n')
    assert 'D2 has no item "2.2"; did you mean "2.1"?' in {each.message for each in break_small(*unknown)}


def test_kind_of_a_fault_is_told(break_small: Break) -> None:
    """A fault has the name of its property; one of order tells whether version 0.1 refused it already."""
    rule = '{not: {item: "2.1", is: ["Y"]}}, judge: high'
    turned = break_small(rule, '{item: "2.1", is: ["Y"]}, judge: high')
    assert ["P4 in 0.1"] == [each.kind for each in turned if "2.1 from Y to N" in each.message]
    beside = (
        '{not: {item: "2.1", is: ["Y"]}}, judge: high',
        '{item: "2.1", is: ["Y"]}, judge: no_information',
    )
    stricter = break_small(*beside)
    assert ["P4"] == [each.kind for each in stricter if "2.1 from Y to N" in each.message]
    assert "P7" in {
        each.kind for each in break_small("domains: [D1], is: [no_information]", "domains: [D1], is: [low]")
    }


def test_item_that_no_rule_reads_needs_a_role(break_small: Break) -> None:
    """An item that changes nothing is a fault, unless a role says what it is recorded for."""
    rules = "    rules:\n      - {id: D2-R1"
    item = '      - {id: "2.2", text: x, guidance: x, answer_set: standard, ni_policy: neutral%s}\n' + rules
    assert ["domains[D2].items[2.2]"] == [each.path for each in break_small(rules, item % "")]
    assert () == break_small(rules, item % ", role: grade_indirectness")


def test_too_many_states_are_not_walked(small_text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A domain that cannot be walked in reasonable time is refused instead of running for hours."""
    monkeypatch.setattr(walk, "LARGEST_WALK", 5)
    (problem,) = prove(parse_checklist(small_text, "small.yaml")).problems
    assert ("domains[D1]", 31) == (problem.path, problem.line)
    assert "most of them at 1.2: divide the domain into two" in problem.message
