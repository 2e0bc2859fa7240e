"""Version 0.2 of the language: what each addition means when a study is judged."""

from __future__ import annotations

import pytest

from checklists import (
    Checklist,
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    find_checklist,
    judge,
    judge_levels,
    parse_checklist,
)

ASSIGNMENT = {"P1": "assignment", "P2": "go"}
GOOD = {"1.1": "Y", "2.1": "Y", "2.2": "PY", "S1": "Y", "S2": "Y", "S3": "N"}

TEN_LINES = """
schema: appraisal-checklist/0.2
id: tiny
version: "1"
title: Two answers and a list
answers:
  "Y": {label: "Yes", tone: good}
  "N": {label: "No", tone: poor}
domains:
  - id: D1
    title: The list
    judged_by: none
    items:
      - {id: "1", text: "First."}
      - {id: "2", text: "Second."}
"""


def test_a_list_without_judgement_needs_few_lines() -> None:
    """No scale, no rules, no overall: the answers are kept and nothing is judged."""
    tiny = parse_checklist(TEN_LINES)
    verdict = judge(tiny, {"1": "Y"})
    assert (None, {}, ()) == (verdict.overall, dict(verdict.overalls), tiny.targets)
    assert ("2",) == verdict.unanswered
    assert (None, "none") == (verdict.domain("D1").final, verdict.domain("D1").judged_by)
    assert ["Y", "N"] == [option.code for option in tiny.options("1")]


def test_the_variant_follows_from_the_preliminaries(rich: Checklist) -> None:
    """Only the parts of the chosen variant are asked, and each has the same text and sha256."""
    variant = rich.variant(ASSIGNMENT)
    assert ["D1", "D2a", "D3", "A1"] == [domain.id for domain in variant.domains]
    assert (rich.sha256, rich.source) == (variant.sha256, variant.source)
    adhering = rich.variant({"P1": "adhering", "P2": "go", "P3": "other"})
    assert ("2.3",) == tuple(item.id for item in adhering.domain("D2b").items)
    both = rich.variant({"P1": "adhering", "P2": "go", "P3": "other, failed"})
    assert ("2.3", "2.4") == tuple(item.id for item in both.domain("D2b").items)


def test_nothing_is_settled_while_the_variant_is_open(rich: Checklist) -> None:
    """Every part may still be asked, and every overall judgement is possible."""
    verdict = judge(rich, GOOD)
    assert {"D2a", "D2b"} <= {domain.id for domain in verdict.domains}
    assert (None, ("low", "some", "high", "silent")) == (verdict.overall.final, verdict.overall.possible)
    assert judge_levels(rich, GOOD).overall is None


def test_a_preliminary_that_is_not_asked_holds_nothing_open(rich_text: str) -> None:
    """A rule that reads it does not hold, as for an item that is not there, and the rules below it decide."""
    asked = "options: [go, halt], required: true"
    gated = f"{asked}, only_if: {{preliminary: P1, is: [adhering]}}"
    checklist = parse_checklist(rich_text.replace(asked, gated))
    answers = GOOD | {"P1": "assignment"}
    assert "low" == judge(checklist, answers).overall.final
    assert "low" == judge_levels(checklist, answers).overall
    assert judge(checklist, answers | {"P1": "adhering", "P3": "other", "2.3": "Y"}).overall.final is None


def test_answers_of_another_variant_are_passed_over_and_come_back(rich: Checklist) -> None:
    """Changing the preliminary changes what counts, and loses nothing."""
    answers = GOOD | {"2.3": "N", "2.4": "N", "P2": "go"}
    first = judge(rich, answers | {"P1": "assignment"})
    assert "2.3" not in first.shown
    other = judge(rich, answers | {"P1": "adhering", "P3": "other"})
    assert ("low", "high") == other.domain("D2b").ask
    assert first == judge(rich, answers | {"P1": "assignment"})


def test_a_rule_may_ask_the_reviewer(rich: Checklist) -> None:
    """No level is suggested; the reviewer's own stands, and the whole follows from it."""
    answers = GOOD | {"P1": "adhering", "P2": "go", "P3": "other", "2.3": "N"}
    verdict = judge(rich, answers)
    domain = verdict.domain("D2b")
    assert (None, None, "D2b-R2", ("low", "high")) == (
        domain.suggested,
        domain.final,
        domain.rule,
        domain.ask,
    )
    assert ["D2b", "A1", "overall.applicability"][:2] == [each.id for each in verdict.to_judge]
    judged = judge(rich, answers, overrides={"D2b": "high", "A1": "low"})
    assert ("high", "high", "low") == (
        judged.domain("D2b").final,
        judged.overall.final,
        judged.overalls["applicability"].final,
    )
    assert () == judged.to_judge


def test_a_reviewer_may_be_given_a_suggestion(rich: Checklist) -> None:
    """Where a rule of a reviewer's domain gives a level, it stands until somebody overrides it."""
    answers = GOOD | {"P1": "adhering", "P2": "go", "P3": "other", "2.3": "Y"}
    assert ("low", ()) == (judge(rich, answers).domain("D2b").final, judge(rich, answers).domain("D2b").ask)


@pytest.mark.parametrize(
    ("answers", "total", "limits"),
    [
        ({}, None, (0, 3)),
        ({"S1": "Y"}, None, (1, 3)),
        ({"S1": "Y", "S2": "NI"}, None, (1, 2)),
        ({"S1": "Y", "S2": "NI", "S3": "N"}, 1, (1, 1)),
    ],
)
def test_points_are_added_up(
    rich: Checklist, answers: dict[str, str], total: int | None, limits: tuple[int, int]
) -> None:
    """A code without points counts 0; while answers are missing the sum lies between two limits."""
    verdict = judge(rich, ASSIGNMENT | answers)
    assert (total, limits) == (verdict.totals["T"], verdict.total_limits["T"])
    assert 3 == rich.out_of("T")


def test_overall_rules_read_totals(rich: Checklist) -> None:
    """The same domains with fewer stars give another level, and the answers behind it are named."""
    levels = {"A1": "low"}
    good = judge(rich, ASSIGNMENT | GOOD, overrides=levels)
    fewer = judge(rich, ASSIGNMENT | GOOD | {"S2": "N"}, overrides=levels)
    assert ("low", "some") == (good.overall.final, fewer.overall.final)
    assert {"S1": "Y", "S2": "N", "S3": "N"} == fewer.overall.answers


def test_triage_stops_the_appraisal(rich: Checklist) -> None:
    """Nothing else is asked, no domain is judged, and the whole is decided."""
    verdict = judge(rich, {"P1": "assignment", "P2": "halt", "1.1": "Y"})
    assert ((), (), ()) == (verdict.asked, verdict.unanswered, verdict.to_judge)
    assert ("high", "O-R1", True) == (verdict.overall.final, verdict.overall.rule, verdict.overall.stopped)
    assert {False} == {domain.is_needed for domain in verdict.domains}
    assert "high" == judge_levels(rich, {"P1": "assignment", "P2": "halt"}).overall


def test_triage_raises_no_flag_on_domains_that_it_left_out(rich_text: str) -> None:
    """A domain that was not judged is at none of the levels that a flag counts."""
    flag = "when: {domains: [D1, D2a], is: [high], at_least: 2}"
    checklist = parse_checklist(rich_text.replace("when: {overall: [silent]}", flag))
    assert () == judge(checklist, {"P1": "assignment", "P2": "halt"}).flags
    assert ["F1"] == [
        each.id for each in judge(checklist, ASSIGNMENT, overrides={"D1": "high", "D2a": "high"}).flags
    ]


def test_yes_is_bad_turns_the_tone(rich: Checklist) -> None:
    """For the reader a yes to a question about a problem speaks against the study; the code stays."""
    assert ("poor", "good", "unknown") == tuple(rich.tone("1.2", code) for code in ("Y", "N", "NI"))
    assert "good" == rich.tone("1.1", "Y")


def test_each_axis_has_its_own_overall(rich: Checklist) -> None:
    """GRADE reads one of them; the other has a target of its own."""
    assert ("D1", "D2a", "D2b", "A1", "overall", "overall.applicability") == rich.targets
    verdict = judge(rich, ASSIGNMENT | GOOD, overrides={"A1": "high"})
    assert ("low", "high") == (verdict.overall.final, verdict.overalls["applicability"].final)
    assert verdict.overall is verdict.overalls["bias"]
    assert ("low", "high") == rich.levels_of("A1")
    with pytest.raises(UnknownJudgement):
        judge(rich, ASSIGNMENT, overrides={"A1": "some"})
    with pytest.raises(UnknownDomain):
        judge(rich, ASSIGNMENT, overrides={"D3": "low"})


def test_items_that_are_only_recorded_hold_up_nothing(rich: Checklist) -> None:
    """They are asked, come after the judged ones of their domain, and are not missing when left out."""
    verdict = judge(rich, ASSIGNMENT | GOOD)
    assert (("1.3",), ()) == (verdict.recorded, verdict.unanswered)
    assert ("1.1", "1.3") == verdict.shown[:2]


def test_the_flag_reads_the_overall(rich: Checklist) -> None:
    """A flag may be raised by the judgement of the whole."""
    silent = judge(rich, ASSIGNMENT | GOOD | {"1.1": "NI", "1.2": "NI"})
    assert ("silent", ["F1"]) == (silent.overall.final, [flag.id for flag in silent.flags])
    assert () == judge(rich, ASSIGNMENT | GOOD).flags


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"P1": "neither"}, UnknownAnswer),
        ({"P3": "other, none"}, UnknownAnswer),
        ({"overall.direction": "sideways"}, UnknownAnswer),
        ({"D1.colour": "up"}, UnknownItem),
        ({"1.1": "W"}, UnknownAnswer),
        ({"P9": "go"}, UnknownItem),
    ],
)
def test_what_is_not_offered_is_refused(rich: Checklist, answers: dict[str, str], error: type) -> None:
    """Preliminaries and directions are checked as items are."""
    with pytest.raises(error):
        judge(rich, answers)
    with pytest.raises(error):
        judge_levels(rich, answers)


def test_a_direction_is_kept_and_read_by_nothing(rich: Checklist) -> None:
    """It may stand among the answers and changes no judgement."""
    assert judge(rich, ASSIGNMENT | GOOD) == judge(rich, ASSIGNMENT | GOOD | {"overall.direction": "up"})


def test_the_short_way_judges_alike(rich: Checklist) -> None:
    """Levels, codes and totals of the fast path are those of the full judgement, in every variant."""
    ways = (
        ASSIGNMENT,
        {"P1": "adhering", "P2": "go", "P3": "other"},
        {"P1": "adhering", "P2": "go", "P3": "other, failed"},
        {"P1": "assignment", "P2": "halt"},
        {},
    )
    for way in ways:
        for code in ("Y", "N", "NI"):
            answers = {item.id: code for item in rich.items if code in rich.codes(item.id)} | way
            for overrides in ({}, {"D2b": "high", "A1": "high"}):
                full = judge(rich, answers, overrides=overrides)
                levels = judge_levels(rich, answers, overrides=overrides)
                assert tuple(full.final(target) for target in rich.targets) == levels.at_targets(rich)
                assert (tuple(full.totals.values()),) == (levels.totals,)
                assert (len(full.asked), len(full.answered)) == (levels.asked, levels.answered)
                shown = set(full.shown)
                codes = tuple(answers.get(i.id) if i.id in shown else "NA" for i in rich.items)
                assert codes == levels.codes


def test_an_old_file_may_not_use_new_keys(small_text: str, break_small) -> None:
    """What came with 0.2 is refused in a file that says 0.1, with the line to change."""
    for old, new, key in (
        ('id: "1.2"', 'id: "1.2"\n        yes_is: bad', "yes_is"),
        ("title: Second", "title: Second\n    judged_by: reviewer", "judged_by"),
        ("preliminaries:", "totals: []\npreliminaries:", "totals"),
    ):
        messages = [problem.message for problem in break_small(old, new)]
        assert f'the key "{key}" needs schema: appraisal-checklist/0.2' in messages


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("silence: worst}", "silence: {as: NI}}", 'silence cannot rank as "NI"'),
        ('points: {"Y": 1}', 'points: {"PY": 1}', 'the set "stars" has no answer "PY"'),
        ('points: {"Y": 1}, ', "", "the total adds up S1, which has no points"),
        ("items: D3, out_of", "items: [T], out_of", '"T" is a total, and totals of totals are not offered'),
        ("{total: T, at_most: 1}", "{total: T, at_most: 3}", "at_most: 3 always holds for the total T"),
        ("{total: T, at_most: 1}", "{total: T, at_least: 4}", "at_least: 4 can never hold for the total T"),
        ("{total: T, at_most: 1}", "{total: T}", '"at_least" or "at_most" is missing'),
        ("{total: T, at_most: 1}", "{total: U, at_most: 1}", 'no total "U"; valid here: "T"'),
        ('    source: "ours"\n', "", '"source" is missing: say whose cut-offs these are'),
        ("at_most: 0}", "at_most: 2}", "at_most: 2 always holds for 2 items"),
        ("ask: [low, high]", "ask: [low]", "`ask` needs at least two levels to choose among"),
        ("ask: [low, high]", "ask: [low, some]", 'no level on the scale has the name "some"'),
        ("judged_by: none", "judged_by: rules", '"rules" is missing, or judged_by: reviewer'),
        ("{domains: all, is: [silent]", "{domains: [D3], is: [silent]", "nobody judges D3"),
        ("{domains: all, is: [silent]", "{domains: [A1], is: [silent]", "A1 lies on another axis"),
        ("axis: applicability\n", "axis: nowhere\n", 'the overall has no axis "nowhere"'),
        ("  axis: bias\n  start_high", "  start_high", '"axis" is missing: GRADE reads one of bias'),
        (
            'judge: some, because: "not all"',
            'judge: worst, because: "not all"',
            'no level "worst" on the scale',
        ),
        ("only_if: {preliminary: P3, is: [other]}", "only_if: {preliminary: P3, is: [othr]}", "did you mean"),
        ("only_if: {preliminary: P3, is: [other]}", "only_if: {preliminary: P8, is: [other]}", "there is no"),
        (
            '{id: P1, text: "Which effect?", options: [assignment, adhering], required: true}',
            '{id: P1, text: "Which effect?", options: [assignment, adhering]}',
            "write `required: true` there",
        ),
        (
            "{preliminary: P2, is: [halt]}",
            '{item: "1.1", is: ["N"]}',
            "a rule that stops reads preliminaries only",
        ),
        ("options: [up, down]", "options: [up]", "a direction needs at least two options"),
        ("{overall: [silent]}", "{overall: [silnt]}", 'did you mean "silent"?'),
        ("{domains: all, is: [some], at_least: 1}", "{overall: [some]}", "can be read by flags only"),
        ('keep: ["1.1"]', 'keep: ["2.1"]', "2.1 is both kept and asked again"),
        ("levels: [low, high]", "levels: [low]", "at least two levels are needed"),
        ("id: S3,", "id: S2,", 'the item id "S2" is used twice'),
        ("id: S3,", "id: S4,", "item S3 is missing: after S2 comes S4"),
        ("id: D2b\n", "id: P1\n", 'the domain id "P1" is used twice'),
        (
            "concern: {ordered: [low, high]}",
            "concern: {ordered: [low, high]}\n  x: {ordered: [a, b]}",
            "nothing is judged on",
        ),
    ],
)
def test_each_fault_is_named(break_rich, old: str, new: str, message: str) -> None:
    """One message says what is wrong with the new parts, and where possible what was meant."""
    messages = [problem.message for problem in break_rich(old, new)]
    assert any(message in each for each in messages), messages


def test_the_definition_itself_is_sound(rich_text: str) -> None:
    """It loads as it stands, so each fault above comes from what was replaced."""
    assert "rich" == parse_checklist(rich_text).id
    assert () == parse_checklist(rich_text).warnings


def test_too_many_variants_are_refused() -> None:
    """More than 64 variants are told in one line."""
    options = ", ".join(f"o{number}" for number in range(65))
    text = TEN_LINES + "preliminaries:\n  - {id: P1, text: t, required: true, options: [" + options + "]}\n"
    text = text.replace('text: "Second."', 'text: "Second.", only_if: {preliminary: P1, is: [o1]}')
    with pytest.raises(ValueError, match="more than 64 variants"):
        parse_checklist(text)


def test_a_variant_without_domains_is_refused() -> None:
    """An option that leaves no domain is named."""
    text = TEN_LINES.replace("judged_by: none", "judged_by: none\n    only_if: {preliminary: P1, is: [a]}")
    text += "preliminaries: [{id: P1, text: t, required: true, options: [a, b]}]\n"
    with pytest.raises(ValueError, match="no domain is left where P1 b"):
        parse_checklist(text)


def test_all_items_before_one_mean_those_above_it() -> None:
    """In `ask_if` a count over all items reads the earlier ones of the domain."""
    text = TEN_LINES.replace(
        'text: "Second."', 'text: "Second.", ask_if: {count: {items: all, is: ["N"]}, at_least: 1}'
    )
    tiny = parse_checklist(text)
    assert ("1", "2") == judge(tiny, {"1": "N"}).asked
    assert ("1",) == judge(tiny, {"1": "Y"}).asked


def test_a_group_named_good_on_a_turned_item_is_a_warning(rich_text: str) -> None:
    """It loads, and says what the group means there."""
    text = rich_text.replace('{item: "1.1", is: ["NI"]}', '{item: "1.2", is: [good]}')
    assert "asks for the problem" in parse_checklist(text).warnings[0].message


def test_nothing_is_certain_of_what_may_not_be_there(rich: Checklist) -> None:
    """While a preliminary is open, domains with other items, totals and flags that rest on it stay open."""
    answers = GOOD | {"1.1": "NI", "1.2": "NI", "2.3": "Y", "2.4": "N", "P2": "go"}
    verdict = judge(rich, answers)
    assert (None, ("low", "high")) == (verdict.domain("D2b").final, verdict.domain("D2b").possible)
    assert () == verdict.flags
    assert ["F1"] == [flag.id for flag in judge(rich, answers | {"P1": "assignment"}).flags]
    minors = find_checklist("minors")
    two = {item.id: "TWO" for item in minors.items}
    assert (16, 24) == judge(minors, two).total_limits["T"]
    assert (16, 16) == judge(minors, two | {"P1": "non_comparative"}).total_limits["T"]


@pytest.mark.parametrize("open_ones", [{}, {"PC4": "per_protocol"}])
def test_a_preliminary_that_is_not_there_stops_nothing(open_ones: dict[str, str]) -> None:
    """An answer that was given before the one above it changed is passed over, whatever else is open."""
    robins = find_checklist("robins-i-v2")
    hidden = {"PB1": "Y", "PB2": "Y", "PB3": "N"} | open_ones
    assert (None, False) == (judge(robins, hidden).overall.final, judge(robins, hidden).overall.stopped)
    assert judge(robins, hidden | {"PB1": "N"}).overall.stopped
    assert (None, "critical") == (
        judge_levels(robins, hidden).overall,
        judge_levels(robins, hidden | {"PB1": "N"}).overall,
    )
