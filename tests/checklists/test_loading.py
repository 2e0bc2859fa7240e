"""Loading refuses what is no sound definition, with one clear line for each problem."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from refused import problems_of

from checklists import Checklist, ChecklistError, Problem, load_checklist, parse_checklist

Break = Callable[..., tuple[Problem, ...]]


def test_small_definition_loads(small: Checklist) -> None:
    """A sound definition becomes a checklist in which everything is found by its id."""
    assert ("1.1", "1.2", "2.1") == tuple(item.id for item in small.items)
    assert "D2" == small.domain_of("2.1").id
    assert ("Y", "N", "NI") == tuple(option.code for option in small.options("1.1"))
    assert (0, 1, None) == tuple(small.rank(level) for level in small.levels)
    assert "Not enough information" == small.label("no_information")
    assert "start_low" == small.grade.default
    assert {"low": 0, "high": -1, "no_information": -1} == dict(small.grade.starts["start_low"].risk_of_bias)


def test_checklist_cannot_be_changed(small: Checklist) -> None:
    """Neither a field, nor a part, nor a mapping of a loaded checklist can be changed."""
    with pytest.raises(ValueError, match="frozen"):
        small.title = "another"
    with pytest.raises(ValueError, match="frozen"):
        small.item("1.1").text = "another"
    with pytest.raises(TypeError):
        small.answers["Z"] = small.answers["Y"]  # type: ignore[index]


def test_source_is_kept_exactly(tmp_path: Path, small_text: str) -> None:
    """The text is kept to the letter, ends of lines included, with its SHA-256."""
    text = small_text.replace("\n", "\r\n")
    file = tmp_path / "small.yaml"
    file.write_bytes(text.encode())
    loaded = load_checklist(file)
    assert text == loaded.source
    assert 64 == len(loaded.sha256)
    assert loaded == parse_checklist(text)
    assert loaded != parse_checklist(small_text)
    assert {loaded} == {loaded, parse_checklist(text)}


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "message"),
    [
        (
            'is: ["NI"]}, judge',
            "is: [NI, no]}, judge",
            44,
            "domains[D1].rules[D1-R2].when.is[1]",
            'must be text, but YAML reads no as false: write it in quotes, "no"',
        ),
        (
            'not_good: ["N", "NI"]',
            'no: ["N", "NI"]',
            20,
            "groups.no",
            'a key must be text, but YAML reads no as false: write it in quotes, "no"',
        ),
        (
            "  - id: D2",
            "  - id: 2",
            46,
            "domains[1].id",
            'must be text, but YAML reads 2 as a number: write it in quotes, "2"',
        ),
        (
            'poor: ["N"]',
            "poor: [null]",
            19,
            "groups.poor[0]",
            "must be text, but YAML reads null as null (nothing): write text, in quotes",
        ),
        (
            "version: 0.1.0",
            "version: 2024-01-02",
            3,
            "version",
            'must be text, but YAML reads 2024-01-02 as a date: write it in quotes, "2024-01-02"',
        ),
        (
            "    ordered: [low, high]".strip(),
            "ordered: [on, off]",
            22,
            "judgement_scale.ordered[0]",
            'must be text, but YAML reads on as true: write it in quotes, "on"',
        ),
        (
            "title: First",
            "titel: First",
            32,
            "domains[D1].titel",
            'unknown key "titel"; did you mean "title"?',
        ),
        ("title: First", "title: ' '", 32, "domains[D1].title", "must not be blank"),
        ("    title: First\n", "", 31, "domains[D1]", '"title" is missing'),
        (
            "    title: First\n",
            "    title: First\n    title: Again\n",
            33,
            "domains[D1].title",
            'the key "title" is given twice (first on line 32)',
        ),
        (
            'because: "silent"}\n      - {id: D1-R3',
            "because: silent, all}\n      - {id: D1-R3",
            44,
            "domains[D1].rules[D1-R2].all",
            'unknown key "all": if it is the rest of a text with a comma, quote the whole text',
        ),
        (
            "unit_of_assessment: result",
            "unit_of_assessment: reslt",
            10,
            "unit_of_assessment",
            '"reslt" is not known here; did you mean "result"?',
        ),
        (
            "tone: unknown",
            "tone: unknwon",
            14,
            "answers.NI.tone",
            '"unknwon" is not known here; did you mean "unknown"?',
        ),
        (
            "tone: unknown",
            "tone: poor",
            14,
            "answers.NI.tone",
            "the answer NI must have the tone unknown, not poor",
        ),
        (
            '  "NA": {label: "Not asked", tone: none}\n',
            "",
            11,
            "answers",
            'the answer "NA" (what an unasked item counts as) is missing',
        ),
        (
            'standard: ["Y", "N", "NI"]',
            'standard: ["Y", "N"]',
            17,
            "answer_sets.standard",
            '"NI" is missing: a reviewer could not say that the report is silent',
        ),
        (
            'standard: ["Y", "N", "NI"]',
            'standard: ["N", "Y", "NI"]',
            17,
            "answer_sets.standard",
            "answers must be listed from good to poor, then the unknown: the order is relied on",
        ),
        (
            'standard: ["Y", "N", "NI"]',
            'standard: ["Y", "Nn", "NI"]',
            17,
            "answer_sets.standard[1]",
            'no answer has the code "Nn"; did you mean "N"?',
        ),
        (
            "answer_set: standard\n",
            "answer_set: standrd\n",
            39,
            "domains[D1].items[1.2].answer_set",
            'no answer set "standrd"; did you mean "standard"?',
        ),
        (
            '{item: "1.1", is: [not_good]}, {item',
            '{item: "1.1", is: [notgood]}, {item',
            43,
            "domains[D1].rules[D1-R1].when.all[0].is[0]",
            'no answer code or group "notgood"; did you mean "not_good"?',
        ),
        (
            'is: ["NI"]}, judge',
            'is: ["NI", "NI"]}, judge',
            44,
            "domains[D1].rules[D1-R2].when.is[1]",
            '"NI" is listed twice',
        ),
        (
            '{not: {item: "2.1", is: ["Y"]}}',
            '{not: {item: "2.1", is: ["NA"]}}',
            52,
            "domains[D2].rules[D2-R1].when.not.is[0]",
            'the answer "NA" can never match: 2.1 can only be Y, N, NI',
        ),
        (
            '{not: {item: "2.1", is: ["Y"]}}',
            '{not: {item: "1.1", is: ["Y"]}}',
            52,
            "domains[D2].rules[D2-R1].when.not.item",
            'the rules of D2 read its own items only, and it has no item "1.1"; did you mean "2.1"?',
        ),
        (
            'ask_if: {item: "1.1"',
            'ask_if: {item: "1.2"',
            40,
            "domains[D1].items[1.2].ask_if.item",
            '`ask_if` reads only earlier items of its domain, not "1.2"; did you mean "1.1"?',
        ),
        (
            'ask_if: {item: "1.1"',
            'ask_if: {itme: "1.1"',
            40,
            "domains[D1].items[1.2].ask_if",
            '"itme" begins no condition; did you mean "item"?',
        ),
        (
            "{domains: [D1], is",
            "{domains: [D9], is",
            57,
            "overall.rules[O-R2].when.domains[0]",
            'no domain "D9"; valid here: "D1", "D2"',
        ),
        (
            "{domains: [D1], is",
            "{domains: al, is",
            57,
            "overall.rules[O-R2].when.domains",
            'must be the word "all" or a list of domain ids',
        ),
        (
            "is: [high], at_least: 1}",
            "is: [hihg], at_least: 1}",
            56,
            "overall.rules[O-R1].when.is[0]",
            'no level "hihg" on the scale; did you mean "high"?',
        ),
        (
            "is: [high], at_least: 1}",
            "is: [high], at_least: 3}",
            56,
            "overall.rules[O-R1].when.at_least",
            "at_least: 3 can never hold for 2 domains",
        ),
        (
            "is: [high], at_least: 1}",
            "is: [high], at_least: 0}",
            56,
            "overall.rules[O-R1].when.at_least",
            "must be at least 1, not 0",
        ),
        (
            'judge: high, because: "one is high"',
            'judge: hgih, because: "one is high"',
            56,
            "overall.rules[O-R1].judge",
            'no level "hgih" on the scale; did you mean "high"?',
        ),
        ('    high: "High"\n', "", 24, "judgement_scale.labels", 'the label of the level "high" is missing'),
        (
            "{low: 0, high: -1, no_information: -1}",
            "{low: 0, high: -1}",
            62,
            "grade.start_low.risk_of_bias",
            'the number of levels of the level "no_information" is missing',
        ),
        (
            "{low: 0, high: -1, no_information: -1}",
            "{low: 0, high: -4, no_information: -1}",
            62,
            "grade.start_low.risk_of_bias.high",
            "must be at least -3, not -4",
        ),
        (
            "default: start_low",
            "default: start_lo",
            63,
            "grade.default",
            'no start "start_lo"; did you mean "start_low"?',
        ),
        (
            "{default: 4, if",
            "{default: four, if",
            64,
            "oxford_2011.default",
            'must be a whole number, not "four"',
        ),
        (
            "id: D1-R2",
            "id: D1-R1",
            44,
            "domains[D1].rules[D1-R1].id",
            'the rule id "D1-R1" is used twice (first on line 43)',
        ),
        (
            "id: D1-R1",
            "id: D1-R0",
            43,
            "domains[D1].rules[D1-R0].id",
            'the rule id should be "D1-R1" here, not "D1-R0"',
        ),
        (
            "{id: D2-R2, otherwise: true,",
            '{id: D2-R2, when: {item: "2.1", is: ["Y"]},',
            53,
            "domains[D2].rules[D2-R2]",
            "the rules do not end with `otherwise: true`: the last rule is missing",
        ),
        (
            '{id: D1-R2, when: {item: "1.2", is: ["NI"]},',
            "{id: D1-R2, otherwise: true,",
            44,
            "domains[D1].rules[D1-R2]",
            "`otherwise` stands before the last rule, so that the rules after it never fire",
        ),
        (
            "schema: appraisal-checklist/0.1",
            "schema: appraisal-checklist/9",
            1,
            "schema",
            '"appraisal-checklist/9" is not known here; did you mean "appraisal-checklist/0.2"?',
        ),
        (
            "ni_policy: neutral",
            "ni_policy: neutral, role: grade_indirectness",
            50,
            "domains[D2].items[2.1].role",
            "an item with a role is read by no rule, but 2.1 is read on line 52",
        ),
    ],
)
def test_problem_is_named(break_small: Break, old: str, new: str, line: int, path: str, message: str) -> None:
    """Each fault gives one problem with its line, its path, the reason and the nearest valid name."""
    found = {(problem.path, problem.message): problem.line for problem in break_small(old, new)}
    assert line == found.get((path, message)), found


@pytest.mark.parametrize(
    ("removed", "line", "message"),
    [
        ("D1-R1", 43, "rule D1-R1 is missing: the rules begin with D1-R2"),
        ("D1-R2", 44, "rule D1-R2 is missing: after D1-R1 comes D1-R3"),
        ("D1-R3", 44, "the rules do not end with `otherwise: true`: the last rule is missing"),
        ("O-R1", 56, "rule O-R1 is missing: the rules begin with O-R2"),
    ],
)
def test_lost_rule_is_named(small_text: str, removed: str, line: int, message: str) -> None:
    """A rule that was lost leaves a gap in the numbers, and the gap is named with its line."""
    lines = small_text.splitlines(keepends=True)
    text = "".join(each for each in lines if f"{{id: {removed}," not in each)
    found = problems_of(text)
    assert [(line, message)] == [(problem.line, problem.message) for problem in found]


def test_problems_come_together_in_order(break_small: Break) -> None:
    """Faults of shape, of names and of numbers are reported in one go, by line, once each."""
    found = break_small(
        "title: First",
        "titel: First",
        "id: D1-R2",
        "id: D1-R3",
        "id: D1-R3, otherwise",
        "id: D1-R4, otherwise",
        "default: start_low",
        "default: start_lw",
    )
    assert [
        'unknown key "titel"; did you mean "title"?',
        "rule D1-R2 is missing: after D1-R1 comes D1-R3",
        'no start "start_lw"; did you mean "start_low"?',
    ] == [problem.message for problem in found]
    assert sorted(problem.line for problem in found) == [problem.line for problem in found]
    assert 'small.yaml:32: domains[D1].titel: unknown key "titel"; did you mean "title"?' == str(found[0])


def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    """A named pipe that nobody writes to ends in a message that says what it is."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(ChecklistError, match="it is a pipe"):
        load_checklist(pipe)
