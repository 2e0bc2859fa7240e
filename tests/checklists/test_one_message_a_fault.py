"""One fault in a definition draws one message, with its line and the nearest valid name."""

from __future__ import annotations

import time

import pytest

from checklists import ChecklistError, parse_checklist, prove

RULES = """\
schema: appraisal-checklist/0.2
id: ours
version: "0.1"
title: "Ours"
answers:
  "Y": {label: "Yes", tone: good}
  "NO": {label: "No", tone: poor}
  "NI": {label: "Silent", tone: unknown}
answer_sets:
  standard: ["Y", "NO", "NI"]
groups:
  not_good: ["NO", "NI"]
judgement_scale:
  ordered: [low, high]
domains:
  - id: D1
    title: "First"
    items:
      - {id: "1.1", text: "So."}
      - {id: "1.2", text: "So."}
    rules:
      - {id: D1-R1, when: {item: "1.1", is: ["NO"]}, judge: high, because: "it is so"}
      - {id: D1-R2, when: {item: "1.2", is: [not_good]}, judge: high, because: "it is so"}
      - {id: D1-R3, otherwise: true, judge: low, because: "all good"}
overall:
  rules:
    - {id: O-R1, when: {domains: all, is: [high], at_least: 1}, judge: high, because: "one is"}
    - {id: O-R2, otherwise: true, judge: low, because: "none is"}
"""


def messages(text: str) -> list[str]:
    """What is wrong with a definition, without the name of the file."""
    with pytest.raises(ChecklistError) as refused:
        parse_checklist(text, "f")
    return [str(problem).removeprefix("f:") for problem in refused.value.problems]


def spoiled(*changes: str) -> str:
    """The definition with texts replaced, in pairs, each at its first place."""
    text = RULES
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_definition_is_sound() -> None:
    """So that what follows speaks of one fault each."""
    assert "ours" == parse_checklist(RULES).id


BARE = [
    (('"NO": {', "NO: {"), "7: answers.NO: a key must be text, but YAML reads NO as false"),
    (
        ('["Y", "NO", "NI"]', '["Y", NO, "NI"]'),
        "10: answer_sets.standard[1]: must be text, but YAML reads NO",
    ),
    (
        ('not_good: ["NO"', "not_good: [NO"),
        "12: groups.not_good[0]: must be text, but YAML reads NO as false",
    ),
    (('is: ["NO"]', "is: [NO]"), "22: domains[D1].rules[D1-R1].when.is[0]: must be text, but YAML reads NO"),
    (('id: "1.1"', "id: 1.1"), "19: domains[D1].items[0].id: must be text, but YAML reads 1.1 as a number"),
    (
        ('item: "1.1"', "item: 1.1"),
        "22: domains[D1].rules[D1-R1].when.item: must be text, but YAML reads 1.1",
    ),
    (('label: "Yes"', "label: Yes"), "6: answers.Y.label: must be text, but YAML reads Yes as true"),
    (('version: "0.1"', "version: 0.1"), "3: version: must be text, but YAML reads 0.1 as a number"),
    (("id: ours", "id: on"), "2: id: must be text, but YAML reads on as true"),
    (('because: "it is so"', "because: yes"), "22: domains[D1].rules[D1-R1].because: must be text, but YAML"),
]


@pytest.mark.parametrize(("change", "told"), BARE, ids=lambda value: str(value)[:30])
def test_a_missing_quote_is_told_once(change: tuple[str, str], told: str) -> None:
    """What was meant is clear, so nothing that names it is found at fault too; the way out is said."""
    (message,) = messages(spoiled(*change))
    assert message.startswith(told)
    assert "write it in quotes" in message


SLIPS = [
    (('    title: "First"', '    titel: "First"'), 'unknown key "titel"; did you mean "title"?'),
    (("judge: high", "judge: hihg"), 'no level "hihg" on the scale; did you mean "high"?'),
    (("tone: poor", "tone: bad"), '"bad" is not known here; valid here: "good", "poor", "unknown", "none"'),
    (
        ('text: "So."}', 'text: "So.", answer_set: standrd}'),
        'no answer set "standrd"; did you mean "standard"?',
    ),
    (("is: [not_good]", "is: [not_god]"), 'no answer code or group "not_god"; did you mean "not_good"?'),
    (("domains: all", "domains: [D2]"), 'no domain "D2"; valid here: "D1"'),
    (
        (
            '      - {id: "1.1", text: "So."}\n      - {id: "1.2"',
            '      "1.1": {text: "So."}\n      "1.2": {x: "1.2"',
        ),
        "must be a list",
    ),
    (
        ("id: ours", "id: ../../ours"),
        'the id is written in letters, digits, dots and hyphens, not "../../ours"',
    ),
    (('text: "So."}', 'text: "So.", points: {"Y": x}}'), 'must be a whole number, not "x"'),
]


@pytest.mark.parametrize(("change", "told"), SLIPS, ids=lambda value: str(value)[:30])
def test_a_slip_is_told_once_with_the_nearest_name(change: tuple[str, str], told: str) -> None:
    """Nothing that follows from it is told besides."""
    (message,) = messages(spoiled(*change))
    assert message.endswith(told)


def test_an_open_quote_is_told_with_the_way_out() -> None:
    """YAML itself speaks of commas and braces."""
    (message,) = messages(spoiled('because: "it is so"', "because: it is: so"))
    assert message.startswith("22: this is not valid YAML")
    assert message.endswith("put texts with a colon, a comma or a quote in quotes")


def _list(items: int, codes: int = 2) -> str:
    """A plain list of many items."""
    answers = "".join(f'  "A{code}": {{label: "x", tone: good}}\n' for code in range(codes))
    listed = "".join(f'      - {{id: "{number}", text: "So."}}\n' for number in range(1, items + 1))
    return (
        'schema: appraisal-checklist/0.2\nid: big\nversion: "1"\ntitle: "Big"\n'
        f"answers:\n{answers}domains:\n  - id: D1\n    title: x\n    judged_by: none\n    items:\n{listed}"
        "overall: none\n"
    )


def _variants(options: int) -> str:
    """A definition in which every option has a domain of its own."""
    names = [f"o{number}" for number in range(options)]
    domains = "".join(
        f"  - {{id: D{number}, title: x, judged_by: none, only_if: {{preliminary: P1, is: [{name}]}}, "
        f'items: [{{id: "{number}.1", text: "So."}}]}}\n'
        for number, name in enumerate(names, 1)
    )
    return (
        'schema: appraisal-checklist/0.2\nid: many\nversion: "1"\ntitle: "Many"\n'
        'answers: {"Y": {label: "Yes", tone: good}, "N": {label: "No", tone: poor}}\n'
        f"preliminaries: [{{id: P1, text: x, required: true, options: [{', '.join(names)}]}}]\n"
        f"domains:\n{domains}overall: none\n"
    )


TOTALS = """\
answer_sets: {x: {codes: ["A0", "A1"], points: {"A0": 1}}}
totals:
  - {id: T, title: "x", items: all}
  - {id: U, title: "y", items: [T]}
domains:
"""
HOSTILE = {
    "an alias bomb": ('a: &a ["x", "x"]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n', "anchors (&a) are refused"),
    "a tag": (spoiled('title: "Ours"', "title: !!python/object:os.system x"), "tags"),
    "a million items": ("domains: [" + "{}," * 1_000_000 + "]", "larger than 1024 KiB"),
    "very many items": (_list(9_000), "more than 20,000 values"),
    "sixty-five variants": (_variants(65), "more than 64 variants"),
    "a total of totals": (_list(3).replace("domains:\n", TOTALS), "totals of totals are not offered"),
    "an overall over a domain that nobody judges": (
        _list(3)
        .replace("overall: none\n", RULES[RULES.index("overall:") :])
        .replace("domains:\n  - id", "judgement_scale: {ordered: [low, high]}\ndomains:\n  - id"),
        "no domain is judged that could be read here",
    ),
    "an overall that names one": (
        spoiled(
            "overall:",
            '  - {id: D2, title: x, judged_by: none, items: [{id: "2.1", text: x}]}\noverall:',
            "domains: all",
            "domains: [D1, D2]",
        ),
        "nobody judges D2, so that it has no level to read",
    ),
    "depth": ("a: " + "[" * 5_000, "nested more than 20 levels deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_stop_the_program_is_refused_in_one_line_at_once(name: str) -> None:
    """In far less than a second, whatever the file holds."""
    text, told = HOSTILE[name]
    began = time.process_time()
    (message,) = messages(text)
    assert told in message
    assert "\n" not in message
    assert time.process_time() - began < 1


def test_as_many_variants_as_are_allowed_load() -> None:
    """Sixty-four."""
    assert 64 == len(parse_checklist(_variants(64)).domains)


def test_a_long_list_is_proved_in_time() -> None:
    """Three hundred items that nothing is made of."""
    began = time.process_time()
    prove(parse_checklist(_list(300)))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ('title: "Ours"', 'title "Ours"', 4, 'a colon is missing after the key in "title "Ours""'),
        ("domains:\n", "domains\n", 15, 'a colon is missing after the key in "domains"'),
        ('text: "So."}', 'text "So."}', 19, 'a colon is missing after "text": write text: …'),
    ],
)
def test_a_missing_colon_is_named_in_its_line(right: str, wrong: str, line: int, words: str) -> None:
    """YAML notices it lines later, and speaks of simple keys."""
    with pytest.raises(ChecklistError) as caught:
        parse_checklist(RULES.replace(right, wrong, 1), "own.yaml")
    first = caught.value.problems[0]
    assert (line, True) == (first.line, words in first.message)
