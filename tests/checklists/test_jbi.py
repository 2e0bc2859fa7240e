"""The three checklists after the JBI lists of 2020: answers are kept, and the reviewer decides."""

from __future__ import annotations

import pytest

from checklists import find_checklist, judge, prove

QUESTIONS = {"jbi-case-series": 10, "jbi-case-reports": 8, "jbi-cross-sectional": 8}
"""How many questions the published list has."""
PREFIXES = {
    "jbi-case-series": "jbi-case-series",
    "jbi-case-reports": "jbi-case-report",
    "jbi-cross-sectional": "jbi-cross-sectional",
}
"""What the crosswalk calls the published list."""

checklist_ids = pytest.mark.parametrize("checklist_id", sorted(QUESTIONS))
DECISIONS = ("include", "seek_info", "exclude")


@checklist_ids
def test_it_is_proved(checklist_id: str) -> None:
    """No objection."""
    assert () == prove(find_checklist(checklist_id)).problems


@checklist_ids
def test_its_items_are_the_questions_by_number(checklist_id: str) -> None:
    """Ids are the published numbers, each points to its own question, and the four answers are offered."""
    checklist = find_checklist(checklist_id)
    numbers = [str(number) for number in range(1, QUESTIONS[checklist_id] + 1)]
    assert numbers == [item.id for item in checklist.items]
    expected = [(f"{PREFIXES[checklist_id]}:{number}",) for number in numbers]
    assert expected == [item.crosswalk for item in checklist.items]
    assert {("Y", "N", "U", "NA")} == {checklist.codes(item.id) for item in checklist.items}


@checklist_ids
@pytest.mark.parametrize("code", ["Y", "N", "U", "NA"])
def test_no_number_of_answers_decides(checklist_id: str, code: str) -> None:
    """All yes, all no, all unclear or nothing applicable: the reviewer is asked, and nothing is suggested."""
    checklist = find_checklist(checklist_id)
    verdict = judge(checklist, {item.id: code for item in checklist.items})
    assert verdict.overall is not None
    assert (None, None) == (verdict.overall.suggested, verdict.overall.final)
    assert DECISIONS == verdict.overall.ask
    assert {} == verdict.totals


@checklist_ids
@pytest.mark.parametrize("decision", DECISIONS)
def test_what_the_reviewer_decides_stands(checklist_id: str, decision: str) -> None:
    """The three decisions of JBI, whatever was answered."""
    checklist = find_checklist(checklist_id)
    verdict = judge(checklist, {item.id: "U" for item in checklist.items}, overrides={"overall": decision})
    assert verdict.overall is not None
    assert decision == verdict.overall.final


@checklist_ids
def test_it_sets_no_cut_off_and_offers_grade_no_start(checklist_id: str) -> None:
    """JBI has none, and whether a study goes in says nothing of how far the evidence is rated down."""
    checklist = find_checklist(checklist_id)
    assert ((), None) == (checklist.totals, checklist.grade)
    assert ["none"] == [domain.judged_by for domain in checklist.domains]
