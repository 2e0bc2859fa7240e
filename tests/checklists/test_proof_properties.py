"""Each property of the proof has a small definition that breaks it, with the forms that show it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checklists import Checklist, Proof, Scale, find_checklist, parse_checklist, prove
from checklists.proof.orders import counterparts
from tests.checklists.complete import complete

Data = dict[str, Any]

YES_NO = {"Y": {"tone": "good"}, "N": {"tone": "poor"}}
FIVE = {
    "Y": {"tone": "good"},
    "PY": {"tone": "good"},
    "PN": {"tone": "poor"},
    "N": {"tone": "poor"},
    "NI": {"tone": "unknown"},
}
SCALE = {"ordered": ["low", "some", "high"], "off_scale": ["no_information"]}
TWO = {"ordered": ["low", "high"], "off_scale": ["no_information"]}


def domain(name: str, items: list[Any], rules: list[tuple[Any, Any]], **keys: Any) -> Data:
    """A domain of items (an id, or a mapping) and of rules (a condition or None, and a level or several)."""
    return {
        "id": name,
        "items": [{"id": item} if isinstance(item, str) else item for item in items],
        "rules": number(name, rules),
    } | keys


def number(name: str, rules: list[tuple[Any, Any]], **keys: Any) -> list[Data]:
    return [
        {"id": f"{name}-R{place}"}
        | ({"otherwise": True} if when is None else {"when": when})
        | ({"judge": outcome} if isinstance(outcome, str) else {"ask": outcome})
        for place, (when, outcome) in enumerate(rules, start=1)
    ]


def whole(*rules: tuple[Any, Any], **keys: Any) -> Data:
    return {"rules": number("O", list(rules))} | keys


def at(item: str, *codes: str) -> Data:
    return {"item": item, "is": list(codes)}


def some(level: str, domains: Any = "all", at_least: int = 1) -> Data:
    return {"domains": domains, "is": [level], "at_least": at_least}


def read(*domains: Data, **keys: Any) -> Checklist:
    """A definition of these domains; without more said it has yes and no, two levels and no overall."""
    data: Data = {"answers": YES_NO, "domains": list(domains), "overall": "none"}
    if any(each.get("judged_by") != "none" for each in domains) or "overall" in keys:
        data["judgement_scale"] = TWO
    return parse_checklist(json.dumps(complete(data | keys), indent=1), "made.yaml")


def messages(*domains: Data, **keys: Any) -> list[str]:
    """What is wrong with such a definition."""
    return [problem.message for problem in prove(read(*domains, **keys)).problems]


def sound(name: str, item: str, **keys: Any) -> Data:
    """A domain of one item that is as it should be."""
    return domain(name, [item], [(at(item, "N"), "high"), (None, "low")], **keys)


# P2 and P3 ------------------------------------------------------------------------------------------------


def test_p2_rule_never_fires() -> None:
    """A rule behind one that takes all its forms is named, with that one."""
    rules = [(at("1.1", "N"), "high"), ({"all": [at("1.1", "N"), at("1.2", "N")]}, "high"), (None, "low")]
    assert ["rule D1-R2 never fires: wherever it would hold, D1-R1 comes first, as for 1.1=N, 1.2=N"] == [
        message for message in messages(domain("D1", ["1.1", "1.2"], rules)) if "never fires" in message
    ]


def test_p2_reached_through_a_question_to_the_reviewer() -> None:
    """A level that the reviewer may choose counts as reached; one that nobody can give does not."""
    asks = domain("D1", ["1.1"], [(at("1.1", "Y"), "low"), (None, ["some", "high"])], judged_by="reviewer")
    assert [] == messages(asks, judgement_scale=SCALE)
    never = domain("D1", ["1.1"], [(at("1.1", "Y"), "low"), (None, ["low", "high"])], judged_by="reviewer")
    assert ['no combination of answers in D1 gives "some"'] == messages(never, judgement_scale=SCALE)
    assert [] == messages(never | {"levels": ["low", "high"]}, judgement_scale=SCALE)


def test_p2_item_that_is_always_asked() -> None:
    """An `ask_if` that always holds is found, unless it fails in another variant."""
    second = {"id": "1.2", "ask_if": {"not": at("1.1", "N")}}
    rules = [(at("1.2", "N"), "high"), (None, "low")]
    both = [{"id": "1.1", "only_if": {"preliminary": "P1", "is": ["a"]}}, second]
    assert [] == [each for each in messages(domain("D1", both, rules), preliminaries=[P1]) if "asked" in each]
    items = [
        {"id": "1.1", "only_if": {"preliminary": "P1", "is": ["a"]}},
        {"id": "1.2", "ask_if": at("1.1", "Y", "N")},
    ]
    assert [] == [
        each for each in messages(domain("D1", items, rules), preliminaries=[P1]) if "asked" in each
    ]
    always = [{"id": "1.1"}, {"id": "1.2", "ask_if": at("1.1", "Y", "N")}]
    assert "ask_if always holds, so 1.2 is always asked: 1.1=Y, 1.2=Y" in messages(
        domain("D1", always, rules)
    )


def test_p2_flag_on_the_overall_is_never_raised() -> None:
    """A flag on an overall level that no form gives is found."""
    flags = [{"id": "F1", "when": {"overall": ["no_information"]}, "message": "Look."}]
    overall = whole((some("high"), "high"), (None, "low"))
    assert ["the flag F1 is never raised, whatever the answers"] == messages(
        sound("D1", "1.1"), overall=overall, flags=flags
    )
    flags[0]["when"] = {"overall": ["high"]}
    assert [] == messages(sound("D1", "1.1"), overall=overall, flags=flags)


def test_p3_item_without_effect() -> None:
    """An item that changes nothing is a fault, unless a total counts it."""
    unread = domain("D1", ["1.1", "1.2"], [(at("1.1", "N"), "high"), (None, "low")])
    (message,) = messages(unread)
    assert message.startswith("no answer to 1.2 ever changes the judgement")
    points = {"all": {"codes": ["Y", "N"], "points": {"Y": 1}}}
    assert [] == messages(unread, answer_sets=points, totals=[{"id": "T", "items": "all"}])


def test_p3_unjudged_item_that_the_overall_does_not_read() -> None:
    """Where nobody judges a domain, its items must matter to the overall, if it has rules."""
    kept = domain("D1", ["1.1", "1.2"], [], judged_by="none")
    overall = whole((at("1.1", "N"), "high"), (None, "low"))
    assert ["no answer to 1.2 ever changes a judgement; give it a role if it is only recorded"] == messages(
        kept, overall=overall
    )
    assert [] == messages(kept, overall={"judged_by": "reviewer"})


# P4: answers to domain ------------------------------------------------------------------------------------


def test_p4_silence_better_than_probably_yes() -> None:
    """Silence must not do better than any good answer; the first hole of the proof in 0.1."""
    rules = [(at("1.1", "PY"), "high"), (at("1.1", "N", "PN"), "high"), (None, "low")]
    found = messages(domain("D1", ["1.1"], rules), answers=FIVE)
    assert (
        'a worse answer gives a better judgement: 1.1 from PY to NI turns "high" (D1-R1) into "low" (D1-R3); '
        "1.1=PY against 1.1=NI"
    ) in found


@pytest.mark.parametrize(
    ("silence", "steps"),
    [
        ("worst", ["1.1 from PN to NI"]),
        ({"as": "PY"}, ["1.1 from NI to PY"]),
        ("between", []),
        ("unranked", []),
    ],
)
def test_p4_silence_stands_where_the_set_says(silence: Any, steps: list[str]) -> None:
    """Silence between poor and good is at fault where the set ranks it otherwise."""
    rules = [(at("1.1", "N", "PN"), "high"), (at("1.1", "NI"), "some"), (None, "low")]
    sets = {"all": {"codes": ["Y", "PY", "PN", "N", "NI"], "silence": silence}}
    found = messages(domain("D1", ["1.1"], rules), answers=FIVE, answer_sets=sets, judgement_scale=SCALE)
    assert steps == [message.split(": ")[1].split(" turns")[0] for message in found]


def test_p4_from_the_worst_to_beside_the_scale() -> None:
    """A level beside the scale is better than the worst, so that no worse answer may lead there from it."""
    rules = [
        ({"all": [at("1.1", "N"), at("1.2", "N")]}, "no_information"),
        (at("1.1", "N"), "high"),
        (at("1.2", "N"), "high"),
        (None, "low"),
    ]
    assert (
        'a worse answer gives a better judgement: 1.2 from Y to N turns "high" (D1-R2) into "no_information" '
        "(D1-R1); 1.1=N, 1.2=Y against 1.1=N, 1.2=N"
    ) in messages(domain("D1", ["1.1", "1.2"], rules))


def test_p4_yes_is_bad() -> None:
    """Where yes is the problem the order of the answers is turned."""
    turned = {"id": "1.1", "yes_is": "bad"}
    assert [] == messages(domain("D1", [turned], [(at("1.1", "Y"), "high"), (None, "low")]))
    (message,) = messages(domain("D1", [turned], [(at("1.1", "N"), "high"), (None, "low")]))
    assert message.startswith('a worse answer gives a better judgement: 1.1 from N to Y turns "high" (D1-R1)')
    assert message.endswith('into "low" (D1-R2); 1.1=N against 1.1=Y')


def test_p4_question_to_the_reviewer_moves_up() -> None:
    """A worse answer may widen the choice downwards, and must not offer a level better than before."""
    down = [(at("1.1", "Y"), ["low", "some"]), (None, ["low", "some", "high"])]
    keys = {"judged_by": "reviewer"}
    assert [] == messages(domain("D1", ["1.1"], down, **keys), judgement_scale=SCALE)
    up = [(at("1.1", "Y"), ["some", "high"]), (None, ["low", "some", "high"])]
    (message,) = messages(domain("D1", ["1.1"], up, **keys), judgement_scale=SCALE)
    assert message.endswith(
        '1.1 from Y to N turns the choice of "some" or "high" (D1-R1) into the choice of "low" or "some" or '
        '"high" (D1-R2); 1.1=Y against 1.1=N'
    )
    lost = [(at("1.1", "Y"), ["low", "some", "high"]), (None, ["low", "some"])]
    assert 1 == len(messages(domain("D1", ["1.1"], lost, **keys), judgement_scale=SCALE))


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("low some", "low some high", "low-low some-some low-high some-high"),
        ("low no_information", "low no_information some", "low-low no_information-no_information low-some"),
        ("some no_information", "no_information", "no_information-no_information some-no_information"),
        ("low some high", "high", "high-high low-high some-high"),
        ("some", "low", "some-low"),
    ],
)
def test_levels_that_two_reviewers_may_choose_are_set_against_each_other(
    before: str, after: str, pairs: str
) -> None:
    """Alike where both are offered; else each that makes a step down, or all of them if none does."""
    scale = Scale(ordered=("low", "some", "high"), off_scale=("no_information",))
    found = counterparts(scale, tuple(before.split()), tuple(after.split()))
    assert set(pairs.split()) == {f"{old}-{new}" for old, new in found}


# P5 and P6: to the overall --------------------------------------------------------------------------------


def test_p5_worse_domain_does_better() -> None:
    """A worse level of one domain that gives a better overall is found, with both rows."""
    overall = whole((some("high", at_least=2), "low"), (some("high"), "high"), (None, "low"))
    assert (
        'a worse domain gives a better overall judgement: D1 from low to high turns "high" (O-R2) into "low" '
        "(O-R1); D1=low, D2=high against D1=high, D2=high"
    ) in messages(sound("D1", "1.1"), sound("D2", "2.1"), overall=overall)


def test_p6_between_levels_that_are_not_compared() -> None:
    """An answer that leads from a level between beside the scale can improve the overall, and is found."""
    rules = [
        (at("1.1", "N"), "no_information"),
        (at("1.1", "PN"), "some"),
        (at("1.2", "N"), "high"),
        (None, "low"),
    ]
    second = {"N": {"tone": "poor"}, "PN": {"tone": "poor"}, "Y": {"tone": "good"}}
    answers = {code: second[code] for code in ("Y", "PN", "N")}
    overall = whole(
        (some("high"), "high"), (some("some"), "high"), (some("no_information"), "some"), (None, "low")
    )
    found = messages(
        domain("D1", ["1.1", "1.2"], rules, not_monotone=["1.1"]),
        sound("D2", "2.1"),
        answers=answers,
        judgement_scale=SCALE,
        overall=overall,
    )
    assert [] == [message for message in found if "1.1" in message]
    found = messages(
        domain("D1", ["1.1"], [*rules[:2], (None, "low")]),
        answers=answers,
        judgement_scale=SCALE,
        overall=overall,
    )
    assert (
        'a worse answer gives a better overall judgement: 1.1 from PN to N turns "high" (O-R2) into "some" '
        "(O-R3); 1.1=PN, D1=some against 1.1=N, D1=no_information"
    ) in found


def test_p6_overall_that_reads_items() -> None:
    """Where the overall reads answers itself, their order is proved all the way."""
    kept = domain("D1", ["1", "2"], [], judged_by="none")
    overall = whole(
        ({"count": {"items": "all", "is": ["N"]}, "at_least": 2}, "low"),
        (at("1", "N"), "high"),
        (None, "low"),
    )
    assert (
        'a worse answer gives a better overall judgement: 2 from Y to N turns "high" (O-R2) into "low" '
        "(O-R1); 1=N, 2=Y against 1=N, 2=N"
    ) in messages(kept, overall=overall)


def test_p6_says_nothing_twice() -> None:
    """An order that is wrong within a domain is not said again of the overall."""
    wrong = domain("D1", ["1.1"], [(at("1.1", "Y"), "high"), (None, "low")])
    found = messages(wrong, overall=whole((some("high"), "high"), (None, "low")))
    assert ["a worse answer gives a better judgement"] == [message.split(":")[0] for message in found]


# P7: silence ----------------------------------------------------------------------------------------------


def test_p7_best_although_a_domain_is_beside_its_scale() -> None:
    """The overall must not be the best while a domain has no information."""
    silent = domain(
        "D1", ["1.1"], [(at("1.1", "N"), "high"), (at("1.1", "NI"), "no_information"), (None, "low")]
    )
    keys = {"answers": FIVE, "overall": whole((some("high"), "high"), (None, "low"))}
    assert (
        'the overall is "low" (O-R2) although D1 is "no_information": D1=no_information, D2=low'
    ) in messages(silent, sound("D2", "2.1"), **keys)


def test_p7_every_domain_without_a_rule_for_silence_is_named() -> None:
    """The checklist for matched cohorts without its overall rules on silence: all seven domains are named."""
    source = find_checklist("psm-cohort").source
    lines = [line for line in source.splitlines() if "id: O-R3" not in line]
    text = "\n".join(lines).replace("O-R4", "O-R3").replace("O-R5", "O-R4")
    checklist = parse_checklist(text.replace("is: [moderate, no_information]", "is: [moderate]"), "psm.yaml")
    found = [each.message for each in prove(checklist).problems if "although" in each.message]
    assert [f"D{number}" for number in range(1, 8)] == sorted(
        each.split("although ")[1][:2] for each in found
    )


def test_p7_silence_throughout_is_not_the_best() -> None:
    """A form that is silent wherever it can be must not be bound to be the best."""
    answers = {code: FIVE[code] for code in ("Y", "N", "NI")}
    kept = domain("D1", ["1", "2"], [], judged_by="none")
    overall = whole(({"count": {"items": "all", "is": ["N"]}, "at_least": 1}, "high"), (None, "low"))
    assert ['the overall is "low" (O-R2) where every answer is silent: 1=NI, 2=NI'] == messages(
        kept, answers=answers, overall=overall
    )


# P8: GRADE ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("taken", "message"),
    [
        ((0, -2, -1, -1), 'start_high takes 1 for "high" and 2 for "some", which is better'),
        ((0, -1, -2, 0), 'start_high takes 0 for "no_information", as little as for "low"'),
        ((-1, -1, -2, 0), 'start_high takes 0 for "no_information", outside the 1 to 2 from "low" to "high"'),
        ((0, -1, -2, -3), 'start_high takes 3 for "no_information", outside the 0 to 2 from "low" to "high"'),
        ((0, 0, 0, 0), None),
        ((0, -1, -2, -1), None),
    ],
)
def test_p8_grade_takes_more_for_worse(taken: tuple[int, ...], message: str | None) -> None:
    """No level costs less than a better one; silence costs something, and no more than the worst."""
    levels = ("low", "some", "high", "no_information")
    grade = {
        "default": "start_high",
        "start_high": {"start": "high", "risk_of_bias": dict(zip(levels, taken, strict=True))},
    }
    rules = [(at("1.1", "N"), "high"), (at("1.1", "PN"), "some"), (None, "low")]
    answers = {code: FIVE[code] for code in ("Y", "PN", "N")}
    overall = whole((some("high"), "high"), (some("some"), "some"), (None, "low"))
    made = domain("D1", ["1.1"], rules)
    found = messages(made, answers=answers, judgement_scale=SCALE, overall=overall, grade=grade)
    assert ([message] if message else []) == found


# P9: exemptions and stops ---------------------------------------------------------------------------------


def test_p9_exemption_of_one_step() -> None:
    """An exempt step is let pass, the other steps of the item are not."""
    answers = {code: FIVE[code] for code in ("Y", "PN", "N")}
    rules = [(at("1.1", "Y"), "high"), (None, "low")]
    step = {"item": "1.1", "from": "Y", "to": "PN", "because": "x"}
    (message,) = messages(domain("D1", ["1.1"], rules, not_monotone=[step]), answers=answers)
    assert "1.1 from Y to N turns" in message
    other = step | {"to": "N"}
    assert [] == messages(domain("D1", ["1.1"], rules, not_monotone=[step, other]), answers=answers)


def test_p9_exemption_that_is_not_needed() -> None:
    """An exemption without a use is a fault of its own; in version 0.1 it is let pass."""
    rules = [(at("1.1", "N"), "high"), (None, "low")]
    bare = domain("D1", ["1.1"], rules, not_monotone=["1.1"])
    assert ["the exemption of 1.1 is not needed: no worse answer gives a better judgement"] == messages(bare)
    step = {"item": "1.1", "from": "Y", "to": "N", "because": "x"}
    (problem,) = prove(read(domain("D1", ["1.1"], rules, not_monotone=[step]))).problems
    assert "domains[D1].not_monotone[0]" == problem.path
    assert problem.message.startswith("the exemption of 1.1 from Y to N is not needed")


def test_p9_exemption_of_a_recorded_item() -> None:
    """An item that is only recorded needs no exemption."""
    items = ["1.1", {"id": "1.2", "role": "recorded_only"}]
    made = domain("D1", items, [(at("1.1", "N"), "high"), (None, "low")], not_monotone=["1.2"])
    (message,) = messages(made)
    assert message.startswith("the exemption of 1.2 is not needed")


def test_p9_exemption_that_only_the_overall_needs() -> None:
    """An exemption is needed if the order is broken on the way to the overall alone."""
    kept = domain("D1", ["1"], [], judged_by="none", not_monotone=["1"])
    assert [] == messages(kept, overall=whole((at("1", "Y"), "high"), (None, "low")))


def test_p9_stop_gives_the_worst_level() -> None:
    """A rule that ends the appraisal with less than the worst level hides what would make it worse."""
    overall = whole(({"preliminary": "P1", "is": ["a"]}, "high"), (some("high"), "high"), (None, "low"))
    overall["rules"][0]["stop"] = True
    made = sound("D1", "1.1")
    assert [] == messages(made, overall=overall, preliminaries=[P1])
    overall["rules"][0]["judge"] = "no_information"
    (message,) = messages(made, overall=overall, preliminaries=[P1])
    assert message.startswith('O-R1 stops the appraisal with "no_information"')


# Totals and limits ----------------------------------------------------------------------------------------

P1 = {"id": "P1", "options": ["a", "b"], "required": True}
STARS = {"stars": {"codes": ["Y", "N"], "points": {"Y": 1}}}


def test_out_of_is_the_highest_sum_of_each_variant() -> None:
    """What a total says to be out of is compared with the highest sum, which an `ask_if` may lower."""
    first = domain("D1", ["1", {"id": "2", "ask_if": at("1", "N")}], [], judged_by="none")
    second = domain("D2", ["3"], [], judged_by="none", only_if={"preliminary": "P1", "is": ["b"]})
    total = {"id": "T", "items": "all", "out_of": {"a": 1, "b": 2}}
    keys = {"answer_sets": STARS, "preliminaries": [P1]}
    assert [] == messages(first, second, totals=[total], **keys)
    assert ["where P1 is a: T says that it is out of 2, but its highest sum is 1"] == messages(
        first, second, totals=[total | {"out_of": 2}], **keys
    )
    assert ["where P1 is b: T does not say what it is out of here; its highest sum is 2"] == messages(
        first, second, totals=[total | {"out_of": {"a": 1}}], **keys
    )


def test_limit_that_no_form_reaches() -> None:
    """A limit beyond what the items that are asked can earn is dead, and so is one that nothing misses."""
    kept = domain("D1", ["1", {"id": "2", "ask_if": at("1", "N")}], [], judged_by="none")
    total = {"id": "T", "items": "all", "out_of": 1}
    rules = whole(
        ({"total": "T", "at_least": 2}, "low"), ({"total": "T", "at_least": 1}, "low"), (None, "high")
    )
    found = messages(kept, answer_sets=STARS, totals=[total], overall=rules | {"source": "ours"})
    assert "at_least: 2 can never hold: in no form is the total T so high" in found
    counted = {"count": {"items": ["1", "2"], "is": ["Y"]}, "at_most": 1}
    rules = whole((counted, "low"), (None, "high"))
    assert "at_most: 1 always holds: in every form is the count so low" in messages(kept, overall=rules)


# Variants -------------------------------------------------------------------------------------------------


def test_problem_names_the_variant() -> None:
    """What is wrong in one variant alone says in which; what is wrong in all says so."""
    only = {"preliminary": "P1", "is": ["b"]}
    wrong = domain("D2", ["2.1"], [(at("2.1", "Y"), "high"), (None, "low")])
    (message,) = messages(sound("D1", "1.1"), wrong | {"only_if": only}, preliminaries=[P1])
    assert message.startswith("where P1 is b: a worse answer gives a better judgement: 2.1 from Y to N")
    (message,) = messages(sound("D1", "1.1", only_if=only), wrong, preliminaries=[P1])
    assert message.startswith("in every variant: a worse answer")


def test_rule_that_fires_in_one_variant_alone_is_fine() -> None:
    """A rule never fires only if it fires in no variant, and the same goes for levels and flags."""
    only = {"preliminary": "P1", "is": ["b"]}
    items = ["1.1", {"id": "1.2", "only_if": only}]
    rules = [(at("1.2", "N"), "high"), (at("1.1", "N"), "some"), (None, "low")]
    flags = [{"id": "F1", "when": at("1.2", "N"), "message": "Look."}]
    proof = prove(read(domain("D1", items, rules), judgement_scale=SCALE, preliminaries=[P1], flags=flags))
    assert () == proof.problems
    assert {"D1": 2 + 4} == proof.combinations
    assert 2 + 4 == proof.forms


def test_each_subset_of_many_options_is_a_variant() -> None:
    """With `many`, every set of options is proved; a preliminary may itself be there in some only."""
    second = {"id": "P2", "options": ["x", "y"], "many": True, "required": True}
    second["only_if"] = {"preliminary": "P1", "is": ["b"]}
    items = [
        {"id": "1.1"},
        {"id": "1.2", "only_if": {"preliminary": "P2", "is": ["x"]}},
        {"id": "1.3", "only_if": {"preliminary": "P2", "is": ["y"]}},
    ]
    both = {"all": [at("1.2", "N"), at("1.3", "N")]}
    proof = prove(
        read(
            domain("D1", items, [(both, "low"), (at("1.2", "N"), "high"), (None, "low")]),
            preliminaries=[P1, second],
        )
    )
    # Without P2 there is one item; with x or y there are two; with both there are three.
    assert {"D1": 2 + 4 + 4 + 8} == proof.combinations
    (found,) = [each.message for each in proof.problems if "worse answer" in each.message]
    assert found.startswith("where P1 is b, P2 is x and y: ")


# House rules ----------------------------------------------------------------------------------------------

SILENT = {code: FIVE[code] for code in ("Y", "N", "NI")} | {"NA": {"tone": "none"}}
GRADED = {
    "default": "start_high",
    "start_high": {"start": "high", "risk_of_bias": {"low": 0, "some": 0, "high": -2, "no_information": -1}},
}


def house(rules: list[tuple[Any, Any]], *items: str, **keys: Any) -> list[str]:
    """What is wrong with a domain of a file that keeps the house rules."""
    overall = whole(
        (some("high"), "high"),
        (some("no_information"), "no_information"),
        (some("some"), "some"),
        (None, "low"),
    )
    base = {"answers": SILENT, "judgement_scale": SCALE, "overall": overall, "house_rules": True}
    return messages(domain("D1", list(items), rules), **base | keys)


def test_house_rules_silence_alone() -> None:
    """Silence alone gives no worse than the second level, and throughout it gives no information."""
    sound_rules = [
        (at("1.1", "N"), "high"),
        ({"all": [at("1.1", "NI"), at("1.2", "NI")]}, "no_information"),
        (at("1.1", "NI"), "some"),
        (at("1.2", "N", "NI"), "some"),
        (None, "low"),
    ]
    sets = {"answer_sets": {"all": ["Y", "N", "NI"]}}
    assert [] == [each for each in house(sound_rules, "1.1", "1.2", **sets) if "silence" in each]
    harsh = [(at("1.1", "N", "NI"), "high"), (at("1.2", "N", "NI"), "some"), (None, "low")]
    found = house(harsh, "1.1", "1.2", **sets)
    assert 'silence alone gives "high" (D1-R1), worse than the second level: 1.1=NI, 1.2=Y' in found
    assert 'silence throughout gives "high" (D1-R1), not "no_information": 1.1=NI, 1.2=NI' in found
    assert [] == [each for each in house(harsh, "1.1", "1.2", house_rules=False, **sets) if "silence" in each]


def test_house_rules_na_judges_as_yes() -> None:
    """An answer NA that does better or worse than yes is found."""
    rules = [(at("1.1", "N", "NA"), "high"), (at("1.1", "NI"), "no_information"), (None, "low")]
    assert any(
        each.startswith('NA does not judge as Y: 1.1 from Y to NA turns "low" (D1-R3) into "high" (D1-R1)')
        for each in house(rules, "1.1")
    )


def test_house_rules_recorded_item_decides_nothing() -> None:
    """An item that is only recorded must not decide whether a judged one is asked."""
    first = {"id": "1.1", "role": "recorded_only"}
    second = {"id": "1.2", "ask_if": at("1.1", "Y")}
    made = domain("D1", [first, second], [(at("1.2", "N"), "high"), (None, "low")])
    assert "1.1 is only recorded (role), but decides whether a judged item is asked" in messages(
        made, house_rules=True
    )


def test_p10_silence_dearer_than_a_poor_answer() -> None:
    """A poor answer in the place of silence must not take fewer levels of GRADE."""
    rules = [
        (at("1.1", "NI"), "no_information"),
        (at("1.1", "N"), "some"),
        (at("1.2", "N"), "high"),
        (None, "low"),
    ]
    sets = {"answer_sets": {"all": ["Y", "N", "NI"]}}
    found = house(rules, "1.1", "1.2", grade=GRADED, **sets)
    assert any(
        each.startswith(
            "a poor answer takes fewer levels of start_high than silence: 1.1 from NI to N turns "
            '"no_information" (D1-R1) into "some" (D1-R2)'
        )
        for each in found
    )
    assert [] == [each for each in house(rules, "1.1", "1.2", **sets) if "fewer levels" in each]


def test_p10w_may_be_exempted() -> None:
    """That a weak no costs less than silence is a fault of its own, and can be meant."""
    answers = {
        "Y": {"tone": "good"},
        "WN": {"tone": "poor"},
        "SN": {"tone": "poor"},
        "NI": {"tone": "unknown"},
    }
    rules = [
        (at("1.1", "SN"), "high"),
        (at("1.1", "NI"), "no_information"),
        (at("1.1", "WN"), "some"),
        (None, "low"),
    ]
    keys = {"answers": answers, "grade": GRADED}
    assert any("1.1 from NI to WN" in each for each in house(rules, "1.1", **keys))
    exempt = [{"item": "1.1", "code": "WN", "because": "most are covered"}]
    assert [] == house(rules, "1.1", silence_exempt=exempt, **keys)


# Refusal --------------------------------------------------------------------------------------------------


def test_too_many_states_name_the_domain_and_its_widest_item() -> None:
    """Points that are all different sums cannot be walked; the domain and its widest item are named."""
    items = [{"id": str(place), "points": {"Y": 2**place}} for place in range(1, 41)]
    rules = [({"total": "T", "at_least": 2**39}, "low"), (None, "high")]
    proof: Proof = prove(read(domain("D1", items, rules), totals=[{"id": "T", "items": "all"}]))
    (problem,) = proof.problems
    assert "domains[D1]" == problem.path
    assert problem.message.startswith("more than 200,000 states, too many to walk, most of them at 17")


def test_refused_variant_says_nothing_of_the_others() -> None:
    """Where one variant cannot be walked, nothing is said to happen in none."""
    items = [{"id": f"2.{place}", "points": {"Y": 2**place}} for place in range(1, 41)]
    only = {"preliminary": "P1", "is": ["b"]}
    large = domain("D2", items, [({"total": "T", "at_least": 2**39}, "low"), (None, "high")], only_if=only)
    small = domain("D1", ["1.1", "1.2"], [(at("1.1", "N"), "high"), (None, "low")])
    keys = {"preliminaries": [P1], "totals": [{"id": "T", "items": "D2"}]}
    (message,) = messages(small, large, **keys)
    assert message.startswith("where P1 is b: more than 200,000 states")


def test_too_many_options_to_choose_many_of() -> None:
    """A preliminary with more sets of options than can be walked is refused, instead of running for hours."""
    many = {"id": "P1", "options": [f"o{place}" for place in range(30)], "many": True, "required": True}
    overall = whole(({"preliminary": "P1", "is": ["o1"]}, "high"), (some("high"), "high"), (None, "low"))
    (message,) = messages(sound("D1", "1.1"), preliminaries=[many], overall=overall)
    assert "P1 has more options to choose many of than 12, too many to walk" == message
    many["options"] = ["a", "o1", "o2"]
    proof = prove(read(sound("D1", "1.1"), preliminaries=[many], overall=overall))
    assert ((), 7 * 2) == (proof.problems, proof.forms)
