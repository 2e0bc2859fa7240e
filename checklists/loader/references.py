"""Check that every name used in a definition is defined, and that every definition is whole.

The checks walk the document, not the model, so that they run beside the check of the shape and all problems
come in one go. What has the wrong shape is passed over here.
"""

from __future__ import annotations

import re
from typing import Final

from checklists.errors import did_you_mean, nearest, quoted
from checklists.language.parts import NO_INFORMATION, NOT_ASKED
from checklists.loader.document import Findings, Place
from checklists.loader.names import Reading, Scope, check_condition, read_names

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TONES: Final = ("good", "poor", "unknown", "none")


def check_references(root: Place, findings: Findings) -> None:
    """Note every undefined, missing, repeated or useless name at its place in the document."""
    reading = read_names(root)
    _check_answers(root.at("answers"), findings)
    _check_answer_sets(root.at("answer_sets"), reading, findings)
    _check_groups(root, reading, findings)
    _check_scale(root.at("judgement_scale"), reading, findings)
    for domain in root.at("domains").elements():
        _check_domain(domain, reading, findings)
    everywhere = Scope(tuple(reading.items), "the checklist has no item")
    for rule in root.at("overall", "rules").elements():
        _check_level(rule.at("judge"), reading.levels, findings)
        check_condition(
            rule.at("when"), Scope((), "overall rules read domains, not item", True), reading, findings
        )
    for flag in root.at("flags").elements():
        check_condition(flag.at("when"), Scope(everywhere.items, everywhere.reason, True), reading, findings)
    for case in root.at("oxford_2011", "if").elements():
        check_condition(case.at("when"), everywhere, reading, findings)
    _check_grade(root.at("grade"), reading, findings)


def _check_answers(answers: Place, findings: Findings) -> None:
    tones = {NO_INFORMATION: "unknown", NOT_ASKED: "none"}
    for code, option in answers.entries():
        _check_form(option, code, _CODE, "an answer code", "capitals, such as PY", findings)
        if option.at("code").kind != "absent":
            findings.add(option.at("code"), 'unknown key "code"; the code is the key before the colon')
        tone = option.at("tone")
        if tone.text in _TONES and tone.text != tones.get(code, tone.text):
            findings.add(tone, f"the answer {code} must have the tone {tones[code]}, not {tone.text}")
    if answers.kind == "mapping":
        for code in tones.keys() - answers.children.keys():
            meaning = "no information" if code == NO_INFORMATION else "what an unasked item counts as"
            findings.add(answers, f'the answer "{code}" ({meaning}) is missing')


def _check_answer_sets(sets: Place, reading: Reading, findings: Findings) -> None:
    for name, members in sets.entries():
        _check_form(members, name, _NAME, "the name of an answer set", "small letters", findings)
        _check_names(members, tuple(reading.tones), "no answer has the code", findings)
        codes = [code for code, _ in members.texts()]
        if members.kind == "list" and NO_INFORMATION not in codes:
            findings.add(
                members, f'"{NO_INFORMATION}" is missing: a reviewer could not say that the report is silent'
            )
        ranks = [_TONES.index(reading.tones[code]) for code in codes if reading.tones.get(code) in _TONES]
        if ranks != sorted(ranks):
            findings.add(
                members, "answers must be listed from good to poor, then the unknown: the order is relied on"
            )


def _check_groups(root: Place, reading: Reading, findings: Findings) -> None:
    for name, members in root.at("groups").entries():
        _check_form(members, name, _NAME, "the name of a group", "small letters", findings)
        _check_names(members, tuple(reading.tones), "no answer has the code", findings)
        if name in _TONES:
            _check_tone_group(name, members, reading, findings)
        elif name not in reading.used and nearest(name, _TONES) is not None:
            findings.add(members, f"no rule reads the group {quoted(name)}; {did_you_mean(name, _TONES)}")


def _check_tone_group(tone: str, members: Place, reading: Reading, findings: Findings) -> None:
    listed = {code for code, _ in members.texts()}
    for code, actual in reading.tones.items():
        if actual == tone and code not in listed:
            findings.add(members, f'the group "{tone}" lacks the answer "{code}", whose tone is {tone}')
    for code, place in members.texts():
        if reading.tones.get(code, tone) != tone:
            findings.add(place, f'"{code}" does not belong in "{tone}": its tone is {reading.tones[code]}')


def _check_scale(scale: Place, reading: Reading, findings: Findings) -> None:
    seen: set[str] = set()
    for level, place in scale.at("ordered").texts() + scale.at("off_scale").texts():
        _check_form(place, level, _NAME, "a level", "small letters, such as some_concerns", findings)
        if level in seen:
            findings.add(place, f"the level {quoted(level)} is listed twice")
        seen.add(level)
    _check_whole(scale.at("labels"), reading.levels, "label", findings)


def _check_whole(mapping: Place, levels: tuple[str, ...], noun: str, findings: Findings) -> None:
    """Check that a mapping has every level and nothing else."""
    if mapping.kind != "mapping":
        return
    for level in levels:
        if level not in mapping.children:
            findings.add(mapping, f"the {noun} of the level {quoted(level)} is missing")
    for level, place in mapping.entries():
        if level not in levels:
            findings.add(place, f"no level {quoted(level)} on the scale; {did_you_mean(level, levels)}")


def _check_domain(domain: Place, reading: Reading, findings: Findings) -> None:
    earlier: list[str] = []
    for item in domain.at("items").elements():
        _check_item(item, tuple(earlier), reading, findings)
        earlier.append(item.at("id").raw)
    own = domain.at("id").text or "this domain"
    scope = Scope(tuple(earlier), f"the rules of {own} read its own items only, and it has no item")
    for rule in domain.at("rules").elements():
        _check_level(rule.at("judge"), reading.levels, findings)
        check_condition(rule.at("when"), scope, reading, findings)
    _check_level(domain.at("max_judgement"), reading.ordered, findings)
    _check_names(domain.at("not_monotone"), tuple(earlier), f"{own} has no item", findings)


def _check_item(item: Place, earlier: tuple[str, ...], reading: Reading, findings: Findings) -> None:
    chosen = item.at("answer_set")
    if chosen.text is not None and reading.sets is not None and chosen.text not in reading.sets:
        known = did_you_mean(chosen.text, reading.sets)
        findings.add(chosen, f"no answer set {quoted(chosen.text)}; {known}")
    scope = Scope(earlier, "`ask_if` reads only earlier items of its domain, not")
    check_condition(item.at("ask_if"), scope, reading, findings)
    role = item.at("role")
    name = item.at("id").text
    if role.kind != "absent" and name in reading.judged:
        findings.add(
            role, f"an item with a role is read by no rule, but {name} is read on line {reading.judged[name]}"
        )


def _check_grade(grade: Place, reading: Reading, findings: Findings) -> None:
    starts = [(name, start) for name, start in grade.entries() if name.startswith("start_")]
    if grade.kind == "mapping" and not starts:
        findings.add(grade, "a start is missing, such as start_low: {start: low, risk_of_bias: {…}}")
    for name, start in starts:
        _check_whole(start.at("risk_of_bias"), reading.levels, "number of levels", findings)
        level = start.at("start").text
        if level is not None and name != f"start_{level}":
            findings.add(start, f"a start is named after its level: start_{level}, not {quoted(name)}")
    default = grade.at("default")
    names = [name for name, _ in starts]
    if default.text is not None and names and default.text not in names:
        findings.add(default, f"no start {quoted(default.text)}; {did_you_mean(default.text, names)}")


def _check_level(place: Place, levels: tuple[str, ...], findings: Findings) -> None:
    if place.text is not None and levels and place.text not in levels:
        findings.add(place, f"no level {quoted(place.text)} on the scale; {did_you_mean(place.text, levels)}")


def _check_names(places: Place, known: tuple[str, ...], refusal: str, findings: Findings) -> None:
    """Check that a list names known things, each once."""
    seen: set[str] = set()
    for name, place in places.texts():
        if name in seen:
            findings.add(place, f"{quoted(name)} is listed twice")
        elif known and name not in known:
            findings.add(place, f"{refusal} {quoted(name)}; {did_you_mean(name, known)}")
        seen.add(name)


def _check_form(
    place: Place, name: str, form: re.Pattern[str], noun: str, wanted: str, findings: Findings
) -> None:
    if form.fullmatch(name) is None:
        findings.add(place, f"{noun} is written in {wanted}, not {quoted(name)}")
