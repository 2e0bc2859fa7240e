"""The checklist after QUADAS-3: two axes, judged by the reviewer; low is suggested where all is yes."""

from __future__ import annotations

from itertools import product

import pytest

from checklists import Checklist, find_checklist, judge, prove
from tests.checklists.forms import fill

BIAS = ("D1", "D2", "D3", "D4")
APPLICABILITY = ("A1", "A2", "A3")
LEVELS = ("low", "high", "insufficient_information")


@pytest.fixture(scope="module")
def quadas() -> Checklist:
    """The shipped checklist."""
    return find_checklist("quadas-3")


def test_it_is_proved(quadas: Checklist) -> None:
    """It loads and is proved on both axes."""
    assert () == prove(quadas).problems


def test_all_yes_suggests_low(quadas: Checklist) -> None:
    """Answers that are all yes suggest low for each domain of bias; applicability is asked all the same."""
    verdict = judge(quadas, fill(quadas, {}, "best"))
    assert ["low"] * 4 == [verdict.domain(domain).final for domain in BIAS]
    assert list(APPLICABILITY) == [each.id for each in verdict.to_judge if each.id in APPLICABILITY]  # type: ignore[union-attr]
    assert "low" == verdict.overalls["bias"].final
    assert verdict.overalls["applicability"].final is None


@pytest.mark.parametrize("manner", ["worst", "silent"])
def test_otherwise_the_reviewer_is_asked(quadas: Checklist, manner: str) -> None:
    """Neither a no nor silence settles a level: the reviewer chooses among all three."""
    verdict = judge(quadas, fill(quadas, {}, manner))  # type: ignore[arg-type]
    for domain in BIAS:
        assert (None, LEVELS) == (verdict.domain(domain).final, verdict.domain(domain).ask)
    assert verdict.overalls["bias"].final is None


@pytest.mark.parametrize("item", ["1.2", "2.4", "3.8", "4.1"])
@pytest.mark.parametrize("code", ["PN", "N", "NI"])
def test_one_answer_that_is_not_yes_asks(quadas: Checklist, item: str, code: str) -> None:
    """One answer that is not yes is enough to ask about its domain, and about no other."""
    verdict = judge(quadas, fill(quadas, {}, "best") | {item: code})
    assert [f"D{item[0]}"] == [domain for domain in BIAS if verdict.domain(domain).ask]


@pytest.mark.parametrize(("axis", "domains"), [("bias", BIAS), ("applicability", APPLICABILITY)])
def test_overall_of_an_axis(quadas: Checklist, axis: str, domains: tuple[str, ...]) -> None:
    """On each axis one high makes high, else one gap in information makes that, else it is low."""
    answers = fill(quadas, {}, "worst")
    for levels in product(LEVELS, repeat=len(domains)):
        verdict = judge(quadas, answers, overrides=dict(zip(domains, levels, strict=True)))
        expected = next((level for level in ("high", "insufficient_information") if level in levels), "low")
        assert expected == verdict.overalls[axis].final, levels


def test_certainty_reads_bias(quadas: Checklist) -> None:
    """Certainty reads the axis of bias, whatever is judged of applicability."""
    levels = dict.fromkeys(BIAS, "low") | dict.fromkeys(APPLICABILITY, "high")
    verdict = judge(quadas, fill(quadas, {}, "worst"), overrides=levels)
    assert verdict.overall is not None
    assert ("bias", "low") == (verdict.overall.axis, verdict.overall.final)
    assert "high" == verdict.overalls["applicability"].final


def test_two_gates_are_flagged(quadas: Checklist) -> None:
    """Known patients beside healthy people are pointed out before domain 1 is called low."""
    assert ["F1"] == [flag.id for flag in judge(quadas, fill(quadas, {}, "best") | {"1.1": "N"}).flags]
