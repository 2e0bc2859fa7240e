"""Check the scales of a definition: their levels, their labels, their use, and the levels named elsewhere."""

from __future__ import annotations

from checklists.errors import did_you_mean, quoted
from checklists.loader.document import Findings, Place
from checklists.loader.listed_names import NAME, check_form, check_names
from checklists.loader.names import Reading


def check_scales(root: Place, reading: Reading, findings: Findings) -> None:
    """Check the names, levels and labels of every scale, and that it is used."""
    scales = root.at("judgement_scales").entries()
    one = root.at("judgement_scale")
    if one.kind != "absent" and scales:
        findings.add(one, "write either judgement_scale or judgement_scales, not both")
    for name, scale in [*scales, *([("judgement", one)] if one.kind == "mapping" else [])]:
        check_form(scale, name, NAME, "the name of a scale", "small letters", findings)
        seen: set[str] = set()
        for level, place in scale.at("ordered").texts() + scale.at("off_scale").texts():
            check_form(place, level, NAME, "a level", "small letters, such as some_concerns", findings)
            if level in seen:
                findings.add(place, f"the level {quoted(level)} is listed twice")
            seen.add(level)
        check_whole(scale.at("labels"), reading.scale(name).levels, "label", findings)
    _check_scale_use(root, reading, findings)


def _check_scale_use(root: Place, reading: Reading, findings: Findings) -> None:
    """Check that every scale is used, and that whatever is judged has one."""
    judged = [name for name in reading.domains if name not in reading.unjudged]
    used = {reading.domain_scales[name] for name in judged}
    for axis, whole in reading.wholes.items():
        chosen = whole.at("scale")
        if chosen.text is not None and reading.scales and chosen.text not in reading.scales:
            findings.add(
                chosen, f"no scale {quoted(chosen.text)}; {did_you_mean(chosen.text, reading.scales)}"
            )
        used.add(chosen.text or next((reading.domain_scales[n] for n in reading.axis_domains(axis)), ""))
        if not chosen.text and not reading.axis_domains(axis):
            used.add(reading.first_scale)
    for name, scale in root.at("judgement_scales").entries():
        if name not in used:
            findings.add(scale, f"nothing is judged on the scale {quoted(name)}")
    if not reading.scales and (judged or reading.wholes) and root.at("domains").kind == "list":
        findings.add(
            root, '"judgement_scale" is missing, or `judged_by: none` in the domains that have no level'
        )
    elif root.at("judgement_scale").kind == "mapping" and not judged and not reading.wholes:
        findings.add(root.at("judgement_scale"), "nothing is judged on this scale")


def check_whole(mapping: Place, levels: tuple[str, ...], noun: str, findings: Findings) -> None:
    """Check that a mapping has every level and nothing else."""
    if mapping.kind != "mapping":
        return
    for level in levels:
        if level not in mapping.children:
            findings.add(mapping, f"the {noun} of the level {quoted(level)} is missing")
    for level, place in mapping.entries():
        if level not in levels:
            findings.add(place, f"no level {quoted(level)} on the scale; {did_you_mean(level, levels)}")


def check_levels(part: Place, levels: tuple[str, ...], findings: Findings) -> tuple[str, ...]:
    """Check the levels that a part says it may have; returns them, all of the scale if it says nothing."""
    listed = part.at("levels")
    check_names(listed, levels, "no level on the scale has the name", findings)
    if listed.kind == "list" and len(listed.elements()) < 2:
        findings.add(listed, "at least two levels are needed to judge between")
    chosen = tuple(name for name, _ in listed.texts())
    return tuple(level for level in levels if level in chosen) if chosen else levels


def check_level(place: Place, levels: tuple[str, ...], findings: Findings) -> None:
    """Check that a level is one of those on the scale."""
    if place.text is not None and levels and place.text not in levels:
        findings.add(place, f"no level {quoted(place.text)} on the scale; {did_you_mean(place.text, levels)}")
