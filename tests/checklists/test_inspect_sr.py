"""The checklist after INSPECT-SR: 21 checks whose yes is a problem, judged by the reviewer."""

from __future__ import annotations

from itertools import product

import pytest

from checklists import Checklist, find_checklist, judge, prove
from tests.checklists.forms import fill

DOMAINS = ("D1", "D2", "D3", "D4")
LEVELS = ("no_concerns", "some_concerns", "serious_concerns")


@pytest.fixture(scope="module")
def inspect_sr() -> Checklist:
    """The shipped checklist."""
    return find_checklist("inspect-sr")


def test_it_is_proved(inspect_sr: Checklist) -> None:
    """It loads and is proved, with every level that a reviewer may choose."""
    assert () == prove(inspect_sr).problems


def test_checks_are_those_published(inspect_sr: Checklist) -> None:
    """There are 3, 5, 2 and 11 checks, and a yes to any is a problem."""
    assert [3, 5, 2, 11] == [len(domain.items) for domain in inspect_sr.domains]
    assert {"bad"} == {item.yes_is for item in inspect_sr.items}


def test_nothing_found_suggests_no_concerns(inspect_sr: Checklist) -> None:
    """Where no check found anything, no concerns is suggested throughout."""
    verdict = judge(inspect_sr, fill(inspect_sr, {}, "best"))
    assert ["no_concerns"] * 4 == [domain.final for domain in verdict.domains]
    assert verdict.overall is not None
    assert ("no_concerns", ()) == (verdict.overall.final, verdict.flags)


def test_a_check_that_does_not_apply_judges_as_no(inspect_sr: Checklist) -> None:
    """A trial without figures, with one report and of before registers, is not worse for it."""
    answers = fill(inspect_sr, {}, "best") | {"2.2": "NA", "2.3": "NA", "3.2": "NA", "4.11": "NA"}
    assert ["no_concerns"] * 4 == [domain.final for domain in judge(inspect_sr, answers).domains]


@pytest.mark.parametrize("manner", ["worst", "silent"])
def test_otherwise_the_reviewer_is_asked(inspect_sr: Checklist, manner: str) -> None:
    """Neither a problem nor an unclear check settles a level: the reviewer chooses among all."""
    verdict = judge(inspect_sr, fill(inspect_sr, {}, manner))  # type: ignore[arg-type]
    assert [(None, LEVELS)] * 4 == [(domain.final, domain.ask) for domain in verdict.domains]


def test_overall_suggests_the_worst_domain(inspect_sr: Checklist) -> None:
    """Whatever is judged of the domains, the worst is suggested for the whole."""
    answers = fill(inspect_sr, {}, "worst")
    for levels in product(LEVELS, repeat=len(DOMAINS)):
        verdict = judge(inspect_sr, answers, overrides=dict(zip(DOMAINS, levels, strict=True)))
        assert verdict.overall is not None
        assert max(levels, key=LEVELS.index) == verdict.overall.suggested, levels


def test_serious_concerns_say_what_follows(inspect_sr: Checklist) -> None:
    """With serious concerns overall, the reviewer is told to leave the trial out of the synthesis."""
    answers = fill(inspect_sr, {}, "best")
    judged = judge(inspect_sr, answers, overrides={"overall": "serious_concerns"})
    assert ["F1"] == [flag.id for flag in judged.flags]
    assert "synthesis" in judged.flags[0].message


@pytest.mark.parametrize(("item", "flag"), [("1.1", "F2"), ("4.6", "F4"), ("4.8", "F4"), ("4.9", "F4")])
def test_some_problems_carry_a_remark(inspect_sr: Checklist, item: str, flag: str) -> None:
    """A retraction, and numbers that do not fit, carry a remark on how to weigh them."""
    answers = fill(inspect_sr, {}, "best") | {item: "Y"}
    assert [flag] == [each.id for each in judge(inspect_sr, answers).flags]


@pytest.mark.parametrize("item", ["4.6", "4.8", "4.9"])
def test_sums_name_the_number_checks(inspect_sr: Checklist, item: str) -> None:
    """The checks that the program can compute say that its number checks do so."""
    assert "number checks" in inspect_sr.item(item).guidance
