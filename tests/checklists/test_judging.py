"""Judging: the rule that fires, why, and what is still possible while answers are missing."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checklists import (
    Checklist,
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    UnknownStart,
    Verdict,
    find_checklist,
    grade_start,
    judge,
    oxford_level,
)
from tests.checklists.own import OWN

ALL = {name: find_checklist(name) for name in OWN}


@st.composite
def sheets(draw: st.DrawFn, *, full: bool = False) -> tuple[Checklist, dict[str, str]]:
    """A checklist of the five, with answers to some or to all of its items."""
    checklist = ALL[draw(st.sampled_from(sorted(ALL)))]
    answers = {}
    for item in checklist.items:
        codes: list[str | None] = [option.code for option in checklist.options(item.id)]
        code = draw(st.sampled_from(codes if full else [*codes, None]))
        if code is not None:
            answers[item.id] = code
    return checklist, answers


def naive(
    data: dict[str, Any], condition: dict[str, Any], codes: dict[str, str], levels: dict[str, str]
) -> bool:
    """The rule language once more, as plainly as can be, over the raw YAML."""
    wanted = {code for name in condition.get("is", []) for code in data["groups"].get(name, [name])}
    if "item" in condition:
        return codes[condition["item"]] in wanted
    if "all" in condition:
        return all(naive(data, part, codes, levels) for part in condition["all"])
    if "any" in condition:
        return any(naive(data, part, codes, levels) for part in condition["any"])
    if "not" in condition:
        return not naive(data, condition["not"], codes, levels)
    if "count" in condition:
        counted = condition["count"]
        parts = [naive(data, {"item": item, "is": counted["is"]}, codes, levels) for item in counted["items"]]
        return sum(parts) >= condition["at_least"]
    domains = list(levels) if condition["domains"] == "all" else condition["domains"]
    return sum(levels[domain] in condition["is"] for domain in domains) >= condition["at_least"]


def naive_rule(
    data: dict[str, Any], rules: list[dict[str, Any]], codes: dict[str, str], levels: dict[str, str]
) -> tuple[str, str]:
    """The id and the judgement of the first rule that fits."""
    for rule in rules:
        if rule.get("otherwise") or naive(data, rule["when"], codes, levels):
            return rule["id"], rule["judge"]
    raise AssertionError("no rule fits")


def naive_codes(data: dict[str, Any], items: list[dict[str, Any]], answers: dict[str, str]) -> dict[str, str]:
    """The answers with NA for what is not asked."""
    codes: dict[str, str] = {}
    for item in items:
        asked = "ask_if" not in item or naive(data, item["ask_if"], codes, {})
        codes[item["id"]] = answers[item["id"]] if asked else "NA"
    return codes


@pytest.mark.parametrize("name", ["case-report", "single-arm-covid"])
def test_same_as_a_naive_reading(name: str) -> None:
    """Over all combinations of each domain, judging agrees with a plain reading of the raw YAML."""
    checklist = ALL[name]
    data = yaml.safe_load(checklist.source)
    for domain in data["domains"]:
        ids = [item["id"] for item in domain["items"]]
        for combination in product(*(data["answer_sets"][item["answer_set"]] for item in domain["items"])):
            answers = dict(zip(ids, combination, strict=True))
            codes = naive_codes(data, domain["items"], answers)
            verdict = judge(checklist, answers).domain(domain["id"])
            assert naive_rule(data, domain["rules"], codes, {}) == (verdict.rule, verdict.suggested)


@settings(deadline=None)
@given(sheet=sheets(full=True))
def test_whole_sheet_same_as_a_naive_reading(sheet: tuple[Checklist, dict[str, str]]) -> None:
    """Domains, overall judgement, flags and Oxford level of a full sheet agree with the plain reading."""
    checklist, answers = sheet
    data = RAW[checklist.id]
    codes = naive_codes(data, [item for domain in data["domains"] for item in domain["items"]], answers)
    levels = {each["id"]: naive_rule(data, each["rules"], codes, {})[1] for each in data["domains"]}
    verdict = judge(checklist, answers)
    assert levels == {each.id: each.suggested for each in verdict.domains}
    overall = naive_rule(data, data["overall"]["rules"], {}, levels)
    assert overall == (verdict.overall.rule, verdict.overall.suggested)
    flags = [flag["id"] for flag in data["flags"] if naive(data, flag["when"], codes, levels)]
    assert flags == [flag.id for flag in verdict.flags]
    cases = [
        case["level"] for case in data["oxford_2011"].get("if", []) if naive(data, case["when"], codes, {})
    ]
    assert (*cases, data["oxford_2011"]["default"])[0] == oxford_level(checklist, answers)


RAW = {name: yaml.safe_load(each.source) for name, each in ALL.items()}


@settings(deadline=None)
@given(sheet=sheets(full=True))
def test_full_answers_always_give_a_judgement(sheet: tuple[Checklist, dict[str, str]]) -> None:
    """With every item answered each domain and the whole have exactly one judgement, with rule and reason."""
    verdict = judge(*sheet)
    assert () == verdict.unanswered
    for each in (*verdict.domains, verdict.overall):
        assert each.suggested is not None
        assert (each.suggested,) == each.possible
        assert each.final == each.suggested
        assert each.rule
        assert each.because


@settings(deadline=None)
@given(sheet=sheets(), random=st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(sheet: tuple[Checklist, dict[str, str]], random: Any) -> None:
    """The same answers in another order give the same verdict."""
    checklist, answers = sheet
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert judge(checklist, answers) == judge(checklist, dict(shuffled))


@settings(deadline=None)
@given(sheet=sheets(full=True), kept=st.sets(st.integers(0, 23)))
def test_completing_lands_within_what_was_possible(
    sheet: tuple[Checklist, dict[str, str]], kept: set[int]
) -> None:
    """However a sheet is completed, each judgement was named as possible, and none that stood changes."""
    checklist, answers = sheet
    partial = {item: code for place, (item, code) in enumerate(answers.items()) if place in kept}
    before, after = judge(checklist, partial), judge(checklist, answers)
    pairs = [*zip(before.domains, after.domains, strict=True), (before.overall, after.overall)]
    for early, late in pairs:
        assert late.suggested in early.possible
        if early.suggested is not None:
            assert early.suggested == late.suggested
            assert early.rule == late.rule
    assert {flag.id for flag in before.flags} <= {flag.id for flag in after.flags}


def test_the_whole_is_no_better_than_a_domain_whose_level_is_still_open() -> None:
    """One domain that can only be serious or critical leaves the whole no other levels."""
    verdict = judge(find_checklist("psm-cohort"), {"1.1": "Y", "1.2": "PN"})
    assert ("serious", "critical") == verdict.domain("D1").possible
    assert (None, ("serious", "critical")) == (verdict.overall.suggested, verdict.overall.possible)


@settings(deadline=None)
@given(sheet=sheets(), code=st.sampled_from(["Y", "PY", "PN", "N", "NI", "NA"]))
def test_unasked_answers_never_matter(sheet: tuple[Checklist, dict[str, str]], code: str) -> None:
    """What was once answered to an item that is no longer asked changes nothing."""
    checklist, answers = sheet
    gates = {item.id for item in checklist.items if item.ask_if is not None}
    assume(gates)
    verdict = judge(checklist, {item: each for item, each in answers.items() if item not in gates})
    opened = {"5.1", "4.1"} & answers.keys()
    stale = {item: code for item in gates - set(verdict.asked) if opened & {f"{item[0]}.1"}}
    assert verdict == judge(checklist, {item: answers[item] for item in answers if item not in gates} | stale)


@settings(deadline=None)
@given(sheet=sheets(), pick=st.integers(0, 50))
def test_clearing_an_override_restores_the_verdict(
    sheet: tuple[Checklist, dict[str, str]], pick: int
) -> None:
    """An override changes what is final, never what is suggested."""
    checklist, answers = sheet
    level = checklist.levels[pick % len(checklist.levels)]
    domain = checklist.domains[pick % len(checklist.domains)].id
    plain = judge(checklist, answers)
    overridden = judge(checklist, answers, overrides={domain: level})
    assert level == overridden.domain(domain).final
    assert overridden.domain(domain).overridden
    assert plain.domain(domain).suggested == overridden.domain(domain).suggested
    assert [each for each in plain.domains if each.id != domain] == [
        each for each in overridden.domains if each.id != domain
    ]


def best(checklist: Checklist) -> dict[str, str]:
    """The best answer to every item."""
    return {item.id: checklist.options(item.id)[0].code for item in checklist.items}


def test_best_answers_give_the_best_judgement(own: Checklist) -> None:
    """Where every answer is the best, every domain and the whole are at the best level, without a flag."""
    verdict = judge(own, best(own))
    top = own.scale.ordered[0]
    assert {top} == {each.final for each in (*verdict.domains, verdict.overall)}
    assert () == verdict.flags


def test_trace_names_rule_and_answers() -> None:
    """A judgement names its rule, its reason, the answers the rule read and those that decided."""
    checklist = find_checklist("psm-cohort")
    verdict = judge(checklist, best(checklist) | {"1.4": "SN", "1.1": "NI"})
    first = verdict.domain("D1")
    assert ("serious", "D1-R2", ("1.4",)) == (first.suggested, first.rule, first.decisive)
    assert "at least one shortcoming that is likely to shift the estimate" == first.because
    assert {"1.1": "NI", "1.2": "Y", "1.3": "Y", "1.4": "SN", "1.5": "Y", "1.6": "Y"} == first.answers
    assert ("serious", "O-R2", {"D1": "serious"}) == (
        verdict.overall.suggested,
        verdict.overall.rule,
        verdict.overall.domains,
    )
    assert ["F2"] == [flag.id for flag in verdict.flags]


def test_trace_of_otherwise_names_all_asked() -> None:
    """Where `otherwise` fires, all asked answers of the domain made it so, and none that was not asked."""
    checklist = find_checklist("psm-cohort")
    fifth = judge(checklist, best(checklist)).domain("D5")
    assert ("D5-R5", {"5.1": "Y", "5.3": "Y"}) == (fifth.rule, fifth.answers)
    gate = judge(checklist, best(checklist) | {"5.1": "N", "5.2": "N"}).domain("D5")
    assert ("D5-R1", {"5.1": "N", "5.2": "N"}) == (gate.rule, gate.answers)


def test_nothing_answered() -> None:
    """Without answers nothing is suggested, everything the rules can give is possible, best first."""
    checklist = find_checklist("psm-cohort")
    verdict = judge(checklist, {})
    assert ("low", "moderate", "serious", "critical", "no_information") == verdict.overall.possible
    assert ("low", "moderate", "serious", "no_information") == verdict.domain("D2").possible
    assert (None, None, {}) == (verdict.overall.final, verdict.overall.rule, verdict.overall.domains)
    assert (27, 33) == (len(verdict.asked), len(verdict.shown))
    assert verdict.asked == verdict.unanswered


def test_gated_item_appears_and_vanishes() -> None:
    """An item is asked once its `ask_if` certainly holds; the answers count accordingly."""
    checklist = find_checklist("psm-cohort")
    assert "5.2" not in judge(checklist, {}).asked
    assert "5.2" not in judge(checklist, {"5.1": "Y", "5.2": "N"}).asked
    verdict = judge(checklist, {"5.1": "NI"})
    assert "5.2" in verdict.unanswered
    assert ("5.1",) == verdict.answered
    assert "moderate" == judge(checklist, {"5.1": "NI", "5.2": "Y", "5.3": "Y"}).domain("D5").final
    assert "low" == judge(checklist, {"5.1": "Y", "5.2": "NA", "5.3": "Y"}).domain("D5").final


def test_overrides_feed_the_whole() -> None:
    """Overall rules and flags read what is final, and the whole can be overridden too."""
    checklist = find_checklist("psm-cohort")
    answers = best(checklist)
    raised = judge(checklist, answers, overrides={"D1": "serious", "D2": "serious", "D3": "serious"})
    assert "serious" == raised.overall.final
    assert ["F1"] == [flag.id for flag in raised.flags]
    assert ("low", "serious") == (raised.domain("D1").suggested, raised.domain("D1").final)
    whole = judge(checklist, answers, overrides={"overall": "critical"}).overall
    assert ("low", "critical", True) == (whole.suggested, whole.final, whole.overridden)
    unanswered = judge(checklist, {}, overrides={domain.id: "low" for domain in checklist.domains})
    assert "low" == unanswered.overall.suggested


def test_one_critical_domain_settles_the_whole() -> None:
    """The whole is judged as soon as no open answer can change it."""
    verdict = judge(find_checklist("psm-cohort"), {"3.1": "SN", "3.2": "N"})
    assert ("critical", "O-R1", {"D3": "critical"}) == (
        verdict.overall.suggested,
        verdict.overall.rule,
        verdict.overall.domains,
    )


def _verdict(**arguments: Any) -> Verdict:
    return judge(find_checklist("psm-cohort"), **arguments)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"answers": {1.1: "Y"}}, UnknownItem, 'an item\'s id is a text such as "1.1", not the float 1.1'),
        ({"answers": {"1.11": "Y"}}, UnknownItem, 'psm-cohort has no item "1.11"; did you mean "1.1"?'),
        (
            {"answers": {"1.1": "PN"}},
            UnknownAnswer,
            'item 1.1 of psm-cohort does not offer the answer "PN"; valid here: "Y", "PY", "WN", "SN", "NI"',
        ),
        (
            {"answers": {"1.1": "y"}},
            UnknownAnswer,
            'item 1.1 of psm-cohort does not offer the answer "y"; did you mean "Y"?',
        ),
        ({"answers": {"1.1": "NA"}}, UnknownAnswer, 'does not offer the answer "NA"'),
        ({"answers": {"5.1": "N", "5.2": "NA"}}, UnknownAnswer, "item 5.2 of psm-cohort does not offer"),
        ({"answers": {}, "overrides": {"D8": "low"}}, UnknownDomain, 'no domain "D8" to override'),
        (
            {"answers": {}, "overrides": {"D1": "Low"}},
            UnknownJudgement,
            'psm-cohort has no judgement "Low"; did you mean "low"?',
        ),
    ],
)
def test_what_does_not_belong_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """An item, code, domain or level that the checklist lacks is refused, with the nearest that it has."""
    with pytest.raises(error) as refusal:
        _verdict(**arguments)
    assert message in str(refusal.value)


def test_lookups_refuse_with_the_nearest() -> None:
    """Looking up what is not there says what was probably meant."""
    checklist = find_checklist("psm-cohort")
    with pytest.raises(UnknownItem, match=r'did you mean "1\.2"'):
        checklist.item("1.2 ")
    with pytest.raises(UnknownDomain, match="no domain"):
        checklist.domain("D0")
    with pytest.raises(UnknownJudgement, match='did you mean "serious"'):
        checklist.rank("seriuos")
    with pytest.raises(UnknownDomain, match="no domain"):
        judge(checklist, {}).domain("D0")


@pytest.mark.parametrize(
    ("name", "level", "start", "expected"),
    [
        ("psm-cohort", "critical", None, ("high", -3)),
        ("psm-cohort", "critical", "start_low", ("low", -2)),
        ("psm-cohort", None, None, ("high", None)),
        ("case-report", "some_concerns", None, ("very_low", -1)),
        ("case-series", "high", "start_low", ("low", -2)),
        ("single-arm-covid", "no_information", None, ("low", -1)),
    ],
)
def test_grade_start(
    name: str, level: str | None, start: str | None, expected: tuple[str, int | None]
) -> None:
    """The start and the levels of the risk-of-bias column are those of the definition."""
    assert expected == grade_start(ALL[name], level, start)


def test_grade_start_refuses_what_is_not_there() -> None:
    """A start or a level that the definition lacks is refused."""
    with pytest.raises(UnknownStart, match='did you mean "start_low"'):
        grade_start(ALL["psm-cohort"], "low", "start_lo")
    with pytest.raises(UnknownJudgement, match="no judgement"):
        grade_start(ALL["psm-cohort"], "high")


@pytest.mark.parametrize(
    ("answers", "level"), [({}, 3), ({"1.4": "Y"}, 3), ({"1.4": "SN"}, 4), ({"1.4": "WN"}, 4)]
)
def test_oxford_level(answers: dict[str, str], level: int) -> None:
    """A historical comparison puts a cohort at level 4; without that answer the default stands."""
    assert level == oxford_level(ALL["psm-cohort"], answers)
