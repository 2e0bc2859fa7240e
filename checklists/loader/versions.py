"""Hold a definition to the version of the language that it names.

Version 0.1 has fewer keys than 0.2, and needs more of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checklists.errors import quoted
from checklists.loader.document import Findings, Place, walk

OLD: Final = "appraisal-checklist/0.1"
CURRENT: Final = "appraisal-checklist/0.2"

_NEW: Final = {
    "": ("house_rules", "judgement_scales", "totals", "predicted_direction", "upgrades", "silence_exempt"),
    "domain": ("axis", "scale", "levels", "judged_by", "only_if"),
    "item": ("number", "yes_is", "points", "only_if"),
    "preliminary": ("only_if",),
    "rule": ("ask", "stop"),
    "overall": ("judged_by", "scale", "levels", "source"),
    "grade": ("axis",),
}
"""The keys that 0.1 does not have, by the part that they belong to."""
_NEEDED: Final = {
    "": (
        *("status", "wording", "applies_to", "unit_of_assessment", "answer_sets", "groups"),
        *("judgement_scale", "overall", "grade", "oxford_2011"),
    ),
    "domain": ("asks", "items", "rules"),
    "item": ("guidance", "answer_set", "ni_policy"),
    "rule": (),
    "overall": ("rules",),
    "applies_to": ("include_if",),
    "scale": ("labels",),
}
"""The keys that only 0.1 needs."""


def is_old(root: Place) -> bool:
    """Return True for a definition in version 0.1 of the language."""
    return root.at("schema").text == OLD


def check_version(root: Place, findings: Findings) -> None:
    """Note every key of a 0.1 definition that came later, and every one that 0.1 needs and is missing."""
    if not is_old(root):
        return
    for kind, place in _parts(root):
        if place.kind != "mapping":
            continue
        for key in _NEW.get(kind, ()):
            if place.at(key).kind != "absent":
                findings.add(place.at(key), f"the key {quoted(key)} needs schema: {CURRENT}")
        for key in _NEEDED.get(kind, ()):
            if place.at(key).kind == "absent":
                findings.add(place, f"{quoted(key)} is missing")
    _check_conditions(root, findings)
    if root.at("overall").kind == "scalar":
        findings.add(root.at("overall"), "must be a mapping (key: value)")
    for members in root.at("answer_sets").children.values():
        if members.kind == "mapping":
            findings.add(members, f"must be a list; a set with points needs schema: {CURRENT}")


def _parts(root: Place) -> Iterator[tuple[str, Place]]:
    yield "", root
    yield "overall", root.at("overall")
    yield "grade", root.at("grade")
    yield "applies_to", root.at("applies_to")
    yield "scale", root.at("judgement_scale")
    for preliminary in root.at("preliminaries").elements():
        yield "preliminary", preliminary
    for domain in root.at("domains").elements():
        yield "domain", domain
        for item in domain.at("items").elements():
            yield "item", item
        for rule in domain.at("rules").elements():
            yield "rule", rule
    for rule in root.at("overall", "rules").elements():
        yield "rule", rule


def _check_conditions(root: Place, findings: Findings) -> None:
    conditions = [place for place in walk(root) if place.key in ("when", "ask_if")]
    for place in (below for condition in conditions for below in walk(condition)):
        for key in ("total", "preliminary", "overall", "at_most"):
            if place.at(key).kind != "absent":
                findings.add(place.at(key), f"the key {quoted(key)} needs schema: {CURRENT}")
        if place.at("count").kind == "mapping" and place.at("count", "items").text == "all":
            findings.add(place.at("count", "items"), "must be a list")
        if place.key == "at_least" and place.text == "all":
            findings.add(place, f'must be a whole number, not "all"; that needs schema: {CURRENT}')
