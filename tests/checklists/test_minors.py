"""The checklist after MINORS: two variants, points, a total, and no verdict."""

from __future__ import annotations

import pytest

from checklists import find_checklist, judge, oxford_level, prove

IDEAL = {"non_comparative": (8, 16), "comparative": (12, 24)}
"""Items and ideal total of each kind of study, as published."""

kinds = pytest.mark.parametrize("kind", sorted(IDEAL))


def answers(kind: str, code: str) -> dict[str, str]:
    """The same answer to every item of a kind of study."""
    checklist = find_checklist("minors").variant({"P1": kind})
    return {"P1": kind} | {item.id: code for item in checklist.items}


def test_it_is_proved() -> None:
    """No objection in either variant."""
    assert () == prove(find_checklist("minors")).problems


@kinds
def test_a_study_is_asked_the_items_of_its_kind(kind: str) -> None:
    """The last four are for studies with a second group only."""
    verdict = judge(find_checklist("minors"), {"P1": kind})
    assert [str(number) for number in range(1, IDEAL[kind][0] + 1)] == list(verdict.asked)


@kinds
@pytest.mark.parametrize(("code", "points"), [("TWO", 2), ("ONE", 1), ("ZERO", 0)])
def test_the_total_is_the_sum_of_the_points(kind: str, code: str, points: int) -> None:
    """Up to 16 or 24."""
    checklist = find_checklist("minors")
    items, ideal = IDEAL[kind]
    assert items * points == judge(checklist, answers(kind, code)).totals["T"]
    assert ideal == checklist.variant({"P1": kind}).out_of("T")


@kinds
@pytest.mark.parametrize("code", ["TWO", "ZERO"])
def test_there_is_no_verdict(kind: str, code: str) -> None:
    """Neither for the best nor for the worst, nor a start for GRADE."""
    checklist = find_checklist("minors")
    assert judge(checklist, answers(kind, code)).overall is None
    assert checklist.grade is None


def test_answers_for_the_second_group_count_only_where_there_is_one() -> None:
    """They are kept when the kind is changed, and add nothing meanwhile."""
    checklist = find_checklist("minors")
    both = answers("comparative", "TWO")
    assert 24 == judge(checklist, both).totals["T"]
    assert 16 == judge(checklist, both | {"P1": "non_comparative"}).totals["T"]


@pytest.mark.parametrize(
    ("kind", "code", "level"),
    [("comparative", "TWO", 3), ("comparative", "ONE", 4), ("non_comparative", "TWO", 4)],
)
def test_only_a_second_group_of_the_same_time_is_of_level_three(kind: str, code: str, level: int) -> None:
    """As the Oxford table has it: historical controls are of level 4."""
    assert level == oxford_level(find_checklist("minors"), answers(kind, code))
