"""The definitions that come with the program: proved, quoted, and ours the same as their drafts."""

from __future__ import annotations

from math import prod
from pathlib import Path

import pytest
import yaml

from checklists import Checklist, ChecklistNotFound, find_checklist, list_checklists, load_checklist, prove
from tests.checklists.own import OWN

DRAFTS = Path(__file__).parents[3] / "shared" / "definitions"
OLD = Path(__file__).parents[1] / "data" / "definitions-0.1.0"
FOLDER = Path(__file__).parents[2] / "checklists" / "definitions"
CODES = {"Y", "PY", "PN", "N", "WN", "SN", "WY", "SY", "NI", "NA", "U", "NMA", "OTH"}
AFTER_INSTRUMENTS = (
    *("jbi-case-reports", "jbi-case-series", "jbi-cross-sectional"),
    *("minors", "nos-case-control", "nos-cohort"),
    *(
        "amstar-2",
        "inspect-sr",
        "quadas-3",
        "rob-2",
        "robins-i-v2",
    ),
)


def test_all_are_listed() -> None:
    """The catalogue lists them by id, and finds each by it."""
    listed = list_checklists()
    assert sorted(OWN + AFTER_INSTRUMENTS) == [each.id for each in listed]
    for each in listed:
        assert each is find_checklist(each.id)
        assert f"{each.id}.yaml" == each.file
        assert each == load_checklist(FOLDER / each.file)


@pytest.mark.parametrize("name", ["psm-cohrt", "PSM-COHORT", "../psm-cohort", "", "x" * 9999])
def test_unknown_checklist_is_refused(name: str) -> None:
    """An id that is not in the catalogue is refused with the nearest one."""
    with pytest.raises(ChecklistNotFound, match=r"psm-cohort|valid here: "):
        find_checklist(name)


def test_each_counts_what_it_should() -> None:
    """The proofs count the combinations that follow from the judged items and from the reachable levels."""
    proofs = {name: prove(find_checklist(name)) for name in OWN}
    assert {
        "case-report": (580, 1024),
        "case-series": (980, 4096),
        "psm-cohort": (18460, 40000),
        "single-arm": (1692, 40000),
        "single-arm-covid": (1692, 40000),
    } == {name: (proof.total, proof.overall_combinations) for name, proof in proofs.items()}
    by_domain = [5**6, 5**4, 5**4, 5**3 * 6, 17 * 5, 5**3, 5**4]
    assert by_domain == list(proofs["psm-cohort"].combinations.values())
    assert prod(by_domain) == proofs["psm-cohort"].forms
    assert all(proof.states < 1000 for proof in proofs.values())


def test_each_is_proved(built_in: Checklist) -> None:
    """No problem is found in any of them."""
    proof = prove(built_in)
    assert () == proof.problems
    assert proof.proved


def test_codes_are_quoted(built_in: Checklist) -> None:
    """Every answer code is written in quotes, so that no YAML reader can take it for true or false."""
    bare = [
        token.value
        for token in yaml.scan(built_in.source)
        if isinstance(token, yaml.ScalarToken) and token.plain and token.value in CODES
    ]
    assert [] == bare


def test_nothing_was_cut_off(built_in: Checklist) -> None:
    """No reason or message ends where an unquoted comma would have cut it."""
    for domain in built_in.domains:
        for rule in domain.rules:
            assert len(rule.because) > 8, rule.id


@pytest.mark.skipif(not DRAFTS.is_dir(), reason="the drafts are not beside this checkout")
def test_same_as_the_drafts(own: Checklist) -> None:
    """Ids, answers, sets, groups, scale, rules, conditions and judgements are those of the drafts."""
    draft = yaml.safe_load((DRAFTS / own.file).read_text(encoding="utf-8"))
    shipped = yaml.safe_load(own.source)
    assert _skeleton(draft) == _skeleton(shipped)
    for key in ("answers", "answer_sets", "groups", "judgement_scale", "grade", "preliminaries"):
        assert draft[key] == shipped[key]


def _skeleton(data: dict[str, object]) -> object:
    """What decides judgements: all but wording, and but for keys that stray commas made in the drafts."""
    kept = {
        "id",
        "when",
        "otherwise",
        "judge",
        "items",
        "rules",
        "answer_set",
        "ask_if",
        "ni_policy",
        "role",
        "key",
    }
    kept |= {
        "item",
        "is",
        "all",
        "any",
        "not",
        "count",
        "at_least",
        "domains",
        "crosswalk",
        "cues",
        "max_judgement",
    }
    kept |= {"overall", "flags", "oxford_2011", "default", "if", "level", "version"}

    def keep(value: object) -> object:
        if isinstance(value, dict):
            return {key: keep(each) for key, each in value.items() if key in kept}
        return [keep(each) for each in value] if isinstance(value, list) else value

    return keep(data)


def test_recorded_items_have_a_role() -> None:
    """What cannot shift the result is recorded, and each item says for what."""
    roles = {
        each.id: {item.id: item.role for item in each.items if item.role} for each in map(find_checklist, OWN)
    }
    assert {"2.2": "recorded_only", "2.4": "grade_indirectness", "2.5": "grade_imprecision"}.items() <= roles[
        "psm-cohort"
    ].items()
    assert roles["single-arm"] == roles["single-arm-covid"]
    assert {
        "case-report": 6,
        "case-series": 7,
        "psm-cohort": 6,
        "single-arm": 6,
        "single-arm-covid": 6,
    } == {name: len(items) for name, items in roles.items()}


@pytest.mark.parametrize("name", ["case-report", "case-series", "psm-cohort", "single-arm-covid"])
def test_no_id_is_reused(name: str) -> None:
    """Every item of 0.1.0 is still there under its id, in its domain; new ones come after it."""
    old, new = load_checklist(OLD / f"{name}.yaml"), find_checklist(name)
    for domain in old.domains:
        ids = [item.id for item in new.domain(domain.id).items]
        assert [item.id for item in domain.items if item.id not in ids] == []


def test_the_two_for_one_arm_differ_in_words_alone() -> None:
    """Outside COVID-19 the same items are read by the same rules."""
    general, covid = find_checklist("single-arm"), find_checklist("single-arm-covid")
    assert (None, "COVID-19") == (general.applies_to.population, covid.applies_to.population)
    assert [domain.rules for domain in general.domains] == [domain.rules for domain in covid.domains]
    assert "COVID" not in "".join(f"{item.text} {item.guidance}" for item in general.items)


def test_each_is_held_to_the_house_rules(own: Checklist) -> None:
    """Ours are proved by them too, with one exemption, which says why."""
    assert own.house_rules
    exempt = [(each.item, each.code) for each in own.silence_exempt]
    assert ([("1.1", "WN")] if own.id == "psm-cohort" else []) == exempt


def test_each_says_which_answers_an_upgrade_takes_over() -> None:
    """Every item of the version before is kept or asked again, once; single-arm has none before it."""
    for old in OLD.glob("*.yaml"):
        before = load_checklist(old)
        (rule,) = find_checklist(before.id).upgrades
        assert before.version == rule.version
        assert sorted(item.id for item in before.items) == sorted([*rule.keep, *rule.ask_again])
        for item in rule.keep:
            assert before.item(item).guidance == find_checklist(before.id).item(item).guidance
    assert () == find_checklist("single-arm").upgrades
