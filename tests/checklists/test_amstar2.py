"""The checklist after AMSTAR 2: sixteen answers, and a rating by critical flaws and weaknesses."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import Checklist, find_checklist, judge, prove
from tests.checklists.forms import fill

CRITICAL = ("2", "4", "7", "9", "11", "13", "15")
OTHERS = ("1", "3", "5", "6", "8", "10", "12", "14", "16")
PRELIMINARIES = {"P1": "both", "P2": "pooled"}
WITH_PARTIAL = ("2", "4", "7", "8", "9")
IF_POOLED = ("11", "12", "15")


def codes(item: str) -> tuple[str, ...]:
    """What the published form offers for an item."""
    if item in WITH_PARTIAL:
        return ("Y", "PY", "N")
    return ("Y", "N", "NMA") if item in IF_POOLED else ("Y", "N")


def published(answers: dict[str, str]) -> str:
    """Shea BJ, et al. BMJ 2017;358:j4008, doi 10.1136/bmj.j4008: the rating from flaws and weaknesses."""
    flaws = sum(answers[item] == "N" for item in CRITICAL)
    weaknesses = sum(answers[item] == "N" for item in OTHERS)
    if flaws > 1:
        return "critically_low"
    if flaws == 1:
        return "low"
    return "moderate" if weaknesses > 1 else "high"


@pytest.fixture(scope="module")
def amstar() -> Checklist:
    """The shipped checklist."""
    return find_checklist("amstar-2")


def rating(checklist: Checklist, answers: dict[str, str]) -> str | None:
    """The overall rating of a form."""
    verdict = judge(checklist, PRELIMINARIES | answers)
    assert verdict.overall is not None
    return verdict.overall.final


def test_it_is_proved(amstar: Checklist) -> None:
    """It loads and is proved over whole forms, since its overall reads the answers."""
    assert () == prove(amstar).problems


def test_every_set_of_critical_flaws(amstar: Checklist) -> None:
    """Every set of critical flaws, with none to all of the other weaknesses, is rated as published."""
    for flaws in product("YN", repeat=len(CRITICAL)):
        for weaknesses in range(len(OTHERS) + 1):
            answers = dict(zip(CRITICAL, flaws, strict=True))
            answers |= {item: "N" if place < weaknesses else "Y" for place, item in enumerate(OTHERS)}
            assert published(answers) == rating(amstar, answers), answers


@settings(max_examples=300)
@given(answers=st.fixed_dictionaries({item: st.sampled_from(codes(item)) for item in CRITICAL + OTHERS}))
def test_any_form(answers: dict[str, str]) -> None:
    """Any form is rated as published: partial yes and no meta-analysis are no flaws."""
    assert published(answers) == rating(find_checklist("amstar-2"), answers)


@pytest.mark.parametrize(
    ("manner", "expected"), [("best", "high"), ("worst", "critically_low"), ("silent", "critically_low")]
)
def test_whole_form(amstar: Checklist, manner: str, expected: str) -> None:
    """The best form is high, the worst critically low; what is not told is a no."""
    verdict = judge(amstar, fill(amstar, PRELIMINARIES, manner))  # type: ignore[arg-type]
    assert verdict.overall is not None
    assert expected == verdict.overall.final


def test_sixteen_items_are_judged(amstar: Checklist) -> None:
    """Sixteen items are judged; the parts of 9 and 11 are only recorded and hold nothing up."""
    verdict = judge(amstar, PRELIMINARIES)
    assert {str(number) for number in range(1, 17)} == set(verdict.asked)
    assert {"9R", "9N", "11R", "11N"} == set(verdict.recorded)


def test_many_weaknesses_are_left_to_the_reviewer(amstar: Checklist) -> None:
    """Many weaknesses do not by themselves make low; a flag says that the reviewer may."""
    answers = dict.fromkeys(CRITICAL, "Y") | dict.fromkeys(OTHERS, "N")
    verdict = judge(amstar, PRELIMINARIES | answers)
    assert verdict.overall is not None
    assert "moderate" == verdict.overall.final
    assert ["F1"] == [flag.id for flag in verdict.flags]


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        ({"9R": "N"}, ["F3"]),
        ({"9R": "N", "9": "N"}, []),
        ({"11N": "N"}, ["F3"]),
        ({"P2": "not_pooled"}, ["F2"]),
        ({"P2": "not_pooled", "11": "NMA", "12": "NMA", "15": "NMA"}, []),
    ],
)
def test_answers_that_do_not_fit_are_flagged(
    amstar: Checklist, change: dict[str, str], flags: list[str]
) -> None:
    """A part that is no while its item is not, and pooling judged without any, are pointed out."""
    answers = fill(amstar, PRELIMINARIES, "best") | change
    assert flags == [flag.id for flag in judge(amstar, answers).flags]
