"""Check that every name used in a definition is defined, and that every definition is whole.

The checks walk the document, not the model, so that they run beside the check of the shape and all problems
come in one go. What has the wrong shape is passed over here.
"""

from __future__ import annotations

import re
from typing import Final

from checklists.errors import did_you_mean, nearest, quoted
from checklists.language.answer_codes import NO_INFORMATION, NOT_ASKED
from checklists.loader.condition_names import Scope, check_condition
from checklists.loader.document import Findings, Place, walk
from checklists.loader.names import Reading, read_names, set_codes
from checklists.loader.variants import check_variants
from checklists.loader.versions import is_old

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OWN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,59}")
"""The form of the id of a checklist, which names files as well."""
_TONES: Final = ("good", "poor", "unknown", "none")


def check_references(root: Place, findings: Findings) -> None:
    """Note every undefined, missing, repeated or useless name at its place in the document."""
    reading = read_names(root)
    old = is_old(root)
    name = root.at("id")
    if name.text is not None and name.text.strip():
        _check_form(name, name.text, _OWN_ID, "the id", "letters, digits, dots and hyphens", findings)
    _check_answers(root.at("answers"), old, findings)
    _check_answer_sets(root.at("answer_sets"), old, reading, findings)
    _check_groups(root, reading, findings)
    _check_scales(root, reading, findings)
    _check_totals(root, reading, findings)
    for domain in root.at("domains").elements():
        _check_domain(domain, root, reading, findings)
    _check_wholes(root, old, reading, findings)
    judged = tuple(name for name in reading.domains if name not in reading.unjudged)
    everywhere = Scope(tuple(reading.items), "the checklist has no item", preliminaries=not old)
    for flag in root.at("flags").elements():
        scope = Scope(everywhere.items, everywhere.reason, judged, preliminaries=not old, overall=not old)
        check_condition(flag.at("when"), scope, reading, findings)
    for case in root.at("oxford_2011", "if").elements():
        check_condition(case.at("when"), everywhere, reading, findings)
    _check_grade(root.at("grade"), reading, findings)
    check_variants(root, reading, findings)
    _check_direction(root.at("predicted_direction"), reading, findings)
    _check_item_lists(root, reading, findings)


def _check_answers(answers: Place, old: bool, findings: Findings) -> None:
    tones = {NO_INFORMATION: "unknown", NOT_ASKED: "none"}
    for code, option in answers.entries():
        _check_form(option, code, _CODE, "an answer code", "capitals, such as PY", findings)
        if option.at("code").kind != "absent":
            findings.add(option.at("code"), 'unknown key "code"; the code is the key before the colon')
        tone = option.at("tone")
        if tone.text in _TONES and tone.text != tones.get(code, tone.text):
            findings.add(tone, f"the answer {code} must have the tone {tones[code]}, not {tone.text}")
    if answers.kind == "mapping" and old:
        for code in tones.keys() - answers.children.keys():
            meaning = "no information" if code == NO_INFORMATION else "what an unasked item counts as"
            findings.add(answers, f'the answer "{code}" ({meaning}) is missing')


def _check_answer_sets(sets: Place, old: bool, reading: Reading, findings: Findings) -> None:
    for name, members in sets.entries():
        _check_form(members, name, _NAME, "the name of an answer set", "small letters", findings)
        listed = members.at("codes") if members.kind == "mapping" else members
        _check_names(listed, tuple(reading.tones), "no answer has the code", findings)
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
        _check_points(members.at("points"), codes, f"the set {quoted(name)} has no answer", findings)
        _check_silence(members.at("silence"), codes, reading, findings)


def _check_points(points: Place, codes: tuple[str, ...], refusal: str, findings: Findings) -> None:
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


def _check_groups(root: Place, reading: Reading, findings: Findings) -> None:
    for name, members in root.at("groups").entries():
        _check_form(members, name, _NAME, "the name of a group", "small letters", findings)
        _check_names(members, tuple(reading.tones), "no answer has the code", findings)
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


def _check_scales(root: Place, reading: Reading, findings: Findings) -> None:
    scales = root.at("judgement_scales").entries()
    one = root.at("judgement_scale")
    if one.kind != "absent" and scales:
        findings.add(one, "write either judgement_scale or judgement_scales, not both")
    for name, scale in [*scales, *([("judgement", one)] if one.kind == "mapping" else [])]:
        _check_form(scale, name, _NAME, "the name of a scale", "small letters", findings)
        seen: set[str] = set()
        for level, place in scale.at("ordered").texts() + scale.at("off_scale").texts():
            _check_form(place, level, _NAME, "a level", "small letters, such as some_concerns", findings)
            if level in seen:
                findings.add(place, f"the level {quoted(level)} is listed twice")
            seen.add(level)
        _check_whole(scale.at("labels"), reading.scale(name).levels, "label", findings)
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


def _check_totals(root: Place, reading: Reading, findings: Findings) -> None:
    for total in root.at("totals").elements():
        name, listed = total.at("id").text, total.at("items")
        named = [(listed.text, listed)] if listed.text is not None else listed.texts()
        known = (*reading.items, *reading.domains)
        for each, place in named:
            if each in reading.totals:
                findings.add(place, f"{quoted(each)} is a total, and totals of totals are not offered")
            elif each not in known and each != "all":
                findings.add(place, f"no item or domain {quoted(each)}; {did_you_mean(each, known)}")
        for item in reading.totals.get(name or "", ()):
            if reading.items[item].points is None:
                findings.add(
                    listed, f"the total adds up {item}, which has no points: give them there or at its set"
                )
                break


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


def _check_domain(domain: Place, root: Place, reading: Reading, findings: Findings) -> None:
    earlier: list[str] = []
    for item in domain.at("items").elements():
        _check_item(item, tuple(earlier), root, reading, findings)
        earlier.append(item.at("id").raw)
    own = domain.at("id").text or "this domain"
    scope = Scope(tuple(earlier), f"the rules of {own} read its own items only, and it has no item")
    scale = reading.scale(domain.at("scale").text)
    levels = _check_levels(domain, scale.levels, findings)
    # Without a list of items nothing can be said about the items that rules read.
    has_items = domain.at("items").kind == "list"
    for rule in domain.at("rules").elements():
        _check_judgement(rule, levels, findings)
        if has_items:
            check_condition(rule.at("when"), scope, reading, findings)
        if rule.at("stop").kind != "absent":
            findings.add(rule.at("stop"), "only overall rules can stop an appraisal")
    _check_level(domain.at("max_judgement"), scale.ordered, findings)
    _check_exemptions(domain.at("not_monotone"), tuple(earlier), own, reading, findings)
    _check_who(domain, own, reading, findings)


def _check_who(domain: Place, own: str, reading: Reading, findings: Findings) -> None:
    """Check that a domain has what its judge needs: rules, items or neither."""
    by = domain.at("judged_by").text or "rules"
    rules, items = domain.at("rules"), domain.at("items")
    if by == "none" and rules.elements():
        findings.add(rules, f"nobody judges {own} (judged_by: none), so it can have no rules")
    if by == "rules" and rules.kind == "absent" and domain.kind == "mapping":
        findings.add(domain, '"rules" is missing, or judged_by: reviewer, or judged_by: none')
    elif by == "rules" and rules.kind == "list" and not rules.elements():
        findings.add(rules, "must have more than 0 element(s)")
    if by != "reviewer" and domain.kind == "mapping":
        if items.kind == "absent":
            findings.add(domain, '"items" is missing')
        elif items.kind == "list" and not items.elements():
            findings.add(items, "must have more than 0 element(s)")
    axis, scale = domain.at("axis"), domain.at("scale")
    if axis.text is not None and by != "none" and reading.wholes and axis.text not in reading.wholes:
        known = did_you_mean(axis.text, reading.wholes)
        findings.add(axis, f"the overall has no axis {quoted(axis.text)}; {known}")
    if scale.text is not None and reading.scales and scale.text not in reading.scales:
        findings.add(scale, f"no scale {quoted(scale.text)}; {did_you_mean(scale.text, reading.scales)}")


def _check_levels(part: Place, levels: tuple[str, ...], findings: Findings) -> tuple[str, ...]:
    """Check the levels that a part says it may have; returns them, all of the scale if it says nothing."""
    listed = part.at("levels")
    _check_names(listed, levels, "no level on the scale has the name", findings)
    if listed.kind == "list" and len(listed.elements()) < 2:
        findings.add(listed, "at least two levels are needed to judge between")
    chosen = tuple(name for name, _ in listed.texts())
    return tuple(level for level in levels if level in chosen) if chosen else levels


def _check_judgement(rule: Place, levels: tuple[str, ...], findings: Findings) -> None:
    """Check that a rule either judges or asks, with levels that its target may have."""
    judge, ask = rule.at("judge"), rule.at("ask")
    if judge.kind != "absent" and ask.kind != "absent":
        findings.add(rule, "a rule has either `judge` or `ask`, not both")
    elif judge.kind == "absent" and ask.kind == "absent" and rule.kind == "mapping":
        findings.add(rule, '"judge" is missing, or `ask` with the levels to choose among')
    _check_level(judge, levels, findings)
    _check_names(ask, levels, "no level on the scale has the name", findings)
    if ask.kind == "list" and len(ask.elements()) < 2:
        findings.add(ask, "`ask` needs at least two levels to choose among")


def _check_wholes(root: Place, old: bool, reading: Reading, findings: Findings) -> None:
    items = tuple(reading.items)
    for axis, whole in reading.wholes.items():
        domains = reading.axis_domains(axis)
        if len(reading.wholes) > 1 and not domains:
            findings.add(whole, f"no judged domain lies on the axis {quoted(axis)}")
        levels = _check_levels(whole, reading.whole_scale(axis).levels, findings)
        if old:
            scope = Scope((), "overall rules read domains, not item", domains)
        else:
            scope = Scope(items, "the checklist has no item", domains, axis, preliminaries=True)
        rules = whole.at("rules")
        stopping = True
        for rule in rules.elements():
            _check_judgement(rule, levels, findings)
            check_condition(rule.at("when"), scope, reading, findings)
            stopping = _check_stop(rule, stopping, findings)
        if (whole.at("judged_by").text or "rules") == "rules" and rules.kind == "absent":
            findings.add(whole, '"rules" is missing, or judged_by: reviewer, or `overall: none`')
        if rules.elements() and whole.at("source").kind == "absent" and _reads_total(rules):
            findings.add(rules, '"source" is missing: say whose cut-offs these are, since rules read a total')
    if not reading.wholes and root.at("overall").kind in ("absent", "scalar"):
        axes = dict.fromkeys(reading.axes[name] for name in reading.domains)
        for name in ("grade", "oxford_2011"):
            if root.at(name).kind != "absent" and name == "grade" and axes:
                findings.add(root.at(name), "GRADE reads the overall judgement, and `overall` is none")


def _check_stop(rule: Place, stopping: bool, findings: Findings) -> bool:
    """Check a rule that ends the appraisal; returns True while only such rules came."""
    stop = rule.at("stop")
    if stop.value is not True:
        return False
    if not stopping:
        findings.add(stop, "a rule that stops must stand above all rules that do not")
    if rule.at("ask").kind != "absent":
        findings.add(stop, "a rule that stops gives a level; it cannot ask for one")
    for place in walk(rule.at("when")):
        if place.key in ("item", "count", "domains", "total"):
            findings.add(place, f"a rule that stops reads preliminaries only, not {place.key}")
    return stopping


def _reads_total(rules: Place) -> bool:
    return any(place.key == "total" for place in walk(rules))


def _check_item(
    item: Place, earlier: tuple[str, ...], root: Place, reading: Reading, findings: Findings
) -> None:
    chosen = item.at("answer_set")
    if chosen.text is not None and reading.sets is not None and chosen.text not in reading.sets:
        known = did_you_mean(chosen.text, reading.sets)
        findings.add(chosen, f"no answer set {quoted(chosen.text)}; {known}")
    elif chosen.kind == "absent" and reading.sets is not None and len(reading.sets) > 1:
        findings.add(item, '"answer_set" is missing, since there is more than one')
    scope = Scope(earlier, "`ask_if` reads only earlier items of its domain, not")
    check_condition(item.at("ask_if"), scope, reading, findings)
    role = item.at("role")
    name = item.at("id").text
    if role.kind != "absent" and name in reading.judged:
        findings.add(
            role, f"an item with a role is read by no rule, but {name} is read on line {reading.judged[name]}"
        )
    if item.at("text").kind == "absent" and item.kind == "mapping" and root.at("wording").text != "external":
        findings.add(item, '"text" is missing')
    codes = (reading.sets or {}).get(chosen.text or next(iter(reading.sets or {}), ""), ())
    _check_points(item.at("points"), codes, f"{name} offers no answer", findings)
    place = root.at("answer_sets", chosen.text or "")
    if item.at("yes_is").text == "bad" and place.at("order").text == "none":
        findings.add(item.at("yes_is"), f"the answers of {quoted(chosen.text)} are not ranked (order: none)")


def _check_exemptions(
    listed: Place, items: tuple[str, ...], own: str, reading: Reading, findings: Findings
) -> None:
    _check_names(listed, items, f"{own} has no item", findings)
    for place in listed.elements():
        item, better, worse = (place.at(key).text for key in ("item", "from", "to"))
        if item is None:
            continue
        if item not in items:
            findings.add(place.at("item"), f"{own} has no item {quoted(item)}; {did_you_mean(item, items)}")
            continue
        codes = reading.items[item].codes or ()
        for key, code in (("from", better), ("to", worse)):
            if code is not None and codes and code not in codes:
                findings.add(
                    place.at(key), f"{item} offers no answer {quoted(code)}; {did_you_mean(code, codes)}"
                )
        ranked = [code for code in reading.tones if code in codes and reading.tones[code] in ("good", "poor")]
        if reading.items[item].is_turned:
            ranked.reverse()
        if better in ranked and worse in ranked and ranked.index(worse) <= ranked.index(better):
            findings.add(
                place, f"{quoted(worse)} is not worse than {quoted(better)}: nothing is to be exempted"
            )


def _check_grade(grade: Place, reading: Reading, findings: Findings) -> None:
    starts = [(name, start) for name, start in grade.entries() if name.startswith("start_")]
    if grade.kind == "mapping" and not starts:
        findings.add(grade, "a start is missing, such as start_low: {start: low, risk_of_bias: {…}}")
    axis = grade.at("axis")
    if axis.text is not None and axis.text not in reading.wholes:
        findings.add(axis, f"no axis {quoted(axis.text)}; {did_you_mean(axis.text, reading.wholes)}")
    elif grade.kind == "mapping" and axis.kind == "absent" and len(reading.wholes) > 1:
        findings.add(grade, '"axis" is missing: GRADE reads one of ' + ", ".join(reading.wholes))
    read = axis.text or next(iter(reading.wholes), "")
    levels = reading.whole_scale(read).levels if read else ()
    chosen = [name for name, _ in reading.wholes[read].at("levels").texts()] if read in reading.wholes else []
    if chosen:
        levels = tuple(level for level in levels if level in chosen)
    for name, start in starts:
        if levels:
            _check_whole(start.at("risk_of_bias"), levels, "number of levels", findings)
        level = start.at("start").text
        if level is not None and name != f"start_{level}":
            findings.add(start, f"a start is named after its level: start_{level}, not {quoted(name)}")
    default = grade.at("default")
    names = [name for name, _ in starts]
    if default.text is not None and names and default.text not in names:
        findings.add(default, f"no start {quoted(default.text)}; {did_you_mean(default.text, names)}")


def _check_direction(direction: Place, reading: Reading, findings: Findings) -> None:
    options = direction.at("options")
    if options.kind == "list" and len(options.elements()) < 2:
        findings.add(options, "a direction needs at least two options to choose among")
    seen: set[str] = set()
    for option, place in options.texts():
        if option in seen:
            findings.add(place, f"{quoted(option)} is listed twice")
        seen.add(option)
    per = [name for name, _ in direction.at("per").texts()]
    if "domain" in per and reading.unjudged:
        findings.add(direction.at("per"), f"nobody judges {min(reading.unjudged)}, so it has no direction")
    if "overall" in per and not reading.wholes:
        findings.add(direction.at("per"), "this checklist has no overall judgement to have a direction")


def _check_item_lists(root: Place, reading: Reading, findings: Findings) -> None:
    """Check the items that upgrades and exemptions from the house rules name."""
    for upgrade in (root.at("upgrades"), *root.at("upgrades").elements()):
        for key in ("keep", "ask_again"):
            _check_names(upgrade.at(key), tuple(reading.items), "the checklist has no item", findings)
        both = {name for name, _ in upgrade.at("keep").texts()}
        for name, place in upgrade.at("ask_again").texts():
            if name in both:
                findings.add(place, f"{name} is both kept and asked again")
    for exempt in root.at("silence_exempt").elements():
        item, code = exempt.at("item").text, exempt.at("code").text
        if item is not None and item not in reading.items:
            known = did_you_mean(item, reading.items)
            findings.add(exempt.at("item"), f"the checklist has no item {quoted(item)}; {known}")
        elif item is not None and code is not None and code not in (reading.items[item].codes or (code,)):
            findings.add(exempt.at("code"), f"{item} offers no answer {quoted(code)}")


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
