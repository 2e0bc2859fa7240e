"""The proof finds in definitions made by lot what a search through every form finds, and nothing else."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import Checklist
from checklists.proof.findings import Finding
from checklists.proof.prove import Prover
from tests.checklists.brute_force import BruteForce, find_everything
from tests.checklists.random_definitions import Lot

TWO_FORMS = re.compile(
    r"(?:where P1 is (?P<option>\w)|.*?): a worse .* turns .*; (?P<old>.*) against (?P<new>.*)"
)


def read(data: dict[str, Any]) -> Checklist:
    """Read a definition without the checks of the loader, which refuse most of what comes by lot."""
    plain = copy.deepcopy(data)
    for preliminary in plain["preliminaries"]:
        preliminary.pop("decides", None)
    return Checklist.model_validate(plain, context={"source": json.dumps(plain), "file": "lot.yaml"})


@settings(max_examples=250)
@given(st.integers(min_value=0, max_value=2**40))
def test_same_as_the_search_through_every_form(seed: int) -> None:
    """Every fault is found, by kind, subject and place, with as many combinations behind every rule."""
    data = Lot(seed).make()
    expected, searched = find_everything(data)
    prover = Prover(read(data))
    proof = prover.prove()
    found = [finding for finding in prover.findings.all() if finding.kind != "dead"]
    assert expected == {(each.kind, each.subject, each.location[:2]) for each in found}
    assert sum(variant.forms for variant in searched) == proof.forms
    for variant, every_form in zip(prover.variants, searched, strict=True):
        for domain in variant.checklist.domains:
            if domain.rules:
                walk = prover.domains[domain.id, *(item.id for item in domain.items)].judged.walk
                fired = {domain.rules[rule].id: count for rule, count in walk.fired.items()}
                assert every_form.counts[domain.id] == fired
        for axis, counts in every_form.whole_counts.items():
            whole = prover.wholes[variant, axis]
            rules = whole.overall.rules
            assert counts == {rules[rule].id: count for rule, count in whole.answers.walk.fired.items()}
            if whole.levels is not whole.answers:
                fired = {rules[rule].id: count for rule, count in whole.levels.walk.fired.items()}
                assert every_form.level_counts[axis] == fired
    for finding in found:
        if finding.kind in ("P4", "P5", "P6"):
            check_two_forms(finding, data, searched)


def check_two_forms(finding: Finding, data: dict[str, Any], searched: list[BruteForce]) -> None:
    """Judge both forms of a counter-example apart: they are whole, and the second does better."""
    match = TWO_FORMS.match(
        f": {finding.message}" if not finding.message.startswith(("where", "in")) else finding.message
    )
    assert match is not None, finding.message
    search = next(
        each
        for each in searched
        if each.options.get("P1", match["option"]) == match["option"] or not match["option"]
    )
    rows = [dict(part.split("=") for part in match[side].split(", ")) for side in ("old", "new")]
    if finding.kind == "P4":
        (domain,) = (each for each in search.domains if search.place[each["id"]] == finding.location[1])
        part, names = domain, {item["id"] for item in domain["items"]}
        rules = [search.fire(domain, row, {}, domain) for row in rows]
    else:
        axis = str(finding.location[1])
        part = data["overall"][axis]
        names = set(rows[0])
        domains = [each for each in search.domains if each["id"] in names]
        if finding.kind == "P6":
            names = (
                {item["id"] for each in domains for item in each["items"]}
                | {each["id"] for each in domains}
                | names
            )
            for each in domains:
                assert all(row[each["id"]] in search.domain_outcomes(each, row) for row in rows)
        levels = [{name: code for name, code in row.items() if name in search.place} for row in rows]
        rules = [search.fire(part, row, given, None, axis) for row, given in zip(rows, levels, strict=True)]
    assert [names, names] == [set(row) for row in rows]
    assert search.up(search.scale(part), search.outcomes(rules[0]), search.outcomes(rules[1]))
