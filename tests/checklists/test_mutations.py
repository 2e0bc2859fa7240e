"""A broken copy of a definition is refused: any rule lost, any code misspelt, anywhere in any of the five."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
import yaml

from checklists import Checklist, ChecklistError, Problem, parse_checklist, prove

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Where codes, names and ids stand: as values under these keys, and as keys of these mappings.
VALUES = {"is", "items", "item", "domains", "judge", "answer_set", "max_judgement", "ordered", "off_scale"}
VALUES |= {"default", "start", "tone", "ni_policy", "role", "id", "scope", "unit_of_assessment", "status"}
VALUES |= {"standard", "standard_na", "graded_no", "good", "poor", "unknown", "not_good", "wording", "schema"}
# An ending too many, the wrong case, a letter doubled, a stray mark: each occurrence gets one of them.
SLIPS: tuple[Callable[[str], str], ...] = (
    lambda code: f"{code}x",
    str.swapcase,
    lambda code: code[0] + code,
    lambda code: f"{code}_",
)
KEYS = {"answers", "answer_sets", "groups", "labels", "grade", "risk_of_bias"}


def problems_of(text: str, name: str) -> tuple[Problem, ...]:
    """What loading, or else the proof, has against a text."""
    try:
        checklist = parse_checklist(text, name)
    except ChecklistError as error:
        return error.problems
    return prove(checklist).problems


def scalars(node: yaml.Node, under: str = "", path: str = "") -> Iterator[tuple[yaml.ScalarNode, str]]:
    """Every scalar that is a code, a name or an id, with a path for messages."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if under in KEYS:
                yield key, f"{path}.{key.value} (key)"
            yield from scalars(value, key.value, f"{path}.{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from scalars(value, under, f"{path}[{index}]")
    elif under in VALUES and node.tag.endswith(":str") and path not in (".id",) and node.value != "all":
        yield node, path


def slips_of(root: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, str, str]]:
    """The first and the last scalar of each kind of place (the answers that a count counts), with a slip."""
    kinds: dict[str, list[tuple[yaml.ScalarNode, str, str]]] = {}
    for (node, path), slip in zip(scalars(root), cycle(SLIPS)):
        wrong = slip(node.value)
        wrong += "x" if wrong == node.value else ""
        kinds.setdefault(re.sub(r"\[\d+\]", "", path), []).append((node, path, wrong))
    for found in kinds.values():
        yield from {0: found[0], len(found) - 1: found[-1]}.values()


def rule_nodes(root: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """Every rule of a definition, with its id."""
    sections = {key.value: value for key, value in root.value}
    holders = [*sections["domains"].value, sections["overall"]]
    for holder in holders:
        parts = {key.value: value for key, value in holder.value}
        for rule in parts["rules"].value:
            yield {key.value: value.value for key, value in rule.value}["id"], rule


def test_every_lost_rule_is_noticed(own: Checklist) -> None:
    """Whichever rule is cut out, the copy is refused with file, line and the name of the missing rule."""
    lines = own.source.splitlines(keepends=True)
    tried = 0
    for rule_id, node in rule_nodes(yaml.compose(own.source, Loader=LOADER)):
        # A rule in braces ends on its last line; one in block form where the next thing begins.
        first, last = node.start_mark.line, node.end_mark.line + bool(node.flow_style)
        problems = problems_of("".join(lines[:first] + lines[last:]), own.file)
        assert problems, f"{rule_id} of {own.id} can be lost unnoticed"
        named = [
            each for each in problems if rule_id in each.message or "the last rule is missing" in each.message
        ]
        assert named, (rule_id, problems)
        assert own.file == named[0].file
        assert abs(named[0].line - (first + 1)) <= 6
        tried += 1
    assert sum(len(domain.rules) for domain in own.domains) + len(own.overall_rules) == tried


@pytest.mark.slow
def test_every_misspelt_code_is_noticed(own: Checklist) -> None:
    """Whichever code, name or id is misspelt, the copy is refused with file, line and reason.

    Tried at the first and the last place of each kind: at a few hundred places a definition, the same
    checks of the loader and of the proof are met again and again.
    """
    tried = 0
    for node, path, wrong in slips_of(yaml.compose(own.source, Loader=LOADER)):
        quote = '"' if node.style == '"' else ""
        start, end = node.start_mark.index, node.end_mark.index
        text = f"{own.source[:start]}{quote}{wrong}{quote}{own.source[end:]}"
        problems = problems_of(text, own.file)
        assert problems, f"{path}: {node.value} can be written {wrong} unnoticed"
        for problem in problems:
            assert own.file == problem.file
            assert problem.line > 0
            assert problem.message
        tried += 1
    assert tried > 100
