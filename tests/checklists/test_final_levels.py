"""The levels of many appraisals: the same as those of the full judgement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import (
    Checklist,
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    find_checklist,
    judge,
    judge_levels,
)
from checklists.judgement import final_levels
from checklists.judgement.compact_answers import AnswerList
from tests.checklists.own import OWN

ALL = {name: find_checklist(name) for name in OWN}


@st.composite
def overridden_sheets(draw: st.DrawFn) -> tuple[Checklist, dict[str, str], dict[str, str]]:
    """A checklist with answers to some of its items, and overrides of some of its judgements."""
    checklist = ALL[draw(st.sampled_from(sorted(ALL)))]
    answers = {}
    for item in checklist.items:
        codes = [option.code for option in checklist.options(item.id)]
        code = draw(st.sampled_from([*codes, *codes, *codes, None]))
        if code is not None:
            answers[item.id] = code
    targets = st.sampled_from([*(domain.id for domain in checklist.domains), "overall"])
    overrides = draw(st.dictionaries(targets, st.sampled_from(checklist.levels), max_size=2))
    return checklist, answers, overrides


def levels_of(checklist, answers, overrides):
    """What the full judgement says of everything that `FinalLevels` holds."""
    verdict = judge(checklist, answers, overrides=overrides)
    codes = [answers.get(item.id) if item.id in verdict.shown else "NA" for item in checklist.items]
    finals = [domain.final for domain in verdict.domains]
    return tuple(codes), len(verdict.asked), len(verdict.answered), tuple(finals), verdict.overall.final


def parts_of(levels):
    """The attributes of `FinalLevels` in order."""
    return levels.codes, levels.asked, levels.answered, levels.domains, levels.overall


@settings(deadline=None, max_examples=300)
@given(overridden_sheets())
def test_the_levels_are_those_of_the_full_judgement(sheet) -> None:
    """Whatever is answered, skipped or overridden, seen before or not."""
    checklist, answers, overrides = sheet
    expected = levels_of(checklist, answers, overrides)
    assert [expected, expected] == [
        parts_of(judge_levels(checklist, answers, overrides=overrides)) for _ in range(2)
    ]


@settings(deadline=None, max_examples=300)
@given(overridden_sheets(), st.randoms(use_true_random=False))
def test_answers_in_a_list_are_judged_like_answers_by_item(sheet, random) -> None:
    """In whatever order the items of the list stand, with and without overrides."""
    checklist, answers, overrides = sheet
    items = random.sample(sorted(answers), len(answers))
    listed = AnswerList(tuple(items), [answers[item] for item in items])
    assert listed == answers
    for levels in (overrides, {}):
        expected = judge_levels(checklist, answers, overrides=levels)
        assert [expected, expected] == [judge_levels(checklist, listed, overrides=levels) for _ in range(2)]


def test_a_list_of_answers_is_refused_where_they_would_be() -> None:
    """An unknown item, an answer that is not offered, or a code too few."""
    checklist = find_checklist("case-series")
    with pytest.raises(UnknownItem):
        judge_levels(checklist, AnswerList(("9.9",), ["Y"]))
    with pytest.raises(UnknownAnswer):
        judge_levels(checklist, AnswerList(("1.1",), ["maybe"]))
    with pytest.raises(ValueError, match="1 codes for 2 items"):
        AnswerList(("1.1", "1.2"), ["Y"])


def test_what_is_forgotten_is_judged_again(monkeypatch) -> None:
    """A checklist with more combinations than are remembered still gets the right levels."""
    monkeypatch.setattr(final_levels, "MOST_REMEMBERED", 2)
    checklist = find_checklist("case-series")
    for code in ("Y", "PY", "PN", "N", "NI", "Y"):
        answers = {item.id: code for item in checklist.items}
        assert levels_of(checklist, answers, {}) == parts_of(judge_levels(checklist, answers))


@pytest.mark.parametrize(
    ("answers", "overrides", "error"),
    [
        ({"99.9": "Y"}, {}, UnknownItem),
        ({"1.1": "maybe"}, {}, UnknownAnswer),
        ({}, {"D99": "high"}, UnknownDomain),
        ({}, {"D1": "dreadful"}, UnknownJudgement),
    ],
)
def test_what_does_not_exist_is_refused(answers, overrides, error) -> None:
    """As the full judgement refuses it."""
    with pytest.raises(error):
        judge_levels(find_checklist("case-series"), answers, overrides=overrides)
