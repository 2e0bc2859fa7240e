"""Check the answers of a definition: their codes, the sets that offer them, the groups that rules read."""

from __future__ import annotations

import re
from typing import Final

from checklists.errors import did_you_mean, nearest, quoted
from checklists.language.answer_codes import NO_INFORMATION, NOT_ASKED
from checklists.loader.document import Findings, Place
from checklists.loader.listed_names import NAME, check_form, check_names
from checklists.loader.names import Reading, set_codes

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_TONES: Final = ("good", "poor", "unknown", "none")


def check_answers(answers: Place, old: bool, findings: Findings) -> None:
    """Check the form, the key and the tone of every answer, and that the old language has those it needs."""
    tones = {NO_INFORMATION: "unknown", NOT_ASKED: "none"}
    for code, option in answers.entries():
        check_form(option, code, _CODE, "an answer code", "capitals, such as PY", findings)
        if option.at("code").kind != "absent":
            findings.add(option.at("code"), 'unknown key "code"; the code is the key before the colon')
        tone = option.at("tone")
        if tone.text in _TONES and tone.text != tones.get(code, tone.text):
            findings.add(tone, f"the answer {code} must have the tone {tones[code]}, not {tone.text}")
    if answers.kind == "mapping" and old:
        for code in tones.keys() - answers.children.keys():
            meaning = "no information" if code == NO_INFORMATION else "what an unasked item counts as"
            findings.add(answers, f'the answer "{code}" ({meaning}) is missing')


def check_answer_sets(sets: Place, old: bool, reading: Reading, findings: Findings) -> None:
    """Check the codes, order, points and silence of every set of answers."""
    for name, members in sets.entries():
        check_form(members, name, NAME, "the name of an answer set", "small letters", findings)
        listed = members.at("codes") if members.kind == "mapping" else members
        check_names(listed, tuple(reading.tones), "no answer has the code", findings)
        codes = set_codes(members)
        if old and members.kind == "list" and NO_INFORMATION not in codes:
            findings.add(
                members, f'"{NO_INFORMATION}" is missing: a reviewer could not say that the report is silent'
            )
        ranks = [_TONES.index(reading.tones[code]) for code in codes if reading.tones.get(code) in _TONES]
        if ranks != sorted(ranks) and members.at("order").text != "none":
            findings.add(
                members, "answers must be listed from good to poor, then the unknown: the order is relied on"
            )
        check_points(members.at("points"), codes, f"the set {quoted(name)} has no answer", findings)
        _check_silence(members.at("silence"), codes, reading, findings)


def check_points(points: Place, codes: tuple[str, ...], refusal: str, findings: Findings) -> None:
    """Check that points are given to codes that are offered."""
    for code, place in points.entries():
        if codes and code not in codes:
            findings.add(place, f"{refusal} {quoted(code)}; {did_you_mean(code, codes)}")


def _check_silence(silence: Place, codes: tuple[str, ...], reading: Reading, findings: Findings) -> None:
    code = silence.at("as").text
    if code is None:
        return
    ranked = [each for each in codes if reading.tones.get(each) in ("good", "poor")]
    if code not in ranked:
        findings.add(silence, f"silence cannot rank as {quoted(code)}; {did_you_mean(code, ranked)}")
    silent = [each for each in codes if reading.tones.get(each) == "unknown"]
    if len(silent) > 1:
        findings.add(silence, f"{' and '.join(silent)} are both silence: only one code can rank as another")


def check_groups(root: Place, reading: Reading, findings: Findings) -> None:
    """Check the codes of every group, and that those named after a tone have its answers."""
    for name, members in root.at("groups").entries():
        check_form(members, name, NAME, "the name of a group", "small letters", findings)
        check_names(members, tuple(reading.tones), "no answer has the code", findings)
        if name in _TONES:
            _check_tone_group(name, members, reading, findings)
        elif (
            name not in reading.used
            and nearest(name, _TONES) is not None
            # One that some rule misspells is told there.
            and all(each in reading.tones or nearest(each, [name]) is None for each in reading.used)
        ):
            findings.add(members, f"no rule reads the group {quoted(name)}; {did_you_mean(name, _TONES)}")


def _check_tone_group(tone: str, members: Place, reading: Reading, findings: Findings) -> None:
    listed = {code for code, _ in members.texts()}
    for code, actual in reading.tones.items():
        if actual == tone and code not in listed:
            findings.add(members, f'the group "{tone}" lacks the answer "{code}", whose tone is {tone}')
    for code, place in members.texts():
        # A tone that there is not is told at the answer.
        if reading.tones.get(code) in _TONES and reading.tones[code] != tone:
            findings.add(place, f'"{code}" does not belong in "{tone}": its tone is {reading.tones[code]}')
