"""Texts of a checklist that come from a second file."""

from __future__ import annotations

import hashlib

import pytest

from checklists import ChecklistError, judge, parse_checklist, prove
from checklists.loader.texts import with_texts, without_texts

DEFINITION = """\
schema: appraisal-checklist/0.2
id: theirs
version: "1"
title: "Theirs, by its items"
wording: external
answers:
  "Y": {label: "Y", tone: good}
  "N": {label: "N", tone: poor}
answer_sets: {all: {codes: ["Y", "N"], points: {"Y": 1}}}
judgement_scale: {ordered: [low, high]}
preliminaries: [{id: P1, text: "P1"}]
totals: [{id: T, title: "T", items: all}]
domains:
  - id: D1
    title: "D1"
    items: [{id: "1.1"}, {id: "1.2"}]
    rules:
      - {id: D1-R1, when: {count: {items: all, is: ["Y"]}, at_least: all}, judge: low, because: "both are"}
      - {id: D1-R2, otherwise: true, judge: high, because: "one is no"}
overall:
  rules:
    - {id: O-R1, when: {domains: all, is: [high], at_least: 1}, judge: high, because: "it is high"}
    - {id: O-R2, otherwise: true, judge: low, because: "it is low"}
"""
TEXTS = """\
schema: appraisal-checklist-texts/0.2
checklist: theirs
texts:
  title: "Official title"
  answers: {"Y": "Yes, indeed"}
  levels: {low: "Low concern"}
  preliminaries: {P1: "Which outcome?"}
  totals: {T: "Sum"}
  domains: {D1: {title: "First domain", asks: "Is it so?"}}
  items:
    "1.1": {text: "Official one.", guidance: "Say yes if so."}
    "1.2": {text: "Official two."}
"""
BARE = parse_checklist(DEFINITION)


def refused(text: str) -> list[str]:
    """What is wrong with a file of texts."""
    with pytest.raises(ChecklistError) as error:
        with_texts(BARE, text, "t")
    return [problem.message for problem in error.value.problems]


def test_a_definition_with_external_wording_needs_no_texts() -> None:
    """It loads, is proved and judged; ids stand where texts would."""
    assert () == prove(BARE).problems
    assert "low" == judge(BARE, {"1.1": "Y", "1.2": "Y"}).final_overall
    assert "Item 1.1 (its text is not in this file)" == without_texts(BARE).item("1.1").text


def test_every_text_comes_from_the_second_file() -> None:
    """Ids, rules and the sha256 of the definition stay; the file has a sha256 of its own."""
    made = with_texts(BARE, TEXTS)
    assert ("Official title", "Official one.", "Say yes if so.", "Official two.") == (
        made.title,
        made.item("1.1").text,
        made.item("1.1").guidance,
        made.item("1.2").text,
    )
    assert ("Yes, indeed", "N", "Low concern", "Which outcome?", "Sum", "First domain", "Is it so?") == (
        made.answers["Y"].label,
        made.answers["N"].label,
        made.label("low"),
        made.preliminaries[0].text,
        made.total("T").title,
        made.domain("D1").title,
        made.domain("D1").asks,
    )
    assert (BARE.sha256, DEFINITION) == (made.sha256, made.source)
    assert hashlib.sha256(TEXTS.encode()).hexdigest() == made.wording_sha256
    assert made.domains[0].rules == BARE.domains[0].rules
    assert "low" == judge(made, {"1.1": "Y", "1.2": "Y"}).final_overall


def test_two_wordings_are_two_checklists() -> None:
    """Nothing that is remembered of one is taken for the other."""
    made, other = with_texts(BARE, TEXTS), with_texts(BARE, TEXTS.replace("Official one", "Another one"))
    assert 3 == len({BARE, made, other})
    assert "Another one." == other.item("1.1").text


def test_missing_texts_are_named() -> None:
    """In one line, however many."""
    short = TEXTS[: TEXTS.index('    "1.2"')]
    assert ["1 of 2 items have no text: 1.2"] == refused(short)
    assert ["2 of 2 items have no text: 1.1, 1.2"] == refused(short[: short.index("  items:")])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"1.2":', '"1.3":', 'theirs has none of items called "1.3"; did you mean "1.2"?'),
        ("D1: {", "D2: {", 'theirs has none of domains called "D2"; valid here: "D1"'),
        ("checklist: theirs", "checklist: ours", 'these are the texts of "ours", not of theirs'),
        (
            "texts/0.2",
            "texts/0.1",
            'must be "appraisal-checklist-texts/0.2", not "appraisal-checklist-texts/0.1"',
        ),
        ('"Official two."', "yes", 'must be text, but YAML reads yes as true: write it in quotes, "yes"'),
    ],
)
def test_what_does_not_fit_is_told(old: str, new: str, told: str) -> None:
    """With the nearest name."""
    assert told in refused(TEXTS.replace(old, new))


def test_hostile_texts_are_refused() -> None:
    """As definitions are."""
    assert refused("a: &a [x]\nb: [*a]")
    assert refused("")
