"""Single changes of an appraisal: the same as judging each changed form by itself, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import LevelChange, find_checklist, judge, single_changes
from tests.checklists.brute_force import Answers, BruteForce, Levels
from tests.checklists.random_definitions import Lot
from tests.checklists.test_proof_by_lot import read

Finals = dict[str, set[str | None]]
"""By target, the final levels that may result; None where the reviewer is asked."""


class Judge(BruteForce):
    """A search that judges one form, with overrides; it shares no code with the program."""

    def finals(self, answers: Answers, overrides: Levels) -> Finals:
        """Return the final levels of all targets, for every level that a reviewer may still choose."""
        finals: Finals = {}
        possible: dict[str, list[str]] = {}
        for domain in self.domains:
            if domain["judged_by"] == "none":
                continue
            rule = self.fire(domain, answers, {}, domain) if domain["rules"] else None
            name = domain["id"]
            if name in overrides:
                possible[name], finals[name] = [overrides[name]], {overrides[name]}
            elif rule is not None and "judge" in rule:
                possible[name], finals[name] = [rule["judge"]], {rule["judge"]}
            else:
                possible[name], finals[name] = self.domain_outcomes(domain, answers), {None}
        for place, (axis, overall) in enumerate(self.overalls.items()):
            target = "overall" if place == 0 else f"overall.{axis}"
            if target in overrides:
                finals[target] = {overrides[target]}
                continue
            finals[target] = set()
            for levels in product(*possible.values()):
                rule = self.fire(overall, answers, dict(zip(possible, levels, strict=True)), None, axis)
                finals[target].add(rule.get("judge"))
        return finals


def fill_in(search: Judge, random: Random) -> Answers:
    """Answer every item that is asked, by lot."""
    answers: Answers = {}
    for domain in search.domains:
        for item in domain["items"]:
            asked = search.asked(item, domain, answers)
            answers[item["id"]] = random.choice(search.codes(item)) if asked else "NA"
    return answers


def draw_overrides(search: Judge, answers: Answers, random: Random) -> Levels:
    """Override where the reviewer is asked, and in a quarter of the other places."""
    overrides: Levels = {}
    for domain in search.domains:
        if domain["judged_by"] == "none":
            continue
        rule = search.fire(domain, answers, {}, domain) if domain["rules"] else None
        if rule is None or "ask" in rule or random.random() < 0.25:
            overrides[domain["id"]] = random.choice(search.levels_of(domain))
    for place, (axis, overall) in enumerate(search.overalls.items()):
        if random.random() < 0.1:
            target = "overall" if place == 0 else f"overall.{axis}"
            overrides[target] = random.choice(search.levels_of(overall))
    return overrides


def changed_finals(
    search: Judge, form: Answers, overrides: Levels
) -> Iterator[tuple[tuple[str, str, str | None], list[Finals]]]:
    """Yield every single change with the levels of each form that may come of it."""
    asked = [item["id"] for domain in search.domains for item in domain["items"]
             if search.asked(item, domain, form) and form[item["id"]] != "NA"]  # fmt: skip
    for name in asked:
        for code in search.codes(search.items[name]):
            if code not in (form[name], "NA"):
                forms = search.change(search.domains, form, name, code)
                yield ("answer", name, code), [search.finals(each, overrides) for each in forms]
    for target in overrides:
        others = {name: level for name, level in overrides.items() if name != target}
        yield ("override", target, None), [search.finals(form, others)]


def as_given(data: dict[str, Any], search: Judge, form: Answers, random: Random) -> dict[str, str]:
    """Return what the program is given: no NA for what is not asked, but stale answers to some of it."""
    answers: dict[str, str] = dict(search.options)
    for domain in search.domains:
        for item in domain["items"]:
            if search.asked(item, domain, form):
                answers[item["id"]] = form[item["id"]]
            elif random.random() < 0.5:
                answers[item["id"]] = random.choice(search.codes(item))
    recorded = (item for domain in data["domains"] for item in domain["items"] if "role" in item)
    return answers | {item["id"]: search.codes(item)[0] for item in recorded}


@settings(max_examples=400, deadline=None)
@given(st.integers(min_value=0, max_value=2**40))
def test_same_as_judging_each_changed_form(seed: int) -> None:
    """On checklists made by lot: no change is missed, none is invented, and open stays open."""
    data, random = Lot(seed).make(), Random(seed)
    search = Judge(data, {"P1": random.choice("xy"), "P2": random.choice("vw")})
    form = fill_in(search, random)
    overrides = draw_overrides(search, form, random)
    before = search.finals(form, overrides)
    changes = {
        (change.kind, change.target, change.after): change
        for change in single_changes(read(data), as_given(data, search, form, random), overrides=overrides)
    }
    expected = dict(changed_finals(search, form, overrides))
    assert changes.keys() == expected.keys()
    for key, results in expected.items():
        for target, levels in before.items():
            (old,) = levels
            change = changes[key].level(target)
            new = change.after if change is not None else old
            possible = set().union(*(each[target] for each in results))
            is_settled = len(results) == 1 and all(None not in each for each in results[0].values())
            if is_settled or new is not None:
                assert {new} == possible
            assert change is None or (change.before == old and change.after != old)


def test_items_that_come_to_be_asked_are_open() -> None:
    """Also where an answer to them is stored from before they were not asked any more."""
    checklist = find_checklist("rob-2")
    conditional = next(item for item in checklist.items if item.ask_if is not None)
    answers = {item.id: "Y" for item in checklist.items if "Y" in checklist.codes(item.id)}
    answers |= {each.id: each.options[0] for each in checklist.preliminaries if each.options}
    shown = judge(checklist, answers).shown
    opened = {name for change in single_changes(checklist, answers) for name in change.opened}
    assert conditional.id in answers
    assert opened
    assert not opened & set(shown)


def test_neighbours_in_the_set_are_near_and_silence_is_next_to_nothing() -> None:
    """Y and PY are one step apart, PY and PN too; NI is marked, and NA never comes up."""
    checklist = find_checklist("case-report")
    item = next(item.id for item in checklist.items if "NA" in checklist.codes(item.id))
    near = {
        code: {change.after for change in single_changes(checklist, {item: code}) if change.is_near}
        for code in ("Y", "PY", "PN", "N", "NI")
    }
    expected = {"Y": {"PY"}, "PY": {"Y", "PN"}, "PN": {"PY", "N"}, "N": {"PN"}, "NI": set()}
    assert expected == near
    silent = single_changes(checklist, {item: "NI"})
    assert {"Y", "PY", "PN", "N"} == {change.after for change in silent}
    assert all(change.was_silent for change in silent)
    assert () == single_changes(checklist, {item: "NA"})


def test_recorded_items_and_unanswered_items_are_left_out() -> None:
    """Only an answer that a rule may read can tip anything."""
    checklist = find_checklist("psm-cohort")
    recorded = next(item for item in checklist.items if item.role is not None)
    answers = {recorded.id: checklist.codes(recorded.id)[0], "1.1": "Y"}
    assert {"1.1"} == {change.target for change in single_changes(checklist, answers)}


def test_an_override_taken_away_gives_back_the_suggestion() -> None:
    """The level that the rules suggest comes back, and the whole with it."""
    checklist = find_checklist("case-report")
    answers = {item.id: "Y" for item in checklist.items}
    (change,) = (
        change
        for change in single_changes(checklist, answers, overrides={"D4": "high"})
        if change.kind == "override"
    )
    expected = (LevelChange("D4", "high", "low"), LevelChange("overall", "high", "low"))
    assert (("high", None), expected) == ((change.before, change.after), change.levels)


def test_of_an_appraisal_that_has_ended_no_answer_changes_anything() -> None:
    """Only preliminaries end an appraisal, so answers that stand in it tip nothing."""
    checklist = find_checklist("robins-i-v2")
    answers = {each.id: each.options[0] for each in checklist.deciding} | {"PB1": "N", "PB2": "Y"}
    answers |= {item.id: "N" for item in checklist.variant(answers).items if "N" in checklist.codes(item.id)}
    verdict, changes = judge(checklist, answers), single_changes(checklist, answers)
    assert verdict.overall is not None
    assert verdict.overall.stopped
    assert changes
    assert not any(change.levels for change in changes)
