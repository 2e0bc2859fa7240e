"""The numbers that choose the answers of an item."""

from __future__ import annotations

import pytest

from checklists import find_checklist
from workbench.review.appraisals.answer_numbers import answer_numbers


@pytest.mark.parametrize(
    ("checklist", "item", "expected"),
    [
        ("minors", "1", {2: "TWO", 1: "ONE", 0: "ZERO"}),
        ("nos-cohort", "S2", {1: "A", 2: "C", 3: "D"}),
        ("case-series", "1.1", {1: "Y", 2: "PY", 3: "PN", 4: "N", 5: "NI"}),
    ],
)
def test_answers_that_are_points_have_them_as_numbers_and_others_their_places(
    checklist: str, item: str, expected: dict[int, str]
) -> None:
    """Points of which the words of an answer say nothing are no numbers to type."""
    numbers = answer_numbers(find_checklist(checklist), item)
    assert expected == {number: option.code for number, option in numbers.items()}


def test_an_answer_beside_the_points_has_the_number_behind_them() -> None:
    """Not applicable is no number of points, and takes none of theirs."""
    minors = find_checklist("minors")
    answers = {**minors.answers, "NA": minors.answers["ZERO"].model_copy(update={"code": "NA", "label": "-"})}
    points = minors.answer_sets["points"].model_copy(update={"codes": ("NA", "TWO", "ONE", "ZERO")})
    wider = minors.model_copy(update={"answers": answers, "answer_sets": {"points": points}})
    numbers = answer_numbers(wider, "1")
    assert [(3, "NA"), (2, "TWO"), (1, "ONE"), (0, "ZERO")] == [
        (number, option.code) for number, option in numbers.items()
    ]
